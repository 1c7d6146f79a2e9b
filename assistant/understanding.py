"""From a question to a Need, by rules: language, topics, wanted kinds, place, centre, field, years, TRL.

A rule only adds what the question says in so many words; what it does not say stays empty.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from assistant.demands import (
    Span,
    help_must_be_in,
    help_must_be_of,
    not_demanded,
    ruled_out,
    stands_in_denial,
    words_of_denial,
)
from assistant.domain.needs import Exclusion, Need, Wanted
from assistant.domain.people import Organisation, Region
from assistant.errors import QuestionError
from assistant.fields import field_named
from assistant.institutions import Institution, Mention, centres_named, in_full, institutions_in
from assistant.kinds import kinds_said
from assistant.language import detect_language, fold, normalise, search_terms, squeeze, words
from assistant.limits import limit_spans, readiness_asked, years_asked
from assistant.orders import stated
from assistant.places import Place, places_in
from prompts import Language

LONGEST_QUESTION = 2000
# Every question is held against the names of the same few centres.
_CENTRES_REMEMBERED = 256

_WANTED: Mapping[Wanted, str] = {
    "expert": (
        r"ผู้เชี่ยวชาญ|ผู้ชำนาญ|นักวิจัย|นักวิชาการ|อาจารย์|ที่ปรึกษา|วิทยากร|ใคร"
        r"|\b(?:experts?|researchers?|specialists?|scientists?|professors?|consultants?)\b"
        r"|\b(?:someone|somebody|anyone|anybody)\b|\b(?:find|know|any|suggest|recommend) people\b"
        r"|\bcollaborators?\b|(?:หา|ขอ|อยากได้|ต้องการ)คน(?:ช่วย|เก่ง|รู้|ที่|ทำ)"
        r"|\ban? (?:\w+ )?\w+(?:ologist|icist|ician|chemist|engineer)\b"
        r"|(?<!client )(?<!customer )(?<!farmer )(?<!friend )(?<!company )\bwho\b"
    ),
    "technology": (
        r"เทคโนโลยี(?!ชีวภาพ|สารสนเทศ)|นวัตกรรม|สิทธิบัตร|\b(?:technolog(?:y|ies)|patents?|licen[cs]e)\b"
        r"|(?:มี|ขอ|หา|เอา)\s*tech\b|\b(?:need|want|any|find|which) tech\b"
    ),
    "project": r"โครงการ|\bprojects?\b",
    "report": r"งานวิจัย|(?<!ทำ)(?<!เขียน)(?<!ส่ง)รายงาน|ผลการวิจัย|\b(?:reports?|research results|studies)\b",
    "product": (
        r"สินค้าสำเร็จรูป|(?:อยาก(?:ได้|ซื้อ)|หา)(?:ผลิตภัณฑ์|สินค้า)|\b(?:what|which|any) products\b|(?:สินค้า"
        r"|ผลิตภัณฑ์)(?:(?!เรา|ผม)[^.?!,]){0,25}(?:พร้อม|มี|วาง|ออก)ขาย"
        r"|\b(?:ready-made|finished) products?\b|\b(?:any|some) (?:\w+ )?products?\b"
        r"|\b(?:find|buy) (?:\w+ )?products?\b"
        r"|\bproducts?\b[^.?!]{0,40}\bon the market\b"
    ),
}

# How a letter begins. It brings the question nearer to no passage, so it is not searched for.
_COURTESY = re.compile(
    r"(?:(?:กราบ)?สวัสดี(?:ครับ|คับ|ค่ะ|คะ|จ้า)?(?:\s+|$)"
    r"|(?:รบกวน|ขอ(?:อนุญาต)?)?(?:กราบ)?(?:เรียน)?(?:ปรึกษา|สอบถาม|ถาม)(?=\s|ผู้|นัก|อาจารย์|เรื่อง|ด้าน)"
    r"|ขอความอนุเคราะห์"
    r"|คำถาม(?:คือ|\s*:)|เรื่องที่(?:อยาก)?ถาม\s*(?:คือ|:)|(?:จากนั้น|แล้ว)ค่อย"
    r"|(?:now answer|(?:my |the )?question(?: is)?)\s*:|(?:after that|then),"
    r"|(?:hello|hi|dear (?:sir|madam|all|team))(?![a-z-])[\s,.!]*|\s)+",
    re.IGNORECASE,
)

_JOINS = re.compile(
    r"\s*(?:หรือ|และ|กับ|,|/|(?<![a-z])(?:or|and)(?![a-z]))\s*(?:ที่|ใน|จาก|ของ|ศูนย์|the|in|at|from|\s)*"
)
# Words of asking, not of the subject.
_ASKING = frozenset(
    [
        *("ผู้เชี่ยวชาญ", "ผู้ชำนาญ", "ผู้รู้", "นักวิจัย", "นักวิชาการ", "อาจารย์", "ทีม", "ที่ปรึกษา"),
        *("เทคโนโลยี", "นวัตกรรม", "งานวิจัย", "วิจัย", "ผลงาน", "งาน", "รายงาน", "โครงการ", "หน่วยงาน", "ศูนย์"),
        *("คณะ", "ภาควิชา", "มหาวิทยาลัย", "จังหวัด", "ช่วง", "เมืองไทย", "ประเทศไทย"),
        *("ต้องการ", "อยากได้", "หา", "ค้นหา", "แนะนำ", "ปรึกษา", "สอบถาม", "เรียน", "กราบเรียน", "ช่วยเหลือ"),
        *("คำปรึกษา", "คำแนะนำ", "ความช่วยเหลือ", "ขอความช่วยเหลือ", "ช่วยด้วย", "รบกวน", "ประสงค์", "ทราบ"),
        *("ด้าน", "เกี่ยวกับ", "เรื่อง", "วิธี", "ทำ", "มีใคร", "ไหม", "มั้ย", "หรือไม่", "หรือยัง", "บ้าง", "อยาก"),
        *("อยากรู้", "ต้อง", "ยังไง", "ทำไง", "ไร", "มั่ง", "ป่าว", "เลย", "หน่อย", "สวัสดี", "ขอบคุณ", "คับ"),
        *("จ้า", "พี่", "อะ", "เอา", "รับ", "ดู", "รู้", "ช่วยดู", "คน", "ท่าน", "เก่ง", "เชี่ยวชาญ", "ชำนาญ", "ถนัด"),
        *("ความเชี่ยวชาญ", "สาขา", "การวิจัย", "ผลการวิจัย", "บทความ", "ข้อมูล", "ติดต่อ", "สนใจ", "กำลัง", "พอ", "แถว"),
        *("รายชื่อ", "ผู้", "ไง", "แนวทาง", "เท่านั้น", "อนุเคราะห์", "ความอนุเคราะห์"),
        *("ปัญหา", "มีปัญหา", "แก้ปัญหา", "คนเก่ง", "ถาม", "พอดี"),
        *("expert", "researcher", "scientist", "specialist", "professor", "team", "centre", "center"),
        *("technology", "technologi", "research", "study", "report", "project", "result", "university"),
        *("need", "want", "find", "look", "looking", "seek", "seeking", "search", "help", "please", "advice"),
        *("recommend", "recommendation", "suggest", "know", "tell", "show", "anyone", "anybody", "anything"),
        *("someone", "somebody", "something", "people", "person", "work", "working", "topic", "thailand"),
        *("thai", "hello", "hi", "dear", "thank", "thanks", "sme", "good", "best", "available", "there"),
        *("innovation", "paper", "publication", "expertise", "specialise", "specialize", "specialising"),
        *("specialized", "specialised", "specializing", "academic", "lecturer", "lab", "institute"),
        *("faculty", "department", "information", "question", "advise", "adviser", "contact", "interested"),
        *("talk", "ask", "get", "give", "learn", "doing", "studying", "studied", "researching", "related"),
        *("regarding", "area", "region", "province", "country", "field", "only", "don"),
        *("ศ", "รศ", "ผศ", "ดร", "ศาสตราจารย์", "prof", "assoc", "asst", "dr"),
    ]
)


def understand(
    question: str,
    organisations: Sequence[Organisation],
    today: date,
    language: Language | None = None,
) -> Need:
    """Return the Need that `question` states, without what orders programs about or is written for them.

    `language` overrides the detected language of the answer. Of nothing but orders nothing is needed.

    Raises QuestionError when the question is empty or longer than LONGEST_QUESTION characters.
    """
    text = " ".join(normalise(question).split())
    if not any(character.isalnum() for character in text):
        raise QuestionError("asking.empty_question")
    if len(text) > LONGEST_QUESTION:
        raise QuestionError("asking.long_question", limit=LONGEST_QUESTION)
    told = squeeze(stated(normalise(question)))
    if not told:
        return Need(text, language or detect_language(text))
    text = told
    folded = in_full(fold(text))
    mentions, places = named_in(folded)
    centres = [
        (code, span)
        for code, words_of_centre in _centres(text, folded, organisations)
        for span in _spans(folded, words_of_centre)
    ]
    named = [*spans_of(mentions, places), *(span for _, span in centres)]
    # A province is no demand: whoever tells what fails there tells where they are.
    deniable = [*spans_of(mentions, (p for p in places if p.is_region)), *(span for _, span in centres)]
    denied = not_demanded(folded, named).union(s for s in deniable if stands_in_denial(folded, *s))
    meant = [m for m in mentions if m.span not in denied]
    meant_places = [p for p in places if p.span not in denied]
    institution, region = _institution(folded, meant), _region(folded, meant_places)
    known = (
        *(p.region for p in meant_places),
        *(m.institution.region for m in meant if m.institution != institution),
    )
    subject = blanked(folded, (span for _, span in centres))
    years = years_asked(folded, today)
    trl = readiness_asked(folded)
    return Need(
        text=text[_end_of_courtesy(text) :] or text,
        language=language or detect_language(text),
        topics=_topics(folded, named),
        wanted=_wanted(folded),
        region=region,
        near=None if region else next(iter(known), None),
        centre=_centre(folded, [named for named in centres if named[1] not in denied]),
        field=field_named(subject, organisations),
        organisation=institution.id if institution else "",
        year_from=years.low,
        year_to=years.high,
        trl_from=trl.low,
        trl_to=trl.high,
        without=_exclusion(ruled_out(folded, named), mentions, places, centres),
    ).with_demands_first()


def _wanted(folded: str) -> tuple[Wanted, ...]:
    """The kinds that are asked for: where none is and some are ruled out, all the others."""
    said = kinds_said(folded, _WANTED)
    if said.wanted or not said.unwanted:
        return said.wanted
    return tuple(kind for kind in _WANTED if kind not in said.unwanted)


def _exclusion(
    spans: Collection[Span],
    mentions: Iterable[Mention],
    places: Iterable[Place],
    centres: Iterable[tuple[str, Span]],
) -> Exclusion:
    """What of the institutions, the regions and the centres stands at one of `spans`.

    A province rules nothing out: the register knows the regions alone of its people and works.
    """
    return Exclusion(
        tuple(dict.fromkeys(p.region for p in places if p.speaks_of_region and p.span in spans)),
        tuple(dict.fromkeys(code for code, span in centres if span in spans)),
        tuple(dict.fromkeys(m.institution.id for m in mentions if m.span in spans)),
    )


def named_in(folded: str) -> tuple[tuple[Mention, ...], tuple[Place, ...]]:
    """Return the institutions that `folded`, a text that is `in_full`, names, and the places besides."""
    mentions = tuple(institutions_in(folded))
    places = (p for p in places_in(folded) if not any(m.start <= p.start < m.end for m in mentions))
    return mentions, tuple(places)


def spans_of(mentions: Iterable[Mention], places: Iterable[Place]) -> Iterator[Span]:
    """Where these institutions and places stand."""
    yield from (mention.span for mention in mentions)
    yield from (place.span for place in places)


def _end_of_courtesy(text: str) -> int:
    courtesy = _COURTESY.match(text)
    return courtesy.end() if courtesy else 0


def _topics(folded: str, named: Sequence[Span]) -> tuple[str, ...]:
    """The words of the subject: none of courtesy, of limits, of what is named or of what rules that out."""
    denying = words_of_denial(folded, named)
    rest = blanked(folded, ((0, _end_of_courtesy(folded)), *limit_spans(folded), *named, *denying))
    heads = (next(iter(search_terms(word)), "") for word in words(rest))
    return tuple(dict.fromkeys(head for head in heads if len(head) > 1 and head not in _ASKING))


def _spans(text: str, phrase: str) -> Iterator[Span]:
    """Where `phrase` stands in `text`, both folded: Latin letters not within a longer word."""
    begins, ends = r"(?:(?=[ก-๎])|(?<![a-z0-9]))", r"(?:(?<=[ก-๎])|(?![a-z0-9]))"
    return (match.span() for match in re.finditer(begins + re.escape(phrase) + ends, text))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """`text` with a space for each span; spans may overlap."""
    kept = list(text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return "".join(kept)


def _region(folded: str, places: Sequence[Place]) -> Region | None:
    """Where the help must be; only a named region can be a demand, and none of two ("north or south")."""
    demanded = next((p for p in places if p.is_region and help_must_be_in(folded, p.start, p.end)), None)
    if demanded is None or any(
        is_joined(folded, demanded.span, p.span) and p.region != demanded.region for p in places
    ):
        return None
    return demanded.region


def _institution(folded: str, mentions: Sequence[Mention]) -> Institution | None:
    """The institution whose help is demanded; None where either of two will do."""
    demanded = next((m for m in mentions if help_must_be_of(folded, m.start, m.end)), None)
    if demanded is None or any(is_joined(folded, demanded.span, m.span) for m in mentions):
        return None
    return demanded.institution


def _centre(folded: str, centres: Sequence[tuple[str, Span]]) -> str:
    """The code of the first of these centres; empty where either of it and another will do."""
    if not centres:
        return ""
    demanded, span = centres[0]
    either = any(is_joined(folded, span, other) for code, other in centres if code != demanded)
    return "" if either else demanded


def is_joined(folded: str, one: Span, other: Span) -> bool:
    """Whether of what stands at two places either will do, or both."""
    between = folded[min(one[1], other[1]) : max(one[0], other[0])]
    return one != other and _JOINS.fullmatch(between) is not None


def _centres(text: str, folded: str, organisations: Sequence[Organisation]) -> list[tuple[str, str]]:
    """The code of each centre that the question names, with the folded words that name it: those of the
    programme, and whatever the register calls a centre."""
    named = list(centres_named(text))
    for organisation in organisations:
        if organisation.kind == "centre":
            code = rf"(?<![A-Za-z0-9-]){re.escape(organisation.code)}(?![A-Za-z0-9-])"
            if organisation.code and re.search(code, text):
                named.append((organisation.code, fold(organisation.code)))
            named += [(organisation.code, name) for name in _folded_names(organisation) if name in folded]
    return named


@lru_cache(_CENTRES_REMEMBERED)
def _folded_names(organisation: Organisation) -> tuple[str, ...]:
    return tuple(fold(name) for name in (organisation.name_th, organisation.name_en) if name)
