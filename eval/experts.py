"""`python -m eval experts`: who is found for a need, on collections that name the people of each paper.

The papers are reports of a store; who wrote them comes from the collection, as sure as a register says it.
What is measured is the product's own ranking of experts, over the people that fit a need (`run`); or, where
people rated papers, how sure the product's signals make one of a person for each of them (`run_pairs`).
Scores say how near somebody comes to the best of one question; confidences compare across questions.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import click

from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk, Evidence
from assistant.domain.needs import Need
from assistant.domain.people import Expert
from assistant.domain.works import Authorship
from assistant.errors import EvaluationError
from assistant.finding import Finder
from assistant.language import detect_language, search_terms
from assistant.ports import EvidenceIndex
from assistant.ranking import Passage, Ranked
from assistant.refusing import MULTILINGUAL_E5_SMALL, signals
from catalogue.snapshot import Snapshot
from eval.collections import Judged, Paper, load_experts, load_judged, load_papers
from eval.labels import note, require_known
from eval.measures import Ranking, mean_figures, query_figures
from eval.rated_pairs import pair_figures
from eval.runs import QueryRecord, Run, made_by, means
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


def run(folder: Path, kept: Path, queries: Path | None = None, grades: Path | None = None) -> ExpertRun:
    """Index the papers of `folder` and ask its queries, or those of other files. Raises EvaluationError."""
    papers, known = load_papers(folder / "corpus.jsonl"), folder / "experts.jsonl"
    if not known.exists() and _samples_of(folder):
        raise EvaluationError("eval.for_pairs", folder=folder)
    people = load_experts(known, {paper.id for paper in papers})
    queries, grades = _asked_and_judged(folder, queries, grades)
    judged = load_judged(queries, grades)
    require_known(grades, judged.judged_ids(), people, known)
    with collection_store(papers, kept, EveryHundred()) as store:
        register = _WithPeople(store, papers, people)
        finder = Finder(store.services.index, register)
        ranking = {
            query_id: _ranked(finder, _need(text), PASSAGES_SEARCHED)
            for query_id, text in judged.queries.items()
        }
        made = made_by(store.services, [folder / "corpus.jsonl", known, queries, grades])
    return ExpertRun(folder.name, judged, ranking, made)


def record(run: ExpertRun) -> Run:
    """The run as it is kept, compared and reported."""
    measures = query_figures(run.ranking, run.judged.grades, FIGURES)
    queries = [
        QueryRecord(id_, text, {}, measures[id_], run.ranking[id_][:FOUND_KEPT])
        for id_, text in run.judged.queries.items()
    ]
    return Run("experts", run.dataset, summary(run), queries, run.made_by)


def run_pairs(folder: Path, kept: Path, queries: Path | None = None, grades: Path | None = None) -> Run:
    """Score the rated pairs of `folder`: for each sample of the experts' papers in `profiles/`, or once for
    those of `experts.jsonl`; the figures are means over the samples. Raises EvaluationError."""
    papers = load_papers(folder / "corpus.jsonl")
    queries, grades = _asked_and_judged(folder, queries, grades)
    judged = load_judged(queries, grades, are_ratings=True)
    profiles = _profiles(folder, papers)
    named = {id_ for people in profiles.values() for id_ in people}
    require_known(grades, judged.judged_ids(), named, folder)
    ratings = _by_expert(judged.grades)
    with collection_store(papers, kept, EveryHundred()) as store:
        index = _Remembering(store.services.index)
        samples = []
        for profile, people in profiles.items():
            register = _WithPeople(store, papers, people)
            finder = Finder(index, register)
            found = {
                query_id: _confidences(finder, _need(text), index)
                for query_id, text in judged.queries.items()
            }
            samples.append(
                QueryRecord(profile.stem, profile.name, {}, pair_figures(ratings, _by_expert(found)))
            )
            click.echo(f"scored {profile.name}", err=True)
        made = made_by(store.services, [folder / "corpus.jsonl", queries, grades, *profiles])
    figures = {name: round(mean, 4) for name, (_, mean) in means(samples).items()}
    return Run("pairs", folder.name, figures | {"samples": len(samples)}, samples, made)


def _asked_and_judged(folder: Path, queries: Path | None, grades: Path | None) -> tuple[Path, Path]:
    """The files named, else those of `folder`; says which belong together where one is named alone."""
    asked, judged = queries or folder / "queries.jsonl", grades or folder / "qrels.tsv"
    if bool(queries) != bool(grades):
        note("eval.judged_by", queries=asked, grades=judged)
    return asked, judged


def _samples_of(folder: Path) -> list[Path]:
    return sorted((folder / "profiles").glob("*.jsonl"))


def _profiles(folder: Path, papers: Sequence[Paper]) -> dict[Path, dict[str, tuple[str, ...]]]:
    """The papers of each expert, by the file that tells them."""
    known = {paper.id for paper in papers}
    files = _samples_of(folder) or [folder / "experts.jsonl"]
    return {file: load_experts(file, known) for file in files}


def _by_expert(by_query: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    turned: dict[str, dict[str, float]] = {}
    for query_id, of_experts in by_query.items():
        for expert, value in of_experts.items():
            turned.setdefault(expert, {})[query_id] = value
    return turned


class _Remembering:
    """An index that is asked the same questions for many samples of the experts' papers."""

    def __init__(self, index: EvidenceIndex) -> None:
        self._searched = cache(lambda text, limit: index.search(text, limit=limit))
        self.sentence_fits = index.sentence_fits
        self.document_frequencies = index.document_frequencies
        self.count = index.count

    def search(self, text: str, *, limit: int, within: Collection[str] | None = None) -> list[Evidence]:
        if within is not None:
            raise ValueError("rated pairs have no limits")
        found: list[Evidence] = self._searched(text, limit)
        return found


def summary(run: ExpertRun) -> dict[str, float]:
    """nDCG@10, MRR and recall@10, each from 0 to 1, over the graded experts."""
    return mean_figures(run.ranking, run.judged.grades, FIGURES)


def _need(text: str) -> Need:
    return Need(text, detect_language(text), tuple(dict.fromkeys(search_terms(text))))


def _confidences(finder: Finder, need: Need, index: EvidenceIndex) -> dict[str, float]:
    found = finder.find(need, passages_searched=index.count())
    frequencies = index.document_frequencies(need.topics)
    return {
        ranked.subject.id: MULTILINGUAL_E5_SMALL.confidence(
            signals(need, wholes(ranked), frequencies, index.count())
        )
        for ranked in found.experts
    }


def wholes(ranked: Ranked[Expert]) -> list[Passage]:
    """Each of an expert's works and the profile as one passage, all that was found of it, as near as its
    nearest; nearest first."""
    found: dict[str, list[Passage]] = {}
    for passage in sorted(ranked.passages, key=lambda passage: -passage.evidence.dense):
        found.setdefault(passage.chunk.subject_key, []).append(passage)
    return [
        Passage(_joined([passage.chunk for passage in of_one]), of_one[0].evidence)
        for of_one in found.values()
    ]


def _joined(chunks: Sequence[Chunk]) -> Chunk:
    """The first of `chunks` with the text of all."""
    ordered = sorted(chunks, key=lambda chunk: chunk.id)
    sources = tuple(source for chunk in ordered for source in chunk.sources)
    return replace(ordered[0], text=" ".join(chunk.text for chunk in ordered), sources=sources)


def _ranked(finder: Finder, need: Need, passages: int) -> list[tuple[str, float]]:
    found = finder.find(need, passages_searched=passages)
    return [(ranked.subject.id, ranked.score) for ranked in found.experts]


class _WithPeople(Snapshot):
    """The register of a collection's store, with the people that the collection knows."""

    def __init__(
        self, store: CollectionStore, papers: Sequence[Paper], people: Mapping[str, Collection[str]]
    ) -> None:
        super().__init__(store.services.register)
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
