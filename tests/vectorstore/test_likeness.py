"""How alike words are to the embedding model."""

import pytest

from vectorstore.embeddings import SentenceEmbeddings
from vectorstore.late import TokenStatistics
from vectorstore.likeness import WordLikeness


@pytest.fixture(scope="module")
def likeness(embeddings: SentenceEmbeddings) -> WordLikeness:
    return WordLikeness(embeddings, lambda: TokenStatistics.measured(embeddings))


def test_a_word_is_most_like_its_translation(likeness: WordLikeness) -> None:
    told = "มะม่วงเก็บในตู้เย็น"
    stretches = [(0, 6), (6, 10), (12, 19)]
    (row,) = likeness.of_stretches("kept in a refrigerator", [(10, 22)], told, stretches)
    assert max(range(3), key=row.__getitem__) == 2
    assert row[2] > 0.4 > row[0]


def test_without_words_there_is_nothing_to_compare(likeness: WordLikeness) -> None:
    assert likeness.of_stretches("a", [(0, 1)], "", []) == [[]]
    assert likeness.of_stretches("", [], "a", [(0, 1)]) == []
