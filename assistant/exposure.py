"""Taking turns: of experts who fit a need about equally, another one comes first each day.

A ranking by score alone sends every referral to the one who is a hair's breadth better, and to the same few
people for years (the problem of amortised attention: Biega, Gummadi and Weikum, SIGIR 2018). Where scores
say little of who is better, those in question take turns. Nobody is lifted above anybody whose score is
clearly better, and over as many days as there are near-equals each stands at each of their places once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeVar

Item = TypeVar("Item")
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Turns:
    """Whose turn it is for one need on one day; the same for the same need, day and scores.

    `share` (0 to 1) is by how much a score may be below that of the best of those who take turns.
    """

    share: float
    day: date
    need: str

    def ordered(self, ranked: Sequence[Item], score: Callable[[Item], float]) -> list[Item]:
        """`ranked` (best first) with near-equals turned about among themselves."""
        return [one for band in self.bands(ranked, score) for one in self._turned(band)]

    def bands(self, ranked: Sequence[Item], score: Callable[[Item], float]) -> Iterator[list[Item]]:
        """`ranked` (best first) in groups of near-equals: all of a group score at most `share` less than its
        first, who is the best that is in no group before."""
        band: list[Item] = []
        for one in ranked:
            if band and score(one) < (1 - self.share) * score(band[0]):
                yield band
                band = []
            band.append(one)
        if band:
            yield band

    def _turned(self, band: Sequence[Item]) -> list[Item]:
        """Each day the next one comes first; where the round begins depends on the need."""
        begins = int(sha256(self.need.encode()).hexdigest()[:_DIGITS], 16)
        first = (begins + self.day.toordinal()) % len(band)
        return [*band[first:], *band[:first]]
