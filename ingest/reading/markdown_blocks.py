"""Markdown without its markup: the words as a reader of the printed page sees them."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.language.code import element_spans
from ingest.reading.text_blocks import Block, is_wrapped
from ingest.structuring.headings import section_name

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_NUMBERED = re.compile(r"[ \t]*[0-9]{1,9}[.)][ \t]+")
_QUOTE_MARKS = re.compile(r"(?: {0,3}>[ \t]?)+")
_TABLE_RULE = re.compile(r"[ \t|:\-]+$")

# Elements that no page shows, by what they are and by their style.
_HIDDEN = re.compile(
    r"<(script|style|template|noscript|head|title)\b[^<>]*>"
    r"|<([a-z][a-z0-9]*)\b(?=[^<>]*(?:\shidden[\s>=]|aria-hidden=.?true|display:\s*none|visibility:\s*hidden"
    r"|font-size:\s*[01](?:\.\d+)?(?:px|pt|em|%)?\s*[;\"']|opacity:\s*0(?:\.0+)?\s*[;\"']"
    r"|(?<!-)color:\s*(?:#fff(?:fff)?\b|white\b|transparent\b|rgba?\(255,\s*255,\s*255)))[^<>]*>",
    re.IGNORECASE,
)

# A cover ends at its first section, and at the latest here where nothing marks one.
_COVER_BLOCKS = 30
_LONGEST_ON_COVER = 200
_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)]*$")

# Where a link leads: an address may hold brackets of its own, in pairs ("…/Mint_(plant)").
_TARGET = r"\([^()]*(?:\([^()]*\)[^()]*)*\)"

# Each pattern stops at its own opening character, so that hostile text costs no more than its length.
_INLINE = (
    (re.compile(rf"!\[([^\[\]]*)\]{_TARGET}"), r"\1"),
    (re.compile(rf"\[([^\[\]]*)\]{_TARGET}"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]*)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), " "),
    (re.compile(r"`+([^`]+)`+"), r"\1"),
    (re.compile(r"(?<![\\*])\*\*([^*]+)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__([^_]+)__(?!\w)"), r"\1"),
    (re.compile(r"(?<![0-9A-Za-z*\\])\*([^*\s](?:[^*]*[^*\s])?)\*(?![0-9A-Za-z*])"), r"\1"),
    (re.compile(r"(?<![\w\\])_([^_\s](?:[^_]*[^_\s])?)_(?!\w)"), r"\1"),
    (re.compile(r"~~([^~]+)~~"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def markdown_blocks(text: str) -> Iterator[Block]:
    """Yield headings, paragraphs, list items and table rows of `text`; a form feed starts a page."""
    plain_ends = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = _without_hidden(_without_comments(_without_front_matter_marks(plain_ends)))
    pages = shown.split("\f")
    for number, page in enumerate(pages):
        yield Block("", starts_page=True)
        yield from _laid_out(_page_blocks(page.split("\n")), has_cover=number == 0)


def _laid_out(blocks: Iterable[Block], *, has_cover: bool) -> Iterator[Block]:
    """The blocks of a page: on a cover as their author broke the lines, below it as one line each."""
    on_cover = has_cover
    for number, block in enumerate(blocks):
        on_cover = on_cover and number < _COVER_BLOCKS and not _starts_section(block)
        keeps_lines = on_cover and not block.level and not _is_prose(block.text)
        yield block if keeps_lines else replace(block, text=block.text.replace("\n", " "))


def _starts_section(block: Block) -> bool:
    """Whether a heading is more than the title that a cover may have."""
    return block.level > 1 or (block.level == 1 and bool(section_name(block.text)))


def _is_prose(paragraph: str) -> bool:
    """Whether a paragraph on a cover is running text, and no list of who, where and when."""
    is_long = len(paragraph) > _LONGEST_ON_COVER
    return is_wrapped(paragraph.split("\n")) and (is_long or bool(_ENDS_SENTENCE.search(paragraph)))


def _page_blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks of a page; a paragraph keeps its line ends."""
    paragraph: list[str] = []
    in_code = False
    for line in [*lines, ""]:
        if _FENCE.match(line):
            in_code = not in_code
            line = ""
        elif in_code:
            yield Block(line)
            continue
        line = _QUOTE_MARKS.sub("", line, count=1) if line.lstrip().startswith(">") else line
        underline = _UNDERLINE.match(line)
        if underline and paragraph:
            yield Block(_inline("\n".join(paragraph)), 1 if "=" in underline[1] else 2)
            paragraph = []
        elif starts_block(line):
            if paragraph:
                yield Block(_inline("\n".join(paragraph)))
            yield from _single(line)
            paragraph = _item(line)
        else:
            paragraph.append(line.strip())


def starts_block(line: str) -> bool:
    """Whether the line ends the paragraph before it."""
    patterns = (_HEADING, _RULE, _BULLET, _NUMBERED)
    return not line.strip() or line.lstrip().startswith("|") or any(p.match(line) for p in patterns)


def _single(line: str) -> Iterator[Block]:
    """A line that is a block of its own."""
    if not line.strip():
        return
    if heading := _HEADING.match(line):
        yield Block(_inline(re.sub(r"(?:^|[ \t]+)#+[ \t]*$", "", heading[2] or "")), len(heading[1]))
    elif line.lstrip().startswith("|") and not _TABLE_RULE.match(line):
        cells = (cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")))
        yield Block(" | ".join(_inline(cell) for cell in cells if cell))


def _item(line: str) -> list[str]:
    """The first line of a list item, which may go on below; a number stays."""
    if not line.strip() or _RULE.match(line):
        return []
    if bullet := _BULLET.match(line):
        return [line[bullet.end() :].strip()]
    return [line.strip()] if _NUMBERED.match(line) else []


def _inline(text: str) -> str:
    for pattern, words in _INLINE:
        text = pattern.sub(words, text)
    return html.unescape(text)


def _without_front_matter_marks(text: str) -> str:
    """Keep what stands between the marks: title and authors, as a rule."""
    if not text.startswith("---\n"):
        return text
    matter, mark, body = text[4:].partition("\n---\n")
    return matter.replace("\n", "\n\n") + "\n\n" + body if mark else text


def _without_hidden(text: str) -> str:
    """The text without elements that are not shown; one that is never closed hides nothing."""
    pieces, at = [], 0
    for start, end in element_spans(text, _HIDDEN):
        pieces.append(text[at:start])
        at = end
    return " ".join([*pieces, text[at:]])


def _without_comments(text: str) -> str:
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        pieces.append(text[at:start])
        end = text.find("-->", start)
        at = end + 3 if end >= 0 else len(text)
    return "".join([*pieces, text[at:]])
