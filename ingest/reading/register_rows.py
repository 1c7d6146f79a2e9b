"""From one row of a register to a checked record and the text that may be quoted."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from assistant.domain.documents import SourceRef
from assistant.domain.people import Contact, Expert, Organisation
from assistant.domain.problems import Place, Severity
from assistant.domain.works import Record, Work, WorkKind
from assistant.language import fold
from assistant.orders import without_orders
from ingest.personal_data import redact
from ingest.reading import cells
from ingest.reading.raw_tables import Problems, RawRow
from ingest.reading.register_schema import Table, TableName

_WORK_KINDS: Mapping[TableName, WorkKind] = {
    "technologies": "technology",
    "projects": "project",
    "products": "product",
}
_LANGUAGE_OPEN = ("name", "title", "abstract", "bio")
_SHOWN_CHARACTERS = 60
_THAI = re.compile("[\u0e01-\u0e4e]")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A record and the row's text: "column: value" lines, contact details left out.

    Every text of the record but the contact's stands in `text` character by character.
    """

    record: Record
    text: str
    redactions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TableContext:
    """What a row must know of its table: `columns` are canonical names by printed header."""

    table: Table
    columns: Mapping[str, str]
    document_id: str
    place: Callable[[RawRow, str], Place]
    problems: Problems


def read_row(row: RawRow, context: TableContext) -> ReadRow | None:
    """Return what the row says, or None (and a problem) when it lacks what every row needs."""
    filled = _Cells(row, context)
    if not filled.are_complete():
        return None
    text = filled.text()
    source = SourceRef(context.document_id, row.number, 0, len(text))
    make = {"experts": _expert, "organisations": _organisation}.get(context.table.name, _work)
    record = make(filled, source)
    return None if record is None else ReadRow(record, text, dict(filled.redactions))


@dataclass(slots=True)
class _Cells:
    """The row's clean cells by canonical name; reading a wrong one reports it and gives None."""

    row: RawRow
    context: TableContext
    values: dict[str, str] = field(default_factory=dict)
    redactions: Counter[str] = field(default_factory=Counter)
    _headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = self.context.columns
        known = [header for header in self.row.cells if header in columns]
        for header in sorted(known, key=lambda header: header != columns[header]):  # own names first
            self._take(columns[header], header, self._blanked(self.row.cells[header], header))

    def are_complete(self) -> bool:
        table = self.context.table
        if not any(map(self.values.get, table.one_of)):
            self.report("error", "missing_name", "", columns=", ".join(table.one_of))
            return False
        missing = [name for name in table.required if not self.values.get(name)]
        if missing:
            self.report("error", "missing_value", "", columns=", ".join(missing))
        return not missing

    def text(self) -> str:
        shown = (column for column in self.context.table.columns if not column.is_private)
        return "\n".join(f"{c.name}: {self.values[c.name]}" for c in shown if self.values.get(c.name))

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def topics(self, name: str) -> tuple[str, ...]:
        """The items of a list of topics; none, and a warning, where they are too many to say anything."""
        items = self.items(name)
        if len(items) <= cells.MOST_TOPICS:
            return items
        self.report("warning", "too_many_topics", name, count=str(len(items)), limit=str(cells.MOST_TOPICS))
        return ()

    def items(self, name: str) -> tuple[str, ...]:
        return cells.list_items(self.get(name))

    def read(self, name: str, parse: Callable[[str], Value | None]) -> Value | None:
        """Return the cell's value, or None when it is empty or no such value (a warning)."""
        printed = self.get(name)
        value = parse(printed) if printed else None
        if printed and value is None:
            column = self.context.table.column(name)
            shown = "" if column.type == "phone" else printed[:_SHOWN_CHARACTERS]
            allowed = ", ".join(column.allowed)
            self.report("warning", f"wrong_{column.type}", name, value=shown, allowed=allowed)
        return value

    def report(self, severity: Severity, key: str, name: str, **variables: str) -> None:
        place = self.context.place(self.row, self._headers.get(name, name))
        self.context.problems.add(severity, key, place, **variables)

    def _blanked(self, printed: str, header: str) -> str:
        text = cells.clean(printed)
        if len(text) > cells.MAX_CELL_CHARACTERS:
            place = self.context.place(self.row, header)
            self.context.problems.add("warning", "cell_too_long", place, limit=cells.MAX_CELL_CHARACTERS)
            text = text[: cells.MAX_CELL_CHARACTERS].rstrip()
        text, counts = redact(text)
        self.redactions.update(counts)
        return text

    def _take(self, name: str, header: str, text: str) -> None:
        if name in _LANGUAGE_OPEN:
            name += "_th" if _THAI.search(text) else "_en"
        column = self.context.table.column(name)
        if column.type == "phone":
            text, private = cells.without_mobile_numbers(text)
            self.redactions.update({"mobile_number": private} if private else {})
        if text and not self.values.get(name):
            is_long = column.type in ("list", "long_text")
            self.values[name] = text if is_long else (without_orders(text) or text).replace("\n", " ")
            self._headers[name] = header


def _expert(row: _Cells, source: SourceRef) -> Expert:
    return Expert(
        id=_id(row),
        name_th=row.get("name_th"),
        name_en=row.get("name_en"),
        source=source,
        academic_title=row.get("academic_title"),
        position=row.get("position"),
        organisation=row.get("organisation"),
        centre=row.read("centre", cells.centre_of) or "",
        region=row.read("region", cells.region_of),
        fields=row.topics("fields"),
        expertise=row.topics("expertise"),
        bio_th=row.get("bio_th"),
        bio_en=row.get("bio_en"),
        orcid=row.read("orcid", cells.orcid_of) or "",
        openalex=row.get("openalex"),
        nriis=row.get("nriis"),
        contact=_contact(row, source_column="contact_source"),
        contact_consent=row.read("contact_consent", cells.yes_no_of) or False,
    )


def _organisation(row: _Cells, source: SourceRef) -> Organisation | None:
    kind = cells.organisation_kind_of(row.get("kind"))
    if kind is None:
        allowed = ", ".join(row.context.table.column("kind").allowed)
        row.report("error", "wrong_kind", "kind", value=row.get("kind")[:_SHOWN_CHARACTERS], allowed=allowed)
        return None
    return Organisation(
        id=_id(row),
        kind=kind,
        code=row.get("code"),
        name_th=row.get("name_th"),
        name_en=row.get("name_en"),
        source=source,
        host=row.get("host"),
        field=row.get("field"),
        region=row.read("region", cells.region_of),
        contact=_contact(row, source_column="source"),
    )


def _work(row: _Cells, source: SourceRef) -> Work:
    return Work(
        id=_id(row),
        kind=_WORK_KINDS[row.context.table.name],
        title_th=row.get("title_th"),
        title_en=row.get("title_en"),
        source=source,
        abstract_th=row.get("abstract_th"),
        abstract_en=row.get("abstract_en"),
        year=row.read("year", cells.year_of),
        people=row.items("people"),
        organisation=row.get("organisation"),
        centre=row.read("centre", cells.centre_of) or "",
        field=row.get("field"),
        keywords=row.topics("keywords"),
        region=row.read("region", cells.region_of),
        trl=row.read("trl", cells.trl_of),
        ip_status=row.get("ip_status"),
        licence_contact=row.get("licence_contact"),
        url=row.read("url", cells.url_of) or "",
    )


def _contact(row: _Cells, source_column: str) -> Contact | None:
    has = {column.name for column in row.context.table.columns}
    email = row.read("email", cells.email_of) or ""
    phone = row.read("phone", cells.phone_of) or ""
    url = (row.read("url", cells.url_of) or "") if "url" in has else ""
    found_on = row.read("contact_date", cells.date_of) if "contact_date" in has else None
    if not (email or phone or url):
        return None
    name = row.get("name_th") or row.get("name_en")
    return Contact(name, email, phone, url, source=row.get(source_column), found_on=found_on)


def _id(row: _Cells) -> str:
    """The row's own id, else one that the same names and organisation always give."""
    table = row.context.table
    names = [fold(row.get(name)) for name in (*table.one_of, "organisation")]
    digest = sha256("\n".join([table.name, *names]).encode()).hexdigest()[:10]
    return row.read("id", cells.id_of) or f"{table.prefix}-{digest}"
