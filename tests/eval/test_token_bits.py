"""Tokens kept in fewer bits, and what is lost."""

from pathlib import Path

import numpy as np
import pytest

from eval.benchmarks import token_bits
from tests.eval.test_side_by_side import a_collection
from vectorstore.embeddings import Question
from vectorstore.late import TokenStatistics


def test_the_more_bits_the_nearer_to_what_the_vectors_say() -> None:
    random = np.random.default_rng(4)
    shape = random.normal(size=32).astype(np.float32)
    told = TokenStatistics(shape, np.abs(shape) + 1, -shape, np.empty(0, np.float32)).to_bytes()
    passages = [random.normal(shape, 2, (20, 32)).astype(np.float32) for _ in range(40)]
    asked = random.normal(size=(6, 32)).astype(np.float32)
    question = Question(asked[0], asked, (0,) * 6)
    scores = {}
    for bits, way in token_bits.WAYS.items():
        statistics = way.from_bytes(told)
        packed = [statistics.pack(tokens, range(1, 21)) for tokens in passages]
        scores[bits] = statistics.scores(question, packed)
    lost = [float(np.abs(scores[bits] - scores[16]).mean()) for bits in (2, 3, 4)]
    assert lost == sorted(lost, reverse=True)
    assert 0 < lost[-1] < 0.02


@pytest.mark.usefixtures("tiny_model")
def test_the_search_finds_what_is_asked_for_word_for_word_in_any_number_of_bits(tmp_path: Path) -> None:
    kept = token_bits.measure(a_collection(tmp_path / "set"), tmp_path / "cache", every=1)
    assert [(way.bits, way.bytes_a_token) for way in kept] == [(2, 12), (3, 16), (4, 20), (16, 68)]
    assert all(way.ndcg == 1 for way in kept)
    assert "1.0000" in token_bits.table(kept)[1]
