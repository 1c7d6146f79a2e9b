"""Headings: by their words and numbers, and by their print where that is known."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.domain.documents import Heading, SourceRef
from assistant.language import fold, squeeze
from ingest.structuring.lines import TextLine, body_size

_NUMBER = r"(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){0,3}\.?|[IVX]{1,4}\.)"
_CHAPTER = re.compile(
    r"(?:บทที่|ตอนที่|chapter|part)\s*(?:[0-9๐-๙]{1,2}|[IVX]{1,4})\b[.:]?\s*(.*)", re.IGNORECASE
)
_CHAPTER_ALONE = re.compile(r"(?:บทที่|chapter)\s*(?:[0-9๐-๙]{1,2}|[IVX]{1,4})\.?", re.IGNORECASE)
_NUMBERED = re.compile(rf"({_NUMBER})\s+(\S.*)")
_SUFFIX = re.compile(r"\s*(?:\(.*\)|[:：.])$")
_LEADERS = re.compile(r"[.…·]{4,}|(?:\. ){4,}|\s[0-9๐-๙]{1,3}$")

_SECTIONS_TH = """
บทคัดย่อ บทคัดย่อภาษาไทย บทคัดย่อภาษาอังกฤษ บทสรุปผู้บริหาร บทสรุปสำหรับผู้บริหาร คำนำ สารบัญ
สารบัญตาราง สารบัญภาพ สารบัญรูป กิตติกรรมประกาศ ประกาศคุณูปการ บทนำ ความเป็นมา
ความเป็นมาและความสำคัญ ความเป็นมาและวัตถุประสงค์ หลักการและเหตุผล ที่มาและความสำคัญ
ที่มาและความสำคัญของปัญหา ความเป็นมาและความสำคัญของปัญหา ความสำคัญและที่มาของงานวิจัย
ความสำคัญและที่มาของปัญหา วัตถุประสงค์ วัตถุประสงค์ของการวิจัย วัตถุประสงค์การวิจัย ขอบเขต
ขอบเขตของการวิจัย ขอบเขตการวิจัย ประโยชน์ที่คาดว่าจะได้รับ ทฤษฎีที่เกี่ยวข้อง
ทฤษฎีและงานวิจัยที่เกี่ยวข้อง เอกสารและงานวิจัยที่เกี่ยวข้อง การทบทวนวรรณกรรม ทบทวนวรรณกรรม
วิธีการ วิธีการวิจัย วิธีดำเนินการ วิธีดำเนินการวิจัย วิธีดำเนินงาน วิธีการทดลอง
ระเบียบวิธีวิจัย วัสดุและวิธีการ วัสดุและวิธีการทดลอง อุปกรณ์และวิธีการ อุปกรณ์และวิธีการทดลอง
วัสดุอุปกรณ์และวิธีการ ผล ผลการวิจัย ผลการทดลอง ผลการศึกษา ผลการดำเนินงาน ผลและวิจารณ์
ผลและอภิปราย ผลการวิจัยและอภิปราย ผลการวิจัยและการอภิปราย ผลการวิจัยและอภิปรายผล
ผลการทดลองและวิจารณ์ ผลการทดลองและอภิปราย ผลการทดลองและวิจารณ์ผล อภิปราย อภิปรายผล วิจารณ์
วิจารณ์ผล สรุป สรุปผล สรุปผลการวิจัย สรุปผลการทดลอง สรุปและข้อเสนอแนะ สรุปผลและข้อเสนอแนะ
สรุปผลการวิจัยและข้อเสนอแนะ ข้อเสนอแนะ เอกสารอ้างอิง บรรณานุกรม ภาคผนวก ประวัติผู้วิจัย
ประวัติผู้เขียน
"""
_SECTIONS_EN = """
abstract|executive summary|summary|acknowledgement|acknowledgements|acknowledgment
acknowledgments|contents|table of contents|list of tables|list of figures|introduction
background|background and rationale|rationale|objective|objectives|scope|literature review
related work|theory|theoretical background|materials and methods|material and methods
methods and materials|methods|method|methodology|experimental|experimental section
experimental procedure|results|result|results and discussion|results and discussions|discussion
discussions|conclusion|conclusions|conclusion and recommendations
conclusions and recommendations|recommendations|limitations|references|bibliography
literature cited|appendix|appendices|nomenclature
"""
_KNOWN_TH = frozenset(_SECTIONS_TH.split())
_KNOWN_EN = frozenset(_SECTIONS_EN.strip().replace("|", "\n").splitlines())
_LONGEST = 140
_LONGEST_NAME = 200


def headings_of(document_id: str, lines: Sequence[TextLine]) -> tuple[Heading, ...]:
    """Return the headings among `lines`, in order; a chapter's number and its title below are one."""
    usual = body_size(lines)
    contents = _lines_of_contents(lines)
    found: list[Heading] = []
    skipped = -1
    for place, line in enumerate(lines):
        if place == skipped or place in contents:
            continue
        level = _level(line, usual)
        if not level or not (_is_named(line) or line.size > 1.03 * usual or _has_text_below(lines, place)):
            continue
        title = [line]
        if (
            _CHAPTER_ALONE.fullmatch(line.text)
            and place + 1 < len(lines)
            and _is_title_below(line, lines[place + 1])
        ):
            title.append(lines[place + 1])
            skipped = place + 1
        found.append(_heading(document_id, title, level))
    return tuple(found)


@lru_cache(maxsize=4096)
def section_name(text: str) -> str:
    """Return the name that a known section goes by, without its number, or an empty string."""
    if len(text) > _LONGEST_NAME:
        return ""
    name = fold(text)
    if chapter := _CHAPTER.fullmatch(name):
        name = chapter[1]
    elif numbered := _NUMBERED.fullmatch(name):
        name = numbered[2]
    name = _SUFFIX.sub("", name).strip()
    return name if name.replace(" ", "") in _KNOWN_TH or name in _KNOWN_EN else ""


def is_chapter(text: str) -> bool:
    """Whether a line numbers a chapter ("บทที่ 1 บทนำ")."""
    return len(text) <= _LONGEST and bool(_CHAPTER.fullmatch(text)) and not _LEADERS.search(text)


def _level(line: TextLine, usual: float) -> int:
    text = line.text
    if len(text) > _LONGEST or _LEADERS.search(text):
        return 0
    if _CHAPTER.fullmatch(text):
        return 1 if _stands_out(line, usual) or not line.size else 0
    known = bool(section_name(text))
    if numbered := _NUMBERED.fullmatch(text):
        deep = numbered[1].strip(".").count(".") + 1
        if (
            _stands_out(line, usual)
            or (known and not line.size)
            or (deep > 1 and not line.size and _is_short(text))
        ):
            return deep
        return 0
    if known:
        return _level_by_print(line, usual) if line.size else 1
    return _level_by_print(line, usual) if _stands_out(line, usual) and _looks_like_a_heading(text) else 0


def _level_by_print(line: TextLine, usual: float) -> int:
    return 1 if line.size >= 1.12 * usual or (section_name(line.text) and line.size >= usual) else 2


def _stands_out(line: TextLine, usual: float) -> bool:
    return line.size > 1.08 * usual or (line.bold and line.size >= 0.9 * usual) if line.size else False


def _is_named(line: TextLine) -> bool:
    return len(line.text) <= _LONGEST_NAME and bool(
        section_name(line.text) or _CHAPTER.fullmatch(line.text) or _NUMBERED.fullmatch(line.text)
    )


def _has_text_below(lines: Sequence[TextLine], place: int) -> bool:
    """Whether running text follows, as it does not below the bold head of a table."""
    following = lines[place + 1 : place + 2]
    return (
        bool(following) and (len(following[0].text) > 60 or _is_named(following[0])) and not following[0].bold
    )


def _is_short(text: str) -> bool:
    return len(text) <= 80 and not text.endswith((".", ";", ",", ":"))


def _looks_like_a_heading(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    if not text[0].isalnum() or text[0].islower() or text.count("(") != text.count(")"):
        return False
    return letters > 2 and letters * 2 > len(text.replace(" ", "")) and not text.endswith((".", ",", ";"))


def _is_title_below(number: TextLine, line: TextLine) -> bool:
    return (
        line.page == number.page
        and line.size == number.size
        and line.bold == number.bold
        and len(line.text) < 80
    )


def _lines_of_contents(lines: Sequence[TextLine]) -> frozenset[int]:
    """The places of lines that list headings with their pages, under "สารบัญ" or "Contents"."""
    pages = {
        line.page
        for line in lines
        if section_name(line.text).startswith(("สารบัญ", "contents", "table of", "list of"))
    }
    return frozenset(
        place for place, line in enumerate(lines) if line.page in pages and re.search(r"[0-9๐-๙]$", line.text)
    )


def _heading(document_id: str, lines: Sequence[TextLine], level: int) -> Heading:
    text = squeeze(" ".join(line.text for line in lines))
    return Heading(text, level, SourceRef(document_id, lines[0].page, lines[0].start, lines[-1].end))
