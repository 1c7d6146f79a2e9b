"""The legs of the search alone: what meaning finds without words, and words without meaning."""

from collections.abc import Callable, Collection, Mapping

from assistant.domain.evidence import Evidence
from assistant.language import search_terms
from vectorstore.fusion import fuse
from vectorstore.index import HybridIndex


def by_meaning(index: HybridIndex, text: str, limit: int) -> dict[int, float]:
    """The cosine of the `limit` nearest passages, nearest first."""
    return dict(index.vectors.search(index.question(text).vector, limit))


def by_words(index: HybridIndex, text: str, limit: int) -> dict[int, float]:
    """BM25 of the `limit` best passages, best first; none where no passage shares a word."""
    return dict(index.words.search(search_terms(text), limit))


def _meaning_alone(index: HybridIndex, text: str, limit: int) -> dict[int, float]:
    return fuse(by_meaning(index, text, limit), {}, words=0.0)


def _words_alone(index: HybridIndex, text: str, limit: int) -> dict[int, float]:
    found = by_words(index, text, limit)
    return fuse(dict.fromkeys(found, 0.0), found, words=1.0)


# Passages scored as the fusion scores them where the other leg weighs nothing and no tokens are compared.
LEGS: Mapping[str, Callable[[HybridIndex, str, int], dict[int, float]]] = {
    "dense": _meaning_alone,
    "lexical": _words_alone,
}


class OneLeg:
    """An index that the leg of this `name` searches alone. Implements `assistant.ports.EvidenceIndex`."""

    def __init__(self, index: HybridIndex, name: str) -> None:
        self._index = index
        self._scored = LEGS[name]
        self.sentence_fits = index.sentence_fits
        self.document_frequencies = index.document_frequencies
        self.count = index.count

    def search(self, text: str, *, limit: int, within: Collection[str] | None = None) -> list[Evidence]:
        """The `limit` best passages, best first. Raises ValueError where they are to keep limits."""
        if within is not None:
            raise ValueError("a leg alone keeps no limits")
        scores = self._scored(self._index, text, limit)
        held = self._index.tokens.held(self._index.question(text).vector, scores)
        return [
            Evidence(held[key].chunk_id, scores[key], held[key].cosine, 0.0) for key in scores if key in held
        ]
