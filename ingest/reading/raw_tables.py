"""Tables as files hold them, before anybody asks what their columns mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from assistant.domain.problems import WHOLE_FILE, Place, Problem, Severity, Unit
from ingest.personal_data import redact
from ingest.reading.cells import clean
from ingest.reading.register_schema import TABLES

MAX_ROWS = 50_000
MAX_COLUMNS = 200
# Offices put a title and a date above the header.
_HEADER_WITHIN_ROWS = 20
_ENOUGH_KNOWN_HEADERS = 2


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row by its number in the file and its cells' text by printed header; empty cells are left out."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RawTable:
    """`name` is what the file calls the table, or "". `header_row` is 0 where headers stand in each item.

    `unit` is what the numbers count: rows of a spreadsheet (the header is row 1) or items of a list.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[RawRow, ...]
    header_row: int = 1
    unit: Unit = "row"


@dataclass(slots=True)
class Problems:
    """Collects what is wrong with one file; at most `LIMIT` of one kind, then one that counts the rest."""

    file: str
    found: list[Problem] = field(default_factory=list)
    _left_out: dict[str, int] = field(default_factory=dict)

    LIMIT = 100

    def add(self, severity: Severity, name: str, place: Place = WHOLE_FILE, **variables: object) -> None:
        key = f"tables.{name}"
        if sum(problem.key == key for problem in self.found) >= self.LIMIT:
            self._left_out[key] = self._left_out.get(key, 0) + 1
            return
        texts = tuple(
            (variable, value if isinstance(value, Place) else str(value))
            for variable, value in variables.items()
        )
        self.found.append(Problem(severity, key, self.file, place, texts))

    def all(self) -> tuple[Problem, ...]:
        """Everything found, and how many more of a kind there were."""
        more = [
            Problem("warning", "tables.more_problems", self.file, variables=(("count", str(count)),))
            for count in self._left_out.values()
        ]
        return (*self.found, *more)


def table_of_grid(
    name: str, grid: Iterable[tuple[int, Sequence[str]]], problems: Problems
) -> RawTable | None:
    """Return the table whose header is the first row that reads like one; None when no row has any text.

    `grid` yields row numbers and the raw text of the cells.
    """
    filled = ((number, cells) for number, cells in grid if any(cells))
    first_rows = list(islice(filled, _HEADER_WITHIN_ROWS))
    if not first_rows:
        return None
    place = _header_place([cells for _, cells in first_rows])
    header_row, printed = first_rows[place]
    headers = tuple(redact(clean(header).replace("\n", " "))[0] for header in printed[:MAX_COLUMNS])
    rows: list[RawRow] = []
    for number, cells in chain(first_rows[place + 1 :], filled):
        if len(rows) == MAX_ROWS:
            problems.add("warning", "too_many_rows", Place(table=name), limit=MAX_ROWS)
            break
        rows.append(RawRow(number, _named(headers, cells)))
        if any(cells[len(headers) :]):
            problems.add("warning", "extra_cells", place_of(name, "row", number))
    return RawTable(name, headers, tuple(row for row in rows if row.cells), header_row)


def place_of(table: str, unit: Unit, number: int, column: str = "") -> Place:
    """Return a place as it stands in problems; `table` is empty where the file holds but one."""
    return Place(unit, str(number), table, column)


def known_headers(headers: Iterable[str]) -> int:
    """Return how many of `headers` the table that knows most of them knows."""
    listed = [header for header in headers if header]
    return max(sum(table.resolve(header) is not None for header in listed) for table in TABLES)


def _header_place(rows: Sequence[Sequence[str]]) -> int:
    counts = [known_headers(map(clean, row[:MAX_COLUMNS])) for row in rows]
    likely = (place for place, count in enumerate(counts) if count >= _ENOUGH_KNOWN_HEADERS)
    return next(likely, 0)


def _named(headers: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The first filled cell under each header; cells without a header are nobody's."""
    named: dict[str, str] = {}
    for header, cell in zip(headers, cells, strict=False):
        if header and cell.strip():
            named.setdefault(header, cell)
    return named
