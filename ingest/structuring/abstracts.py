"""Abstracts and keywords."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.domain.documents import TextLanguage
from assistant.language import detect_language
from ingest.structuring.cover import is_inline_abstract
from ingest.structuring.headings import is_chapter, section_name
from ingest.structuring.lines import TextLine, is_thai

_ABSTRACTS = frozenset(
    {"บทคัดย่อ", "บทคัดย่อภาษาไทย", "บทคัดย่อภาษาอังกฤษ", "บทสรุปผู้บริหาร", "abstract", "summary", "executive summary"}
)
_LABEL = re.compile(
    r"(?:^|(?<=[.\s\u0e01-\u0e4e]))(?:คำสำคัญ|คำหลัก|คําสําคัญ|(?i:key\s?-?words?|index\s+terms))(?:\s{0,3}\([^)]{0,40}\))?\s*(?:[:：—–]|(?=\s)|(?=[ก-ฮเ-ไ]))\s*"
)
_SEPARATOR = re.compile(r"\s*[,;،、•·|/]\s*(?!\d)|\s+(?:และ|and)\s+(?=\S+$)")
# A row of a table, its cells as the readers part them, or a table's title.
_TABLE = re.compile(r"(?:ตาราง(?:ที่)?|table)\s*[0-9๐-๙]+|.*\S \| \S", re.IGNORECASE)
_SHORTEST_ABSTRACT = 60
_MOST_KEYWORDS = 20
_LONGEST_LIST = 2000
_MOST_LINES = 200
_MOST_SECTIONS = 20


@dataclass(frozen=True, slots=True)
class Abstract:
    """The abstract in one language: its lines, on one page or more."""

    language: TextLanguage
    lines: tuple[TextLine, ...]


def abstracts_of(lines: Sequence[TextLine], headings: frozenset[TextLine]) -> list[Abstract]:
    """Return the first abstract of each language. `headings` are the lines that begin another section."""
    found: dict[TextLanguage, Abstract] = {}
    for section in islice(_abstract_sections(lines, headings), _MOST_SECTIONS):
        for abstract in _by_language(section):
            if sum(len(each.text) for each in abstract.lines) >= _SHORTEST_ABSTRACT:
                found.setdefault(abstract.language, abstract)
    return list(found.values())


def _abstract_sections(lines: Sequence[TextLine], headings: frozenset[TextLine]) -> Iterator[list[TextLine]]:
    for place, line in enumerate(lines):
        if section_name(line.text) in _ABSTRACTS:
            yield _section(_below(lines, place), headings)
        elif is_inline_abstract(line.text):
            inside = re.match(r"\S+\s*[:：.—–-]*\s*", line.text)
            first = line.part(inside.end() if inside else 0, len(line.text))
            yield [first, *_section(_below(lines, place), headings)]


def _below(lines: Sequence[TextLine], place: int) -> Sequence[TextLine]:
    """As many lines below as an abstract or a list of keywords may take."""
    return lines[place + 1 : place + 1 + _MOST_LINES]


def keywords_of(
    lines: Sequence[TextLine], headings: frozenset[TextLine]
) -> list[tuple[TextLanguage, TextLine]]:
    """Return the keywords with the language of their list, in order; each list is taken once."""
    found: dict[TextLanguage, list[TextLine]] = {}
    for pieces in islice(_keyword_lists(lines, headings), _MOST_SECTIONS):
        language: TextLanguage = detect_language(" ".join(piece.text for piece in pieces))
        if 0 < len(pieces) <= _MOST_KEYWORDS:
            found.setdefault(language, pieces)
    return [(language, piece) for language, pieces in found.items() for piece in pieces]


def _keyword_lists(lines: Sequence[TextLine], headings: frozenset[TextLine]) -> Iterator[list[TextLine]]:
    for place, line in enumerate(lines):
        if label := _label_in(line.text):
            listed = line.part(label.end(), label.end() + _LONGEST_LIST)
            yield list(islice(_keywords(listed, _below(lines, place), headings), _MOST_KEYWORDS + 1))


def _section(lines: Sequence[TextLine], headings: frozenset[TextLine]) -> list[TextLine]:
    """The lines up to the next heading, table or the keywords, on two pages at most."""
    found: list[TextLine] = []
    for line in lines:
        if (
            line in headings
            or section_name(line.text)
            or is_chapter(line.text)
            or (found and (line.page > found[0].page + 1 or _TABLE.match(line.text)))
        ):
            break
        if label := _label_in(line.text):
            if label.start():
                found.append(line.part(0, label.start()))
            break
        found.append(line)
    return found


def _label_in(text: str) -> re.Match[str] | None:
    """What announces keywords: it begins a line, or stands within one with a colon."""
    label = _LABEL.search(text)
    return label if label and (not label.start() or re.search("[:：]", label.group())) else None


def _by_language(lines: Sequence[TextLine]) -> Iterator[Abstract]:
    parts: dict[TextLanguage, list[TextLine]] = {}
    language: TextLanguage = "th" if lines and is_thai(lines[0].text) else "en"
    for line in lines:
        if len(line.text) > 40:
            language = "th" if is_thai(line.text) else "en"
        parts.setdefault(language, []).append(line)
    for language, own in parts.items():
        yield Abstract(language, tuple(own))


def _keywords(
    listed: TextLine, below: Sequence[TextLine], headings: frozenset[TextLine]
) -> Iterator[TextLine]:
    yield from _split(listed)
    last = listed
    for line in below:
        if line in headings or (last.text and not last.text.endswith((",", ";"))):
            return
        yield from _split(line.part(0, _LONGEST_LIST))
        last = line


def _split(line: TextLine) -> Iterator[TextLine]:
    separators = list(_SEPARATOR.finditer(line.text))
    if not separators and is_thai(line.text) and not re.search("[A-Za-z]", line.text):
        separators = list(re.finditer(r"\s+", line.text))
    start = 0
    for separator in separators:
        yield from _word(line.part(start, separator.start()))
        start = separator.end()
    yield from _word(line.part(start, len(line.text)))


def _word(piece: TextLine) -> Iterator[TextLine]:
    bare = piece.part(0, len(piece.text.rstrip(" .;,")))
    if 1 < len(bare.text) <= 90:
        yield bare
