"""What a statement cites, and what is wrong with it: the words in which the check is asked and answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "figure", "name", "negation", "direction", "order", "intent", "extent", "mixture", "meaning"
]


@dataclass(frozen=True, slots=True)
class Proof:
    """What a statement cites: the quote, and what the register says of the work it comes from."""

    quote: str
    title: str = ""
    people: tuple[str, ...] = ()
    year: int | None = None
    organisation: str = ""
    trl: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a statement is not supported; `what`: the words of it that do not hold.

    figure: another number, unit or year; name: of a person, place or organisation that is not cited;
    negation: denied by one of both; direction: more where it is less; order: what is compared, or causes the
    other, is turned round; intent: an aim or a chance told as a fact; extent: all where it is some; mixture:
    what is said of different things, in one sentence; meaning: words that none of the proofs says.
    """

    kind: FaultKind
    what: str


def texts(proofs: Iterable[Proof]) -> str:
    """Everything that these proofs say in words."""
    return "\n".join(
        text
        for proof in proofs
        for text in (proof.quote, proof.title, proof.organisation, *proof.people)
        if text
    )
