"""What a language model worded is shown again with the conversation, as long as what it cites carries it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, update

from api.app import create_app
from api.schemas import ConversationBody
from assistant.chatting import Reply
from assistant.checking import Fault, Proof
from assistant.domain.citations import Statement
from assistant.domain.conversations import Conversation, Turn
from assistant.domain.documents import SourceRef
from assistant.domain.openings import CitedPlace, Opening
from assistant.domain.works import Authorship
from catalogue import tables
from catalogue.engine import open_database
from catalogue.repository import Catalogue, ReadContent, StoredFile
from catalogue.settings import CatalogueSettings
from prompts import message
from tests.examples import a_chunk, a_document, a_page, a_work
from tests.fakes import SharedWordsIndex
from tests.scripted_model import Evidence, as_draft, draft, key_of
from tests.web_corpus import (
    COVER,
    PLARA_ID,
    PLARA_QUESTION,
    QUOTE,
    RESULTS,
    WebParts,
    open_web_parts,
)
from tests.worded import EVENTS, FALSE, MODEL, SALT, TASTE, TRUE, events_of, worded_by

NAME = COVER[COVER.index("ผศ.") :]
JOINED = Authorship("report-plara", "exp-1", NAME, 1, 1.0)

# Each statement with where the numbers behind it lead.
Told = list[tuple[str, dict[int, str]]]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[WebParts]:
    with open_web_parts(tmp_path) as opened:
        yield opened


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """The database of `parts` as another process opens it."""
    engine = open_database(tmp_path, CatalogueSettings())
    yield engine
    engine.dispose()


def as_told(statements: list[dict[str, Any]], citations: list[dict[str, Any]]) -> Told:
    urls = {citation["number"]: citation["url"] for citation in citations}
    return [(said["text"], {number: urls[number] for number in said["citations"]}) for said in statements]


def opening_in_json(client: TestClient, conversation: str) -> dict[str, Any] | None:
    """What `GET /api/conversations/ID` tells of the opening of the last turn."""
    told = client.get(f"/api/conversations/{conversation}").json()
    ConversationBody.model_validate(told)
    opening: dict[str, Any] | None = told["turns"][-1]["opening"]
    return opening


def told_in_json(client: TestClient, conversation: str) -> Told:
    opening = opening_in_json(client, conversation)
    return as_told(opening["statements"], opening["citations"]) if opening else []


def told_on_page(markup: str) -> Told:
    """The statements that open an answer on a page, with the numbers behind them and where these lead."""
    (opening,) = re.findall(r'<div class="statements".*?</ul>', markup, re.DOTALL)
    return [
        (
            unescape(re.findall(r"<span[^>]*>(.*?)</span>", item)[0]),
            {
                int(number): unescape(url).partition("&lang=")[0]
                for url, number in re.findall(r'href="([^"]*)"[^>]*>(\d+)</a>', item)
            },
        )
        for item in re.findall(r"<li>(.*?)</li>", opening, re.DOTALL)
    ]


def begun(client: TestClient, said: str = PLARA_QUESTION, **options: Any) -> dict[str, Any]:
    reply: dict[str, Any] = client.post("/api/conversations", json={"message": said, **options}).json()
    return reply


def of_both(evidence: Evidence) -> str:
    """A statement of what was found, and one of who is named on the cover."""
    return as_draft([(TRUE, [key_of(evidence, SALT)]), (NAME, [key_of(evidence, NAME)])])


def test_json_events_and_page_tell_the_same_again(parts: WebParts) -> None:
    client = TestClient(create_app(worded_by(parts, draft((TRUE, SALT), (TASTE, SALT)))))
    events = events_of(
        client.post("/api/conversations", json={"message": PLARA_QUESTION}, headers=EVENTS).text
    )
    whole = events[-1][1]
    citations = events[0][1]["answer"]["citations"]
    streamed = as_told([said for name, said in events if name == "statement"], citations)
    assert [text for text, _ in streamed] == [TRUE, TASTE]
    again = opening_in_json(client, whole["conversation"])
    assert again is not None
    assert as_told(again["statements"], again["citations"]) == streamed
    assert again["model"] == MODEL
    assert again["citations"] == [c for c in whole["answer"]["citations"] if c["quote"] == QUOTE]
    page = client.get(f"/conversations/{whole['conversation']}").text
    assert told_on_page(page) == streamed
    assert message("answer.drafted", "th", model=MODEL) in page


def test_what_the_page_streams_it_shows_when_it_is_opened_again(parts: WebParts) -> None:
    client = TestClient(create_app(worded_by(parts, of_both)))
    streamed = client.post("/conversations", data={"message": PLARA_QUESTION}, headers=EVENTS).text
    conversation = re.findall(r'data-address="/conversations/([\w-]+)', streamed)[0]
    whole = streamed.split("event: reply")[1].replace("\ndata: ", "\n")
    again = client.get(f"/conversations/{conversation}").text
    assert told_on_page(again) == told_on_page(whole) == told_in_json(client, conversation)
    assert [text for text, _ in told_on_page(again)] == [TRUE, NAME]


def test_each_turn_has_its_own_opening_and_those_without_a_model_none(parts: WebParts) -> None:
    replies = draft((TRUE, SALT)), draft((TASTE, SALT)), "nonsense", "nonsense"
    client = TestClient(create_app(worded_by(parts, *replies)))
    conversation = begun(client)["conversation"]
    client.patch(f"/api/conversations/{conversation}/need", json={"trl_from": 4})
    for said in ("TRL 5 ขึ้นไป", "ขอบคุณค่ะ"):
        client.post(f"/api/conversations/{conversation}/messages", json={"message": said})
    turns = client.get(f"/api/conversations/{conversation}").json()["turns"]
    told = [turn["opening"] and [said["text"] for said in turn["opening"]["statements"]] for turn in turns]
    assert told == [[TRUE], [TASTE], None, None]
    page = client.get(f"/conversations/{conversation}?turn=1").text
    assert [text for text, _ in told_on_page(page)] == [TRUE]
    assert QUOTE in told_on_page(client.get(f"/conversations/{conversation}?turn=3").text)[0][0]


def test_it_is_shown_where_no_model_is_set_any_more(parts: WebParts) -> None:
    conversation = begun(TestClient(create_app(worded_by(parts, draft((QUOTE, SALT))))))["conversation"]
    client = TestClient(create_app(parts))
    assert told_in_json(client, conversation) == told_on_page(
        client.get(f"/conversations/{conversation}").text
    )
    assert [text for text, _ in told_in_json(client, conversation)] == [QUOTE]


def test_numbers_stay_where_more_is_shown_or_found_since(parts: WebParts, engine: Engine) -> None:
    client = TestClient(create_app(worded_by(parts, of_both)))
    conversation = begun(client, top=1)["conversation"]
    told = told_in_json(client, conversation)
    text = "ลดเกลือ ลดโซเดียมในปลาร้า ด้วยการหมักสองขั้นตอน"
    document = a_document("doc-new", a_page(1, text), file="new.pdf", facts=())
    chunk = a_chunk("doc-new:1", "report-new", text=text, sources=(SourceRef("doc-new", 1, 0, len(text)),))
    catalogue = Catalogue(engine)
    catalogue.store(
        StoredFile("/new.pdf", "new.pdf", "hash-new", "1"),
        ReadContent("hash-new", [document], [a_work("report-new", "doc-new")], [chunk], []),
    )
    catalogue.replace_authorships([Authorship("report-new", "exp-1", "สมหญิง ใจดีงาม", 1, 1.0), JOINED], [])
    grown = replace(parts, index=SharedWordsIndex([chunk, *catalogue.chunks_of_documents([PLARA_ID])]))
    again = TestClient(create_app(worded_by(grown)))
    page = again.get(f"/conversations/{conversation}").text
    assert page.index(text) < page.index("card-work"), "the expert is recommended for the new report first"
    assert told_on_page(page) == told_in_json(again, conversation) == told


def test_what_cites_a_removed_document_is_not_shown(parts: WebParts, engine: Engine) -> None:
    client = TestClient(create_app(worded_by(parts, draft((TRUE, SALT)))))
    conversation = begun(client)["conversation"]
    Catalogue(engine).remove([str(parts.files / "ปลาร้า.pdf")])
    assert opening_in_json(client, conversation) is None
    page = client.get(f"/conversations/{conversation}")
    assert page.status_code == 200
    assert TRUE not in page.text
    with engine.connect() as connection:
        assert TRUE not in str(connection.execute(tables.turns.select()).all())


def change_page(engine: Engine, number: int, text: str) -> None:
    """Put another text on a page of the first report."""
    of_page = (tables.pages.c.document_id == PLARA_ID, tables.pages.c.number == number)
    with engine.begin() as connection:
        connection.execute(update(tables.pages).where(*of_page).values(text=text))
    Catalogue(engine).check()  # counts as a change, so that nobody goes on with what they remember


def test_what_a_changed_page_no_longer_says_is_not_shown_while_the_rest_is(
    parts: WebParts, engine: Engine
) -> None:
    client = TestClient(create_app(worded_by(parts, of_both)))
    conversation = begun(client)["conversation"]
    told = told_in_json(client, conversation)
    assert [text for text, _ in told] == [TRUE, NAME]
    change_page(engine, 2, RESULTS.replace("ร้อยละ 30", "ร้อยละ 45"))
    assert told_in_json(client, conversation) == told[1:]
    assert told_on_page(client.get(f"/conversations/{conversation}").text) == told[1:]


def test_where_nothing_of_it_holds_the_quotes_are_shown(parts: WebParts, engine: Engine) -> None:
    client = TestClient(create_app(worded_by(parts, draft((TRUE, SALT)))))
    conversation = begun(client)["conversation"]
    changed = RESULTS.replace("ร้อยละ 30", "ร้อยละ 45")
    change_page(engine, 2, changed)
    assert opening_in_json(client, conversation) is None
    page = client.get(f"/conversations/{conversation}").text
    assert [text for text, _ in told_on_page(page)] == [f"“{QUOTE.replace('30', '45')}”"]
    assert MODEL not in page


def test_who_is_no_longer_joined_to_a_work_is_not_told_of_it(parts: WebParts, engine: Engine) -> None:
    class NamesChecker:
        def faults(self, statement: str, proofs: Sequence[Proof]) -> list[Fault]:
            is_told = any("Somying Chaideengam" in proof.people for proof in proofs)
            return [] if is_told else [Fault("name", statement)]

    said = "ผู้วิจัยคือ Somying Chaideengam ซึ่งลดโซเดียมในปลาร้า"
    client = TestClient(create_app(worded_by(parts, draft((said, SALT)), checker=NamesChecker())))
    conversation = begun(client)["conversation"]
    assert [text for text, _ in told_in_json(client, conversation)] == [said]
    Catalogue(engine).replace_authorships([], [])
    assert opening_in_json(client, conversation) is None
    assert said not in client.get(f"/conversations/{conversation}").text


@pytest.mark.parametrize(
    ("text", "numbers"), [(FALSE, (1,)), (f"<b>{TRUE}</b>", (1,)), (TRUE, ()), (TRUE, (1, 7))]
)
def test_nothing_unproved_is_shown_whatever_is_kept(
    parts: WebParts, text: str, numbers: tuple[int, ...]
) -> None:
    start = RESULTS.index(QUOTE)
    source = SourceRef(PLARA_ID, 2, start, start + len(QUOTE))
    turn = parts.chat.say(PLARA_QUESTION).conversation.turns[0]
    kept = Opening(
        MODEL,
        (Statement(QUOTE, (1,)), Statement(text, numbers)),
        (CitedPlace(1, source, "work:report-plara", ("work:report-plara",)),),
    )
    forged = Turn(turn.said, turn.at, turn.act, turn.need, opening=kept)
    parts.conversations.append(Conversation("A" * 22), forged)
    client = TestClient(create_app(parts))
    page = told_on_page(client.get(f"/conversations/{'A' * 22}").text)
    for told in (told_in_json(client, "A" * 22), page):
        assert [(text, list(numbers)) for text, numbers in told] == [(QUOTE, [1])]


def test_an_opening_is_kept_once_it_is_whole_and_no_part_of_it_before(parts: WebParts) -> None:
    served = worded_by(parts, draft((TRUE, SALT), (TASTE, SALT)))
    client = TestClient(create_app(served))
    telling = served.chat.say_stream(PLARA_QUESTION)
    found = next(telling)
    assert isinstance(found, Reply)
    id_ = found.conversation.id
    for text in (TRUE, TASTE):
        assert next(part for part in telling if isinstance(part, Statement)).text == text
        assert opening_in_json(client, id_) is None
        assert QUOTE in told_on_page(client.get(f"/conversations/{id_}").text)[0][0]
    assert next(part for part in telling if isinstance(part, Reply)).is_whole
    assert [text for text, _ in told_in_json(client, id_)] == [TRUE, TASTE]


def test_where_nobody_waits_for_the_statements_there_are_none_to_keep(parts: WebParts) -> None:
    served = worded_by(parts, draft((TRUE, SALT), (TASTE, SALT)))
    client = TestClient(create_app(served))
    conversation = client.post("/conversations", data={"message": PLARA_QUESTION}).url.path.split("/")[-1]
    assert opening_in_json(client, conversation) is None
    assert QUOTE in told_on_page(client.get(f"/conversations/{conversation}").text)[0][0]


def test_of_what_it_cites_only_the_place_is_kept_and_no_personal_number(
    parts: WebParts, engine: Engine
) -> None:
    class Lenient:
        def faults(self, *_: object) -> list[Fault]:
            return []

    said = "ลดโซเดียมในปลาร้าได้ โทร 081-234-5678"
    conversation = begun(TestClient(create_app(worded_by(parts, draft((said, SALT)), checker=Lenient()))))[
        "conversation"
    ]
    with engine.connect() as connection:
        (row,) = connection.execute(tables.turns.select()).mappings()
    assert row["conversation_id"] == conversation
    assert "234-5678" not in str(row)
    assert "ลดโซเดียมในปลาร้าได้" in row["opening"]["statements"][0]["text"]
    assert QUOTE not in str(row)
    assert "สมหญิง" not in str(row)


def test_what_is_deleted_with_the_conversation_is_gone(parts: WebParts, engine: Engine) -> None:
    client = TestClient(create_app(worded_by(parts, draft((TRUE, SALT)))))
    conversation = begun(client)["conversation"]
    assert client.delete(f"/api/conversations/{conversation}").status_code == 204
    with engine.connect() as connection:
        assert connection.execute(tables.turns.select()).all() == []


def test_a_conversation_deleted_while_the_model_writes_stays_deleted(parts: WebParts) -> None:
    served = worded_by(parts, draft((TRUE, SALT)))
    telling = served.chat.say_stream(PLARA_QUESTION)
    found = next(telling)
    assert isinstance(found, Reply)
    served.chat.forget(found.conversation.id)
    assert [part.text for part in telling if isinstance(part, Statement)] == [TRUE]
    assert parts.conversations.find(found.conversation.id) is None
