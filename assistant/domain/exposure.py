"""That experts who fit a need about equally take turns."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Exposure:
    """Who took turns in an answer, on which day.

    `near_equals` are groups of at least two experts by id, each in the order of their scores, all of which
    are at most `share` (0 to 1) below the first; `moved` are those recommended who do not stand where
    their score alone would put them.
    """

    share: float
    day: date
    near_equals: tuple[tuple[str, ...], ...]
    moved: tuple[str, ...]
