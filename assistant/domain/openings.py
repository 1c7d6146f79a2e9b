"""The opening of an answer that a language model worded, kept to be shown again as far as it still holds."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class ProvedOpening:
    """What of an opening still holds, never nothing, and the citations that carry it."""

    model: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
