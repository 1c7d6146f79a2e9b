"""Problems that are marked off: by numbers, letters, bullets or ordinals, or on lines of their own."""

import re
from collections.abc import Sequence

from assistant.language import ARABIC_DIGITS, search_terms
from assistant.parts.wanting import WANT

_BEGINS = r"(?:(?<=[\s:])|^)"
_NUMBER = re.compile(rf"{_BEGINS}(?:ข้อ(?:ที่)?\s*)?\(?([1-9๑-๙])[).]\s*(?=[^\s0-9๐-๙.)])", re.MULTILINE)
_LETTER = re.compile(rf"{_BEGINS}\(?([กขคงจฉ]|[a-f])\)\s*(?=\S)", re.MULTILINE | re.IGNORECASE)
_BULLET = re.compile(r"^[ \t]*[-•*▪–][ \t]*(?=[^\s-])", re.MULTILINE)
_ORDERS = ("123456789", "กขคงจฉ", "abcdef")
_ORDINALS = tuple(
    re.compile(
        rf"(?:ประการ|ข้อ|เรื่อง|ปัญหา|อย่าง){thai}(?:คือ)?\s*|(?:(?<=[.:;?!]\s)|^){english}[,:]?\s+",
        re.IGNORECASE | re.MULTILINE,
    )
    for thai, english in (
        ("แรก", "first(?:ly)?"),
        ("(?:ที่)?สอง", "second(?:ly)?"),
        ("(?:ที่)?สาม", "third(?:ly)?"),
        ("(?:ที่)?สี่", "fourth(?:ly)?"),
    )
)
# What stands after the last mark belongs to it up to here.
_ENDS = re.compile(
    r"\n|(?<=[^\s.ก-๎])[.?!](?=\s|$)|\s(?=(?:มี)?(?:ใคร|ท่านใด|ผู้ใด|หน่วยงานใด)|พอจะ|รบกวน|โปรด|ขอบคุณ)"
)


def divided_by_marks(text: str) -> Sequence[str]:
    """What stands after numbers from 1 on, after letters from the first on, or after bullets."""
    for marks in (list(_NUMBER.finditer(text)), list(_LETTER.finditer(text))):
        found = "".join(mark.group(1).lower().translate(ARABIC_DIGITS) for mark in marks)
        if len(found) > 1 and any(order.startswith(found) for order in _ORDERS):
            return _after(marks, text)
    return _after(list(_BULLET.finditer(text)), text)


def divided_by_ordinals(text: str) -> Sequence[str]:
    """What stands after "first", "second" and so on, as they follow each other."""
    marks: list[re.Match[str]] = []
    for ordinal in _ORDINALS:
        mark = ordinal.search(text, marks[-1].end() if marks else 0)
        if mark is None:
            break
        marks.append(mark)
    return _after(marks, text)


def divided_by_lines(text: str) -> Sequence[str]:
    """Lines that each want something and tell more than one word of it."""
    lines = [line for line in text.splitlines() if WANT.search(line)]
    return lines if all(len(set(search_terms(line))) > 1 for line in lines) else ()


def _after(marks: Sequence[re.Match[str]], text: str) -> list[str]:
    """What stands after each mark, up to the next one."""
    if not marks:
        return []
    last = _ENDS.search(text, marks[-1].end())
    ends = [*(mark.start() for mark in marks[1:]), last.start() if last else len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
