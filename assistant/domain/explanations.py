"""Why a recommendation stands where it stands: its factors in words, what carries it, who just missed."""

from dataclasses import dataclass
from typing import Literal

from assistant.domain.citations import Statement
from assistant.domain.people import Expert
from assistant.domain.works import Work

SupportKind = Literal["profile", "work", "passage"]
LeftOutReason = Literal[
    "outside_limits",
    "doubtful",
    "share_of_best",
    "beyond_top",
    "took_turns",
    "nothing_to_quote",
    "answer_in_doubt",
]


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a score (0 to 1, as are factors), and what it stands for in words."""

    name: str
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a subject stands by its score (0 to 1). `rank` counts from 1 among those of its kind that fit
    the need; None where it does not fit, or is not found at all (its score is 0 then)."""

    rank: int | None
    score: float
    is_recommended: bool


@dataclass(frozen=True, slots=True)
class Support:
    """What carries a score: an expert's profile, a work with their name, or a passage of the work itself.

    `subject` is the expert or work that the evidence belongs to, `quote` what of it can be shown;
    `without` is how the recommended one would stand if this evidence were not there, and `text` says so.
    """

    kind: SupportKind
    subject: Expert | Work
    quote: Statement | None
    without: Standing
    text: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One recommendation explained. The factors add up to the score; `supports` are the strongest first."""

    subject: Expert | Work
    standing: Standing
    factors: tuple[Factor, ...]
    supports: tuple[Support, ...]

    @property
    def decisive(self) -> tuple[Support, ...]:
        """The supports without which the rank, or whether it is recommended, would be another."""
        stands = self.standing.rank, self.standing.is_recommended
        return tuple(s for s in self.supports if (s.without.rank, s.without.is_recommended) != stands)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One of the next that were not recommended, with its score (0 to 1; of what lies outside the limits:
    as if nothing but the subject narrowed the search), and why it was left out."""

    subject: Expert | Work
    score: float
    reason: LeftOutReason
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer is as it is. `confidence_needed` (0 to 1) is how sure an answer must be to be given."""

    confidence: float
    confidence_needed: float
    experts: tuple[Explained, ...] = ()
    works: tuple[Explained, ...] = ()
    experts_left_out: tuple[LeftOut, ...] = ()
    works_left_out: tuple[LeftOut, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every quote that the explanation shows."""
        supports = (s for explained in (*self.experts, *self.works) for s in explained.supports)
        return tuple(support.quote for support in supports if support.quote)
