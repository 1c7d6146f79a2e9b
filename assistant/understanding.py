"""From a question to a Need, by rules: language, topics, wanted kinds, place, centre, field, years, TRL.

A rule only adds what the question says in so many words; what it does not say stays empty.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.needs import Need, Wanted
from assistant.domain.people import Organisation, Region
from assistant.errors import QuestionError
from assistant.fields import field_named
from assistant.institutions import in_full, institution_of, institution_words
from assistant.language import detect_language, fold, normalise, search_terms, words
from assistant.places import named_region, place_words, region_of_place
from prompts import Language

LONGEST_QUESTION = 2000
BUDDHIST_ERA = 543

_WANTED: tuple[tuple[Wanted, str], ...] = (
    (
        "expert",
        r"ผู้เชี่ยวชาญ|ผู้ชำนาญ|นักวิจัย|นักวิชาการ|อาจารย์|ที่ปรึกษา|ใคร"
        r"|\b(?:experts?|researchers?|specialists?|scientists?|professors?|consultants?|who)\b",
    ),
    ("technology", r"เทคโนโลยี|นวัตกรรม|สิทธิบัตร|\b(?:technolog(?:y|ies)|patents?|licen[cs]e)\b"),
    ("project", r"โครงการ|\bprojects?\b"),
    ("report", r"งานวิจัย|รายงาน|ผลการวิจัย|\b(?:reports?|research results|studies)\b"),
    ("product", r"สินค้าสำเร็จรูป|ผลิตภัณฑ์พร้อมขาย|\bready-made products?\b"),
)

# Words of asking, not of the subject.
_ASKING = frozenset(
    [
        *("ผู้เชี่ยวชาญ", "นักวิจัย", "อาจารย์", "เทคโนโลยี", "นวัตกรรม", "งานวิจัย", "รายงาน", "โครงการ"),
        *("ต้องการ", "อยากได้", "หา", "ค้นหา", "แนะนำ", "ปรึกษา", "สอบถาม", "ช่วยเหลือ", "ด้าน", "เกี่ยวกับ"),
        *("เรื่อง", "วิธี", "ทำ", "มีใคร", "ไหม", "มั้ย", "หรือไม่", "บ้าง", "อยาก", "อยากรู้", "ต้อง", "ยังไง"),
        *("ทำไง", "ไร", "มั่ง", "ป่าว", "เลย", "คับ", "จ้า", "พี่", "อะ", "เอา", "รับ", "ดู", "รู้", "ช่วยดู", "หน่อย"),
        *(
            "expert",
            "researcher",
            "technology",
            "technologi",
            "need",
            "want",
            "find",
            "look",
            "help",
            "please",
        ),
        *("recommend", "know", "anyone", "someone", "work"),
    ]
)

_HELP_IN_PLACE = re.compile(
    r"(?:ผู้เชี่ยวชาญ|นักวิจัย|อาจารย์|ใคร|หน่วยงาน|ศูนย์|มหาวิทยาลัย|เทคโนโลยี|ที่ปรึกษา|ทีม|แล็บ)[^?]*?"
    r"(?:ใน|แถว|อยู่|จาก|ทาง|ของ|เขต|พื้นที่)"
    r"|(?:ขอ|เอา|เฉพาะ)[^?]{0,12}(?:อยู่|แถว|ใกล้|ใน)"
    r"|(?:experts?|researchers?|someone|anyone|technolog\w+|people|universit\w+|cent(?:er|re)s?|who)\b[^?]*\b(?:in|from|of|near)\b"
)


@dataclass(frozen=True, slots=True)
class _Range:
    low: int | None = None
    high: int | None = None


def understand(
    question: str,
    organisations: Sequence[Organisation],
    today: date,
    language: Language | None = None,
) -> Need:
    """Return the Need that `question` states. `language` overrides the detected language of the answer.

    Raises QuestionError when the question is empty or longer than LONGEST_QUESTION characters.
    """
    text = " ".join(normalise(question).split())
    if not any(character.isalnum() for character in text):
        raise QuestionError("asking.empty_question")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError("asking.long_question", limit=LONGEST_QUESTION)
    folded = in_full(fold(text))
    institution = institution_of(text)
    region, near = _region(folded)
    years = _years(folded, today)
    trl = _trl(folded)
    return Need(
        text=text,
        language=language or detect_language(text),
        topics=_topics(folded),
        wanted=tuple(kind for kind, pattern in _WANTED if re.search(pattern, folded)),
        region=region,
        near=near,
        centre=_centre(text, folded, organisations),
        field=field_named(folded, organisations),
        organisation=institution.id if institution else "",
        year_from=years.low,
        year_to=years.high,
        trl_from=trl.low,
        trl_to=trl.high,
    )


def _topics(folded: str) -> tuple[str, ...]:
    constraints = (*_spans(folded, _TRL_RULES), *_spans(folded, _YEAR_RULES))
    for span in (*institution_words(folded), *place_words(folded), *constraints):
        folded = folded.replace(span, " ")
    heads = (next(iter(search_terms(word)), "") for word in words(folded))
    return tuple(dict.fromkeys(head for head in heads if head and head not in _ASKING))


def _region(folded: str) -> tuple[Region | None, Region | None]:
    """(where the help must be, where the asker is): only a named region can be a demand."""
    region = named_region(folded)
    if region and _HELP_IN_PLACE.search(folded):
        return region, None
    return None, region or region_of_place(folded)


def _centre(text: str, folded: str, organisations: Sequence[Organisation]) -> str:
    for organisation in organisations:
        if organisation.kind != "centre":
            continue
        names = [fold(name) for name in (organisation.name_th, organisation.name_en) if name]
        if re.search(rf"(?<![\w-]){re.escape(organisation.code)}(?![\w-])", text) or any(
            n in folded for n in names
        ):
            return organisation.code
    return ""


_NUMBER = r"(\d{1,4})"
_Rule = tuple[str, Callable[[re.Match[str]], _Range]]

_TRL_RULES: tuple[_Rule, ...] = (
    (rf"trl\s*{_NUMBER}\s*(?:-|ถึง|to)\s*{_NUMBER}", lambda m: _Range(int(m[1]), int(m[2]))),
    (
        rf"trl\s*(?:ตั้งแต่|>=|≥|at least|ไม่ต่ำกว่า|อย่างน้อย|above|over)\s*(?:ระดับ)?\s*{_NUMBER}",
        lambda m: _Range(int(m[1])),
    ),
    (
        rf"trl\s*(?:ระดับ)?\s*{_NUMBER}\s*(?:ขึ้นไป|and (?:up|above|higher)|or (?:more|above|higher)|\+)",
        lambda m: _Range(int(m[1])),
    ),
    (rf"(?:at least|minimum) trl\s*{_NUMBER}", lambda m: _Range(int(m[1]))),
    (rf"trl\s*(?:ไม่เกิน|<=|≤|at most|up to|below|under)\s*{_NUMBER}", lambda m: _Range(None, int(m[1]))),
    (rf"trl\s*(?:ระดับ)?\s*{_NUMBER}", lambda m: _Range(int(m[1]), int(m[1]))),
)

_YEAR = r"((?:19|20|24|25)\d{2})"
_YEAR_WORD = r"(?:ปี\s*(?:พ\.?ศ\.?)?|พ\.?ศ\.?|ค\.?ศ\.?|year)?\s*"

_YEAR_RULES: tuple[_Rule, ...] = (
    (
        rf"(?:between|ระหว่าง)\s*{_YEAR_WORD}{_YEAR}\s*(?:-|ถึง|and|to|กับ)\s*{_YEAR_WORD}{_YEAR}",
        lambda m: _Range(_ce(m[1]), _ce(m[2])),
    ),
    (rf"{_YEAR_WORD}{_YEAR}\s*(?:-|ถึง)\s*{_YEAR_WORD}{_YEAR}", lambda m: _Range(_ce(m[1]), _ce(m[2]))),
    (rf"(?:หลัง|after)\s*{_YEAR_WORD}{_YEAR}", lambda m: _Range(_ce(m[1]) + 1)),
    (rf"(?:ตั้งแต่|นับจาก|since|from)\s*{_YEAR_WORD}{_YEAR}", lambda m: _Range(_ce(m[1]))),
    (rf"{_YEAR_WORD}{_YEAR}\s*(?:ขึ้นไป|เป็นต้นมา|onwards?|or later)", lambda m: _Range(_ce(m[1]))),
    (rf"(?:ก่อน|before)\s*{_YEAR_WORD}{_YEAR}", lambda m: _Range(None, _ce(m[1]) - 1)),
    (rf"(?:ไม่เกิน|จนถึง|until|up to)\s*{_YEAR_WORD}{_YEAR}", lambda m: _Range(None, _ce(m[1]))),
    (rf"(?:ปี\s*(?:พ\.?ศ\.?)?|พ\.?ศ\.?|in|year)\s*{_YEAR}(?!\d)", lambda m: _Range(_ce(m[1]), _ce(m[1]))),
)

_LAST_YEARS = re.compile(
    r"(\d{1,2})\s*ปี(?:ล่าสุด|ที่ผ่านมา|ย้อนหลัง)|ย้อนหลัง\s*(\d{1,2})\s*ปี|(?:last|past)\s*(\d{1,2})\s*years"
)


def _trl(folded: str) -> _Range:
    found = _first(folded, _TRL_RULES)
    inside = [limit for limit in (found.low, found.high) if limit is not None and not 1 <= limit <= 9]
    return _Range() if inside else found


def _years(folded: str, today: date) -> _Range:
    if last := _LAST_YEARS.search(folded):
        return _Range(today.year - int(next(filter(None, last.groups()))))
    return _first(folded, _YEAR_RULES)


def _first(folded: str, rules: Sequence[_Rule]) -> _Range:
    for pattern, read in rules:
        if match := re.search(pattern, folded):
            return read(match)
    return _Range()


def _spans(folded: str, rules: Sequence[_Rule]) -> tuple[str, ...]:
    return tuple(match[0] for pattern, _ in rules for match in [re.search(pattern, folded)] if match)


def _ce(year: str) -> int:
    """A year as CE, whichever era it was written in."""
    number = int(year)
    return number - BUDDHIST_ERA if number >= 2400 else number
