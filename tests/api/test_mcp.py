"""The tools as an MCP client sees them, over a real register."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import pytest
from mcp import Client
from mcp.types import CallToolResult, ListToolsResult, TextContent

from api.mcp.server import create_server
from api.mcp.tools import TOOLS
from api.rendering import answer_to_json
from assistant.errors import StoreUnreachableError
from prompts import LANGUAGES, Language, message
from tests.web_corpus import (
    BIOGAS_ID,
    BIOGAS_QUESTION,
    HOSTILE_ID,
    HOSTILE_QUESTION,
    PLARA_ID,
    PLARA_QUESTION,
    ROCKET_QUESTION,
    SICK_ID,
    TABLE_ID,
    WebParts,
    open_web_parts,
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebParts]:
    with open_web_parts(tmp_path_factory.mktemp("mcp")) as opened:
        yield opened


def call(parts: Any, tool: str, language: Language = "en", /, **arguments: Any) -> CallToolResult:
    """What the tool gives; the client checks it against the schema that the server tells."""

    async def asked() -> CallToolResult:
        async with Client(create_server(parts, language)) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(asked)


def given(parts: WebParts, tool: str, **arguments: Any) -> dict[str, Any]:
    result = call(parts, tool, **arguments)
    assert not result.is_error, result.content
    answer: dict[str, Any] = result.structured_content
    return answer


def refused(parts: Any, tool: str, language: Language = "en", /, **arguments: Any) -> str:
    result = call(parts, tool, language, **arguments)
    assert result.is_error
    [told] = result.content
    assert isinstance(told, TextContent)
    return told.text


class FailingAssistant:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def ask(self, *_: object, **__: object) -> None:
        raise self._error


def without_timings(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tool_tells_what_it_is_for_and_what_each_argument_is(
    parts: WebParts, language: Language
) -> None:
    async def listed() -> ListToolsResult:
        async with Client(create_server(parts, language)) as client:
            assert client.instructions == message("mcp.instructions", language)
            return await client.list_tools()

    tools = anyio.run(listed).tools
    assert [tool.name for tool in tools] == ["search_experts", "search_works", "ask", "get_source"]
    for tool in tools:
        assert tool.title == message(f"mcp.title_{tool.name}", language)
        assert tool.description
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert all(field["description"] for field in tool.input_schema["properties"].values())
        assert tool.input_schema["additionalProperties"] is False


def test_asking_gives_the_answer_that_the_command_line_gives(parts: WebParts) -> None:
    answer = given(parts, "ask", question=PLARA_QUESTION)
    assert without_timings(answer) == without_timings(answer_to_json(parts.assistant.ask(PLARA_QUESTION)))
    assert given(parts, "ask", question=PLARA_QUESTION, explain=True)["explanation"] is not None


def test_experts_come_alone_with_the_citations_that_carry_them(parts: WebParts) -> None:
    found = given(parts, "search_experts", question=PLARA_QUESTION)
    assert [expert["id"] for expert in found["experts"]] == ["exp-1"]
    assert "works" not in found
    carrying = {n for expert in found["experts"] for why in expert["why"] for n in why["citations"]}
    assert {citation["number"] for citation in found["citations"]} == carrying


def test_works_are_narrowed_to_a_kind(parts: WebParts) -> None:
    found = given(parts, "search_works", question=PLARA_QUESTION, kind="report")
    assert [work["id"] for work in found["works"]] == ["report-plara"]
    assert found["need"]["wanted"] == ["report"]
    nothing = given(parts, "search_works", question=PLARA_QUESTION, kind="product")
    assert nothing["works"] == nothing["citations"] == []
    assert nothing["refusal"]["message"] == message("mcp.no_works", "th")


@pytest.mark.parametrize(
    ("met", "unmet"),
    [
        ({"region": "northeast"}, {"region": "south"}),
        ({"year_from": 2023}, {"year_from": 2024}),
        ({"year_from": 2020, "year_to": 2023}, {"year_to": 2022}),
        ({"trl_from": 6}, {"trl_from": 7}),
        ({"trl_to": 6}, {"trl_to": 5}),
    ],
)
def test_works_outside_the_limits_are_not_found(
    parts: WebParts, met: dict[str, Any], unmet: dict[str, Any]
) -> None:
    assert given(parts, "search_works", question=PLARA_QUESTION, **met)["works"]
    found = given(parts, "search_works", question=PLARA_QUESTION, **unmet)
    assert found["works"] == []
    assert found["refusal"]["reason"] == "constraints_exclude_all"
    assert found["need"].items() >= unmet.items()


def test_experts_are_limited_by_centre_and_university_in_any_of_their_names(parts: WebParts) -> None:
    for limit in (
        {"centre": "CAB"},
        {"centre": "ศูนย์ความเป็นเลิศด้านเทคโนโลยีชีวภาพเกษตร"},
        {"organisation": "KKU"},
    ):
        assert given(parts, "search_experts", question=PLARA_QUESTION, **limit)["experts"], limit
    for limit in ({"centre": "PHTIC"}, {"organisation": "ม.เชียงใหม่"}):
        assert not given(parts, "search_experts", question=PLARA_QUESTION, **limit)["experts"], limit


def test_a_limit_that_is_set_goes_before_the_words_of_the_question(parts: WebParts) -> None:
    question = f"{PLARA_QUESTION} ตั้งแต่ปี 2567"
    assert given(parts, "search_works", question=question)["works"] == []
    assert given(parts, "search_works", question=question, year_from=2020)["works"]


def test_every_citation_leads_to_its_quote(parts: WebParts) -> None:
    for question in (PLARA_QUESTION, BIOGAS_QUESTION, HOSTILE_QUESTION):
        citations = given(parts, "ask", question=question)["citations"]
        assert citations
        for citation in citations:
            span = {name: int(value) for name, [value] in parse_qs(urlsplit(citation["url"]).query).items()}
            source = given(
                parts, "get_source", document_id=citation["document_id"], page=citation["page"], **span
            )
            assert source["passage"] == citation["quote"]
            assert source["passage"] in source["text"]
            assert source["note"] is None


def test_nothing_is_marked_on_a_page_that_could_not_be_read_well(parts: WebParts) -> None:
    source = given(parts, "get_source", document_id=SICK_ID, page=1, start=0, end=5, language="th")
    assert source["passage"] is None
    assert not source["is_well"]
    assert source["note"] == message("web.unwell", "th")


def test_a_span_that_does_not_lie_on_the_page_marks_nothing(parts: WebParts) -> None:
    for span in ({"start": 5, "end": 2}, {"start": 0, "end": 10_000}, {"start": 3}, {}):
        assert given(parts, "get_source", document_id=PLARA_ID, page=2, **span)["passage"] is None


def test_a_row_of_a_table_is_told_as_one(parts: WebParts) -> None:
    source = given(parts, "get_source", document_id=TABLE_ID, page=2)
    assert source["is_row"]
    assert source["title"] == "เครื่องอบผลไม้"


def test_a_refusal_quotes_what_comes_nearest_in_every_tool(parts: WebParts) -> None:
    for tool in ("search_experts", "search_works", "ask"):
        told = given(parts, tool, question=f"{ROCKET_QUESTION}จากฟาร์ม pig")
        nearest = told["refusal"]["nearest"]
        assert nearest["id"] == "report-biogas"
        assert nearest["why"]["citations"] == [citation["number"] for citation in told["citations"]]


def test_a_refusal_is_no_error(parts: WebParts) -> None:
    for tool in ("ask", "search_experts", "search_works"):
        assert given(parts, tool, question=ROCKET_QUESTION)["refusal"]["reason"] == "nothing_fits"


SEARCHES = [name for name in TOOLS if name != "get_source"]


@pytest.mark.parametrize("tool", SEARCHES)
@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ({}, "web.bad_question"),
        ({"question": 5}, "web.bad_question"),
        ({"question": "\ud800 rice"}, "web.bad_question"),
        ({"question": "rice", "top": 0}, "web.bad_top"),
        ({"question": "rice", "top": "5"}, "web.bad_top"),
        ({"question": "rice", "language": "fr"}, "web.bad_language"),
        ({"question": "   "}, "asking.empty_question"),
    ],
)
def test_a_wrong_question_is_told_in_the_language_of_the_server(
    parts: WebParts, tool: str, arguments: dict[str, Any], key: str
) -> None:
    assert refused(parts, tool, "en", **arguments) == message(key, "en")


@pytest.mark.parametrize(
    ("limit", "key"),
    [
        ({"region": "west"}, "web.bad_region"),
        ({"centre": ""}, "need.unknown_centre"),
        ({"centre": "ก" * 201}, "need.unknown_centre"),
        ({"centre": "HOGWARTS"}, "need.unknown_centre"),
        ({"organisation": "ร้านข้าวแกงป้าแดง"}, "need.unknown_organisation"),
        ({"year_from": 2566}, "web.bad_years"),
        ({"year_from": 2023, "year_to": 2020}, "need.reversed_years"),
        ({"trl_from": 10}, "web.bad_trl"),
        ({"trl_from": 7, "trl_to": 3}, "need.reversed_trl"),
        ({"kind": "expert"}, "mcp.bad_kind"),
        ({"without": {"regions": ["west"]}}, "web.bad_without"),
        ({"without": "KKU"}, "web.bad_without"),
    ],
)
def test_a_wrong_limit_is_told_in_the_language_of_the_question(
    parts: WebParts, limit: dict[str, Any], key: str
) -> None:
    assert refused(parts, "search_works", "en", question=PLARA_QUESTION, **limit) == message(key, "th")
    assert refused(parts, "search_works", "th", question=BIOGAS_QUESTION, **limit) == message(key, "en")


def test_an_argument_that_is_not_known_is_told_with_those_that_are(parts: WebParts) -> None:
    told = refused(parts, "get_source", document_id=PLARA_ID, page=1, path="/etc/passwd")
    assert told == message("mcp.unknown_argument", "en", known="document_id, page, start, end, language")


@pytest.mark.parametrize(
    "place", [{}, {"document_id": "../../etc/passwd", "page": 1}, {"document_id": PLARA_ID, "page": 0}]
)
def test_a_wrong_place_is_told(parts: WebParts, place: dict[str, Any]) -> None:
    assert refused(parts, "get_source", **place) == message("mcp.bad_source", "en")


def test_a_page_that_is_not_in_the_register_is_told(parts: WebParts) -> None:
    for document_id, page in ((PLARA_ID, 9), ("doc-none", 1)):
        told = refused(parts, "get_source", "th", document_id=document_id, page=page)
        assert told == message("web.no_such_page", "th")


@pytest.mark.parametrize(
    "error", [StoreUnreachableError("catalogue.unreachable"), ZeroDivisionError("/srv/data")]
)
def test_what_the_asker_cannot_mend_is_told_with_a_number_that_finds_it_in_the_log(
    parts: WebParts, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    failing = replace(parts, assistant=FailingAssistant(error))  # type: ignore[arg-type]
    with caplog.at_level(logging.ERROR):
        told = refused(failing, "ask", question=PLARA_QUESTION)
    key = "unavailable" if isinstance(error, StoreUnreachableError) else "crash"
    number = next(word for word in told.split() if word in caplog.text)
    assert told == message(f"web.{key}", "th", request_id=number)
    assert PLARA_QUESTION not in caplog.text


def test_hostile_text_of_a_document_stays_text(parts: WebParts) -> None:
    source = given(parts, "get_source", document_id=HOSTILE_ID, page=1)
    assert "<script>" in source["text"]
    assert given(parts, "get_source", document_id=BIOGAS_ID, page=1)["title"] == "Biogas of pig farms"


def test_who_is_ruled_out_by_any_name_is_not_found(parts: WebParts) -> None:
    for without in ({"organisations": ["KKU"]}, {"centres": ["CAB"]}, {"regions": ["northeast"]}):
        found = given(parts, "search_experts", question=PLARA_QUESTION, without=without)
        assert not found["experts"], without
    found = given(parts, "search_experts", question=PLARA_QUESTION, without={"organisations": ["CMU"]})
    assert [expert["id"] for expert in found["experts"]] == ["exp-1"]
    assert found["need"]["without"]["organisations"] == ["มหาวิทยาลัยเชียงใหม่"]
    question = f"อาจารย์ที่ ม.ขอนแก่น {PLARA_QUESTION}"
    assert given(parts, "search_experts", question=question)["need"]["organisation"] == "มหาวิทยาลัยขอนแก่น"
    told = given(parts, "search_experts", question=question, without={"organisations": ["KKU"]})["need"]
    assert (told["organisation"], told["without"]["organisations"]) == (None, ["มหาวิทยาลัยขอนแก่น"])


def test_an_organisation_that_is_ruled_out_and_unknown_is_named(parts: WebParts) -> None:
    told = refused(
        parts, "search_experts", "th", question=BIOGAS_QUESTION, without={"organisations": ["Hogwarts"]}
    )
    assert told == message("need.unknown_organisation", "en", name="Hogwarts")
