"""Printing by ReportLab, which draws one glyph per character and breaks lines at spaces only."""

import re
from collections.abc import Container, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from pythainlp.tokenize import word_tokenize
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from samples.printing.layout import FICTIONAL_MARK, printed_blocks, short_title
from samples.printing.private_use import to_private_use
from samples.printing.reports import Block, Report
from samples.printing.styles import WRONG_TITLE, PrintStyle

THAI_FONTS = Path("/usr/share/fonts/truetype/tlwg")  # Debian: fonts-thai-tlwg
FALLBACK = Path("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf")  # Debian: fonts-noto-core
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
TEXT_WIDTH = A4[0] - 49 * mm

_CENTRED = ("kicker", "title", "subtitle", "label", "author", "organisation", "year")
_BOLD = ("kicker", "title", "chapter", "section")
_RELATIVE_SIZE = {"title": 1.4, "subtitle": 1.15, "chapter": 1.2, "section": 1.05}
_SPACE_BEFORE = {"kicker": 25, "title": 10, "label": 10, "organisation": 10, "chapter": 6, "section": 4}


def print_report(report: Report, style: PrintStyle, target: Path) -> None:
    """Write `report` to `target`, with private-use glyphs where the style says so."""
    _Printer(report, style).write(target)


class _Printer:
    """The fonts and measures of one report while it is printed."""

    def __init__(self, report: Report, style: PrintStyle) -> None:
        self._report, self._style = report, style
        self._known: dict[str, Container[int]] = {}
        self._regular = self._register(style.font, THAI_FONTS / f"{style.font}.ttf")
        self._bold = self._register(f"{style.font}-Bold", THAI_FONTS / f"{style.font}-Bold.ttf")
        self._fallback = self._register("Fallback", FALLBACK)

    def _register(self, name: str, path: Path) -> str:
        """ReportLab keeps fonts by name for the whole process; the same name means the same file here."""
        font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        self._known[name] = font.face.charToGlyph
        return name

    def write(self, target: Path) -> None:
        SimpleDocTemplate(
            str(target),
            pagesize=A4,
            leftMargin=27 * mm - 6,
            rightMargin=22 * mm - 6,
            topMargin=25 * mm,
            bottomMargin=24 * mm,
            invariant=1,
            title=self._title(),
            author=self._author(),
        ).build(
            [flowable for block in printed_blocks(self._report) for flowable in self._flowables(block)],
            onFirstPage=self._running_lines,
            onLaterPages=self._running_lines,
        )

    def _title(self) -> str | None:
        titles = {"right": self._report.title, "title": self._report.title, "wrong": WRONG_TITLE}
        return titles.get(self._style.metadata)

    def _author(self) -> str | None:
        authors = {"right": ", ".join(self._report.author_names), "wrong": "user"}
        return authors.get(self._style.metadata)

    def _running_lines(self, canvas: Canvas, document: SimpleDocTemplate) -> None:
        number = str(document.page)
        if self._style.thai_digits:
            number = number.translate(THAI_DIGITS)
        top, bottom = A4[1] - 15 * mm, 14 * mm
        mark_y, title_y = (top, bottom) if self._style.mark_at == "header" else (bottom, top)
        canvas.setFont(self._regular, 8)
        canvas.drawString(27 * mm, mark_y, self._glyphs(FICTIONAL_MARK))
        canvas.drawString(27 * mm, title_y, self._glyphs(short_title(self._report)))
        canvas.drawRightString(A4[0] - 22 * mm, title_y, number)

    def _flowables(self, block: Block) -> Iterator[Flowable]:
        if block.kind == "page_break":
            yield PageBreak()
        elif block.kind == "table":
            yield Spacer(0, 2 * mm)
            yield KeepTogether([self._table(block)])
            yield Spacer(0, 4 * mm)
        else:
            yield self._paragraph(block)

    def _paragraph(self, block: Block) -> Paragraph:
        size = self._style.font_size_pt * _RELATIVE_SIZE.get(block.kind, 1.0)
        indent = {"paragraph": 10 * mm}.get(block.kind, 0)
        left = 6 * mm if block.kind == "item" else 0
        font = self._bold if block.kind in _BOLD else self._regular
        layout = ParagraphStyle(
            block.kind,
            fontName=font,
            fontSize=size,
            leading=size * 1.6,
            leftIndent=left,
            bulletIndent=2 * mm,
            firstLineIndent=indent,
            spaceBefore=_SPACE_BEFORE.get(block.kind, 0) * mm,
            spaceAfter=2 * mm,
            keepWithNext=int(block.kind in ("chapter", "section")),
            alignment=TA_CENTER if block.kind in _CENTRED else TA_LEFT,
        )
        bullet = "•" if block.kind == "item" else None
        markup = self._markup(block.text, font, size, TEXT_WIDTH - left, indent)
        return Paragraph(markup, layout, bulletText=bullet)

    def _table(self, block: Block) -> Table:
        size = self._style.font_size_pt * 0.92
        columns = len(block.rows[0])
        width = TEXT_WIDTH / columns
        rows = [
            [self._cell(cell, self._regular if row else self._bold, size, width) for cell in cells]
            for row, cells in enumerate(block.rows)
        ]
        lines = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, "#444444"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        return Table(rows, colWidths=[width] * columns, style=lines)

    def _cell(self, text: str, font: str, size: float, width: float) -> Paragraph:
        layout = ParagraphStyle("cell", fontName=font, fontSize=size, leading=size * 1.5)
        return Paragraph(self._markup(text, font, size, width - 12, 0), layout)

    def _markup(self, text: str, font: str, size: float, width: float, indent: float) -> str:
        """The text broken between words into lines that fit, other fonts' characters marked."""
        lines: list[str] = [""]
        for word in _unbreakable(text):
            room = width - (indent if len(lines) == 1 else 0)
            longer = self._glyphs(lines[-1] + word.rstrip())
            if lines[-1] and pdfmetrics.stringWidth(longer, font, size) > 0.98 * room:
                lines.append("")
            lines[-1] += word if lines[-1] else word.lstrip()
        return "<br/>".join(self._with_fallback(self._glyphs(line.rstrip()), font) for line in lines)

    def _with_fallback(self, line: str, font: str) -> str:
        known = self._known[font]
        return "".join(
            escape(each) if ord(each) in known else f'<font name="{self._fallback}">{escape(each)}</font>'
            for each in line
        )

    def _glyphs(self, text: str) -> str:
        return to_private_use(text) if self._style.special == "private-use" else text


def _unbreakable(text: str) -> list[str]:
    """The words of `text` with spaces, and punctuation kept at the word it belongs to."""
    words: list[str] = []
    for run in re.findall(r"[\u0e00-\u0e7f]+|\s+|[^\u0e00-\u0e7f\s]+", text):
        pieces = word_tokenize(run, engine="newmm") if "\u0e00" <= run[0] <= "\u0e7f" else [run]
        for piece in pieces:
            if words and (words[-1].endswith("(") or piece[0] in ")],.ๆ"):
                words[-1] += piece
            else:
                words.append(piece)
    return words
