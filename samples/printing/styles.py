"""How each report is printed: which program, font, cover and metadata. The id alone decides."""

from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from samples.printing.reports import Report

Producer = Literal["chromium", "weasyprint", "typst", "libreoffice", "reportlab"]
Special = Literal["scanned", "private-use", "unshaped", "encrypted", "broken", "docx", "markdown"]
Metadata = Literal["right", "title", "absent", "wrong"]

WRONG_TITLE = "Microsoft Word - draft1.doc"

PRODUCERS: tuple[Producer, ...] = ("chromium", "weasyprint", "typst", "libreoffice", "reportlab")

# ReportLab does not shape Thai: only the two reports that show how that looks are printed by it.
THAI_PRODUCERS: tuple[Producer, ...] = ("chromium", "weasyprint", "typst", "libreoffice")

FONTS = (
    "Garuda",
    "Noto Sans Thai",
    "Laksaman",
    "Norasi",
    "Noto Serif Thai",
    "Loma",
    "Tlwg Typo",
    "Waree",
    "Umpush",
    "Kinnari",
    "Sawasdee",
)
TLWG_FONTS = ("Norasi", "Garuda", "Laksaman", "Loma", "Kinnari", "Umpush")

# The same nominal size looks twice as big in one Thai font as in another.
FONT_SIZES_PT = {
    "Laksaman": 14.0,
    "Norasi": 13.5,
    "Kinnari": 12.5,
    "Umpush": 12.0,
    "Loma": 11.5,
    "Garuda": 11.0,
    "Waree": 10.5,
    "Sawasdee": 12.0,
}
DEFAULT_FONT_SIZE_PT = 11.0

CENTRES = ("petromat", "hsm", "perch-cic", "cee", "cab", "phtic", "eht", "cem", "thep", "bdc", "cemb")

SPECIALS: dict[str, Special] = {
    "report-petromat-02": "scanned",
    "report-hsm-02": "private-use",
    "report-phtic-03": "unshaped",
    "report-cee-02": "docx",
    "report-bdc-02": "markdown",
    "report-special-locked": "encrypted",
    "report-special-damaged": "broken",
}


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """One way to print. `cover` chooses among the covers of `layout`; the mark says "fictional"."""

    producer: Producer
    font: str
    font_size_pt: float
    thai_digits: bool
    mark_at: Literal["header", "footer"]
    metadata: Metadata
    cover: int
    special: Special | None = None


def style_of(report: Report) -> PrintStyle:
    """The style of `report`: always the same for the same id, and well mixed over the corpus."""
    turn = _turn(report.id)
    special = SPECIALS.get(report.id)
    producer = _producer(report, turn, special)
    fonts = TLWG_FONTS if producer == "reportlab" else FONTS
    font = fonts[turn % len(fonts)]
    return PrintStyle(
        producer=producer,
        font=font,
        font_size_pt=_font_size_pt(font, report),
        thai_digits=report.language == "th" and turn // 2 % 2 == 0,
        mark_at="header" if turn % 3 == 1 else "footer",
        metadata=("right", "wrong", "absent", "title", "right")[turn // 2 % 5],
        cover=turn // 3 % 4,
        special=special,
    )


def file_name(report: Report) -> str:
    """The name of the printed file, e.g. report-phtic-01.pdf."""
    ending = {"docx": ".docx", "markdown": ".md"}.get(SPECIALS.get(report.id, ""), ".pdf")
    return report.id + ending


def _font_size_pt(font: str, report: Report) -> float:
    size = FONT_SIZES_PT.get(font, DEFAULT_FONT_SIZE_PT)
    return size if report.language == "th" else min(size - 1.0, 12.0)


def _producer(report: Report, turn: int, special: Special | None) -> Producer:
    if special in ("private-use", "unshaped"):
        return "reportlab"
    choices = THAI_PRODUCERS if report.language == "th" else PRODUCERS
    return choices[(turn if report.language == "th" else turn // 3) % len(choices)]


def _turn(report_id: str) -> int:
    """A number that steps by one from report to report of a centre: report-phtic-02 follows -01."""
    centre, _, number = report_id.removeprefix("report-").rpartition("-")
    if centre in CENTRES and number.isdigit():
        return 5 * CENTRES.index(centre) + int(number)
    return crc32(report_id.encode())
