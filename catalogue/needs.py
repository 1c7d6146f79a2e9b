"""Recorded needs in the register's database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from assistant.domain.recorded_needs import RecordedNeed, RecordRequest
from catalogue import tables
from catalogue.engine import for_reading, for_writing
from catalogue.rows import need_to_row, row_to_need, stored_time, time_in_utc

_NOBODY = {"asker": "", "contact": "", "conversation_id": None}


class SqlNeeds:
    """Implements `assistant.ports.Needs`."""

    def __init__(self, engine: Engine) -> None:
        self._reading = for_reading(engine)
        self._writing = for_writing(engine)

    def record(self, request: RecordRequest) -> RecordedNeed:
        """Keep a need under a number of its own."""
        with self._writing.begin() as connection:
            return _inserted(connection, request)

    def all(self) -> Sequence[RecordedNeed]:
        """Every recorded need, oldest first."""
        with self._reading.connect() as connection:
            rows = connection.execute(select(tables.needs).order_by(tables.needs.c.number)).mappings().all()
        return [_row_to_recorded(row) for row in rows]

    def delete(self, number: int) -> bool:
        """Forget a need; whether there was one."""
        with self._writing.begin() as connection:
            gone = connection.execute(delete(tables.needs).where(tables.needs.c.number == number))
        return gone.rowcount > 0

    def forget_askers_before(self, at: datetime) -> int:
        """Forget who asked for the needs recorded before `at`, and how to reach them; how many these were."""
        needs = tables.needs.c
        tells_of_asker = (needs.asker != "") | (needs.contact != "") | needs.conversation_id.is_not(None)
        old = update(tables.needs).where(needs.at < stored_time(at), tells_of_asker).values(_NOBODY)
        with self._writing.begin() as connection:
            return connection.execute(old).rowcount


def recorded_in(connection: Connection, conversation: str, request: RecordRequest) -> RecordedNeed:
    """Keep a need in a transaction that holds its conversation; what this has recorded already, not again,
    only who asked is filled in."""
    of_it = select(tables.needs).where(tables.needs.c.conversation_id == conversation)
    rows = connection.execute(of_it.order_by(tables.needs.c.number)).mappings().all()
    known = next((known for known in map(_row_to_recorded, rows) if known.need == request.need), None)
    if known is None:
        return _inserted(connection, request, conversation)
    return _filled_in(connection, known, request.asker or known.asker, request.contact or known.contact)


def withdrawn_in(connection: Connection, conversation: str) -> Sequence[RecordedNeed]:
    """Forget the need that a conversation has recorded last, in a transaction that holds the conversation;
    that need, or none where there is none."""
    of_it = select(tables.needs).where(tables.needs.c.conversation_id == conversation)
    rows = connection.execute(of_it.order_by(tables.needs.c.number.desc()).limit(1)).mappings().all()
    for row in rows:
        connection.execute(delete(tables.needs).where(tables.needs.c.number == row["number"]))
    return [_row_to_recorded(row) for row in rows]


def _inserted(connection: Connection, request: RecordRequest, conversation: str = "") -> RecordedNeed:
    row = {
        "need": need_to_row(request.need),
        "at": stored_time(request.at),
        "status": "open",
        "asker": request.asker,
        "contact": request.contact,
        "conversation_id": conversation or None,
    }
    number = connection.execute(
        insert(tables.needs).values(row).returning(tables.needs.c.number)
    ).scalar_one()
    return RecordedNeed(
        number, request.need, request.at, "open", request.asker, request.contact, conversation
    )


def _filled_in(connection: Connection, known: RecordedNeed, asker: str, contact: str) -> RecordedNeed:
    of_it = update(tables.needs).where(tables.needs.c.number == known.number)
    connection.execute(of_it.values(asker=asker, contact=contact))
    return replace(known, asker=asker, contact=contact)


def _row_to_recorded(row: Mapping[Any, Any]) -> RecordedNeed:
    return RecordedNeed(
        number=row["number"],
        need=row_to_need(row["need"]),
        at=time_in_utc(row["at"]),
        status=row["status"],
        asker=row["asker"],
        contact=row["contact"],
        conversation=row["conversation_id"] or "",
    )
