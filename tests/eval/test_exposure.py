"""How unevenly first places fall, and what is found, is told for both orders over the same people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.answers import Recommendation
from eval.exposure import Observed, figures, gini, lines, top_share
from eval.questions import Judgement, Question
from tests.examples import an_expert

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("counts", "uneven"),
    [([], 0.0), ([0, 0], 0.0), ([3, 3, 3], 0.0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([3, 1], 0.25)],
)
def test_gini_is_what_it_is_by_hand(counts: list[float], uneven: float) -> None:
    assert gini(counts) == pytest.approx(uneven)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=30))
def test_gini_is_half_the_relative_mean_difference(counts: list[int]) -> None:
    total, n = sum(counts), len(counts)
    difference = sum(abs(x - y) for x in counts for y in counts)
    assert gini(counts) == pytest.approx(difference / (2 * n * total) if total else 0.0)


def test_the_top_tenth_is_rounded_up_to_whole_people() -> None:
    assert top_share([5, 1, 1, 1, 1, 1]) == pytest.approx(0.5)
    assert top_share([1] * 10) == pytest.approx(0.1)
    assert top_share([]) == top_share([0, 0]) == 0.0


def observed(scores: dict[str, float], right: str) -> Observed:
    question = Question("q-1", "th", "", "", "x", frozenset({right}), frozenset())
    ranks = [rank for rank, id_ in enumerate(scores, start=1) if id_ == right]
    judgement = Judgement(question, False, ranks[0], None, 0, 0, 0, 0, 1.0, 1.0)
    experts = [Recommendation(an_expert(id_), {"profile": score}) for id_, score in scores.items()]
    return Observed(judgement, experts, "x")


def test_turns_spread_first_places_among_near_equals_and_tell_what_that_costs() -> None:
    told = figures([observed({"exp-1": 0.8, "exp-2": 0.79}, right="exp-1")], 0.05, 2, TODAY)
    assert (told["by_score"]["gini"], told["in_turns"]["gini"]) == (0.5, 0.0)
    assert (told["by_score"]["found@1"], told["in_turns"]["found@1"]) == (1.0, 0.5)
    assert told["by_score"]["found@3"] == told["in_turns"]["found@3"] == 1.0
    assert (told["by_score"]["reordered"], told["in_turns"]["reordered"]) == (0, 1)


def test_who_is_clearly_better_stays_first() -> None:
    told = figures([observed({"exp-1": 0.8, "exp-2": 0.7}, right="exp-1")], 0.05, 7, TODAY)
    assert told["by_score"] == told["in_turns"]


def test_the_table_has_a_line_for_each_figure() -> None:
    told = figures([observed({"exp-1": 0.8}, right="exp-1")], 0.05, 1, TODAY)
    table = list(lines(told))
    assert len(table) == 1 + len(told["by_score"])
    assert "by_score" in table[0]
