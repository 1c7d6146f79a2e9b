"""Late interaction: a passage scored by how well each token of the question finds its like in it.

MaxSim (Khattab and Zaharia 2020, "ColBERT", section 3.2) over the token vectors of the embedding model
itself. Taken as they are, all its token vectors point much the same way; minus their mean they tell
words apart, across languages too, and 4 bits a dimension keep what matters (docs/benchmarks.md).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from vectorstore.embeddings import Question, SentenceEmbeddings, Vectors
from vectorstore.products import product, products_with_codes

VERSION = 5
REFERENCE_TEXTS = "reference_texts.txt"
# A piece of the vocabulary counts fully from one occurrence in e^14 (a million) on, and next to nothing
# if it is as frequent as one in e^8 (three thousand).
_FREQUENT, _RARE = -8.0, -14.0
_LEAST_WEIGHT = 0.05
# Before the codes of a token: its length and where it ends, two bytes each.
HEAD_BYTES = 4
_FARTHEST = 65535


@dataclass(frozen=True, slots=True)
class TokenStatistics:
    """Where a model's token vectors lie, and what its pieces tell.

    `passage_mean`, `passage_deviation` and `question_mean` are of shape (dimensions,), the first two over
    tokens of passages; `piece_weights` (vocabulary,) from 0.05 to 1, empty where the tokenizer tells not.
    """

    passage_mean: Vectors
    passage_deviation: Vectors
    question_mean: Vectors
    piece_weights: Vectors

    # How many codes a dimension has, and how many standard deviations they reach to each side.
    levels: ClassVar[int] = 16
    reach: ClassVar[float] = 2.6

    @classmethod
    def measured(cls, embeddings: SentenceEmbeddings) -> "TokenStatistics":
        """Over the reference texts, Thai and English: the same for every index of this model."""
        texts = reference_texts()
        passages = np.concatenate(
            [tokens for _, encoded in embeddings.passages(texts) for tokens in encoded.tokens]
        )
        questions = np.concatenate([embeddings.question(text).tokens for text in texts])
        return cls(
            passages.mean(axis=0),
            np.maximum(passages.std(axis=0), 1e-6),
            questions.mean(axis=0),
            piece_weights(embeddings.piece_scores()),
        )

    def to_bytes(self) -> bytes:
        file = io.BytesIO()
        np.savez_compressed(
            file,
            passage_mean=self.passage_mean,
            passage_deviation=self.passage_deviation,
            question_mean=self.question_mean,
            piece_weights=self.piece_weights,
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "TokenStatistics":
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            return cls(**{name: arrays[name] for name in arrays.files})

    def pack(self, tokens: Vectors, ends: Sequence[int]) -> bytes:
        """Token vectors of a passage (tokens, dimensions), and after how many of its letters each ends.

        Of each its length (2 bytes), where it ends (2 bytes), then 4 bits a dimension.
        """
        scaled = (tokens - self.passage_mean) / self.passage_deviation
        codes = np.clip((scaled / self.reach + 1) * (self.levels / 2), 0, self.levels - 1).astype(np.uint8)
        lengths = np.linalg.norm(self._level(codes.astype(np.float32)) * self.passage_deviation, axis=1)
        if codes.shape[1] % 2:
            codes = np.pad(codes, ((0, 0), (0, 1)))
        pairs = codes[:, ::2] << 4 | codes[:, 1::2]
        heads = [lengths.astype("<f2"), np.minimum(ends, _FARTHEST).astype("<u2")]
        return np.hstack([*(head[:, None].view(np.uint8) for head in heads), pairs]).tobytes()

    def scores(self, question: Question, packed: Sequence[bytes]) -> Vectors:
        """How well each of these passages fits `question`, from -1 to 1, of shape (passages,)."""
        tokens, starts, counts = self._row(packed)
        scores = np.full(len(packed), -1.0, np.float32)
        if len(question.tokens) and len(tokens):
            cosines = self._cosines(question.tokens, tokens)
            best = np.maximum.reduceat(cosines, starts[counts > 0], axis=1)
            scores[counts > 0] = product(self._weights(question.pieces), best)
        return scores

    def stretch_scores(
        self,
        question: Question,
        packed: Sequence[bytes],
        contexts: Sequence[int],
        stretches: Sequence[Sequence[tuple[int, int]]],
    ) -> list[list[float]]:
        """How well each stretch of each of these passages, read with its context, fits `question`, -1 to 1.

        Of each passage `contexts` tells how many letters come before its own text (title, section), and
        `stretches` from which letter to which each stretch goes. What the context says already, no stretch
        gains by saying again. A stretch that the model did not read scores -1.
        """
        if not len(question.tokens):
            return [[-1.0] * len(of_passage) for of_passage in stretches]
        tokens, starts, counts = self._row(packed)
        cosines, weights = self._cosines(question.tokens, tokens), self._weights(question.pieces)
        ends = np.ascontiguousarray(tokens[:, 2:HEAD_BYTES]).view("<u2")[:, 0]
        scores: list[list[float]] = []
        for start, count, context, of_passage in zip(starts, counts, contexts, stretches, strict=True):
            own, own_ends = cosines[:, start : start + count], ends[start : start + count]
            said = own[:, : np.searchsorted(own_ends, context, "right")].max(axis=1, initial=-1.0)
            places = np.searchsorted(own_ends, np.array(of_passage).reshape(-1, 2), "right").tolist()
            found = [own[:, first:last] for first, last in places]
            scores.append(
                [float(weights @ np.maximum(said, f.max(axis=1))) if f.size else -1.0 for f in found]
            )
        return scores

    def _row(
        self, packed: Sequence[bytes]
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The tokens of these passages one after another; where each passage starts, and how many it has."""
        tokens = np.frombuffer(b"".join(packed), np.uint8).reshape(-1, self._bytes_a_token)
        counts = np.array([len(of_passage) // self._bytes_a_token for of_passage in packed], np.int64)
        return tokens, np.cumsum(counts) - counts, counts

    @property
    def _bytes_a_token(self) -> int:
        return HEAD_BYTES + (len(self.passage_mean) + 1) // 2

    def _cosines(self, asked: Vectors, tokens: npt.NDArray[np.uint8]) -> Vectors:
        """The cosine of each token of a question with each packed token, both minus their means.

        The codes are never turned back into vectors: a product with a vector is one with its codes.
        """
        scaled = unit(asked - self.question_mean) * self.passage_deviation
        scaled = np.pad(scaled, ((0, 0), (0, scaled.shape[1] % 2)))
        products = products_with_codes(scaled, tokens[:, HEAD_BYTES:])
        whole = scaled.sum(axis=1, keepdims=True)
        lengths = np.ascontiguousarray(tokens[:, :2]).view("<f2").astype(np.float32)[:, 0]
        cosines: Vectors = ((products + whole / 2) * (2 / self.levels) - whole) / np.maximum(lengths, 1e-6)
        return cosines

    def _level(self, codes: Vectors) -> Vectors:
        """The middle of what a code stands for, in units of the reach."""
        level: Vectors = (codes + 0.5) * (2 / self.levels) - 1
        return level

    def _weights(self, pieces: Sequence[int]) -> Vectors:
        """What each token of a question counts; they sum to 1, where there are any."""
        if len(self.piece_weights):
            weights = self.piece_weights[list(pieces)]
        else:
            weights = np.ones(len(pieces), np.float32)
        shares: Vectors = weights / weights.sum()
        return shares


def piece_weights(scores: Vectors | None) -> Vectors:
    """From 0.05 for the most frequent pieces to 1 for the rare ones: chatter counts little."""
    if scores is None:
        return np.empty(0, np.float32)
    rarity = np.clip((scores - _FREQUENT) / (_RARE - _FREQUENT), 0.0, 1.0)
    weights: Vectors = (_LEAST_WEIGHT + (1 - _LEAST_WEIGHT) * rarity).astype(np.float32)
    return weights


def reference_texts() -> list[str]:
    """Passages in both languages, about what researchers and entrepreneurs write of."""
    return (files("vectorstore") / REFERENCE_TEXTS).read_text(encoding="utf-8").splitlines()


def unit(rows: Vectors) -> Vectors:
    """Each row as long as 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = (rows / np.maximum(lengths, 1e-6)).astype(np.float32, copy=False)
    return scaled
