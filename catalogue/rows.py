"""Domain objects to table rows and back. Columns carry the names of the fields they hold."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import Any

from assistant.domain.citations import Statement
from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.domain.needs import Exclusion, Need
from assistant.domain.openings import CitedPlace, Opening
from assistant.domain.people import Contact, Expert, Organisation
from assistant.domain.works import Work

Row = Mapping[str, Any]
_PLACE = frozenset(f.name for f in fields(SourceRef))
_LISTS_OF_NEED = ("topics", "wanted")


def record_to_row(record: Expert | Organisation | Work) -> dict[str, Any]:
    row = {
        f.name: _plain(getattr(record, f.name)) for f in fields(record) if f.name not in ("source", "contact")
    }
    if not isinstance(record, Work):
        row["contact"] = _contact_to_json(record.contact)
    return row | source_to_row(record.source)


def row_to_expert(row: Row) -> Expert:
    return Expert(**_values(row) | {"contact": _contact(row["contact"])})


def row_to_organisation(row: Row) -> Organisation:
    return Organisation(**_values(row) | {"contact": _contact(row["contact"])})


def row_to_work(row: Row) -> Work:
    return Work(**_values(row))


def chunk_to_row(chunk: Chunk) -> dict[str, Any]:
    row = {f.name: getattr(chunk, f.name) for f in fields(Chunk) if f.name != "sources"}
    return row | {"sources": [[source.page, source.start, source.end] for source in chunk.sources]}


def row_to_chunk(row: Row) -> Chunk:
    places = tuple(SourceRef(row["document_id"], *place) for place in row["sources"])
    return Chunk(**{**row, "sources": places})


def source_to_row(source: SourceRef) -> dict[str, Any]:
    return {f.name: getattr(source, f.name) for f in fields(SourceRef)}


def row_to_source(row: Row) -> SourceRef:
    return SourceRef(row["document_id"], row["page"], row["start"], row["end"])


def need_to_row(need: Need) -> dict[str, Any]:
    return asdict(need)


def row_to_need(row: Row) -> Need:
    """A need as it was kept, be it before needs could rule anything out."""
    without = Exclusion(**{kind: tuple(names) for kind, names in row.get("without", {}).items()})
    return Need(**{**row, **{name: tuple(row[name]) for name in _LISTS_OF_NEED}, "without": without})


def opening_to_row(opening: Opening) -> dict[str, Any]:
    return asdict(opening)


def row_to_opening(row: Row) -> Opening:
    statements = (Statement(one["text"], tuple(one["citations"])) for one in row["statements"])
    cited = (
        CitedPlace(one["number"], row_to_source(one["source"]), one["subject"], tuple(one["carried"]))
        for one in row["cited"]
    )
    return Opening(row["model"], tuple(statements), tuple(cited))


def stored_time(at: datetime) -> datetime:
    """The time as the database keeps it: in UTC, without saying so."""
    return at.astimezone(UTC).replace(tzinfo=None)


def time_in_utc(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)


def _values(row: Row) -> dict[str, Any]:
    """The fields of a record by name: lists as tuples, and its place as one source."""
    values = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if name not in _PLACE
    }
    return values | {"source": row_to_source(row)}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _contact_to_json(contact: Contact | None) -> dict[str, Any] | None:
    if contact is None:
        return None
    values = {f.name: getattr(contact, f.name) for f in fields(Contact)}
    return values | {"found_on": contact.found_on.isoformat() if contact.found_on else None}


def _contact(value: Mapping[str, Any] | None) -> Contact | None:
    if value is None:
        return None
    found_on = value["found_on"]
    return Contact(**{**value, "found_on": date.fromisoformat(found_on) if found_on else None})
