"""What was meant instead: one thing of a need put in the place of another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import add
from typing import Any

from assistant.conversing.phrases import A_PARTICLE, PARTICLE, PARTICLES, TALK
from assistant.domain.needs import Need
from assistant.language import compound_parts, fold, words
from assistant.language.wordnet import is_thing
from assistant.limits import HIGHEST_TRL, LOWEST_TRL, as_limit
from assistant.ports import Likeness

# How much likelier a thing stands in for another thing.
_OF_A_KIND = 0.5
_YEARS, _LEVELS = ("year_from", "year_to"), ("trl_from", "trl_to")
# Of the common era, which Buddhist years are turned into.
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
# "TRL 12" is no year, whatever else it is.
_SPEAKS_OF_LEVEL = re.compile(
    r"(?:trl|ความพร้อม|ระดับ|(?<![a-z])(?:readiness|levels?)(?![a-z]))(?:(?!ปี|year)[^\d,;.]){0,15}\d"
)
_NAMES_END = (
    r"(?:(?:ปีท้าย|ปีสุดท้าย|ปีจบ|ปีสิ้นสุด|ปลาย|เพดาน|สูงสุด)(?:ปี|ช่วง)?\D*"
    r"|(?<![a-z])(?:end|upper|latest|maximum|top)(?![a-z])\D*)\d"
)
_SPEAKS_OF_END = re.compile(
    rf"{_NAMES_END}"
    r"|(?<![a-z])(?:extend|stretch)(?![a-z])\D*\d"
    r"|(?:ถึง|ไม่เกิน|สิ้นสุด|(?<![a-z])(?:until|up to|before))\s*(?:ปี|trl|ระดับ)?\s*\d"
)
_NAMES_BEGINNING = (
    r"(?:(?:ปีเริ่ม|ปีแรก|ปีต้น|ต้นปี|ต้นช่วง|ต่ำสุด)\D*"
    r"|(?<![a-z])(?:lower|loosen|relax|reduce|raise|bump)(?![a-z])\D*(?:to|at|เริ่มที่|เหลือ) "
    r"|(?<![a-z])(?:start|lower|earliest|minimum"
    r"|beginning)(?![a-z])\D*)\d"
)
_SPEAKS_OF_BEGINNING = re.compile(
    rf"{_NAMES_BEGINNING}"
    r"|(?:ตั้งแต่|เริ่ม(?:จาก|ที่|ต้น)?|ลด(?:เหลือ|เป็น|ลง)|(?<![a-z])(?:from|since|starting))"
    r"\s*(?:ปี|trl|ระดับ)?\s*\d"
)
_NAMES_AN_END = re.compile(rf"{_NAMES_END}|{_NAMES_BEGINNING}")
# Of several numbers, the one that it shall be: "8 สูงไป ลดเหลือ 6".
_TO_NUMBER = re.compile(r"(?:เหลือ|เปลี่ยนเป็น|แก้เป็น|(?<![a-z])(?:down|up|change it) to)\s*(\d+)")
_A_RANGE = re.compile(r"(?<!\d)(\d{1,4})\s*(?:-|ถึง|to|through|กับ)\s*(\d{1,4})(?!\d)")

# Who says that something else was meant says little besides; searching a long text takes its cube.
_LONGEST_CORRECTION = 120
# Up to five words, in either language.
_WORDS = r"[^\s,;.!?]+?(?:\s[^\s,;.!?]+?){0,4}?"
_OLD = rf"(?:the |a |an )?(?P<old>{_WORDS})"
_NEW = rf"(?:the |a |an )?(?!not (?:sure|yet|really|quite))(?P<new>{_WORDS})"
_SLIP = (
    r"(?:(?:^|(?<=[\s,.])|(?<=เอ้ย)|(?<=ขอโทษ))(?:เมื่อ(?:กี้|กี๊|ตะกี้|กี้นี้))?"
    r"(?:เอ้ย|เอ๊ย|อุ[๊้]ย|เอ๊ะ|อ้อ|กดผิด|ขอโทษ(?:ค่ะ|ครับ|ที)?|โทษ(?:ที|ๆ)|(?:ขอ)?พิมพ?์?ผิด|พูดผิด|ผิด|แก้(?=ค่ะ"
    r"|ครับ|หน่อย)"
    r"|ไม่ใช่ ?(?:สิ|ละ)|ขอแก้)"
    r"|บอกผิด|(?<![a-z])(?:no(?=[,.!;]| (?:i|it|the|wait|sorry)(?![a-z]))|sorry|wait|hang on|actually|oops"
    r"|correction|typo|hmm|ah|oh|my (?:bad|mistake))(?![a-z]))"
)
_IS = (
    r"(?:หมายถึง|แต่เป็น|ต้องเป็น|เป็น|คือ|แต่|เอา(?:เป็น)?|ที่จริง(?:คือ)?|แก้เป็น|เปลี่ยนเป็น"
    r"|(?<![a-z])(?:(?:i|we) (?:meant?|was (?:asking|talking) about)(?: to say)?|make (?:it|that)|it'?s|it is"
    r"|that'?s|they'?re|these are|rather|but)(?![a-z]))"
)
_NOT = r"(?:ไม่(?:ใช่|ได้หมายถึง)|(?<![a-z])not)(?! (?:sure|yet|really|only|just|limited|tied|quite)| ?แน่)"
# Between what was not meant and what is: an English comma, a space in Thai.
_BREAK = r"(?:\s*[,;]\s*|(?<=[ก-๎])\s+|(?=[ก-๎])(?<=[a-z] )|\s+(?=[ก-๎]))"
_GAP = rf"(?:{A_PARTICLE}|[;:-])*"
# How the slip came about: "ก๊อปข้อความมาผิด", "wrong farm".
_EXCUSE = (
    r"(?:[\s,]+(?:[^\s,]{,20}(?:ผิด|สลับ|พลาด)(?:ไป|มา|กัน|ค่ะ|ครับ)*|(?:เบลอ|wrong|lol|haha|though|although)(?![a-z]).*)"
    r"|\.\s.*)?"
)
_END = (
    rf"(?:{A_PARTICLE}|ต่างหาก|ดีกว่า|(?<![a-z])instead|{_SLIP})*"
    rf"(?:\s(?:แต่|but\s|the same|same\s).*)?{_EXCUSE}$"
)
_CORRECTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:เปลี่ยน|แก้|swap|switch|change)(?:จาก)?\s*{_OLD}\s*(?:ไป)?เป็น\s*{_NEW}{_END}",
        rf"^(?:เอ่อ\s*)?(?:แล้ว)?(?:ถ้า|หาก)?เป็น\s*{_NEW}\s*แทน(?:ที่)?\s*{_OLD}{_END}",
        rf"^{_OLD} (?:should be|ต้องเป็น|ควรเป็น) {_NEW}{_END}",
        rf"(?<![a-z])instead of {_OLD},? (?:what about|how about|try|use|make it|it'?s) {_NEW}{_END}",
        rf"ไม่เอา\s*{_OLD}\s*(?:แล้ว|ละ)\s*(?:เอา|ใช้|ขอ)?เป็น\s*{_NEW}\s*แทน{_END}",
        rf"(?:เปลี่ยน|แก้|ขอ|เอา|switch|change)(?:เป็น|\s)*{_NEW}\s*แทน(?:ที่)?\s*{_OLD}{_END}",
        rf"ไม่ได้(?P<verb>ใช้|ทำ|ปลูก|เลี้ยง|เป็น|ขาย|ผลิต)\s*{_OLD}\s*(?:แต่)?(?P=verb)\s*{_NEW}{_END}",
        rf"(?:เป็น|คือ|ใช้)\s*{_NEW}\s*ไม่ได้(?:ใช้|ทำ|ปลูก|เลี้ยง|เป็น|ขาย|ผลิต)\s*{_OLD}{_END}",
        rf"ไม่เอา\s*{_OLD}\s*(?:แล้ว)?\s+เอา(?:เป็น)?\s*{_NEW}{_END}",
        rf"ไม่(?:ทำ|ใช้|ปลูก|เลี้ยง|ผลิต)\s*{_OLD}\s*(?:แล้ว|ละ)\s*(?:เปลี่ยนเป็น|เอาเป็น|หันมา)(?:ทำ)?\s*{_NEW}(?:แทน)?{_END}",
        rf"^{_OLD}\s*(?:นี่|นี้)?(?:เรา|ผม|หนู|ฉัน)?(?:จำ|บอก|พิมพ์)ผิด(?:{PARTICLE}|\s)*\S*(?:เป็น|คือ)\s*{_NEW}{_END}",
        rf"(?:บอก|พิมพ์|เขียน|พูด)(?:ว่า)?\s*{_OLD}\s*(?:จริงๆ|ที่จริง|ความจริง)(?:แล้ว)?\s*(?:คือ|เป็น|ต้องเป็น)\s*{_NEW}{_END}",
        rf"(?<![a-z])(?:wrote|said|typed|put) {_OLD},? but (?:i )?mean(?:t)? {_NEW}(?:,.*|{_END})",
        rf"(?<![a-z])(?:replace|change|swap|switch) (?:from )?{_OLD} (?:with|to|by|for|into) {_NEW}{_END}",
        rf"(?:เอา|ใช้|ขอ)(?:เป็น)?\s*{_NEW}\s*แทน[\s,]+{_OLD}\s*ไม่เอา(?:แล้ว)?{_END}",
        rf"(?:เอา|ใช้|ขอ)(?:เป็น)?\s*{_NEW}\s*แทน(?:ที่)?\s*{_OLD}{_END}",
        rf"(?<![a-z])(?:{_IS} )?{_NEW},? (?:instead of|rather than|in place of) {_OLD}{_END}",
        rf"(?:คือ|เป็น)\s*{_NEW}{_GAP}{_NOT}\s*{_OLD}{_END}",
        rf"^(?!{_SLIP}|{_NOT}|ปี|trl){_NEW}(?:ต่างหาก)?{_GAP}(?<=[\s,ก-๎]){_NOT}\s*{_OLD}{_END}",
        rf"(?:{_SLIP}{_GAP})*{_NOT}\s*{_OLD}(?:{PARTICLE})*(?:{_BREAK}|\s*(?={_IS}))(?:{_SLIP}{_GAP}"
        rf"|{_IS}{_GAP})*{_NEW}{_END}",
        rf"(?:{_SLIP}{_GAP}|{_IS}\s*)+{_NEW}{_GAP}{_NOT}\s*{_OLD}{_END}",
        rf"^{_NEW}\s*ต่างหาก{PARTICLES}$",
        rf"(?:แก้|เปลี่ยน)(?:ใหม่)?เป็น\s*{_NEW}(?:แทน)?{_END}",
        rf"(?:{_SLIP}{_GAP})+(?:{_IS}\s*)*{_NEW}{_END}",
        rf"(?:หมายถึง|(?<![a-z])(?:i|we) meant?)\s*{_NEW}{_END}",
        rf"^(?:{_IS}\s*)*{_NEW} instead{_END}",
    )
)
# That a message says what was wrong in one before; "wait", "actually" may lead to anything.
_SAYS_WHAT_WAS_WRONG = re.compile(
    r"หมายถึง|ต่างหาก|ผิด|เอ้ย|เอ๊ย|อุ[๊้]ย|(?:ขอ)?โทษ(?:ที|ๆ)?|ขออภัย|ขอแก้|แก้เป็น|(?:เปลี่ยน|แก้)จาก"
    r"|(?:ที่(?:ตัด|กัน|เว้น)|ไม่(?:เอา|ใช่|รวม|อยากได้|ต้องการ))(?:น่ะ|อะ|นั้น|ออก)*(?:คือ|เป็น)|(?:เปลี่ยน|แก้)เป็นไม่เอา|ไม่เอา[^,.]*แทน"
    r"|(?<![a-z])(?:meant?|sorry|oops|typo|correction|my (?:bad|mistake)|should (?:be|have been)"
    r"|the one(?:s)? (?:that )?(?:i |we )?(?:to |(?:do not|don't) )?(?:leave out|exclude|skip|want)"
    r"|it'?s [^,.]* (?:that )?(?:i|we) (?:do not|don't) want)(?![a-z])"
    r"|(?<![a-z])(?:exclude|leave out|skip|avoid|not) [^,.]* (?:instead|rather than)(?![a-z])"
)
# The same of another thing: "แล้วถ้าเป็นมะเขือเทศล่ะ", "and for cassava?".
_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:แล้ว|ส่วน)?\s*(?:ถ้า|หาก)?\s*(?:เป็น|ของ|กับ|สำหรับ)?\s*{_NEW}\s*(?:ล่ะ|ละ|หล่ะ)(?:มี(?:ไหม"
        rf"|มั้ย|บ้าง))?{PARTICLES}$",
        rf"^แล้ว\s*(?:ถ้า)?(?:เป็น)?\s*{_NEW}\s*(?:ล่ะ|หล่ะ)(?:{PARTICLE})*\s",
        rf"^(?:แล้ว)?(?:ถ้า|หาก)(?:เป็น(?!ไปได้)|เปลี่ยนเป็น)\s*{_NEW}\s*(?:มี)?(?:ไหม|มั้ย|บ้าง)?{PARTICLES}$",
        rf"^(?!and add )(?:and|how about|what about|what if it'?s|same(?: question| thing)?|or)"
        rf"(?: for| with| on| of| about)? {_NEW}(?: instead)?\?*{PARTICLES}$",
    )
)
_ACKNOWLEDGED = re.compile(
    rf"^(?:(?:ขอบคุณ|โอเค|ok(?:ay)?(?![a-z])|thanks?(?: you)?(?![a-z]))(?:{A_PARTICLE}|,)*)+"
)
# What is no longer meant to be part of the subject.
_TAKEN_BACK = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:เรื่อง|ที่ว่า|เงื่อนไข)?\s*{_OLD}\s*(?:ตัด|เอา|ลบ)ออก(?:ไป)?(?:ก็ได้|แล้ว|เลย)?{PARTICLES}$",
        rf"^(?:ไม่เอา|ไม่ต้อง(?:มี|เป็น)?|ตัด|ลบ)\s*(?:เรื่อง)?\s*{_OLD}\s*(?:แล้ว|ออก|ก็ได้)(?![ก-๎])",
        rf"^{_OLD}\s*ไม่(?:เอา|ต้อง|ซีเรียส)(?:แล้ว|ละ|ก็ได้|ค่ะ|ครับ|นะ)+(?=$|\s)",
        rf"^(?:never mind|forget|drop|skip|ignore|leave out|without) (?:about )?(?:the )?{_OLD}(?: part"
        rf"| bit| requirement| condition)?{_END}",
    )
)


@dataclass(frozen=True, slots=True)
class Instead:
    """What is meant, and in place of what; `old` is empty where that is not said."""

    new: str
    old: str = ""


def meant_instead(folded: str, text: str) -> Instead | None:
    """What a folded message says was meant: "ไม่ใช่ทุเรียน มังคุดต่างหาก", "sorry, I meant coconut".

    Of several ways to read it, the first by which something of the need's `text` was not meant.
    """
    ways = list(_read(folded, _CORRECTIONS))
    of_the_need = (way for way in ways if way.old and fold(way.old) in fold(text))
    return next(of_the_need, next(iter(ways), None))


def says_what_was_wrong(folded: str) -> bool:
    """Whether a folded message puts something right that was said before: "พิมพ์ผิด", "I meant", "instead"."""
    return _SAYS_WHAT_WAS_WRONG.search(folded) is not None


def asked_of_another(folded: str) -> Instead | None:
    """What a folded message asks the same of: "แล้วมังคุดล่ะ", "and for cassava?"."""
    return next(_read(_ACKNOWLEDGED.sub("", folded), _OTHERS), None)


def taken_back(folded: str) -> str:
    """What a folded message takes back: "ไม่เอาเซรั่มแล้ว", "never mind the heat part"; empty: nothing."""
    return next((instead.old for instead in _read(folded, _TAKEN_BACK)), "")


def without(text: str, phrase: str) -> str:
    """`text` without each word of `phrase` that stands there; empty where no word is left."""
    for word in sorted(words(fold(phrase)), key=len, reverse=True):
        text = _put(text, word, "") if len(word) > 1 else text
    return " ".join(text.split()) if any(map(str.isalnum, text)) else ""


def _read(folded: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Instead]:
    if len(folded) > _LONGEST_CORRECTION:
        return
    for pattern in patterns:
        if match := pattern.search(folded):
            named = match.groupdict()
            yield Instead(*((named.get(name) or "").strip() for name in ("new", "old")))


def replaced(text: str, topics: Sequence[str], instead: Instead, likeness: Likeness | None) -> str:
    """`text` with what is meant in place of what was said; of its `topics` the one most like it where that is
    not said, or where it does not stand there."""
    for old in filter(None, (instead.old, _shared_ending(instead.old, text))):
        if fold(old) in fold(text):
            return _put(text, old, instead.new)
    if phrase := _of_the_same_head(instead.new, text):
        return _put(text, phrase, instead.new)
    standing = [topic for topic in topics if topic in fold(text)]
    if not standing:
        return f"{instead.new} {text}"
    return _put(text, _most_alike(instead.new, standing, fold(text), likeness), instead.new)


def _most_alike(new: str, standing: Sequence[str], folded: str, likeness: Likeness | None) -> str:
    """Which of the words that stand in a folded text `new` is most like; a plant, an animal or a food is like
    one of these. The last without `likeness`."""
    if likeness is None:
        return standing[-1]
    spans = [(folded.index(word), folded.index(word) + len(word)) for word in standing]
    (alike,) = likeness.of_stretches(new, [(0, len(new))], folded, spans)
    things = [_OF_A_KIND * (_is_thing(new) and _is_thing(word)) for word in standing]
    return max(zip(map(add, alike, things), standing, strict=True))[1]


def _is_thing(phrase: str) -> bool:
    return any(is_thing(word) for word in (phrase, *words(phrase)))


def speaks_of(instead: Instead, need: Need) -> bool:
    """Whether what was not meant is a number or stands in the text of a need; so too where it is not told."""
    if not instead.old:
        return True
    text = fold(need.text)
    return _number(instead.old) is not None or any(
        word in text for word in words(instead.old) if len(word) > 1 and word not in TALK
    )


def corrected_number(need: Need, instead: Instead) -> Need | None:
    """`need` with the year or the level that was meant in place of a limit that it has; None where no limit
    of it is the old one."""
    old, new = _number(instead.old), _number(instead.new)
    if old is None or new is None:
        return None
    wrong = [name for name in _range_of([new], instead.new) if getattr(need, name) == old]
    return _set(need, wrong, new) if wrong else None


def names_an_end(folded: str) -> bool:
    """Whether a folded message speaks of one end of a range by name: "the upper end", "ปีเริ่ม"."""
    return _NAMES_AN_END.search(folded) is not None


def renumbered(need: Need, folded: str) -> Need | None:
    """`need` with the one bare number of a message in place of the limit that it can only mean: "ลดเหลือ 6",
    "sorry, 2017"; None where it can mean none."""
    number = _number(folded)
    if number is None:
        return _with_range(need, folded)
    names = _range_of([number], folded)
    standing = [name for name in names if getattr(need, name) is not None]
    if not standing and names != _YEARS:
        return None
    if _SPEAKS_OF_END.search(folded):
        return _set(need, [names[1]], number)
    if _SPEAKS_OF_BEGINNING.search(folded):
        return _set(need, [names[0]], number)
    if not standing:
        return None
    nearest = min(standing, key=lambda name: abs(getattr(need, name) - number))
    is_one_value = len({getattr(need, name) for name in names}) == 1
    return _set(need, standing if is_one_value else [nearest], number)


def _with_range(need: Need, folded: str) -> Need | None:
    """`need` with the one bare range of a message in place of the one that stands: "oops, 4-6"."""
    ranges = _A_RANGE.findall(folded)
    if len(ranges) != 1:
        return None
    ends = sorted(map(as_limit, ranges[0]))
    names = _range_of(ends, folded)
    if all(getattr(need, name) is None for name in names):
        return None
    limits: dict[str, Any] = dict(zip(names, ends, strict=True))
    return replace(need, **limits)


def _range_of(numbers: Sequence[int], folded: str) -> Sequence[str]:
    """The limits that the numbers of a message can mean: years or levels; none where they can be neither."""
    if all(LOWEST_TRL <= number <= HIGHEST_TRL for number in numbers):
        return _LEVELS
    if _SPEAKS_OF_LEVEL.search(folded):
        return ()
    return _YEARS if all(_FIRST_YEAR <= number <= _LAST_YEAR for number in numbers) else ()


def _set(need: Need, names: Sequence[str], number: int) -> Need:
    limits: dict[str, Any] = dict.fromkeys(names, number)
    return replace(need, **limits)


def _number(text: str) -> int | None:
    """The one number in a text, a Buddhist year as CE."""
    numbers = re.findall(r"\d+", text)
    if len(numbers) > 1 and (last := _TO_NUMBER.search(text)):
        numbers = [last[1]]
    if len(numbers) != 1:
        return None
    return as_limit(numbers[0])


def _shared_ending(old: str, text: str) -> str:
    """The longest ending of `old` that stands in `text`: "แป้งมันสำปะหลัง" for "มันสำปะหลัง"."""
    folded = fold(text)
    endings = (old[start:] for start in range(1, max(1, len(old) - 2)))
    return next((ending for ending in endings if ending in folded), "")


def _of_the_same_head(new: str, text: str) -> str:
    """What in `text` is of the same kind as `new` by the word that both share: "เมล็ดงา" for "เมล็ดกัญชง",
    "noodle factory" for "tofu factory". A Thai kind stands first, an English one last."""
    parts, standing = _parts(new), _parts(text)
    if len(parts) < 2:
        return ""
    is_english = new.isascii()
    head = parts[-1] if is_english else parts[0]
    for place, word in enumerate(standing):
        beside = place - 1 if is_english else place + 1
        if word == head and 0 <= beside < len(standing):
            return f"{standing[beside]} {word}" if is_english else word + standing[beside]
    return ""


def _parts(text: str) -> list[str]:
    """The words of a text, those of Thai compounds by themselves."""
    return [part for word in words(fold(text)) for part in compound_parts(word) or (word,)]


def _put(text: str, old: str, new: str) -> str:
    """`text` with `new` for `old` in any case, a plural ending of it gone."""
    ending = r"(?:e?s)?(?![a-z])" if old.isascii() else ""
    put = re.sub(re.escape(old) + ending, lambda _: new, text, flags=re.IGNORECASE)
    # "Paper straws" with "paper cups" for the straws.
    return re.sub(r"\b([a-z]+) (?=\1\b)", "", put, flags=re.IGNORECASE)
