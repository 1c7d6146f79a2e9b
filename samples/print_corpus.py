"""Reprints samples/corpus from samples/sources: `python -m samples.print_corpus`.

Needs more than the product does; samples/README.md names the programs and fonts.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from samples import corpus_folder
from samples.printing import (
    as_docx,
    as_markdown,
    by_chromium,
    by_libreoffice,
    by_reportlab,
    by_typst,
    by_weasyprint,
)
from samples.printing.as_scan import scan
from samples.printing.as_trouble import cut_off, lock
from samples.printing.registers import write_registers
from samples.printing.reports import Report, all_reports
from samples.printing.styles import PrintStyle, Producer, file_name, style_of

PRINTERS: dict[Producer, Callable[[Report, PrintStyle, Path], None]] = {
    "chromium": by_chromium.print_report,
    "weasyprint": by_weasyprint.print_report,
    "typst": by_typst.print_report,
    "libreoffice": by_libreoffice.print_report,
    "reportlab": by_reportlab.print_report,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m samples.print_corpus", description=__doc__)
    parser.add_argument(
        "reports", nargs="*", metavar="ID", help="print only these reports (default: everything)"
    )
    wanted = parser.parse_args(arguments).reports
    folder = corpus_folder()
    for report in all_reports():
        if not wanted or report.id in wanted:
            print(print_report(report, folder / "reports"), file=sys.stderr)
    if not wanted:
        write_registers(folder / "registers")
    return 0


def print_report(report: Report, folder: Path) -> Path:
    """Print `report` into `folder` in its style, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    style = style_of(report)
    target = folder / file_name(report)
    if style.special == "docx":
        as_docx.print_report(report, style, target)
    elif style.special == "markdown":
        as_markdown.print_report(report, style, target)
    elif style.special in ("scanned", "encrypted", "broken"):
        _print_and_change(report, style, target)
    else:
        PRINTERS[style.producer](report, style, target)
    return target


def _print_and_change(report: Report, style: PrintStyle, target: Path) -> None:
    change = {"scanned": scan, "encrypted": lock, "broken": cut_off}[style.special or ""]
    with TemporaryDirectory() as folder:
        printed = Path(folder, "printed.pdf")
        PRINTERS[style.producer](report, style, printed)
        change(printed, target)


if __name__ == "__main__":
    raise SystemExit(main())
