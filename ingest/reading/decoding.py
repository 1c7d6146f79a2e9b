"""Text files in the encodings that Thai offices use."""

import codecs
import re

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
# UTF-8 with a few broken characters is far likelier than another encoding that looks like UTF-8.
_BROKEN_SHARE = 0.02


def decode(content: bytes) -> tuple[str, int]:
    """Return the text in `content` and how many of its characters could not be read (U+FFFD).

    A byte order mark decides; else UTF-8 where it fits, else CP874 (which holds TIS-620), or CP1252
    when the bytes above ASCII stand alone, as accents do and Thai letters do not.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _replaced(content[len(mark) :], encoding)
    text, broken = _replaced(content, "utf-8")
    if broken <= _BROKEN_SHARE * sum(character > "\x7f" for character in text):
        return text, broken
    return _replaced(content, "cp874" if _looks_thai(content) else "cp1252")


def _replaced(content: bytes, encoding: str) -> tuple[str, int]:
    text = content.decode(encoding, errors="replace")
    return text, text.count("\ufffd")


def _looks_thai(content: bytes) -> bool:
    runs = [len(run) for run in _HIGH_BYTES.findall(content)]
    return sum(length for length in runs if length > 1) > sum(runs) / 2
