"""A need that nothing fits is recorded for an officer: over HTTP, on the page, in the terminal."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import main
from api.rendering import answer_to_json
from api.schemas import AnswerBody, RecordedBody, ReplyBody
from api.terminal import answer_lines
from prompts import Language, message
from tests.web_corpus import PLARA_QUESTION, ROCKET_QUESTION, WebParts, open_web_parts

# Nothing fits it, and the report on biogas comes nearest.
NEAR_QUESTION = "จรวดส่งดาวเทียมจากฟาร์ม pig"
FORM = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[WebParts]:
    with open_web_parts(tmp_path) as opened:
        yield opened


@pytest.fixture
def client(parts: WebParts) -> TestClient:
    return TestClient(create_app(parts))


def ask(client: TestClient, question: str, **fields: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/ask", json={"question": question, **fields}).json()
    AnswerBody.model_validate(answer)
    return answer


def test_a_refusal_tells_what_was_searched_what_is_nearest_and_that_it_can_be_recorded(
    client: TestClient,
) -> None:
    answer = ask(client, NEAR_QUESTION)
    refusal = answer["refusal"]
    assert refusal["searched"] == {"experts": 1, "works": 3, "limits": []}
    assert refusal["can_be_recorded"]
    nearest = refusal["nearest"]
    assert (nearest["kind"], nearest["id"]) == ("report", "report-biogas")
    assert "ยังไม่ตรงกับความต้องการ" in nearest["message"]
    (citation,) = answer["citations"]
    assert nearest["why"]["citations"] == [citation["number"]]
    assert client.get(citation["url"]).status_code == 200


def page_after(client: TestClient, said: str) -> str:
    """The page of a conversation that begins with `said`."""
    return client.post("/conversations", data={"message": said}).text


def test_what_names_no_subject_cannot_be_recorded(client: TestClient) -> None:
    refusal = ask(client, "สวัสดีค่ะ ขอคำแนะนำหน่อย")["refusal"]
    assert refusal["reason"] == "no_topic"
    assert not refusal["can_be_recorded"]
    assert (refusal["searched"], refusal["nearest"]) == (None, None)


def test_what_is_left_open_is_told_wherever_the_answer_is_shown(client: TestClient, parts: WebParts) -> None:
    question = "find an expert on biogas digester pig farm"
    told = ask(client, question)["left_open"]
    assert told["kinds"] == ["expert"]
    assert told["message"] in page_after(client, question)
    assert told["message"] in list(answer_lines(parts.assistant.ask(question)))
    assert ask(client, PLARA_QUESTION)["left_open"] is None


def test_limits_that_no_work_can_meet_are_told_wherever_the_answer_is_shown(
    client: TestClient, parts: WebParts
) -> None:
    for limit, said in (("trl", "TRL 12"), ("years", "since 2040")):
        question = f"{PLARA_QUESTION} {said}"
        (told,) = ask(client, question)["unmeetable"]
        assert told["limit"] == limit
        assert told["message"] in page_after(client, question)
        assert told["message"] in list(answer_lines(parts.assistant.ask(question)))
    assert ask(client, PLARA_QUESTION)["unmeetable"] == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_terminal_tells_the_nearest_thing_with_its_source_and_how_to_record(
    parts: WebParts, language: Language
) -> None:
    answer = parts.assistant.ask(NEAR_QUESTION, language=language)
    lines = list(answer_lines(answer))
    nearest = answer_to_json(answer)["refusal"]["nearest"]
    assert lines[1] == nearest["message"]
    assert lines[2].endswith("[1]")
    assert message("cli.offer", language, question=f"'{NEAR_QUESTION}'") in lines
    assert lines[-1].startswith("[1] Biogas of pig farms")


def test_a_question_is_recorded(client: TestClient, parts: WebParts) -> None:
    sent = {"question": f"{ROCKET_QUESTION} ในภาคใต้", "contact": "081-234-5678", "asker": "line-7f3a"}
    response = client.post("/api/needs", json=sent)
    assert response.status_code == 201
    told = response.json()
    RecordedBody.model_validate(told)
    (recorded,) = parts.needs.all()
    assert told["number"] == recorded.number
    assert (recorded.contact, recorded.asker, recorded.conversation) == ("081-234-5678", "line-7f3a", "")
    assert "081" not in response.text, "nobody is told again who asked"


def test_the_need_of_a_conversation_is_recorded_once(client: TestClient, parts: WebParts) -> None:
    begun = client.post("/api/conversations", json={"message": ROCKET_QUESTION}).json()["conversation"]
    client.post(f"/api/conversations/{begun}/messages", json={"message": "ในภาคใต้"})
    said = client.post(f"/api/conversations/{begun}/messages", json={"message": "ช่วยบันทึกให้หน่อย"}).json()
    ReplyBody.model_validate(said)
    again = client.post("/api/needs", json={"conversation": begun, "contact": "a@example.org"}).json()
    assert again["number"] == said["recorded"]["number"]
    (recorded,) = parts.needs.all()
    assert (recorded.need.region, recorded.contact, recorded.conversation) == (
        "south",
        "a@example.org",
        begun,
    )
    client.delete(f"/api/conversations/{begun}")
    assert parts.needs.all() == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "recording.question_or_conversation"),
        ({"question": "x y", "conversation": "A" * 22}, 422, "recording.question_or_conversation"),
        ({"question": "ช่วยด้วยค่ะ"}, 422, "recording.no_subject"),
        ({"question": "ก" * 2001}, 422, "asking.long_question"),
        ({"question": ROCKET_QUESTION, "contact": "0" * 201}, 422, "recording.long_contact"),
        ({"question": ROCKET_QUESTION, "asker": "คุณสมหญิง ใจดี"}, 422, "web.bad_asker"),
        ({"question": ROCKET_QUESTION, "contact": 5}, 422, "web.bad_contact"),
        ({"conversation": "x"}, 422, "web.bad_conversation"),
        ({"conversation": "A" * 22}, 404, "conversation.unknown"),
    ],
)
def test_what_cannot_be_recorded_is_told_in_both_languages(
    client: TestClient, parts: WebParts, body: dict[str, str], status: int, code: str
) -> None:
    thai, english = (
        client.post("/api/needs", json=body, headers={"Accept-Language": language})
        for language in ("th", "en")
    )
    for response in (thai, english):
        assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert thai.json() != english.json()
    assert parts.needs.all() == []


def test_a_refusal_on_the_page_names_the_nearest_thing_and_has_a_form_that_works_by_itself(
    client: TestClient, parts: WebParts
) -> None:
    refusal = page_after(client, NEAR_QUESTION).split('class="refusal"')[1]
    assert "Biogas of pig farms" in refusal
    assert 'class="number"' in refusal
    assert '<form class="record" action="/needs" method="post">' in refusal
    (conversation,) = re.findall('name="conversation" value="([^"]+)"', refusal)
    sent = {"conversation": conversation, "language": "th", "contact": ""}
    response = client.post("/needs", data=sent, headers=FORM)
    (recorded,) = parts.needs.all()
    assert response.url.path == "/needs/recorded", "a page that can be loaded again without recording twice"
    assert message("web.recorded", "th", number=recorded.number) in response.text
    client.get(str(response.url))
    assert len(parts.needs.all()) == 1


def test_an_answer_has_no_form_and_a_refusal_for_want_of_a_subject_neither(client: TestClient) -> None:
    for question in (PLARA_QUESTION, "สวัสดีค่ะ ขอคำแนะนำหน่อย"):
        assert 'class="record"' not in page_after(client, question)


def test_a_form_of_another_site_records_nothing(client: TestClient, parts: WebParts) -> None:
    for site in ("cross-site", "same-site"):
        refused = client.post("/needs", data={"question": ROCKET_QUESTION}, headers={"Sec-Fetch-Site": site})
        assert refused.status_code == 403
    assert parts.needs.all() == []


@pytest.mark.parametrize("number", ["0", "x", "<script>"])
def test_the_page_of_thanks_shows_numbers_alone(client: TestClient, number: str) -> None:
    assert client.get("/needs/recorded", params={"number": number}).status_code == 422


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments), prog_name="jabkoo")
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out + printed.err


@pytest.mark.parametrize("language", ["th", "en"])
def test_needs_are_recorded_listed_and_forgotten_in_the_terminal(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JABKOO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JABKOO_LANGUAGE", language)
    assert command(capsys, "need", "list") == (0, message("cli.no_needs", language) + "\n")
    question = f"หานักวิจัยในภาคใต้ เรื่อง{ROCKET_QUESTION}"
    recorded = command(capsys, "need", "record", question, "--contact", "081-234-5678\x1b[2J")
    assert recorded == (0, message("cli.need_recorded", language, number=1) + "\n")
    code, listed = command(capsys, "need", "list")
    assert code == 0
    assert listed.startswith("1. ")
    assert message("cli.status_open", language) in listed
    assert ROCKET_QUESTION in listed
    assert listed.endswith("081-234-5678\n")
    (told,) = json.loads(command(capsys, "need", "list", "--json")[1])
    assert (told["number"], told["need"]["region"], told["contact"]) == (1, "south", "081-234-5678")
    assert "conversation" not in told, "the key to what else was said is the asker's alone"
    assert command(capsys, "need", "delete", "1")[0] == 0
    code, refused = command(capsys, "need", "delete", "1")
    assert code == 2
    assert message("recording.unknown", language, number=1) in refused
