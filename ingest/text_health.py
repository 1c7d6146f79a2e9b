"""How far a page's extracted text can be trusted."""

import re
import unicodedata

from assistant.domain.documents import TextHealth
from assistant.language import normalise
from assistant.language.segmenting import segment
from ingest.thai_faults import FAULT, is_word

_LOST_CHARACTER = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]|\\(cid:[0-9]+\\)|/uni[0-9A-F]{4}(?:\\.[a-z]+)?|/g[0-9]{2,5}"
)
_THAI_LETTER = re.compile("[\u0e01-\u0e4e]")
_TONE = re.compile("[\u0e48-\u0e4b]")
_THAI_PIECE = re.compile("[\u0e01-\u0e4e]+")
# What an unknown name or loan word looks like: a consonant, perhaps after a leading vowel, and a vowel.
_THAI_SYLLABLE = re.compile("[\u0e40-\u0e44][\u0e01-\u0e2e].|[\u0e01-\u0e2e]{1,2}[\u0e30-\u0e39\u0e47].")
_ACCENT_IN_THAI = re.compile("(?<=[\u0e01-\u0e4e])[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_LATIN_WORD = re.compile("[A-Za-z\u00c0-\u024f]{3,}")
_VOWEL = re.compile("[aeiouy\u00c0-\u024f]", re.IGNORECASE)
_CONSONANTS_IN_A_ROW = re.compile("[bcdfghjklmnpqrstvwxz]{6}", re.IGNORECASE)

# Calibrated on sound Thai and English pages (prose full of foreign names, tables, references, formulas)
# and on the same pages as several extractors damaged them. A rate is per letter of the page.
_LOST_WEIGHT = 8.0
_FAULT_WEIGHT = 15.0
_PRIVATE_USE_WEIGHT = 8.0
# Names and foreign words are no sign of damage by themselves: up to the usual share they cost little.
_UNKNOWN_WEIGHT = 0.7
_UNUSUAL_WEIGHT = 3.0
_USUAL_UNKNOWN_THAI = 0.09
_USUAL_UNKNOWN_LATIN = 0.15
# Sound Thai has a tone mark on 4 to 10 of 100 letters; an extractor that lost them leaves real words.
_MISSING_TONE_WEIGHT = 4.0
_FEWEST_TONES = 0.04
_TONES_BEFORE_READING = 0.07
_PRIOR_LETTERS = 40
_PRIOR_TONE_LETTERS = 100


def assess(text: str) -> TextHealth:
    """Return the health of extracted text, raw (the healthier of two extractions wins) or cleaned.

    `nulls` counts what stands for a lost character: NUL and other controls, U+FFFD, raw glyph names;
    `private_use` what is left of it once Thai glyphs are mapped; `orphan_marks` the sequences that
    Thai cannot hold. `dictionary_share` is the share of Thai letters in words of the dictionary and of
    Latin letters in words that could be said. Text without letters is sound: it has nothing to misread.
    """
    clean = normalise(text)
    letters = max(
        _PRIOR_LETTERS, sum(character.isalpha() or "\u0e31" <= character <= "\u0e4e" for character in clean)
    )
    nulls = len(_LOST_CHARACTER.findall(text))
    private_use = sum(unicodedata.category(character) == "Co" for character in clean)
    orphan_marks = len(FAULT.findall(clean)) + len(_ACCENT_IN_THAI.findall(clean))
    thai, unknown_thai, unsayable_thai = _thai_letters(clean)
    latin, unsayable_latin = _latin_letters(clean)
    loss = (
        _LOST_WEIGHT * nulls
        + _FAULT_WEIGHT * orphan_marks
        + _PRIVATE_USE_WEIGHT * private_use
        + _strangeness(thai, (unknown_thai + unsayable_thai) / 2, _USUAL_UNKNOWN_THAI)
        + _strangeness(latin, unsayable_latin, _USUAL_UNKNOWN_LATIN)
    ) / letters + _missing_tones(clean, thai)
    return TextHealth(
        score=round(max(0.0, 1.0 - loss), 3),
        orphan_marks=orphan_marks,
        nulls=nulls,
        private_use=private_use,
        dictionary_share=_share(thai + latin - unknown_thai - unsayable_latin, thai + latin),
    )


def _thai_letters(text: str) -> tuple[int, int, int]:
    """How many Thai letters there are, how many in no word, how many of these in nothing that can be said."""
    if not _THAI_LETTER.search(text):
        return 0, 0, 0
    pieces = [piece for piece in segment(text) if _THAI_PIECE.fullmatch(piece)]
    unknown = [piece for piece in pieces if not is_word(piece)]
    unsayable = [piece for piece in unknown if not _THAI_SYLLABLE.match(piece)]
    return sum(map(len, pieces)), sum(map(len, unknown)), sum(map(len, unsayable))


def _latin_letters(text: str) -> tuple[int, int]:
    """How many Latin letters stand in words, and how many of them in words that cannot be said."""
    found = _LATIN_WORD.findall(text)
    return sum(map(len, found)), sum(len(word) for word in found if not _could_be_said(word))


def _could_be_said(word: str) -> bool:
    return word.isupper() or (_VOWEL.search(word) is not None and not _CONSONANTS_IN_A_ROW.search(word))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def _strangeness(letters: int, unknown: float, usual_share: float) -> float:
    """What unreadable letters cost, in letters: a little each, much beyond the usual share."""
    return _UNKNOWN_WEIGHT * unknown + _UNUSUAL_WEIGHT * max(0.0, unknown - usual_share * letters)


def _missing_tones(text: str, letters: int) -> float:
    tones = len(_TONE.findall(text)) + _TONES_BEFORE_READING * _PRIOR_TONE_LETTERS
    return _MISSING_TONE_WEIGHT * max(0.0, _FEWEST_TONES - tones / (letters + _PRIOR_TONE_LETTERS))
