"""From printed lines to the paragraphs that were written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.language import squeeze
from ingest.reading.layout import Line, drawn_length, is_thai

_LIST_ITEM = re.compile(
    r"(?:[•●○▪■□◦‣➢✓–—*·]|-(?!\d)|\(?[0-9๐-๙]{1,3}[.)]\s|\([0-9๐-๙]{1,2}\)|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){1,3}\.?\s"
    r"|\(?[a-zA-Zก-ฮ][.)]\s|\(?[ivxIVX]{1,4}[.)]\s)"
)
# "2.1 " at the head of a line: a numbered part, or a figure that the sentence before it goes on with.
_PART_OR_FIGURE = re.compile(r"[0-9๐-๙]{1,2}\.[0-9๐-๙]{1,2}\s")
_SENTENCE_END = re.compile(r"[.!?:;…。]['\"”’)\]]*$")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_HYPHENATED = re.compile(r"(?<![A-Za-z])([A-Za-z]+(?:-[A-Za-z]+)*)[-\u00ad\u2010]$")
# What ends words and is none: a hyphen before it was put there to break the line.
_WORD_ENDING = re.compile(
    r"(?!(?:station|ration|nation|ring|king|wing|thing)s?$)[bcdfghjklmnpqrstvwxz]{0,2}"
    r"(?:[ai]?[tsc]ions?|ment(?:s|al)?|it(?:y|ies)|ness|[ae]nc(?:es?|y|ies)|ical(?:ly)?|og(?:y|ies|ical)"
    r"|ous(?:ly)?|ive(?:s|ly)?|ings?|[ai]bly|ers|iz(?:ed?|es|ing|ation))"
)
_LEADERS = re.compile(r"[.…·_]{4,}|(?: \.){4,}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of one or more printed lines, on one line."""

    text: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual on a page: its print size, the distance of its lines, its margins."""

    size: float
    leading: float
    left: float
    right: float


def measure(lines: Sequence[Line], margin: float = 0.0) -> Measure:
    """Return what is usual among `lines` (not empty).

    Where few lines begin at one edge, as on a cover, the text may be wider than they show: up to `margin`.
    """
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    size = weights.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) < 0.5]
    steps = [a.y - b.y for a, b in pairwise(body) if 0 < a.y - b.y < 4 * size]
    left, right = min(line.left for line in body), _usual_right(body)
    flush = sum(line.left < left + _DEEPEST_INDENT * size for line in body)
    return Measure(
        size=size,
        leading=median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 1.5 * size,
        left=left,
        right=right if flush >= _ENOUGH_LINES else max(right, margin),
    )


_ENOUGH_LINES = 5
_DEEPEST_INDENT = 4.0
_LONGEST_THAI_WORD = 24
_LONGEST_WORD = 60


def words_of(pages: Iterable[Sequence[Line]]) -> frozenset[str]:
    """Return the Latin words of a document, in small letters, that stand whole on one line."""
    return frozenset(
        word.lower()
        for page in pages
        for line in page
        for word in _WORD.findall(_HYPHENATED.sub("", line.text))
    )


def right_margin(pages: Iterable[Sequence[Line]]) -> float:
    """Return where full lines end in a document."""
    return max((_usual_right(page) for page in pages if page), default=0.0)


def _usual_right(lines: Sequence[Line]) -> float:
    # Not the longest line: that may be a title across two columns, or print in the margin.
    ends = sorted(line.right for line in lines)
    return ends[len(ends) * 9 // 10]


def paragraphs_of(
    lines: Sequence[Line], margin: float = 0.0, words: frozenset[str] = frozenset()
) -> list[Paragraph]:
    """Return `lines` joined into paragraphs; a heading, list item or table row is one of its own.

    `margin` is where full lines end in the document, for pages that have none; `words` are its words.
    """
    blocks: list[list[Line]] = []
    for column in _columns(lines):
        usual = measure(column, margin)
        for line in column:
            if not blocks or _begins_paragraph(blocks[-1], line, usual):
                blocks.append([line])
            else:
                blocks[-1].append(line)
    return [_paragraph(block, words) for block in blocks]


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Return `lines` cut where the print goes on higher up: each column has margins of its own."""
    columns: list[list[Line]] = []
    for line in lines:
        if columns and line.y < columns[-1][-1].y + line.size:
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _begins_paragraph(block: Sequence[Line], line: Line, usual: Measure) -> bool:
    last = block[-1]
    size = max(usual.size, 1.0)
    if abs(line.size - last.size) > 0.08 * last.size or (line.bold != last.bold and len(block) == 1):
        return True
    if line.cells > 1 or last.cells > 1 or _is_list_item(block, line) or _LEADERS.search(last.text):
        return True
    step = last.y - line.y
    if step < -0.5 * size:
        return not _runs_on(last, usual)
    if step > 1.35 * max(usual.leading, 1.0) * line.size / size:
        return True
    return _is_indented(block, line, size) or _left_room(last, line, usual)


def _is_list_item(block: Sequence[Line], line: Line) -> bool:
    """Whether a line begins an item. A number like 2.1 does below an item of its kind or a sentence's end;
    elsewhere it may be a figure, and the room that the line above left decides."""
    if _PART_OR_FIGURE.match(line.text):
        return bool(_PART_OR_FIGURE.match(block[0].text) or _SENTENCE_END.search(block[-1].text))
    return _LIST_ITEM.match(line.text) is not None


def _runs_on(last: Line, usual: Measure) -> bool:
    # A paragraph that goes on at the head of the next column.
    return not _SENTENCE_END.search(last.text) and last.size == usual.size


def _is_indented(block: Sequence[Line], line: Line, size: float) -> bool:
    last = block[-1]
    hanging = bool(_LIST_ITEM.match(block[0].text))
    deeper = line.left - last.left > 0.8 * size
    if hanging:
        return line.left < block[0].left - 0.8 * size or (deeper and len(block) > 1)
    return deeper and not _is_centred(last, line)


def _is_centred(last: Line, line: Line) -> bool:
    return abs((last.left + last.right) - (line.left + line.right)) < 0.6 * line.size


def _left_room(last: Line, line: Line, usual: Measure) -> bool:
    """Whether the first word of `line` would have fitted on `last`: then its end was meant."""
    first = _width(_first_word(line.text), line) + 0.4 * line.size
    if _is_centred(last, line):
        # Both ends move apart when a centred line grows.
        middle = (last.left + last.right) / 2
        return last.right - last.left + first < 2 * (usual.right - middle)
    return last.right + first < usual.right


def _first_word(text: str) -> str:
    """The first word, or as much of a Thai clause as may be a word: no space tells where it ends."""
    first = text.split(" ", 1)[0]
    return first[:_LONGEST_THAI_WORD] if is_thai(first[:1]) else first


def _width(text: str, line: Line) -> float:
    return (line.right - line.left) * drawn_length(text) / max(1, drawn_length(line.text))


def _paragraph(block: Sequence[Line], words: frozenset[str]) -> Paragraph:
    text = block[0].text
    for line in block[1:]:
        text = joined(text, line.text, words)
    return Paragraph(text=squeeze(text), size=block[0].size, bold=all(line.bold for line in block))


def joined(text: str, line: str, words: frozenset[str] = frozenset()) -> str:
    """Return a line's text and the next line's, as they stood before the line was broken.

    A hyphen goes if a word broken in two is what it made: one of `words`, or one with a known ending.
    """
    if text.endswith("\u00ad"):
        return text[:-1] + line
    hyphenated, rest = _HYPHENATED.search(text[-_LONGEST_WORD:]), _WORD.match(line)
    if hyphenated and rest and _was_one_word(hyphenated[1].lower(), rest.group(), words):
        return text[:-1] + line
    if text.endswith(("-", "\u2010", "/")) and not text.endswith(" -"):
        return text + line
    return f"{text} {line}" if _was_spaced(text, line) else text + line


def _was_one_word(before: str, after: str, words: frozenset[str]) -> bool:
    if not after[0].islower() or f"{before}-{after}" in words:
        return False
    if before + after in words:
        return True
    return len(before) > 1 and before not in words and _WORD_ENDING.fullmatch(after) is not None


def _was_spaced(text: str, line: str) -> bool:
    return not (is_thai(text[-1:]) and is_thai(line[:1]))
