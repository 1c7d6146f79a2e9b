"""What is answered: statements, recommendations and the citations that carry them, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.citations import Citation, Statement
from assistant.domain.drafting import Drafting
from assistant.domain.explanations import Explanation
from assistant.domain.exposure import Exposure
from assistant.domain.needs import Need, Wanted
from assistant.domain.people import Contact, Expert
from assistant.domain.refining import Refining
from assistant.domain.teams import Team
from assistant.domain.works import Work
from prompts import Language

RefusalReason = Literal["nothing_fits", "constraints_exclude_all", "empty_store", "no_topic"]
# A limit that no work can meet.
Unmeetable = Literal["trl", "years"]
# After these was searched, so that an officer may know more.
_SEARCHED_IN_VAIN = frozenset({"nothing_fits", "constraints_exclude_all"})


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
class Searched:
    """How much was searched, and within which limits, in the asker's language."""

    experts: int
    works: int
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """What comes nearest to a need that nothing fits, and the quote that shows it: no recommendation."""

    subject: Expert | Work
    why: Statement


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is recommended, and what was looked for, in the asker's language.

    `searched` is None where nothing was searched, `nearest` where nothing was found or can be quoted.
    """

    reason: RefusalReason
    message: str
    searched: Searched | None = None
    nearest: Nearest | None = None

    @property
    def can_be_recorded(self) -> bool:
        """Whether an officer may help where the documents do not."""
        return self.reason in _SEARCHED_IN_VAIN


@dataclass(frozen=True, slots=True)
class Answer:
    """`question` is as it was asked, without characters that are not seen. `confidence` (0 to 1) is how
    likely the need can be answered from what was found.

    `respelt` is what in `question` was read otherwise than it was typed; `explanation` is only there where
    one was asked for, `team` only where the question has several parts, `exposure` only where experts who
    fit about equally take turns, `drafting` only where a language model is set and something is recommended,
    `refining` only where one was asked about the need. `left_open` are the kinds that were asked for and of
    which nothing fits, where something of another kind is recommended; `unmeetable` the limits that no work
    can meet. `is_whole`: whether no statement is
    still being worded; then there are none yet, and all else is there.
    """

    question: str
    language: Language
    need: Need
    respelt: tuple[Respelling, ...] = ()
    refusal: Refusal | None = None
    statements: tuple[Statement, ...] = ()
    experts: tuple[Recommendation, ...] = ()
    works: tuple[Recommendation, ...] = ()
    left_open: tuple[Wanted, ...] = ()
    unmeetable: tuple[Unmeetable, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    explanation: Explanation | None = None
    team: Team | None = None
    exposure: Exposure | None = None
    drafting: Drafting | None = None
    refining: Refining | None = None
    is_whole: bool = True
    timings_ms: Mapping[str, float] = field(default_factory=dict)
