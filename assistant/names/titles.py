"""What stands before and after a name: academic, medical, military and civil titles, degrees."""

import re

from assistant.language.normalising import normalise, squeeze

# Written out, in Thai; they are glued to the name as often as not.
_THAI_WORDS = (
    "ผู้ช่วยศาสตราจารย์",
    "รองศาสตราจารย์",
    "ศาสตราจารย์",
    "เกียรติคุณ",
    "กิตติคุณ",
    "อาจารย์",
    "ดอกเตอร์",
    "นายแพทย์",
    "แพทย์หญิง",
    "นายสัตวแพทย์",
    "สัตวแพทย์หญิง",
    "สัตวแพทย์",
    "ทันตแพทย์หญิง",
    "ทันตแพทย์",
    "เภสัชกรหญิง",
    "เภสัชกร",
    "ว่าที่ร้อยตรีหญิง",
    "ว่าที่ร้อยตรี",
    "หม่อมราชวงศ์",
    "หม่อมหลวง",
    "นางสาว",
    "นาง",
    "นาย",
)
# Abbreviated, in Thai: with a full stop, or with a space after it ("ดร สมชาย").
_THAI_SHORT = (
    *("ผศ", "รศ", "ศ", "อ", "ดร", "ว่าที่ ร.ต", "ว่าที่ร.ต", "ร.ต.ต", "ร.ต.อ", "ร.ต", "ร.อ", "พ.ต.ท", "พ.ต.อ"),
    *("พ.ต", "พ.ท", "พ.อ", "พล.ต", "ม.ร.ว", "ม.ล", "น.ส", "นส", "นพ", "พญ", "ทพ.ญ", "ทพญ", "ทพ", "ภญ", "ภก"),
    *("น.สพ", "นสพ", "สพ.ญ", "สพญ", "กภ", "พว", "คุณ"),
)
_LATIN = (
    r"associate|assoc|assistant|asst|adjunct|emeritus|distinguished|honorary|professor|prof|doctor|dr|lecturer"
    r"|instructor|ajarn|acharn|mister|mr|mrs|ms|miss|sir|asso|assis|a/prof"
)

# What the abbreviated academic titles are in the other language (Royal Institute's list of academic titles).
_ENGLISH_OF = {"ศ": "Prof.", "รศ": "Assoc. Prof.", "ผศ": "Asst. Prof.", "ดร": "Dr.", "อ": "Lecturer"}
_THAI_OF = {
    "prof": "ศ.",
    "professor": "ศ.",
    "assoc prof": "รศ.",
    "associate professor": "รศ.",
    "asst prof": "ผศ.",
    "assistant professor": "ผศ.",
    "dr": "ดร.",
    "lecturer": "อ.",
}
_LATIN_PARTS = re.compile(
    r"(assoc(?:iate)?|asst|assistant)?\.?\s*(prof(?:essor)?)\.?|(dr|lecturer)\.?", re.IGNORECASE
)

# A vowel mark after "นาย" shows that it is the head of a name ("นายิกา").
_NOT_A_MARK = "(?![\u0e30-\u0e3a\u0e47-\u0e4e])"
_SHORT = "|".join(re.escape(short) for short in sorted(_THAI_SHORT, key=len, reverse=True))
_THAI_TITLE = re.compile(
    rf"(?:(?:{'|'.join(_THAI_WORDS)}){_NOT_A_MARK}\s*\.?\s*|(?:{_SHORT})(?:\s*\.\s*|\s+))"
)
_LATIN_TITLE = re.compile(rf"(?:{_LATIN})(?:\s*\.\s*|\s+|$)", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:\s*,\s*|\s+)(?:ph\.?\s?d|d\.?\s?phil|m\.?d|d\.?v\.?m|[bmd]\.?\s?sc|[bmd]\.?\s?eng|d\.?\s?tech|m\.?s|jr|sr|pmp|fellow)\.?$",
    re.IGNORECASE,
)
_PLAIN_DEGREE = re.compile(r"(?:\s*,\s*|\s+)(?:ph\.?\s?d|d\.?\s?phil|d\.?v\.?m|m\.d)\.?$", re.IGNORECASE)


def without_titles(printed: str) -> str:
    """Return a printed name without the titles before it and the degrees after it."""
    text = squeeze(normalise(printed))
    while (shorter := _without_one(text)) != text:
        text = shorter
    return text


def titles_of(printed: str) -> str:
    """Return what `without_titles` takes away from the front of a printed name."""
    text = squeeze(normalise(printed))
    bare = without_titles(text)
    return text[: text.find(bare)].strip() if bare else text


def academic_title_in(title: str, language: str) -> str:
    """`title` as it is written in `language` ("ผศ.ดร." is "Asst. Prof. Dr."); as it stands where that is
    not known."""
    text = squeeze(normalise(title))
    if language == "en":
        parts = re.findall(r"[^\s.]+", text)
        known = [_ENGLISH_OF.get(part) for part in parts]
        return " ".join(filter(None, known)) if all(known) else text
    left = _LATIN_PARTS.sub("", text).strip()
    if left or not text:
        return text
    found = [
        " ".join(part.lower() for part in match.groups() if part) for match in _LATIN_PARTS.finditer(text)
    ]
    known = [_THAI_OF.get(part) for part in found]
    return "".join(filter(None, known)) if all(known) else text


def starts_with_title(text: str) -> bool:
    """Whether a title stands at the head of `text`."""
    text = squeeze(normalise(text))
    return bool(_THAI_TITLE.match(text) or _LATIN_TITLE.match(text))


def _without_one(text: str) -> str:
    for pattern in (_THAI_TITLE, _LATIN_TITLE):
        if (title := pattern.match(text)) and not _is_initial(title.group(), text[title.end() :]):
            return text[title.end() :].lstrip(" ,")
    pattern = _DEGREE if "," in text else _PLAIN_DEGREE
    return pattern.sub("", text).rstrip(" ,")


def _is_initial(title: str, rest: str) -> bool:
    """Whether a one-letter title ("อ.", "ศ.") is the initial of a name that has nothing else."""
    return len(title.strip(" .")) == 1 and bool(rest) and not re.search(r"[\s.]", rest.strip())
