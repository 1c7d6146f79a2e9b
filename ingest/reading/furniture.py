"""Leaves out what is printed around the text of every page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.reading.layout import Line


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without running heads, running feet and page numbers.

    A bare number of four digits may be a year: it is a page number only where it advances page by page.
    """
    repeated, starts = _repeated_edges(pages), _starts_of_numbering(pages)
    return [
        _body(page, repeated, frozenset(start + index for start in starts))
        for index, page in enumerate(pages)
    ]


_EDGE_LINES = 3
_PAGES_THAT_AGREE = 3
_DIGITS = re.compile(r"[0-9๐-๙]+|\b[ivxlcIVXLC]+\b")
_LONG_NUMBER = re.compile(r"[0-9๐-๙]{4}")
_PAGE_NUMBER = re.compile(
    r"(?:หน้า(?:ที่)?|page|p\.)?\s*[-–—|\[(]*\s*(?:[0-9๐-๙]{1,3}|[ivxlc]{1,7}|[ก-ฮ])\s*[-–—|\])]*"
    r"(?:\s*(?:/|of|จาก)\s*[0-9๐-๙]{1,4})?|(?:หน้า(?:ที่)?|page|p\.)\s*[0-9๐-๙]{4}",
    re.IGNORECASE,
)
# What browsers print around a page: an address and the number of pages, the time of printing and the title.
_BROWSER_EDGE = re.compile(
    r"(?:file|https?)://\S+\s+[0-9]{1,4}/[0-9]{1,4}"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4},?\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[AP]M)?(?:\s.*)?"
)


def _repeated_edges(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[str, int]]:
    """Return what stands at the same height near the edge of several pages, its numbers aside."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in _edge_lines(page)})
    enough = max(3, len(pages) // 10) if len(pages) > 3 else 2
    return frozenset(shape for shape, count in seen.items() if count >= enough)


def _starts_of_numbering(pages: Sequence[Sequence[Line]]) -> frozenset[int]:
    """Return what the first page would be numbered, by the numbers of four digits that advance."""
    starts: Counter[int] = Counter()
    for index, page in enumerate(pages):
        numbers = (line.text for line in _edge_lines(page) if _LONG_NUMBER.fullmatch(line.text))
        starts.update({int(number) - index for number in numbers})
    return frozenset(start for start, count in starts.items() if count >= _PAGES_THAT_AGREE)


def _edges(page: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Return the places of the lowest and of the highest lines of a page, each from its edge inwards."""
    order = sorted(range(len(page)), key=lambda place: page[place].y)
    count = min(_EDGE_LINES, len(page) // 3)
    return order[:count], order[::-1][:count]


def _edge_lines(page: Sequence[Line]) -> Iterator[Line]:
    return (page[place] for edge in _edges(page) for place in edge)


def _shape(line: Line) -> tuple[str, int]:
    text = line.text if _LONG_NUMBER.fullmatch(line.text) else _DIGITS.sub("#", line.text)
    return text, round(line.y / 4)


def _body(page: Sequence[Line], repeated: frozenset[tuple[str, int]], numbers: frozenset[int]) -> list[Line]:
    """Return the lines of `page` between its outermost repeated lines and page numbers.

    `numbers` are the numbers of four digits that the page may bear.
    """
    dropped = {place for place in _outermost(page) if _BROWSER_EDGE.fullmatch(page[place].text)}
    for edge in _edges(page):
        for place in edge:
            line = page[place]
            is_furniture = place in dropped or _shape(line) in repeated
            if not is_furniture and not _is_page_number(line.text, numbers):
                break
            dropped.add(place)
    return [line for place, line in enumerate(page) if place not in dropped]


def _outermost(page: Sequence[Line]) -> Iterator[int]:
    """The places of the lowest and of the highest line, also of a page of few lines."""
    order = sorted(range(len(page)), key=lambda place: page[place].y)
    yield from order[:1]
    yield from order[-1:]


def _is_page_number(text: str, numbers: frozenset[int]) -> bool:
    if _LONG_NUMBER.fullmatch(text):
        return int(text) in numbers
    return _PAGE_NUMBER.fullmatch(text) is not None
