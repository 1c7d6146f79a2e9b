"""One spelling for what readers see as one text: Thai marks, spaces, invisible characters."""

import re
import unicodedata
from functools import lru_cache

# Private-use glyphs by which older Thai fonts draw shifted marks and letters without descender.
# U+F700..U+F71A: the Windows fonts; U+F884..U+F899: the Mac fonts (Adobe Glyph List, "...leftthai").
_WINDOWS_GLYPHS = (
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
    "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
)
_MAC_GLYPHS = (
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e48\u0e48\u0e49\u0e49\u0e49\u0e4a\u0e4a\u0e4a"
    "\u0e4b\u0e4b\u0e4b\u0e4c\u0e4c\u0e4c\u0e4d"
)
_MAC_POSITION_HINTS = "\uf873\uf874\uf875"
_LINE_ENDS = "\u000b\u000c\u0085\u2028\u2029"
_EXOTIC_SPACES = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)


def _character_table() -> dict[int, str]:
    table = {0xF700 + offset: glyph for offset, glyph in enumerate(_WINDOWS_GLYPHS)}
    table |= {0xF884 + offset: glyph for offset, glyph in enumerate(_MAC_GLYPHS)}
    table |= dict.fromkeys(map(ord, _MAC_POSITION_HINTS), "")
    table |= dict.fromkeys(map(ord, _LINE_ENDS), "\n")
    table |= dict.fromkeys(map(ord, _EXOTIC_SPACES), " ")
    return table


_CHARACTERS = _character_table()
# What moves a terminal's cursor, colours it or writes its clipboard, from introducer to end (ECMA-48).
_TERMINAL_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)?|\x1b."
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})

_MARK_ORDER = (
    {"\u0e3a": 0, "\u0e4d": 2} | dict.fromkeys("\u0e48\u0e49\u0e4a\u0e4b", 3) | {"\u0e4c": 4, "\u0e4e": 4}
)
_VOWEL_MARK = 1
_MARK_RUN = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}")
# NIKHAHIT and SARA AA are SARA AM; some writers draw the NIKHAHIT again before a whole SARA AM.
_SARA_AM = re.compile(
    "(?<![\u0e48-\u0e4b])([\u0e48-\u0e4b]*)\u0e4d([\u0e48-\u0e4b]*)[\u0e32\u0e33]([\u0e48-\u0e4b]*)"
)
# What stands above, below or through a letter, which bears four at most; a tower covers the lines around it.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_FOREIGN_MARKS = re.compile("(?<=[\u0e01-\u0e4e])[\u0300-\u036f\u20d0-\u20f0]+")
_TOWER = re.compile(f"({_MARK}{{4}}){_MARK}+")
_MAY_BE_THINNED = re.compile(f"[\u0300-\u036f\u20d0-\u20f0]|{_MARK}{{5}}")
_TONE_AFTER_SARA_AM = re.compile("(\u0e33+)([\u0e48-\u0e4b]+)")
# Three of a letter may be two words where others follow: "ระบบบำบัด", "เกลือออก".
_THRICE = re.compile("([\u0e01-\u0e4e])\\1\\1")
_DRAWN_OUT = re.compile("([\u0e01-\u0e4e])(?:\\1{2,}(?![\u0e01-\u0e4e])|\\1{3,})")

# For `str.translate`: Thai digits as Arabic ones.
ARABIC_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_FOLDED_CHARACTERS: dict[int, int | str] = ARABIC_DIGITS | dict.fromkeys(
    map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-"
)
_FOLDED_CHARACTERS |= dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u00b4`"), "'")
_FOLDED_CHARACTERS |= {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)}  # full-width forms
_FOLDED_CHARACTERS |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"')
_TO_FOLD = re.compile(f"[{re.escape(''.join(map(chr, _FOLDED_CHARACTERS)))}]")


def normalise(text: str) -> str:
    """Return `text` in Unicode NFC with Thai spelled in one way, newlines kept; idempotent.

    Private-use glyphs become the letters they draw, SARA AM one character with its tone mark before
    it, marks stand in canonical order (vowel, tone, thanthakhat) and once each, at most four on a letter,
    doubled SARA E becomes SARA AE, exotic spaces plain ones; control sequences and invisible characters go.
    """
    if text.isascii() and text.isprintable():
        return text
    if not text.replace("\n", "").isprintable():
        text = _plain(text)
    text = _with_marks_thinned(text)
    # Each mark that goes or is moved may set another one free.
    while _MAY_BE_THINNED.search(text) and (thinner := _with_marks_thinned(text)) != text:
        text = thinner
    return text


def _with_marks_thinned(text: str) -> str:
    """In NFC, Thai marks in order, none of another script on a Thai letter, at most four on any."""
    text = _FOREIGN_MARKS.sub("", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", _with_thai_in_order(_TOWER.sub("\\1", text)))


def fold(text: str) -> str:
    """Return `text` as it is compared: normalised, caseless, digits, quotes, dashes and spaces alike, a Thai
    letter that is drawn out ("มากกก") once."""
    folded = normalised = normalise(text)
    # Most texts hold nothing of the kind, and looking takes a tenth of the time.
    if _TO_FOLD.search(folded):
        folded = folded.translate(_FOLDED_CHARACTERS)
    folded = folded.casefold()
    if _THRICE.search(folded):
        folded = _DRAWN_OUT.sub(r"\1", folded)
    return squeeze(folded if folded == normalised else normalise(folded))


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one space, and none outside."""
    return " ".join(text.split())


def contains_verbatim(page_text: str, quote: str) -> bool:
    """Whether `quote` stands on the page, letter by letter (case counts, white space does not).

    An empty quote proves nothing and stands nowhere.
    """
    wanted = squeeze(normalise(quote))
    # Nearly always it stands there to the letter, and a whole page is long to normalise.
    return bool(wanted) and (quote in page_text or wanted in squeeze(normalise(page_text)))


def _plain(text: str) -> str:
    lines = _TERMINAL_SEQUENCE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_CHARACTERS)
    return "".join(
        character
        for character in lines
        if character == "\n" or unicodedata.category(character) not in _INVISIBLE
    )


def _with_thai_in_order(text: str) -> str:
    text = _with_marks_in_order(text.replace("\u0e40\u0e40", "\u0e41"))
    # One round is enough for all that anybody writes; each mark moved to its place may set another free.
    while (ordered := _with_sara_am(text)) != text:
        text = _with_marks_in_order(ordered)
    return text


def _with_sara_am(text: str) -> str:
    """Every SARA AM one character, its tone marks before it."""
    if "\u0e4d" in text:
        text = _SARA_AM.sub("\\1\\2\\3\u0e33", text)
    return _TONE_AFTER_SARA_AM.sub("\\2\\1", text)


def _with_marks_in_order(text: str) -> str:
    return _MARK_RUN.sub(lambda run: _ordered(run.group()), text)


@lru_cache(maxsize=4096)
def _ordered(marks: str) -> str:
    return "".join(dict.fromkeys(sorted(marks, key=lambda mark: _MARK_ORDER.get(mark, _VOWEL_MARK))))
