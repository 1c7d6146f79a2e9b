"""The known models of expert finding: worked out by hand."""

import re
from math import exp, log, sqrt
from pathlib import Path

import numpy as np
import pytest

from eval import candidates, voting
from eval.benchmarks import expert_models

# Found were rice, salt and fish; ann wrote all three and one that was not found, ben and cat one each.
WORKS = [("rice", 0.8), ("salt", 0.5), ("fish", 0.2)]
AUTHORS = {"rice": ["ann"], "salt": ["ann", "ben"], "fish": ["cat", "ann"], "frog": ["ann", "dan"]}


@pytest.mark.parametrize(
    ("model", "ann", "ben", "cat"),
    [
        (voting.document_model_by_person, 1.5 / 4, 0.5, 0.2),
        (voting.document_model_by_work, 0.8 + 0.25 + 0.1, 0.25, 0.1),
        (voting.comb_sum, 1.5, 0.5, 0.2),
        (voting.comb_mnz, 4.5, 0.5, 0.2),
        (voting.comb_max, 0.8, 0.5, 0.2),
        (voting.comb_anz, 0.5, 0.5, 0.2),
        (voting.exp_comb_sum, exp(0.8) + exp(0.5) + exp(0.2), exp(0.5), exp(0.2)),
        (voting.exp_comb_mnz, 3 * (exp(0.8) + exp(0.5) + exp(0.2)), exp(0.5), exp(0.2)),
        (voting.MODELS["expCombSUM, scores x 10"], exp(8) + exp(5) + exp(2), exp(5), exp(2)),
        (voting.votes, 3, 1, 1),
        (voting.reciprocal_rank, 1 + 1 / 2 + 1 / 3, 1 / 2, 1 / 3),
        (voting.borda_fuse, 2 + 1 + 0, 1, 0),
        (voting.MODELS["exp(-rank / 5)"], exp(-0.2) + exp(-0.4) + exp(-0.6), exp(-0.4), exp(-0.6)),
        (voting.MODELS["mean of best two"], (0.8 + 0.5) / 2, 0.25, 0.1),
        (voting.MODELS["mean of best three"], 0.5, 0.5 / 3, 0.2 / 3),
    ],
)
def test_each_model_joins_the_works_found_of_each_person_in_its_way(
    model: voting.Model, ann: float, ben: float, cat: float
) -> None:
    assert model(WORKS, AUTHORS) == pytest.approx({"ann": ann, "ben": ben, "cat": cat})


@pytest.mark.parametrize("model", voting.MODELS.values())
def test_where_nothing_is_found_there_is_nobody(model: voting.Model) -> None:
    assert model([], AUTHORS) == {}
    assert model([("unsigned", 0.9)], AUTHORS) == {}


# Ann's document is "rice rice salt fish", ben's "salt".
TERMS = {"one": ["rice", "rice"], "two": ["salt", "fish"], "three": ["salt"]}
WRITTEN = {"one": ["ann"], "two": ["ann"], "three": ["ben"]}


def test_the_candidate_model_finds_the_works_of_a_person_as_one_document() -> None:
    found = candidates.CandidateDocuments.of(TERMS, WRITTEN).by_words(["rice", "salt", "frog"])
    # Two documents of 4 and 1 terms, 2.5 in the mean; rice stands in one of them, salt in both.
    rice, salt = log(1 + 1.5 / 1.5), log(1 + 0.5 / 2.5)
    of_ann, of_ben = 1.2 * (0.25 + 0.75 * 4 / 2.5), 1.2 * (0.25 + 0.75 * 1 / 2.5)
    ann = rice**2 * 2 * 2.2 / (2 + of_ann) + salt**2 * 2.2 / (1 + of_ann)
    assert found == pytest.approx({"ann": ann, "ben": salt**2 * 2.2 / (1 + of_ben)})


def test_the_candidate_model_as_a_language_model_smooths_by_all_works() -> None:
    found = candidates.CandidateDocuments.of(TERMS, WRITTEN).by_language_model(["rice", "salt", "frog"])
    # Of ann's two works one is all rice, half of the other is salt; of all five terms two are rice, two salt.
    of_ann, of_ben = 2.5 / (2.5 + 4), 2.5 / (2.5 + 1)
    ann = log((1 - of_ann) / 2 + of_ann * 2 / 5) + log((1 - of_ann) / 4 + of_ann * 2 / 5)
    ben = log(of_ben * 2 / 5) + log(1 - of_ben + of_ben * 2 / 5)
    assert found == pytest.approx({"ann": ann, "ben": ben})


def test_a_person_is_the_mean_of_the_vectors_of_the_works() -> None:
    vectors = {"one": np.array([1, 0], np.float32), "two": np.array([0, 1], np.float32)}
    means = candidates.mean_vectors(vectors, {"one": ["ann", "ben"], "two": ["ann"]})
    assert means["ann"] == pytest.approx([sqrt(0.5), sqrt(0.5)])
    assert means["ben"] == pytest.approx([1, 0])


def test_equals_stand_in_the_order_of_their_ids() -> None:
    assert expert_models.best_first({"b": 1.0, "a": 1.0, "c": 2.0}) == [("c", 2.0), ("a", 1.0), ("b", 1.0)]


def test_the_models_are_told_by_the_names_that_the_command_prints() -> None:
    told = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text("utf-8")
    _, table = told.split("**The known models by name**", 1)
    rows = re.findall(r"^\| ([^|]+) \|", table.split("\n\nKept is", 1)[0], re.MULTILINE)
    assert [name.strip("*") for name in rows if not name.startswith("people")] == [*expert_models.NAMES]
