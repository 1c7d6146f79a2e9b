"""The known models of expert finding beside the product's own: one collection, one search, one table.

    python -m eval.benchmarks.expert_models DIR [--queries FILE] [--qrels FILE] [--cache DIR] [--json]

DIR holds a collection with people, as `python -m eval experts` takes it, and is searched alike. The models of
`eval.voting` rank people by the works that the product found and by its own scores of them, which run from 0
to 1. Those of `eval.candidates` search all works of each person as one document: by their words, or by the
mean of the vectors of their works, each of which is the mean of its passages'.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.domain.evidence import subject_key
from assistant.finding import Finder
from assistant.language import search_terms
from eval.benchmarks.command_line import ends_with_a_message
from eval.candidates import CandidateDocuments, mean_vectors
from eval.experts import FIGURES, PASSAGES_SEARCHED, ExpertCollection, expert_collection, need_of
from eval.measures import figure_lines, mean_figures
from eval.stores import cache_folder
from eval.voting import MODELS, Authors, Scores
from vectorstore.embeddings import Vectors
from vectorstore.index import HybridIndex

OWN = "Jabkoo"
BY_LANGUAGE_MODEL = "candidate model, language model"
BY_WORDS = "candidate model, BM25"
BY_VECTOR = "candidate model, mean vector"
# As docs/benchmarks.md tells them.
NAMES = (OWN, *MODELS, BY_LANGUAGE_MODEL, BY_WORDS, BY_VECTOR)
_LABELS = 32

Found = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of each model over the queries of a collection."""

    dataset: str
    queries: int
    models: Mapping[str, Mapping[str, float]]


def compare(folder: Path, cache: Path, queries: Path | None, grades: Path | None) -> Compared:
    """Rank the people of `folder` by every model. Raises EvaluationError."""
    with expert_collection(folder, cache, queries, grades) as collection:
        judged = collection.judged
        found: dict[str, dict[str, Found]] = {}
        rank = _ranker(collection)
        for query_id, text in judged.queries.items():
            for name, people in rank(text).items():
                found.setdefault(name, {})[query_id] = people
    models = {name: mean_figures(of_model, judged.grades, FIGURES) for name, of_model in found.items()}
    return Compared(folder.name, len(judged.queries), models)


def _ranker(collection: ExpertCollection) -> Callable[[str], dict[str, Found]]:
    """What ranks the people of `collection` for a text, best first, by every model."""
    index = collection.store.services.index
    finder = Finder(index, collection.register)
    authors = _authors(collection)
    documents = CandidateDocuments.of(_terms(collection), authors)
    vectors = mean_vectors(_work_vectors(index, authors), authors)

    def rank(text: str) -> dict[str, Found]:
        found = finder.find(need_of(text), passages_searched=PASSAGES_SEARCHED)
        works = [(ranked.subject.id, ranked.score) for ranked in found.works]
        asked, terms = index.question(text).vector, search_terms(text)
        by_vector = {person: float(vector @ asked) for person, vector in vectors.items()}
        own = [(ranked.subject.id, ranked.score) for ranked in found.experts]
        return {
            OWN: own,
            **{name: best_first(model(works, authors)) for name, model in MODELS.items()},
            BY_LANGUAGE_MODEL: best_first(documents.by_language_model(terms)),
            BY_WORDS: best_first(documents.by_words(terms)),
            BY_VECTOR: best_first(by_vector),
        }

    return rank


def best_first(scores: Scores) -> Found:
    """People by their scores; of equals in the order of their ids."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _authors(collection: ExpertCollection) -> Authors:
    authors: dict[str, list[str]] = {}
    for signed in collection.register.authorships(collection.store.document_of_work):
        authors.setdefault(signed.work_id, []).append(signed.expert_id)
    return authors


def _terms(collection: ExpertCollection) -> Mapping[str, Sequence[str]]:
    papers = {paper.id: f"{paper.title}\n{paper.text}" for paper in collection.papers}
    of_works = collection.store.document_of_work
    return {work: search_terms(papers[document]) for work, document in of_works.items()}


def _work_vectors(index: HybridIndex, authors: Authors) -> dict[str, Vectors]:
    """The mean of the vectors of each work's passages, normalised."""
    sample = index.tokens.sample(index.count())
    passages: dict[str, list[Vectors]] = {}
    for vector, subject in zip(sample.vectors, sample.subjects, strict=True):
        passages.setdefault(subject, []).append(vector)
    found = {work: passages.get(subject_key("work", work)) for work in authors}
    # A paper without text has no passage.
    means = {work: np.mean(of_work, axis=0) for work, of_work in found.items() if of_work}
    return {work: mean / np.linalg.norm(mean) for work, mean in means.items()}


@ends_with_a_message
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="DIR", help="a collection with experts.jsonl")
    parser.add_argument("--queries", type=Path, help="ask these queries instead")
    parser.add_argument("--qrels", type=Path, help="judge by these grades instead")
    parser.add_argument("--cache", type=Path, default=cache_folder(), help="where stores are kept")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    compared = compare(options.folder, options.cache, options.queries, options.qrels)
    heading = f"{compared.dataset}, {compared.queries} queries"
    if options.json:
        told = {"dataset": compared.dataset, "queries": compared.queries, "models": compared.models}
        print(json.dumps(told, indent=2))
    else:
        print("\n".join(figure_lines(heading, compared.models, FIGURES, width=_LABELS + 2)))


if __name__ == "__main__":
    main()
