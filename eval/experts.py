"""`python -m eval experts`: who is found for a need, on collections that name the people of each paper.

The papers are reports of a store; who wrote them comes from the collection, as sure as a register says it.
What is measured is the product's own ranking of experts, over the people that fit a need (`run`); or, where
people rated papers, how sure the product's signals make one of a person for each of them (`run_pairs`).
Scores say how near somebody comes to the best of one question; confidences compare across questions.
The legs alone stand beside the whole: people ranked alike, over what meaning or words find and score by
themselves; for rated pairs, by the leg's mean over a person's nearest works.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest
from pathlib import Path
from statistics import fmean
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
from assistant.ports import EvidenceIndex, Register
from assistant.ranking import WORKS_COUNTED, Passage, Ranked
from assistant.refusing import MULTILINGUAL_E5_SMALL, signals
from catalogue.snapshot import Snapshot
from eval.collections import Judged, Paper, load_experts, load_judged, load_papers
from eval.labels import note, require_known
from eval.legs import LEGS, OneLeg
from eval.measures import Ranking, figure_lines, mean_figures, query_figures
from eval.rated_pairs import PAIR_FIGURES, pair_figures, rated_pairs
from eval.runs import QueryRecord, Run, made_by
from eval.stores import CollectionStore, EveryHundred, collection_store

FIGURES = ("ndcg@10", "mrr", "recall@10")
# Enough passages for the works of dozens of people.
PASSAGES_SEARCHED = 200
FOUND_KEPT = 50
# What each leg alone says of a passage.
_LEG_SCORES: Mapping[str, Callable[[Evidence], float]] = {
    "dense": lambda evidence: evidence.dense,
    "lexical": lambda evidence: evidence.lexical,
}


@dataclass(frozen=True, slots=True)
class ExpertRun:
    """The experts that the whole and each leg alone found for each query, best first."""

    dataset: str
    judged: Judged
    ranking: Ranking
    legs: Mapping[str, Ranking]
    made_by: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExpertCollection:
    """An open store of papers, the register that knows their people, and the queries with their grades.

    `files` are all that was read.
    """

    store: CollectionStore
    papers: Sequence[Paper]
    register: Register
    judged: Judged
    files: Sequence[Path]


@contextmanager
def expert_collection(
    folder: Path, kept: Path, queries: Path | None = None, grades: Path | None = None
) -> Iterator[ExpertCollection]:
    """Index the papers of `folder`, with its queries and grades or those of other files.

    Raises EvaluationError.
    """
    papers, known = load_papers(folder / "corpus.jsonl"), folder / "experts.jsonl"
    if not known.exists() and _samples_of(folder):
        raise EvaluationError("eval.for_pairs", folder=folder)
    people = load_experts(known, {paper.id for paper in papers})
    queries, grades = _asked_and_judged(folder, queries, grades)
    judged = load_judged(queries, grades)
    require_known(grades, judged.judged_ids(), people, known)
    with collection_store(papers, kept, EveryHundred()) as store:
        files = [folder / "corpus.jsonl", known, queries, grades]
        yield ExpertCollection(store, papers, _WithPeople(store, papers, people), judged, files)


def run(folder: Path, kept: Path, queries: Path | None = None, grades: Path | None = None) -> ExpertRun:
    """Index the papers of `folder` and ask its queries, or those of other files. Raises EvaluationError."""
    with expert_collection(folder, kept, queries, grades) as collection:
        services, judged = collection.store.services, collection.judged
        whole = _ranking(Finder(services.index, collection.register), judged)
        legs = {
            name: _ranking(Finder(OneLeg(services.index, name), collection.register), judged) for name in LEGS
        }
        made = made_by(services, collection.files)
    return ExpertRun(folder.name, judged, whole, legs, made)


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
    if not any(rated_pairs(ratings, {})):
        raise EvaluationError("eval.no_pairs", file=grades)
    with collection_store(papers, kept, EveryHundred()) as store:
        index = _Remembering(store.services.index)
        parts: dict[str, list[dict[str, float]]] = {part: [] for part in ("whole", *_LEG_SCORES)}
        for profile, people in profiles.items():
            finder = Finder(index, _WithPeople(store, papers, people))
            scored = {
                query_id: _scores(finder, need_of(text), index) for query_id, text in judged.queries.items()
            }
            for part, of_samples in parts.items():
                of_part = {query_id: scores[part] for query_id, scores in scored.items()}
                of_samples.append(pair_figures(ratings, _by_expert(of_part)))
            click.echo(f"scored {profile.name}", err=True)
        made = made_by(store.services, [folder / "corpus.jsonl", queries, grades, *profiles])
    figures: dict[str, Any] = {"dataset": folder.name, "samples": len(profiles)}
    whole, *legs = (_mean_of(of_samples) for of_samples in parts.values())
    figures |= whole | {"legs": dict(zip(_LEG_SCORES, legs, strict=True))}
    samples = [
        QueryRecord(profile.stem, profile.name, {}, measures)
        for profile, measures in zip(profiles, parts["whole"], strict=True)
    ]
    return Run("pairs", folder.name, figures, samples, made)


def _mean_of(samples: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each figure over the samples; all of them have the same."""
    return {name: round(fmean(figures[name] for figures in samples), 4) for name in samples[0]}


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


def summary(run: ExpertRun) -> dict[str, Any]:
    """The figures of a run, as `--json` prints them: nDCG@10, MRR and recall@10, each from 0 to 1, over the
    graded experts, of the whole and of each leg alone."""
    grades = run.judged.grades
    figures: dict[str, Any] = {"dataset": run.dataset, "queries": len(run.ranking)}
    figures |= mean_figures(run.ranking, grades, FIGURES)
    figures["legs"] = {leg: mean_figures(found, grades, FIGURES) for leg, found in run.legs.items()}
    return figures


def table(figures: Mapping[str, Any]) -> list[str]:
    """The lines of a table of the figures of `record` or `run_pairs`: the whole, then its legs."""
    names = [name for name in (*FIGURES, *PAIR_FIGURES) if name in figures]
    counted = "samples" if "samples" in figures else "queries"
    heading = f"{figures['dataset']}, {figures[counted]} {counted}"
    return figure_lines(heading, {"whole": figures, **figures["legs"]}, names)


def need_of(text: str) -> Need:
    """The need that a query of a collection is: its text, without constraints."""
    return Need(text, detect_language(text), tuple(dict.fromkeys(search_terms(text))))


def _ranking(finder: Finder, judged: Judged) -> dict[str, list[tuple[str, float]]]:
    return {
        query_id: [
            (ranked.subject.id, ranked.score)
            for ranked in finder.find(need_of(text), passages_searched=PASSAGES_SEARCHED).experts
        ]
        for query_id, text in judged.queries.items()
    }


def _scores(finder: Finder, need: Need, index: EvidenceIndex) -> dict[str, dict[str, float]]:
    """How sure the whole makes one of each expert, and what each leg alone says of them."""
    experts = finder.find(need, passages_searched=index.count()).experts
    of_legs = {leg: _nearness(experts, score) for leg, score in _LEG_SCORES.items()}
    return {"whole": _confidences(need, experts, index)} | of_legs


def _confidences(need: Need, experts: Sequence[Ranked[Expert]], index: EvidenceIndex) -> dict[str, float]:
    frequencies = index.document_frequencies(need.topics)
    return {
        ranked.subject.id: MULTILINGUAL_E5_SMALL.confidence(
            signals(need, wholes(ranked), frequencies, index.count())
        )
        for ranked in experts
    }


def _nearness(experts: Sequence[Ranked[Expert]], score: Callable[[Evidence], float]) -> dict[str, float]:
    """The mean of the best three works of each, each by the best `score` of its passages."""
    return {ranked.subject.id: fmean(nlargest(WORKS_COUNTED, _best(ranked, score))) for ranked in experts}


def _best(ranked: Ranked[Expert], score: Callable[[Evidence], float]) -> list[float]:
    best: dict[str, float] = {}
    for passage in ranked.passages:
        key, scored = passage.chunk.subject_key, score(passage.evidence)
        best[key] = max(scored, best.get(key, scored))
    return list(best.values())


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
