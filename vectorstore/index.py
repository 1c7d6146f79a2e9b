"""Both legs as one index: passages found by meaning and by words, scored once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.domain.evidence import Background, Chunk, Evidence
from assistant.errors import StoreBusyError, StoreUnwritableError
from assistant.language import search_terms
from vectorstore.embeddings import Progress, SentenceEmbeddings
from vectorstore.fusion import covered_share, fuse
from vectorstore.lexical import LexicalIndex
from vectorstore.settings import VectorStoreSettings
from vectorstore.vectors import VectorIndex

VECTORS_FOLDER = "vectors"
WORDS_FOLDER = "words"
_LOCK_FILE = "index.lock"
# A search that must look at more passages does not embed its question again.
_QUESTIONS_REMEMBERED = 64
_BACKGROUND_PASSAGES = 500


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """What both legs hold. Healthy: equal counts, and fingerprints that match or are empty."""

    vectors: int | None
    words: int | None
    vectors_fingerprint: str
    words_fingerprint: str
    matches: bool

    @property
    def is_healthy(self) -> bool:
        return self.matches and self.vectors == self.words


class HybridIndex:
    """The passages of all documents. Implements `assistant.ports.EvidenceIndex`.

    `query_vector(text)` is the vector of a question; the last few are remembered.

    After a crash call `remove` with the document, then `add` with its chunks: both may be repeated.
    Vectors are written first and words are committed last. One process writes at a time.
    """

    def __init__(
        self,
        vectors: VectorIndex,
        words: LexicalIndex,
        embeddings: SentenceEmbeddings,
        settings: VectorStoreSettings,
        *,
        folder: Path,
        lock_wait_s: float = 5.0,
    ) -> None:
        self.vectors = vectors
        self.words = words
        self.embeddings = embeddings
        self._settings = settings
        self.folder = folder
        self.query_vector = lru_cache(_QUESTIONS_REMEMBERED)(embeddings.query_vector)
        self._sample: tuple[int, npt.NDArray[np.float32]] | None = None
        self._lock_wait_s = lock_wait_s

    def add(self, chunks: Sequence[Chunk], progress: Progress | None = None) -> None:
        """Embed and index `chunks`; those already there are replaced. `progress` is told (done, total)."""
        with self._alone(), self.words.writing():
            self.vectors.add(chunks, progress)
            self.words.add(chunks)

    def remove(self, document_ids: Collection[str]) -> None:
        """Forget all passages of these documents; unknown ones are no error."""
        with self._alone(), self.words.writing():
            self.vectors.remove(document_ids)
            self.words.remove(document_ids)

    def reset(self) -> None:
        """Forget everything, also what another model or analyser built: the start of a reindex."""
        with self._alone():
            self.vectors.clear()
            self.words.clear()

    def search(
        self, text: str, *, limit: int, query_vector: npt.NDArray[np.float32] | None = None
    ) -> list[Evidence]:
        """At most `limit` passages for `text`, best first; each with its cosine and BM25 score.

        `query_vector` is the text's vector where it is known already; a long need may give the vector of
        a passage instead (`embeddings.passage_vectors`).
        """
        if limit < 1:
            return []
        vector = self.query_vector(text) if query_vector is None else query_vector
        terms = search_terms(text)
        candidates = max(limit, self._settings.candidates)
        dense = dict(self.vectors.search(vector, candidates))
        lexical = dict(self.words.search(terms, candidates))
        dense |= self.vectors.cosines(vector, lexical.keys() - dense.keys())
        lexical |= self.words.scores(terms, dense.keys() - lexical.keys())
        covered = covered_share(self.words.coverage(terms), self.words.count())
        fused = fuse(dense, lexical, dense_weight=self._settings.dense_weight, covered=covered)
        best = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))[:limit]
        return [Evidence(key, fused[key], dense[key], lexical.get(key, 0.0)) for key in best]

    def document_frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """In how many passages each search term stands (0 for none)."""
        return self.words.coverage(terms)

    def count(self) -> int:
        """How many passages there are."""
        return self.words.count()

    def background(self, text: str) -> Background:
        """How near the index as a whole is to `text`, over a sample of passages."""
        count = self.words.count()
        if self._sample is None or self._sample[0] != count:
            self._sample = count, self.vectors.sample(_BACKGROUND_PASSAGES)
        cosines = self._sample[1] @ self.query_vector(text)
        return (
            Background(float(cosines.mean()), float(cosines.std())) if len(cosines) else Background(0.0, 0.0)
        )

    def check(self) -> IndexCheck:
        """What both legs hold; the counts are None where another model or analyser built the index."""
        fingerprints = self.vectors.stored_fingerprint(), self.words.stored_fingerprint()
        expected = self.embeddings.fingerprint, self.words.fingerprint
        same = [stored in ("", current) for stored, current in zip(fingerprints, expected, strict=True)]
        return IndexCheck(
            self.vectors.count() if same[0] else None,
            self.words.count() if same[1] else None,
            *fingerprints,
            matches=all(same),
        )

    def close(self) -> None:
        """Release both stores."""
        self.vectors.close()
        self.words.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the right to write, across processes and threads; it dies with its process."""
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / _LOCK_FILE)
            lock.acquire(timeout=self._lock_wait_s)
        except Timeout as error:
            raise StoreBusyError("vectorstore.index_busy", folder=self.folder) from error
        except OSError as error:
            raise StoreUnwritableError(
                "vectorstore.index_unwritable", folder=self.folder, reason=error.strerror or error
            ) from error
        try:
            yield
        finally:
            lock.release()


def open_index(folder: Path, settings: VectorStoreSettings, embeddings: SentenceEmbeddings) -> HybridIndex:
    """Open the index in `folder`, or one whose vectors are on the server that `settings` names.

    An index of another model or analyser opens too, so that `reset` and `check` can be called; using it
    raises IndexMismatchError.
    """
    vectors = VectorIndex(embeddings, folder=folder / VECTORS_FOLDER, url=settings.chroma_url)
    words = LexicalIndex(folder / WORDS_FOLDER)
    return HybridIndex(vectors, words, embeddings, settings, folder=folder)
