"""The HTTP interface and the pages, over a real register."""

import json
import logging
import os
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from fastapi.testclient import TestClient

import prompts
from api import pages
from api.app import create_app
from api.commands.serving import hosts_of, listening
from api.guarding import LARGEST_BODY_BYTES
from api.pages.showing import score_parts, shown_date, shown_limits, web_link
from api.passages import COLUMNS
from api.rendering import answer_to_json, need_to_json
from api.schemas import AnswerBody
from api.terminal import answer_lines
from assistant.domain.answers import Answer, Recommendation, Refusal, Respelling
from assistant.domain.citations import Statement
from assistant.domain.drafting import Drafting, Fallback
from assistant.domain.exposure import Exposure
from assistant.domain.people import REGIONS, Region
from assistant.domain.teams import Member
from assistant.errors import (
    JabkooError,
    ModelError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    StoreUnwritableError,
)
from assistant.language import contains_verbatim
from assistant.wording import region_in_words
from ingest.reading.identity import document_id
from prompts import LANGUAGES, Language, message
from samples import corpus_folder
from tests.fakes import SharedWordsIndex
from tests.web_corpus import (
    BIOGAS_ID,
    BIOGAS_QUESTION,
    HOSTILE_ID,
    HOSTILE_QUESTION,
    PLARA_ID,
    PLARA_QUESTION,
    QUOTE,
    RESULTS,
    ROCKET_QUESTION,
    ROW,
    SICK_ID,
    TABLE_ID,
    WebParts,
    open_web_parts,
    pdf_of,
)

MESSAGES = Path(prompts.__file__).parent / "messages"
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9,th;q=0.5"}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebParts]:
    with open_web_parts(tmp_path_factory.mktemp("web")) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(parts: WebParts) -> TestClient:
    return TestClient(create_app(parts))


def ask(client: TestClient, question: str, **fields: Any) -> dict[str, Any]:
    response = client.post("/api/ask", json={"question": question, **fields})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def talk(client: TestClient, message: str, **settings: Any) -> httpx.Response:
    """The page that shows the reply to a first message."""
    return client.post("/conversations", data={"message": message}, **settings)


class Failing:
    """An assistant and a chat."""

    kept_days = 90

    def __init__(self, error: Exception) -> None:
        self._error = error

    def ask(self, *_: object, **__: object) -> None:
        raise self._error

    say_stream = ask


def failing(parts: WebParts, error: Exception) -> TestClient:
    failing = Failing(error)
    return TestClient(create_app(replace(parts, assistant=failing, chat=failing)))  # type: ignore[arg-type]


def test_the_interface_gives_what_the_command_line_gives(client: TestClient, parts: WebParts) -> None:
    over_http = ask(client, PLARA_QUESTION)
    direct = answer_to_json(parts.assistant.ask(PLARA_QUESTION))
    assert list(over_http) == list(direct)
    assert list(over_http["experts"][0]) == list(direct["experts"][0])
    for answer in (over_http, direct):
        del answer["timings_ms"]
    assert over_http == direct


def test_every_url_of_a_citation_shows_its_quote(client: TestClient, parts: WebParts) -> None:
    answer = ask(client, PLARA_QUESTION)
    assert answer["citations"]
    for citation in answer["citations"]:
        page = parts.register.pages([(citation["document_id"], citation["page"])])
        assert contains_verbatim(next(iter(page.values())).text, citation["quote"])
        shown = client.get(citation["url"])
        assert shown.status_code == 200
        assert citation["quote"] in shown.text.split("<mark")[1].split("</mark>")[0]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_is_called_the_same_on_a_page_and_in_a_terminal(
    parts: WebParts, language: Language, region: Region
) -> None:
    answer = parts.assistant.ask(PLARA_QUESTION, language=language)
    first, *_ = answer.experts
    elsewhere = replace(answer, experts=(replace(first, subject=replace(first.subject, region=region)),))
    name = region_in_words(region, language)
    assert f"<li>{name}</li>" in answer_page(language, elsewhere)
    assert any(name in line.split(" · ") for line in answer_lines(elsewhere))


@pytest.mark.parametrize(("language", "mark"), [("th", "สมมติ"), ("en", "ictional")])
def test_what_is_fictional_is_marked_wherever_it_is_shown(
    parts: WebParts, language: Language, mark: str
) -> None:
    answer = parts.assistant.ask(PLARA_QUESTION, language=language)
    assert not any(mark in line for line in answer_lines(answer))
    assert 'class="fictional"' not in answer_page(language, answer)

    invented = as_if_of_the_samples(answer)
    shown = answer_to_json(invented)
    everything = [*shown["experts"], *shown["works"], *shown["citations"]]
    assert everything
    assert all(item["fictional"] for item in everything)
    assert sum(mark in line for line in answer_lines(invented)) == len(everything)
    html = answer_page(language, invented)
    cards = [*html.split("<article")[1:], html.split('class="sources"')[1]]
    assert all(message("web.fictional", language) in card for card in cards)


def test_the_page_of_a_fictional_document_is_marked(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.fictional._sample_documents", lambda: {PLARA_ID})
    mark = message("web.fictional", "th")
    assert mark in client.get(f"/documents/{PLARA_ID}/pages/2").text
    assert mark not in client.get(f"/documents/{BIOGAS_ID}/pages/1").text


def answer_page(language: Language, answer: Answer) -> str:
    return bytes(
        pages.page("partials/answer.html", language, {"answer": answer_to_json(answer)}).body
    ).decode()


def as_if_of_the_samples(answer: Answer) -> Answer:
    """The answer with everything taken from a table of a sample file."""
    sample = (corpus_folder() / "registers" / "experts.xlsx").read_bytes()
    document = f"{document_id(sample)}-experts"

    def moved(recommendation: Recommendation) -> Recommendation:
        subject = recommendation.subject
        source = replace(subject.source, document_id=document)
        return replace(recommendation, subject=replace(subject, source=source))

    def moved_member(member: Member) -> Member:
        source = replace(member.expert.source, document_id=document)
        return replace(member, expert=replace(member.expert, source=source))

    return replace(
        answer,
        experts=tuple(map(moved, answer.experts)),
        works=tuple(map(moved, answer.works)),
        citations=tuple(replace(citation, document_id=document) for citation in answer.citations),
        team=answer.team and replace(answer.team, members=tuple(map(moved_member, answer.team.members))),
    )


def test_a_refusal_is_an_answer(client: TestClient) -> None:
    answer = ask(client, ROCKET_QUESTION)
    assert answer["refusal"]["reason"] == "nothing_fits"
    assert "ดาวเทียม" in answer["refusal"]["message"]
    assert answer["experts"] == answer["works"] == answer["citations"] == []


def test_an_explanation_comes_only_where_it_is_asked_for(client: TestClient) -> None:
    assert ask(client, PLARA_QUESTION)["explanation"] is None
    explanation = ask(client, PLARA_QUESTION, explain=True)["explanation"]
    expert = explanation["experts"][0]
    assert expert["rank"] == 1
    assert sum(factor["value"] for factor in expert["factors"]) == pytest.approx(expert["score"])
    assert [(s["kind"], s["id"], s["is_decisive"]) for s in expert["supports"]] == [
        ("work", "report-plara", True)
    ]
    assert expert["supports"][0]["without"] == {"rank": None, "score": 0.0, "is_recommended": False}


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_terminal_tells_what_a_score_rests_on(parts: WebParts, language: Language) -> None:
    answer = parts.assistant.ask(PLARA_QUESTION, language=language, explain=True)
    assert answer.explanation is not None
    lines = list(answer_lines(answer))
    told = [s.text for e in answer.explanation.experts for s in e.supports]
    assert told
    assert all(any(text in line for line in lines) for text in told)
    assert sum(message("cli.made_of", language) in line for line in lines) == len(answer.experts) + len(
        answer.works
    )


def test_that_experts_took_turns_is_told_wherever_the_answer_is_shown(parts: WebParts) -> None:
    answer = parts.assistant.ask(PLARA_QUESTION)
    assert answer_to_json(answer)["exposure"] is None
    turned = replace(answer, exposure=Exposure(0.05, date(2026, 11, 22), (("exp-2", "exp-1"),), ("exp-1",)))
    shown = answer_to_json(turned)
    assert shown["exposure"] == {
        "share": 0.05,
        "day": "2026-11-22",
        "near_equals": [["exp-2", "exp-1"]],
        "moved": ["exp-1"],
    }
    AnswerBody.model_validate(shown)
    note = message("answer.turns", "th", percent="5")
    assert note in list(answer_lines(turned))
    assert note in answer_page("th", turned)
    assert note not in answer_page("th", answer)
    settled = replace(turned, exposure=replace(turned.exposure, moved=()))
    assert note not in answer_page("th", settled)


def test_who_worded_the_statements_is_told_wherever_the_answer_is_shown(parts: WebParts) -> None:
    answer = parts.assistant.ask(PLARA_QUESTION)
    assert answer_to_json(answer)["drafting"] is None
    worded = Drafting("openai:m", "model", None, 2, 1, 1, 100, 20, 0.00012345678, "0a1b2c3d4e5f")
    drafted = replace(answer, statements=(Statement("ลดเกลือได้", (1,)),), drafting=worded)
    shown = answer_to_json(drafted)
    AnswerBody.model_validate(shown)
    assert (shown["drafting"]["by"], shown["drafting"]["cost"]) == ("model", 0.000123)
    note, heading = message("answer.drafted", "th", model="openai:m"), message("web.in_short", "th")
    assert {note, "- ลดเกลือได้ [1]"} <= set(answer_lines(drafted))
    assert note in answer_page("th", drafted)
    assert heading in answer_page("th", drafted)
    assert heading not in answer_page("th", answer)


@pytest.mark.parametrize("fallback", get_args(Fallback))
def test_why_a_model_did_not_word_the_statements_is_told(parts: WebParts, fallback: Fallback) -> None:
    answer = parts.assistant.ask(PLARA_QUESTION)
    quoted = replace(answer, drafting=Drafting("openai:m", "extractive", fallback))
    AnswerBody.model_validate(answer_to_json(quoted))
    note = message(f"answer.fallback_{fallback}", "th", model="openai:m")
    assert note in list(answer_lines(quoted))
    assert note in answer_page("th", quoted)


def test_what_was_read_otherwise_than_typed_is_told_wherever_the_answer_is_shown(parts: WebParts) -> None:
    answer = parts.assistant.ask(f"{PLARA_QUESTION} ใส่กลอ่ง")
    assert answer.respelt == (Respelling("กลอ่ง", "กล่อง"),)
    assert "กล่อง" in answer.need.text
    assert answer.question.endswith("กลอ่ง"), "the question stays as it was asked"
    shown = answer_to_json(answer)
    assert shown["respelt"] == [{"typed": "กลอ่ง", "meant": "กล่อง"}]
    AnswerBody.model_validate(shown)
    assert next(answer_lines(answer)) == "ระบบอ่านคำที่อาจพิมพ์ผิด: “กลอ่ง” เป็น “กล่อง”"
    for asked in (answer, replace(answer, refusal=Refusal("nothing_fits", "ไม่พบ"), experts=(), works=())):
        assert "“กลอ่ง” เป็น “กล่อง”" in answer_page("th", asked)
    assert "respelt" not in answer_page("th", parts.assistant.ask(PLARA_QUESTION))


PARTS_QUESTION = f"1) {PLARA_QUESTION} 2) {BIOGAS_QUESTION} 3) {ROCKET_QUESTION}"


def test_several_problems_get_a_team_that_tells_who_covers_what(client: TestClient) -> None:
    team = ask(client, PARTS_QUESTION)["team"]
    assert [part["covered_by"] for part in team["parts"]] == [["exp-1"], [], []]
    assert [part["uncovered"] and part["uncovered"]["reason"] for part in team["parts"]] == [
        None,
        "nobody",
        "nothing_fits",
    ]
    assert [(m["id"], [c["part"] for c in m["covers"]]) for m in team["members"]] == [("exp-1", [1])]
    assert ask(client, PLARA_QUESTION)["team"] is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("th", "เงื่อนไข: ภาคตะวันออกเฉียงเหนือ, ปี พ.ศ. ตั้งแต่ 2560 ขึ้นไป, TRL ไม่เกิน 8"),
        ("en", "Within: Northeast, year 2017 and up, TRL up to 8"),
    ],
)
def test_the_terminal_tells_the_limits_that_were_read(parts: WebParts, language: Language, line: str) -> None:
    question = f"{PLARA_QUESTION} ตั้งแต่ปี 2560 TRL ไม่เกิน 8 ขอนักวิจัยในภาคอีสาน"
    answer = parts.assistant.ask(question, language=language)
    assert answer.refusal is None
    assert list(answer_lines(answer))[:2] == [line, ""]


def test_the_terminal_tells_limits_once_and_none_where_none_were_read(parts: WebParts) -> None:
    free = parts.assistant.ask(PLARA_QUESTION)
    refused = parts.assistant.ask(f"{PLARA_QUESTION} ขอนักวิจัยในภาคใต้")
    assert refused.refusal is not None
    for answer, times in ((free, 0), (refused, 1)):
        assert "\n".join(answer_lines(answer)).count("เงื่อนไข: ") == times


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_team_is_shown_on_the_page_and_in_the_terminal(parts: WebParts, language: Language) -> None:
    answer = as_if_of_the_samples(parts.assistant.ask(PARTS_QUESTION, language=language))
    assert answer.team is not None
    html, lines = answer_page(language, answer), "\n".join(answer_lines(answer))
    shown = html.split('<section class="team">')[1]
    for part in answer.team.parts:
        assert part.text in shown
        assert f"({part.number}) {part.text}" in lines
        if part.uncovered:
            reason = message(f"answer.uncovered_{part.uncovered}", language)
            assert reason in shown
            assert reason in lines
    for member in answer.team.members:
        name = member.expert.name(language)
        assert name in shown
        assert message("web.fictional", language) in shown.split(name)[0]
        told = next(line for line in lines.splitlines() if line.startswith("1. ") and name in line)
        assert message("cli.fictional_mark", language) in told
    assert shown.count('class="number"') >= len(answer.team.statements)


def test_a_team_comes_with_a_refusal_of_the_whole_too(parts: WebParts) -> None:
    answer = parts.assistant.ask(
        f"1) {PLARA_QUESTION} 2) ดาวเทียมพยากรณ์ไต้ฝุ่น จรวด สำรวจ ดาวอังคาร ยานอวกาศ เครื่องบิน เรือดำน้ำ"
    )
    assert answer.refusal is not None
    assert answer.team is not None
    assert [member.expert.id for member in answer.team.members] == ["exp-1"]
    assert answer.citations
    assert QUOTE in "\n".join(answer_lines(answer))
    assert QUOTE in answer_page("th", answer)


def test_the_language_of_the_answer_can_be_chosen(client: TestClient) -> None:
    assert ask(client, PLARA_QUESTION)["language"] == "th"
    assert ask(client, PLARA_QUESTION, language="en")["language"] == "en"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "web.bad_question"),
        ({"question": 5}, "web.bad_question"),
        ({"question": "  "}, "asking.empty_question"),
        ({"question": "ก" * 2001}, "asking.long_question"),
        ({"question": "x", "top": 0}, "web.bad_top"),
        ({"question": "x", "top": 51}, "web.bad_top"),
        ({"question": "x", "top": "5"}, "web.bad_top"),
        ({"question": "x", "top": True}, "web.bad_top"),
        ({"question": "x", "language": "fr"}, "web.bad_language"),
        ({"question": "x", "explain": "yes"}, "web.bad_explain"),
        ({"question": "x", "limit": 3}, "web.unknown_field"),
        ([], "web.bad_request"),
    ],
)
def test_a_wrong_request_is_told_in_both_languages(client: TestClient, body: Any, code: str) -> None:
    thai = client.post("/api/ask", json=body)
    english = client.post("/api/ask", json=body, headers=ENGLISH)
    for response in (thai, english):
        assert response.status_code == 422
        assert response.json()["error"]["code"] == code
    assert thai.json()["error"]["message"] != english.json()["error"]["message"]
    assert english.json()["error"]["message"].isascii() or "“" in english.text


@pytest.mark.parametrize(
    "content",
    [b"{", b"", b'{"question": "x"', b"\xff\xfe", b'{"question":"\\ud800"}', b'{"question":"\\ud800 rice"}'],
)
def test_what_is_no_json_is_refused(client: TestClient, content: bytes) -> None:
    response = client.post("/api/ask", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert set(response.json()["error"]) == {"code", "message"}


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_body_that_is_too_large_is_refused(client: TestClient, is_announced: bool) -> None:
    body = json.dumps({"question": "x" * LARGEST_BODY_BYTES}).encode()
    pieces = iter([body[:1000], body[1000:]])
    response = client.post(
        "/api/ask", content=body if is_announced else pieces, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "web.body_too_large"


def test_an_error_that_passes_says_when_to_come_back(parts: WebParts) -> None:
    busy = failing(parts, StoreBusyError("catalogue.busy")).post("/api/ask", json={"question": "x"})
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    damaged = failing(parts, StoreError("catalogue.damaged")).post("/api/ask", json={"question": "x"})
    assert damaged.status_code == 503
    assert "Retry-After" not in damaged.headers
    assert damaged.json()["error"]["code"] == "catalogue.damaged"


@pytest.mark.parametrize(
    "error",
    [
        StoreUnreachableError("vectorstore.chroma_unreachable", url="http://admin:secret@chroma"),
        StoreUnwritableError("vectorstore.tokens_unusable", file="/srv/secret/tokens", reason="damaged"),
        ModelError("vectorstore.unpacked_model_damaged", folder="/srv/secret/models"),
    ],
)
def test_what_only_an_administrator_can_mend_is_told_to_the_log_alone(
    parts: WebParts, caplog: pytest.LogCaptureFixture, error: JabkooError
) -> None:
    client = failing(parts, error)
    with caplog.at_level(logging.ERROR):
        thai = client.post("/api/ask", json={"question": "ความลับของฉัน"})
        english = talk(client, "ความลับของฉัน", headers=ENGLISH)
    told = thai.json()["error"]
    assert thai.status_code == english.status_code == 503
    assert told["message"] == message("web.unavailable", "th", request_id=told["request_id"])
    assert "tell whoever runs it" in english.text
    assert "secret" not in thai.text + english.text
    assert told["request_id"] in caplog.text
    assert str(error) in caplog.text
    assert ":secret@" not in caplog.text
    assert "ความลับของฉัน" not in caplog.text


def test_an_unexpected_error_is_logged_under_the_number_that_is_told(
    parts: WebParts, caplog: pytest.LogCaptureFixture
) -> None:
    client = failing(parts, ZeroDivisionError("a secret"))
    with caplog.at_level(logging.ERROR):
        response = client.post("/api/ask", json={"question": "ความลับของฉัน"}, headers=ENGLISH)
        page = talk(client, "ความลับของฉัน")
    request_id = response.json()["error"]["request_id"]
    assert response.status_code == page.status_code == 500
    assert request_id in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "ความลับของฉัน" not in caplog.text
    assert "secret" not in response.text + page.text
    assert "Traceback" not in response.text + page.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LocalHost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("jabkoo.example.ac.th", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example:8000", 400),
        ("localhost@evil.example", 400),
        ("[", 400),
        ("", 400),
    ],
)
def test_on_a_loopback_address_only_our_own_names_are_answered(
    parts: WebParts, host: str, status: int
) -> None:
    with listening("127.0.0.1", 0) as listener:
        hosts = hosts_of(listener, "127.0.0.1", "jabkoo.example.ac.th, ")
    client = TestClient(create_app(parts, hosts))
    for path in ("/", "/api/health", "/static/style.css", f"/documents/{PLARA_ID}/file"):
        response = client.get(path, headers={"Host": host} | ENGLISH)
        assert response.status_code == status
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    if status == 400:
        assert "JABKOO_ALLOWED_HOSTS" in response.text


def test_elsewhere_any_name_is_answered_unless_names_are_set() -> None:
    with listening("0.0.0.0", 0) as listener:  # noqa: S104 - what is told of it is the test
        assert hosts_of(listener, "0.0.0.0", "") == []  # noqa: S104
        assert "jabkoo.example.ac.th" in hosts_of(listener, "0.0.0.0", "jabkoo.example.ac.th")  # noqa: S104


def test_health_tells_what_is_held(client: TestClient) -> None:
    assert client.get("/api/health").json() == {"status": "ready", "documents": 5, "passages": 3}


def test_health_fails_when_the_register_does_not_answer(parts: WebParts) -> None:
    class Lost:
        def counts(self) -> None:
            raise StoreError("catalogue.damaged")

    client = TestClient(create_app(replace(parts, register=Lost())))  # type: ignore[arg-type]
    assert client.get("/api/health").status_code == 503


def test_health_fails_while_the_index_is_rebuilt(parts: WebParts) -> None:
    client = TestClient(create_app(replace(parts, index=SharedWordsIndex([]), register=Rebuilt())))  # type: ignore[arg-type]
    response = client.get("/api/health")
    assert response.status_code == 503
    assert response.json()["error"]["code"] == "asking.index_incomplete"


class Rebuilt:
    """A register of one document that was once in the index."""

    def counts(self) -> dict[str, int]:
        return {"documents": 1}

    def indexed_passages(self) -> int:
        return 1


def test_the_description_names_fields_errors_and_both_languages(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    operation = described["paths"]["/api/ask"]["post"]
    assert operation["summary"]
    assert set(operation["responses"]) == {"200", "413", "422", "500", "503"}
    examples = operation["requestBody"]["content"]["application/json"]["examples"]
    assert set(examples) == {"thai", "english"}
    assert operation["responses"]["422"]["content"]["application/json"]["schema"]["$ref"].endswith(
        "ErrorBody"
    )
    assert {"/api/ask", "/api/health", "/api/conversations"} <= set(described["paths"])
    assert all(path.startswith("/api/") for path in described["paths"])
    assert set(described["components"]["schemas"]["AnswerBody"]["properties"]) == set(AnswerBody.model_fields)


def test_the_page_answers_without_javascript(client: TestClient) -> None:
    page = talk(client, PLARA_QUESTION).text
    assert "ผศ.ดร.สมหญิง ใจดีงาม" in page
    assert "ภาคตะวันออกเฉียงเหนือ" in page
    assert "พ.ศ. 2566" in page
    assert "ข้อมูล ณ วันที่ 12 ม.ค. 2569" in page
    assert 'href="tel:043000101"' in page
    assert f'href="/documents/{PLARA_ID}/pages/2?start=' in page
    assert f'<blockquote lang="th">{QUOTE}</blockquote>' in page


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "th"),
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.5,th;q=0.7", "th"),
        ("fr", "th"),
        ("en;q=x", "th"),
        (",;,=;q", "th"),
    ],
)
def test_the_page_speaks_the_language_the_browser_prefers(
    client: TestClient, accepted: str, language: str
) -> None:
    page = client.get("/", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in page.text
    assert page.headers["Content-Language"] == language


def test_the_language_in_the_address_wins_and_is_kept(client: TestClient) -> None:
    page = client.get("/", params={"lang": "en", "q": BIOGAS_QUESTION}).text
    assert '<html lang="en">' in page
    assert 'action="/conversations?lang=en"' in page
    told = talk(client, BIOGAS_QUESTION, params={"lang": "en"})
    assert str(told.url).partition("#")[0].endswith("?lang=en")
    assert f'{told.url.path}?lang=th"' in told.text
    assert f"/?lang=th&amp;q={BIOGAS_QUESTION.replace(' ', '+')}" in page
    assert client.get("/", params={"lang": "xx"}).status_code == 200


def test_the_answer_speaks_the_language_of_the_question(client: TestClient) -> None:
    page = talk(client, BIOGAS_QUESTION).text
    assert '<html lang="th">' in page
    assert '<section class="answer" lang="en"' in page
    assert "Recommended technologies" in page


def test_a_refusal_is_shown_with_what_was_searched_for(client: TestClient) -> None:
    page = talk(client, ROCKET_QUESTION).text
    assert message("web.refusal_nothing_fits", "th") in page
    assert "ดาวเทียม" in page.split('class="refusal"')[1]


def test_a_question_that_cannot_be_asked_stays_in_the_box(client: TestClient) -> None:
    page = talk(client, "ก" * 2001)
    assert page.status_code == 422
    assert "ก" * 2001 + "</textarea>" in page.text
    assert 'role="alert"' in page.text


def test_hostile_text_stays_text(client: TestClient) -> None:
    address = ask(client, HOSTILE_QUESTION)["citations"][0]["url"]
    pages = [
        talk(client, HOSTILE_QUESTION),
        talk(client, "</textarea><script>alert(1)</script>" + "ก" * 2001),
        talk(client, '" onfocus="alert(1)'),
        client.get("/", params={"q": '</textarea><script>"'}),
        client.get(address),
        client.get(f"/documents/{HOSTILE_ID}/pages/1"),
    ]
    for page in pages:
        assert page.text.count("<script") == page.text.count('<script src="/static/page.js" defer>')
        assert "<img" not in page.text
        assert '" onfocus' not in page.text
    assert "&lt;script&gt;" in pages[0].text
    assert "javascript:" not in talk(client, PLARA_QUESTION).text


@pytest.mark.parametrize(
    "path", ["/", "/api/health", "/nope", "/static/style.css", f"/documents/{PLARA_ID}/file"]
)
def test_every_response_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_asks_for_anything_from_elsewhere(client: TestClient) -> None:
    for page in (talk(client, PLARA_QUESTION), client.get(f"/documents/{PLARA_ID}/pages/2")):
        assert "http://" not in page.text
        assert "https://" not in page.text
        assert "style=" not in page.text
    assert "url(" not in client.get("/static/style.css").text


def test_a_page_shows_its_passage_and_its_neighbours(client: TestClient) -> None:
    start = RESULTS.index(QUOTE)
    page = client.get(f"/documents/{PLARA_ID}/pages/2?start={start}&end={start + len(QUOTE)}").text
    assert 'id="passage"' in page
    assert "ปลาร้าโซเดียมต่ำ" in page
    assert "หน้า 2 จาก 2" in page
    assert f"/documents/{PLARA_ID}/pages/1" in page
    assert f"/documents/{PLARA_ID}/pages/3" not in page
    assert f"/documents/{PLARA_ID}/file#page=2" in page


@pytest.mark.parametrize("span", ["", "?start=5&end=5", "?start=9&end=2", "?start=0&end=99999", "?start=3"])
def test_a_span_that_is_not_on_the_page_marks_nothing(client: TestClient, span: str) -> None:
    page = client.get(f"/documents/{PLARA_ID}/pages/2{span}")
    assert page.status_code == 200
    assert "<mark" not in page.text


def test_a_page_that_is_not_well_is_not_marked(client: TestClient) -> None:
    page = client.get(f"/documents/{SICK_ID}/pages/1?start=0&end=5").text
    assert message("web.unwell", "th") in page
    assert "<mark" not in page


def test_a_register_row_is_a_list_of_fields(client: TestClient) -> None:
    start = ROW.index("ใช้ปั๊ม")
    page = client.get(f"/documents/{TABLE_ID}/pages/2?start={start}&end={start + 14}").text
    assert "<dt>คำอธิบาย (ไทย)</dt>" in page
    assert ROW[start : start + 14] in page.split("<mark")[1].split("</mark>")[0]
    assert "note: ประหยัดไฟ" in page
    assert "แถว 2 ของตาราง" in page


def test_every_column_has_a_label() -> None:
    for column in COLUMNS:
        assert message(f"web.field_{column}", "th")
        assert message(f"web.field_{column}", "en")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/doc-none/pages/1",
        f"/documents/{PLARA_ID}/pages/3",
        f"/documents/{PLARA_ID}/pages/0",
        f"/documents/{PLARA_ID}/pages/99999999999999999999",
        f"/documents/{PLARA_ID}/pages/x",
        "/documents/doc%00none/pages/1",
        "/documents/doc-none/file",
        "/documents/..%2f..%2fetc%2fpasswd/file",
        "/documents/%2e%2e/file",
        "/static/..%2f__init__.py",
        "/static/../templates/base.html",
    ],
)
def test_what_is_not_registered_is_not_found(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "<html" in response.text


def test_the_original_is_opened_in_the_browser(client: TestClient) -> None:
    response = client.get(f"/documents/{PLARA_ID}/file")
    assert response.content == pdf_of(PLARA_ID)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("inline; filename*=utf-8''%E0%B8%9B")


@pytest.mark.parametrize("document_id", [TABLE_ID, SICK_ID])
def test_no_register_and_no_report_that_could_not_be_read_is_given_out(
    client: TestClient, document_id: str
) -> None:
    response = client.get(f"/documents/{document_id}/file")
    assert response.status_code == 404
    assert message("web.file_withheld", "th") in response.text
    assert f"/documents/{document_id}/file" not in client.get(f"/documents/{document_id}/pages/1").text


def test_a_file_that_was_replaced_since_it_was_read_is_not_given_out(tmp_path: Path) -> None:
    with open_web_parts(tmp_path) as parts:
        client, file = TestClient(create_app(parts)), parts.files / "ปลาร้า.pdf"
        assert client.get(f"/documents/{PLARA_ID}/file").status_code == 200
        before = file.stat()
        file.write_bytes(pdf_of(PLARA_ID).replace(b"Catalog", b"Secrets"))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        response = client.get(f"/documents/{PLARA_ID}/file")
    assert (response.status_code, b"Secrets" in response.content) == (404, False)
    assert message("web.no_file", "th") in response.text


@pytest.mark.parametrize(("document_id", "says_why"), [(SICK_ID, True), (TABLE_ID, False), (PLARA_ID, False)])
def test_a_report_whose_file_is_withheld_says_why(
    client: TestClient, document_id: str, says_why: bool
) -> None:
    page = client.get(f"/documents/{document_id}/pages/1?lang=th").text
    assert (message("web.file_withheld", "th") in page) == says_why


def test_an_original_that_is_gone_is_not_found_and_its_path_is_not_told(tmp_path: Path) -> None:
    with open_web_parts(tmp_path) as parts:
        (parts.files / "ปลาร้า.pdf").unlink()
        response = TestClient(create_app(parts)).get(f"/documents/{PLARA_ID}/file")
    assert response.status_code == 404
    assert str(tmp_path) not in response.text


def test_points_add_up_to_the_whole_score() -> None:
    parts = score_parts({"profile": 0.333, "works": 0.333, "passages": 0.0, "region": 0.054})
    assert [(part.name, part.points, part.begins) for part in parts] == [
        ("profile", 33, 0),
        ("works", 33, 33),
        ("region", 6, 66),
    ]


@pytest.mark.parametrize(("is_row", "place"), [(True, "แถว 3"), (False, "หน้า 3")])
def test_a_quote_from_a_register_stands_in_a_row_whatever_the_file_is_called(
    parts: WebParts, is_row: bool, place: str
) -> None:
    answer = parts.assistant.ask(PLARA_QUESTION)
    citation = replace(answer.citations[0], file="technologies.ndjson", page=3, is_row=is_row)
    moved = replace(answer, citations=(citation, *answer.citations[1:]))
    assert answer_to_json(moved)["citations"][0]["is_row"] is is_row
    assert place in answer_page("th", moved)


def test_every_factor_of_a_score_has_a_colour(client: TestClient) -> None:
    style = client.get("/static/style.css").text
    texts = tomllib.loads((MESSAGES / "web.en.toml").read_text(encoding="utf-8"))
    factors = [name.removeprefix("factor_") for name in texts if name.startswith("factor_")]
    assert "field" in factors
    for factor in factors:
        assert f".factor-{factor} {{" in style
        assert style.count(f"--factor-{factor}: #") == 2, "a light and a dark one"


def test_the_field_that_was_asked_for_is_among_the_limits(parts: WebParts) -> None:
    need = need_to_json(replace(parts.assistant.ask(PLARA_QUESTION).need, field="ฟิสิกส์"))
    assert "ฟิสิกส์" in shown_limits(need, "th")


def test_dates_are_written_as_people_write_them() -> None:
    assert shown_date("2026-11-22", "th") == "22 พ.ย. 2569"
    assert shown_date("2026-11-22", "en") == "22 Nov 2026"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil", "http://", "", "http://["]
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_link(address) is None
    assert web_link("https://example.org/a") == "https://example.org/a"


@pytest.mark.parametrize("address", ["/", "/api/health"])
def test_head_tells_what_get_would_without_its_body(client: TestClient, address: str) -> None:
    head, get = client.head(address), client.get(address)
    assert head.status_code == get.status_code == 200
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.content == b""
    assert get.content


def test_the_file_of_a_document_that_is_not_known_is_no_page(client: TestClient) -> None:
    response = client.get("/documents/doc-unknown/file", headers=ENGLISH)
    assert response.status_code == 404
    assert message("web.not_found", "en") in response.text
