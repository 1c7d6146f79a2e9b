"""The people a cover names: where the list begins and ends, and where one name ends and the next begins."""

import re
from collections.abc import Iterator, Sequence

from assistant.names import read_name, without_titles
from assistant.names.titles import starts_with_title
from ingest.structuring.lines import THAI_LETTER, TextLine

LABEL = re.compile(
    r"(?:โดย(?!ใช้|วิธี|การ)|คณะผู้วิจัย|คณะวิจัย|คณะผู้จัดทำ|ผู้วิจัยหลัก|ผู้ร่วมวิจัย|ผู้วิจัยร่วม|ผู้วิจัย|นักวิจัยร่วม|นักวิจัย|ผู้เขียน|ผู้แต่ง|ผู้จัดทำ"
    r"|ผู้รับผิดชอบโครงการ|หัวหน้าโครงการวิจัย|หัวหน้าโครงการ|หัวหน้าคณะผู้วิจัย|ผู้อำนวยการแผนงาน|รายนามผู้วิจัย|รายชื่อผู้วิจัย"
    r"|(?i:(?:prepared|written|submitted|compiled)\s+by|by|authors?|researchers?|research\s+team|project\s+leader"
    r"|principal\s+investigators?|co-?investigators?|investigators?|project\s+team)(?![a-z]))"
    r"\s*(?:\([^)]{0,40}\))?\s*[:：]?\s*"
)
_SEPARATOR = re.compile(
    r"\s*[;•·|/]\s*|\s*\n\s*|\s+(?:และ|กับ|and|&)\s+|(?<=[\u0e01-\u0e4e])\s*และ(?=(?:ผศ|รศ|ศ|ดร|อ)\.|นาย|นาง)"
    r"|\s*,\s*(?:และ|and|&)\s+|(?:^|(?<=\s))\(?[0-9๐-๙]{1,2}[.)]\s*"
)
_TITLES = (
    r"(?:ผู้ช่วยศาสตราจารย์|รองศาสตราจารย์|ศาสตราจารย์|ผศ\.|รศ\.|ศ\.|อ\.|ดร\.|อาจารย์|นพ\.|พญ\.|น\.ส\.|นางสาว|นาง|นาย"
    r"|Assoc|Asst|Prof|Dr|Mr|Mrs|Ms|Miss)"
)
_NEXT_TITLE = re.compile(rf"{_TITLES}(?:[\s.]*{_TITLES})*(?![\u0e30-\u0e3a\u0e47-\u0e4e])")
_PARTICLES = frozenset({"de", "la", "van", "von", "der", "den", "bin", "al", "el", "na", "Na"})
_NO_NAME = re.compile(r"[@:=<>{{}}]|https?|www\.|[0-9๐-๙]{3,}")
_LONGEST_NAME = 90
_LONGEST_PIECE = 200
_MARKS = re.compile(r"[\s*†‡§¶,;:0-9๐-๙¹²³⁰-⁹()\[\]]+$|^[\s*†‡§¶,;:\-–•]+|^\(?[0-9๐-๙]{1,2}[.)]\s*")


def people_in(line: TextLine) -> list[TextLine]:
    """Return the names in a line that lists people, as printed, with their titles."""
    names = [name for piece in _pieces(line) for name in _by_comma(piece)]
    bare = (_without_marks(name) for name in names if len(name.text) <= _LONGEST_PIECE)
    return [name for name in bare if name.text and is_name(name.text)]


def is_name(text: str) -> bool:
    """Whether `text` has the shape of one person's name: two or three words besides initials."""
    if len(text) > _LONGEST_NAME or _NO_NAME.search(text):
        return False
    bare = without_titles(text)
    words = bare.replace(",", " ").split()
    if len(words) < 2 or not read_name(text):
        return False
    if THAI_LETTER.search(bare):
        return len(words) <= 3 and all(len(word) <= 25 for word in words)
    written_out = [word for word in words if len(word.strip(".")) > 1 and word not in _PARTICLES]
    if not all(word[0].isupper() for word in written_out):
        return False
    return len(written_out) <= (2 if len(words[0].strip(".")) == 1 else 3)


def _pieces(line: TextLine) -> Iterator[TextLine]:
    for piece in _between(line, _SEPARATOR.finditer(line.text)):
        yield from _before_titles(piece)


def _between(line: TextLine, separators: Iterator[re.Match[str]]) -> Iterator[TextLine]:
    start = 0
    for separator in separators:
        if separator.end() > separator.start():
            yield line.part(start, separator.start())
            start = separator.end()
    yield line.part(start, len(line.text))


def _before_titles(piece: TextLine) -> Iterator[TextLine]:
    """Cut before each title that stands after a whole name ("... ใจดีผศ.ดร.สม ...", lines run together)."""
    start = 0
    for title in _NEXT_TITLE.finditer(piece.text):
        if title.start() > start and _is_whole(
            piece.text[start : title.start()], piece.text[title.start() :]
        ):
            yield piece.part(start, title.start())
            start = title.start()
    yield piece.part(start, len(piece.text))


def _is_whole(before: str, after: str) -> bool:
    if before.rstrip().endswith(",") or not starts_with_title(after):
        return False
    return len(without_titles(before).replace(",", " ").split()) >= 2


def _by_comma(piece: TextLine) -> Iterator[TextLine]:
    """Cut at commas, but keep "Srisuk, Somchai" and "ใจดี สมหญิง, ผศ.ดร." whole."""
    parts = list(_between(piece, re.finditer(r"\s*,\s*", piece.text)))
    held: list[TextLine] = []
    for place, part in enumerate(parts):
        held.append(part)
        if not _waits_for_more(held, parts[place + 1 : place + 2]):
            yield _whole(piece, held)
            held = []
    if held:
        yield _whole(piece, held)


def _waits_for_more(held: Sequence[TextLine], below: Sequence[TextLine]) -> bool:
    following = below[0].text if below else ""
    if following and not without_titles(following):
        return True
    return len(held) == 1 and bool(following) and len(without_titles(held[0].text).split()) == 1


def _whole(piece: TextLine, held: Sequence[TextLine]) -> TextLine:
    return piece.part(held[0].start - piece.start, held[-1].end - piece.start)


def _without_marks(name: TextLine) -> TextLine:
    """The name without footnote marks, numbers and bullets around it."""
    text = name.text
    while (match := _MARKS.search(text)) and match.group():
        start, end = match.span()
        name = name.part(0, start) if end == len(text) else name.part(end, len(text))
        if name.text == text:
            break
        text = name.text
    return name
