"""The lines of a document with what is known of their print, and spans within them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Protocol

from assistant.domain.documents import Fact, FactName, Heading, ParsedDocument, SourceRef
from assistant.language import squeeze
from ingest.reading.paragraphs import joined


class PrintedLine(Protocol):
    """A line of a page's clean text, `page.text[start:end]`, and how it is printed; `size` is points."""

    @property
    def size(self) -> float: ...

    @property
    def bold(self) -> bool: ...

    @property
    def page(self) -> int: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_PLAIN_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line without outer white space; `size` is 0 where the print is not known."""

    text: str
    page: int
    start: int
    end: int
    size: float = 0.0
    bold: bool = False

    def part(self, start: int, end: int) -> "TextLine":
        """The characters `start` to `end` of this line, without outer white space."""
        text = self.text[start:end]
        if text == self.text and text == text.strip():
            return self
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return replace(self, text=text, start=self.start + start, end=self.start + start + len(text))


def lines_of(document: ParsedDocument, printed: Sequence[PrintedLine]) -> list[TextLine]:
    """Return the lines of all pages in order, with print sizes where `printed` gives them."""
    sizes = {(line.page, line.start): line for line in printed}
    varied = len({round(line.size, 1) for line in printed}) > 1
    found = []
    for page in document.pages:
        for match in re.finditer(r"[^\n]+", page.text):
            if match.group().isspace():
                continue
            line = TextLine(match.group(), page.number, match.start(), match.end())
            known = sizes.get((page.number, match.start()))
            if known and varied:
                line = replace(line, size=known.size, bold=known.bold)
            found.append(line.part(0, len(line.text)))
    return found if printed else _sized_by_headings(found, document.headings)


def _sized_by_headings(lines: Sequence[TextLine], headings: Sequence[Heading]) -> list[TextLine]:
    """As if printed, where the file itself says which lines are headings: those of level 1 largest."""
    levels = {(heading.source.page, heading.source.start): heading.level for heading in headings}
    if not levels:
        return list(lines)
    return [
        replace(line, size=_PLAIN_SIZE + max(1, 7 - level), bold=True)
        if (level := levels.get((line.page, line.start)))
        else replace(line, size=_PLAIN_SIZE)
        for line in lines
    ]


def body_size(lines: Iterable[TextLine]) -> float:
    """Return the print size of most of the text, 0 if it is not known."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[line.size] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def fact(name: FactName, document_id: str, lines: Sequence[TextLine], value: str = "") -> Fact:
    """Return a fact that stands on `lines` (neighbours on one page); `value` defaults to their text."""
    source = SourceRef(document_id, lines[0].page, lines[0].start, lines[-1].end)
    return Fact(name, value or squeeze(reduce(joined, (line.text for line in lines))), source)


def pages_of(lines: Iterable[TextLine]) -> Iterator[list[TextLine]]:
    """Yield the lines page by page."""
    page: list[TextLine] = []
    for line in lines:
        if page and page[-1].page != line.page:
            yield page
            page = []
        page.append(line)
    if page:
        yield page


THAI_LETTER = re.compile("[\u0e01-\u0e2e]")
LATIN_LETTER = re.compile("[A-Za-z]")


def is_thai(text: str) -> bool:
    """Whether a title or name is written in Thai, perhaps with some Latin words in it."""
    return len(THAI_LETTER.findall(text)) * 2 >= len(LATIN_LETTER.findall(text)) and bool(
        THAI_LETTER.search(text)
    )
