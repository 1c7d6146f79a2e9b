"""Jabkoo's search beside a plain LangChain chain and haiku.rag: the same corpus, model and machine.

    python -m eval.benchmarks.side_by_side DIR [--haiku-python PATH] [--queries N] [--cache DIR] [--json]

DIR holds a collection in BEIR's layout (`eval.collections`). Jabkoo ingests its documents as a park's
reports and ranks the works; LangChain keeps each document whole in Chroma (or cut by its
RecursiveCharacterTextSplitter where that is installed) and ranks by similarity; haiku.rag, in a process of
the Python given, keeps it whole too and asks the same model through an OpenAI-compatible endpoint. Every
query is embedded alone, then asked of each for the first time; latencies are told over embedding it in this
process. haiku.rag's embedding goes through HTTP, so its latency is told over that too.
"""

import argparse
import base64
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from fastapi import FastAPI
from pydantic import BaseModel

from assistant.finding import PASSAGES_SEARCHED
from eval.benchmarks.command_line import at_least_one, ends_with_a_message, program
from eval.benchmarks.serving import serving
from eval.collections import Paper, load_judged, load_papers
from eval.measures import Grades, mean_figures
from eval.retrieval import Searcher, merged_grades
from eval.stores import EveryHundred, cache_folder, collection_store
from vectorstore.embeddings import E5_PROMPTS, SentenceEmbeddings

FIGURES = ("ndcg@10", "recall@10", "mrr@10")
HAIKU_SIDE = Path(__file__).with_name("haiku_rag.py")
_FOUND = 10
_SPLITTERS = "langchain_text_splitters"
_LETTERS_A_PIECE, _LETTERS_SHARED = 1000, 200
# How many pieces are searched for each document wanted, where documents are cut.
_PIECES = 3

Search = Callable[[str], list[tuple[str, float]]]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Asked:
    """What one of them found for each query, and the seconds of each search and of its embedding alone."""

    name: str
    found: Mapping[str, Sequence[tuple[str, float]]]
    search_s: Sequence[float]
    embedding_s: Sequence[float]


@dataclass(frozen=True, slots=True)
class Side:
    """How well one of them finds, and how long it takes: over embedding the same query in this process
    (median and 95th percentile), and over embedding it its own way (median)."""

    name: str
    quality: Mapping[str, float]
    p50: float
    p95: float
    p50_over_own_embedding: float


class Chain:
    """What a LangChain tutorial makes: passages in Chroma, found by similarity alone."""

    def __init__(self, embeddings: SentenceEmbeddings, passages: Mapping[str, str], folder: Path) -> None:
        from chromadb.config import Settings
        from langchain_chroma import Chroma

        cut = _splitter()
        self.name = f"LangChain and Chroma, {'passages cut' if cut else 'whole passages'}"
        self._searched = _FOUND * (_PIECES if cut else 1)
        pieces = [(id_, piece) for id_, text in passages.items() for piece in (cut(text) if cut else [text])]
        self._store = Chroma(
            embedding_function=embeddings,
            persist_directory=str(folder),
            client_settings=Settings(anonymized_telemetry=False, is_persistent=True),
        )
        self._store.add_texts([piece for _, piece in pieces], [{"id": id_} for id_, _ in pieces])

    def search(self, query: str) -> list[tuple[str, float]]:
        """The nearest passages, best first, each by its nearest piece."""
        nearest: dict[str, float] = {}
        for document, distance in self._store.similarity_search_with_score(query, self._searched):
            nearest.setdefault(document.metadata["id"], -distance)
        return list(nearest.items())[:_FOUND]


def compare(folder: Path, cache: Path, haiku: Path | None, queries: int | None) -> list[Side]:
    """Measure every side on `folder`'s collection. Raises EvaluationError."""
    papers = load_papers(folder / "corpus.jsonl")
    judged = load_judged(folder / "queries.jsonl", folder / "qrels.tsv")
    texts = dict(islice(judged.queries.items(), queries))
    with collection_store(papers, cache, EveryHundred()) as store, TemporaryDirectory() as scratch:
        embeddings = store.services.index.embeddings
        passages = {paper.id: _text(paper) for paper in papers if store.same_as[paper.id] == paper.id}
        jabkoo = Searcher(store, PASSAGES_SEARCHED)
        chain = Chain(embeddings, passages, Path(scratch) / "chroma")
        asked = in_turns(embeddings, {"Jabkoo": jabkoo.whole, chain.name: chain.search}, texts)
        if haiku:
            asked.append(haiku_side(haiku, embeddings, passages, texts, Path(scratch)))
        grades = merged_grades(judged.grades, store.same_as)
    in_this_process = asked[0].embedding_s
    return [_side(one, grades, in_this_process) for one in asked]


def in_turns(
    embeddings: SentenceEmbeddings, searches: Mapping[str, Search], queries: Mapping[str, str]
) -> list[Asked]:
    """Ask every query of each, after embedding it alone."""
    for search in searches.values():
        search("warm up")
    embedding_s: list[float] = []
    found: dict[str, dict[str, list[tuple[str, float]]]] = {name: {} for name in searches}
    search_s: dict[str, list[float]] = {name: [] for name in searches}
    for id_, query in queries.items():
        embedding_s.append(_timed(embeddings.query_vector, query)[0])
        for name, search in searches.items():
            seconds, found[name][id_] = _timed(search, query)
            search_s[name].append(seconds)
    return [Asked(name, found[name], search_s[name], embedding_s) for name in searches]


def haiku_side(
    python: Path,
    embeddings: SentenceEmbeddings,
    passages: Mapping[str, str],
    queries: Mapping[str, str],
    scratch: Path,
) -> Asked:
    """Ask haiku.rag, which `python` has, with these embeddings."""
    with serving(embeddings_app(embeddings)) as address:
        model = {
            "provider": "openai",
            "name": "local",
            "vector_dim": embeddings.dimensions,
            "base_url": f"{address}/v1",
            "api_key": "none",
            "query_prefix": E5_PROMPTS.query,
            "document_prefix": E5_PROMPTS.passage,
        }
        job = {
            "embeddings": model,
            "passages": passages,
            "queries": queries,
            "limit": _FOUND,
            "database": str(scratch / "haiku.lancedb"),
        }
        (scratch / "job.json").write_text(json.dumps(job), encoding="utf-8")
        command = [python.absolute(), HAIKU_SIDE, scratch / "job.json", scratch / "out.json"]
        subprocess.run(command, check=True, cwd=scratch, stdout=sys.stderr)
    out = json.loads((scratch / "out.json").read_text(encoding="utf-8"))
    return Asked(f"{out['version']}, whole passages", out["found"], out["search_s"], out["embedding_s"])


class EmbeddingsBody(BaseModel):
    """What OpenAI's clients send: texts, and how they want the vectors ("float" or "base64")."""

    input: list[str] | str
    model: str
    encoding_format: str = "float"


def embeddings_app(embeddings: SentenceEmbeddings) -> FastAPI:
    """`POST /v1/embeddings` as OpenAI has it; a text's prompt tells a question from a passage."""
    app = FastAPI()

    @app.post("/v1/embeddings")
    def embed(body: EmbeddingsBody) -> dict[str, Any]:
        texts = [body.input] if isinstance(body.input, str) else body.input
        vectors = _vectors(embeddings, texts)
        data = [
            {"object": "embedding", "index": place, "embedding": _encoded(vector, body.encoding_format)}
            for place, vector in enumerate(vectors)
        ]
        usage = {"prompt_tokens": 0, "total_tokens": 0}
        return {"object": "list", "data": data, "model": body.model, "usage": usage}

    return app


def _vectors(embeddings: SentenceEmbeddings, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    if all(text.startswith(E5_PROMPTS.query) for text in texts):
        return np.stack([embeddings.query_vector(text.removeprefix(E5_PROMPTS.query)) for text in texts])
    return embeddings.passage_vectors([text.removeprefix(E5_PROMPTS.passage) for text in texts])


def _encoded(vector: npt.NDArray[np.float32], encoding: str) -> str | list[float]:
    if encoding == "base64":
        return base64.b64encode(vector.tobytes()).decode("ascii")
    values: list[float] = vector.tolist()
    return values


def _splitter() -> Callable[[str], list[str]] | None:
    """LangChain's own way to cut a text, where its package is installed."""
    if find_spec(_SPLITTERS) is None:
        return None
    cutting = import_module(_SPLITTERS).RecursiveCharacterTextSplitter(
        chunk_size=_LETTERS_A_PIECE, chunk_overlap=_LETTERS_SHARED
    )
    cut: Callable[[str], list[str]] = cutting.split_text
    return cut


def _side(asked: Asked, grades: Grades, in_this_process: Sequence[float]) -> Side:
    latencies = np.divide(asked.search_s, in_this_process)
    p50, p95 = (float(np.percentile(latencies, share)) for share in (50, 95))
    own = float(np.median(np.divide(asked.search_s, asked.embedding_s)))
    return Side(asked.name, mean_figures(asked.found, grades, FIGURES), p50, p95, own)


def _text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.text}" if paper.title else paper.text


def _timed(act: Callable[[str], Result], query: str) -> tuple[float, Result]:
    started = time.perf_counter()
    result = act(query)
    return time.perf_counter() - started, result


def table(sides: Sequence[Side]) -> list[str]:
    """The lines of a table: quality, then latencies over embedding the query."""
    lines = [f"{'':<42}" + "".join(f"{name:>11}" for name in FIGURES) + f"{'p50':>8}{'p95':>8}{'own p50':>9}"]
    for side in sides:
        quality = "".join(f"{side.quality[name]:>11.4f}" for name in FIGURES)
        lines.append(
            f"{side.name:<42}{quality}{side.p50:>8.2f}{side.p95:>8.2f}{side.p50_over_own_embedding:>9.2f}"
        )
    return lines


@ends_with_a_message
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="corpus.jsonl, queries.jsonl and qrels.tsv")
    parser.add_argument(
        "--haiku-python", type=program, help="the Python of an environment that has haiku.rag"
    )
    parser.add_argument("--queries", type=at_least_one, help="ask only so many")
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where stores are kept")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    sides = compare(options.folder, options.cache, options.haiku_python, options.queries)
    if options.json:
        print(json.dumps([asdict(side) for side in sides], indent=2))
    else:
        print("\n".join(table(sides)))
    if not options.haiku_python:
        print("haiku.rag was left out: no --haiku-python was given", file=sys.stderr)


if __name__ == "__main__":
    main()
