"""A team leaves no part uncovered that anybody covers, and has nobody it can do without."""

from collections.abc import Collection, Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from assistant.teams import TRIED_EXACTLY, Scores, smallest_team

SCORES = st.dictionaries(st.integers(1, 6), st.floats(0.01, 1.0), max_size=6)
FEW = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), SCORES, max_size=6)
MANY = st.lists(SCORES, min_size=TRIED_EXACTLY + 1, max_size=25).map(
    lambda scores: {f"exp-{number:02}": each for number, each in enumerate(scores)}
)


def covered(team: Collection[str], candidates: Mapping[str, Scores]) -> set[int]:
    return {part for id_ in team for part in candidates[id_]}


def worth(team: Collection[str], candidates: Mapping[str, Scores]) -> float:
    parts = covered(team, candidates)
    return float(sum(max(candidates[id_].get(part, 0.0) for id_ in team) for part in parts))


@given(st.one_of(FEW, MANY))
def test_no_part_is_left_that_anybody_covers_and_nobody_is_superfluous(
    candidates: dict[str, dict[int, float]],
) -> None:
    team = smallest_team(candidates)
    everything = covered(candidates, candidates)
    assert covered(team, candidates) == everything
    assert len(set(team)) == len(team)
    for id_ in team:
        assert covered(set(team) - {id_}, candidates) != everything


@given(FEW)
def test_no_smaller_team_covers_as_much_and_no_team_of_its_size_is_better(
    candidates: dict[str, dict[int, float]],
) -> None:
    team = smallest_team(candidates)
    everything = covered(candidates, candidates)
    for size in range(len(team) + 1):
        for other in combinations(candidates, size):
            if covered(other, candidates) == everything:
                assert size == len(team)
                assert worth(other, candidates) <= worth(team, candidates) + 1e-6


@given(st.one_of(FEW, MANY))
def test_the_team_does_not_depend_on_the_order_of_candidates(
    candidates: dict[str, dict[int, float]],
) -> None:
    assert smallest_team(dict(reversed(candidates.items()))) == smallest_team(candidates)


def test_one_who_covers_everything_is_enough() -> None:
    candidates = {"exp-1": {1: 0.9}, "exp-2": {2: 0.9}, "exp-3": {1: 0.6, 2: 0.6}}
    assert smallest_team(candidates) == ["exp-3"]


def test_of_equals_the_one_with_the_better_scores_is_taken() -> None:
    candidates = {"exp-1": {1: 0.5}, "exp-2": {1: 0.8}, "exp-3": {2: 0.7}}
    assert smallest_team(candidates) == ["exp-2", "exp-3"]


def test_nobody_covers_what_nobody_covers() -> None:
    assert smallest_team({}) == smallest_team({"exp-1": {}}) == []
