"""`python -m eval experts`: who is found for a need, on collections that name the people of each paper.

The papers are reports of a store; who wrote them comes from the collection, as sure as a register says it.
What is measured is the product's own ranking of experts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.documents import SourceRef
from assistant.domain.needs import Need
from assistant.domain.people import Expert
from assistant.domain.works import Authorship
from assistant.finding import Finder
from assistant.language import detect_language
from assistant.ports import Register
from catalogue.snapshot import Snapshot
from eval.collections import Judged, Paper, load_experts, load_judged, load_papers
from eval.measures import Ranking, mean_figures, query_figures
from eval.runs import QueryRecord, Run, made_by
from eval.stores import CollectionStore, EveryHundred, collection_store

FIGURES = ("ndcg@10", "mrr", "recall@10")
# Enough passages for the works of dozens of people.
PASSAGES_SEARCHED = 200
FOUND_KEPT = 50


@dataclass(frozen=True, slots=True)
class ExpertRun:
    """The experts that each query found, best first."""

    dataset: str
    judged: Judged
    ranking: Ranking
    made_by: Mapping[str, Any]


def run(folder: Path, cache: Path, queries: Path | None = None, grades: Path | None = None) -> ExpertRun:
    """Index the papers of `folder` and ask its queries, or those of other files. Raises EvaluationError."""
    papers = load_papers(folder / "corpus.jsonl")
    people = load_experts(folder / "experts.jsonl")
    queries, grades = queries or folder / "queries.jsonl", grades or folder / "qrels.tsv"
    judged = load_judged(queries, grades)
    with collection_store(papers, cache, EveryHundred()) as store:
        register = _WithPeople(store, papers, people)
        finder = Finder(store.services.index, register)
        ranking = {
            query_id: _ranked(finder, Need(text, detect_language(text)))
            for query_id, text in judged.queries.items()
        }
        data = [folder / "corpus.jsonl", folder / "experts.jsonl", queries, grades]
        made = made_by(store.services, store.services.settings, data)
    return ExpertRun(folder.name, judged, ranking, made)


def record(run: ExpertRun) -> Run:
    """The run as it is kept, compared and reported."""
    measures = query_figures(run.ranking, run.judged.grades, FIGURES)
    queries = [
        QueryRecord(id_, text, {}, measures[id_], run.ranking[id_][:FOUND_KEPT])
        for id_, text in run.judged.queries.items()
    ]
    return Run("experts", run.dataset, summary(run), queries, run.made_by)


def summary(run: ExpertRun) -> dict[str, float]:
    """nDCG@10, MRR and recall@10, each from 0 to 1, over the graded experts."""
    return mean_figures(run.ranking, run.judged.grades, FIGURES)


def _ranked(finder: Finder, need: Need) -> list[tuple[str, float]]:
    found = finder.find(need, passages_searched=PASSAGES_SEARCHED)
    return [(ranked.subject.id, ranked.score) for ranked in found.experts]


class _WithPeople(Snapshot):
    """The register of a collection's store, with the people that the collection knows."""

    def __init__(
        self, store: CollectionStore, papers: Sequence[Paper], people: Mapping[str, Collection[str]]
    ) -> None:
        register: Register = store.services.register
        super().__init__(register)
        work_of = {document: work for work, document in store.document_of_work.items()}
        authors = {paper.id: paper.people for paper in papers}
        self._people = {id_: _person(id_) for id_ in people}
        self._signed: dict[str, list[Authorship]] = {}
        for person, written in people.items():
            for paper_id in written:
                work_id = work_of.get(store.same_as.get(paper_id, paper_id))
                if work_id:
                    signed = Authorship(work_id, person, person, _position(authors[paper_id], person), 1.0)
                    self._signed.setdefault(work_id, []).append(signed)

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]:
        return {id_: self._people[id_] for id_ in ids if id_ in self._people}

    def authorships(self, work_ids: Collection[str]) -> Sequence[Authorship]:
        return [signed for work_id in work_ids for signed in self._signed.get(work_id, [])]


def _person(id_: str) -> Expert:
    return Expert(id_, "", id_, SourceRef("", 1, 0, 0))


def _position(authors: Sequence[str], person: str) -> int:
    """Counting from 1; 1 where the collection does not tell."""
    return authors.index(person) + 1 if person in authors else 1
