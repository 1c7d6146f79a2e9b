"""What reading one file gives, whatever its format."""

from dataclasses import dataclass

from assistant.domain.documents import ParsedDocument
from assistant.domain.problems import Problem
from assistant.domain.works import Record


@dataclass(frozen=True, slots=True)
class ReadResult:
    """Documents (one per report, one per table of a workbook), register rows, and what went wrong."""

    documents: tuple[ParsedDocument, ...] = ()
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
