"""Papers ordered as researchers order them: worked out by hand."""

import pytest

from eval.rated_pairs import pair_figures

RATINGS = {"ann": {"a": 5.0, "b": 4.0, "c": 2.0}, "ben": {"a": 1.0, "d": 1.0}}


def test_right_order_loses_nothing() -> None:
    figures = pair_figures(RATINGS, {"ann": {"a": 0.9, "b": 0.8, "c": 0.1}})
    assert figures == {"loss": 0.0, "accuracy": 1.0, "easy": 1.0, "hard": 1.0}


def test_a_wrong_pair_counts_by_how_far_its_ratings_are_apart() -> None:
    # a before b (1 apart) is wrong, a before c (3) and b before c (2) are right.
    figures = pair_figures(RATINGS, {"ann": {"a": 0.7, "b": 0.8, "c": 0.1}})
    assert figures["loss"] == pytest.approx(1 / 6)
    assert figures["accuracy"] == pytest.approx(2 / 3)
    assert (figures["easy"], figures["hard"]) == (1.0, 0.0)


def test_ties_count_half_and_who_has_no_score_ties() -> None:
    assert pair_figures(RATINGS, {}) == {"loss": 0.5, "accuracy": 0.5, "easy": 0.5, "hard": 0.5}


def test_equal_ratings_are_no_pairs() -> None:
    assert pair_figures({"ben": RATINGS["ben"]}, {}) == {}
