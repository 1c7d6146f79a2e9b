"""Whether a place or an organisation that a question names is demanded, or only told.

"Researchers in the south" demands the south; "our mill in the south, who can help?" tells where the asker is.
A demand needs words that govern the name: those who shall help stand before it in the same clause with a
preposition directly before it, or it is asked of itself ("มข. มีใครทำเรื่องอ้อย", "KKU only").
"""

import re

_THAI_PEOPLE = (
    r"(?<!เป็น)(?:ผู้เชี่ยวชา[ญน]|ผู้ชำนาญ|นักวิจัย|นักวิชาการ|อาจารย์|ที่ปรึกษา|ใคร|(?:ขอ|หา|มี|อยากได้"
    r"|ต้องการ)คน"
    r"|หน่วยงาน|ศูนย์|มหาวิทยาลัย|ทีม|แล็บ|แลป|เทคโนโลยี)"
)
_ENGLISH_PEOPLE = (
    r"(?<!am a )(?<!am an )(?<!i'm a )(?<!we are )(?<!my )(?<!our )(?<![a-z])"
    r"(?:experts?|researchers?|scientists?|specialists?|professors?|consultants?|someone|somebody|anyone"
    r"|anybody|people"
    r"|teams?|lab(?:s|orator(?:y|ies))?|universit(?:y|ies)|cent(?:er|re)s?|technolog(?:y|ies))(?![a-z])"
)
# Asking, not as in "customers who live in the north".
_WHO = r"(?:^|(?<=, )|(?<=know )|(?<=find )|(?<=me )|(?<=and )|(?<=but )|(?<=so )|(?<=or ))who(?![a-z])"
_PEOPLE = rf"(?:{_THAI_PEOPLE}|{_ENGLISH_PEOPLE}|{_WHO})"
_THAI_WORKS = r"(?:งานวิจัย|ผลงาน|รายงาน|โครงการ|เทคโนโลยี|นวัตกรรม|สิทธิบัตร)"
_ENGLISH_WORKS = (
    r"(?<!my )(?<!our )(?<![a-z])"
    r"(?:research|reports?|stud(?:y|ies)|projects?|papers?|patents?|works?)(?![a-z])"
)
_HELP = (
    r"(?:ช่วยเหลือ|ปรึกษา|ติดต่อ|ร่วม(?:มือ|งาน)|(?<![a-z])(?:help|advice|contact|partner"
    r"|collaborat\w+)(?![a-z]))"
)
_HELP_OF_ORGANISATION = rf"(?:{_PEOPLE}|{_THAI_WORKS}|{_ENGLISH_WORKS}|{_HELP})"

# Words further away, in characters, govern nothing.
_LONGEST_REACH = 300
_SENTENCE_END = re.compile(r"[?!]|(?<![ก-๎.])\.(?=\s)")
_CLAUSE_END = re.compile(r"[,;:()]\s*|(?<=[ก-๎])\s+(?=[ก-๎])")
_PREPOSITIONS = re.compile(
    r"(?:(?:ที่|ซึ่ง|อย[ูุ]่|ตั้ง|ประจำ|สังกัด|ใน|แถว|แถบ|จาก|ทาง|ของ|กับ|โดย|เขต|ย่าน|ฝั่ง|พื้นที่|ใกล้ๆ?"
    r"|เฉพาะ)\s*)+$"
    r"|(?<![a-z])(?:in|from|of|near|around|at|with|within|only)\s+(?:the\s+)?$"
)
_OF_FACULTY = re.compile(
    r"(?:คณะ|ภาควิชา|สาขา|สำนักวิชา)\S*\s*$|(?<![a-z])(?:faculty|department|school) of [a-z ]+,?\s*$"
)
# A clause that only adds a place to one before: "..., ขอที่อยู่แถวภาคกลาง", "..., preferably in the south".
_ONLY_ADDS = re.compile(r"(?:ขอ|เอา|อยากได้|ต้อง|แต่|และ|preferably|ideally|but|only|based|located|\s)*")
_ASKS_FOR_PLACE = re.compile(r"(?:ขอ|เอา|อยากได้)\S*(?:อย[ูุ]่|แถว|ใกล้|ใน)|เฉพาะ")
_ONLY_AFTER = re.compile(r"[\s)]*(?:เท่านั้น|only(?![a-z]))")

# What belongs to the asker, or to the people spoken of, stands between helpers and place.
_OWN_PLACE = re.compile(
    r"(?<![a-z])(?:our|my|(?:we|i)(?:'re|'m| (?:are|am|have|run|grow|make|live|own|sell|produce)))(?![a-z])"
    r"|(?<!สระ)(?<!เส้น)(?<!ย้อม)(?<!บำรุง)(?:ผม|เรา|ฉัน|หนู)\s*$"
    r"|(?:โรงงาน|โรงสี|ร้าน|ฟาร์ม|สวน|ไร่|บ้าน|บริษัท|กิจการ|สหกรณ์|วิสาหกิจ|เกษตรกร|ชาวนา"
    r"|ผู้ประกอบการ)\S{0,12}\s*$"
    r"|(?<![a-z])(?:mills?|factor(?:y|ies)|farms?|farmers?|plants?|plantations?|shops?|compan(?:y|ies)"
    r"|business(?:es)?"
    r"|growers?|producers?|villagers?|cooperatives?|customers?)\s*$"
    r"|(?:(?<!ทุ)เรียน(?:จบ)?|จบ|(?<![a-z])(?:study|studied|studying|graduated))\s*$"
)

# One of several wishes between commas: "rice drying experts, North, TRL 7 and up".
_BEFORE_A_WISH = re.compile(r"(?:^|[,;])\s*$")
_AFTER_A_WISH = re.compile(r"\s*(?:[,;]|$)")
_OTHER_WISHES = re.compile(rf"{_PEOPLE}|{_THAI_WORKS}|{_ENGLISH_WORKS}|(?<![a-z])trl(?![a-z])")

_REGION_IS_ASKED = re.compile(rf"(?:พอ|จะ)*มี{_THAI_PEOPLE}")
_ORGANISATION_IS_ASKED = re.compile(
    rf"\s*(?:พอ|จะ)*(?:มี\s*(?:{_THAI_PEOPLE}|{_THAI_WORKS})|ช่วย)"
    r"|\s+(?:can |could )?(?:help|have|has)(?![a-z])"
)
_BEFORE_ASKED_NAME = re.compile(r"(?:ที่|ใน|ทาง|at|in|can|could|does|do|would|\s)*")
_QUALIFIES = re.compile(rf"(?:'s)?\s+(?:{_ENGLISH_PEOPLE}|{_ENGLISH_WORKS})")

_EXCLUDES = re.compile(
    r"(?:ที่)?(?:(?:ไม่|อย่า)(?:ใช่|เอา|อยู่|นับ|ได้(?:อยู่|มาจาก|มา|เป็น))|ยกเว้น|นอกจาก|นอกเหนือจาก)\s*"
    r"(?:แค่|เฉพาะ|เพียง|ที่|จาก|ของ|ใน|in|at|from|คน|อยู่|งาน|งานวิจัย|ศูนย์|อาจารย์|นักวิจัย|ผู้เชี่ยวชาญ|\s)*$"
    r"|(?:(?<![a-z])not|n't|(?<![a-z])(?:except|excluding|other than|apart from|besides|outside))"
    r"(?:\s+(?:for|from|in|at|of|the|only|just|those|people|researchers?|experts?|professors?|lecturers?|want|need"
    r"|include|show|see|me|any|anyone|anybody|anything|works?))*\s+$"
)


def exclusion(folded: str, start: int) -> tuple[int, int] | None:
    """Where the words stand by which a folded question says that the help shall not come from what it names
    from `start` on; None where it does not say so."""
    words = _EXCLUDES.search(folded[:start])
    return words.span() if words else None


def help_must_be_in(folded: str, start: int, end: int) -> bool:
    """Whether a folded question demands help in the region that it names from `start` to `end`."""
    sentence, after = _sentence_before(folded, start), folded[end:]
    if folded[start:end].endswith("ern") and _QUALIFIES.match(after):
        return True
    if _ONLY_AFTER.match(after) or _is_listed(sentence, after):
        return not _tells_own_place(sentence.rstrip(" ,;"), _PEOPLE)
    return _is_asked(sentence, after, _REGION_IS_ASKED) or _is_governed(sentence, _PEOPLE)


def help_must_be_of(folded: str, start: int, end: int) -> bool:
    """Whether a folded question demands help of the organisation that it names from `start` to `end`."""
    sentence, after = _OF_FACULTY.sub("", _sentence_before(folded, start)), folded[end:]
    return bool(
        _ONLY_AFTER.match(after)
        or re.search(r"(?:เฉพาะ|(?<![a-z])only)(?:ที่|ของ|ใน|\s|at|from|with)*$", sentence)
        or _QUALIFIES.match(after)
        or _is_asked(sentence, after, _ORGANISATION_IS_ASKED)
        or _is_governed(sentence, _HELP_OF_ORGANISATION)
    )


def _is_listed(sentence: str, after: str) -> bool:
    """Whether the name is a wish among others that commas part."""
    stands_alone = _BEFORE_A_WISH.search(sentence) and _AFTER_A_WISH.match(after)
    return bool(stands_alone and _OTHER_WISHES.search(sentence + after))


def _is_asked(sentence: str, after: str, question: re.Pattern[str]) -> bool:
    """Whether the name begins its clause and is asked of itself: "ภาคใต้มีใครทำเรื่องยาง"."""
    _, clause = _clauses(sentence, len(sentence))
    return bool(_BEFORE_ASKED_NAME.fullmatch(clause) and question.match(after))


def _is_governed(sentence: str, helpers: str) -> bool:
    """Whether those who help stand before the name, with a preposition directly before it or nothing."""
    if re.search(rf"{helpers}\s*$", sentence):
        return True
    preposition = _PREPOSITIONS.search(sentence)
    if not preposition:
        return False
    earlier, clause = _clauses(sentence, preposition.start())
    if re.search(helpers, clause):
        return not _tells_own_place(clause, helpers)
    if not _ONLY_ADDS.fullmatch(clause):
        return False
    return bool(re.search(_PEOPLE, earlier) or _ASKS_FOR_PLACE.search(clause + preposition[0]))


def _tells_own_place(text: str, helpers: str) -> bool:
    """Whether what stands after the last of those who help says whose place it is."""
    end = max((match.end() for match in re.finditer(helpers, text)), default=0)
    return _OWN_PLACE.search(text[end:]) is not None


def _sentence_before(folded: str, start: int) -> str:
    near = folded[max(0, start - _LONGEST_REACH) : start]
    return _SENTENCE_END.split(near)[-1].lstrip()


def _clauses(sentence: str, end: int) -> tuple[str, str]:
    """What stands before the clause that goes up to `end`, and that clause."""
    # A letter for what follows, so that a space before it is seen as the end of a clause.
    start = max((match.end() for match in _CLAUSE_END.finditer(f"{sentence[:end]}ก")), default=0)
    return sentence[:start], sentence[start:end]
