"""What is answered: statements, recommendations and the citations that carry them, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.documents import SourceRef
from assistant.domain.needs import Need
from assistant.domain.people import Contact, Expert
from assistant.domain.works import Work
from prompts import Language

RefusalReason = Literal["nothing_fits", "constraints_exclude_all", "empty_store", "no_topic"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote. `quote` stands verbatim on `page` (from 1) of `file`; `is_row`: in that row of it."""

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


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the answer with the numbers of the citations that carry it; never without one."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An expert or a work with its score (0 to 1): the sum of `factors`."""

    subject: Expert | Work
    factors: Mapping[str, float]
    why: tuple[Statement, ...] = ()
    contact: Contact | None = None

    @property
    def score(self) -> float:
        return sum(self.factors.values())


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is recommended, and what was looked for, in the asker's language."""

    reason: RefusalReason
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`confidence` (0 to 1) is how likely the need can be answered from what was found."""

    question: str
    language: Language
    need: Need
    refusal: Refusal | None = None
    statements: tuple[Statement, ...] = ()
    experts: tuple[Recommendation, ...] = ()
    works: tuple[Recommendation, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    timings_ms: Mapping[str, float] = field(default_factory=dict)
