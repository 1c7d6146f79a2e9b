"""Teaching the model: what is read, what is learnt, what is kept."""

from pathlib import Path

import numpy as np
import torch
from torch import nn

from eval.training import RANK, LowRank, _passages_find_questions, load_pairs
from vectorstore.adapter import Adapter

PAIRS = Path(__file__).parents[2] / "eval" / "datasets" / "pairs"


def test_every_pair_has_questions_and_near_misses() -> None:
    pairs = load_pairs(PAIRS)
    assert len(pairs) >= 600
    assert all(len(pair.questions) == 3 and len(pair.near_misses) == 2 and pair.passage for pair in pairs)


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
