"""How many bits a dimension of a token's vector is worth keeping.

    python -m eval.benchmarks.token_bits DIR [--cache PATH] [--every 1]

DIR holds a collection as `python -m eval retrieval` reads it. Its passages are read by the model once more,
and their tokens kept in memory in 2, 3 and 4 bits a dimension, and as 16-bit floats. Everything else is the
product's own: the store, the legs of the search and their settings, how works are ranked. For each way it
tells what a token takes and the nDCG@10 of the works found.
"""

import argparse
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from eval.benchmarks.command_line import at_least_one, ends_with_a_message
from eval.collections import Judged, load_judged, load_papers
from eval.measures import mean_figures
from eval.retrieval import PASSAGES_SEARCHED, Searcher, merged_grades
from eval.stores import CollectionStore, EveryHundred, cache_folder, collection_store
from vectorstore.embeddings import SentenceEmbeddings, Vectors
from vectorstore.index import TOKENS_FILE, HybridIndex
from vectorstore.keys import key_of
from vectorstore.late import HEAD_BYTES, TokenStatistics, unit
from vectorstore.products import product
from vectorstore.tokens import TokenIndex

FIGURE = "ndcg@10"


# Equal steps lose least of a normal distribution where they reach so far (Max 1960, "Quantizing for minimum
# distortion", IRE Transactions on Information Theory 6(1), table II).
@dataclass(frozen=True, slots=True)
class TwoBits(TokenStatistics):
    levels: ClassVar[int] = 4
    reach: ClassVar[float] = 1.99


@dataclass(frozen=True, slots=True)
class ThreeBits(TokenStatistics):
    levels: ClassVar[int] = 8
    reach: ClassVar[float] = 2.34


@dataclass(frozen=True, slots=True)
class Floats(TokenStatistics):
    """Vectors minus their mean as 16-bit floats, in place of codes; the question's are not rounded."""

    def pack(self, tokens: Vectors, ends: Sequence[int]) -> bytes:
        heads = np.zeros((len(tokens), HEAD_BYTES), np.uint8)
        heads[:, 2:] = np.asarray(ends, "<u2")[:, None].view(np.uint8)
        vectors = (tokens - self.passage_mean).astype("<f2").view(np.uint8)
        return np.hstack([heads, vectors]).tobytes()

    @property
    def _bytes_a_token(self) -> int:
        return HEAD_BYTES + 2 * len(self.passage_mean)

    def _cosines(self, asked: Vectors, tokens: npt.NDArray[np.uint8]) -> Vectors:
        vectors = np.ascontiguousarray(tokens[:, HEAD_BYTES:]).view("<f2").astype(np.float32)
        return product(unit(asked - self.question_mean), unit(vectors).T)


WAYS: Mapping[int, type[TokenStatistics]] = {2: TwoBits, 3: ThreeBits, 4: TokenStatistics, 16: Floats}


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping so many bits a dimension takes of each token, and what the search finds with it."""

    bits: int
    bytes_a_token: int
    ndcg: float


class _InMemory(TokenIndex):
    """The tokens of an index, packed another way; what else it knows of passages is read from its file."""

    def __init__(
        self,
        embeddings: SentenceEmbeddings,
        file: Path,
        statistics: TokenStatistics,
        packed: Mapping[int, bytes],
    ) -> None:
        super().__init__(embeddings, file)
        self._statistics, self._packed = statistics, packed

    def tokens(self, keys: Collection[int]) -> dict[int, bytes]:
        return {key: self._packed[key] for key in keys if key in self._packed}


def measure(folder: Path, cache: Path, every: int) -> list[Kept]:
    """Ask the questions of `folder`, one in `every`, for each way of keeping tokens.

    Raises EvaluationError.
    """
    papers = load_papers(folder / "corpus.jsonl")
    judged = load_judged(folder / "queries.jsonl", folder / "qrels.tsv")
    asked = dict(list(judged.queries.items())[::every])
    with collection_store(papers, cache, EveryHundred()) as store:
        grades = merged_grades(judged.grades, store.same_as)
        dimensions = store.services.index.embeddings.dimensions
        tokens = _tokens_read(store)
        return [
            Kept(bits, _bytes_a_token(bits, dimensions), _quality(store, way, tokens, Judged(asked, grades)))
            for bits, way in WAYS.items()
        ]


def _tokens_read(store: CollectionStore) -> Mapping[int, tuple[Vectors, Sequence[int]]]:
    """The token vectors of each passage, as the model gives them, and where each token ends, by key."""
    documents = {work.source.document_id for work in store.services.register.all_works()}
    chunks = store.services.catalogue.chunks_of_documents(documents)
    read = store.services.index.embeddings.passages([chunk.indexed_text for chunk in chunks])
    return {
        key_of(chunks[place].id): (tokens, ends)
        for places, encoded in read
        for place, tokens, ends in zip(places, encoded.tokens, encoded.ends, strict=True)
    }


def _quality(
    store: CollectionStore,
    way: type[TokenStatistics],
    tokens: Mapping[int, tuple[Vectors, Sequence[int]]],
    judged: Judged,
) -> float:
    """The nDCG@10 of the search over `store` with its tokens kept this way."""
    index, settings = store.services.index, store.services.settings.vectorstore
    statistics = way.from_bytes(index.tokens.statistics().to_bytes())
    packed = {key: statistics.pack(*of_passage) for key, of_passage in tokens.items()}
    kept = _InMemory(index.embeddings, index.folder / TOKENS_FILE, statistics, packed)
    own = HybridIndex(index.vectors, index.words, kept, index.embeddings, settings, folder=index.folder)
    with closing(own):
        searcher = Searcher(replace(store, services=replace(store.services, index=own)), PASSAGES_SEARCHED)
        found = {query_id: searcher.whole(text) for query_id, text in judged.queries.items()}
    return mean_figures(found, judged.grades, [FIGURE])[FIGURE]


def _bytes_a_token(bits: int, dimensions: int) -> int:
    """Its length and where it ends, then so many bits a dimension."""
    return HEAD_BYTES + (dimensions * bits + 7) // 8


def table(kept: Sequence[Kept]) -> list[str]:
    """A line for each way."""
    heading = f"{'bits a dimension':>16}{'bytes a token':>15}{FIGURE:>9}"
    return [heading, *(f"{way.bits:>16}{way.bytes_a_token:>15}{way.ndcg:>9.4f}" for way in kept)]


@ends_with_a_message
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="corpus.jsonl, queries.jsonl and qrels.tsv")
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where stores are kept")
    parser.add_argument("--every", type=at_least_one, default=1, help="ask only one question in so many")
    options = parser.parse_args()
    print("\n".join(table(measure(options.folder, options.cache, options.every))))


if __name__ == "__main__":
    main()
