"""The printed corpus is whole, marked as fictional, and holds the troubles that it promises."""

import csv
import json
import re
from functools import cache
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from pypdf.errors import PyPdfError

from assistant.domain.people import REGIONS
from samples import corpus_folder
from samples.printing.as_trouble import PASSWORD
from samples.printing.registers import EXPERT_COLUMNS, ORGANISATION_COLUMNS, WORK_COLUMNS, entries
from samples.printing.reports import Report, all_reports
from samples.printing.styles import file_name, style_of

REPORTS = corpus_folder() / "reports"
REGISTERS = corpus_folder() / "registers"
README = Path(str(corpus_folder().parent / "README.md"))
PRIVATE_USE = re.compile("[\uf700-\uf71a]")

reports = cache(all_reports)


def special(kind: str) -> Report:
    return next(report for report in reports() if style_of(report).special == kind)


def pdfs_with_text() -> list[Path]:
    without = ("scanned", "encrypted", "broken", "docx", "markdown")
    return [REPORTS / file_name(each) for each in reports() if style_of(each).special not in without]


def test_every_report_of_the_sources_is_printed_and_nothing_else() -> None:
    assert {path.name for path in REPORTS.iterdir()} == {file_name(report) for report in reports()}


def test_at_least_thirty_reports_are_there_and_two_thirds_are_thai() -> None:
    thai = [report for report in reports() if report.language == "th"]
    assert len(reports()) >= 30
    assert len(thai) / len(reports()) == pytest.approx(2 / 3, abs=0.05)


def test_the_corpus_stays_below_ten_megabytes() -> None:
    assert sum(path.stat().st_size for path in corpus_folder().rglob("*") if path.is_file()) < 10_000_000


def test_the_corpus_mixes_programs_and_fonts() -> None:
    styles = [style_of(report) for report in reports()]
    assert len({style.producer for style in styles}) == 5
    assert len({style.font for style in styles}) >= 4
    assert {style.metadata for style in styles} == {"right", "title", "wrong", "absent"}


def test_every_page_with_text_says_that_it_is_fictional() -> None:
    for path in pdfs_with_text():
        pages = pypdf.PdfReader(path).pages
        assert 2 <= len(pages) <= 5, path.name
        for page in pages:
            assert "Fictionaldemonstrationdata" in "".join(page.extract_text().split()), path.name


def test_one_report_holds_the_private_use_glyphs_of_old_programs() -> None:
    reader = pypdf.PdfReader(REPORTS / file_name(special("private-use")))
    assert all(len(PRIVATE_USE.findall(page.extract_text())) > 10 for page in reader.pages)


def test_one_report_is_a_scan_without_any_text() -> None:
    reader = pypdf.PdfReader(REPORTS / file_name(special("scanned")))
    assert [page.extract_text().strip() for page in reader.pages] == [""] * len(reader.pages)
    assert all(len(page.images) == 1 for page in reader.pages)


def test_one_report_opens_only_with_the_password_in_the_readme() -> None:
    reader = pypdf.PdfReader(REPORTS / file_name(special("encrypted")))
    assert reader.is_encrypted
    assert not reader.decrypt("")
    assert PASSWORD in README.read_text(encoding="utf-8")
    assert reader.decrypt(PASSWORD)


def test_one_report_is_beyond_repair() -> None:
    path = REPORTS / file_name(special("broken"))
    with pytest.raises(PyPdfError):
        len(pypdf.PdfReader(path, strict=False).pages)


def test_the_readme_names_every_special_file() -> None:
    text = README.read_text(encoding="utf-8")
    assert all(file_name(report) in text for report in reports() if style_of(report).special)


def test_the_workbook_has_one_row_for_each_expert_and_organisation() -> None:
    book = load_workbook(REGISTERS / "experts.xlsx", read_only=True)
    for sheet, columns in (("experts", EXPERT_COLUMNS), ("organisations", ORGANISATION_COLUMNS)):
        header, *rows = book[sheet].iter_rows(values_only=True)
        assert header == columns
        assert [row[0] for row in rows] == [entry["id"] for entry in entries(sheet)]
    book.close()


@pytest.mark.parametrize("name", ["technologies", "products"])
def test_csv_registers_are_written_as_excel_writes_them(name: str) -> None:
    path = REGISTERS / f"{name}.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == WORK_COLUMNS
    assert [row[0] for row in rows] == [entry["id"] for entry in entries(name)]


def test_the_project_feed_has_one_object_for_each_project() -> None:
    projects = json.loads((REGISTERS / "projects.json").read_text(encoding="utf-8"))
    assert [project["id"] for project in projects] == [entry["id"] for entry in entries("projects")]


def test_authors_with_a_profile_are_in_the_register_of_experts() -> None:
    known = {entry["id"] for entry in entries("experts")}
    meant = {author.expert for report in reports() for author in report.authors if author.expert}
    assert meant <= known


def test_register_entries_keep_to_their_ranges() -> None:
    organisations = {entry["code"] for entry in entries("organisations")}
    works = [*entries("technologies"), *entries("products"), *entries("projects")]
    for entry in [*entries("experts"), *works]:
        assert entry["region"] in REGIONS, entry["id"]
        assert entry["centre"] in organisations, entry["id"]
    for work in works:
        assert not work.get("trl") or 1 <= work["trl"] <= 9, work["id"]
        assert 2000 <= work["year"] <= 2030, work["id"]
        assert work.get("title_th") or work.get("title_en"), work["id"]


def test_contacts_are_offices_at_example_domains() -> None:
    addresses = [str(entry.get("email") or "") for entry in [*entries("experts"), *entries("organisations")]]
    assert all(re.fullmatch(r"[\w.+-]+@([\w-]+\.)*example\.ac\.th", each) for each in addresses if each)
