"""What a language model writes is shown as plain text: no markup, no links, nothing hidden, no address."""

import re
import unicodedata
from collections.abc import Iterable

from assistant.language import normalise, squeeze

_MARKUP = re.compile(
    r"<[a-z!/?]|&#?\w{1,8};|[\[\]【】`{}|\\]|\*\*|__|~~|^(?:#{1,6}|[>*+•-]|\d{1,2}[.)])\s", re.IGNORECASE
)
# "benzo[a]pyrene", "bicyclo[2.2.1]heptane"
_WITHIN_A_NAME = re.compile(r"(?<=\w)\[[a-z0-9,.']{1,8}\](?=\w)", re.IGNORECASE)
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]{1,15}:/|\bwww\.|\b(?:javascript|mailto):|\w@\w"
    r"|[a-z0-9-]\.(?:com|net|org|info|biz|io|me|app|dev|th)\b",
    re.IGNORECASE,
)
# What stands for bytes that are no letter.
_UNREADABLE = "\ufffd"
_ADDRESS = re.compile(
    r"โปรด|กรุณา|รหัสผ่าน|โอนเงิน|ติดต่อ(?:เรา|ผม|ฉัน|ดิฉัน)|(?:ของ|ให้|ส่ง|หา|กับ)(?:ท่าน|คุณ)(?!ภาพ|สมบัติ|ค่า|ธรรม|ลักษณะ|ประโยชน์|ูปการ)"
    r"|\b(?:you|your|yours|yourself|please|click|passwords?|ignore|contact (?:us|me))\b",
    re.IGNORECASE,
)
# Thai and English, and the letters of units and formulas.
_SCRIPTS = (
    "THAI",
    "LATIN",
    "GREEK",
    "MICRO",
    "OHM",
    "ANGSTROM",
    "FEMININE",
    "MASCULINE",
    "MODIFIER",
    "SUPERSCRIPT",
)


def markup_in(text: str) -> str:
    """What of a plain text is markup or a link; empty where it is neither."""
    found = _MARKUP.search(_WITHIN_A_NAME.sub("", text)) or _LINK.search(text)
    return found.group() if found else ""


def address_in(text: str, proofs: Iterable[str]) -> str:
    """The words by which `text` speaks to its reader, where no proof has them: a statement of what was found
    asks nobody for anything."""
    told = squeeze(normalise("\n".join(proofs))).casefold()
    found = (match.group() for match in _ADDRESS.finditer(text))
    return next((words for words in found if words.casefold() not in told), "")


def strange_letters_in(text: str, proofs: Iterable[str]) -> str:
    """The letters of `text` that neither of the two languages is written in, unless a proof holds them."""
    held = set(normalise("".join(proofs)))
    return "".join(letter for letter in dict.fromkeys(text) if letter not in held and _is_strange(letter))


def _is_strange(character: str) -> bool:
    category = unicodedata.category(character)
    if character == _UNREADABLE or category in ("Co", "Cn"):
        return True
    return category.startswith("L") and not unicodedata.name(character, "").startswith(_SCRIPTS)
