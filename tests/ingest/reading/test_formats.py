"""The content decides how a file is read; its name only helps."""

import zipfile
from pathlib import Path

import pytest

from ingest.reading import ReadingSettings, read_file
from ingest.reading.formats import Format, recognise
from ingest.reading.identity import document_id
from prompts import LANGUAGES
from tests.ingest.reading.pdfs import hello

SETTINGS = ReadingSettings(ocr="off")


def problems(path: Path, settings: ReadingSettings = SETTINGS) -> list[str]:
    found = read_file(path, file=path.name, settings=settings).problems
    assert all(problem.message(language) for problem in found for language in LANGUAGES)
    return [problem.key for problem in found if problem.key.startswith("reading.")]


def archive(folder: Path, name: str) -> bytes:
    with zipfile.ZipFile(folder / "archive.zip", "w") as target:
        target.writestr(name, "<xml/>")
    return (folder / "archive.zip").read_bytes()


@pytest.mark.parametrize(
    ("content", "extension", "expected"),
    [
        (hello(), ".pdf", Format.PDF),
        (b"\r\n\r\n" + hello(), ".xlsx", Format.PDF),
        (b"name,year\n", ".csv", Format.CSV),
        ('[{"title_th": "ปลาร้า"}]'.encode(), ".json", Format.JSON),
        (b'\xef\xbb\xbf{"a": 1}\n{"a": 2}\n', ".jsonl", Format.JSON_LINES),
        ("บทคัดย่อ\nปลาร้า".encode(), ".txt", Format.TEXT),
        ("ชื่อ\tปี\n".encode("cp874"), ".tsv", Format.CSV),
        ("ชื่อ,ปี\n".encode("utf-16"), ".csv", Format.CSV),
        (b"[TOC]\n# Drying herbs", ".md", Format.TEXT),
        ("\ufeff[ร่าง] รายงานการวิจัยปลาร้า".encode(), ".txt", Format.TEXT),
        ("[ร่าง] รายงาน".encode("cp874"), ".txt", Format.TEXT),
        (b"{% include 'cover' %}", ".markdown", Format.TEXT),
        (b"[" * 100_000, ".txt", Format.TEXT),
        (b'{"title_th": "x"}', ".txt", Format.JSON),
        (b'[{"title_th": "x"}]', ".csv", Format.JSON),
        (b'[{"title_th": }]', ".json", Format.JSON),
        (b"[ID],name_th\n", ".csv", Format.CSV),
        (b"Exported as %PDF-1.7 by the office", ".md", Format.TEXT),
        (b"name_th,abstract_th\nx,%PDF-1.7\n", ".csv", Format.CSV),
        (b"rubbish\n" + hello(), ".dat", Format.PDF),
        (b"\x89PNG\r\n\x1a\n\0\0\0", ".png", None),
        (b"PK\x03\x04 cut off", ".docx", None),
        (b"name,year\n", ".xlsx", Format.CSV),
        (b"def add(a, b):\n    return a, b\n", ".py", None),
        (b"<html><p>a, b, c</p></html>", ".html", None),
    ],
)
def test_the_format_is_seen_in_the_content(content: bytes, extension: str, expected: Format | None) -> None:
    assert recognise(content, extension) is expected


def test_office_files_are_told_apart_by_what_the_archive_holds(tmp_path: Path) -> None:
    assert recognise(archive(tmp_path, "word/document.xml"), ".zip") is Format.DOCX
    assert recognise(archive(tmp_path, "xl/workbook.xml"), ".docx") is Format.XLSX
    assert recognise(archive(tmp_path, "readme.txt"), ".docx") is None


def test_a_wrong_extension_is_named_and_the_file_read(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(hello())
    result = read_file(path, file=path.name, settings=SETTINGS)
    notice = result.problems[0]
    assert result.documents[0].pages[0].text == "Hello science park"
    assert (notice.key, notice.severity) == ("reading.wrong_extension", "notice")
    assert dict(notice.variables) == {"extension": ".docx", "format": "PDF"}


def test_the_right_extension_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "REPORT.PDF"
    path.write_bytes(hello())
    assert "reading.wrong_extension" not in problems(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "reading.empty_file"),
        (b" \n\0", "reading.empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "reading.unknown_format"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500, "reading.old_office"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    assert problems(path) == [expected]


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert problems(tmp_path / "missing.pdf") == ["reading.no_file"]
    assert problems(tmp_path) == ["reading.no_file"]


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(hello() + b"%" * 1_000_000)
    assert problems(path, ReadingSettings(max_file_mb=1)) == ["reading.too_large"]


def test_a_document_is_named_by_the_hash_of_its_bytes() -> None:
    assert document_id(b"abc") == "doc-ba7816bf8f01cfea"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("note.md", "[TOC]\n\nReeds clean water."),
        ("note.txt", "[ร่าง] รายงานการวิจัยปลาร้า"),
        ("a.md", "See %PDF-1.7."),
    ],
)
def test_prose_that_begins_or_speaks_like_another_format_is_read_as_prose(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = read_file(path, file=name, settings=SETTINGS)
    assert text.split()[-1] in result.documents[0].pages[0].text
    assert problems(path) == []


def test_a_table_whose_first_header_stands_in_brackets_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "experts.csv"
    path.write_text("[id],name_th,expertise\nexp-9,สมหญิง ใจดีงาม,ปลาร้า\n", encoding="utf-8")
    assert len(read_file(path, file=path.name, settings=SETTINGS).records) == 1
