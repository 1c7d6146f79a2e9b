"""What a statement cites, and what is wrong with it: the words in which the check is asked and answers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.language import detect_language
from prompts import Language

FaultKind = Literal[
    "figure",
    "name",
    "quotation",
    "negation",
    "direction",
    "order",
    "intent",
    "extent",
    "mixture",
    "omission",
    "meaning",
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
    """Why a statement is not supported; `what`: the words of it that do not hold, where nothing else is said.

    figure: another number, unit or year; name: of a person, place or organisation that is not cited;
    quotation: between quotation marks, and in no proof; negation: denied by one of both; direction: more for
    less; order: what is compared, or causes the other, is turned round; intent: an aim or a chance told
    as a fact; extent: all where it is some; mixture: what is said of different things, in one sentence;
    omission: words of the proof that bound what is said and are left out, these in `what`;
    meaning: words that none of the proofs says.
    """

    kind: FaultKind
    what: str


# What the register says with each field that it holds, in the language of the quote.
_FIELDS: Mapping[str, Mapping[Language, str]] = {
    "people": {"th": "มีชื่อ ผู้จัดทำ ผู้วิจัย ผู้พัฒนา ผู้เขียน จัดทำโดย", "en": "is named as an author by name"},
    "year": {"th": "เป็นของปี เผยแพร่ในปี", "en": "the year dates from published in"},
    "organisation": {"th": "หน่วยงาน มาจาก สังกัด เป็นของ", "en": "the organisation comes from belongs to"},
    "trl": {"th": "TRL ระดับความพร้อมทางเทคโนโลยี ระดับ ความพร้อม", "en": "TRL technology readiness level"},
}


def told_besides_the_quote(proof: Proof) -> Iterator[str]:
    """What the register says of the work in words: what it holds, and what its fields are called."""
    language = detect_language(proof.quote)
    yield from filter(None, (proof.title, proof.organisation, *proof.people))
    yield from (names[language] for field, names in _FIELDS.items() if getattr(proof, field))


def texts(proofs: Iterable[Proof]) -> str:
    """Everything that these proofs say in words."""
    return "\n".join(
        text for proof in proofs for text in (proof.quote, *told_besides_the_quote(proof)) if text
    )
