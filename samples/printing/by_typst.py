"""Printing by Typst. The texts travel as data, so nothing in them is markup."""

import json
from pathlib import Path

import typst

from samples.printing.layout import FICTIONAL_MARK, printed_blocks, short_title
from samples.printing.reports import Report
from samples.printing.styles import WRONG_TITLE, PrintStyle


def print_report(report: Report, style: PrintStyle, target: Path) -> None:
    """Write `report` to `target`."""
    template = Path(__file__).with_name("report.typ")
    typst.compile(str(template), output=str(target), sys_inputs={"report": json.dumps(_data(report, style))})


def _data(report: Report, style: PrintStyle) -> dict[str, object]:
    titles = {"right": report.title, "title": report.title, "wrong": WRONG_TITLE}
    return {
        "language": report.language,
        "fonts": [style.font, "Noto Sans"],
        "size": style.font_size_pt,
        "mark": FICTIONAL_MARK,
        "short_title": short_title(report),
        "mark_at": style.mark_at,
        "thai_digits": style.thai_digits,
        "centred": bool(style.cover % 2),
        "whole_cover": style.cover != 3,
        "title": titles.get(style.metadata),
        "authors": list(report.author_names) if style.metadata == "right" else [],
        "blocks": [
            {"kind": block.kind, "text": block.text, "rows": block.rows} for block in printed_blocks(report)
        ],
    }
