"""Questions as hurried people type them: marks left out, letters that sound alike, letters swapped."""

import random

_MARKS = "่้๊๋็์"
_TONES = "่้"
# Thai letters that are taken for one another.
_ALIKE = (
    ("ใ", "ไ"), ("ไ", "ใ"), ("ณ", "น"), ("ศ", "ส"), ("ษ", "ส"), ("ญ", "ย"), ("ฑ", "ท"), ("ซ", "ส"),
    ("ร", "ล"), ("ิ", "ี"), ("ึ", "ื"), ("ู", "ุ"), ("ั", ""),
)  # fmt: skip
_THAI_SHARE = 0.3
_MARK_LEFT_OUT, _MARK_CHANGED = 0.5, 0.2


def misspell(text: str, choice: random.Random) -> str:
    """`text` with up to three slips, as `choice` draws them; one that finds no place is left out."""
    is_thai = sum("\u0e00" <= letter <= "\u0e7f" for letter in text) > len(text) * _THAI_SHARE
    for _ in range(choice.choice((1, 1, 2, 3))):
        text = _thai_slip(text, choice) if is_thai else _latin_slip(text, choice)
    return text


def _thai_slip(text: str, choice: random.Random) -> str:
    marks = [place for place, letter in enumerate(text) if letter in _MARKS]
    drawn = choice.random()
    if marks and drawn < _MARK_LEFT_OUT + _MARK_CHANGED:
        place = choice.choice(marks)
        return text[:place] + (choice.choice(_TONES) if drawn < _MARK_CHANGED else "") + text[place + 1 :]
    taken = [(place, typed) for meant, typed in _ALIKE for place in _places(text, meant)]
    if not taken:
        return text
    place, typed = choice.choice(taken)
    return text[:place] + typed + text[place + 1 :]


def _latin_slip(text: str, choice: random.Random) -> str:
    """Two letters swapped, or the second one left out."""
    place = choice.randrange(max(1, len(text) - 1))
    pair = text[place : place + 2]
    if not pair.isalpha():
        return text
    return text[:place] + choice.choice((pair[::-1], pair[0])) + text[place + 2 :]


def _places(text: str, letter: str) -> list[int]:
    return [place for place, found in enumerate(text) if found == letter]
