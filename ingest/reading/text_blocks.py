"""Plain text as paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Lines broken at a fixed width are of about one length; others end where their author meant them to.
_WRAPPED_WIDTHS = range(50, 121)
_SHORTEST_WRAPPED = 0.6


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading (`level` from 1), list item or table row (0) as it would be printed."""

    text: str
    level: int = 0
    starts_page: bool = False


def plain_blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of `text`; a form feed starts a page."""
    for page in text.split("\f"):
        yield Block("", starts_page=True)
        for paragraph in re.split(r"\n[ \t]*\n", page.replace("\r\n", "\n").replace("\r", "\n")):
            lines = paragraph.split("\n")
            yield Block((" " if is_wrapped(lines) else "\n").join(lines))


def is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether the lines of a paragraph may be one that was broken at a fixed width."""
    lengths = [len(line.rstrip()) for line in lines[:-1]]
    widest = max(lengths, default=0)
    return widest in _WRAPPED_WIDTHS and min(lengths) >= _SHORTEST_WRAPPED * widest
