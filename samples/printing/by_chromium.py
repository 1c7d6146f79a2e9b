"""Printing by headless Chromium (Debian: chromium), as a web application does it."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from samples.printing.reports import Report
from samples.printing.styles import PrintStyle
from samples.printing.web_page import web_page

CHROMIUM = "/usr/bin/chromium"
TIMEOUT_S = 60


def print_report(report: Report, style: PrintStyle, target: Path) -> None:
    """Write `report` to `target`. Raises CalledProcessError or TimeoutExpired when Chromium fails."""
    with TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(web_page(report, style), encoding="utf-8")
        subprocess.run(
            [
                CHROMIUM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--no-pdf-header-footer",
                f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={target.resolve()}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=TIMEOUT_S,
        )
