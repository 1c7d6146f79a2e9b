"""One test file over every database that keeps conversations."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from assistant.domain.citations import Statement
from assistant.domain.conversations import Conversation, Pointing, Turn
from assistant.domain.documents import SourceRef
from assistant.domain.needs import Need
from assistant.domain.openings import CitedPlace, Opening
from catalogue.conversations import SqlConversations
from catalogue.repository import Catalogue, ReadContent, StoredFile
from tests.examples import a_document

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NEED = Need("ลดเกลือในปลาร้า", "th", ("เกลือ", "ปลาร้า"), ("expert",), region="south", trl_from=7)
FIRST = Turn("ลดเกลือในปลาร้า ภาคใต้", AT, "need", NEED, None, ("exp-1", "exp-2"), ("report-1",))
SECOND = Turn("คนที่สองล่ะ", AT + timedelta(minutes=1), "refer", NEED, Pointing("experts", 2))
OPENING = Opening(
    "openai:gpt-5-mini",
    (Statement("เกลือลดลงร้อยละ 30", (1, 3)), Statement("รสชาติไม่ต่างจากเดิม", (3,))),
    (
        CitedPlace(1, SourceRef("doc-1", 2, 30, 96), "work:report-1", ("expert:exp-1", "work:report-1")),
        CitedPlace(3, SourceRef("doc-2", 7, 0, 40), "expert:exp-1", ("expert:exp-1",)),
    ),
)


@pytest.fixture
def conversations(engine: Engine) -> SqlConversations:
    return SqlConversations(engine)


def test_turns_are_kept_as_they_were_said(conversations: SqlConversations) -> None:
    assert conversations.append(Conversation("one"), FIRST)
    assert conversations.append(Conversation("one", (FIRST,)), SECOND)
    assert conversations.find("one") == Conversation("one", (FIRST, SECOND))


def test_a_turn_without_a_need_is_kept_as_well(conversations: SqlConversations) -> None:
    greeting = Turn("สวัสดี", AT.astimezone(timezone(timedelta(hours=7))), "greet")
    assert conversations.append(Conversation("one"), greeting)
    found = conversations.find("one")
    assert found is not None
    assert found.turns == (Turn("สวัสดี", AT, "greet"),)


def test_an_opening_is_kept_with_the_turn_that_it_opens(conversations: SqlConversations) -> None:
    conversations.append(Conversation("one"), FIRST)
    conversations.append(Conversation("other"), FIRST)
    conversations.append(Conversation("one", (FIRST,)), SECOND)
    opened = replace(FIRST, opening=OPENING)
    assert conversations.keep_opening(Conversation("one", (opened,)))
    assert conversations.find("one") == Conversation("one", (opened, SECOND))
    assert conversations.find("other") == Conversation("other", (FIRST,))


def test_of_a_conversation_that_is_gone_no_opening_is_kept(conversations: SqlConversations) -> None:
    conversations.append(Conversation("one"), FIRST)
    conversations.delete("one")
    assert not conversations.keep_opening(Conversation("one", (replace(FIRST, opening=OPENING),)))
    assert conversations.find("one") is None


def test_what_cites_a_removed_document_is_forgotten_with_it(
    engine: Engine, conversations: SqlConversations
) -> None:
    catalogue = Catalogue(engine)
    for id_ in ("doc-1", "doc-2"):
        file = StoredFile(f"/{id_}.pdf", f"{id_}.pdf", id_, "1")
        catalogue.store(file, ReadContent(id_, [a_document(id_)], [], [], []))
    opened = replace(FIRST, opening=OPENING)
    conversations.append(Conversation("one"), opened)
    catalogue.store(file, ReadContent("doc-2", [a_document("doc-2")], [], [], []))
    assert conversations.find("one") == Conversation("one", (opened,)), "it was only read again"
    catalogue.remove(["/doc-1.pdf"])
    of_the_other = Opening(OPENING.model, OPENING.statements[1:], OPENING.cited[1:])
    assert conversations.find("one") == Conversation("one", (replace(FIRST, opening=of_the_other),))
    catalogue.remove(["/doc-2.pdf"])
    assert conversations.find("one") == Conversation("one", (FIRST,))


def test_of_two_that_follow_upon_the_same_turn_one_is_kept(conversations: SqlConversations) -> None:
    assert conversations.append(Conversation("one"), FIRST)
    seen_by_both = Conversation("one", (FIRST,))
    assert conversations.append(seen_by_both, SECOND)
    assert not conversations.append(seen_by_both, Turn("only TRL 7", AT, "refine", NEED))
    assert conversations.find("one") == Conversation("one", (FIRST, SECOND))


def test_of_two_that_begin_under_one_id_one_is_kept(conversations: SqlConversations) -> None:
    assert conversations.append(Conversation("one"), FIRST)
    assert not conversations.append(Conversation("one"), SECOND)


def test_an_unknown_conversation_is_none(conversations: SqlConversations) -> None:
    assert conversations.find("nowhere") is None
    assert not conversations.delete("nowhere")


def test_a_deleted_conversation_is_gone_and_takes_no_more_turns(conversations: SqlConversations) -> None:
    conversations.append(Conversation("one"), FIRST)
    conversations.append(Conversation("other"), FIRST)
    assert conversations.delete("one")
    assert conversations.find("one") is None
    assert not conversations.append(Conversation("one", (FIRST,)), SECOND)
    assert conversations.find("other") is not None


def test_a_conversation_is_kept_until_nothing_was_said_for_long(conversations: SqlConversations) -> None:
    conversations.append(Conversation("old"), FIRST)
    conversations.append(Conversation("young"), FIRST)
    conversations.append(Conversation("young", (FIRST,)), SECOND)
    assert conversations.delete_before(SECOND.at) == 1
    assert conversations.find("old") is None
    assert conversations.find("young") is not None
