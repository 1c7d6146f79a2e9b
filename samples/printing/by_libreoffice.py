"""Printing by LibreOffice Writer (Debian: libreoffice-writer-nogui), from a Word file."""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from samples.printing import as_docx
from samples.printing.reports import Report
from samples.printing.styles import PrintStyle

SOFFICE = "/usr/bin/soffice"
TIMEOUT_S = 120


def print_report(report: Report, style: PrintStyle, target: Path) -> None:
    """Write `report` to `target`. Raises CalledProcessError or TimeoutExpired when LibreOffice fails."""
    with TemporaryDirectory() as folder:
        word_file = Path(folder, "report.docx")
        as_docx.print_report(report, style, word_file)
        profile = Path(folder, "profile").as_uri()
        subprocess.run(
            [
                SOFFICE,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(word_file),
            ],
            check=True,
            capture_output=True,
            timeout=TIMEOUT_S,
        )
        target.write_bytes(Path(folder, "report.pdf").read_bytes())
