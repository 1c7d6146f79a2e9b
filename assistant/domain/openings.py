"""The opening of an answer that a language model worded, kept to be shown again as far as it still holds."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from assistant.domain.citations import Citation, Statement
from assistant.domain.documents import SourceRef


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """Where the quote stands that an opening cites by `number`; the quote itself is read there again.

    `subject` names the expert or work that it speaks of, `carried` those that it recommended
    (`assistant.domain.evidence.subject_key`).
    """

    number: int
    source: SourceRef
    subject: str
    carried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """The statements that `model` worded, and where all that they cite stands."""

    model: str
    statements: tuple[Statement, ...]
    cited: tuple[CitedPlace, ...]

    @property
    def numbers(self) -> dict[SourceRef, int]:
        """The number under which each place is cited."""
        return {place.source: place.number for place in self.cited}

    def without(self, document_ids: Collection[str]) -> "Opening | None":
        """What of it cites none of these documents; None where that is nothing."""
        gone = {place.number for place in self.cited if place.source.document_id in document_ids}
        statements = tuple(s for s in self.statements if gone.isdisjoint(s.citations))
        cited = tuple(place for place in self.cited if place.number not in gone)
        return replace(self, statements=statements, cited=cited) if statements else None


@dataclass(frozen=True, slots=True)
class ProvedOpening:
    """What of an opening still holds, never nothing, and the citations that carry it."""

    model: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
