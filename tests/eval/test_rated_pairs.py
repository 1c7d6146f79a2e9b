"""Papers ordered as researchers order them: worked out by hand."""

import pytest

from assistant.domain.evidence import Evidence
from assistant.ranking import Passage, Ranked
from eval.experts import wholes
from eval.rated_pairs import pair_figures
from tests.examples import a_chunk, an_expert

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


def test_of_a_person_each_work_speaks_whole_and_as_near_as_its_nearest_passage() -> None:
    cosines = {"work-1": (0.88, 0.9, 0.87), "work-2": (0.7, 0.8), "work-3": (0.85,)}
    passages = [
        Passage(
            a_chunk(f"{work}:{number:06}", subject_id=work, text=f"{work} {number}"),
            Evidence(f"{work}:{number:06}", 0.5, cosine, 0.0),
        )
        for work, of_work in cosines.items()
        for number, cosine in enumerate(of_work)
    ]
    found = wholes(Ranked(an_expert(), {"works": 0.5}, tuple(passages)))
    assert [passage.evidence.dense for passage in found] == [0.9, 0.85, 0.8]
    assert found[0].chunk.text == "work-1 0 work-1 1 work-1 2"
