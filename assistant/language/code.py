"""What in a text is written for programs: markup, addresses, templates, data, queries, encoded runs."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator

from assistant.language.sentences import Span

_ELEMENT = re.compile(
    r"<(a|script|style|iframe|button|template)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"!\[[^\[\]\n]*\]\([^()\n]*\)",  # a picture in Markdown
        r"(?<=\])\([^()\s]*\)",  # where a link leads to
        r"</?[a-z][^<>\n]*>",
        r"\b[a-z][a-z0-9+.-]{1,15}://\S+|\bjavascript:\S+",
        r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|info|biz|th)\b(?:/\S*)?",
        r"<%.*?%>|\{%.*?%\}|[$#]?\{\{?[^{}\n]*\}?\}",
        r"(?:%(?:\(\w*\))?0?\d*[sdnxrfu](?![a-z])[.,]?)+",
        r"\b(?:insert\s+into|update\s+\w+\s+set|delete\s+from|drop\s+(?:table|database)|union\s+select)\b[^;\n]*;?",
        r"\bor\s+(\d+)\s*=\s*\1\b|\bnear\([^()\n]*\)",
        r"(?<![\w+/=])(?=[a-z+/]*\d)[a-z0-9+/]{16,}={1,2}(?![\w+/=])",
    )
)
# Objects and lists of data, innermost first; of a bracket in prose nothing is quoted or paired.
_DATA = re.compile(r"\{[^{}\n]*\}|\[[^\[\]\n]*[\"{][^\[\]\n]*\]")
_DATA_KEY = re.compile(r"[\"']?\s*,?\s*[\"']\w{1,40}[\"']\s*:\s*[\"'\[{]*")
_OPENING = re.compile(r"<(script|style|iframe|template)\b[^<>]*>", re.IGNORECASE)
_CLOSING = re.compile(r"</([a-z][a-z0-9]*)\b[^<>]*>", re.IGNORECASE)
# What marks letters inside a sentence (<i>Oryza sativa</i>) is left, so as not to tear the sentence.
_TAG_OF_BLOCK = re.compile(
    r"</?(?:html|head|body|div|form|table|pre|q|blockquote|object|embed|svg|meta|link)\b[^<>\n]{0,300}>",
    re.IGNORECASE,
)
# A field of data with its value, told by quoted name and colon; several on a line are no prose.
_FIELD = re.compile(
    r"[\"'{}\[\],:]{0,20}[\"'](?:\w{1,40})[\"']\s?:\s?(?:[\"'][^\"'\n]*[\"']?|[\w.+-]*)[\"'{}\[\],:]{0,20}"
)
_FEWEST_FIELDS = 2
_SIGNS_ALONE = re.compile(r"(?<!\S)(?![<>]=\s*\d)[^\w\s\u0e00-\u0e7f]{2,}(?!\S)")
_SIGNS_AT_THE_END = re.compile(r"(?<![<>])(?![<>]=?\s*\d)[<>{}\[\]|\\^=$]+(?=\s|$)|[\s\"';<>{}\[\]|\\^=$-]+$")
_MAY_HOLD = re.compile(
    r"[<>{}\[\]%$]|\b(?:drop|update|insert|delete|union)\s|://|javascript:|==|\w\.(?:com|net|org|io|info|biz|th)\b",
    re.IGNORECASE,
)


def without_code(text: str) -> str:
    """Return `text` without what is written for programs, its words left as they are."""
    if not _MAY_HOLD.search(text):
        return text
    rest = _ELEMENT.sub(" ", text.replace("%%", "%"))
    while (fewer := _DATA.sub(" ", rest)) != rest:
        rest = fewer
    for pattern in _PATTERNS:
        rest = pattern.sub(" ", rest)
    for pattern in (_DATA_KEY, _SIGNS_ALONE, _SIGNS_AT_THE_END):
        rest = pattern.sub(" ", rest)
    return rest.strip()


def code_spans(text: str) -> Iterator[Span]:
    """Yield where whole elements for programs and records of data stand in `text`, in no order."""
    yield from element_spans(text, _OPENING)
    yield from (tag.span() for tag in _TAG_OF_BLOCK.finditer(text))
    yield from _record_spans(text)


def element_spans(text: str, opening: re.Pattern[str]) -> Iterator[Span]:
    """Yield from each `opening` tag, one group of which is the element's name, to behind its closing one.

    One that is never closed is passed over. None overlaps another. Takes time in proportion to the text.
    """
    closing = defaultdict[str, deque[int]](deque)
    for tag in _CLOSING.finditer(text):
        closing[tag[1].lower()].append(tag.end())
    at = 0
    for tag in opening.finditer(text):
        ends = closing[tag[tag.lastindex or 0].lower()]
        while ends and ends[0] <= tag.end():
            ends.popleft()
        if ends and tag.start() >= at:
            at = ends[0]
            yield tag.start(), at


def _record_spans(text: str) -> Iterator[Span]:
    """On each line that holds several fields of data, from the first to the last."""
    at = 0
    for line in text.splitlines(keepends=True):
        fields = [field.span() for field in _FIELD.finditer(line)] if ":" in line else []
        if len(fields) >= _FEWEST_FIELDS:
            yield at + fields[0][0], at + fields[-1][1]
        at += len(line)
