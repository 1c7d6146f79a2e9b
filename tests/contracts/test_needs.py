"""One test file over every database that keeps recorded needs."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from assistant.domain.conversations import Conversation, Turn
from assistant.domain.needs import Need
from assistant.domain.recorded_needs import RecordedNeed
from assistant.errors import NotFoundError
from catalogue.conversations import SqlConversations
from catalogue.needs import SqlNeeds

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


def test_a_need_is_kept_as_it_was_stated(needs: SqlNeeds) -> None:
    recorded = needs.record(NEED, at=AT, asker="line-7f3a", contact="081-234-5678")
    assert recorded == RecordedNeed(recorded.number, NEED, AT, "open", "line-7f3a", "081-234-5678")
    assert needs.all() == [recorded]


def test_needs_come_oldest_first_and_the_same_words_of_two_askers_are_two_needs(needs: SqlNeeds) -> None:
    numbers = [needs.record(NEED, at=AT).number for _ in range(3)]
    assert numbers == sorted(set(numbers))
    assert [one.number for one in needs.all()] == numbers


def test_a_number_is_never_given_twice(needs: SqlNeeds) -> None:
    first = needs.record(NEED, at=AT).number
    assert needs.delete(first)
    assert not needs.delete(first)
    assert needs.record(NEED, at=AT).number > first


@pytest.mark.usefixtures("conversations")
def test_a_conversation_records_a_need_once_and_fills_in_who_asked(needs: SqlNeeds) -> None:
    first = needs.record(NEED, at=AT, conversation="one")
    again = needs.record(NEED, at=AT + timedelta(hours=1), contact="a@example.org", conversation="one")
    assert again == replace(first, contact="a@example.org")
    assert needs.record(NEED, at=AT, conversation="one") == again, "what is known of the asker stays"
    other = needs.record(OTHER, at=AT, conversation="one")
    assert needs.all() == [again, other]


@pytest.mark.usefixtures("conversations")
def test_messages_at_once_record_a_need_once(needs: SqlNeeds) -> None:
    with ThreadPoolExecutor(4) as pool:
        recorded = list(pool.map(lambda _: needs.record(NEED, at=AT, conversation="one").number, range(8)))
    assert len(set(recorded)) == 1
    assert len(needs.all()) == 1


def test_of_an_unknown_conversation_nothing_is_recorded(needs: SqlNeeds) -> None:
    with pytest.raises(NotFoundError):
        needs.record(NEED, at=AT, conversation="nowhere")
    assert needs.all() == []


def test_with_a_deleted_conversation_go_the_needs_recorded_in_it(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    needs.record(NEED, at=AT, conversation="one")
    kept = needs.record(OTHER, at=AT)
    conversations.delete("one")
    assert needs.all() == [kept]


def test_a_need_outlives_a_conversation_that_is_too_old_to_be_kept(
    needs: SqlNeeds, conversations: SqlConversations
) -> None:
    recorded = needs.record(NEED, at=AT, contact="a@example.org", conversation="one")
    assert conversations.delete_before(AT + timedelta(days=90)) == 1
    assert needs.all() == [replace(recorded, conversation="")]


@pytest.mark.usefixtures("conversations")
def test_who_asked_is_forgotten_in_time_and_the_need_stays(needs: SqlNeeds) -> None:
    old = needs.record(NEED, at=AT, asker="line-7f3a", contact="a@example.org", conversation="one")
    young = needs.record(OTHER, at=AT + timedelta(days=2), contact="b@example.org")
    assert needs.forget_askers_before(AT + timedelta(days=1)) == 1
    assert needs.all() == [replace(old, asker="", contact="", conversation=""), young]
    assert needs.forget_askers_before(AT + timedelta(days=1)) == 0
