"""Words that mean the same, in one of the two languages or across both.

From the Thai WordNet (NICT 2011, by way of PyThaiNLP) and WordNet 3.0 (Princeton University 2006), whose
licences stand beside the file; `python -m eval.wordnet` makes it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

_FILE = "wordnet.tsv"
# A suffix off an English word, or another in its place (after "Morphy" of WordNet).
_SUFFIXES = (
    ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""), ("n't", ""), ("'s", ""),
)  # fmt: skip
_SHORTEST_BASE = 3


def bases(word: str) -> tuple[str, ...]:
    """The words that a folded English word may be a form of, itself first, a doubled consonant once; a Thai
    word as it is."""
    if not word.isascii():
        return (word,)
    found = [word]
    for suffix, instead in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_BASE:
            base = word[: len(word) - len(suffix)] + instead
            found.append(base)
            if not instead and base[-1:] == base[-2:-1]:
                found.append(base[:-1])
    return tuple(found)


def meanings(word: str) -> frozenset[int]:
    """The numbers of the meanings that a folded word may have; none for one that is no entry."""
    return frozenset().union(*(_wordnet().entries.get(base, frozenset()) for base in bases(word)))


def is_thing(word: str) -> bool:
    """Whether a folded word names nothing but a plant, an animal or a food."""
    found = meanings(word)
    return bool(found) and found <= _wordnet().things


def names_in_english(word: str) -> Iterator[str]:
    """What a Thai word is in English, where that takes several words."""
    return (name for name in _wordnet().of_several_words.get(word, ()))


@dataclass(frozen=True, slots=True)
class _Wordnet:
    """The meanings of each word of either language, and which of them are things."""

    entries: Mapping[str, frozenset[int]]
    things: frozenset[int]
    of_several_words: Mapping[str, Collection[str]]


@cache
def _wordnet() -> _Wordnet:
    """The lines of the file: Thai words, English ones, irregular forms of these; "*" before a thing."""
    entries: dict[str, set[int]] = defaultdict(set)
    several: dict[str, set[str]] = defaultdict(set)
    things = set()
    lines = (files("assistant.language") / _FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("*"):
            things.add(number)
        columns = [column.split("|") for column in line.removeprefix("*").split("\t")]
        for word in chain.from_iterable(columns):
            entries[word].add(number)
        for word in columns[0]:
            several[word].update(name for name in columns[1] if " " in name)
    held = {word: frozenset(numbers) for word, numbers in entries.items()}
    return _Wordnet(held, frozenset(things), several)
