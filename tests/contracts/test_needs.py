"""One test file over every database that keeps recorded needs."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.exc import DBAPIError

from assistant.domain.conversations import Conversation, Turn
from assistant.domain.needs import Exclusion, Need
from assistant.domain.recorded_needs import RecordedNeed, RecordRequest
from catalogue import tables
from catalogue.conversations import SqlConversations
from catalogue.needs import SqlNeeds
from catalogue.rows import need_to_row

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NEED = Need("ลดเกลือในปลาร้า", "th", ("เกลือ", "ปลาร้า"), ("expert",), region="south", trl_from=7)
OTHER = replace(NEED, region="north")


@pytest.fixture
def needs(engine: Engine) -> SqlNeeds:
    return SqlNeeds(engine)


@pytest.fixture
def conversations(engine: Engine) -> SqlConversations:
    conversations = SqlConversations(engine)
    conversations.append(Conversation("one"), Turn("", AT, "need", NEED))
    return conversations


def recorded(conversations: SqlConversations, request: RecordRequest) -> RecordedNeed:
    """A need as it is recorded with the next turn of the conversation "one"."""
    conversation = conversations.find("one")
    assert conversation is not None
    kept = conversations.record(conversation, Turn("", request.at, "record", request.need), request)
    assert kept is not None
    return kept


def test_a_need_is_kept_as_it_was_stated(needs: SqlNeeds) -> None:
    kept = needs.record(RecordRequest(NEED, AT, "line-7f3a", "081-234-5678"))
    assert kept == RecordedNeed(kept.number, NEED, AT, "open", "line-7f3a", "081-234-5678")
    assert needs.all() == [kept]


def test_needs_come_oldest_first_and_the_same_words_of_two_askers_are_two_needs(needs: SqlNeeds) -> None:
    numbers = [needs.record(RecordRequest(NEED, AT)).number for _ in range(3)]
    assert numbers == sorted(set(numbers))
    assert [one.number for one in needs.all()] == numbers


def test_a_number_is_never_given_twice(needs: SqlNeeds) -> None:
    first = needs.record(RecordRequest(NEED, AT)).number
    assert needs.delete(first)
    assert not needs.delete(first)
    assert needs.record(RecordRequest(NEED, AT)).number > first


def test_a_conversation_records_a_need_once_and_fills_in_who_asked(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    first = recorded(conversations, RecordRequest(NEED, AT))
    again = recorded(conversations, RecordRequest(NEED, AT + timedelta(hours=1), contact="a@example.org"))
    assert again == replace(first, contact="a@example.org")
    assert recorded(conversations, RecordRequest(NEED, AT)) == again, "what is known of the asker stays"
    other = recorded(conversations, RecordRequest(OTHER, AT))
    assert needs.all() == [again, other]
    conversation = conversations.find("one")
    assert conversation is not None
    assert [turn.act for turn in conversation.turns] == ["need", *["record"] * 4]


def test_a_conversation_withdraws_what_it_recorded_last(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    first = recorded(conversations, RecordRequest(NEED, AT))
    last = recorded(conversations, RecordRequest(OTHER, AT))
    seen = conversations.find("one")
    assert seen is not None
    withdrawal = Turn("", AT, "withdraw", OTHER)
    assert conversations.withdraw(seen, withdrawal) == [last]
    assert needs.all() == [first]
    assert conversations.withdraw(seen, withdrawal) is None, "another turn was first"
    assert needs.all() == [first]
    assert conversations.withdraw(Conversation("other"), withdrawal) == []


def test_of_messages_at_once_one_records_the_need(needs: SqlNeeds, conversations: SqlConversations) -> None:
    seen_by_all = conversations.find("one")
    assert seen_by_all is not None
    turn, request = Turn("", AT, "record", NEED), RecordRequest(NEED, AT)
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda _: conversations.record(seen_by_all, turn, request), range(8)))
    assert [one for one in kept if one] == needs.all()
    assert len(needs.all()) == 1


def test_of_a_turn_that_cannot_be_kept_no_need_is_recorded(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    seen = conversations.find("one")
    assert seen is not None
    assert conversations.append(seen, Turn("ในภาคใต้", AT, "refine", OTHER)), "another process was first"
    for late in (seen, Conversation("nowhere", seen.turns)):
        assert conversations.record(late, Turn("", AT, "record", NEED), RecordRequest(NEED, AT)) is None
    assert needs.all() == []


def test_with_a_need_that_cannot_be_recorded_no_turn_is_kept(
    engine: Engine, conversations: SqlConversations
) -> None:
    before = conversations.find("one")
    assert before is not None
    with engine.begin() as connection:
        tables.needs.drop(connection)
    try:
        with pytest.raises(DBAPIError):
            conversations.record(before, Turn("", AT, "record", NEED), RecordRequest(NEED, AT))
    finally:
        with engine.begin() as connection:
            tables.needs.create(connection)
    assert conversations.find("one") == before


def test_with_a_deleted_conversation_go_the_needs_recorded_in_it(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    recorded(conversations, RecordRequest(NEED, AT))
    kept = needs.record(RecordRequest(OTHER, AT))
    conversations.delete("one")
    assert needs.all() == [kept]


def test_a_need_outlives_a_conversation_that_is_too_old_to_be_kept(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    kept = recorded(conversations, RecordRequest(NEED, AT, contact="a@example.org"))
    assert conversations.delete_before(AT + timedelta(days=90)) == 1
    assert needs.all() == [replace(kept, conversation="")]


def test_who_asked_is_forgotten_in_time_and_the_need_stays(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    old = recorded(conversations, RecordRequest(NEED, AT, "line-7f3a", "a@example.org"))
    young = needs.record(RecordRequest(OTHER, AT + timedelta(days=2), contact="b@example.org"))
    assert needs.forget_askers_before(AT + timedelta(days=1)) == 1
    assert needs.all() == [replace(old, asker="", contact="", conversation=""), young]
    assert needs.forget_askers_before(AT + timedelta(days=1)) == 0


def test_what_is_ruled_out_is_kept_and_a_need_from_before_that_rules_nothing_out(
    needs: SqlNeeds, engine: Engine
) -> None:
    without = Exclusion(("north",), ("PETROMAT",), ("มหาวิทยาลัยเชียงใหม่",))
    needs.record(RecordRequest(replace(NEED, without=without), AT))
    older = need_to_row(NEED)
    del older["without"]
    with engine.begin() as connection:
        connection.execute(
            insert(tables.needs).values(
                need=older,
                at=AT.replace(tzinfo=None),
                status="open",
                asker="",
                contact="",
                conversation_id=None,
            )
        )
    assert [one.need for one in needs.all()] == [replace(NEED, without=without), NEED]
