"""Reads register tables (experts, organisations, technologies, projects, products) from any file format."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from assistant.domain.documents import Page, ParsedDocument
from assistant.domain.problems import Place, Unit
from assistant.domain.works import Record
from ingest.reading.delimited import read_delimited
from ingest.reading.formats import is_json
from ingest.reading.identity import document_id
from ingest.reading.json_tables import read_json, read_json_lines
from ingest.reading.raw_tables import Problems, RawRow, RawTable, known_headers, place_of
from ingest.reading.register_rows import ReadRow, TableContext, read_row
from ingest.reading.register_schema import (
    ORGANISATION_KINDS,
    TABLES,
    Table,
    header_key,
    is_row_number,
    known_header_keys,
    table,
)
from ingest.reading.result import ReadResult
from ingest.reading.settings import ReadingSettings
from ingest.text_health import assess

_KIND_HEADERS = ("kind", "ประเภท", "table", "type", "ประเภทข้อมูล")
_NOTES_SHEETS = ("readme", "อ่านก่อน", "คำอธิบาย", "คำชี้แจง", "instruction", "note", "list")
_CLOSE = 0.75
_MOST_NAMED_COLUMNS = 20


@dataclass(frozen=True, slots=True)
class _NamedTable:
    """Rows whose table is known. `label` names the sheet or list in problems."""

    table: Table
    raw: RawTable
    label: str


def read_tables(content: bytes, *, file: str, settings: ReadingSettings) -> ReadResult:
    """Return one document per register table, a record per sound row, and a problem per wrong cell.

    `content` is XLSX, CSV, JSON or JSON Lines; `file` names it, and its stem may name the table.
    """
    problems = Problems(file)
    raw_tables = _raw_tables(content, file, settings, problems)
    several = len(raw_tables) > 1
    named = [one for raw in raw_tables for one in _recognised(raw, file, several, problems)]
    if not named and not problems.found:
        problems.add("error", "not_recognised", tables=", ".join(known.name for known in TABLES))
    parts = _part_names(named, document_id(content))
    tables = [_read_table(one, part, file, problems) for one, part in zip(named, parts, strict=True)]
    documents, records = _without_twins(tables, problems)
    if named and not records and not any(problem.severity == "error" for problem in problems.found):
        problems.add("warning", "no_rows")
    return ReadResult(documents, records, problems.all())


def _raw_tables(content: bytes, file: str, settings: ReadingSettings, problems: Problems) -> list[RawTable]:
    extension = PurePosixPath(file).suffix.lower()
    if content.startswith(b"PK"):
        from ingest.reading.workbooks import read_workbook  # only here: its library loads slowly

        return read_workbook(content, settings, problems)
    if extension in (".jsonl", ".ndjson"):
        return read_json_lines(content, problems)
    return (read_json if is_json(content, extension) else read_delimited)(content, problems)


def _recognised(raw: RawTable, file: str, several: bool, problems: Problems) -> Iterator[_NamedTable]:
    """Yield the tables in `raw`: one, or several when a column says the kind of each row."""
    label = raw.name if several else ""
    if by_name := _table_by_name(raw.name or PurePosixPath(file).stem, raw.headers):
        yield _NamedTable(by_name, raw, label)
    elif by_kind := _rows_by_kind(raw, label, problems):
        yield from (_NamedTable(known, _only(raw, rows), label) for known, rows in by_kind)
    elif by_header := _table_by_header(raw.headers):
        yield _NamedTable(by_header, raw, label)
    elif several and not _is_notes(raw.name):
        problems.add(
            "warning",
            "unknown_sheet",
            Place(table=raw.name),
            tables=", ".join(known.name for known in TABLES),
        )


def _table_by_name(name: str, headers: Sequence[str]) -> Table | None:
    """The one table that `name` holds the name of and whose rows these headers could make."""
    wanted = header_key(name)
    named = [known for known in TABLES if any(key in wanted for key in _name_keys(known))]
    fitting = [known for known in named if _fits(known, headers) or not headers]
    return fitting[0] if len(fitting) == 1 else None


def _name_keys(known: Table) -> list[str]:
    return [header_key(name) for name in (known.name, *known.aliases)]


def _fits(known: Table, headers: Sequence[str]) -> bool:
    naming = {*known.one_of, known.one_of[0].removesuffix("_th")}
    return any(known.resolve(header) in naming for header in headers)


def _kind_header(headers: Sequence[str]) -> str | None:
    keys = [header_key(header) for header in _KIND_HEADERS]
    found = [header for header in headers if header_key(header) in keys]
    return min(found, key=lambda header: keys.index(header_key(header)), default=None)


def _tables_by_kind() -> Mapping[str, Table]:
    words = {key: known for known in TABLES for key in _name_keys(known)}
    return words | {kind: table("organisations") for kind in ORGANISATION_KINDS}


def _rows_by_kind(raw: RawTable, label: str, problems: Problems) -> list[tuple[Table, tuple[RawRow, ...]]]:
    header = _kind_header(raw.headers)
    tables = _tables_by_kind()
    if header is None or not any(header_key(row.cells.get(header, "")) in tables for row in raw.rows):
        return []
    rows: dict[str, list[RawRow]] = {}
    for row in raw.rows:
        known = tables.get(header_key(row.cells.get(header, "")))
        if known is None:
            place = place_of(label, raw.unit, row.number, header)
            problems.add("error", "unknown_kind", place, tables=", ".join(one.name for one in TABLES))
        else:
            rows.setdefault(known.name, []).append(row)
    return [(known, tuple(rows[known.name])) for known in TABLES if known.name in rows]


def _only(raw: RawTable, rows: tuple[RawRow, ...]) -> RawTable:
    """Some of the rows, with the headers that they use: the others are for other kinds."""
    used = {header for row in rows for header in row.cells}
    return replace(raw, rows=rows, headers=tuple(header for header in raw.headers if header in used))


def _table_by_header(headers: Sequence[str]) -> Table | None:
    """The table that knows most of the headers; among the alike ones, that which a header names."""
    fitting = [known for known in TABLES if _fits(known, headers)]
    if not fitting or known_headers(headers) < 2:
        return None

    def fitness(known: Table) -> tuple[int, bool]:
        resolved = sum(known.resolve(header) is not None for header in headers)
        keys = [header_key(header) for header in headers]
        return resolved, any(name in key for name in _name_keys(known) for key in keys)

    return max(fitting, key=fitness)


def _is_notes(name: str) -> bool:
    return any(header_key(word) in header_key(name) for word in _NOTES_SHEETS)


def _part_names(named: Sequence[_NamedTable], identity: str) -> list[str]:
    """One table has the file's own id; of several each adds its name, and a number if that occurs again."""
    if len(named) == 1:
        return [identity]
    names = [one.table.name for one in named]
    ordinals = [names[: place + 1].count(name) for place, name in enumerate(names)]
    return [
        f"{identity}-{name}" + (f"-{ordinal}" if ordinal > 1 else "")
        for name, ordinal in zip(names, ordinals, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _ReadTable:
    document: ParsedDocument
    rows: tuple[ReadRow, ...]
    label: str
    unit: Unit


def _read_table(one: _NamedTable, part: str, file: str, problems: Problems) -> _ReadTable:
    raw = one.raw

    def place(row: RawRow, column: str) -> Place:
        return place_of(one.label, raw.unit, row.number, column)

    context = TableContext(one.table, _columns(one, problems), part, place, problems)
    rows = tuple(filter(None, (read_row(row, context) for row in raw.rows)))
    return _ReadTable(ParsedDocument(part, file, "register", ()), rows, one.label, raw.unit)


def _columns(one: _NamedTable, problems: Problems) -> dict[str, str]:
    """Canonical names by header; reports the headers that mean nothing, and those that mean the same."""
    columns: dict[str, str] = {}
    unknown, repeated = [], []
    for header in filter(None, one.raw.headers):
        name = one.table.resolve(header)
        if name is None:
            unknown.append(header)
        elif name in columns.values():
            repeated.append(header)
        columns |= {header: name} if name else {}
    passed_over = {_kind_header(one.raw.headers)}
    unknown = [header for header in unknown if not is_row_number(header) and header not in passed_over]
    place = place_of(one.label, "row", one.raw.header_row) if one.raw.header_row else Place(table=one.label)
    if unknown and one.raw.rows:
        listed = ", ".join(_with_suggestion(header, one.table) for header in unknown[:_MOST_NAMED_COLUMNS])
        problems.add("warning", "unknown_columns", place, columns=listed)
    if repeated and one.raw.rows:
        problems.add("warning", "repeated_columns", place, columns=", ".join(repeated[:_MOST_NAMED_COLUMNS]))
    return columns


def _with_suggestion(header: str, known: Table) -> str:
    close = difflib.get_close_matches(header_key(header), known_header_keys(known), 1, _CLOSE)
    name = known.resolve(close[0]) if close else None
    return f'"{header[:60]}" (→ {name}?)' if name else f'"{header[:60]}"'


def _without_twins(
    tables: Sequence[_ReadTable], problems: Problems
) -> tuple[tuple[ParsedDocument, ...], tuple[Record, ...]]:
    """Leave out rows whose id stood before in the file, and tables without any row."""
    first: dict[tuple[str, str], Place] = {}
    documents: list[ParsedDocument] = []
    records: list[Record] = []
    for one in tables:
        kept: list[ReadRow] = []
        for row in one.rows:
            place = place_of(one.label, one.unit, row.record.source.page)
            earlier = first.setdefault((_id_space(row.record), row.record.id), place)
            if earlier is place:
                kept.append(row)
            else:
                problems.add("error", "repeated_id", place, id=row.record.id, first=earlier)
        if kept:
            documents.append(_document(one.document, kept))
            records += [row.record for row in kept]
    return tuple(documents), tuple(records)


def _id_space(record: Record) -> str:
    return type(record).__name__


def _document(empty: ParsedDocument, rows: Sequence[ReadRow]) -> ParsedDocument:
    redactions: dict[str, int] = {}
    for row in rows:
        for kind, count in row.redactions.items():
            redactions[kind] = redactions.get(kind, 0) + count
    pages = tuple(Page(row.record.source.page, row.text, assess(row.text), "table") for row in rows)
    return replace(empty, pages=pages, redactions=redactions)
