"""Printing the corpus: one file per program that prints, all from the same blocks."""

from samples.printing.layout import running_lines, source_text
from samples.printing.reports import Report, all_reports

__all__ = ["Report", "all_reports", "running_lines", "source_text"]
