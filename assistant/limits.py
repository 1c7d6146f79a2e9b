"""The limits that a question sets on works: their years and readiness levels (TRL), as ranges.

A number limits only where the question says that it is a year or a level: "ไม่เกิน 2000 บาท" is a price,
"2 ปีที่ผ่านมากุ้งตาย" tells the asker's trouble.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.eras import common_era

LOWEST_TRL, HIGHEST_TRL = 1, 9
# Years of the Buddhist era as they are said, without the century.
_SHORT_YEARS, _CENTURY = range(50, 80), 2500
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            *("one หนึ่ง", "two สอง", "three สาม", "four สี่", "five ห้า", "six หก", "seven เจ็ด", "eight แปด"),
            "nine เก้า",
        ),
        start=1,
    )
    for word in words.split()
}
# What `number_said` reads besides digits.
A_NUMBER_WORD = "|".join(_NUMBER_WORDS)
# Every limit has one of these, most questions have none.
_MAY_LIMIT = re.compile(r"\d|trl|level|ระดับ|ความพร้อม")


@dataclass(frozen=True, slots=True)
class Limit:
    """From `low` to `high`, both inclusive; None where open."""

    low: int | None = None
    high: int | None = None

    @property
    def is_set(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def is_open(self) -> bool:
        """Whether one end alone is set."""
        return (self.low is None) != (self.high is None)

    @property
    def rest(self) -> "Limit":
        """What is left where this one, which is open, is ruled out: all beyond its end."""
        return Limit(None, self.low - 1) if self.low is not None else Limit((self.high or 0) + 1)


def _between(*numbers: int) -> Limit:
    """People name the later one first as well, and those in between."""
    return Limit(min(numbers), max(numbers))


# What a phrase says, and the limit that its numbers make.
_Rule = tuple[str, Callable[..., Limit]]

_LATIN_WORD = r"(?<![a-z])"
_WORKS = (
    r"งานวิจัย|ผลงาน|ผลการวิจัย|รายงาน|เทคโนโลยี|นวัตกรรม|โครงการ|สิทธิบัตร"
    r"|(?<![a-z])(?:research|reports?|stud(?:y|ies)|projects?|papers?|publications?|technolog(?:y|ies)"
    r"|patents?)(?![a-z])"
)
# Said before a year or a level, or a range of them: it is not wanted.
_RULED_OUT = re.compile(
    r"(?:(?:ไม่|อย่า|ห้าม)(?:เอา|ต้องการ|รวม|อยากได้|ให้)|ไม่(?:ใช่|ได้หมายถึง)|ห้าม|ยกเว้น|นอกจาก"
    r"|(?:(?<![a-z])(?:not|never)|n't)(?: (?:want|include|show|give me))?"
    r"|(?<![a-z])(?:no|nothing|except|exclud(?:e|ing)|without|avoid|skip|leave out|other than))"
    rf"(?:{_WORKS}|งาน|ของ|พวก|อัน|ที่|ซึ่ง|มี|ทำ|ตีพิมพ์|เผยแพร่|ออก|เป็น|ปี|\s"
    r"|(?<![a-z])(?:in|of|for|the|any|anything|those|ones?|works?|that|which|is|are|was|were|with|from"
    r"|published|done|written|made)(?![a-z]))*$"
)
# Long enough for the words above.
_REACH = 60
# What may follow a bare year; anything else may be what is counted: "2000 บาท", "2000 cycles".
_NOTHING_COUNTED = (
    r"(?=\s*(?:$|[.,;:?!()\"']|ครับ|คับ|ค่ะ|คะ|นะ|เรื่อง|เกี่ยวกับ|ด้าน|ที่(?!นั่ง)|ใน|ของ|และ|หรือ|แต่"
    r"|เป็นต้น|ขึ้นไป|มา|มี|โดย"
    r"|จาก|เพื่อ|สำหรับ|ไหม|มั้ย|หน่อย|บ้าง|เท่านั้น|พอ|เลย|ก็(?!โล)|ละ|ล่ะ|ด้วย|ดีกว่า|แทน|จบ|ให้|"
    rf"{_WORKS}|trl|(?:on|about|for|in|and|or|by|with|from|at|that|which|who|until|please|only|onwards?"
    rf"|regarding|using)\b))"
)
_YEAR = r"(?<!\d)(?<!\d[.,])((?:19|20|24|25)\d{2})(?![.,]?\d)"
_ERA = r"(?:[พค]\.?ศ\.?|(?<![a-z])b\.?e\.?(?=\s*2[45]\d\d))"
# "3 ปี 2000 บาท" and "ต่อปี 2000 บาท" are spans of time and a price.
_YEAR_WORD = (
    rf"(?:(?<!\d)(?<!\d\s)(?<!ต่อ)ปี(?:งบ(?:ประมาณ)?|การศึกษา)?\s*(?:{_ERA})?|(?<!เ){_ERA}|{_LATIN_WORD}year)\s*"
)
# "ปี 65": of the Buddhist era, whose years are said without the century; "ปี 65 ไร่" counts something.
_SHORT_YEAR = (
    r"(?<![\d.,])((?:5|6|7)\d)(?![.,%]?\d)(?!\s*(?:ปี(?!เดียว)|บาท|%|คน|ไร่|กก|ล้าน|แห่ง|ราย|ชิ้น|วัน|เดือน|กว่า"
    r"|ตัน|กิโล|ลิตร"
    r"|ต้น(?!ทุน|แบบ)|ตัว(?!อย่าง)|ลูก(?!ค้า)|เมตร|องศา|ครั้ง|ถุง|ขวด|กล่อง|รอบ|เท่า|สายพันธุ์))"
)
_NAMED_YEAR = rf"{_YEAR_WORD}{_YEAR}"
_NAMED_SHORT_YEAR = rf"(?<!\d)(?<!\d\s)(?<!ต่อ)ปี(?:งบ(?:ประมาณ)?|การศึกษา)?\s*(?:พ\.?ศ\.?\s*)?{_SHORT_YEAR}"
_A_YEAR = rf"(?:{_NAMED_YEAR}|{_YEAR}{_NOTHING_COUNTED})"
_TO = r"\s*(?:-|(?:จน)?ถึง|จบ(?:ที่)?|(?:up )?to|through|until|till)\s*"

_NOW = r"(?:ปัจจุบัน|ปีนี้|(?:now|present|today|date)(?![a-z]))"
_JOIN = r"\s*,?\s*(?:and|or|และ|หรือ)\s*"

_TWO_YEAR_RULES: tuple[_Rule, ...] = (
    (rf"(?:{_YEAR_WORD})?{_YEAR}{_TO}{_NOW}", lambda year: Limit(year)),
    (rf"(?:{_YEAR_WORD})?{_YEAR}\s*,\s*{_YEAR}{_JOIN}{_A_YEAR}", _between),
    (rf"{_NAMED_YEAR}\s*,\s*{_YEAR}", _between),
    (
        rf"(?:{_LATIN_WORD}between|ระหว่าง)\s*(?:{_YEAR_WORD})?{_YEAR}(?:{_TO}|\s*(?:and|กับ)\s*){_A_YEAR}",
        _between,
    ),
    (
        rf"{_NAMED_YEAR}(?:{_TO}(?:{_YEAR_WORD})?{_YEAR}|\s*[-/]\s*{_SHORT_YEAR})",
        _between,
    ),
    (rf"{_YEAR}{_TO}{_A_YEAR}", _between),
    (
        rf"{_NAMED_YEAR}\s*(?:หรือ|และ|or|and)\s*(?:{_YEAR_WORD})?{_YEAR}",
        _between,
    ),
    (
        rf"{_YEAR}\s*(?:or|and|หรือ|และ)\s*{_A_YEAR}",
        _between,
    ),
    (rf"{_NAMED_SHORT_YEAR}{_TO}(?:ปี\s*)?{_SHORT_YEAR}", _between),
)
_ONE_YEAR_RULES: tuple[_Rule, ...] = (
    (rf"หลัง(?:จาก)?\s*{_NAMED_SHORT_YEAR}", lambda year: Limit(year + 1)),
    (rf"(?:ตั้งแต่|นับจาก)\s*{_NAMED_SHORT_YEAR}", lambda year: Limit(year)),
    (rf"ก่อน\s*{_NAMED_SHORT_YEAR}", lambda year: Limit(None, year - 1)),
    (rf"(?:หลัง(?:จาก)?|{_LATIN_WORD}after)\s*{_A_YEAR}", lambda year: Limit(year + 1)),
    (rf"{_LATIN_WORD}since\s*{_YEAR}", lambda year: Limit(year)),
    (rf"(?:(?:นับ)?ตั้งแต่|นับจาก|{_LATIN_WORD}(?:since|(?<!not )from))\s*{_A_YEAR}", lambda year: Limit(year)),
    (rf"{_NAMED_YEAR}\s*ขึ้นไป", lambda year: Limit(year)),
    (rf"(?:{_YEAR_WORD})?{_YEAR}\s*(?:เป็นต้น(?:มา|ไป)|onwards?|or later)", lambda year: Limit(year)),
    (
        r"(?:ไม่(?:เอา|ต้องการ|รวม)[^\d.?!;,]{0,20}ก่อน"
        rf"|{_LATIN_WORD}(?:not|nothing|no)(?: \w+)? (?:before|older than))\s*{_A_YEAR}",
        lambda year: Limit(year),
    ),
    (
        r"(?:(?:ข้าม|ไม่ต้อง(?:สนใจ|ค้น)|(?:อย่า|เลิก)สนใจ)[^\d.?!;,]{0,20}ก่อน(?:หน้า)?\s*"
        rf"|{_LATIN_WORD}(?:ignore|disregard|forget|skip)(?: [a-z]+){{0,4}}"
        rf" (?:before|prior to|(?:older|earlier) than)\s*(?:the year )?){_A_YEAR}",
        lambda year: Limit(year),
    ),
    (rf"(?:ก่อน|เก่ากว่า)\s*(?:{_YEAR_WORD})?{_YEAR}\s*(?:นี้\s*)?ไม่(?:เอา|ต้อง)", lambda year: Limit(year)),
    (
        rf"{_LATIN_WORD}(?:not|nothing|no)(?: from)? (?:later|newer) than\s*{_A_YEAR}",
        lambda year: Limit(None, year),
    ),
    (rf"ไม่เก่า(?:ไป)?กว่า\s*(?:{_A_YEAR}|{_NAMED_SHORT_YEAR})", lambda year: Limit(year)),
    (rf"ไม่ใหม่(?:ไป)?กว่า\s*{_A_YEAR}", lambda year: Limit(None, year)),
    (rf"(?:ใหม่กว่า|{_LATIN_WORD}newer than)\s*{_A_YEAR}", lambda year: Limit(year + 1)),
    (rf"(?:ก่อน|เก่ากว่า|{_LATIN_WORD}(?:before|older than))\s*{_A_YEAR}", lambda year: Limit(None, year - 1)),
    (rf"(?:จนถึง|{_LATIN_WORD}until)\s*{_A_YEAR}", lambda year: Limit(None, year)),
    (rf"ภายใน\s*{_NAMED_YEAR}|{_LATIN_WORD}by\s*{_YEAR}{_NOTHING_COUNTED}", lambda year: Limit(None, year)),
    # These speak of amounts as well, so only a named year is one.
    (rf"(?:(?:ไม่|ห้าม|อย่า)เกิน|{_LATIN_WORD}up to)\s*{_NAMED_YEAR}", lambda year: Limit(None, year)),
    (
        rf"(?:{_NAMED_YEAR}|{_LATIN_WORD}(?:in|(?<=not )from)\s+{_YEAR}{_NOTHING_COUNTED})",
        lambda year: Limit(year, year),
    ),
    (rf"{_NAMED_SHORT_YEAR}\s*(?:ขึ้น(?:ไป|มา)|เป็นต้น(?:มา|ไป))", lambda year: Limit(year)),
    (_NAMED_SHORT_YEAR, lambda year: Limit(year, year)),
)

_YEAR_RULES = (*_TWO_YEAR_RULES, *_ONE_YEAR_RULES)
# Of a need that stands already: what would be an amount in a first question is a year.
_LATER_YEAR_RULES: tuple[_Rule, ...] = (
    *_TWO_YEAR_RULES,
    (rf"(?:ไม่เกิน|ถึง|{_LATIN_WORD}(?:up to|at most))\s*{_A_YEAR}", lambda year: Limit(None, year)),
    (rf"(?:เริ่ม|{_LATIN_WORD}start(?:ing)?)\s*{_A_YEAR}", lambda year: Limit(year)),
    (rf"{_YEAR}\s*(?:ขึ้น(?:ไป|มา)?|อัพ|\+|(?:and |or )?(?:up|newer|later)(?![a-z]))", lambda year: Limit(year)),
    *_ONE_YEAR_RULES,
    (
        rf"(?:เฉพาะ|แค่|เอา|{_LATIN_WORD}(?:just|only))\s*{_A_YEAR}|{_YEAR}\s*(?:only(?![a-z])|เท่านั้น)",
        lambda year: Limit(year, year),
    ),
)

_SO_MANY = rf"(\d{{1,2}}|{A_NUMBER_WORD})"
_LAST_YEARS = (
    rf"(?:{_SO_MANY}\s*ปี(?:ล่าสุด|ที่ผ่านมา|ย้อนหลัง)|ย้อนหลัง\s*{_SO_MANY}\s*ปี"
    rf"|(?<!อายุ)ไม่เกิน\s*{_SO_MANY}\s*ปี|ไม่เก่า(?:ไป)?(?:กว่า|เกิน)\s*{_SO_MANY}\s*ปี"
    rf"|{_LATIN_WORD}(?:last|past)\s*{_SO_MANY}\s*years)"
)
_ASKER = r"ผม|เรา|ดิฉัน|ของฉัน|(?<![a-z])(?:we|our|my|i)(?![a-z])"
# What else is said between works and their years.
_COME_OUT = (
    r"(?:เฉพาะ|แค่|(?<!ไม่)เอา|มี|ขอ|ของ|ใน|ช่วง|จาก|ที่|ตั้งแต่|ทำ|ออก|มา|ตีพิมพ์|เผยแพร่|\s"
    r"|(?<![a-z])(?:only|just|from|since|in|within|over|during|the|and|but|made|done|written|published|released)"
    r"(?![a-z]))*"
)
_WORKS_OF_LAST_YEARS = re.compile(
    rf"(?:{_WORKS})(?:(?:(?!{_ASKER})[^.?!;,]){{0,40}}?|(?:(?!{_ASKER})[^.?!;]){{0,60}}?,{_COME_OUT})"
    rf"{_LAST_YEARS}{_NOTHING_COUNTED}"
    rf"|{_LAST_YEARS}(?:'|\s|มี|ของ|of)*(?:{_WORKS})"
)
# Times told from today on; of goats, debts and weather as well, so what stands around decides.
_THIS_YEAR = r"(?:ปีนี้|(?<![a-z])this year(?![a-z]))"
_LAST_YEAR = r"(?:ปี(?:ที่แล้ว|ก่อน(?:หน้า(?:นี้)?)?|กลาย)|(?<![a-z])last year(?![a-z]))"
_SINCE = r"(?:(?<=ตั้งแต่)|(?<=since ))"
# Each with the limit that this year and its number make.
_RECENT: tuple[_Rule, ...] = (
    (
        rf"(?:ภายใน\s*{_SO_MANY}\s*ปี"
        rf"|(?<![a-z])(?:no|not|nothing) older than\s*{_SO_MANY}\s*years?(?![a-z]))",
        lambda this_year, count: Limit(this_year - count),
    ),
    (rf"{_SINCE}{_THIS_YEAR}", lambda this_year: Limit(this_year)),
    (rf"{_SINCE}{_LAST_YEAR}", lambda this_year: Limit(this_year - 1)),
    (_THIS_YEAR, lambda this_year: Limit(this_year, this_year)),
    (_LAST_YEAR, lambda this_year: Limit(this_year - 1, this_year - 1)),
)
# "ปีนี้ราคาตก" goes on to tell of trouble, "this year's reports" and "ปีนี้มีงานวิจัยไหม" of works.
_SAYS_NO_MORE = (
    r"(?=\s*(?:$|[.?!;)]|ครับ|คับ|ค่ะ|คะ|นะ|ล่ะ|เท่านั้น|หน่อย|บ้าง|ไหม|มั้ย|พอ|เรื่อง|ด้าน|เกี่ยวกับ"
    rf"|(?:please|only|on|about)(?![a-z]))|'s\s*(?:{_WORKS})|\s*มี(?:{_WORKS}))"
)
_BEGINS_ANEW = r"(?:,|(?<=[ก-๎])\s|\s(?=(?:from|since|published|made|done|written|released)\s))"
_SAID_OF_WORKS = re.compile(rf"(?:{_WORKS})(?:(?:(?!{_ASKER})[^.?!;]){{0,60}}?{_BEGINS_ANEW})?{_COME_OUT}$")
_SAID_IN_A_MESSAGE = re.compile(rf"(?:^|,)(?:แล้ว)?{_COME_OUT}$")
_LEADING_UP = re.compile(rf"{_COME_OUT}$")

# "ความพร้อม 5 ด้าน" is readiness of anything; a level is said, or technology.
_TRL = (
    r"(?:(?<![a-z])(?:trls?\)?|(?:technology )?readiness(?=\s*(?:levels?|of|\d)))"
    r"|(?:ระดับความพร้อม|ความพร้อม(?=\s*ระดับ|(?:ทาง|ของ|ด้าน)?เทคโนโลยี))"
    r"(?:ทาง|ของ|ด้าน)?(?:เทคโนโลยี)?(?:\s*\(?trl\)?)?)"
)
_LEVEL = (
    r"\s*[:=]?\s*(?:(?:ที่|ใน|อยู่)*ระดับ(?:ที่)?|levels?|[สซ]ัก|ประมาณ|เป็น|ที่|ต้อง(?:เป็น)?"
    r"|(?:is|should be|must be)(?= ))?"
    r"\s*(?:(?:of|at)\s*)?"
)
_NUMBER = rf"(\d{{1,4}}(?!\d)|(?:{A_NUMBER_WORD})(?![a-z]))"
_AT_LEAST = (
    r"(?:ตั้งแต่|(?:ไม่|ห้าม|อย่า)(?:เอา|ให้)?(?:ต่ำ|น้อย)กว่า|อย่าง(?:น้อย|ต่ำ)|ขั้นต่ำ|>=|≥"
    r"|at least|minimum(?: of)?|a floor of|from|(?:no|not) (?:less|lower) than|(?:not|nothing) (?:below"
    r"|under))"
)
_AT_MOST = (
    r"(?:(?:ไม่|ห้าม|อย่า)(?:เอา|ให้)?(?:เกิน|(?:สูง|มาก)กว่า)|อย่างมาก|<=|≤"
    r"|at most|up to|maximum(?: of)?|cap(?:ped)?(?: at)?|(?:no|not) (?:more|higher) than|(?:not"
    r"|nothing) (?:above|over))"
)
_MORE_THAN = r"(?:(?:มาก|สูง)กว่า|เกิน|>|above|over|(?:more|higher|greater) than)"
_LESS_THAN = r"(?:(?:ต่ำ|น้อย)กว่า|<|below|under|(?:less|lower) than)"


def _compared(comparison: str) -> str:
    """A comparison before or after "TRL", and the number that it is with."""
    after = rf"{_TRL}{_LEVEL}{comparison}{_LEVEL}{_NUMBER}"
    before = rf"{comparison}\s*{_TRL}{_LEVEL}{_NUMBER}"
    return rf"(?:{after}|{before})"


_TRL_RULES: tuple[_Rule, ...] = (
    (rf"{_TRL}{_LEVEL}{_NUMBER}\s*,\s*{_NUMBER}{_JOIN}{_NUMBER}", _between),
    (rf"{_TRL}{_LEVEL}{_NUMBER}\s*(?:/|(?:and|และ|กับ)\s*trl)\s*{_NUMBER}", _between),
    (
        rf"{_TRL}{_LEVEL}(?:(?:ระหว่าง|ตั้งแต่|between|from)\s*)?{_NUMBER}"
        rf"\s*(?:-|(?:จน)?ถึง|to|through|or|หรือ)\s*(?:trl\s*)?{_NUMBER}",
        _between,
    ),
    (
        rf"(?:{_TRL}{_LEVEL}(?:between|ระหว่าง)|(?:between|ระหว่าง)\s*{_TRL})\s*{_NUMBER}\s*(?:and|กับ|และ"
        rf"|to|ถึง|-)"
        rf"\s*(?:trl\s*)?{_NUMBER}",
        _between,
    ),
    # "ไม่เกิน" holds "เกิน": what is inclusive comes first.
    (rf"{_compared(_AT_LEAST)}(?:\s*ขึ้นไป)?", lambda level: Limit(level)),
    (_compared(_AT_MOST), lambda level: Limit(None, level)),
    (_compared(_MORE_THAN), lambda level: Limit(level + 1)),
    (_compared(_LESS_THAN), lambda level: Limit(None, level - 1)),
    (
        rf"{_TRL}{_LEVEL}{_NUMBER}\s*(?:ขึ้น(?:ไป|มา)?|เป็นต้น(?:ไป|มา)|อัพ|หรือ(?:สูง|มาก)กว่า"
        r"|(?:and|or) (?:up|above|more|higher|better|over|further)|(?:up|plus)\b|\+)",
        lambda level: Limit(level),
    ),
    (
        rf"{_TRL}{_LEVEL}{_NUMBER}\s*(?:ลง(?:มา|ไป)|หรือ(?:ต่ำ|น้อย)กว่า"
        r"|(?:and|or) (?:down|below|less|lower|under))",
        lambda level: Limit(None, level),
    ),
    (rf"{_TRL}{_LEVEL}{_NUMBER}", lambda level: Limit(level, level)),
)


# The same of a need that stands already, where a level needs no further word: "level 8 or 9", "5 and above".
_LATER_TRL_RULES: tuple[_Rule, ...] = (
    (
        rf"{_TRL}[^\d.,;]{{,20}}?(?:เอา|ขอ)\s*{_NUMBER}\s*(?:-|ถึง|to)\s*{_NUMBER}",
        _between,
    ),
    (
        rf"(?:ระดับ|{_LATIN_WORD}levels?)\s*([1-9])\s*(?:-|(?:จน)?ถึง|to|or|and|หรือ|และ)\s*([1-9])(?!\d)",
        _between,
    ),
    (
        rf"(?:ระดับ|{_LATIN_WORD}levels?)\s*([1-9])\s*(?:ขึ้น(?:ไป)?|อัพ|up(?![a-z])|\+)"
        r"|(?<![\d.,-])([1-9])\s*(?:or|and) (?:above|up|higher|more|over)(?![a-z])",
        lambda level: Limit(level),
    ),
)


def years_asked(folded: str, today: date, *, speaks_of_works: bool = False) -> Limit:
    """The years (CE) that a folded question limits works to, whichever era they are written in.

    Where it `speaks_of_works` in any case, as a later message does, "the last five years" are theirs, too.
    """
    told = re.search(_LAST_YEARS, folded) if speaks_of_works else _WORKS_OF_LAST_YEARS.search(folded)
    if told:
        return Limit(today.year - _numbers(told)[0])
    if recent := next(_recent_read(folded, speaks_of_works=speaks_of_works), None):
        match, limit = recent
        return limit(today.year, *_numbers(match))
    asked = [limit for _, limit in _years_read(folded, as_limit, speaks_of_works=speaks_of_works)]
    if not asked:
        return Limit()
    # "From 2020, and only until 2023" sets one end after the other.
    low, high = (next((end for end in ends if end), None) for ends in zip(*_open_ends(asked), strict=True))
    return Limit(low, high) if low and high and low <= high and asked[0].is_open else asked[0]


def readiness_asked(folded: str, *, speaks_of_works: bool = False) -> Limit:
    """The readiness levels (1 to 9) that a folded question limits works to.

    Where it `speaks_of_works` in any case, a level need not be called one of readiness.
    """
    asked = _levels_said(folded, speaks_of_works=speaks_of_works)
    return Limit() if _is_beyond_levels(asked) else asked


def asks_beyond_levels(folded: str) -> bool:
    """Whether a folded question limits works to readiness levels that there are not: "TRL 0", "TRL 12"."""
    return _is_beyond_levels(_levels_said(folded, speaks_of_works=False))


def spans_beyond_levels(folded: str) -> list[tuple[int, int]]:
    """Where a folded question limits works to readiness levels that there are not."""
    levels = _levels_read(folded, speaks_of_works=False)
    return [match.span() for match, limit in levels if _is_beyond_levels(limit)]


def _levels_said(folded: str, *, speaks_of_works: bool) -> Limit:
    said = next((limit for _, limit in _levels_read(folded, speaks_of_works=speaks_of_works)), Limit())
    return _on_the_scale(said)


def _on_the_scale(said: Limit) -> Limit:
    """A range that runs over one end of the scale ends there: "TRL 7-12"; of any other nothing is changed."""
    if said.low is None or said.high is None:
        return said
    if not any(LOWEST_TRL <= end <= HIGHEST_TRL for end in (said.low, said.high)):
        return said
    return Limit(max(said.low, LOWEST_TRL), min(said.high, HIGHEST_TRL))


def _is_beyond_levels(asked: Limit) -> bool:
    ends = [end for end in (asked.low, asked.high) if end is not None]
    return not all(LOWEST_TRL <= end <= HIGHEST_TRL for end in ends)


def limit_spans(folded: str, *, speaks_of_works: bool = False) -> list[tuple[int, int]]:
    """Where a folded question speaks of years and levels, or rules them out: what is no topic of it.

    Past years that limit nothing are told of some trouble, which goes on from there: "2 ปีที่ผ่านมากุ้งตาย";
    elsewhere they stay a part of the subject.
    """
    limits_works = speaks_of_works or _WORKS_OF_LAST_YEARS.search(folded)
    told = [
        match
        for match in re.finditer(_LAST_YEARS, folded)
        if limits_works or not re.match(_NOTHING_COUNTED, folded[match.end() :])
    ]
    recent = _recent_read(folded, speaks_of_works=speaks_of_works)
    years = _years_read(folded, number_said, speaks_of_works=speaks_of_works, ruled_out=True)
    levels = _levels_read(folded, speaks_of_works=speaks_of_works, ruled_out=True)
    read = [match for match, _ in (*years, *levels)]
    denied = (words for match in read if (words := _ruling_out(folded, match)))
    return [match.span() for match in (*told, *(match for match, _ in recent), *read, *denied)]


def _recent_read(
    folded: str, *, speaks_of_works: bool
) -> Iterator[tuple[re.Match[str], Callable[..., Limit]]]:
    """What is said of works by the time from today on, with the limit that this year and its number make."""
    for pattern, limit in _RECENT:
        for match in re.finditer(pattern + _SAYS_NO_MORE, folded):
            before = folded[: match.start()]
            if _RULED_OUT.search(_LEADING_UP.sub("", before)):
                continue
            says_whose = folded[match.end() :].lstrip().startswith(("'s", "มี"))
            is_of_works = says_whose or _SAID_OF_WORKS.search(before)
            if is_of_works or (speaks_of_works and _SAID_IN_A_MESSAGE.search(before)):
                yield match, limit


def _levels_read(
    folded: str, *, speaks_of_works: bool, ruled_out: bool = False
) -> Iterator[tuple[re.Match[str], Limit]]:
    """What is said of levels."""
    rules = (*_TRL_RULES, *_LATER_TRL_RULES) if speaks_of_works else _TRL_RULES
    return _read(folded, rules, number_said, ruled_out=ruled_out)


def _years_read(
    folded: str, number: Callable[[str], int], *, speaks_of_works: bool, ruled_out: bool = False
) -> Iterator[tuple[re.Match[str], Limit]]:
    """What is said of years. The number of a level before one is not its: "TRL 9 ปี 2564" is no nine years."""
    for match, _ in list(_levels_read(folded, speaks_of_works=False, ruled_out=True)):
        start, end = match.span()
        folded = folded[:start] + "," * (end - start) + folded[end:]
    rules = _LATER_YEAR_RULES if speaks_of_works else _YEAR_RULES
    return _read(folded, rules, number, ruled_out=ruled_out)


def _open_ends(limits: Sequence[Limit]) -> list[tuple[int | None, int | None]]:
    return [(limit.low, limit.high) for limit in limits if limit.is_open] or [(None, None)]


def _read(
    folded: str, rules: Sequence[_Rule], number: Callable[[str], int], *, ruled_out: bool = False
) -> Iterator[tuple[re.Match[str], Limit]]:
    """What matches, by the order of the rules, with the limit that it makes: the rest, where it is ruled out
    and has an open end ("no TRL below 5"). What else is `ruled_out` comes only where that is asked for."""
    if not _MAY_LIMIT.search(folded):
        return
    for pattern, make in rules:
        for match in re.finditer(pattern, folded):
            limit = make(*(number(text) for text in match.groups() if text))
            if not _ruling_out(folded, match):
                yield match, limit
            elif limit.is_open:
                yield match, limit.rest
            elif ruled_out:
                yield match, limit


def _ruling_out(folded: str, limit: re.Match[str]) -> re.Match[str] | None:
    """The words before what is said of a limit by which it is ruled out."""
    return _RULED_OUT.search(folded, max(0, limit.start() - _REACH), limit.start())


def number_said(text: str) -> int:
    """The number that digits or a word, up to nine, say. Raises ValueError where it says none."""
    return _NUMBER_WORDS.get(text) or int(text)


def _numbers(match: re.Match[str]) -> list[int]:
    return [number_said(text) for text in match.groups() if text]


def as_limit(digits: str) -> int:
    """The level that digits say, or the year in CE; in a Buddhist one the century may be left out."""
    number = int(digits)
    return common_era(number + _CENTURY if number in _SHORT_YEARS else number)
