"""Quotes that stand on a page, and the sentences of an answer that they carry."""

from dataclasses import dataclass

from assistant.domain.documents import SourceRef


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote. `quote` stands verbatim on `page` (from 1) of `file`; `is_row`: in that row of it.

    `subject_key` names the expert or work that it speaks of (`assistant.domain.evidence`).
    """

    number: int
    document_id: str
    file: str
    title: str
    people: tuple[str, ...]
    year: int | None
    page: int
    quote: str
    source: SourceRef
    is_row: bool = False
    subject_key: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer with the numbers of the citations that carry it; never without one."""

    text: str
    citations: tuple[int, ...]
