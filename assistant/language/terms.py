"""The lexical analyser: what a text is indexed and searched by."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from assistant.language.normalising import fold
from assistant.language.segmenting import dictionary, segment
from assistant.language.stop_words import STOP_WORDS

_TOKEN = re.compile(
    r"[\u0e01-\u0e4e]+|[^\W_\u0e00-\u0e7f]+(?:[.,](?<=\d[.,])\d+)*(?:-[^\W\d_\u0e00-\u0e7f]+)*"
)
_THAI = re.compile(r"[\u0e01-\u0e4e]")
_MEASURE = re.compile(r"(\d[\d.]*)([^\W\d_]+)")
_SHORTEST_PART = 3
_LONGEST_COMPOUND = 40
_INVARIABLE = frozenset({"species", "series"})
_TEXTS_REMEMBERED = 8192


def search_terms(text: str) -> list[str]:
    """Return the terms of `text` in order, repeated as often as they occur.

    Words are folded, Latin ones lightly stemmed, stop words dropped. A compound is followed by the
    words it is made of; a hyphenated word and a measure ("10kg") by their parts.
    """
    return [term for token in _tokens(text) for term in _terms_of(token)]


def terms_held(text: str, wanted: Collection[str]) -> frozenset[str]:
    """Return those of `wanted` that are among the search terms of `text`.

    Thai is cut into words only where the letters of one of them stand: a passage is judged by a few terms,
    and cutting all of it takes most of the time that this would.
    """
    tokens = (
        token
        for token in _tokens_remembered(text)
        if not _THAI.match(token) or any(term in token for term in wanted)
    )
    return frozenset(term for token in tokens for term in _terms_of(token) if term in wanted)


def _tokens(text: str) -> list[str]:
    """The runs of Thai letters, and the other words and numbers, of `text`, folded."""
    return _TOKEN.findall(fold(text))


@lru_cache(_TEXTS_REMEMBERED)
def _tokens_remembered(text: str) -> tuple[str, ...]:
    return tuple(_tokens(text))


def _terms_of(token: str) -> Iterable[str]:
    if _THAI.match(token):
        return (term for word in segment(token) for term in _thai_terms(word))
    return _other_terms(token)


@lru_cache(maxsize=65536)
def _thai_terms(word: str) -> tuple[str, ...]:
    word = word.rstrip("\u0e2f\u0e46")
    if not word or word in STOP_WORDS:
        return ()
    return (word, *(part for part in compound_parts(word) if part not in STOP_WORDS))


@lru_cache(maxsize=65536)
def compound_parts(word: str) -> tuple[str, ...]:
    """Return the fewest dictionary words that make up a folded Thai word, or none when it is no compound."""
    if len(word) > _LONGEST_COMPOUND:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(_SHORTEST_PART, len(word) + 1):
        for start in range(end - _SHORTEST_PART + 1):
            head, part = best[start], word[start:end]
            if head is None or part == word or part not in dictionary():
                continue
            known = best[end]
            if known is None or len(head) + 1 < len(known):
                best[end] = (*head, part)
    return best[len(word)] or ()


@lru_cache(maxsize=65536)
def _other_terms(token: str) -> tuple[str, ...]:
    token = token.replace(",", "")
    pieces = token.split("-")
    if len(pieces) > 1:
        return (stem("".join(pieces)), *(stem(piece) for piece in pieces if piece not in STOP_WORDS))
    if token in STOP_WORDS:
        return ()
    measure = _MEASURE.fullmatch(token)
    return (token, *measure.groups()) if measure else (stem(token),)


def stem(word: str) -> str:
    """Return an English word without its plural ending (after the "S stemmer" of Harman 1991)."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("us", "ss", "is")) or word in _INVARIABLE:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("yses"):
        return word[:-2] + "is"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "oes")) else word[:-1]
