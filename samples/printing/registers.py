"""The register tables as offices keep them: a workbook, two CSV files of Excel, one JSON feed."""

import csv
import json
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from samples.printing.reports import SOURCES

Row = Mapping[str, Any]

EXPERT_COLUMNS = (
    *("id", "academic_title", "name_th", "name_en", "position", "organisation", "centre", "region"),
    *("fields", "expertise", "bio_th", "bio_en", "orcid", "nriis", "email", "phone"),
    *("contact_consent", "contact_source", "contact_date"),
)
WORK_COLUMNS = (
    *("id", "title_th", "title_en", "abstract_th", "abstract_en", "year", "people", "organisation"),
    *("centre", "field", "keywords", "region", "trl", "ip_status", "licence_contact", "url"),
)
ORGANISATION_COLUMNS = (
    *("id", "kind", "code", "name_th", "name_en", "host", "field", "region", "email", "phone", "url"),
)


def write_registers(folder: Path, sources: Path = SOURCES) -> None:
    """Write the four register files into `folder`, one row for each entry of the sources."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = {
        "experts": (EXPERT_COLUMNS, entries("experts", sources)),
        "organisations": (ORGANISATION_COLUMNS, entries("organisations", sources)),
    }
    _write_workbook(folder / "experts.xlsx", sheets)
    _write_csv(folder / "technologies.csv", WORK_COLUMNS, entries("technologies", sources))
    _write_csv(folder / "products.csv", WORK_COLUMNS, entries("products", sources))
    _write_json(folder / "projects.json", WORK_COLUMNS, entries("projects", sources))


def entries(name: str, sources: Path = SOURCES) -> list[Row]:
    """All entries called `name`, ordered by id. Raises ValueError when two share an id."""
    found: list[Row] = list(
        chain.from_iterable(
            json.loads(path.read_text(encoding="utf-8")) for path in sources.glob(f"*/{name}.json")
        )
    )
    ids = [entry["id"] for entry in found]
    if len(set(ids)) < len(ids):
        raise ValueError(f"{name}: two entries share an id")
    return sorted(found, key=lambda entry: str(entry["id"]))


def _cells(columns: Sequence[str], row: Row) -> list[str | int]:
    return [_cell(row.get(column)) for column in columns]


def _cell(value: Any) -> str | int:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, int):
        return value
    return str(value or "")


def _write_workbook(target: Path, sheets: Mapping[str, tuple[Sequence[str], Sequence[Row]]]) -> None:
    book = Workbook()
    book.remove(book["Sheet"])
    for name, (columns, rows) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(list(columns))
        for row in rows:
            sheet.append([cell if cell != "" else None for cell in _cells(columns, row)])
        sheet.freeze_panes = "A2"
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    book.save(target)


def _write_csv(target: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(_cells(columns, row) for row in rows)


def _write_json(target: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    listed = [{column: row[column] for column in columns if row.get(column)} for row in rows]
    target.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
