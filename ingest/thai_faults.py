"""What cannot stand in written Thai, and how well a text reads as words."""

import re
from functools import cache
from math import log

from assistant.language.segmenting import dictionary, frequencies, segment

_TONE = "[\u0e48-\u0e4b]"
_CONSONANT = "[\u0e01-\u0e2e]"
_MARK = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_VOWEL_MARK = "[\u0e31\u0e34-\u0e39\u0e47]"
# A closed syllable's beginning, written twice: no word goes on so.
TWICE = "(?P<twice>[\u0e01-\u0e2e][\u0e31\u0e34\u0e36\u0e37][\u0e48-\u0e4b])(?P=twice)"
_NO_LEADING_VOWEL = "".join(f"(?<![\u0e40-\u0e44]{_CONSONANT * between})" for between in range(3))

# None of these occurs in the dictionary but for its misprints, nor in sound running text.
FAULT = re.compile(
    "|".join(
        [
            f"(?<!{_CONSONANT})(?<!{_MARK}){_MARK}",  # a mark over nothing
            f"\u0e31(?!{_TONE}?{_CONSONANT})",  # MAI HAN-AKAT needs a final consonant
            f"\u0e31{_CONSONANT}{_TONE}",  # ... which bears no tone
            f"\u0e37(?!{_TONE}?{_CONSONANT})",  # SARA UEE too
            f"(?:(?<![\u0e01\u0e13])|(?<=\u0e40\u0e01))\u0e47(?!{_CONSONANT})",  # MAITAIKHU, but in two words
            f"{_TONE}{{2}}|{_TONE}\u0e4c|{_VOWEL_MARK}{{2}}",  # two marks in one place
            f"{_VOWEL_MARK}{_TONE}?[\u0e30\u0e32\u0e33]",  # two vowels for one consonant
            f"[\u0e40-\u0e44](?!{_CONSONANT})",  # a leading vowel before nothing
            # a following vowel after nothing
            f"(?<!{_CONSONANT})(?<!{_TONE})(?<![\u0e32\u0e45])[\u0e30\u0e32\u0e33]",
            TWICE,
            # a tone on a consonant that has no vowel (BO BAIMAI with MAI EK is a word of its own)
            f"{_NO_LEADING_VOWEL}[\u0e01-\u0e19\u0e1b-\u0e2e]{_TONE}(?![\u0e01-\u0e2e\u0e30\u0e32\u0e33\u0e45])",
            f"(?:{_VOWEL_MARK}{_TONE}?|\u0e32){_CONSONANT}{_TONE}(?={_CONSONANT}{_MARK})",
        ]
    )
)
_THAI_WORD = re.compile("[\u0e01-\u0e4e]+")
_STARTS_INSIDE_CLUSTER = re.compile("[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]")
_CUT_CLUSTER_COST = 8.0


def is_word(token: str) -> bool:
    """Whether a Thai token stands in the dictionary (repetition and abbreviation signs aside)."""
    return token.rstrip("\u0e2f\u0e46") in dictionary()


def strangeness(text: str, fault_cost: float = 8.0) -> float:
    """Return how little a stretch of Thai reads as words: 0 for nothing, about 1 for each common word.

    An unknown piece costs 2 and 2 more for each letter, an impossible sequence `fault_cost`, a rare word
    up to 1 more than a common one.
    """
    return sum(map(_piece_strangeness, segment(text))) + fault_cost * len(FAULT.findall(text))


def _piece_strangeness(piece: str) -> float:
    if not _THAI_WORD.fullmatch(piece):
        return 0.0
    if is_word(piece):
        return 1.0 + _rarity(piece)
    return 2.0 + 2.0 * len(piece) + (_CUT_CLUSTER_COST if _STARTS_INSIDE_CLUSTER.match(piece) else 0.0)


def _rarity(word: str) -> float:
    return 1.0 - log(1 + frequencies().get(word, 0)) / _log_of_most_frequent()


@cache
def _log_of_most_frequent() -> float:
    return log(1 + max(frequencies().values()))
