"""How sure it is that a statement says nothing its proofs do not say, once its names, figures and turns hold.

Rules decide what they can; what is left is a word that no proof has, and whether it is another word for what
one has. No single threshold tells: a plant, an animal or a food that is only like the one in the proof is
another one, while another word may well mean the same; across languages hardly a word is sure. So both go
into one logistic model; docs/benchmarks.md tells how its weights were fitted and what it reaches.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

from assistant.checking.aligning import Alignment, same_word
from assistant.checking.cues import OPPOSITE, Cue
from assistant.checking.naming import is_part_of_name, names_of
from assistant.checking.proving import Proof
from assistant.checking.wording import Word
from assistant.language import detect_language
from assistant.language.terms import compound_parts
from assistant.language.wordnet import bases, is_thing

# A shorter piece of a compound names nothing.
_SHORTEST_THING = 3
# Parts of things and kinds of them have many names: a seed is a grain, a kernel, a bean.
_PARTS_AND_KINDS = """
    เมล็ด เม็ด ผล ใบ ราก ต้น เปลือก เนื้อ ดอก กิ่ง ลำต้น ผลไม้ ผัก พืช สัตว์ อาหาร ปลา
    seed grain bean fruit leaf root bark flesh flower stem plant vegetable animal fish food meat crop
"""
# A statement and a quote in two languages have at least .47 where they speak of the same, at most .22 where
# they do not.
_ABOUT_THE_SAME = 0.35
_BY_RULES: frozenset[Cue] = frozenset({*OPPOSITE, "prevents", "makes"})


@dataclass(frozen=True, slots=True)
class Signals:
    """What the words of a statement say of it, each from 0 (told) to 1 (nothing like it is told).

    thing: of the plants, animals and foods that the proofs do not have; word: of all telling words, 0 across
    languages, where the likeness of words tells too little. `what`: the word that is told least.
    """

    thing: float
    word: float
    what: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic model, and how likely support must be."""

    intercept: float
    thing: float
    word: float
    confidence_needed: float

    def confidence(self, found: Signals) -> float:
        """How likely (0 to 1) the statement says nothing that the proofs do not say."""
        score = self.intercept + self.thing * found.thing + self.word * found.word
        return 1 / (1 + math.exp(-score))

    def is_supported(self, found: Signals) -> bool:
        return self.confidence(found) >= self.confidence_needed


def signals(alignment: Alignment, statement: str, proofs: Sequence[Proof]) -> Signals:
    """Read the signals off the words of `statement` beside those of its proofs.

    Names and words of direction are left to the rules.
    """
    names = names_of(proofs)
    missing = {
        place: 1.0 - alignment.held(place)
        for place, word in enumerate(alignment.said)
        if word.says and word.cues.isdisjoint(_BY_RULES) and not is_part_of_name(word.text, names)
    }
    things = {place: lack for place, lack in missing.items() if lack and _is_strange(alignment, place)}
    least = max(things or missing, key=missing.__getitem__, default=None)
    is_one_language = detect_language(statement) == detect_language(proofs[0].quote)
    return Signals(
        thing=max(things.values(), default=0.0),
        word=max(missing.values(), default=0.0) if is_one_language else 0.0,
        what="" if least is None else alignment.said[least].text,
    )


def is_about_the_same(alignment: Alignment) -> bool:
    """Whether the telling words of a statement are, taken together, words of its proofs: across languages no
    single word decides that. What has no telling word speaks of nothing."""
    telling = [place for place, word in enumerate(alignment.said) if word.says or word.figure]
    return bool(telling) and fmean(map(alignment.held, telling)) >= _ABOUT_THE_SAME


def _is_strange(alignment: Alignment, place: int) -> bool:
    """Whether the word, or a part of it, names a thing that the proofs do not."""
    return any(not _is_told(thing, alignment.told) for thing in _things_in(alignment.said[place].text))


def _things_in(word: str) -> Iterator[str]:
    named = (word, *compound_parts(word))
    return (name for name in named if len(name) >= _SHORTEST_THING and is_thing(name) and not _is_part(name))


def _is_part(name: str) -> bool:
    return not set(_PARTS_AND_KINDS.split()).isdisjoint(bases(name))


def _is_told(name: str, told: Sequence[Word]) -> bool:
    return any(same_word(name, word.text) for word in told)


# Fitted by `python -m eval support --fit` on the bundled sets, with the bundled model and adapter.
MULTILINGUAL_E5_SMALL = Calibration(intercept=3.04, thing=-8.46, word=-4.12, confidence_needed=0.8)
