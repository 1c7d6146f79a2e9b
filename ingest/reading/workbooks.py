"""Register tables in XLSX workbooks: one per sheet."""

import io
import warnings
import xml.parsers.expat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from assistant.domain.problems import Place
from ingest.reading.cells import cell_text
from ingest.reading.office_archive import BROKEN_OFFICE, archive_fault
from ingest.reading.raw_tables import MAX_COLUMNS, MAX_ROWS, Problems, RawTable, place_of, table_of_grid
from ingest.reading.settings import ReadingSettings

_MAX_SHEETS = 100
# Formatting reaches down to the last row of the sheet; so many empty rows end the table.
_EMPTY_ROWS_AT_THE_END = 5_000
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})


def read_workbook(content: bytes, settings: ReadingSettings, problems: Problems) -> list[RawTable]:
    """Return the sheets that hold any text. Formulas give the values that were saved with them."""
    if fault := archive_fault(content, settings):
        problems.add("error", fault, limit=settings.max_file_mb)
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that hold no values: styles, extensions
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
        except (*BROKEN_OFFICE, InvalidFileException):
            problems.add("error", "damaged_office_file")
            return []
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _tables(book, archive, problems)


def _tables(book: Workbook, archive: zipfile.ZipFile, problems: Problems) -> list[RawTable]:
    tables = []
    if len(book.worksheets) > _MAX_SHEETS:
        problems.add("warning", "too_many_sheets", limit=_MAX_SHEETS)
    for sheet in book.worksheets[:_MAX_SHEETS]:
        name = str(sheet.title)
        try:
            facts = _sheet_facts(archive, sheet._worksheet_path)  # type: ignore[attr-defined]
            sheet.reset_dimensions()  # programs write them wrong
            values = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
            rows = _texts(values, name, facts, problems)
            table = table_of_grid(name, rows, problems)
        except (*BROKEN_OFFICE, InvalidFileException):
            problems.add("error", "damaged_sheet", Place(table=name))
            continue
        if table:
            tables.append(table)
    return tables


@dataclass(slots=True)
class _SheetFacts:
    """What openpyxl's streaming does not tell: vertical merges, as (column, last row) by their first row,
    and (column, row) of cells whose formula was saved without a value. All count from 1."""

    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    without_value: set[tuple[int, int]] = field(default_factory=set)


def _texts(
    rows: Iterator[tuple[object, ...]], sheet: str, facts: _SheetFacts, problems: Problems
) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows as text: merged cells repeated downwards, errors and formulas without value empty."""
    empty = 0
    held: dict[int, tuple[str, int]] = {}
    for number, values in enumerate(islice(rows, MAX_ROWS + _EMPTY_ROWS_AT_THE_END), start=1):
        cells = ["" if value is None else cell_text(value) for value in values]
        held = {column: hold for column, hold in held.items() if hold[1] >= number}
        for column, (text, _last) in held.items():
            cells[column - 1] = cells[column - 1] or text
        for column, last in facts.merged.get(number, ()):
            held[column] = (cells[column - 1], last)
        empty = 0 if any(cells) else empty + 1
        if empty > _EMPTY_ROWS_AT_THE_END:
            return
        for column, cell in enumerate(cells, start=1):
            if cell in _ERRORS or (column, number) in facts.without_value:
                cells[column - 1] = _report_empty(cell, sheet, (column, number), problems)
        yield number, cells


def _report_empty(cell: str, sheet: str, at: tuple[int, int], problems: Problems) -> str:
    column, row = at
    place = place_of(sheet, "row", row, f"{get_column_letter(column)}{row}")
    if cell in _ERRORS:
        problems.add("warning", "error_cell", place, value=cell)
    else:
        problems.add("warning", "formula_without_value", place)
    return ""


_MAX_MERGES = 2_000


def _sheet_facts(archive: zipfile.ZipFile, part: str) -> _SheetFacts:
    """Walk through the sheet's XML once, if it holds anything of interest."""
    content = archive.read(part)
    if b"mergeCell" not in content and b"<f" not in content and b":f" not in content:
        return _SheetFacts()
    walk = _Walk()
    walk.through(content)
    return walk.facts


class _Walk:
    """Follows the elements of a sheet; names are taken without their namespace prefix."""

    def __init__(self) -> None:
        self.facts = _SheetFacts()
        self._cell = ""
        self._has_formula = False
        self._has_value = False
        self._in_value = False
        self._merges = 0

    def through(self, content: bytes) -> None:
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell, self._has_formula, self._has_value = attributes.get("r", ""), False, False
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        self._has_formula |= name == "f"
        self._in_value |= name in ("v", "is")

    def _text(self, text: str) -> None:
        self._has_value |= self._in_value and bool(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._in_value &= name not in ("v", "is")
        if name == "c" and self._has_formula and not self._has_value:
            column, row, _, _ = _boundaries(self._cell)
            self.facts.without_value.add((column, row))

    def _merge(self, reference: str) -> None:
        self._merges += 1
        column, first, _, last = _boundaries(reference)
        if self._merges <= _MAX_MERGES and last > first and 0 < column <= MAX_COLUMNS:
            self.facts.merged.setdefault(first, []).append((column, last))


def _boundaries(reference: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of "B2:B5", from 1; 0 for what it does not say."""
    try:
        left, top, right, bottom = range_boundaries(reference)
    except ValueError:
        return 0, 0, 0, 0
    return left or 0, top or 0, right or 0, bottom or 0
