"""What a language model may draft from: the quotes of an answer, each under a key that nobody could guess."""

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain, islice, zip_longest
from typing import Any

from assistant.checking import Proof
from assistant.domain.answers import Answer
from assistant.domain.citations import Citation
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.language import normalise, squeeze

MOST_EXHIBITS = 16
# No document can hold a key before it is drawn; what only looks like one is blanked all the same.
_KEY = re.compile(r"\s*\bev-[0-9a-f]{8}\b", re.IGNORECASE)
_KEY_BYTES = 4
_NUMBERED = r"(?:\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*|ev-[0-9a-f]{8})"
_NUMBERED_MARK = re.compile(rf"\s*[\[【［〔]\s*-?{_NUMBERED}\s*[\]】］〕]", re.IGNORECASE)
_YEAR = r"(?:พ\.\s?ศ\.\s?|ค\.\s?ศ\.\s?)?(?:1[89]|2[0456])\d\d[a-zก-ฮ]?"
_AUTHOR = r"[^()\d;]{2,60}(?:,|\bal\.?,?|และคณะ,?)\s*"
_AUTHOR_AND_YEAR = re.compile(rf"\s*\({_AUTHOR}{_YEAR}(?:;\s*{_AUTHOR}{_YEAR})*\)")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A quote of the answer as evidence to draft from. `number` is that of its citation."""

    key: str
    number: int
    proof: Proof

    def shown(self) -> dict[str, Any]:
        """What the model sees of it: without marks of citations, and without what looks like a key."""
        proof = self.proof
        known = {
            "title": without_marks(proof.title),
            "people": [without_marks(name) for name in proof.people],
            "year": proof.year,
            "organisation": without_marks(proof.organisation),
            "trl": proof.trl,
        }
        passage = {"key": self.key, "passage": without_marks(proof.quote)}
        return passage | {name: value for name, value in known.items() if value}


def exhibits_of(answer: Answer, citations: Sequence[Citation]) -> list[Exhibit]:
    """The quotes that carry the best recommendations of `answer`, each once, under fresh keys.

    At most MOST_EXHIBITS: those of the first expert and the first work, of the second ones, and so on.
    """
    by_number = {citation.number: citation for citation in citations}
    offered = islice(carried_by(answer).items(), MOST_EXHIBITS)
    return [
        Exhibit(key, number, proof_of(by_number[number], carried))
        for key, (number, carried) in zip(_keys(), offered, strict=False)
    ]


def carried_by(answer: Answer) -> dict[int, list[Expert | Work]]:
    """Whom and what the citation of each number recommends, those of the best recommendations first."""
    carried: dict[int, list[Expert | Work]] = {}
    ranks = zip_longest(answer.experts, answer.works)
    for recommendation in filter(None, chain.from_iterable(ranks)):
        for statement in recommendation.why:
            for number in statement.citations:
                carried.setdefault(number, []).append(recommendation.subject)
    return carried


def proof_of(citation: Citation, carried: Iterable[Expert | Work]) -> Proof:
    """What a quote proves that recommends those who are `carried`, who are not none."""
    return reduce(_merged, (_proof(citation, subject) for subject in carried))


def without_marks(text: str) -> str:
    """`text` without marks of citations ("[3]", "(Smith, 2020)") and without what looks like a key."""
    bare = squeeze(normalise(text))
    for marks in (_NUMBERED_MARK, _AUTHOR_AND_YEAR, _KEY):
        bare = marks.sub("", bare)
    return squeeze(bare)


def _keys() -> Iterator[str]:
    seen: set[str] = set()
    while True:
        key = f"ev-{secrets.token_hex(_KEY_BYTES)}"
        if key not in seen:
            seen.add(key)
            yield key


def _proof(citation: Citation, subject: Expert | Work) -> Proof:
    """What the citation proves. Where an expert works stands beside their own profile alone: the people of a
    work may come from several places."""
    proof = Proof(citation.quote, citation.title, citation.people, citation.year)
    if isinstance(subject, Work):
        return replace(proof, organisation=subject.organisation, trl=subject.trl)
    names = (subject.name_th, subject.name_en)
    is_profile = len(citation.people) == 1 and citation.people[0] in names
    people = dict.fromkeys(filter(None, (*citation.people, *names)))
    return replace(proof, people=tuple(people), organisation=subject.organisation if is_profile else "")


def _merged(one: Proof, other: Proof) -> Proof:
    """What a quote proves that carries two recommendations."""
    return replace(
        one,
        people=tuple(dict.fromkeys((*one.people, *other.people))),
        organisation=one.organisation or other.organisation,
        trl=one.trl or other.trl,
    )
