"""Who together covers a need of several parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.domain.citations import Statement
from assistant.domain.people import Contact, Expert

UncoveredReason = Literal["nothing_fits", "constraints_exclude_all", "nobody"]


@dataclass(frozen=True, slots=True)
class Part:
    """One problem of a need, as the question states it. `number` counts from 1.

    `uncovered` is why nobody covers it, None where somebody does: nothing fits, nobody lies within the
    limits, or there are works on it but nobody who is near enough.
    """

    number: int
    text: str
    uncovered: UncoveredReason | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """That somebody covers a part, with their score for it (0 to 1) and the quote that proves it."""

    part: int
    score: float
    why: Statement


@dataclass(frozen=True, slots=True)
class Member:
    """An expert of a team with all parts that they cover, in the order of the parts."""

    expert: Expert
    covers: tuple[Cover, ...]
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """The fewest experts that cover every part which anybody covers; none where nobody covers any."""

    parts: tuple[Part, ...]
    members: tuple[Member, ...]

    @property
    def statements(self) -> Sequence[Statement]:
        """Every quote by which somebody's cover of a part is proved."""
        return [cover.why for member in self.members for cover in member.covers]
