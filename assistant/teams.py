"""The smallest team: the fewest experts that together cover every part of a need which anybody covers.

To find it is the set cover problem, which is hard in general (Karp 1972). Up to a dozen candidates every
team is tried, smallest first; among more, whoever covers most of what is left is taken in turn, which needs
at most ln(parts) + 1 times as many (Chvátal 1979), and who turns out superfluous is let go.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

# Every team of so many candidates (4,095 of them) is tried.
TRIED_EXACTLY = 12

# How well (0 to 1) somebody covers each part that they cover, by the part's number.
Scores = Mapping[int, float]


def smallest_team(candidates: Mapping[str, Scores]) -> list[str]:
    """Return the ids of the fewest candidates that together cover every part which any of them covers.

    Of several such teams that is returned whose best scores for the parts add up to most, then that whose
    ids come first; its members come in the order of the first part for which each is the best.
    """
    able = {id_: scores for id_, scores in candidates.items() if scores}
    parts = {part for scores in able.values() for part in scores}
    if not parts:
        return []
    exactly = len(able) <= TRIED_EXACTLY
    team = _by_trying(able, parts) if exactly else _by_greed(able, parts)
    return sorted(team, key=lambda id_: (min(_led_by(id_, team, able), default=max(parts) + 1), id_))


def _by_trying(able: Mapping[str, Scores], parts: set[int]) -> Sequence[str]:
    for size in range(1, len(able) + 1):
        teams = [team for team in combinations(sorted(able), size) if _covered(team, able) == parts]
        if teams:
            return max(teams, key=lambda team: _worth(team, able))
    raise AssertionError("all candidates together cover every part")


def _by_greed(able: Mapping[str, Scores], parts: set[int]) -> Sequence[str]:
    team: list[str] = []
    missing = set(parts)
    while missing:
        # Of equals the first by id: max keeps the first one.
        best = max(sorted(able), key=lambda id_: _gain(able[id_], missing))
        team.append(best)
        missing -= able[best].keys()
    for id_ in sorted(team, key=lambda id_: (sum(able[id_].values()), id_)):
        others = [other for other in team if other != id_]
        if _covered(others, able) == parts:
            team = others
    return team


def _gain(scores: Scores, missing: set[int]) -> tuple[int, float]:
    gained = [score for part, score in scores.items() if part in missing]
    return len(gained), sum(gained)


def _covered(team: Iterable[str], able: Mapping[str, Scores]) -> set[int]:
    return {part for id_ in team for part in able[id_]}


def _worth(team: Iterable[str], able: Mapping[str, Scores]) -> float:
    """The best scores for the parts, added up; rounded, so that equals are equals."""
    best: dict[int, float] = {}
    for id_ in team:
        for part, score in able[id_].items():
            best[part] = max(score, best.get(part, 0.0))
    return round(sum(best[part] for part in sorted(best)), 9)


def _led_by(id_: str, team: Iterable[str], able: Mapping[str, Scores]) -> list[int]:
    """The parts for which nobody in the team is better."""
    return [
        part
        for part, score in able[id_].items()
        if score >= max(able[other].get(part, 0.0) for other in team)
    ]
