"""Dividing a question by the first rule that applies."""

import re

from assistant.language import normalise, search_terms, words
from assistant.parts.english_lists import divided_by_english_list
from assistant.parts.marks import divided_by_lines, divided_by_marks, divided_by_ordinals
from assistant.parts.thai_lists import divided_by_thai_list
from assistant.parts.wanting import divided_by_further_wants

# More are no problems that a few people could share.
PARTS_AT_MOST = 8

_RULES = (
    divided_by_marks,
    divided_by_ordinals,
    divided_by_lines,
    divided_by_further_wants,
    divided_by_thai_list,
    divided_by_english_list,
)
_COURTESY = frozenset(
    [*("ครับ", "คับ", "ค่ะ", "คะ", "จ้า", "นะ", "นะคะ", "นะครับ", "ด้วย", "หน่อย", "บ้าง", "มั้ย"), "please", "too"]
)
# A full stop after Thai letters is part of the word: "ขอ อย."
_STOPS = re.compile(r"(?:[\s,;:!?-]|(?<![ก-๎])\.)+$")


def parts_of(question: str) -> tuple[str, ...]:
    """Return the parts of `question` as they stand there, in order: at least two, or none where it is one
    need."""
    text = normalise(question).strip()
    for divide in _RULES:
        parts = tuple(filter(None, map(_trimmed, divide(text))))
        if 2 <= len(set(parts)) == len(parts) <= PARTS_AT_MOST and all(map(search_terms, parts)):
            return parts
    return ()


def _trimmed(part: str) -> str:
    """A part in one line, without courtesy and stops at its end."""
    part = _STOPS.sub("", " ".join(part.split()))
    last = next(reversed(words(part)), "")
    if last.lower() in _COURTESY and part.endswith(last):
        return _trimmed(part[: -len(last)])
    return part.lstrip(" ,;:-")
