"""How alike words are, of one language or of two: by their own vectors, and by those of their tokens.

By itself a word tells what it is, where it stands what it is there; each takes for alike what the other tells
apart, so the mean of both is taken (docs/benchmarks.md). All vectors of the model point much the same way:
the mean of many is taken off first, as in `vectorstore.late`.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt

from vectorstore.embeddings import SentenceEmbeddings, Vectors
from vectorstore.late import TokenStatistics, reference_texts, unit

Stretches = Sequence[tuple[int, int]]

_WORDS_REMEMBERED = 16384
_TEXTS_REMEMBERED = 64
_REFERENCE_WORDS = 300


class WordLikeness:
    """Compares words by the vectors of an embedding model.

    `statistics` gives what was measured of the model's token vectors; it is asked when first needed.
    """

    def __init__(self, embeddings: SentenceEmbeddings, statistics: Callable[[], TokenStatistics]) -> None:
        self._embeddings = embeddings
        self._statistics = lru_cache(1)(statistics)
        self._tokens = lru_cache(_TEXTS_REMEMBERED)(self._tokens_of)
        self._words: dict[str, Vectors] = {}
        self._mean: Vectors | None = None
        self._lock = Lock()

    def of_stretches(
        self, one: str, of_one: Stretches, other: str, of_other: Stretches
    ) -> Sequence[Sequence[float]]:
        """Return for each stretch of `one` how alike it is to each of `other`, from -1 to 1."""
        if not of_one or not of_other:
            return [[] for _ in of_one]
        with self._lock:
            themselves = self._by_themselves(one, of_one) @ self._by_themselves(other, of_other).T
            there = self._where_they_stand(one, of_one) @ self._where_they_stand(other, of_other).T
        alike: list[list[float]] = ((themselves + there) / 2).tolist()
        return alike

    def _by_themselves(self, text: str, stretches: Stretches) -> Vectors:
        words = [text[start:end] for start, end in stretches]
        if self._mean is None:
            self._mean = self._vectors(_reference_words()).mean(axis=0)
        new = [word for word in dict.fromkeys(words) if word not in self._words]
        if len(self._words) + len(new) > _WORDS_REMEMBERED:
            self._words.clear()
            new = list(dict.fromkeys(words))
        if new:
            self._words.update(zip(new, unit(self._vectors(new) - self._mean), strict=True))
        return np.stack([self._words[word] for word in words])

    def _where_they_stand(self, text: str, stretches: Stretches) -> Vectors:
        tokens, starts, ends = self._tokens(text)
        found = [tokens[(ends > start) & (starts < end)] for start, end in stretches]
        return unit(np.stack([own.mean(axis=0) if len(own) else tokens[:1].sum(axis=0) * 0 for own in found]))

    def _tokens_of(self, text: str) -> tuple[Vectors, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The vectors of a text's tokens, less their mean, and where each begins and ends."""
        ((_, encoded),) = self._embeddings.passages([text])
        ends = np.array(encoded.ends[0], np.int64)
        starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
        return encoded.tokens[0] - self._statistics().passage_mean, starts, ends

    def _vectors(self, words: Sequence[str]) -> Vectors:
        return self._embeddings.passage_vectors(words)


def _reference_words() -> list[str]:
    return " ".join(reference_texts()).split()[:_REFERENCE_WORDS]
