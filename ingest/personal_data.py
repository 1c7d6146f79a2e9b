"""Blanks the personal numbers that must never be stored: national IDs and mobile phone numbers."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate

MARKER = "[ปกปิดข้อมูลส่วนบุคคล]"

_PLAIN_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
_PLAIN_DIGITS |= {0xFF10 + digit: str(digit) for digit in range(10)}
_PLAIN_DIGITS |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d_"), "-")
_PLAIN_DIGITS |= dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " ")

# A number that goes on to the left or right, by digits or by a joint between digits, is a longer one.
_STARTS = r"(?<![0-9+])(?<![0-9][.,/:\-])"
_ENDS = r"(?![0-9])(?![.,/:\-][0-9])(?!(?!e-?mail|line|tel|fax|ext|mobile)[A-Za-z])"
# Behind a word that announces telephones, a comma or slash parts two of them.
_STARTS_ANNOUNCED = _STARTS.replace(",/", "")
_ENDS_ANNOUNCED = _ENDS.replace(",/", "")
_JOINT = r"[ .\-]{0,3}"
_ANY_JOINT = r"[ ./\-]{0,3}"
_ANY_JOINT_OR_LINE_END = r"[ ./\-\n]{0,3}"

_NATIONAL_ID = re.compile(rf"{_STARTS}[0-9](?:{_ANY_JOINT_OR_LINE_END}[0-9]){{12}}{_ENDS}", re.IGNORECASE)
# An ID is printed 1-1017-00230-70-8: after how many digits it may be cut.
_ID_CUTS = frozenset({1, 5, 10, 12})
_LONGER_THAN_TABLE_CELLS = 8


def _mobile(starts: str, joint: str, ends: str) -> re.Pattern[str]:
    return re.compile(
        rf"{starts}(?P<country>\(?(?:\+|00)66\)?{joint}(?:\(0\))?|66{joint}|\(?(?=0))"
        rf"(?P<national>(?:0{joint})?[689](?:\)?{joint}[0-9]){{8}})(?:[-/][0-9]{{1,2}})?{ends}",
        re.IGNORECASE,
    )


_MOBILE = _mobile(_STARTS, _JOINT, _ENDS)
_ANNOUNCED_MOBILE = _mobile(_STARTS_ANNOUNCED, _ANY_JOINT, _ENDS_ANNOUNCED)
# How mobile numbers are printed: the lengths of their groups of digits, the leading 0 counted.
_SHAPES = frozenset(
    {(10,), (3, 7), (3, 3, 4), (3, 4, 3), (2, 8), (2, 4, 4), (6, 4), (3, 3, 2, 2), (3, 2, 2, 3), (2, 4, 2, 2)}
)
# With a lone 0 in front they look like the columns of a table, unless joined.
_LONE_ZERO_SHAPES = frozenset({(1, 9), (1, 4, 4, 1), (1, 4, 5), (1, 2, 3, 4), (1, 8, 1)})
_DECIMAL = re.compile(r"0\.[0-9]+")
_ANNOUNCES_PHONE = re.compile(r"โทร|มือถือ|เบอร์|ติดต่อ|phone|(?<![a-z])(?:tel|mobile|call)", re.IGNORECASE)
_ANNOUNCES_ID = re.compile(
    r"ประจำตัว|(?<!สิทธิ)(?<!นีย)บัตร|เลข\S{0,20}ประชาชน|ประชาชน\W{0,5}$|ปชช|\bID\b|identi(?:ty|fication)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:เลข(?:ที่)?|หมายเลข|รหัส|บัตร|ประจำตัว|ประชาชน|โทรศัพท์|โทร\.?|มือถือ|เคลื่อนที่|เบอร์(?:โทร)?|ติดต่อ|ผู้เสียภาษี"
    r"|(?<![A-Za-z])(?:national|thai|citizen|identification|identity|card|ID|tel(?:ephone)?|mobile|cell|phone"
    r"|number|no|call|contact)(?![A-Za-z]))[\s:.#()]*)+$",
    re.IGNORECASE,
)
_BLANKED = re.compile(rf"[\s:.#(]*{re.escape(MARKER)}")
_OTHER_NUMBER_BEFORE = re.compile(
    r"(?:(?:ISBN|ISSN|PMID|patent|application|คำขอ|สิทธิบัตร)(?:[\s:.#()-]|no|number|เลขที่|หมายเลข|1[03])*"
    r"|10\.[0-9]{4,9}/\S*)$",
    re.IGNORECASE,
)
_DIGITS = re.compile("[0-9]+")
_WORD_BEFORE = re.compile("[A-Za-z]+$")
_WORDS_GLUED_TO_NUMBERS = frozenset({"tel", "t", "m", "mobile", "phone", "ph", "call", "line", "id", "no"})
_LOOK_BACK = 40


def redact(text: str) -> tuple[str, Mapping[str, int]]:
    """Return `text` with national IDs and mobile numbers blanked, and how many of each there were.

    A national ID has 13 digits and a right check digit, or is announced and printed in its groups; a mobile
    number begins with 06, 08, 09 or +66.
    Both are found in Arabic and Thai digits, with the separators people print, and in any grouping where
    a word before announces them. The counts stand under "national_id" and "mobile_number"; a kind that
    does not occur has no count. The text keeps its lines: of a number on two lines, both are marked.
    """
    counts: Counter[str] = Counter()
    for kind, find in _FINDERS:
        text, found = _blanked(text, find)
        counts.update({kind: found} if found else {})
    return text, dict(counts)


def label_start(text: str, start: int, end: int) -> int:
    """Where in `text`, from `start` to `end`, the words begin that announce a personal number blanked right
    behind: "เลขประจำตัวประชาชน"; `end` where they announce none."""
    label = _LABEL.search(text, start, end) if _BLANKED.match(text, end) else None
    return label.start() if label else end


def _blanked(text: str, find: Callable[[str], Iterator[tuple[int, int]]]) -> tuple[str, int]:
    spans = list(find(text.translate(_PLAIN_DIGITS)))
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], "\n".join([MARKER] * (1 + text.count("\n", start, end)))]
        done = end
    return "".join([*pieces, text[done:]]), len(spans)


def _found(
    pattern: re.Pattern[str], plain: str, is_personal: Callable[[str, re.Match[str]], bool]
) -> Iterator[re.Match[str]]:
    """The matches that are personal; one that is not may hold the beginning of one that is."""
    position = 0
    while match := pattern.search(plain, position):
        is_found = is_personal(plain, match) and not _is_other(plain, match)
        if is_found:
            yield match
        position = match.end() if is_found else match.start() + 1


def _national_ids(plain: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in _found(_NATIONAL_ID, plain, _is_printed_id))


def _is_printed_id(plain: str, match: re.Match[str]) -> bool:
    """Whether it is an ID and not, unless one is announced, thirteen digits of a table's columns."""
    number = match.group()
    if not _check_digit_is_right(_digits(number)):
        return _is_announced_as_id(plain, match)
    if _ANNOUNCES_ID.search(_before(plain, match)) or not re.search(r"[\s/]", number):
        return True
    groups = _DIGITS.findall(number)
    cuts = set(accumulate(map(len, groups))) - {len(_digits(number))}
    return cuts <= _ID_CUTS and (
        cuts == _ID_CUTS
        or not re.search(r"\s", number)
        or any(len(group) >= _LONGER_THAN_TABLE_CELLS or re.match("0.", group) for group in groups)
    )


def _is_announced_as_id(plain: str, match: re.Match[str]) -> bool:
    """Whether a number with a wrong check digit is a mistyped ID: announced as one, and in its groups."""
    groups = set(accumulate(map(len, _DIGITS.findall(match.group()))))
    return groups - {13} == _ID_CUTS and _ANNOUNCES_ID.search(_before(plain, match)) is not None


def _check_digit_is_right(digits: str) -> bool:
    """The 13th digit is (11 - s mod 11) mod 10, s the sum of the others times 13, 12, .. 2."""
    if digits[0] in "09":  # no ID begins so
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10 == int(digits[12])


def _announced_mobile_numbers(plain: str) -> Iterator[tuple[int, int]]:
    return map(_mobile_span, _found(_ANNOUNCED_MOBILE, plain, _is_announced_mobile))


def _mobile_numbers(plain: str) -> Iterator[tuple[int, int]]:
    return map(_mobile_span, _found(_MOBILE, plain, _is_printed_mobile))


def _mobile_span(match: re.Match[str]) -> tuple[int, int]:
    opens_more = match.group().count("(") > match.group().count(")")
    return match.start() + opens_more, match.end()


def _is_announced_mobile(plain: str, match: re.Match[str]) -> bool:
    is_announced = _ANNOUNCES_PHONE.search(_before(plain, match)) is not None
    return is_announced and not _DECIMAL.fullmatch(match["national"])


def _is_printed_mobile(_: str, match: re.Match[str]) -> bool:
    country, national = match["country"], match["national"]
    if "+" in country or country.lstrip("(").startswith("00"):
        return True
    if "66" in country:
        return "." not in match.group() and " " not in match.group()
    shape = tuple(map(len, _DIGITS.findall(national)))
    return shape in _SHAPES or (shape in _LONE_ZERO_SHAPES and "-" in national)


def _is_other(plain: str, match: re.Match[str]) -> bool:
    """Whether the number is part of a word ("S081..."), or announced as a book, patent or DOI."""
    before = _before(plain, match)
    word = _WORD_BEFORE.search(before)
    is_glued = word is not None and word.group().lower() not in _WORDS_GLUED_TO_NUMBERS
    return is_glued or _OTHER_NUMBER_BEFORE.search(before) is not None


def _before(plain: str, match: re.Match[str]) -> str:
    return plain[max(0, match.start() - _LOOK_BACK) : match.start()]


def _digits(number: str) -> str:
    return "".join(_DIGITS.findall(number))


_FINDERS: Sequence[tuple[str, Callable[[str], Iterator[tuple[int, int]]]]] = (
    ("national_id", _national_ids),
    ("mobile_number", _announced_mobile_numbers),
    ("mobile_number", _mobile_numbers),
)
