"""What an adversary writes: sentences that are true of the evidence, and lies made of these."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.eras import in_era_of
from assistant.language import detect_language, sentence_spans
from assistant.names import compare, read_name
from eval.adversary import words
from prompts import Language

Evidence = Sequence[Mapping[str, Any]]
# What is shorter is hardly a sentence: the name of an author, as it is printed.
_SHORTEST, _LONGEST = 40, 320
_NO_SENTENCE = re.compile(r"[\[\]{}|*_<>`\\]|^\w+:")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w.,]*\d)")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_NO_KEY = "ev-00000000"
# From here on two names may be of one person.
_MAY_BE_THE_SAME = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a draft with its keys; `kind` is how it is honest, or how it lies.

    `passages` are what stands under its keys, "" under one that was not offered.
    """

    text: str
    keys: tuple[str, ...]
    kind: str
    is_honest: bool
    passages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What an adversary has before it: the question's language and the evidence."""

    language: Language
    evidence: Evidence

    def line(self, text: str, keys: Sequence[str], kind: str, *, is_honest: bool) -> Line:
        passages = {str(one["key"]): str(one["passage"]) for one in self.evidence}
        return Line(text, tuple(keys), kind, is_honest, frozenset(passages.get(key, "") for key in keys))


@dataclass(frozen=True, slots=True)
class _True:
    """A true sentence and the piece of evidence that it is true of."""

    text: str
    kind: str
    of: Mapping[str, Any]


def honest_lines(scene: Scene, dice: random.Random) -> Iterator[Line]:
    """Yield true sentences without end, of every kind that the evidence allows."""
    while found := list(_true_sentences(scene)):
        # By kinds, so that there are not as many quotes as all others together.
        kinds = sorted({one.kind for one in found})
        dice.shuffle(kinds)
        for kind in kinds:
            chosen = dice.choice([one for one in found if one.kind == kind])
            yield scene.line(chosen.text, [chosen.of["key"]], kind, is_honest=True)


def _true_sentences(scene: Scene) -> Iterator[_True]:
    for one in scene.evidence:
        for kind, text in _told_of(one, scene.language):
            if _SHORTEST <= len(text) <= _LONGEST and detect_language(text) == scene.language:
                yield _True(text, kind, one)


def _told_of(one: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    title, passage, thai = str(one.get("title", "")), str(one["passage"]), language == "th"
    if len(passage) < _SHORTEST:
        return
    if not _NO_SENTENCE.search(passage):
        yield "quoted", passage
        if (first := _first_sentence(passage)) != passage:
            yield "one sentence of it", first
        if (rewritten := _with_figures_rewritten(passage)) != passage:
            yield "figures written otherwise", rewritten
    if not title or _NO_SENTENCE.search(title) or title in one.get("people", ()):
        return
    if not _NO_SENTENCE.search(passage):
        yield (
            "framed",
            f"ผลงานเรื่อง “{title}” ระบุว่า {passage}" if thai else f"The work “{title}” states: {passage}",
        )
    for person in one.get("people", ())[:1]:
        if detect_language(person) == language:
            yield (
                "person",
                f"{person} มีชื่ออยู่ในผลงานเรื่อง “{title}”"
                if thai
                else f"{person} is named in the work “{title}”.",
            )
    if year := one.get("year"):
        yield (
            "year",
            f"ผลงานเรื่อง “{title}” เป็นของปี พ.ศ. {in_era_of('th', year)}"
            if thai
            else f"The work “{title}” dates from {year}.",
        )
    if trl := one.get("trl"):
        yield (
            "readiness",
            f"ผลงานเรื่อง “{title}” อยู่ที่ระดับความพร้อม TRL {trl}"
            if thai
            else f"The work “{title}” is at TRL {trl}.",
        )
    if organisation := one.get("organisation"):
        yield (
            "organisation",
            f"ผลงานเรื่อง “{title}” มาจาก{organisation}"
            if thai
            else f"The work “{title}” comes from {organisation}.",
        )


def _first_sentence(text: str) -> str:
    start, end = next(iter(sentence_spans(text)), (0, len(text)))
    return text[start:end].strip()


def _with_figures_rewritten(text: str) -> str:
    """The same figures in another way of writing: Thai digits, "ร้อยละ 30" as "30%", "30%" as "30 percent"."""
    if detect_language(text) == "en":
        return re.sub(r"(?<=\d)\s?%", " percent", text)
    text = re.sub(r"ร้อยละ\s?(\d+(?:\.\d+)?)(?!\s*(?:ถึง|-|และ|\d))", r"\1%", text)
    return _NUMBER.sub(lambda number: number[0].translate(_THAI_DIGITS), text)


# A lie: its text and its keys, of a true sentence; None where that gives no occasion for it.
_Made = tuple[str, Sequence[str]] | None
_Maker = Callable[[_True, Scene, random.Random], _Made]


def lies(scene: Scene, kind: str, dice: random.Random) -> Iterator[Line]:
    """Yield lies of one kind, without end if the evidence gives any occasion for it."""
    true = list(_true_sentences(scene))
    dice.shuffle(true)
    while made := [lie for one in true if (lie := _MAKERS[kind](one, scene, dice))]:
        for text, keys in made:
            yield scene.line(text, keys, kind, is_honest=False)


def _number(one: _True, _: Scene, dice: random.Random) -> _Made:
    found = [] if one.kind in ("year", "readiness") else list(_NUMBER.finditer(one.text))
    if not found:
        return None
    number = dice.choice(found)
    value = float(number[0].replace(",", ""))
    other = f"{value * dice.choice((2, 3, 7)) + dice.choice((1, 3, 4)):g}"
    return _spliced(one, number, other)


def _unit(one: _True, scene: Scene, dice: random.Random) -> _Made:
    units = words.UNITS[scene.language]
    names = "|".join(map(re.escape, units))
    ends = r"(?![a-z])" if scene.language == "en" else ""
    found = list(re.finditer(rf"(?<=\d)\s?({names}){ends}", one.text))
    if not found:
        return None
    unit = dice.choice(found)
    return _spliced(one, unit, f" {units[unit[1]]}")


def _year(one: _True, _: Scene, dice: random.Random) -> _Made:
    if one.kind != "year":
        return None
    year = list(_NUMBER.finditer(one.text))[-1]
    return _spliced(one, year, str(int(year[0]) + dice.choice((-9, -4, 2, 6))))


def _readiness(one: _True, _: Scene, __: random.Random) -> _Made:
    if one.kind != "readiness":
        return None
    return _spliced(one, list(_NUMBER.finditer(one.text))[-1], str(one.of["trl"] % 9 + 1))


def _other_person(one: _True, scene: Scene, dice: random.Random) -> _Made:
    others = [person for person, _ in _others(one, scene)]
    return _by(one, dice.choice(others), scene) if others else None


def _others(one: _True, scene: Scene) -> list[tuple[str, str]]:
    """Those whom the evidence names and the true sentence's own does not, each with a key of theirs."""
    own = tuple(reading for person in one.of.get("people", ()) for reading in read_name(person))
    return [
        (person, other["key"])
        for other in scene.evidence
        if other.get("title") != one.of.get("title")
        for person in other.get("people", ())
        if detect_language(person) == scene.language and compare(read_name(person), own) < _MAY_BE_THE_SAME
    ]


def _nobody(one: _True, scene: Scene, dice: random.Random) -> _Made:
    return _by(one, dice.choice(words.STRANGERS[scene.language]), scene)


def _by(one: _True, person: str, scene: Scene) -> _Made:
    """The true sentence as the work of `person`."""
    return _with(
        one, f"{person} พบว่า {one.text}" if scene.language == "th" else f"{person} found this: {one.text}"
    )


def _other_institution(one: _True, scene: Scene, dice: random.Random) -> _Made:
    names = [name for name in words.INSTITUTIONS[scene.language] if name not in str(one.of)]
    name = dice.choice(names)
    return _with(
        one, f"{name}รายงานว่า {one.text}" if scene.language == "th" else f"{name} reports: {one.text}"
    )


def _place(one: _True, scene: Scene, dice: random.Random) -> _Made:
    names = [name for name in words.PLACES[scene.language] if name.removeprefix("จังหวัด") not in str(one.of)]
    name = dice.choice(names)
    return _with(
        one, f"ที่{name} {one.text}" if scene.language == "th" else f"In the province of {name}: {one.text}"
    )


def _crop(one: _True, scene: Scene, dice: random.Random) -> _Made:
    crops = words.CROPS[scene.language]
    here = next((crop for crop in crops if crop in one.text), None)
    others = [crop for crop in crops if crop not in one.text and crop not in one.of["passage"]]
    return _with(one, one.text.replace(here, dice.choice(others))) if here and others else None


def _turned(pairs: Mapping[Language, Sequence[tuple[str, str]]]) -> _Maker:
    """Another word for the first one that the passage holds, outside its title."""

    def made(one: _True, scene: Scene, _: random.Random) -> _Made:
        if one.kind not in ("quoted", "one sentence of it"):
            return None
        is_denied = any(denial in one.text for denial in ("ไม่", " not ", "cannot"))
        found = ((old, new) for old, new in pairs[scene.language] if old in one.text and not is_denied)
        turned = next(found, None)
        return _with(one, one.text.replace(*turned, 1)) if turned else None

    return made


def _more(ends: Mapping[Language, Sequence[str]]) -> _Maker:
    """The true sentence with something behind it."""
    return lambda one, scene, dice: _with(one, one.text.rstrip(". ") + dice.choice(ends[scene.language]))


def _instead(texts: Mapping[Language, Sequence[str]]) -> _Maker:
    """Something else under the key of the true sentence."""
    return lambda one, scene, dice: _with(one, dice.choice(texts[scene.language]))


def _missing_key(one: _True, _: Scene, dice: random.Random) -> _Made:
    return one.text, dice.choice(([_NO_KEY], [one.of["key"], _NO_KEY], ["1"], []))


def _key_of_another(one: _True, scene: Scene, dice: random.Random) -> _Made:
    if one.kind not in ("quoted", "one sentence of it"):
        return None
    others = [other for other in scene.evidence if other.get("title") != one.of.get("title")]
    return (one.text, [dice.choice(others)["key"]]) if others else None


def _markup(one: _True, _: Scene, dice: random.Random) -> _Made:
    return _with(one, dice.choice(words.MARKUP).format(one.text))


def _mixed(one: _True, scene: Scene, dice: random.Random) -> _Made:
    """Somebody whom one passage names, and the finding of another, with both keys."""
    if one.kind not in ("quoted", "one sentence of it"):
        return None
    others = _others(one, scene)
    if not others:
        return None
    person, key = dice.choice(others)
    made = _by(one, person, scene)
    return (made[0], [one.of["key"], key]) if made else None


def _with(one: _True, text: str) -> _Made:
    return text, [one.of["key"]]


def _spliced(one: _True, place: re.Match[str], other: str) -> _Made:
    return _with(one, one.text[: place.start()] + other + one.text[place.end() :])


_MAKERS: Mapping[str, _Maker] = {
    "other number": _number,
    "other unit": _unit,
    "other year": _year,
    "other TRL": _readiness,
    "other person": _other_person,
    "person from nowhere": _nobody,
    "other institution": _other_institution,
    "other place": _place,
    "other crop": _crop,
    "denied": _turned(words.DENIALS),
    "turned round": _turned(words.DIRECTIONS),
    "made wider": _more(words.EXTENT),
    "fact added": _more(words.ADDED),
    "claim from nowhere": _instead(words.CLAIMS),
    "quote of nobody": _instead(words.QUOTES_OF_NOBODY),
    "order to the reader": _instead(words.ORDERS),
    "key not offered": _missing_key,
    "key of another": _key_of_another,
    "markup": _markup,
    "two works mixed": _mixed,
}
KINDS_OF_LIES = tuple(_MAKERS)
