"""Conversations in the register's database: one row a turn, so that every process sees the same."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.domain.conversations import Conversation, Pointing, Turn
from assistant.domain.recorded_needs import RecordedNeed, RecordRequest
from catalogue import tables
from catalogue.engine import for_reading, for_writing
from catalogue.needs import recorded_in, withdrawn_in
from catalogue.rows import (
    need_to_row,
    opening_to_row,
    row_to_need,
    row_to_opening,
    stored_time,
    time_in_utc,
)


class SqlConversations:
    """Implements `assistant.ports.Conversations`."""

    def __init__(self, engine: Engine) -> None:
        self._reading = for_reading(engine)
        self._writing = for_writing(engine)

    def find(self, id_: str) -> Conversation | None:
        """The conversation as it stands now; None where there is none."""
        query = select(tables.turns).where(tables.turns.c.conversation_id == id_)
        with self._reading.connect() as connection:
            rows = connection.execute(query.order_by(tables.turns.c.ordinal)).mappings().all()
        return Conversation(id_, tuple(_row_to_turn(row) for row in rows)) if rows else None

    def append(self, conversation: Conversation, turn: Turn) -> bool:
        """Keep `turn` after those of `conversation`; False, and nothing is kept, where another process has
        added one meanwhile, or the conversation is gone."""
        try:
            with self._writing.begin() as connection:
                return _appended(connection, conversation, turn)
        except IntegrityError:
            return False

    def keep_opening(self, conversation: Conversation) -> bool:
        """Keep the opening of the last of its turns, which is kept already; False, and nothing is kept, where
        the conversation is gone."""
        opening = conversation.turns[-1].opening
        last = (
            tables.turns.c.conversation_id == conversation.id,
            tables.turns.c.ordinal == len(conversation.turns),
        )
        change = update(tables.turns).where(*last).values(opening=opening and opening_to_row(opening))
        with self._writing.begin() as connection:
            return connection.execute(change).rowcount > 0

    def record(self, conversation: Conversation, turn: Turn, request: RecordRequest) -> RecordedNeed | None:
        """Keep `turn` as `append` does and record a need with it, both or neither; None, and nothing is kept,
        where `append` is False."""
        try:
            with self._writing.begin() as connection:
                is_kept = _appended(connection, conversation, turn)
                return recorded_in(connection, conversation.id, request) if is_kept else None
        except IntegrityError:
            return None

    def withdraw(self, conversation: Conversation, turn: Turn) -> Sequence[RecordedNeed] | None:
        """Keep `turn` as `append` does and forget the need that the conversation has recorded last, both or
        neither: that need, or none where there is none; None, and nothing is kept, where `append` is
        False."""
        try:
            with self._writing.begin() as connection:
                is_kept = _appended(connection, conversation, turn)
                return withdrawn_in(connection, conversation.id) if is_kept else None
        except IntegrityError:
            return None

    def delete(self, id_: str) -> bool:
        """Forget a conversation, all that was said and the needs recorded in it; whether there was one."""
        with self._writing.begin() as connection:
            gone = connection.execute(delete(tables.conversations).where(tables.conversations.c.id == id_))
        return gone.rowcount > 0

    def delete_before(self, at: datetime) -> int:
        """Forget the conversations in which nothing was said since `at`; how many there were. Needs that were
        recorded in them stay."""
        old = tables.conversations.c.last_at < stored_time(at)
        of_old = tables.needs.c.conversation_id.in_(select(tables.conversations.c.id).where(old))
        with self._writing.begin() as connection:
            connection.execute(update(tables.needs).where(of_old).values(conversation_id=None))
            return connection.execute(delete(tables.conversations).where(old)).rowcount


def forget_what_cites(connection: Connection, document_ids: Collection[str]) -> None:
    """Forget, of all that language models worded, what cites one of these documents."""
    if not document_ids:
        return
    turns = tables.turns.c
    opened = select(turns.conversation_id, turns.ordinal, turns.opening).where(turns.opening.is_not(None))
    for conversation_id, ordinal, row in connection.execute(opened).all():
        opening = row_to_opening(row)
        left = opening.without(document_ids)
        if left != opening:
            of_it = (turns.conversation_id == conversation_id, turns.ordinal == ordinal)
            connection.execute(
                update(tables.turns).where(*of_it).values(opening=left and opening_to_row(left))
            )


def _appended(connection: Connection, conversation: Conversation, turn: Turn) -> bool:
    """Whether `turn` was added; not where the conversation is gone. The conversation is held until the
    transaction ends. Raises IntegrityError where another turn was added meanwhile."""
    last_at = {"last_at": stored_time(turn.at)}
    if conversation.turns:
        of_it = tables.conversations.c.id == conversation.id
        if not connection.execute(update(tables.conversations).where(of_it).values(last_at)).rowcount:
            return False
    else:
        connection.execute(insert(tables.conversations).values(id=conversation.id, **last_at))
    place = {"conversation_id": conversation.id, "ordinal": len(conversation.turns) + 1}
    connection.execute(insert(tables.turns).values(_turn_to_row(turn) | place))
    return True


def _turn_to_row(turn: Turn) -> dict[str, Any]:
    return {
        "said": turn.said,
        "at": stored_time(turn.at),
        "act": turn.act,
        "need": need_to_row(turn.need) if turn.need else None,
        "pointing": asdict(turn.pointing) if turn.pointing else None,
        "experts": list(turn.experts),
        "works": list(turn.works),
        "opening": opening_to_row(turn.opening) if turn.opening else None,
    }


def _row_to_turn(row: Mapping[Any, Any]) -> Turn:
    return Turn(
        said=row["said"],
        at=time_in_utc(row["at"]),
        act=row["act"],
        need=row_to_need(row["need"]) if row["need"] else None,
        pointing=Pointing(**row["pointing"]) if row["pointing"] else None,
        experts=tuple(row["experts"]),
        works=tuple(row["works"]),
        opening=row_to_opening(row["opening"]) if row["opening"] else None,
    )
