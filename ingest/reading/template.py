"""An empty register to fill in, and the description of its columns for docs/registers.md."""

import csv
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ingest.reading.raw_tables import MAX_ROWS
from ingest.reading.register_schema import TABLES, Column, Table, header_key
from prompts import LANGUAGES, Language, message

TemplateKind = Literal["xlsx", "csv", "json"]

READ_ME = "อ่านก่อน - read me"
_NEEDED_FILL = PatternFill("solid", fgColor="FFF2CC")
_HEADER_FILL = PatternFill("solid", fgColor="E7EEF7")
_WIDTHS = {"long_text": 60, "list": 36, "text": 28}
_USUAL_WIDTH = 18


def write_template(target: Path, kind: TemplateKind) -> None:
    """Write an empty register to `target`, replacing what is there.

    XLSX holds a sheet for each table and explains itself in both languages; JSON a list for each with
    one empty entry. CSV is the table that the file's name holds the name of, else all tables in one
    with a `kind` column. Raises OSError when `target` cannot be written.
    """
    writers = {"xlsx": _write_workbook, "csv": _write_csv, "json": _write_json}
    writers[kind](target)


def _write_workbook(target: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    _fill_read_me(book.create_sheet(READ_ME))
    for table in TABLES:
        _fill_sheet(book.create_sheet(table.name), table)
    book.save(target)


def _fill_read_me(sheet: Worksheet) -> None:
    for language in LANGUAGES:
        sheet.append([message("tables.readme_title", language)])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, size=14)
        for name in ("fill", "list", "privacy", "consent"):
            sheet.append([message(f"tables.readme_{name}", language)])
        for table in TABLES:
            sheet.append([f"{table.name}: {_text(table, language)}"])
        sheet.append([])
    sheet.column_dimensions["A"].width = 110
    for (cell,) in sheet.iter_rows(max_col=1):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fill_sheet(sheet: Worksheet, table: Table) -> None:
    for place, column in enumerate(table.columns, start=1):
        cell = sheet.cell(1, place)
        cell.value = column.name
        cell.font = Font(bold=True)
        cell.fill = _NEEDED_FILL if _need(table, column) else _HEADER_FILL
        cell.comment = _comment(table, column)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.type, _USUAL_WIDTH)
        if column.allowed:
            sheet.add_data_validation(_choice(column, f"{letter}2:{letter}{MAX_ROWS}"))
    sheet.freeze_panes = "A2"


def _comment(table: Table, column: Column) -> Comment:
    lines = [_need(table, column), column.th, column.en, ", ".join(column.allowed)]
    return Comment("\n".join(filter(None, lines)), "Jabkoo", height=140, width=300)


def _need(table: Table, column: Column) -> str:
    """The mark of a column that must be filled in (*), or of which one of two must be (+)."""
    if column.name in table.required:
        return "*"
    return "+" if column.name in table.one_of else ""


def _choice(column: Column, cells: str) -> DataValidation:
    """A list to choose from. Other spellings that the reader knows stay possible: Excel only warns."""
    choice = DataValidation(type="list", formula1=f'"{",".join(column.allowed)}"', errorStyle="warning")
    choice.error = " / ".join(message("tables.not_allowed", language) for language in LANGUAGES)
    choice.add(cells)
    return choice


def _write_csv(target: Path) -> None:
    stem = header_key(target.stem)
    named = [table for table in TABLES if header_key(table.name) in stem]
    tables = named if len(named) == 1 else TABLES
    names = dict.fromkeys(column.name for table in tables for column in table.columns)
    columns = list(names) if len(tables) == 1 else ["kind", *(name for name in names if name != "kind")]
    # The byte order mark tells Excel that this is UTF-8.
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerow(columns)


def _write_json(target: Path) -> None:
    empty = {table.name: [{column.name: _nothing(column) for column in table.columns}] for table in TABLES}
    target.write_text(json.dumps(empty, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _nothing(column: Column) -> object:
    if column.type == "list":
        return []
    return None if column.type in ("year", "trl", "yes_no") else ""


def columns_markdown() -> str:
    """Return the description of all tables, Thai first, as docs/registers.md holds it."""
    groups = groupby(TABLES, key=lambda table: table.columns)
    return "\n".join(line for _, alike in groups for line in _tables_markdown(list(alike)))


def _tables_markdown(alike: Sequence[Table]) -> Iterator[str]:
    """Tables with the same columns, described together."""
    yield f"## {', '.join(table.name for table in alike)}\n"
    for table in alike:
        yield f"{table.th} / {table.en}\n"
    titles = [_both(name) for name in ("column", "needed", "meaning", "values", "headers")]
    yield f"| {' | '.join(titles)} |"
    yield "|" + "---|" * len(titles)
    for column in alike[0].columns:
        yield f"| {' | '.join(_cells(alike[0], column))} |"
    yield ""


def _cells(table: Table, column: Column) -> list[str]:
    need = {"*": _both("all_needed"), "+": _both("one_needed"), "": ""}[_need(table, column)]
    values = ", ".join(f"`{value}`" for value in column.allowed) or _both(f"type_{column.type}")
    return [f"`{column.name}`", need, f"{column.th}<br>{column.en}", values, ", ".join(column.aliases)]


def _both(name: str) -> str:
    texts = dict.fromkeys(message(f"tables.{name}", language) for language in LANGUAGES)
    return " / ".join(texts)


def _text(table: Table, language: Language) -> str:
    return table.th if language == "th" else table.en
