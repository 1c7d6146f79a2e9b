"""The empty register is read back without complaint, and the documentation is its description."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from ingest.reading.register_schema import TABLES
from ingest.reading.template import READ_ME, TemplateKind, columns_markdown, write_template
from tests.ingest.reading.registers import keys, read, saved

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "registers.md"


def test_the_documentation_lists_the_columns_of_the_schema() -> None:
    """If this fails, replace the part of docs/registers.md below its comment by columns_markdown()."""
    assert DOCUMENTATION.read_text(encoding="utf-8").endswith(columns_markdown())


def test_every_header_of_the_schema_is_known_by_its_own_name() -> None:
    for table in TABLES:
        assert all(table.resolve(column.name) == column.name for column in table.columns)
        assert all(table.resolve(column.name.upper().replace("_", " ")) for column in table.columns)
        assert all(table.resolve(alias) for column in table.columns for alias in column.aliases)


@pytest.mark.parametrize(
    ("file", "kind"), [("r.xlsx", "xlsx"), ("r.csv", "csv"), ("experts.csv", "csv"), ("r.json", "json")]
)
def test_an_empty_template_reads_as_a_register_without_rows(
    tmp_path: Path, file: str, kind: TemplateKind
) -> None:
    write_template(tmp_path / file, kind)
    assert keys(read((tmp_path / file).read_bytes(), file)) == ["no_rows"]


def test_the_workbook_explains_its_columns_and_offers_their_values(tmp_path: Path) -> None:
    write_template(tmp_path / "r.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == [READ_ME, *(table.name for table in TABLES)]
    for table in TABLES:
        header = {cell.value: cell for cell in book[table.name][1]}
        assert list(header) == [column.name for column in table.columns]
        for column in table.columns:
            comment = header[column.name].comment
            assert comment is not None
            assert column.th in comment.text
            assert column.en in comment.text
        offered = {choice.formula1 for choice in book[table.name].data_validations.dataValidation}
        assert {f'"{",".join(column.allowed)}"' for column in table.columns if column.allowed} == offered


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    write_template(tmp_path / "r.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    for table in TABLES:
        values = {table.one_of[0]: "ทดสอบ", "kind": "park", "region": "north"}
        book[table.name].append([values.get(column.name) for column in table.columns])
    result = read(saved(book), "r.xlsx")
    assert not result.problems
    assert len(result.records) == len(result.documents) == len(TABLES)


def test_a_csv_template_is_for_one_table_or_for_all(tmp_path: Path) -> None:
    write_template(tmp_path / "products.csv", "csv")
    write_template(tmp_path / "all.csv", "csv")
    one, all_of_them = (
        next(csv.reader((tmp_path / name).read_text(encoding="utf-8-sig").splitlines()))
        for name in ("products.csv", "all.csv")
    )
    assert one[:2] == ["id", "title_th"]
    assert all_of_them[:2] == ["kind", "id"]
    filled = dict.fromkeys(all_of_them, "") | {"kind": "product", "title_en": "Starter", "trl": "9"}
    result = read(",".join(filled) + "\n" + ",".join(filled.values()) + "\n", "all.csv")
    assert (len(result.records), result.problems) == (1, ())


def test_a_json_template_has_an_entry_for_each_table(tmp_path: Path) -> None:
    write_template(tmp_path / "r.json", "json")
    empty = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert list(empty) == [table.name for table in TABLES]
    assert all(list(empty[table.name][0]) == [column.name for column in table.columns] for table in TABLES)
