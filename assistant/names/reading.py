"""From a printed name to given name and surname."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.language.normalising import fold, normalise, squeeze
from assistant.names.titles import titles_of, without_titles

Script = Literal["th", "en"]
Rank = Literal["professor", "associate", "assistant", ""]

_NOTES = re.compile(r"\([^)]*\)|\[[^\]]*\]|[0-9๐-๙*†‡§¶¹²³⁰-⁹\u2071-\u207f]+")
_THAI = re.compile("[\u0e01-\u0e4e]")
_LATIN = re.compile(r"[^\W\d_\u0e00-\u0e7f]")
_NOT_LETTERS = re.compile("[^\\w\u0e30-\u0e4e]|_")
# Words that belong to the surname after them.
_PARTICLES = frozenset(
    {"ณ", "แซ่", "na", "sae", "de", "van", "von", "der", "den", "la", "le", "al", "el", "bin"}
)
_PUBMED_INITIALS = re.compile(r"[A-Z]{1,2}")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without titles, folded. A part of one letter is an initial; nothing of it is empty.

    `swapped` tells that this reading takes the surname to be printed first without a comma to say so.
    """

    given: str
    surname: str
    middle: tuple[str, ...] = ()
    script: Script = "th"
    swapped: bool = False


def read_name(printed: str) -> tuple[PersonName, ...]:
    """Return the ways to read a printed name, the likeliest first; none for half a name or no name."""
    bare = without_titles(_NOTES.sub(" ", normalise(printed)))
    thai, latin = bool(_THAI.search(bare)), bool(_LATIN.search(bare))
    if thai == latin or len(bare) > 120:
        return ()
    script: Script = "th" if thai else "en"
    names = (PersonName(g, s, m, script, w) for g, s, m, w in _readings(bare) if g and s)
    return tuple(dict.fromkeys(names))


def academic_rank(printed: str) -> Rank:
    """Return the academic rank in a title or in the titles of a printed name; empty if none is there."""
    titles = fold(titles_of(printed) or printed).replace(" ", "")
    if titles.startswith(("ผศ", "ผู้ช่วยศ")) or "asst" in titles or "assistant" in titles:
        return "assistant"
    if titles.startswith(("รศ", "รองศ")) or "assoc" in titles:
        return "associate"
    return "professor" if titles.startswith(("ศ.", "ศาสตราจารย์", "prof")) else ""


_Reading = tuple[str, str, tuple[str, ...], bool]


def _readings(bare: str) -> Iterator[_Reading]:
    parts = [part for part in (_tokens(without_titles(part)) for part in bare.split(",")) if part]
    if len(parts) == 2:
        surname, given = parts
        yield given[0], "".join(surname), tuple(given[1:]), False
    elif len(parts) == 1 and 2 <= len(parts[0]) <= 5:
        yield from _without_comma(parts[0])


def _without_comma(tokens: Sequence[str]) -> Iterator[_Reading]:
    first, *middle, last = tokens
    yield first, last, tuple(middle), False
    if middle and all(len(word) > 1 for word in middle):
        yield first, "".join([*middle, last]), (), False
    second, *rest = tokens[1:]
    yield second, first, tuple(rest), True


def _tokens(text: str) -> list[str]:
    """The words of a name, folded; surname particles joined to what follows, glued initials apart."""
    words: list[str] = []
    shouted = text.upper() == text
    for word in squeeze(text.replace(".", ". ")).split(" "):
        bare = _NOT_LETTERS.sub("", word)
        if _PUBMED_INITIALS.fullmatch(bare) and not shouted:
            words.extend(fold(letter) for letter in bare)
        elif bare:
            words.append(fold(bare))
    return _joined_particles(words)


def _joined_particles(words: Sequence[str]) -> list[str]:
    joined: list[str] = []
    held = ""
    for place, word in enumerate(words):
        if place and word in _PARTICLES and place < len(words) - 1:
            held += word
        else:
            joined.append(held + word)
            held = ""
    return joined
