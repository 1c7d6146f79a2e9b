"""A report as one HTML page for the two programs that print HTML: Chromium and WeasyPrint."""

from html import escape
from itertools import groupby

from samples.printing.layout import FICTIONAL_MARK, printed_blocks, short_title
from samples.printing.reports import Block, Report
from samples.printing.styles import WRONG_TITLE, PrintStyle

_STYLESHEET = """
@page {{
  size: A4; margin: 25mm 22mm 24mm 27mm;
  {mark_corner} {{ content: "{mark}"; font: 8pt {fonts}; color: #555; }}
  {title_corner} {{ content: "{short_title}"; font: 8pt {fonts}; color: #555; }}
  {number_corner} {{ content: counter(page, {digits}); font: 9pt {fonts}; }}
}}
body {{ font: {size}pt/{leading} {fonts}; margin: 0; text-align: justify; }}
.cover {{ text-align: center; }}
.cover.whole {{ break-after: page; padding-top: 25mm; }}
.kicker, .organisation, .label, .year {{ margin: 6mm 0; }}
.kicker, .title {{ font-weight: bold; }}
.title {{ font-size: 1.4em; margin: 8mm 0 3mm; }}
.subtitle {{ font-size: 1.15em; margin: 0 0 8mm; }}
.author {{ margin: 1.5mm 0; }}
h1, h2 {{ padding-top: 2mm; break-after: avoid; }}
h1 {{ font-size: 1.2em; margin: 4mm 0 3mm; text-align: {heading_align}; }}
h2 {{ font-size: 1.05em; margin: 2mm 0; text-align: left; }}
p {{ margin: 0 0 2.5mm; text-indent: 10mm; orphans: 2; widows: 2; }}
p.keywords {{ text-indent: 0; text-align: left; }}
ul {{ margin: 0 0 3mm; padding-left: 8mm; text-align: left; }}
table {{ border-collapse: collapse; margin: 3mm auto; text-align: left; }}
table {{ font-size: 0.92em; line-height: 1.35; }}
table, tr {{ break-inside: avoid; }}
th, td {{ border: 0.4pt solid #444; padding: 1mm 2mm; vertical-align: top; }}
th {{ background: #eee; }}
"""

_COVER_KINDS = ("kicker", "title", "subtitle", "label", "author", "organisation", "year")


def web_page(report: Report, style: PrintStyle) -> str:
    """The whole page, with running lines and page numbers as CSS margin boxes."""
    title = escape(_document_title(report, style))
    author = escape(", ".join(report.author_names)) if style.metadata == "right" else ""
    author_tag = f'<meta name="author" content="{author}">' if author else ""
    return (
        f'<!doctype html><html lang="{report.language}"><head><meta charset="utf-8">'
        f"<title>{title}</title>{author_tag}<style>{_stylesheet(report, style)}</style></head>"
        f"<body>{_body(report, style)}</body></html>"
    )


def _document_title(report: Report, style: PrintStyle) -> str:
    return {"right": report.title, "title": report.title, "wrong": WRONG_TITLE}.get(style.metadata, "")


def _stylesheet(report: Report, style: PrintStyle) -> str:
    serif = style.font in ("Norasi", "Kinnari", "Noto Serif Thai")
    at_top = style.mark_at == "header"
    return _STYLESHEET.format(
        mark=FICTIONAL_MARK,
        short_title=short_title(report).replace('"', '\\"'),
        mark_corner="@top-left" if at_top else "@bottom-left",
        title_corner="@bottom-left" if at_top else "@top-left",
        number_corner="@bottom-right" if at_top else "@top-right",
        digits="thai" if style.thai_digits else "decimal",
        fonts=f"'{style.font}', '{'Noto Serif' if serif else 'Noto Sans'}'",
        size=style.font_size_pt,
        leading=_leading(report, style),
        heading_align="center" if style.cover % 2 else "left",
    )


def _leading(report: Report, style: PrintStyle) -> float:
    """Chromium paints marks that rise above a page's first line on the page before as well: leave room."""
    if report.language == "en":
        return 1.4
    return 1.8 if style.font in ("Norasi", "Kinnari", "Umpush") else 1.55


def _body(report: Report, style: PrintStyle) -> str:
    blocks = printed_blocks(report)
    cover = "".join(_element(block) for block in blocks if block.kind in _COVER_KINDS)
    rest = [block for block in blocks if block.kind not in (*_COVER_KINDS, "page_break")]
    whole = " whole" if style.cover != 3 else ""
    return f'<div class="cover{whole}">{cover}</div>{_flow(rest)}'


def _flow(blocks: list[Block]) -> str:
    parts = []
    for is_item, group in groupby(blocks, key=lambda block: block.kind == "item"):
        inside = "".join(_element(block) for block in group)
        parts.append(f"<ul>{inside}</ul>" if is_item else inside)
    return "".join(parts)


def _element(block: Block) -> str:
    if block.kind == "table":
        head, *rows = block.rows
        return f"<table>{_row(head, 'th')}{''.join(_row(row, 'td') for row in rows)}</table>"
    tag = {"chapter": "h1", "section": "h2", "item": "li", "paragraph": "p", "keywords": "p"}.get(
        block.kind, "div"
    )
    return f'<{tag} class="{block.kind}">{escape(block.text)}</{tag}>'


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
