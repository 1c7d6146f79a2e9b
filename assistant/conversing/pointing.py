"""What a message points to among what was shown: "คนที่สอง", "the last report", "#3"."""

import re

from assistant.domain.conversations import LAST, Pointing, ShownList

_THAI_ORDINALS = {
    **dict.fromkeys(("แรก", "ที่หนึ่ง", "บนสุด", "อันดับหนึ่ง"), 1),
    **dict.fromkeys(("ที่สอง", "สอง", "ถัดมา"), 2),
    **dict.fromkeys(("ที่สาม", "สาม"), 3),
    **dict.fromkeys(("ที่สี่", "สี่"), 4),
    **dict.fromkeys(("ที่ห้า", "ห้า"), 5),
    **dict.fromkeys(("สุดท้าย", "ท้ายสุด", "ล่างสุด"), LAST),
}
_ENGLISH_ORDINALS = {
    **dict.fromkeys(("first", "1st", "top", "one"), 1),
    **dict.fromkeys(("second", "2nd", "two"), 2),
    **dict.fromkeys(("third", "3rd", "three"), 3),
    **dict.fromkeys(("fourth", "4th", "four"), 4),
    **dict.fromkeys(("fifth", "5th", "five"), 5),
    **dict.fromkeys(("last", "bottom"), LAST),
}
_THAI_PEOPLE = r"คน|ท่าน|ผู้เชี่ยวชาญ|นักวิจัย|อาจารย์"
_THAI_WORKS = r"เทคโนโลยี|นวัตกรรม|โครงการ|รายงาน|ผลงาน|งานวิจัย|งาน|เล่ม|ผลิตภัณฑ์|สินค้า|สิทธิบัตร"
_EITHER = r"อัน|ตัว|ข้อ|รายการ|ชิ้น|เรื่อง|รายชื่อ|ราย|ชื่อ|อันดับ|ลำดับ|หมายเลข|เบอร์"
_ENGLISH_PEOPLE = r"experts?|persons?|people|researchers?|professors?|scientists?|specialists?|lecturers?|guy"
_ENGLISH_WORKS = (
    r"technolog(?:y|ies)|projects?|reports?|products?|patents?|works?|papers?|stud(?:y|ies)|innovations?"
)
_ENGLISH_NOUN = rf"(?<![a-z])(?:{_ENGLISH_PEOPLE}|{_ENGLISH_WORKS})(?![a-z])"
_NOUN = rf"(?P<noun>{_THAI_PEOPLE}|{_THAI_WORKS}|{_EITHER}|{_ENGLISH_NOUN})"
# "สองคน" counts; "คนที่สอง" and "อันสอง" point. "คน 2 คน" counts too.
_THAI = re.compile(
    rf"(?:{_NOUN}\s*(?:คน|ตัว|อัน|เรื่อง|ชิ้น)?|(?<!ครั้ง)(?<!ปี)(?<!วัน)(?<!ตอน)(?<!ขั้น))\s*"
    rf"(?P<ordinal>ที่\s?\d(?!\d)|{'|'.join(sorted(_THAI_ORDINALS, key=len, reverse=True))})"
    r"(?!\s*(?:คน|ท่าน|อัน|ตัว|ราย|ชิ้น|เรื่อง|แห่ง|ปี|ครั้ง|วัน|เดือน))"
)
_THAI_NUMBER = re.compile(
    r"(?P<noun>ข้อ|รายการ|อันดับ|ลำดับ|หมายเลข|เบอร์|คนที่|ท่านที่|อันที่"
    r"|ตัวที่)\s*(?:ที่)?\s*(?P<ordinal>[1-9])(?!\d|\s*(?:คน|ท่าน))"
)
_ENGLISH = re.compile(
    r"(?<![a-z0-9])(?P<the>the |your |that )?"
    rf"(?:(?:{_ENGLISH_PEOPLE}|{_ENGLISH_WORKS}|number|no\.?|option|result|item) (?P<after>#?[1-9](?!\d)"
    rf"|one|two|three|four|five)"
    rf"|#(?P<hash>[1-9])(?!\d)|(?P<ordinal>first|second|third|fourth|fifth|last|top|bottom|1st|2nd"
    rf"|3rd|4th|5th)"
    rf"(?:(?: \w+)? (?P<noun>ones?|{_ENGLISH_PEOPLE}|{_ENGLISH_WORKS}))?)(?![a-z0-9])"
)
# What is named so is not pointed to: "ไม่เอาคนแรก", "not the first one".
_NOT_IT = re.compile(
    r"(?:ไม่(?:ใช่|เอา|ชอบ|อยากได้|ต้องการ)|ข้าม|ยกเว้น|นอกจาก|แทน"
    r"|(?<![a-z])(?:not|except|skip|instead of|other than|anyone but|don'?t want))\s*$"
)
_IS_PEOPLE = re.compile(rf"{_THAI_PEOPLE}|{_ENGLISH_PEOPLE}")
_IS_WORK = re.compile(rf"{_THAI_WORKS}|{_ENGLISH_WORKS}")
# "first aid", "last year", "top quality" point to nothing that was shown.
_ENGLISH_STANDS_ALONE = re.compile(
    r"\s*(?:$|[?.!,;]|'s|is|has|does|did|was|can|and|in|on|of|from|please|[ก-๎])"
)


def pointed_at(folded: str) -> Pointing | None:
    """What a folded message points to, or None."""
    return _in_thai(folded) or _in_english(folded)


def _in_thai(folded: str) -> Pointing | None:
    for pattern in (_THAI_NUMBER, _THAI):
        for match in pattern.finditer(folded):
            ordinal = match["ordinal"].replace(" ", "")
            if _NOT_IT.search(folded[: match.start()]):
                continue
            if match["noun"] is None and not ordinal.startswith("ที่"):
                continue  # "สอง" by itself counts something
            digits = ordinal.removeprefix("ที่")
            number = int(digits) if digits.isdigit() else _THAI_ORDINALS[ordinal]
            if number:
                return Pointing(list_named(match["noun"] or ""), number)
    return None


def _in_english(folded: str) -> Pointing | None:
    for match in _ENGLISH.finditer(folded):
        if _NOT_IT.search(folded[: match.start()]):
            continue
        if after := match["after"]:
            number = int(after.removeprefix("#")) if after[-1].isdigit() else _ENGLISH_ORDINALS[after]
            return Pointing(list_named(match[0]), number)
        if match["hash"]:
            return Pointing("shown", int(match["hash"]))
        if match["noun"] or (match["the"] and _ENGLISH_STANDS_ALONE.match(folded[match.end() :])):
            return Pointing(list_named(match["noun"] or ""), _ENGLISH_ORDINALS[match["ordinal"]])
    return None


def list_named(noun: str) -> ShownList:
    """Which list a folded noun points to; either where it does not say."""
    if _IS_PEOPLE.search(noun):
        return "experts"
    return "works" if _IS_WORK.search(noun) else "shown"
