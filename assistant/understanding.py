"""From a question to a Need, by rules: language, topics, wanted kinds, place, centre, field, years, TRL.

A rule only adds what the question says in so many words; what it does not say stays empty.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.domain.needs import Need, Wanted
from assistant.domain.people import Organisation, Region
from assistant.errors import QuestionError
from assistant.fields import field_named
from assistant.institutions import in_full, institution_of, institutions_in
from assistant.language import detect_language, fold, normalise, search_terms, words
from assistant.limits import limit_spans, readiness_asked, years_asked
from assistant.places import named_region, places_in, region_of_place
from prompts import Language

LONGEST_QUESTION = 2000

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
    years = years_asked(folded, today)
    trl = readiness_asked(folded)
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
    institutions = ((mention.start, mention.end) for mention in institutions_in(folded))
    places = ((place.start, place.end) for place in places_in(folded))
    rest = _without(folded, (*limit_spans(folded), *institutions, *places))
    heads = (next(iter(search_terms(word)), "") for word in words(rest))
    return tuple(dict.fromkeys(head for head in heads if head and head not in _ASKING))


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with a space for each span; spans may overlap."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


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
