"""Small PDFs for tests, made on the spot by four programs, and damaged ones written by hand."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

FONT_FOLDERS = (Path("/usr/share/fonts/truetype/tlwg"), Path("/usr/share/fonts/truetype/noto"))
THAI_FONT = "Garuda"

TITLE = "การหมักปลาร้าให้ได้มาตรฐานเพื่อการส่งออก"
THAI = (
    "น้ำปลาร้าที่หมักด้วยเกลือร้อยละ 18 เป็นเวลา ๑๒ เดือน มีค่าความเป็นกรดด่าง 5.2 และไม่พบเชื้อก่อโรค "
    "ผู้ประกอบการสามารถนำกระบวนการนี้ไปใช้ได้ทันที โดยควบคุมอุณหภูมิให้อยู่ระหว่าง 28 ถึง 32 องศาเซลเซียส "
    "ทั้งนี้ต้นทุนการผลิตลดลงร้อยละ 15 เมื่อเทียบกับวิธีเดิมที่ชุมชนทำกันมา"
)
ENGLISH = (
    "Fermented fish was salted at 18 percent and kept for twelve months, after which no pathogen was found "
    "and the flavour was preferred by nine of ten tasters in a blind comparison with the traditional product."
)
ITEMS = ("ปลาสร้อยสดจากลุ่มน้ำมูล", "เกลือสินเธาว์", "รำข้าวคั่ว")
RUNNING_HEAD = "รายงานฉบับสมบูรณ์"


def squeezed(text: str) -> str:
    """Return `text` without white space: where lines ended leaves no trace in Thai."""
    return "".join(text.split())


def need_thai_font() -> None:
    if not (FONT_FOLDERS[0] / f"{THAI_FONT}.ttf").exists():
        pytest.skip("needs the Thai fonts of Debian's fonts-thai-tlwg")


def by_typst(folder: Path, pages: Sequence[str], *, name: str = "report.pdf") -> Path:
    """Return a PDF whose pages hold `pages` in Typst's markup, with a running head and page numbers."""
    need_thai_font()
    typst = pytest.importorskip("typst")
    source = folder / "report.typ"
    head = (
        f'#set page(paper: "a4", margin: 2.5cm, header: align(center)[{RUNNING_HEAD}],'
        " footer: context align(center)[หน้า #counter(page).display()])\n"
        f'#set text(font: "{THAI_FONT}", size: 14pt, lang: "th")\n#set par(justify: true)\n'
    )
    source.write_text(head + "\n#pagebreak()\n".join(pages), encoding="utf-8")
    typst.compile(str(source), output=str(folder / name), font_paths=[str(each) for each in FONT_FOLDERS])
    return folder / name


def by_weasyprint(folder: Path, body: str, *, font: str = THAI_FONT) -> Path:
    need_thai_font()
    weasyprint = pytest.importorskip("weasyprint")
    html = (
        f"<html lang=th><head><title>{TITLE}</title><style>@page {{size: A4; margin: 2.5cm}}"
        f"body {{font: 14pt '{font}'}}</style></head><body>{body}</body></html>"
    )
    path = folder / "weasyprint.pdf"
    weasyprint.HTML(string=html).write_pdf(str(path))
    return path


def by_reportlab(folder: Path, paragraphs: Sequence[str]) -> Path:
    need_thai_font()
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont(THAI_FONT, str(FONT_FOLDERS[0] / f"{THAI_FONT}.ttf")))
    style = ParagraphStyle("body", fontName=THAI_FONT, fontSize=14, leading=22, spaceAfter=14, wordWrap="CJK")
    path = folder / "reportlab.pdf"
    SimpleDocTemplate(str(path)).build([Paragraph(text, style) for text in paragraphs])
    return path


def by_hand(stream: bytes, *, pages: int = 1) -> bytes:
    """Return a PDF whose pages all hold the content `stream`, compressed, with Helvetica as F."""
    packed = zlib.compress(stream)
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join([b"3 0 R"] * pages)),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table) + tail


def hello(text: str = "Hello science park", *, pages: int = 1) -> bytes:
    return by_hand(b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % text.encode("ascii"), pages=pages)
