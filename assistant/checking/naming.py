"""Names that a statement tells and its proofs do not: of people, places, organisations, and of anything else.

Provinces and universities go by what they are, people by their names in both scripts; any other name in Latin
letters must stand in the proofs as it is, or be a spelling of a Thai word there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from assistant.checking.proving import Proof, texts
from assistant.institutions import in_full, institutions_in
from assistant.language import fold, squeeze
from assistant.language.normalising import normalise
from assistant.language.segmenting import dictionary, given_names, segment
from assistant.names import PersonName, compare, likeness, read_name, sounds_alike
from assistant.places import places_in

_TEXTS_REMEMBERED = 1024
# From here on, initials and other scripts included.
_ALIKE = 0.65
_SHORTEST_SURNAME = 4
_SHORTEST_NAME = 3
_THAI_TITLE = (
    r"(?:(?:ผู้ช่วย|รอง)?ศาสตราจารย์|(?:ผศ|รศ)\s*\.|(?<![ก-๎.])[ศอ]\s*\.(?=\s*ดร)|ดร\s*[.\s]|ดอกเตอร์"
    r"|(?<![ก-๎])(?:นางสาว|นาย|นาง|อาจารย์)|(?<![ก-๎])(?:นพ|พญ|ทพญ?|ภก|ภญ|สพ\s*\.\s*ญ|น\s*\.\s*สพ)\s*\.)\s*"
)
_THAI_TITLED = re.compile(rf"(?:{_THAI_TITLE})+(?P<given>[ก-๎]+)(?:\s(?P<rest>[ก-๎]+))?")
_THAI_PAIR = re.compile(r"(?=(?<![ก-๎])(?P<given>[ก-๎]+)\s(?P<rest>[ก-๎]+))")
_ENGLISH_TITLE = r"(?:Asst|Assoc|Assistant|Associate|Prof|Professor|Dr|Mr|Mrs|Ms|Miss)(?:\.\s?|\s)"
_CAPITAL = r"[A-Z][\w’'-]*\.?"
_ENGLISH_TITLED = re.compile(rf"(?<![A-Za-z])(?:{_ENGLISH_TITLE})+(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}})")
_CAPITALS = re.compile(rf"(?<![\w-]){_CAPITAL}(?:\s(?:of\s|and\s|the\s|for\s)?{_CAPITAL})*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s)[\"'“‘(]?$")
_COMPANY = re.compile(r"(?:บริษัท|ห้างหุ้นส่วนจำกัด|หจก\.)\s*(?P<name>[ก-๎]+(?:\s?[ก-๎]+)?)")
_LATIN_WORD = re.compile(r"[^\W\d_\u0e00-\u0e7f][^\W_\u0e00-\u0e7f]*")
_THAI_RUN = re.compile("[ก-๎]+")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name as a text tells it: where it stands there, and the ways to read it."""

    text: str
    readings: tuple[PersonName, ...]


def strange_names(statement: str, proofs: Sequence[Proof]) -> Iterator[str]:
    """The names in `statement` that none of the proofs holds."""
    told = texts(proofs)
    yield from _strange_places(fold(statement), fold(told))
    yield from _strange_institutions(statement, told)
    people = [person for proof in proofs for person in proof.people]
    yield from _strange_people(squeeze(normalise(statement)), told, people)
    yield from _strange_proper_names(squeeze(normalise(statement)), told)


def _strange_places(statement: str, told: str) -> Iterator[str]:
    held = places_in(told)
    names, regions = {place.name for place in held}, {place.region for place in held}
    for place in places_in(statement):
        if place.region not in regions if place.is_region else place.name not in names:
            yield statement[place.start : place.end]


def _strange_institutions(statement: str, told: str) -> Iterator[str]:
    held = {mention.institution for mention in institutions_in(in_full(fold(told)))}
    full = in_full(fold(statement))
    for mention in institutions_in(full):
        if mention.institution not in held:
            yield full[mention.start : mention.end]


def _strange_people(statement: str, told: str, people: Sequence[str]) -> Iterator[str]:
    known = _known(told, tuple(people))
    folded = fold(told)
    for mention in _people_in(statement):
        held = mention.text and fold(mention.text) in folded
        if not held and compare(mention.readings, known) < _ALIKE:
            yield mention.text
    yield from _half_names(statement, known)


def _half_names(statement: str, known: Sequence[PersonName]) -> Iterator[str]:
    """A known surname after a given name that nobody of that surname has."""
    for match in _THAI_PAIR.finditer(statement):
        namesakes = [
            name
            for name in known
            if name.script == "th"
            and len(name.surname) >= _SHORTEST_SURNAME
            and match["rest"].startswith(name.surname)
        ]
        if namesakes and not any(match["given"].endswith(name.given) for name in namesakes):
            yield f"{match['given']} {namesakes[0].surname}"


@lru_cache(_TEXTS_REMEMBERED)
def _known(told: str, people: tuple[str, ...]) -> tuple[PersonName, ...]:
    """The names of these people, each in every script that it is given in, and of those the text tells of."""
    printed = [part for person in people for part in re.split(r"[()]", person)]
    named = [reading for person in printed for reading in read_name(person)]
    return (*named, *(name for mention in _people_in(squeeze(normalise(told))) for name in mention.readings))


def _people_in(text: str) -> Iterator[_Mention]:
    """The people whom a text names with a title, and in Thai with a given name that is nothing but that."""
    for match in _THAI_TITLED.finditer(text):
        if match["rest"] and not _is_word(match[0]):
            yield _thai_mention(match["given"], match["rest"])
    for match in _THAI_PAIR.finditer(text):
        if given := _given_name_at_the_end(match["given"]):
            yield _thai_mention(given, match["rest"])
    for match in _ENGLISH_TITLED.finditer(text):
        yield _Mention(match["name"], read_name(match["name"]))


def _thai_mention(given: str, rest: str) -> _Mention:
    """The surname goes on to where any word of the rest may end: what follows may be glued to it."""
    ends = list(accumulate(map(len, segment(rest))))
    readings = tuple(PersonName(given, rest[:end]) for end in ends)
    return _Mention(f"{given} {rest}", readings)


def _is_word(titled: str) -> bool:
    """Whether a title only begins a word: "นายจ้าง"."""
    return segment(titled.split()[0])[0] in dictionary() - {"นาย", "นาง", "นางสาว", "อาจารย์"}


def _given_name_at_the_end(run: str) -> str:
    """The given name that ends a run of Thai letters, unless it is a word as well; empty where there is none."""
    ends = (run[start:] for start in range(len(run) - _SHORTEST_NAME + 1))
    return next((end for end in ends if end in given_names() and end not in dictionary()), "")


def _strange_proper_names(statement: str, told: str) -> Iterator[str]:
    words = {word for word in _LATIN_WORD.findall(fold(told))}
    thai = _thai_words(told)
    for match in _CAPITALS.finditer(statement):
        yield from _strange_capitals(match[0], statement[: match.start()], words, thai)
    for match in _COMPANY.finditer(statement):
        if not _is_told(match["name"], fold(told), words):
            yield match[0]


def _strange_capitals(run: str, before: str, words: set[str], thai: Sequence[str]) -> Iterator[str]:
    named = re.findall(_CAPITAL, run)
    if len(named) == 1 and _SENTENCE_START.search(before):
        return
    raise NotImplementedError
