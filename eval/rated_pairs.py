"""Whether papers are ordered as researchers order them by their own expertise.

The measures of Stelmakh, Wieting, Neubig and Shah 2023 ("A Gold Standard Dataset for the Reviewer Assignment
Problem", arXiv 2303.16750, section 4): of all pairs of papers that one researcher rated differently, those
that the scores order the other way count by how far apart the ratings are; ties count half.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

# By expert, then by paper (here: query).
Ratings = Mapping[str, Mapping[str, float]]

PAIR_FIGURES = ("loss", "accuracy", "easy", "hard")
_EXPERT_FROM, _LAYMAN_UP_TO = 4.0, 2.0


@dataclass(frozen=True, slots=True)
class RatedPair:
    """Two papers that one researcher rated `higher` and `lower`, and how right the scores order them: 1, 0,
    or 0.5 where they tie."""

    higher: float
    lower: float
    right: float

    @property
    def is_easy(self) -> bool:
        """One of them is the researcher's own subject, the other is far from it."""
        return self.higher >= _EXPERT_FROM and self.lower <= _LAYMAN_UP_TO

    @property
    def is_hard(self) -> bool:
        """Both are the researcher's own subject."""
        return self.lower >= _EXPERT_FROM


def rated_pairs(ratings: Ratings, scores: Ratings) -> Iterator[RatedPair]:
    """Every pair of papers that one expert rated differently; a paper without a score has 0."""
    for expert, rated in ratings.items():
        scored = scores.get(expert, {})
        for one, other in combinations(sorted(rated), 2):
            if rated[one] == rated[other]:
                continue
            better, worse = (one, other) if rated[one] > rated[other] else (other, one)
            gap = scored.get(better, 0.0) - scored.get(worse, 0.0)
            yield RatedPair(rated[better], rated[worse], 0.5 if gap == 0 else float(gap > 0))


def pair_figures(ratings: Ratings, scores: Ratings) -> dict[str, float]:
    """`loss` (0: all ordered right, 1: all wrong, by weight), `accuracy` over all pairs, `easy` and `hard`
    over those. What there are no pairs for is missing."""
    pairs = list(rated_pairs(ratings, scores))
    weight = sum(pair.higher - pair.lower for pair in pairs)
    figures = {}
    if weight:
        figures["loss"] = sum((pair.higher - pair.lower) * (1 - pair.right) for pair in pairs) / weight
    for name, chosen in (
        ("accuracy", pairs),
        ("easy", [pair for pair in pairs if pair.is_easy]),
        ("hard", [pair for pair in pairs if pair.is_hard]),
    ):
        if chosen:
            figures[name] = sum(pair.right for pair in chosen) / len(chosen)
    return figures
