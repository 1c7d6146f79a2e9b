"""Conversations outlive their server, and several servers over one store serve the same one."""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

from tests.faults.commands import Installation
from tests.faults.conftest import Install
from tests.faults.corpus import write_notes
from tests.faults.servers import Server, serving

QUESTION = "ลดโซเดียมในปลาร้า"
NOTHING_FITS = "จรวดส่งดาวเทียม"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def installation(request: pytest.FixtureRequest, install: Install, tmp_path: Path) -> Iterator[Installation]:
    """An installation that has read three notes, over each database."""
    installation = install(tmp_path / "home")
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else ""
    if url:
        installation = replace(installation, settings={"JABKOO_DATABASE_URL": url})
    ended = installation.run("ingest", write_notes(tmp_path / "files"))
    assert ended.code == 0, ended.err
    yield installation
    if url:
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()


def test_a_conversation_goes_on_where_a_killed_server_left_it(installation: Installation) -> None:
    with serving(installation) as server:
        begun = server.begin(QUESTION)
        id_, shown = begun["conversation"], [work["id"] for work in begun["answer"]["works"]]
        assert shown
        server.say(id_, "ตั้งแต่ปี 2560")
        refused = server.say(id_, "ในภาคใต้")
        recorded = server.say(id_, "ช่วยบันทึกให้หน่อย")["recorded"]
        told = server.turns(id_)
        server.kill()

    with serving(installation) as restarted:
        assert restarted.turns(id_) == told
        assert refused["answer"]["refusal"]["reason"] == "constraints_exclude_all"
        assert restarted.say(id_, "record it")["recorded"] == recorded
        need = restarted.say(id_, "ภาคไหนก็ได้ ปีไหนก็ได้")["need"]
        assert (need["region"], need["year_from"], need["text"]) == (None, None, begun["need"]["text"])
        pointed = restarted.say(id_, "ขอดูรายงานแรกอีกที")
        assert pointed["act"] == "refer"
        assert [work["id"] for work in pointed["answer"]["works"]] == shown[:1]


def wait_at_keeping(folder: Path, *, is_kept: bool) -> None:
    """Have this process wait for ever where it keeps a turn, before or after that `is_kept`, once the file
    "wait" is in `folder`; the file "waiting" tells that it does."""
    from catalogue.conversations import SqlConversations

    append = SqlConversations.append

    def waiting(*arguments: Any) -> bool:
        if not (folder / "wait").exists():
            return append(*arguments)
        if is_kept:
            append(*arguments)
        (folder / "waiting").touch()
        time.sleep(600)
        raise AssertionError("it was to be killed")

    setattr(SqlConversations, "append", waiting)  # noqa: B010 a method of the class is put in place of another


@pytest.mark.slow
@pytest.mark.parametrize("is_kept", [False, True])
def test_of_a_message_during_which_the_server_is_killed_nothing_is_half_there(
    installation: Installation, is_kept: bool, tmp_path: Path
) -> None:
    with (
        serving(installation, partial(wait_at_keeping, tmp_path, is_kept=is_kept)) as server,
        ThreadPoolExecutor(1) as pool,
    ):
        id_ = server.begin(QUESTION)["conversation"]
        server.say(id_, "ตั้งแต่ปี 2560")
        told = server.turns(id_)
        (tmp_path / "wait").touch()
        unanswered = pool.submit(server.try_to_say, id_, "TRL 7 ขึ้นไป")
        _wait_for((tmp_path / "waiting").exists)
        server.kill()
        with pytest.raises(httpx.HTTPError):
            unanswered.result()

    with serving(installation) as restarted:
        found = restarted.turns(id_)
        assert found[:2] == told
        assert [turn["said"] for turn in found[2:]] == ["TRL 7 ขึ้นไป"] * is_kept
        need = restarted.say(id_, "TRL 7 ขึ้นไป")["need"]
        assert (need["trl_from"], need["year_from"], need["text"]) == (7, 2017, told[0]["need"]["text"])


def wait_at_recording(folder: Path) -> None:
    """Have this process wait for ever where the turn that records a need is written and the need is not, once
    the file "wait" is in `folder`; the file "waiting" tells that it does."""
    from catalogue import conversations

    recorded_in = conversations.recorded_in

    def waiting(*arguments: Any) -> Any:
        if (folder / "wait").exists():
            (folder / "waiting").touch()
            time.sleep(600)
        return recorded_in(*arguments)

    setattr(conversations, "recorded_in", waiting)  # noqa: B010 a function is put in place of another


def test_of_a_need_during_whose_recording_the_server_is_killed_nothing_is_half_there(
    installation: Installation, tmp_path: Path
) -> None:
    with (
        serving(installation, partial(wait_at_recording, tmp_path)) as server,
        ThreadPoolExecutor(1) as pool,
    ):
        id_ = server.begin(NOTHING_FITS)["conversation"]
        told = server.turns(id_)
        (tmp_path / "wait").touch()
        unanswered = pool.submit(server.try_to_say, id_, "ช่วยบันทึกให้หน่อย")
        _wait_for((tmp_path / "waiting").exists)
        server.kill()
        with pytest.raises(httpx.HTTPError):
            unanswered.result()

    with serving(installation) as restarted:
        assert restarted.turns(id_) == told
        assert json.loads(installation.run("need", "list", "--json").out) == []
        recorded = restarted.say(id_, "ช่วยบันทึกให้หน่อย")["recorded"]
        (kept,) = json.loads(installation.run("need", "list", "--json").out)
        assert kept["number"] == recorded["number"]


def is_kept(conversation: str, environment: Mapping[str, str]) -> bool:
    """Whether an installation still keeps a conversation, however old it is."""
    from api.bootstrap import open_stores
    from api.settings import load_settings

    with open_stores(load_settings(environment)) as stores:
        return stores.conversations.find(conversation) is not None


def test_a_server_that_starts_forgets_what_is_kept_no_longer(installation: Installation) -> None:
    with serving(installation) as server:
        id_ = server.begin(QUESTION)["conversation"]
    assert installation.call(partial(is_kept, id_))
    at_once = {**installation.settings, "JABKOO_CONVERSATION_DAYS": "0"}
    with serving(replace(installation, settings=at_once)):
        assert not installation.call(partial(is_kept, id_))


@pytest.mark.slow
def test_nothing_that_was_answered_is_lost_at_whatever_moment_a_server_is_killed(
    installation: Installation,
) -> None:
    """Eight servers one after the other, each killed while messages come in; each goes on with the same."""
    chance = random.Random("kill the server")
    id_, answered = "", [QUESTION]
    for life in range(8):
        with serving(installation) as server, ThreadPoolExecutor(1) as pool:
            if not id_:
                id_ = server.begin(QUESTION)["conversation"]
            talking = pool.submit(_talk, server, id_, life)
            time.sleep(0.05 + chance.random())
            server.kill()
            answered += talking.result()

    with serving(installation) as server:
        found = server.turns(id_)
    said = [turn["said"] for turn in found]
    assert [text for text in said if text in answered] == answered
    assert len(said) <= len(answered) + 8, "at most what each was killed at is there besides"
    assert len(set(said)) == len(said)
    assert {turn["need"]["text"] for turn in found} == {found[0]["need"]["text"]}


def _talk(server: Server, conversation: str, life: int) -> list[str]:
    """Say one thing after another until the server is gone; what was answered."""
    answered: list[str] = []
    while True:
        message = f"TRL {len(answered) % 9 + 1} ขึ้นไป ปี {2540 + 10 * life + len(answered) // 9} ขึ้นไป"
        try:
            server.say(conversation, message)
        except httpx.HTTPError:
            return answered
        answered.append(message)


def test_two_servers_serve_one_conversation_in_turns(installation: Installation) -> None:
    with serving(installation) as one, serving(installation) as other:
        id_ = one.begin(QUESTION)["conversation"]
        other.say(id_, "ตั้งแต่ปี 2560")
        one.say(id_, "TRL 5 ขึ้นไป")
        need = other.say(id_, "เอาเฉพาะผู้เชี่ยวชาญ")["need"]
        assert (need["year_from"], need["trl_from"], need["wanted"]) == (2017, 5, ["expert"])
        assert one.turns(id_) == other.turns(id_)
        assert len(one.turns(id_)) == 4


@pytest.mark.slow
def test_messages_that_come_at_once_to_two_servers_are_put_in_one_order(installation: Installation) -> None:
    """Each is answered after those before it, or told to come again; none is lost and none doubled."""
    messages = [
        *("ตั้งแต่ปี 2560", "TRL 5 ขึ้นไป", "ในภาคใต้", "เอาเฉพาะผู้เชี่ยวชาญ"),
        *("since 2017", "TRL 5 and up", "in the south", "only experts"),
    ]
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(installation)) for _ in range(2)]
        pool = stack.enter_context(ThreadPoolExecutor(len(messages)))
        for _ in range(3):
            id_ = servers[0].begin(QUESTION)["conversation"]
            said = pool.map(
                lambda place, id_=id_: servers[place % 2].try_to_say(id_, messages[place]),
                range(len(messages)),
            )
            statuses = dict(zip(messages, (response.status_code for response in said), strict=True))
            assert set(statuses.values()) <= {200, 409}
            kept = [message for message, status in statuses.items() if status == 200]
            found = servers[1].turns(id_)
            assert sorted(turn["said"] for turn in found) == sorted([QUESTION, *kept])
            for message in statuses.keys() - set(kept):
                servers[0].say(id_, message)
            need = servers[1].turns(id_)[-1]["need"]
            limits = ("year_from", "trl_from", "region", "wanted")
            assert [need[name] for name in limits] == [2017, 5, "south", ["expert"]]


@pytest.mark.slow
def test_a_need_that_two_servers_are_asked_to_record_at_once_is_recorded_once(
    installation: Installation,
) -> None:
    with serving(installation) as one, serving(installation) as other, ThreadPoolExecutor(6) as pool:
        id_ = one.begin(NOTHING_FITS)["conversation"]
        said = pool.map(lambda place: (one, other)[place % 2].try_to_say(id_, "record it"), range(6))
        replies = list(said)
        numbers = {reply.json()["recorded"]["number"] for reply in replies if reply.is_success}
        assert len(numbers) == 1
        assert {reply.status_code for reply in replies} <= {200, 409}
        acts = [turn["act"] for turn in one.turns(id_)]
        assert acts == ["need", *["record"] * sum(reply.is_success for reply in replies)]


def _wait_for(is_so: Callable[[], bool], limit_s: float = 60.0) -> None:
    deadline = time.monotonic() + limit_s
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)
