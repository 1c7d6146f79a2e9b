"""Replies as server-sent events: what was found, each statement that holds, the whole."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.schemas import ReplyBody
from api.terminal import answer_lines, lines_as_they_come
from assistant.errors import StoreError
from eval.benchmarks.serving import serving
from prompts import message
from tests.scripted_model import Reply, draft
from tests.web_corpus import PLARA_QUESTION, QUOTE, ROCKET_QUESTION, WebParts, open_web_parts
from tests.worded import EVENTS, FALSE, SALT, TASTE, TRUE, Events, events_of, worded_by

Serve = Callable[..., WebParts]


@pytest.fixture
def with_model(tmp_path: Path) -> Iterator[Serve]:
    """Makes the parts of a server whose statements a scripted model drafts."""
    with open_web_parts(tmp_path) as parts:

        def make(*replies: Reply, checker: Any = None, **options: Any) -> WebParts:
            return worded_by(parts, *replies, checker=checker, **options)

        yield make


def begin(parts: WebParts, said: str = PLARA_QUESTION, **headers: str) -> Events:
    response = TestClient(create_app(parts)).post(
        "/api/conversations", json={"message": said}, headers={**EVENTS, **headers}
    )
    assert response.status_code == 201, response.text
    assert response.headers["Content-Type"].startswith("text/event-stream")
    return events_of(response.text)


def test_what_was_found_comes_first_then_each_statement_then_the_whole(with_model: Serve) -> None:
    (found_, found), *statements, (whole_, whole) = begin(with_model(draft((TRUE, SALT), (TASTE, SALT))))
    assert (found_, whole_) == ("found", "reply")
    ReplyBody.model_validate(found)
    ReplyBody.model_validate(whole)
    assert found["answer"]["statements"] == []
    assert found["answer"]["experts"] == whole["answer"]["experts"]
    assert found["answer"]["citations"] == whole["answer"]["citations"]
    assert statements == [("statement", said) for said in whole["answer"]["statements"]]
    assert [said["text"] for _, said in statements] == [TRUE, TASTE]
    (number,) = (c["number"] for c in found["answer"]["citations"] if c["quote"] == QUOTE)
    assert all(said["citations"] == [number] for _, said in statements)


def test_what_does_not_hold_never_leaves_the_server(with_model: Serve) -> None:
    parts = with_model(draft((FALSE, SALT), (TRUE, SALT)), draft((FALSE, SALT)))
    events = begin(parts)
    assert [name for name, _ in events] == ["found", "statement", "reply"]
    assert "ร้อยละ 60" not in str(events)


def test_where_nothing_holds_the_whole_reply_has_the_quotes(with_model: Serve) -> None:
    events = begin(with_model("nonsense"))
    assert [name for name, _ in events] == ["found", "reply"]
    answer = events[-1][1]["answer"]
    assert answer["drafting"]["by"] == "extractive"
    assert QUOTE in answer["statements"][0]["text"]


@pytest.mark.parametrize("said", [PLARA_QUESTION, ROCKET_QUESTION, "สวัสดีค่ะ"])
def test_what_no_model_words_comes_whole_at_once(tmp_path: Path, said: str) -> None:
    with open_web_parts(tmp_path) as parts:
        ((name, reply),) = begin(parts, said)
        plain = TestClient(create_app(parts)).post("/api/conversations", json={"message": said}).json()
    assert name == "reply"
    for one in (reply, plain):
        del one["conversation"]
        if one["answer"]:
            del one["answer"]["timings_ms"]
    assert reply == plain


def test_follow_ups_and_changes_stream_too(with_model: Serve) -> None:
    client = TestClient(create_app(with_model(*[draft((TRUE, SALT))] * 3)))
    begun = client.post("/api/conversations", json={"message": PLARA_QUESTION}).json()["conversation"]
    address = f"/api/conversations/{begun}"
    said = client.post(f"{address}/messages", json={"message": "TRL 5 ขึ้นไป"}, headers=EVENTS)
    changed = client.patch(f"{address}/need", json={"trl_from": 4}, headers=EVENTS)
    for response in (said, changed):
        assert response.status_code == 200
        assert [name for name, _ in events_of(response.text)] == ["found", "statement", "reply"]


def test_an_error_before_anything_was_found_is_told_as_without_events(with_model: Serve) -> None:
    client = TestClient(create_app(with_model()))
    wrong = client.post("/api/conversations", json={"message": " "}, headers=EVENTS)
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "asking.empty_question")
    unknown = client.post(f"/api/conversations/{'A' * 22}/messages", json={"message": "x"}, headers=EVENTS)
    assert unknown.status_code == 404


class BrokenChecker:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def faults(self, *_: object) -> list[Any]:
        raise self._error


@pytest.mark.parametrize(
    ("error", "code"), [(ZeroDivisionError("secret"), "web.crash"), (StoreError("catalogue.damaged"), None)]
)
def test_an_error_on_the_way_is_an_event_in_the_language_of_who_asks(
    with_model: Serve, error: Exception, code: str | None
) -> None:
    parts = with_model(draft((TRUE, SALT)), checker=BrokenChecker(error))
    (found, _), (name, told) = begin(parts, **{"Accept-Language": "en"})
    assert (found, name) == ("found", "error")
    assert told["code"] == (code or "catalogue.damaged")
    key = code or "web.unavailable"
    assert told["message"] == message(key, "th", request_id=told["request_id"])
    assert "secret" not in json.dumps(told)


class Arrivals:
    """What a client hears of a stream, and when."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def until(self, event: str) -> list[str]:
        """Every line up to the one that names `event`."""
        heard = []
        for line in self._lines:
            heard.append(line)
            if line == f"event: {event}":
                return heard
        raise AssertionError(heard)


def test_a_statement_arrives_while_the_model_writes_and_signs_of_life_come_before(
    with_model: Serve,
) -> None:
    go_on = threading.Event()

    def waiting(evidence: Any) -> Iterator[str]:
        time.sleep(2.5)
        whole = draft((TRUE, SALT), (TASTE, SALT))(evidence)
        cut = whole.index("}, {") + 1
        yield whole[:cut]
        assert go_on.wait(10)
        yield whole[cut:]

    with (
        serving(create_app(with_model(waiting))) as address,
        httpx.stream(
            "POST",
            f"{address}/api/conversations",
            json={"message": PLARA_QUESTION},
            headers=EVENTS,
            timeout=20,
        ) as response,
    ):
        arrivals = Arrivals(response)
        arrivals.until("found")
        assert sum(line.startswith(":") for line in arrivals.until("statement")) in (1, 2, 3)
        go_on.set()
        arrivals.until("statement")
        arrivals.until("reply")


def test_a_client_that_goes_away_stops_the_model_and_finds_its_message_again(with_model: Serve) -> None:
    written: list[str] = []

    def endless(_: Any) -> Iterator[str]:
        for piece in ["{", *[" "] * 2000]:
            time.sleep(0.02)
            written.append(piece)
            yield piece

    parts = with_model(endless)
    with serving(create_app(parts)) as address:
        with httpx.stream(
            "POST",
            f"{address}/api/conversations",
            json={"message": PLARA_QUESTION},
            headers=EVENTS,
            timeout=20,
        ) as response:
            lines = response.iter_lines()
            assert next(lines) == "event: found"
            found = json.loads(next(lines).removeprefix("data: "))
        deadline = time.monotonic() + 10
        count = -1
        while count != len(written) and time.monotonic() < deadline:
            count = len(written)
            time.sleep(0.5)
        assert 0 < count == len(written) < 500
    (kept,) = parts.chat.find(found["conversation"]).turns
    assert (kept.said, kept.opening) == (PLARA_QUESTION, None)


@pytest.mark.parametrize("reply", [draft((TRUE, SALT), (TASTE, SALT)), "nonsense"])
def test_the_terminal_shows_each_line_once_it_is_known_and_the_same_in_the_end(
    with_model: Serve, reply: Reply
) -> None:
    parts = with_model(reply, reply)
    as_they_come = list(lines_as_they_come(parts.assistant.ask_stream(PLARA_QUESTION)))
    assert as_they_come == list(answer_lines(parts.assistant.ask(PLARA_QUESTION)))


def test_the_page_gets_markup_of_what_is_checked_alone(with_model: Serve) -> None:
    parts = with_model(draft((FALSE, SALT), (TRUE, SALT)), '{"statements": []}')
    response = TestClient(create_app(parts)).post(
        "/conversations", data={"message": PLARA_QUESTION}, headers=EVENTS
    )
    blocks = [block for block in response.text.split("\n\n") if block.startswith("event:")]
    names = [block.split("\n")[0].removeprefix("event: ") for block in blocks]
    assert names == ["found", "statement", "reply"]
    found, statement, whole = blocks
    assert message("web.being_worded", "th") in found
    assert message("web.being_worded", "th") not in whole
    assert 'data-address="/conversations/' in found
    assert TRUE in statement
    assert 'class="number" href="/documents/' in statement
    assert TRUE in whole
    assert FALSE not in response.text
