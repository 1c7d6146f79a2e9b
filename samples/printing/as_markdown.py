"""A report as a Markdown file, as a centre keeps its own notes."""

from pathlib import Path

from samples.printing.layout import FICTIONAL_MARK, printed_blocks
from samples.printing.reports import Block, Report
from samples.printing.styles import PrintStyle

_PREFIX = {"title": "# ", "chapter": "## ", "section": "### ", "item": "- "}


def print_report(report: Report, style: PrintStyle, target: Path) -> None:  # noqa: ARG001 as its siblings
    """Write `report` to `target`, the mark as its first line."""
    blocks = (block for block in printed_blocks(report) if block.kind != "page_break")
    target.write_text("\n\n".join([f"> {FICTIONAL_MARK}", *map(_markdown, blocks)]) + "\n", encoding="utf-8")


def _markdown(block: Block) -> str:
    if block.kind != "table":
        return _PREFIX.get(block.kind, "") + block.text
    head, *rows = (f"| {' | '.join(row)} |" for row in block.rows)
    return "\n".join([head, "|" + "---|" * len(block.rows[0]), *rows])
