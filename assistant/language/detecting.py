"""Which of the two languages a text is written in."""

import re
from typing import Literal

from assistant.language.normalising import fold
from assistant.language.segmenting import words
from assistant.language.stop_words import ENGLISH_STOP_WORDS, THAI_STOP_WORDS

_THAI_LETTERS = re.compile("[\u0e01-\u0e33\u0e40-\u0e45]")
_OTHER_LETTERS = re.compile(r"[^\W\d_\u0e00-\u0e7f]")
_CLEARLY_THAI = 0.5
_CLEARLY_ENGLISH = 0.1


def detect_language(text: str) -> Literal["th", "en"]:
    """Return "th" when at least half of the letters are Thai, "en" when hardly any are.

    In between stand Thai sentences full of English terms and English ones that quote some Thai: there
    the little words decide, and Thai wins a draw. A text without letters is "en".
    """
    thai, other = len(_THAI_LETTERS.findall(text)), len(_OTHER_LETTERS.findall(text))
    share = thai / (thai + other) if thai else 0.0
    if share >= _CLEARLY_THAI:
        return "th"
    if share < _CLEARLY_ENGLISH:
        return "en"
    found = words(fold(text))
    english_words = sum(word in ENGLISH_STOP_WORDS for word in found)
    thai_words = sum(word in THAI_STOP_WORDS for word in found)
    return "en" if english_words > thai_words else "th"
