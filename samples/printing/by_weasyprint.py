"""Printing by WeasyPrint: HTML set by Pango."""

from pathlib import Path

import weasyprint  # type: ignore[import-untyped]

from samples.printing.reports import Report
from samples.printing.styles import PrintStyle
from samples.printing.web_page import web_page


def print_report(report: Report, style: PrintStyle, target: Path) -> None:
    """Write `report` to `target`."""
    weasyprint.HTML(string=web_page(report, style)).write_pdf(target)
