"""Two files that every archive has: one locked by a password, one cut off in the middle."""

from pathlib import Path

from pypdf import PdfWriter

PASSWORD = "jabkoo-demo"  # noqa: S105 printed in samples/README.md


def lock(printed: Path, target: Path) -> None:
    """Write the PDF `printed` to `target` so that it opens only with `PASSWORD`."""
    writer = PdfWriter(clone_from=printed)
    writer.encrypt(PASSWORD, algorithm="AES-256")
    writer.write(target)


def cut_off(printed: Path, target: Path) -> None:
    """Write the PDF `printed` as a broken download leaves it: its length, but zeros from early on.

    Not one stream of data is whole, nor the cross-reference table: there is nothing a repair could find.
    """
    whole = printed.read_bytes()
    start = whole.index(b"stream")
    end = whole.index(b"endstream", start)
    kept = whole[: (start + end) // 2]
    target.write_bytes(kept.ljust(len(whole), b"\0"))
