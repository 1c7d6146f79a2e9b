"""What stands before the first section: titles, people, organisation and year."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.names.titles import starts_with_title
from ingest.structuring.headings import is_chapter, section_name
from ingest.structuring.lines import TextLine, is_thai
from ingest.structuring.people import LABEL, is_name, people_in
from ingest.structuring.years import year_ending, year_on

_COVER_PAGES = 3
_COVER_LINES = 60
# More than any title or list of people: what a longer line says beyond is not looked at.
_LONGEST_LINE = 1000
_LONGEST_TITLE = 500
_TITLE_LINES = 6

_KICKER = re.compile(
    r"(?:\(?ร่าง\)?\s*)?(?:รายงาน|โครงการวิจัย|งานวิจัย|วิทยานิพนธ์|บทความวิจัย|เอกสารวิชาการ|ปริญญานิพนธ์|การค้นคว้าอิสระ)"
    r"(?:\s|ผล|การ|วิจัย|ฉบับ|สมบูรณ์|โครงการ|ความก้าวหน้า|สรุป|ประจำปี|ชุด|แผนงาน|วิชาการ|เรื่อง|ร่าง|[0-9๐-๙()])*[:：]?"
    r"|(?:draft\s+)?(?:final|research|technical|project|annual|progress|completion|full|completed)(?:\s+(?:final|research"
    r"|technical|project|progress))*\s+(?:report|paper)s?(?:\s+(?:no\.?|series)?\s*[\d/-]*)?|thesis|dissertation|report"
    r"|research\s+article|original\s+article|article|(?:a\s+)?(?:thesis|dissertation)\s+submitted.*",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(
    r"(?:(?:โครงการวิจัย|งานวิจัย|รายงาน(?:การ)?วิจัย|วิทยานิพนธ์)?\s*เรื่อง|ชื่อ(?:โครงการ|เรื่อง|ผลงาน|งาน)(?:วิจัย)?"
    r"|(?i:(?:project|report|thesis|research)\s+title|title))\s*(?:[(（][^)）]{0,30}[)）])?\s*[:：]?\s*(?=\s|$|[ก-ฮเ-ไ:]|(?<=[:：\s)])\S)"
)
# Behind these a title may be short.
_ENDS_LABEL = re.compile(r"[:：]\s*$|เรื่อง\s+$")
_NOISE = re.compile(
    r"รหัสโครงการ|รหัส\s|เลขที่สัญญา|สัญญา|ISBN|ISSN|DOI\b|เสนอต่อ|^เสนอ|ได้รับทุน|ได้รับการสนับสนุน|สนับสนุน(?:ทุน|การวิจัย|โดย|งบ)"
    r"|ทุนอุดหนุน|^(?:funded|supported|sponsored|submitted\s+to|presented\s+to|grant|contract|project\s+(?:code|no))"
    r"|www\.|https?:|@|เวอร์ชัน|\bversion\b|^เล่มที่|^ฉบับที่|สมมติเพื่อการสาธิต|ลิขสิทธิ์|copyright|all rights",
    re.IGNORECASE,
)
_ORGANISATION_TH = (
    r"(?:คณะ(?!ผู้|วิจัย|ทำงาน|กรรมการ)|ภาควิชา|สาขาวิชา|สาขา(?=[ก-ฮ])|สำนักวิชา|สำนักงาน|สำนัก(?=[ก-ฮ])|สถาบัน|ศูนย์|มหาวิทยาลัย|จุฬาลงกรณ์"
    r"|วิทยาลัย|อุทยานวิทยาศาสตร์|ห้องปฏิบัติการ|หน่วยวิจัย|กรม(?=[ก-ฮ])|โรงพยาบาล|กลุ่มวิจัย)"
)
_ORGANISATION_EN = (
    r"\b(?:Department|Faculty|School|Institute|College|Division|Cent(?:er|re)|Laborator(?:y|ies)|Office|Academy|Agency"
    r"|Graduate\s+School|University|King\s+Mongkut|Prince(?:ss)?\s+of|[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3}\s+(?:University|Institute))\b"
)
_ORGANISATION = re.compile(rf"{_ORGANISATION_TH}|{_ORGANISATION_EN}")
_ORGANISATION_LABEL = re.compile(
    r"(?:หน่วยงาน(?:ต้นสังกัด|ที่สังกัด|เจ้าของโครงการ)?|สังกัด|สถาบัน|(?i:organi[sz]ation|affiliation|institution))\s*[:：]\s*"
)
_STARTS_ORGANISATION = re.compile(
    rf"{_ORGANISATION_TH}|{_ORGANISATION_EN}"
    r"|(?:[A-Z][\w'.-]*\s+){1,6}(?:University|Institute|College|Centre|Center|Laboratory|Park)\b"
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover says; each title and the organisation as the lines it is printed on."""

    titles: tuple[tuple[TextLine, ...], ...] = ()
    people: tuple[TextLine, ...] = ()
    organisation: tuple[TextLine, ...] = ()
    year: tuple[TextLine, int] | None = None


def read_cover(lines: Sequence[TextLine]) -> Cover:
    """Return what stands before the first section of a document; empty parts are what it does not say."""
    cover = cover_lines(lines)
    titles = _titles(cover)
    used = {line for title in titles for line in title}
    rest = [line for line in cover if line not in used]
    below = _below(cover, titles)
    people = _people(below) or _people([line for line in rest if line.page == cover[0].page])
    return Cover(
        titles=tuple(titles),
        people=tuple(people),
        organisation=tuple(_organisation(below) or _organisation(rest)),
        year=year_on(rest) or _year_beside_organisation(rest),
    )


def cover_lines(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines before the first section, at most those of the first pages."""
    cover: list[TextLine] = []
    for line in lines[:_COVER_LINES]:
        if section_name(line.text) or is_chapter(line.text) or is_inline_abstract(line.text):
            return cover
        if line.page > _COVER_PAGES:
            break
        cover.append(line.part(0, _LONGEST_LINE))
    first_page = cover[0].page if cover else 0
    return [line for line in cover if line.page == first_page]


def is_inline_abstract(text: str) -> bool:
    """Whether a line begins with the word and goes on with the text of an abstract."""
    return bool(re.match(r"(?:บทคัดย่อ|abstract|summary)\s*[:：.—–-]", text, re.IGNORECASE))


# Titles


def _titles(cover: Sequence[TextLine]) -> list[tuple[TextLine, ...]]:
    """One or two titles, the second in the other language and right below the first."""
    labelled = _labelled_titles(cover)
    if labelled:
        return labelled
    candidates = [line for line in cover if _may_be_title(line)]
    candidates = [line for line in candidates if line.size or _is_short_phrase(line.text)]
    if not candidates:
        return []
    largest = max(line.size for line in candidates)
    start = cover.index(next(line for line in candidates if line.size >= 0.98 * largest))
    return _with_other_language(cover, start, cover[start])


def _labelled_titles(cover: Sequence[TextLine]) -> list[tuple[TextLine, ...]]:
    found: list[tuple[TextLine, ...]] = []
    for place, line in enumerate(cover):
        label = _TITLE_LABEL.match(line.text)
        if not label:
            continue
        inline = line.part(label.end(), len(line.text))
        is_told = _ENDS_LABEL.search(label.group())
        if inline.text and (is_told or _is_long(inline.text)):
            title, *below = _with_other_language(cover, place, inline)
            found += [title, *(other for other in below if _is_unlabelled_title(other[0]))]
        elif not inline.text and place + 1 < len(cover) and _may_be_title(cover[place + 1]):
            found += _with_other_language(cover, place + 1, cover[place + 1])
        if found and (len(found) > 1 or not inline.text):
            break
    return found[:2]


def _is_unlabelled_title(line: TextLine) -> bool:
    return _is_long(line.text) and not _TITLE_LABEL.match(line.text)


def _with_other_language(
    cover: Sequence[TextLine], start: int, first: TextLine
) -> list[tuple[TextLine, ...]]:
    """The title that begins with `first` on the line at `start`, and the one right below it, if any."""
    if halves := _two_languages(first):
        return [(halves[0],), (halves[1],)]
    title = (first, *_continuation(cover, start, first))
    after = start + len(title)
    if after >= len(cover):
        return [title]
    second = cover[after]
    if (halves := _two_languages(second)) and is_thai(halves[0].text) == is_thai(first.text):
        title, second = (*title, halves[0]), halves[1]
    if is_thai(second.text) == is_thai(first.text) or not _may_be_title(second) or is_name(second.text):
        return [title]
    return [title, (second, *_continuation(cover, after, second))]


def _continuation(cover: Sequence[TextLine], place: int, first: TextLine) -> list[TextLine]:
    """The lines below on which the title that begins with `first` goes on: same language, same print."""
    found: list[TextLine] = []
    for line in cover[place + 1 : place + _TITLE_LINES]:
        same_print = abs(line.size - first.size) < 0.5 and line.bold == first.bold
        if line.page != first.page or not same_print or is_thai(line.text) != is_thai(first.text):
            break
        if not _may_be_title(line, certain_print=bool(line.size)):
            break
        found.append(line)
    return found


def _may_be_title(line: TextLine, *, certain_print: bool = False) -> bool:
    """Whether a line may be (part of) a title. Where the print says so, it may look like a name."""
    text = line.text
    letters = sum(character.isalpha() for character in text)
    if letters < 6 or len(text) > _LONGEST_TITLE or _KICKER.fullmatch(text) or _NOISE.search(text):
        return False
    if _ORGANISATION_LABEL.match(text) or (_STARTS_ORGANISATION.match(text) and not line.bold):
        return False
    label = LABEL.match(text)
    if label and (label.end() == len(text) or people_in(line.part(label.end(), len(text)))):
        return False
    if people_in(line) and not _is_long(text) and not (certain_print and not starts_with_title(text)):
        return False
    return not year_on([line])


def _is_short_phrase(text: str) -> bool:
    """What a title is where nothing is known of the print: no running text."""
    return len(text) <= 250 and not text.endswith((".", ",", ";", ":"))


def _is_long(text: str) -> bool:
    return len(text) > (25 if is_thai(text) else 40)


def _two_languages(line: TextLine) -> tuple[TextLine, TextLine] | None:
    """Cut a line that holds an English title and then a Thai one, or the other way round."""
    match = re.fullmatch(r"([^\u0e00-\u0e7f]{25,}?)\s*([\u0e01-\u0e4e].{15,})", line.text)
    if match and len(re.findall(r"[A-Za-z]{4,}", match[2])) <= 1 and len(match[1].split()) >= 4:
        return line.part(match.start(1), match.end(1)), line.part(match.start(2), match.end(2))
    match = re.fullmatch(r"(.{15,}[\u0e01-\u0e4e])\s+([^\u0e00-\u0e7f]{25,})", line.text)
    if match and len(match[2].split()) >= 4:
        return line.part(match.start(1), match.end(1)), line.part(match.start(2), match.end(2))
    return None


def _below(cover: Sequence[TextLine], titles: Sequence[tuple[TextLine, ...]]) -> list[TextLine]:
    if not titles:
        return list(cover)
    last = titles[-1][-1]
    return [line for line in cover if line.page == last.page and line.start > last.start]


# People


def _people(lines: Sequence[TextLine]) -> list[TextLine]:
    """The names after a label ("by", "ผู้วิจัย"), those with titles, else those right above the organisation."""
    found: list[TextLine] = []
    in_list = False
    for line in lines:
        if _NOISE.search(line.text):
            in_list = False
            continue
        unlabelled = _label_off(line)
        listed = _before_organisation(unlabelled)
        names = people_in(listed)
        if unlabelled != line:
            in_list = bool(names) or not unlabelled.text
        found += [name for name in names if in_list or starts_with_title(name.text)]
        in_list = in_list and listed == unlabelled
    return _once(found or _names_above_organisation(lines))


def _before_organisation(line: TextLine) -> TextLine:
    """The part of a line before an organisation or a year that ran together with the names."""
    ends = [match.start() for match in (_ORGANISATION.search(line.text),) if match]
    if year := year_on([line]):
        ends.append(year[0].start - line.start)
    return line.part(0, min(ends)) if ends else line


def _names_above_organisation(lines: Sequence[TextLine]) -> list[TextLine]:
    names: list[TextLine] = []
    for line in lines:
        if names and (_ORGANISATION.search(line.text) or year_on([line])):
            return names
        listed = people_in(line)
        if not listed:
            return []
        names += listed
    return []


def _once(names: Iterable[TextLine]) -> list[TextLine]:
    return list({name.text: name for name in reversed(list(names))}.values())[::-1]


# Organisation


def _organisation(lines: Sequence[TextLine]) -> list[TextLine]:
    """The first organisation, with the lines right below that go on with it."""
    for place, line in enumerate(lines):
        start = _organisation_start(line)
        if start is None or start == len(line.text):
            continue
        found = [_until_year(line.part(start, len(line.text)))]
        for below in lines[place + 1 : place + 3]:
            if below.page != line.page or not _STARTS_ORGANISATION.match(below.text) or year_on([below]):
                break
            found.append(_until_year(below))
        return found
    return []


def _organisation_start(line: TextLine) -> int | None:
    if _NOISE.search(line.text) or _KICKER.fullmatch(line.text):
        return None
    if label := _ORGANISATION_LABEL.match(line.text):
        return label.end()
    if _STARTS_ORGANISATION.match(line.text):
        return 0
    match = _ORGANISATION.search(line.text)
    return match.start() if match and people_in(_label_off(line.part(0, match.start()))) else None


def _label_off(line: TextLine) -> TextLine:
    label = LABEL.match(line.text)
    return line.part(label.end(), len(line.text)) if label else line


def _until_year(line: TextLine) -> TextLine:
    year = year_on([line]) or year_ending(line)
    return line.part(0, len(line.text[: year[0].start - line.start].rstrip(" ,("))) if year else line


def _year_beside_organisation(lines: Iterable[TextLine]) -> tuple[TextLine, int] | None:
    """The year in "Chiang Mai University, 2023"."""
    named = (year_ending(line) for line in lines if _organisation_start(line) is not None)
    return next(filter(None, named), None)
