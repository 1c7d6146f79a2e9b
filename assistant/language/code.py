"""What in a text is written for programs: markup, addresses, templates, data, queries, encoded runs."""

import re

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
