"""Fields of research as the centres of excellence name theirs, in both languages: "เคมี / chemistry"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assistant.domain.people import Organisation
from assistant.language import fold, words
from prompts import Language

_BEFORE_THAI = r"(?:ด้าน|สาขา(?:วิชา)?)\s*"
_BEFORE_ENGLISH = (
    r"\b(?:(?:field|area|discipline) of|(?:experts?|researchers?|specialists?|scientists?) (?:in|on))\s+"
)

# Every question is held against the same few fields.
_FIELDS_REMEMBERED = 256


def field_named(folded: str, organisations: Iterable[Organisation]) -> str:
    """The field of a centre that a folded question names as one ("ด้านฟิสิกส์", "experts in physics");
    empty where it names none. A longer word that begins like a field ("ด้านเคมีอาหาร") is not one."""
    for name in sorted({name for _, name in _names(organisations)}, key=lambda name: (-len(name), name)):
        for match in re.finditer(f"(?:{_BEFORE_THAI}|{_BEFORE_ENGLISH}){re.escape(name)}", folded):
            if _ends_a_phrase(folded[match.end() :]):
                return name
    return ""


def centres_in(field: str, organisations: Iterable[Organisation]) -> frozenset[str]:
    """The codes of the centres whose field it is; none for an empty field."""
    return frozenset(code for code, name in _names(organisations) if name == field)


def field_names(organisations: Iterable[Organisation], language: Language) -> tuple[str, ...]:
    """What the centres call their fields in `language`, each once; in the other one where that is missing."""
    fields = (o.field.split("/") for o in organisations if o.kind == "centre" and o.field)
    named = (names[0 if language == "th" else -1].strip() for names in fields)
    return tuple(dict.fromkeys(filter(None, named)))


# What may follow a field's name directly: words of asking, not the rest of a longer name.
_AFTER = frozenset(
    [
        "ที่",
        "ใน",
        "อยู่",
        "มี",
        "บ้าง",
        "ไหม",
        "มั้ย",
        "หรือ",
        "และ",
        "กับ",
        "ช่วย",
        "ของ",
        "จาก",
        "แถว",
        "หน่อย",
        "ครับ",
        "ค่ะ",
        "คะ",
        "นะ",
    ]
)


def _ends_a_phrase(rest: str) -> bool:
    if not rest or not rest[0].isalnum():
        return True
    following: Sequence[str] = words(rest[:40])
    return following[0] in _AFTER


def _names(organisations: Iterable[Organisation]) -> Iterator[tuple[str, str]]:
    for organisation in organisations:
        if organisation.kind == "centre":
            for name in _folded_names(organisation.field):
                yield organisation.code, name


@lru_cache(_FIELDS_REMEMBERED)
def _folded_names(field: str) -> tuple[str, ...]:
    return tuple(folded for name in field.split("/") if (folded := fold(name).strip()))
