"""A report as a Word file: given out as such, and printed by LibreOffice as offices do."""

from itertools import chain
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from samples.printing.layout import FICTIONAL_MARK, printed_blocks, short_title
from samples.printing.reports import Block, Report
from samples.printing.styles import PrintStyle

TEXT_WIDTH = Mm(210 - 27 - 22)

_CENTRED = ("kicker", "title", "subtitle", "label", "author", "organisation", "year")
_SPACE_BEFORE_PT = {"kicker": 48, "title": 18, "label": 24, "organisation": 24, "year": 12}
_RELATIVE_SIZE = {"title": 1.4, "subtitle": 1.15}


def print_report(report: Report, style: PrintStyle, target: Path) -> None:
    """Write `report` to `target` as .docx."""
    document = Document()
    _set_up(document, report, style)
    for block in printed_blocks(report):
        _add(document, block, style)
    document.save(str(target))


def _set_up(document: Any, report: Report, style: PrintStyle) -> None:
    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet", "Header", "Footer"):
        _use_font(document.styles[name], style.font)
    document.styles["Normal"].font.size = Pt(style.font_size_pt)
    document.styles["Normal"].paragraph_format.line_spacing = 1.0
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    document.styles["Header"].paragraph_format.tab_stops.clear_all()
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    _complex_script_size(document.styles["Normal"], style.font_size_pt)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(27), Mm(22)
    _running_lines(section, report, style)
    _metadata(document.core_properties, report, style)


def _running_lines(section: Any, report: Report, style: PrintStyle) -> None:
    mark, title = section.footer.paragraphs[0], section.header.paragraphs[0]
    if style.mark_at == "header":
        mark, title = title, mark
    _small(mark, FICTIONAL_MARK)
    _small(title, short_title(report) + "\t")
    _page_number(title)
    title.paragraph_format.tab_stops.clear_all()
    title.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _metadata(properties: Any, report: Report, style: PrintStyle) -> None:
    """python-docx names itself as the author unless told otherwise."""
    properties.author, properties.title, properties.comments = "", "", ""
    if style.metadata == "wrong":
        properties.author, properties.title = "admin", "draft1"
    if style.metadata in ("right", "title"):
        properties.title = report.title
    if style.metadata == "right":
        properties.author = "; ".join(report.author_names)


def _add(document: Any, block: Block, style: PrintStyle) -> None:
    if block.kind == "page_break":
        document.add_page_break()
    elif block.kind == "table":
        _add_table(document, block)
    elif block.kind in ("chapter", "section"):
        document.add_heading(block.text, 1 if block.kind == "chapter" else 2)
    elif block.kind == "item":
        document.add_paragraph(block.text, "List Bullet")
    else:
        _add_paragraph(document, block, style)


def _add_paragraph(document: Any, block: Block, style: PrintStyle) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.text)
    if block.kind in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.bold = run.font.cs_bold = block.kind in ("kicker", "title")
        paragraph.paragraph_format.space_before = Pt(_SPACE_BEFORE_PT.get(block.kind, 0))
    elif block.kind == "paragraph":
        paragraph.paragraph_format.first_line_indent = Mm(10)
    if block.kind in _RELATIVE_SIZE:
        size = round(2 * style.font_size_pt * _RELATIVE_SIZE[block.kind]) / 2
        run.font.size = Pt(size)
        _complex_script_size(run, size)


def _add_table(document: Any, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for cell in chain.from_iterable(row.cells for row in table.rows[:-1]):
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = run.font.cs_bold = True
    document.add_paragraph()


def _small(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(8)
    _complex_script_size(run, 8)


def _page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _use_font(style: Any, font: str) -> None:
    """Thai is a complex script: Word takes its font and size from attributes of their own."""
    style.font.name = font
    fonts = style.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    fonts.set(qn("w:cs"), font)
    fonts.set(qn("w:hAnsi"), font)


def _complex_script_size(styled: Any, size_pt: float) -> None:
    properties = styled.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(2 * size_pt)))
    properties.append(size)
