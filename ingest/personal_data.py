"""Blanks the personal numbers that must never be stored: national IDs and mobile phone numbers."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

MARKER = "[ปกปิดข้อมูลส่วนบุคคล]"

_PLAIN_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
_PLAIN_DIGITS |= {0xFF10 + digit: str(digit) for digit in range(10)}
_PLAIN_DIGITS |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe58\ufe63\uff0d_"), "-")
_PLAIN_DIGITS |= dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " ")

# A number that goes on to the left or right, by digits or by a joint between digits, is a longer one.
_STARTS = r"(?<![0-9+])(?<![0-9][.,/:\-])"
_ENDS = r"(?![0-9])(?![.,/:\-][0-9])(?!(?!e-?mail|line|tel|fax|ext|mobile)[A-Za-z])"
_JOINT = r"[ .\-]{1,3}"
_JOINT_OR_NONE = r"[ .\-]{0,3}"

_NATIONAL_ID = re.compile(
    rf"{_STARTS}(?:[1-8](?:[.\-]?[0-9]){{12}}"
    rf"|[1-8]{_JOINT}[0-9]{{4}}{_JOINT}[0-9]{{5}}{_JOINT}[0-9]{{2}}{_JOINT}[0-9]"
    rf"|(?P<boxed>[1-8](?: {{1,3}}[0-9]){{12}})){_ENDS}",
    re.IGNORECASE,
)
_MOBILE = re.compile(
    rf"{_STARTS}(?P<country>\(?(?:\+|00)66\)?{_JOINT_OR_NONE}(?:\(0\))?|66{_JOINT_OR_NONE}|\(?(?=0))"
    rf"(?P<national>(?:0{_JOINT_OR_NONE})?[689](?:\)?{_JOINT_OR_NONE}[0-9]){{8}})(?:[-/][0-9]{{1,2}})?{_ENDS}",
    re.IGNORECASE,
)
# How mobile numbers are printed: the lengths of their groups of digits, the leading 0 counted.
_SHAPES = frozenset(
    {(10,), (3, 7), (3, 3, 4), (3, 4, 3), (2, 8), (2, 4, 4), (6, 4), (3, 3, 2, 2), (3, 2, 2, 3), (2, 4, 2, 2)}
)
# With a lone 0 in front they look like the columns of a table, unless joined or announced.
_LONE_ZERO_SHAPES = frozenset({(1, 9), (1, 4, 4, 1), (1, 4, 5), (1, 2, 3, 4), (1, 8, 1)})
_ANNOUNCES_PHONE = re.compile(r"โทร|มือถือ|เบอร์|ติดต่อ|tel|phone|mobile|call", re.IGNORECASE)
_ANNOUNCES_ID = re.compile(r"ประชาชน|ประจำตัว|บัตร|\bID\b|identi", re.IGNORECASE)
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

    A national ID has 13 digits and a right check digit; a mobile number begins with 06, 08, 09 or +66.
    Both are found in Arabic and Thai digits, with the separators people print. The counts stand under
    "national_id" and "mobile_number"; a kind that does not occur has no count.
    """
    counts: Counter[str] = Counter()
    for kind, find in _FINDERS.items():
        text, found = _blanked(text, find)
        if found:
            counts[kind] = found
    return text, dict(counts)


def _blanked(text: str, find: Callable[[str], Iterator[tuple[int, int]]]) -> tuple[str, int]:
    spans = list(find(text.translate(_PLAIN_DIGITS)))
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], MARKER]
        done = end
    return "".join([*pieces, text[done:]]), len(spans)


def _national_ids(plain: str) -> Iterator[tuple[int, int]]:
    for match in _NATIONAL_ID.finditer(plain):
        # Thirteen lone digits are the columns of a table, unless the form says that they are an ID.
        is_table = match["boxed"] and not _ANNOUNCES_ID.search(_before(plain, match))
        if _check_digit_is_right(_digits(match.group())) and not is_table and not _is_other(plain, match):
            yield match.span()


def _check_digit_is_right(digits: str) -> bool:
    """The 13th digit is (11 - s mod 11) mod 10, s the sum of the others times 13, 12, .. 2."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10 == int(digits[12])


def _mobile_numbers(plain: str) -> Iterator[tuple[int, int]]:
    for match in _MOBILE.finditer(plain):
        if _is_printed_mobile(plain, match) and not _is_other(plain, match):
            opens_more = match.group().count("(") > match.group().count(")")
            yield match.start() + opens_more, match.end()


def _is_printed_mobile(plain: str, match: re.Match[str]) -> bool:
    country, national = match["country"], match["national"]
    if "+" in country or country.lstrip("(").startswith("00"):
        return True
    if "66" in country:
        return "." not in match.group() and " " not in match.group()
    shape = tuple(map(len, _DIGITS.findall(national)))
    if shape in _LONE_ZERO_SHAPES:
        return "-" in national or bool(_ANNOUNCES_PHONE.search(_before(plain, match)))
    return shape in _SHAPES


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


_FINDERS: Mapping[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "national_id": _national_ids,
    "mobile_number": _mobile_numbers,
}
