"""What is answered: statements, recommendations and the citations that carry them, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.citations import Citation, Statement
from assistant.domain.drafting import Drafting
from assistant.domain.explanations import Explanation
from assistant.domain.exposure import Exposure
from assistant.domain.needs import Need
from assistant.domain.people import Contact, Expert
from assistant.domain.refining import Refining
from assistant.domain.teams import Team
from assistant.domain.works import Work
from prompts import Language

RefusalReason = Literal["nothing_fits", "constraints_exclude_all", "empty_store", "no_topic"]


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
class Respelling:
    """A word of the question that was read otherwise than it was typed."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is recommended, and what was looked for, in the asker's language."""

    reason: RefusalReason
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`question` is as it was asked, without characters that are not seen. `confidence` (0 to 1) is how
    likely the need can be answered from what was found.

    `respelt` is what in `question` was read otherwise than it was typed; `explanation` is only there where
    one was asked for, `team` only where the question has several parts, `exposure` only where experts who
    fit about equally take turns, `drafting` only where a language model is set and something is recommended,
    `refining` only where one was asked about the need.
    """

    question: str
    language: Language
    need: Need
    respelt: tuple[Respelling, ...] = ()
    refusal: Refusal | None = None
    statements: tuple[Statement, ...] = ()
    experts: tuple[Recommendation, ...] = ()
    works: tuple[Recommendation, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    explanation: Explanation | None = None
    team: Team | None = None
    exposure: Exposure | None = None
    drafting: Drafting | None = None
    refining: Refining | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
