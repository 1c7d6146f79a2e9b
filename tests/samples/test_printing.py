"""Sources become blocks, blocks become print, and the text to expect is known exactly."""

import json
from pathlib import Path

import pytest
from docx import Document

from assistant.language import normalise
from samples.printing import as_docx, as_markdown, source_text
from samples.printing.layout import FICTIONAL_MARK, short_title
from samples.printing.private_use import to_private_use
from samples.printing.registers import write_registers
from samples.printing.reports import Author, Report, all_reports, read_report
from samples.printing.styles import file_name, style_of

SOURCE = """---
id: report-phtic-01
language: th
title_th: "การอบแห้งลำไย"
title_en: "Drying longan"
authors:
  - {name: "ผศ.ดร.สมหญิง ใจดีงาม", expert: exp-phtic-01}
  - {name: "นายก้อง ดีพร้อม", expert: null}
organisation: "มหาวิทยาลัยแม่โจ้"
centre: PHTIC
region: north
year_be: 2566
year_printed: "พ.ศ. 2566"
keywords_th: ["ลำไย", "การอบแห้ง"]
keywords_en: ["longan", "drying"]
---

# บทคัดย่อ

อบที่ 55 องศาเซลเซียส
นาน 13 ชั่วโมง

# Abstract

Dried at 55 °C.

# ผล

- สีดี
- เก็บได้นาน

| ชุด | สี |
|---|:--|
| ก | 81 |
"""


@pytest.fixture
def report(tmp_path: Path) -> Report:
    path = tmp_path / "sources" / "group" / "reports" / "report-phtic-01.md"
    path.parent.mkdir(parents=True)
    path.write_text(SOURCE, encoding="utf-8")
    return read_report(path)


def test_front_matter_gives_names_as_printed_and_whom_they_mean(report: Report) -> None:
    assert report.authors == (Author("ผศ.ดร.สมหญิง ใจดีงาม", "exp-phtic-01"), Author("นายก้อง ดีพร้อม", ""))
    assert report.title == "การอบแห้งลำไย"


def test_the_body_becomes_headings_paragraphs_items_and_tables(report: Report) -> None:
    assert [block.kind for block in report.body] == [
        *("chapter", "paragraph", "chapter", "paragraph", "chapter", "item", "item", "table"),
    ]
    assert report.body[1].text == "อบที่ 55 องศาเซลเซียส นาน 13 ชั่วโมง"
    assert report.body[-1].rows == (("ชุด", "สี"), ("ก", "81"))


def test_the_source_text_holds_cover_and_body_and_keywords_after_their_abstract(report: Report) -> None:
    lines = source_text(report).split("\n")
    assert lines.index("การอบแห้งลำไย") < lines.index("นายก้อง ดีพร้อม") < lines.index("พ.ศ. 2566")
    abstract = lines.index("บทคัดย่อ")
    assert lines[abstract + 2].startswith("คำสำคัญ")
    assert lines[abstract + 2].endswith("ลำไย, การอบแห้ง")
    assert lines[-3:] == ["เก็บได้นาน", "ชุด สี", "ก 81"]


def test_two_reports_may_not_share_an_id(report: Report, tmp_path: Path) -> None:
    twin = tmp_path / "sources" / "other" / "reports" / "twin.md"
    twin.parent.mkdir(parents=True)
    twin.write_text(SOURCE, encoding="utf-8")
    with pytest.raises(ValueError, match=report.id):
        all_reports(tmp_path / "sources")


def test_a_report_is_always_printed_in_the_same_style(report: Report) -> None:
    assert style_of(report) == style_of(report)
    assert file_name(report) == "report-phtic-01.pdf"


def test_a_short_title_ends_between_two_words(report: Report) -> None:
    assert short_title(report) == "การอบแห้งลำไย"


@pytest.mark.parametrize(
    ("written", "glyphs"),
    [
        ("ไม่", "ไม\uf70a"),
        ("ที่", "ที่"),
        ("ป้า", "ป\uf706า"),
        ("ปี่", "ป\uf702\uf713"),
        ("น้ำ", "น\u0e4d\u0e49า"),
        ("ญูฐุ", "\uf70fู\uf700ุ"),
        ("กฎุ", "กฎ\uf718"),
    ],
)
def test_old_programs_wrote_ready_made_glyphs(written: str, glyphs: str) -> None:
    assert to_private_use(written) == glyphs


def test_the_product_reads_ready_made_glyphs_back() -> None:
    for written in ("ไม่ได้ใช้น้ำ", "เครื่องปั่นไฟฟ้า", "ปริญญา", "อุปกรณ์", "ฝุ่น", "ปั้น"):
        assert normalise(to_private_use(written)) == written


def test_the_markdown_report_is_marked_as_fictional(report: Report, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    as_markdown.print_report(report, style_of(report), target)
    text = target.read_text(encoding="utf-8")
    assert FICTIONAL_MARK in text.split("\n")[0]
    assert "# การอบแห้งลำไย" in text
    assert "| ชุด | สี |\n|---|---|\n| ก | 81 |" in text


def test_the_word_report_holds_every_paragraph_and_the_mark(report: Report, tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    as_docx.print_report(report, style_of(report), target)
    document = Document(str(target))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "อบที่ 55 องศาเซลเซียส นาน 13 ชั่วโมง" in texts
    section = document.sections[0]
    assert FICTIONAL_MARK in section.header.paragraphs[0].text + section.footer.paragraphs[0].text
    assert document.tables[0].cell(1, 1).text == "81"


def test_register_cells_join_lists_and_say_yes_or_no(tmp_path: Path) -> None:
    sources, target = tmp_path / "sources", tmp_path / "registers"
    (sources / "group").mkdir(parents=True)
    technology = {"id": "tech-1", "title_th": "ตู้อบ", "people": ["ก", "ข"], "trl": 7, "year": 2024}
    (sources / "group" / "technologies.json").write_text(json.dumps([technology]), encoding="utf-8")
    write_registers(target, sources)
    rows = (target / "technologies.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1] == "tech-1,ตู้อบ,,,,2024,ก; ข,,,,,,7,,,"
