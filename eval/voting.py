"""The known models that rank people by their ranked works, by name. Pure functions.

Each takes the works found for a question, best first, as (work, score), and who wrote each work of the
collection, and returns the score of everybody who wrote one that was found. A work speaks for all of its
authors alike. Ranks start at 1; higher is better.

The document model: Balog, Azzopardi and de Rijke 2006, "Formal models for expert finding in enterprise
corpora", SIGIR, model 2. A work as a vote: Macdonald and Ounis 2006, "Voting for candidates: adapting data
fusion techniques for an expert search task", CIKM, who take CombSUM, CombMNZ, CombMAX and CombANZ from Fox
and Shaw 1994, reciprocal rank and BordaFuse from the fusion of rankings.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from heapq import nlargest
from typing import NamedTuple

# Works with their scores, best first.
RankedWorks = Sequence[tuple[str, float]]
# The authors of every work of the collection, found or not.
Authors = Mapping[str, Sequence[str]]
Scores = dict[str, float]
Model = Callable[[RankedWorks, Authors], Scores]


class Vote(NamedTuple):
    """A work that was found, of somebody: its rank, from 1, and its score."""

    rank: int
    score: float


def votes_of(works: RankedWorks, authors: Authors) -> dict[str, list[Vote]]:
    """The votes that everybody gets, best first."""
    votes: dict[str, list[Vote]] = {}
    for rank, (work, score) in enumerate(works, start=1):
        for person in authors.get(work, ()):
            votes.setdefault(person, []).append(Vote(rank, score))
    return votes


def document_model_by_person(works: RankedWorks, authors: Authors) -> Scores:
    """Balog's model 2, each work as likely among a person's as any other: the sum of scores over the number
    of all works of the person, found or not. p(q|person) = Σ p(q|work) p(work|person)."""
    written = Counter(person for of_work in authors.values() for person in of_work)
    return {person: score / written[person] for person, score in comb_sum(works, authors).items()}


def document_model_by_work(works: RankedWorks, authors: Authors) -> Scores:
    """Balog's model 2, each person as likely the one behind a work as its other authors: the sum of scores,
    each over the number of the work's authors. Σ p(q|work) p(person|work)."""
    shared = [(work, score / max(1, len(authors.get(work, ())))) for work, score in works]
    return comb_sum(shared, authors)


def comb_sum(works: RankedWorks, authors: Authors) -> Scores:
    """CombSUM: the sum of the scores; the document model with an association of 1."""
    return _joined(works, authors, lambda votes: sum(vote.score for vote in votes))


def comb_mnz(works: RankedWorks, authors: Authors) -> Scores:
    """CombMNZ: the sum of the scores times their number."""
    return _joined(works, authors, lambda votes: len(votes) * sum(vote.score for vote in votes))


def comb_max(works: RankedWorks, authors: Authors) -> Scores:
    """CombMAX: the best work."""
    return _joined(works, authors, lambda votes: max(vote.score for vote in votes))


def comb_anz(works: RankedWorks, authors: Authors) -> Scores:
    """CombANZ: the mean of the scores of the works found."""
    return _joined(works, authors, lambda votes: sum(vote.score for vote in votes) / len(votes))


def exp_comb_sum(works: RankedWorks, authors: Authors, *, times: float = 1.0) -> Scores:
    """expCombSUM: the sum of e^(`times` · score).

    Macdonald and Ounis raise e to scores that run to tens; with scores from 0 to 1, e^score hardly tells one
    work from another, so `times` stretches them.
    """
    return _joined(works, authors, lambda votes: sum(math.exp(times * vote.score) for vote in votes))


def exp_comb_mnz(works: RankedWorks, authors: Authors, *, times: float = 1.0) -> Scores:
    """expCombMNZ: expCombSUM times the number of works found."""
    return _joined(
        works, authors, lambda votes: len(votes) * sum(math.exp(times * vote.score) for vote in votes)
    )


def votes(works: RankedWorks, authors: Authors) -> Scores:
    """Votes: how many works were found."""
    return _joined(works, authors, lambda votes: float(len(votes)))


def reciprocal_rank(works: RankedWorks, authors: Authors) -> Scores:
    """RecipRank: the sum of 1 / rank."""
    return _joined(works, authors, lambda votes: sum(1 / vote.rank for vote in votes))


def borda_fuse(works: RankedWorks, authors: Authors) -> Scores:
    """BordaFuse: the sum of how many works stand below each."""
    return _joined(works, authors, lambda votes: sum(len(works) - vote.rank for vote in votes))


def exponential_rank(works: RankedWorks, authors: Authors, *, depth: float) -> Scores:
    """The sum of e^(-rank / `depth`): rank-biased precision's weights, with a persistence of e^(-1 / depth).

    (Moffat and Zobel 2008, "Rank-biased precision for measurement of retrieval effectiveness", TOIS 27.)
    """
    return _joined(works, authors, lambda votes: sum(math.exp(-vote.rank / depth) for vote in votes))


def mean_of_best(works: RankedWorks, authors: Authors, *, count: int) -> Scores:
    """The mean of the `count` best works; one that was not found counts 0."""
    return _joined(works, authors, lambda votes: sum(nlargest(count, (vote.score for vote in votes))) / count)


def _joined(works: RankedWorks, authors: Authors, join: Callable[[Sequence[Vote]], float]) -> Scores:
    return {person: join(of_person) for person, of_person in votes_of(works, authors).items()}


MODELS: Mapping[str, Model] = {
    "document model, by person": document_model_by_person,
    "document model, by work": document_model_by_work,
    "CombSUM": comb_sum,
    "CombMNZ": comb_mnz,
    "CombMAX (best work)": comb_max,
    "CombANZ": comb_anz,
    "expCombSUM": exp_comb_sum,
    "expCombMNZ": exp_comb_mnz,
    "expCombSUM, scores x 10": partial(exp_comb_sum, times=10.0),
    "expCombMNZ, scores x 10": partial(exp_comb_mnz, times=10.0),
    "Votes": votes,
    "reciprocal rank": reciprocal_rank,
    "BordaFuse": borda_fuse,
    "exp(-rank / 5)": partial(exponential_rank, depth=5),
    "exp(-rank / 10)": partial(exponential_rank, depth=10),
    "exp(-rank / 20)": partial(exponential_rank, depth=20),
    "exp(-rank / 50)": partial(exponential_rank, depth=50),
    "mean of best two": partial(mean_of_best, count=2),
    "mean of best three": partial(mean_of_best, count=3),
}
