"""Names that a statement tells and its proofs do not: of people, places, organisations, and of anything else.

Provinces and universities go by what they are, people by their names in both scripts; any other name in Latin
letters must stand in the proofs as it is, or be a spelling of a Thai word there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from assistant.checking.figures import is_unit
from assistant.checking.proving import Proof, texts
from assistant.institutions import in_full, institutions_in
from assistant.language import detect_language, fold, squeeze
from assistant.language.normalising import normalise
from assistant.language.segmenting import dictionary, given_names, segment
from assistant.language.stop_words import ENGLISH_STOP_WORDS
from assistant.language.wordnet import bases, meanings
from assistant.names import PersonName, compare, read_name, sounds_alike
from assistant.names.titles import starts_with_title
from assistant.places import places_in

_TEXTS_REMEMBERED = 1024
# From here on, initials and other scripts included.
_ALIKE = 0.65
_SHORTEST_SURNAME = 4
_SHORTEST_NAME = 3
_SHORTEST_PART_OF_NAME = 3
_THAI_TITLE = (
    r"(?:(?:ผู้ช่วย|รอง)?ศาสตราจารย์|(?:ผศ|รศ)\s*\.|(?<![ก-๎.])[ศอ]\s*\.(?=\s*ดร)|ดร\s*[.\s]|ดอกเตอร์"
    r"|(?<![ก-๎])(?:นางสาว|นาย|นาง|อาจารย์)|(?<![ก-๎])(?:นพ|พญ|ทพญ?|ภก|ภญ|สพ\s*\.\s*ญ|น\s*\.\s*สพ)\s*\.)\s*"
)
_THAI_TITLED = re.compile(rf"(?:{_THAI_TITLE})+(?P<given>[ก-๎]+)(?:\s(?P<rest>[ก-๎]+))?")
_THAI_PAIR = re.compile(r"(?=(?<![ก-๎])(?P<given>[ก-๎]+)\s(?P<rest>[ก-๎]+))")
_BEFORE_NAME = re.compile(r"^.*(?:ของ|โดย|และ|กับ|คือ|ว่า|ที่)(?=[ก-ฮเแโใไ])")
_ENGLISH_TITLE = r"(?:Asst|Assoc|Assistant|Associate|Prof|Professor|Dr|Mr|Mrs|Ms|Miss)(?:\.\s?|\s)"
_CAPITAL = r"[A-Z][\w-]*(?:[’'](?!s\b)[\w-]+)*\.?"
_ENGLISH_TITLED = re.compile(
    rf"(?<![A-Za-z])(?:{_ENGLISH_TITLE})+(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}})"
)
_CAPITALS = re.compile(rf"(?<![\w-]){_CAPITAL}(?:\s(?:of\s|and\s|the\s|for\s)?{_CAPITAL})*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s)[\"'“‘(]?$")
_COMPANY = re.compile(r"(?:บริษัท|ห้างหุ้นส่วนจำกัด|หจก\.)\s*(?P<name>[ก-๎]+?)(?=\s|จำกัด|$)")
# What a figure is of, in capitals.
_MEASURES = frozenset({"trl", "ph", "be", "ce"})
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
    yield from _strange_people(squeeze(normalise(statement)), fold(told), names_of(proofs))
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


def others_findings(statement: str, proofs: Sequence[Proof]) -> Iterator[str]:
    """Whom `statement` names of one proof, where another tells of none of those it names: the other's finding
    would pass for theirs."""
    folded = fold(statement)
    people = [[name for name in names_of([proof]) if _is_named(name.surname, folded)] for proof in proofs]
    # Namesakes are told apart where the given name is told, too.
    in_full = [[name for name in of_proof if _is_named(name.given, folded)] for of_proof in people]
    named = in_full if any(in_full) else people
    if not all(named):
        yield from (name.surname for name in next(filter(None, named), [])[:1])


def _is_named(part: str, folded: str) -> bool:
    """Whether a folded text holds a part of a name, in whichever script."""
    if len(part) < _SHORTEST_PART_OF_NAME:
        return False
    latin, thai = _LATIN_WORD.findall(folded), _THAI_RUN.findall(folded)
    if part.isascii():
        return part in latin or any(sounds_alike(word, part) for word in thai)
    return part in folded or any(sounds_alike(part, word) for word in latin)


def names_of(proofs: Sequence[Proof]) -> tuple[PersonName, ...]:
    """The names of the people of these proofs, in every script that they are given in."""
    return _known(texts(proofs), tuple(person for proof in proofs for person in proof.people))


def is_part_of_name(word: str, names: Sequence[PersonName]) -> bool:
    """Whether a folded word is a given name or surname of one of these in either script, or a piece."""
    parts = {part for name in names for part in (name.given, name.surname)}
    return any(word in part or sounds_alike(part, word) for part in parts)


def _strange_people(statement: str, told: str, known: Sequence[PersonName]) -> Iterator[str]:
    for mention in _people_in(statement):
        if fold(mention.text) not in told and not _is_known(mention, known):
            yield mention.text
    yield from _half_names(statement, known)


def _is_known(mention: _Mention, known: Sequence[PersonName]) -> bool:
    """Whether the name is one of theirs, or a single word one part of one."""
    if mention.readings:
        return compare(mention.readings, tuple(known)) >= _ALIKE
    return is_part_of_name(fold(mention.text), known)


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
    surname_end = 0
    for match in _THAI_PAIR.finditer(text):
        # What follows a given name is no given name again.
        if match.start() >= surname_end and (given := _given_name_at_the_end(match["given"])):
            yield _thai_mention(given, match["rest"])
            surname_end = match.end("rest")
    for match in _ENGLISH_TITLED.finditer(text):
        yield _Mention(match["name"], read_name(match["name"]))


def _thai_mention(given: str, rest: str) -> _Mention:
    """The surname goes on to where any word of the rest may end: what follows may be glued to it."""
    ends = list(accumulate(map(len, segment(rest))))
    readings = tuple(PersonName(given, rest[:end]) for end in ends)
    return _Mention(f"{given} {rest}", readings)


def _is_word(titled: str) -> bool:
    """Whether a title only begins a word: "นายจ้าง"."""
    word = segment(titled.split()[0])[0]
    # The dictionary has titles in short form as words.
    return "." not in word and word in dictionary() - {"นาย", "นาง", "นางสาว", "อาจารย์"}


def _given_name_at_the_end(run: str) -> str:
    """The given name that ends a run of Thai letters, unless it is a word as well; empty where none does."""
    given = _BEFORE_NAME.sub("", run)
    return given if given in given_names() and given not in dictionary() else ""


def _strange_proper_names(statement: str, told: str) -> Iterator[str]:
    held, settled = _Held.of(told), _settled(fold(statement))
    for match in _CAPITALS.finditer(statement):
        named = [name.rstrip(".") for name in re.findall(_CAPITAL, match[0]) if not starts_with_title(name)]
        begins = bool(_SENTENCE_START.search(statement[: match.start()]))
        if len(named) <= begins:
            continue
        # Whatever begins a sentence is in capitals: "The Siam Institute".
        telling = [name for name in named[begins and _is_ordinary(named[0]) :] if fold(name) not in _MEASURES]
        strange = [name for name in telling if fold(name) not in settled and not held.holds(name)]
        # One word of it that sounds the same shows that the others are translated.
        if strange and (held.is_latin or len(strange) == len(named)):
            yield " ".join(strange)
    for match in _COMPANY.finditer(statement):
        if not held.holds_thai(match["name"]):
            yield match[0]


def _settled(statement: str) -> frozenset[str]:
    """The words of the places and institutions that a folded statement names."""
    places = [(place.start, place.end) for place in places_in(statement)]
    institutions = [(mention.start, mention.end) for mention in institutions_in(statement)]
    return frozenset(word for start, end in (*places, *institutions) for word in statement[start:end].split())


@dataclass(frozen=True, slots=True)
class _Held:
    """The words that proofs hold, in each script; `is_latin`: they are in English."""

    folded: str
    latin: frozenset[str]
    thai: tuple[str, ...]
    is_latin: bool

    @classmethod
    @lru_cache(_TEXTS_REMEMBERED)
    def of(cls, told: str) -> "_Held":
        folded = fold(told)
        latin = frozenset(base for word in _LATIN_WORD.findall(folded) for base in bases(word))
        pieces = [segment(run) for run in _THAI_RUN.findall(folded)]
        pairs = ("".join(pair) for run in pieces for pair in pairwise(run))
        thai = (*chain.from_iterable(pieces), *pairs, *_THAI_RUN.findall(folded))
        return cls(folded, latin, tuple(dict.fromkeys(thai)), detect_language(told) == "en")

    def holds(self, name: str) -> bool:
        """Whether a word in Latin letters stands there, or a Thai word that it may be a spelling of; across
        languages ordinary words and short forms may be translated."""
        word = fold(name).strip(".'")
        if not self.latin.isdisjoint(part for piece in word.split("-") for part in bases(piece)):
            return True
        if is_unit(word) or (not self.is_latin and (_is_ordinary(name) or name.isupper())):
            return True
        return any(sounds_alike(thai, word) for thai in self.thai if len(thai) >= _SHORTEST_NAME)

    def holds_thai(self, name: str) -> bool:
        """Whether a Thai name stands there, or a word in Latin letters that may be its spelling."""
        return fold(name) in self.folded or any(
            sounds_alike(piece, latin)
            for piece in (name, *segment(name))
            if len(piece) >= _SHORTEST_NAME
            for latin in self.latin
        )


def _is_ordinary(name: str) -> bool:
    """Whether a capitalised word is one of the language besides."""
    word = fold(name).strip(".'")
    return word in ENGLISH_STOP_WORDS or bool(meanings(word))
