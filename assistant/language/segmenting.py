"""Thai words: newmm segmentation by nlpo3 with PyThaiNLP's dictionary (words_th.txt, CC0)."""

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import nlpo3

from assistant.language.normalising import normalise

_DICTIONARY_NAME = "jabkoo"
# Where the longest match eats into the next word: "การอบแห้ง", "เรื่องอบ", "บอกว่า".
_MISCUT = {
    ("กา", "รอบ"): ("การ", "อบ"),
    ("เรื่อ", "งอบ"): ("เรื่อง", "อบ"),
    ("บอ", "กว่า"): ("บอก", "ว่า"),
}


def words(text: str) -> list[str]:
    """Return the words of `text` as they stand there, in order; punctuation stays, white space goes."""
    return [word for word in segment(normalise(text)) if not word.isspace()]


def segment(normalised_text: str) -> list[str]:
    """Return the pieces of an already normalised text, white space among them."""
    pieces = nlpo3.segment(normalised_text, _loaded_dictionary())
    for place in range(1, len(pieces)):
        pair = pieces[place - 1], pieces[place]
        if pair in _MISCUT:
            pieces[place - 1], pieces[place] = _MISCUT[pair]
    return pieces


@cache
def dictionary() -> frozenset[str]:
    """Return every Thai word of the dictionary, about 62,000."""
    return frozenset(normalise(_corpus_file("words_th.txt").read_text(encoding="utf-8")).splitlines())


@cache
def frequencies() -> Mapping[str, int]:
    """Return how often each word stands in the Thai National Corpus (tnc_freq.txt, CC0)."""
    rows = _corpus_file("tnc_freq.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for word, _, count in (row.partition("\t") for row in rows)}


@cache
def _loaded_dictionary() -> str:
    # nlpo3 keeps dictionaries by name for the life of the process; loading one again is refused, harmlessly.
    nlpo3.load_dict(str(_corpus_file("words_th.txt")), _DICTIONARY_NAME)
    return _DICTIONARY_NAME


def _corpus_file(name: str) -> Path:
    # Found without importing PyThaiNLP, which takes longer than loading the dictionary itself.
    package = find_spec("pythainlp")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pythainlp, which carries the Thai dictionary, is not installed")
    return Path(package.submodule_search_locations[0]) / "corpus" / name
