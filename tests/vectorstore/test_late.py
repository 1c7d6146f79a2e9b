"""Comparing a question with passages token by token."""

import numpy as np
import pytest

from vectorstore.embeddings import Question, SentenceEmbeddings, Vectors
from vectorstore.late import TokenStatistics, piece_weights, reference_texts


@pytest.fixture
def statistics() -> TokenStatistics:
    random = np.random.default_rng(1)
    return TokenStatistics(
        passage_mean=random.normal(size=33).astype(np.float32),
        passage_deviation=random.uniform(0.5, 2, 33).astype(np.float32),
        question_mean=random.normal(size=33).astype(np.float32),
        piece_weights=np.array([1.0, 0.25], np.float32),
    )


def unit(rows: Vectors) -> Vectors:
    scaled: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled


def test_packed_tokens_score_as_their_vectors_do(statistics: TokenStatistics) -> None:
    random = np.random.default_rng(2)
    passages = [
        (statistics.passage_mean + statistics.passage_deviation * random.normal(size=(length, 33))).astype(
            np.float32
        )
        for length in (1, 7, 30)
    ]
    asked = random.normal(size=(4, 33)).astype(np.float32)
    question = Question(asked[0], asked, (0, 1, 1, 0))

    packed = [statistics.pack(tokens, range(1, len(tokens) + 1)) for tokens in passages]
    scores = statistics.scores(question, packed)

    weights = np.array([0.4, 0.1, 0.1, 0.4])
    expected = [
        weights
        @ (unit(asked - statistics.question_mean) @ unit(tokens - statistics.passage_mean).T).max(axis=1)
        for tokens in passages
    ]
    assert scores == pytest.approx(expected, abs=0.02)


def test_each_stretch_of_a_passage_is_scored_together_with_its_context(statistics: TokenStatistics) -> None:
    random = np.random.default_rng(3)
    spread = statistics.passage_deviation
    passages = [
        (statistics.passage_mean + spread * random.normal(size=(length, 33))).astype(np.float32)
        for length in (9, 4)
    ]
    asked = random.normal(size=(3, 33)).astype(np.float32)
    question = Question(asked[0], asked, (0, 1, 1))

    packed = [statistics.pack(tokens, range(1, len(tokens) + 1)) for tokens in passages]
    found = statistics.stretch_scores(question, packed, [3, 0], [[(3, 7), (7, 9)], [(0, 4)]])

    weights = np.array([2 / 3, 1 / 6, 1 / 6])
    cosines = [
        unit(asked - statistics.question_mean) @ unit(tokens - statistics.passage_mean).T
        for tokens in passages
    ]
    first, second = cosines
    expected = [
        weights @ first[:, :7].max(axis=1),
        weights @ first[:, [0, 1, 2, 7, 8]].max(axis=1),
        weights @ second.max(axis=1),
    ]
    assert [score for of_passage in found for score in of_passage] == pytest.approx(expected, abs=0.03)


def test_what_the_model_did_not_read_of_a_long_passage_fits_nothing(statistics: TokenStatistics) -> None:
    packed = statistics.pack(np.ones((5, 33), np.float32), [2, 4, 6, 8, 10])
    asked = np.ones((1, 33), np.float32)
    ((first, cut, unread),) = statistics.stretch_scores(
        Question(asked[0], asked, (0,)), [packed], [2], [[(2, 8), (8, 14), (14, 20)]]
    )
    assert unread == -1
    assert min(first, cut) > -1


def test_what_has_no_tokens_fits_nothing(statistics: TokenStatistics) -> None:
    asked = np.ones((1, 33), np.float32)
    nothing = statistics.pack(np.empty((0, 33), np.float32), [])
    something = statistics.pack(np.ones((2, 33), np.float32), [1, 2])
    scores = statistics.scores(Question(asked[0], asked, (0,)), [nothing, something, nothing])
    assert (scores[0], scores[2]) == (-1, -1)
    assert scores[1] > -1
    empty = Question(asked[0], asked[:0], ())
    assert statistics.scores(empty, [something]).tolist() == [-1]


def test_a_token_takes_a_bit_more_than_four_bits_a_dimension(statistics: TokenStatistics) -> None:
    assert len(statistics.pack(np.ones((10, 33), np.float32), [100_000] * 10)) == 10 * (4 + 17)


def test_statistics_are_kept_as_they_are(statistics: TokenStatistics) -> None:
    again = TokenStatistics.from_bytes(statistics.to_bytes())
    for name in ("passage_mean", "passage_deviation", "question_mean", "piece_weights"):
        assert np.array_equal(getattr(again, name), getattr(statistics, name))


def test_rare_pieces_count_more_than_frequent_ones() -> None:
    weights = piece_weights(np.array([-3.0, -8.0, -11.0, -14.0, -20.0], np.float32))
    assert weights == pytest.approx([0.05, 0.05, 0.525, 1.0, 1.0])
    assert len(piece_weights(None)) == 0


def test_the_same_word_is_found_across_languages(embeddings: SentenceEmbeddings) -> None:
    statistics = TokenStatistics.measured(embeddings)
    passages = ["A probiotic feed for shrimp ponds", "โดรนสำรวจไฟป่าในเวลากลางคืน", "Concrete for rural roads"]
    packed = [b""] * len(passages)
    for places, encoded in embeddings.passages(passages):
        for place, tokens, ends in zip(places, encoded.tokens, encoded.ends, strict=True):
            packed[place] = statistics.pack(tokens, ends)
    for question, best in (("กุ้งในบ่อป่วย", 0), ("forest fire", 1), ("ถนนคอนกรีต", 2)):
        assert statistics.scores(embeddings.question(question), packed).argmax() == best


def test_a_question_is_its_own_tokens(embeddings: SentenceEmbeddings) -> None:
    question = embeddings.question("rice rice")
    assert len(question.pieces) == len(question.tokens) == 2
    assert question.pieces[0] == question.pieces[1]


def test_reference_texts_are_in_both_languages() -> None:
    texts = reference_texts()
    thai = sum(any("\u0e01" <= letter <= "\u0e2e" for letter in text) for text in texts)
    assert 0.3 < thai / len(texts) < 0.7
    assert len(texts) >= 50
