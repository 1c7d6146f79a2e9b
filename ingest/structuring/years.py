"""The year of a report as its cover prints it, in the Buddhist or the common era."""

import re
from collections.abc import Sequence

from assistant.eras import common_era
from ingest.structuring.lines import TextLine

_YEAR = r"([0-9๐-๙]{4})(?![0-9๐-๙])"
_THAI_MONTH = (
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|[มกพสตธ]\.[คพย]\.|เม\.ย\.|มิ\.ย\.)"
)
_ENGLISH_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
# The surest way to print a year first.
_PRINTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:ประจำ)?ปี\s*งบประมาณ\s*(?:พ\s*\.\s*ศ\s*\.\s*)?{_YEAR}",
        rf"(?:ปี\s*)?(?:พ\s*\.\s*ศ\s*\.|พุทธศักราช|ค\s*\.\s*ศ\s*\.|คริสต์ศักราช)\s*{_YEAR}",
        rf"(?:ประจำปี|ปีการศึกษา|ปี)\s*[:：]?\s*{_YEAR}",
        rf"\b(?:B\.?\s?E\.?|C\.?\s?E\.?|A\.?\s?D\.?|fiscal year|year)\s*[:：]?\s*{_YEAR}",
        rf"(?:[0-9๐-๙]{{1,2}}\s*)?{_THAI_MONTH}\s*(?:พ\.ศ\.\s*)?{_YEAR}",
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?\b{_ENGLISH_MONTH}\s+(?:\d{{1,2}},\s*)?{_YEAR}",
        rf"(?:©|\(c\)|copyright)\s*{_YEAR}",
        rf"^\W*{_YEAR}\W*$",
    )
)
_LAST_ON_LINE = re.compile(rf"[,(]\s*{_YEAR}[).]*$")


def year_on(lines: Sequence[TextLine]) -> tuple[TextLine, int] | None:
    """Return what prints the year on cover lines and the year in CE, or None if no line surely does.

    A year from 2400 on counts in the Buddhist era (CE + 543); CE years run from 1950 to 2100.
    """
    for pattern in _PRINTED:
        for line in reversed(lines):
            for match in pattern.finditer(line.text):
                year = _likely_year(match[1])
                if year:
                    return line.part(match.start(), match.end()), year
    return None


def year_ending(line: TextLine) -> tuple[TextLine, int] | None:
    """Return the bare year that a line ends with, behind a comma or in brackets, and the year in CE.

    Only where the line is known to name a place or an organisation: a title may end with such a year too.
    """
    match = _LAST_ON_LINE.search(line.text)
    year = _likely_year(match[1]) if match else None
    return (line.part(match.start(1), match.end(1)), year) if match and year else None


def _likely_year(digits: str) -> int | None:
    """The CE year of four Thai or Arabic digits in either era; None if it is no likely year."""
    year = common_era(int(digits))
    return year if 1950 <= year <= 2100 else None
