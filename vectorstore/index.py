"""All legs as one index: passages found by meaning and by words, the best compared token by token.

Where a cross-encoder is set, it reads the best of all these beside the question.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TypeVar

import numpy as np

from assistant.domain.evidence import Chunk, Evidence
from assistant.errors import IndexIncompleteError, IndexMismatchError, StoreBusyError, StoreUnwritableError
from assistant.language import search_terms
from vectorstore.cross_encoder import PassageReader
from vectorstore.embeddings import Progress, Question, SentenceEmbeddings, Vectors
from vectorstore.fusion import (
    covered_share,
    fuse,
    raised_where_alike,
    reordered,
    without_language_bias,
    words_weight,
)
from vectorstore.keys import key_of
from vectorstore.lexical import LexicalIndex
from vectorstore.products import one_thread, product
from vectorstore.settings import VectorStoreSettings
from vectorstore.tokens import Held, TokenIndex
from vectorstore.vectors import VectorIndex

VECTORS_FOLDER = "vectors"
WORDS_FOLDER = "words"
TOKENS_FILE = "tokens.sqlite3"
_LOCK_FILE = "index.lock"
# A search that must look at more passages does not embed its question again.
_QUESTIONS_REMEMBERED = 64
_BACKGROUND_PASSAGES = 500
_EMBEDDED_AT_A_TIME = 2000
# How far down the list of the words a passage that is near in meaning is looked for. One that stands lower
# shares little; asking for the score of each takes longer than the whole list.
_WORDS_COMPARED = 500
# So many passages are compared one by one in about the time that it takes to look through as many of the
# nearest as hold enough of more.
_FEW_PASSAGES = 8000
# How many times as many are looked through as should do, were what is within spread evenly; then more.
_AMPLY, _MORE_AMPLY = 1.5, 4

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """How many passages each part holds; None where another model or analyser built it.

    Healthy: equal counts.
    """

    vectors: int | None
    words: int | None
    tokens: int | None

    @property
    def is_healthy(self) -> bool:
        return self.vectors is not None and self.vectors == self.words == self.tokens


@dataclass(frozen=True, slots=True)
class _Background:
    """What a sample tells of an index of so many `passages`: the mean vector of each language, and whose
    the sampled passages are."""

    passages: int
    means: Mapping[str, Vectors]
    subjects: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Fused:
    """The passages that the legs offer, with their scores, by key; `admitted` are those within."""

    held: Mapping[int, Held]
    admitted: Collection[int]
    lexical: Mapping[int, float]
    late: Mapping[int, float]
    scores: Mapping[int, float]


class HybridIndex:
    """The passages of all documents. Implements `assistant.ports.EvidenceIndex`.

    `question(text)` is a question as the model sees it; the last few are remembered. `cross_encoder` reads
    the best passages beside the question; with None they stand as the legs have them.

    After a crash call `remove` with the document, then `add` with its chunks: both may be repeated.
    Words are committed last. One process writes at a time.
    """

    def __init__(
        self,
        vectors: VectorIndex,
        words: LexicalIndex,
        tokens: TokenIndex,
        embeddings: SentenceEmbeddings,
        settings: VectorStoreSettings,
        *,
        folder: Path,
        cross_encoder: PassageReader | None = None,
        lock_wait_s: float = 5.0,
    ) -> None:
        self.vectors = vectors
        self.words = words
        self.tokens = tokens
        self.embeddings = embeddings
        self._settings = settings
        self.folder = folder
        self.cross_encoder = cross_encoder
        self.question = lru_cache(_QUESTIONS_REMEMBERED)(embeddings.question)
        self._background: _Background | None = None
        self._lock_wait_s = lock_wait_s
        self._meanwhile = _Meanwhile()

    def add(self, chunks: Sequence[Chunk], progress: Progress | None = None) -> None:
        """Embed and index `chunks`; those already there are replaced. `progress` is told (done, total)."""
        unique = list({chunk.id: chunk for chunk in chunks}.values())
        self._background = None
        with self._alone(), self.words.writing():
            for start in range(0, len(unique), _EMBEDDED_AT_A_TIME):
                part = unique[start : start + _EMBEDDED_AT_A_TIME]
                self._add(part, _advanced(progress, start, len(unique)))
            self.words.add(unique)

    def _add(self, chunks: Sequence[Chunk], progress: Progress | None) -> None:
        statistics = self.tokens.statistics()
        vectors = np.empty((len(chunks), self.embeddings.dimensions), np.float32)
        packed = [b""] * len(chunks)
        for places, encoded in self.embeddings.passages([c.indexed_text for c in chunks], progress):
            vectors[places] = encoded.vectors
            for place, tokens, ends in zip(places, encoded.tokens, encoded.ends, strict=True):
                packed[place] = statistics.pack(tokens, ends)
        self.vectors.add(chunks, vectors)
        self.tokens.add(chunks, vectors, packed)

    def remove(self, document_ids: Collection[str]) -> None:
        """Forget all passages of these documents; unknown ones are no error."""
        self._background = None
        with self._alone(), self.words.writing():
            self.vectors.remove(document_ids)
            self.tokens.remove(document_ids)
            self.words.remove(document_ids)

    def reset(self) -> None:
        """Forget everything, also what another model or analyser built: the start of a reindex."""
        self._background = None
        with self._alone():
            self.vectors.clear()
            self.tokens.clear()
            self.words.clear()

    def search(self, text: str, *, limit: int, within: Collection[str] | None = None) -> list[Evidence]:
        """The `limit` best passages for `text`, and the `limit` best of the subjects `within`, if given.

        Each with its scores, all in one order, best first. Each leg offers its best passages; the best of
        these by the fused score of both are then compared with the question token by token. Where there is
        a cross-encoder, it reads the best by all that. What is within is found whatever else is nearer.
        Raises IndexIncompleteError where a part of the index is missing.
        """
        if limit < 1:
            return []
        with one_thread():
            found = self._fused(text, limit, within)
        scores = self._judged(text, found, self.cross_encoder) if self.cross_encoder else found.scores
        return [
            Evidence(
                found.held[key].chunk_id,
                scores[key],
                found.held[key].cosine,
                found.lexical.get(key, 0.0),
                found.late.get(key),
            )
            for key in _best(scores, found.admitted, limit)
        ]

    def _fused(self, text: str, limit: int, within: Collection[str] | None) -> _Fused:
        count = max(limit, self._settings.candidates)
        question = self.question(text)
        terms = search_terms(text)
        held, lexical = self._candidates(question, terms, count, within)
        admitted = {key for key, passage in held.items() if passage.subject in within} if within else set()
        dense = {key: passage.cosine for key, passage in held.items()}
        languages = {key: passage.language for key, passage in held.items()}
        covered = covered_share(self.words.coverage(terms), self.words.count())
        level = without_language_bias(dense, languages, self._nearness(question))
        words = words_weight(covered, len(set(terms)), self._settings.balanced_terms)
        first = fuse(level, lexical, words=words)
        late = self._late(question, _best(first, admitted, self._settings.late_candidates))
        words = raised_where_alike(words, late)
        fused = fuse(level, lexical, late, words=words, late_weight=self._settings.late_weight)
        return _Fused(held, admitted, lexical, late, fused)

    def _judged(self, text: str, found: _Fused, reader: PassageReader) -> dict[int, float]:
        """The scores once the best passages of all, and the best of what is within, were read.

        Those within that are not among the best of all are put into a new order by themselves: the others
        stand as they would without limits, and none rises by being within.
        """
        count = self._settings.cross_encoder_candidates
        best = _best(found.scores, found.admitted, count)
        texts = self.vectors.texts([found.held[key].chunk_id for key in best])
        read = {key: texts[id_] for key in best if (id_ := found.held[key].chunk_id) in texts}
        told = dict(zip(read, reader.scores(text, list(read.values())), strict=True))
        of_all = set(_best(found.scores, (), count))
        scores = dict(found.scores)
        for keys in ([key for key in told if key in of_all], [key for key in told if key not in of_all]):
            before, judged = {key: scores[key] for key in keys}, {key: told[key] for key in keys}
            scores |= reordered(before, judged, weight=self._settings.cross_encoder_weight)
        return scores

    def _candidates(
        self, question: Question, terms: Sequence[str], count: int, within: Collection[str] | None
    ) -> tuple[dict[int, Held], dict[int, float]]:
        """Every passage that a leg offers, by key; BM25 of those that are among the best by words."""
        looked_through = self._looked_through(count, within) if within else count
        nearest = self._meanwhile.submit(self.vectors.search, question.vector, looked_through)
        lexical = dict(self.words.search(terms, max(looked_through, _WORDS_COMPARED)))
        offered = {*islice(lexical, count)}
        if within:
            of_all = lexical if looked_through > count else {}
            inside = self._words_within(terms, count, within, of_all)
            offered.update(islice(inside, count))
            lexical |= inside
        held = self.tokens.held(question.vector, offered)
        near = dict(nearest.result())
        held |= self.tokens.held(question.vector, set(islice(near, count)) - held.keys(), near)
        if within:
            held |= self._nearest_within(question.vector, count, within, near)
        if bool(near) != bool(self.words.count()) or (near and not held):
            raise IndexIncompleteError("asking.index_incomplete")
        return held, {key: score for key, score in lexical.items() if key in held}

    def _looked_through(self, count: int, within: Collection[str]) -> int:
        """How many of the nearest passages of all to look through for `count` of these subjects; no more than
        `count` where there are so few of these that they are better compared one by one."""
        share = self._share(within)
        few = share * self.words.count() <= _FEW_PASSAGES
        return count if few else max(count, math.ceil(_AMPLY * count / share))

    def _words_within(
        self, terms: Sequence[str], count: int, within: Collection[str], of_all: Mapping[int, float]
    ) -> dict[int, float]:
        """BM25 of the best passages of these subjects by words, best first.

        Searched by themselves where fewer than `count` are among the best `of_all`.
        """
        admitted = self._admitted(of_all, within) if of_all else []
        if len(admitted) >= count:
            return {key: of_all[key] for key in admitted}
        return dict(self.words.search(terms, _WORDS_COMPARED, within))

    def _nearest_within(
        self, vector: Vectors, count: int, within: Collection[str], near: Mapping[int, float]
    ) -> dict[int, Held]:
        """The `count` passages of these subjects nearest to `vector`; `near` are the nearest of all.

        Where too few of those are of these subjects, four times as many are looked through, and then all of
        these subjects: they are few, or far from the question.
        """
        if len(near) > count:
            for looked_through in (len(near), _MORE_AMPLY * len(near)):
                if looked_through > len(near):
                    near = dict(self.vectors.search(vector, looked_through))
                admitted = self._admitted(near, within)[:count]
                if len(admitted) == count:
                    return self.tokens.held(vector, admitted, near)
        return _nearest(self.tokens.held_of(vector, within), count)

    def _admitted(self, keys: Collection[int], within: Collection[str]) -> list[int]:
        """The passages of these subjects among `keys`, in the same order."""
        subjects = self.tokens.subjects(keys)
        return [key for key in keys if subjects.get(key) in within]

    def _late(self, question: Question, keys: Sequence[int]) -> dict[int, float]:
        """How well the tokens of these passages match the question's."""
        packed = self.tokens.tokens(keys)
        if not packed:
            return {}
        scores = self.tokens.statistics().scores(question, list(packed.values()))
        return dict(zip(packed, scores.tolist(), strict=True))

    def sentence_fits(
        self, text: str, passages: Mapping[Chunk, Sequence[tuple[int, int]]]
    ) -> dict[Chunk, list[float]]:
        """How well each sentence of each passage, read with its context, fits `text` token by token, -1 to 1.

        `passages` tells from where to where in the text of each chunk its sentences go.
        """
        packed = self.tokens.tokens([key_of(chunk.id) for chunk in passages])
        known = [chunk for chunk in passages if packed.get(key_of(chunk.id))]
        if not known:
            return {}
        contexts = [len(chunk.indexed_text) - len(chunk.text) for chunk in known]
        stretches = [
            [(context + start, context + end) for start, end in passages[chunk]]
            for chunk, context in zip(known, contexts, strict=True)
        ]
        with one_thread():
            fits = self.tokens.statistics().stretch_scores(
                self.question(text), [packed[key_of(chunk.id)] for chunk in known], contexts, stretches
            )
        return dict(zip(known, fits, strict=True))

    def document_frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """In how many passages each search term stands (0 for none)."""
        return self.words.coverage(terms)

    def count(self) -> int:
        """How many passages there are."""
        return self.words.count()

    def _nearness(self, question: Question) -> dict[str, float]:
        """The mean cosine of the sampled passages of each language."""
        means = self._sampled().means
        return {name: float(product(mean, question.vector)) for name, mean in means.items()}

    def _share(self, within: Collection[str]) -> float:
        """About how many of all passages are of these subjects, from 0 to 1."""
        subjects = self._sampled().subjects
        return sum(subject in within for subject in subjects) / max(1, len(subjects))

    def _sampled(self) -> _Background:
        """What some passages tell of all."""
        count, known = self.words.count(), self._background
        if known is None or known.passages != count:
            vectors, languages, subjects = self.tokens.sample(_BACKGROUND_PASSAGES)
            names = np.unique(languages)
            means = {str(name): vectors[languages == name].mean(axis=0) for name in names}
            self._background = known = _Background(count, means, subjects)
        return known

    def check(self) -> IndexCheck:
        """What each part holds."""
        return IndexCheck(*(_count(part) for part in (self.vectors, self.words, self.tokens)))

    def close(self) -> None:
        """Release all stores."""
        self._meanwhile.close()
        self.vectors.close()
        self.words.close()
        self.tokens.close()

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


class _Meanwhile:
    """One thread more, begun when it is first needed. Chroma lets others work while it searches."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._executor: ThreadPoolExecutor | None = None

    def submit(self, act: Callable[..., Result], *arguments: object) -> "Future[Result]":
        with self._lock:
            self._executor = self._executor or ThreadPoolExecutor(1, "vectors")
            return self._executor.submit(act, *arguments)

    def close(self) -> None:
        """End the thread after what it has begun; using it afterwards begins another."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor:
            executor.shutdown()


def open_index(
    folder: Path,
    settings: VectorStoreSettings,
    embeddings: SentenceEmbeddings,
    cross_encoder: PassageReader | None = None,
) -> HybridIndex:
    """Open the index in `folder`, or one whose vectors are on the server that `settings` names.

    An index of another model or analyser opens too, so that `reset` and `check` can be called; using it
    raises IndexMismatchError.
    """
    vectors = VectorIndex(embeddings, folder=folder / VECTORS_FOLDER, url=settings.chroma_url)
    words = LexicalIndex(folder / WORDS_FOLDER)
    tokens = TokenIndex(embeddings, folder / TOKENS_FILE)
    return HybridIndex(
        vectors, words, tokens, embeddings, settings, folder=folder, cross_encoder=cross_encoder
    )


def _best(scores: Mapping[int, float], admitted: Collection[int], count: int) -> list[int]:
    """The `count` best of all and the `count` best of those admitted, best first."""
    ordered = sorted(scores, key=lambda key: (-scores[key], key))
    chosen = {*ordered[:count], *islice(filter(admitted.__contains__, ordered), count)}
    return [key for key in ordered if key in chosen]


def _nearest(held: Mapping[int, Held], count: int) -> dict[int, Held]:
    return {key: held[key] for key in nlargest(count, held, key=lambda key: held[key].cosine)}


def _count(part: VectorIndex | LexicalIndex | TokenIndex) -> int | None:
    try:
        return part.count()
    except IndexMismatchError:
        return None


def _advanced(progress: Progress | None, done_before: int, total: int) -> Progress | None:
    return (lambda done, _: progress(done_before + done, total)) if progress else None
