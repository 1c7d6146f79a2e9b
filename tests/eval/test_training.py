"""Teaching the model: what is read, what is learnt, what is kept."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from assistant.errors import EvaluationError
from eval.training import (
    BATCH,
    RANK,
    LowRank,
    Pair,
    _batches,
    _beyond_threshold,
    _passages_find_questions,
    load_pairs,
)
from vectorstore.adapter import Adapter

PAIRS = Path(__file__).parents[2] / "eval" / "datasets" / "pairs"


def test_every_pair_has_questions_and_near_misses() -> None:
    pairs = load_pairs(PAIRS)
    assert len(pairs) >= 2900
    assert all(len(pair.questions) >= 3 and len(pair.near_misses) >= 2 and pair.passage for pair in pairs)
    assert len({pair.passage for pair in pairs}) == len(pairs)


def test_a_batch_is_made_of_neighbours_and_no_pair_stands_in_two() -> None:
    vectors = torch.nn.functional.normalize(
        torch.randn(40, 6, generator=torch.Generator().manual_seed(0)), dim=1
    )
    nearness = vectors @ vectors.T
    batches = _batches(nearness, random.Random(0))
    placed = [place for batch in batches for place in batch]
    assert [len(batch) for batch in batches] == [BATCH] * 2
    assert len(set(placed)) == len(placed)
    together = [nearness[a, b].item() for batch in batches for a in batch for b in batch if a != b]
    apart = nearness[~torch.eye(40, dtype=torch.bool)].mean().item()
    assert sum(together) / len(together) > apart + 0.05


def test_one_threshold_tells_what_helps_from_the_nearest_of_the_rest() -> None:
    owners, helping = torch.tensor([0, 0]), torch.tensor([True, False])
    told = torch.tensor([[9.0, -9.0], [-9.0, -9.0]])
    near_miss_over_it = torch.tensor([[9.0, -9.0], [9.0, -9.0]])
    own_below_it = torch.tensor([[-9.0, -9.0], [-9.0, -9.0]])
    assert _beyond_threshold(told, owners, helping) < 0.01
    assert _beyond_threshold(near_miss_over_it, owners, helping) > 4
    assert _beyond_threshold(own_below_it, owners, helping) > 8


@pytest.mark.parametrize(
    "row",
    [
        {"passage": "x", "questions": ["a", "b"]},
        {"passage": "x", "questions": ["a"], "near_misses": ["b", "c"]},
    ],
)
def test_a_pair_that_lacks_something_is_told(row: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text(json.dumps(row))
    with pytest.raises(EvaluationError) as raised:
        load_pairs(tmp_path)
    assert "mine.jsonl" in raised.value.message("en")


def test_a_passage_is_learnt_as_it_stands_or_in_part_below_its_title() -> None:
    pair = Pair("Title\nSalt fell by 30%. Taste stayed.", ("a", "b"), ("c", "d"), ("เกลือ", "Salt", "Results"))
    choice = random.Random(0)
    seen = {pair.as_passage(choice) for _ in range(60)}
    context = "เกลือ › Salt › Results\n"
    assert seen == {
        pair.passage,
        f"{context}Salt fell by 30%. Taste stayed.",
        f"{context}Salt fell by 30%.",
        f"{context}Taste stayed.",
    }


def test_before_it_learns_a_layer_does_what_it_did() -> None:
    layer = nn.Linear(6, 4)
    hidden = torch.randn(3, 6)
    assert torch.equal(LowRank(layer)(hidden), layer(hidden))


def test_a_passage_that_prefers_its_near_miss_is_corrected() -> None:
    owners, helping = torch.tensor([0, 0, 1, 1]), torch.tensor([True, False, True, False])
    right = torch.tensor([[9.0, 0.0], [0.0, 0.0], [0.0, 9.0], [0.0, 0.0]])
    wrong = torch.tensor([[0.0, 0.0], [9.0, 0.0], [0.0, 0.0], [0.0, 9.0]])
    assert _passages_find_questions(right, owners, helping) < 0.01
    assert _passages_find_questions(wrong, owners, helping) > 5


def test_an_adapter_adds_the_product_of_its_matrices() -> None:
    narrow, widen = np.ones((2, 3), np.float16), np.full((4, 2), 0.5, np.float16)
    weights = {"a.weight": torch.zeros(4, 3), "a.bias": torch.zeros(4)}
    adapted = Adapter({"a": (narrow, widen)}).added_to(weights)
    assert torch.equal(adapted["a.weight"], torch.ones(4, 3))
    assert adapted["a.bias"] is weights["a.bias"]


def test_the_bundled_adapter_fits_the_bundled_model() -> None:
    pairs = Adapter.bundled().pairs
    assert len(pairs) == 12 * 6
    assert all(narrow.shape[0] == widen.shape[1] == RANK for narrow, widen in pairs.values())
