"""`python -m eval retrieval`: a BEIR collection through the product's own ingestion and search.

Each document is a report; what is ranked are the works, as for any question without constraints. The legs
alone stand beside the whole: the best passage of each work by cosine, and by BM25.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.domain.evidence import subject_key
from assistant.domain.needs import Need
from assistant.finding import Finder
from assistant.language import detect_language
from eval.collections import Judged, Paper, load_judged, load_papers
from eval.labels import require_known
from eval.legs import by_meaning, by_words
from eval.measures import Ranking, figure_lines, mean_figures, query_figures
from eval.runs import QueryRecord, Run, made_by
from eval.stores import CollectionStore, EveryHundred, collection_store

FIGURES = ("ndcg@10", "recall@10", "recall@50", "mrr@10")
# Enough passages for fifty works, most of which have several.
PASSAGES_SEARCHED = 200
FOUND_KEPT = 50


@dataclass(frozen=True, slots=True)
class RetrievalRun:
    """What each leg and the whole found for each query, and how long the whole took (milliseconds)."""

    dataset: str
    judged: Judged
    whole: Ranking
    dense: Ranking
    lexical: Ranking
    latencies_ms: Sequence[float]
    pairs: Mapping[str, str]
    made_by: Mapping[str, Any]


def run(folder: Path, cache: Path) -> RetrievalRun:
    """Index `folder`'s corpus and ask its queries. Raises EvaluationError."""
    papers = load_papers(folder / "corpus.jsonl")
    judged = load_judged(folder / "queries.jsonl", folder / "qrels.tsv")
    require_known(folder / "qrels.tsv", judged.judged_ids(), {p.id for p in papers}, folder / "corpus.jsonl")
    with collection_store(papers, cache, EveryHundred()) as store:
        searcher = Searcher(store, PASSAGES_SEARCHED)
        whole, dense, lexical, latencies = {}, {}, {}, []
        for query_id, text in judged.queries.items():
            started = time.perf_counter()
            whole[query_id] = searcher.whole(text)
            latencies.append(1000 * (time.perf_counter() - started))
            dense[query_id] = searcher.dense(text)
            lexical[query_id] = searcher.lexical(text)
        merged = Judged(judged.queries, merged_grades(judged.grades, store.same_as))
        data = [folder / name for name in ("corpus.jsonl", "queries.jsonl", "qrels.tsv")]
        made = made_by(store.services, data)
    return RetrievalRun(folder.name, merged, whole, dense, lexical, latencies, _pairs(judged, papers), made)


def record(run: RetrievalRun) -> Run:
    """The run as it is kept, compared and reported."""
    measures = query_figures(run.whole, run.judged.grades, FIGURES)
    queries = [
        QueryRecord(id_, text, {"pair": run.pairs[id_]}, measures[id_], run.whole[id_][:FOUND_KEPT])
        for id_, text in run.judged.queries.items()
    ]
    return Run("retrieval", run.dataset, summary(run), queries, run.made_by)


def summary(run: RetrievalRun) -> dict[str, Any]:
    """The figures of a run, as `--json` prints them; measures run from 0 to 1."""
    grades = run.judged.grades
    figures: dict[str, Any] = {"dataset": run.dataset, "queries": len(run.whole)}
    figures |= mean_figures(run.whole, grades, FIGURES)
    figures["legs"] = {
        "dense": mean_figures(run.dense, grades, FIGURES),
        "lexical": mean_figures(run.lexical, grades, FIGURES),
    }
    figures["pairs"] = {
        pair: {
            "queries": len(chosen),
            **mean_figures(_of(run.whole, chosen), grades, FIGURES),
            "legs": {
                "dense": mean_figures(_of(run.dense, chosen), grades, FIGURES),
                "lexical": mean_figures(_of(run.lexical, chosen), grades, FIGURES),
            },
        }
        for pair, chosen in _by_pair(run.pairs).items()
    }
    figures["latency_ms"] = {
        name: round(float(np.percentile(run.latencies_ms, share)), 1)
        for name, share in (("p50", 50), ("p95", 95))
    }
    return figures


def table(figures: Mapping[str, Any]) -> list[str]:
    """The lines of a table of `summary`'s figures: the whole and its legs, for all and each language pair."""
    rows = {
        f"{label:<14}{name}": row
        for label, part in (("all", figures), *figures["pairs"].items())
        for name, row in (("whole", part), *part["legs"].items())
    }
    lines = figure_lines(f"{figures['dataset']}, {figures['queries']} queries", rows, FIGURES)
    latency = figures["latency_ms"]
    lines.append(f"a query takes {latency['p50']} ms (median), {latency['p95']} ms (95th percentile)")
    return lines


class Searcher:
    """Ranks the documents of a collection, by the whole product and by each leg alone, each over its best
    `passages`."""

    def __init__(self, store: CollectionStore, passages: int) -> None:
        self._passages = passages
        self._index = store.services.index
        self._register = store.services.register.snapshot()
        self._finder = Finder(self._index, self._register)
        self._document_of_work = store.document_of_work
        self._document_of_subject = {
            subject_key("work", work): document for work, document in store.document_of_work.items()
        }

    def whole(self, text: str) -> list[tuple[str, float]]:
        need = Need(text, detect_language(text))
        found = self._finder.find(need, passages_searched=self._passages)
        return [(self._document_of_work[r.subject.id], r.score) for r in found.works]

    def dense(self, text: str) -> list[tuple[str, float]]:
        return self._best_passages(by_meaning(self._index, text, self._passages))

    def lexical(self, text: str) -> list[tuple[str, float]]:
        return self._best_passages(by_words(self._index, text, self._passages))

    def _best_passages(self, scores: Mapping[int, float]) -> list[tuple[str, float]]:
        works = self._index.tokens.subjects(scores.keys())
        best: dict[str, float] = {}
        for key, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            if key in works:
                best.setdefault(self._document_of_subject[works[key]], score)
        return list(best.items())


def merged_grades(
    grades: Mapping[str, Mapping[str, float]], same_as: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """Judgements of the documents that stand for their copies."""
    merged: dict[str, dict[str, float]] = {}
    for query_id, judged in grades.items():
        own = merged.setdefault(query_id, {})
        for id_, grade in judged.items():
            stands_for = same_as.get(id_, id_)
            own[stands_for] = max(grade, own.get(stands_for, 0))
    return merged


def _pairs(judged: Judged, papers: Sequence[Paper]) -> dict[str, str]:
    """The language of each query and of its best document, as "th-en"."""
    language = {paper.id: detect_language(f"{paper.title} {paper.text}") for paper in papers}
    pairs = {}
    for query_id, text in judged.queries.items():
        grades = judged.grades[query_id]
        best = max(grades, key=lambda id_: (grades[id_], id_))
        pairs[query_id] = f"{detect_language(text)}-{language.get(best, '?')}"
    return pairs


def _by_pair(pairs: Mapping[str, str]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for query_id, pair in pairs.items():
        chosen.setdefault(pair, []).append(query_id)
    return dict(sorted(chosen.items()))


def _of(ranking: Ranking, query_ids: Iterable[str]) -> Ranking:
    return {query_id: ranking[query_id] for query_id in query_ids}
