"""The candidate model of expert finding: all works of a person as one document, which the question searches.

Balog, Azzopardi and de Rijke 2006, "Formal models for expert finding in enterprise corpora", SIGIR, model 1,
over the search terms of the works: as they wrote it, as a language model; or the document searched by BM25.
Over vectors: the mean vector of the works.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.weighing import idf, telling
from eval.voting import Authors, Scores
from vectorstore.embeddings import Vectors

# As tantivy has it, which the words of the product are searched by.
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class CandidateDocuments:
    """The documents of people.

    `said` is how often each person's works say each term, `lengths` how many terms these are; `shares` the
    mean over the works of the share that a term has of one; `at_large` its share of all works; `holding` in
    how many people's documents it stands.
    """

    said: Mapping[str, Mapping[str, int]]
    lengths: Mapping[str, int]
    shares: Mapping[str, Mapping[str, float]]
    at_large: Mapping[str, float]
    holding: Mapping[str, int]

    @classmethod
    def of(cls, terms_of_works: Mapping[str, Sequence[str]], authors: Authors) -> "CandidateDocuments":
        """Of everybody who wrote any of the works, given by their search terms."""
        everything: Counter[str] = Counter()
        said: dict[str, Counter[str]] = {}
        shares: dict[str, dict[str, float]] = {}
        written = Counter(person for work in terms_of_works for person in authors.get(work, ()))
        for work, terms in terms_of_works.items():
            everything.update(terms)
            for person in authors.get(work, ()):
                said.setdefault(person, Counter()).update(terms)
                of_person = shares.setdefault(person, {})
                for term, times in Counter(terms).items():
                    of_person[term] = of_person.get(term, 0.0) + times / len(terms) / written[person]
        return cls(
            said,
            {person: of_person.total() for person, of_person in said.items()},
            shares,
            {term: times / everything.total() for term, times in everything.items()},
            Counter(term for of_person in said.values() for term in of_person),
        )

    def by_words(self, terms: Sequence[str]) -> Scores:
        """BM25 of each person's document (Robertson and Zaragoza 2009, eq. 3.15).

        Each term is weighed besides by what it tells, as the product weighs those of passages.
        """
        asked, people = Counter(terms), len(self.said)
        frequencies = {term: self.holding.get(term, 0) for term in asked}
        rare, tells = idf(frequencies, people), telling(frequencies, people)
        mean_length = self._mean_length()
        scores = {}
        for person, said in self.said.items():
            norm = _K1 * (1 - _B + _B * self.lengths[person] / mean_length)
            scores[person] = sum(
                times * tells[term] * rare[term] * said[term] * (_K1 + 1) / (said[term] + norm)
                for term, times in asked.items()
                if term in said
            )
        return scores

    def by_language_model(self, terms: Sequence[str]) -> Scores:
        """ln p(question | person) = Σ n(t, question) ln((1 - λ) Σ p(t|work) p(work|person) + λ p(t)).

        Smoothed as in Balog, Azzopardi and de Rijke 2009 ("A language modeling framework for expert finding",
        IPM 45): λ = β / (β + terms of the person's document), β the mean of these. A term that no work
        holds is left out.
        """
        asked = Counter(term for term in terms if term in self.at_large)
        mean_length = self._mean_length()
        scores = {}
        for person, shares in self.shares.items():
            smoothing = mean_length / (mean_length + self.lengths[person])
            scores[person] = sum(
                times * math.log((1 - smoothing) * shares.get(term, 0.0) + smoothing * self.at_large[term])
                for term, times in asked.items()
            )
        return scores

    def _mean_length(self) -> float:
        return sum(self.lengths.values()) / max(1, len(self.lengths))


def mean_vectors(of_works: Mapping[str, Vectors], authors: Authors) -> dict[str, Vectors]:
    """The mean of the vectors of each person's works, normalised."""
    gathered: dict[str, list[Vectors]] = {}
    for work, vector in of_works.items():
        for person in authors.get(work, ()):
            gathered.setdefault(person, []).append(vector)
    means = {person: np.mean(vectors, axis=0) for person, vectors in gathered.items()}
    return {person: mean / np.linalg.norm(mean) for person, mean in means.items()}
