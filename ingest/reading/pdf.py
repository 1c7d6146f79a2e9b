"""Reads a PDF: page by page, by whichever extractor reads it best."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from assistant.domain.documents import Page, ParsedDocument, TextHealth
from assistant.domain.problems import WHOLE_FILE, Place, Problem, Severity
from assistant.language import normalise, squeeze
from ingest.personal_data import redact
from ingest.reading import pdf_text
from ingest.reading.furniture import without_furniture
from ingest.reading.identity import document_id
from ingest.reading.layout import MARK, Line
from ingest.reading.ocr import Pictures, read_pictures
from ingest.reading.paragraphs import Paragraph, paragraphs_of, right_margin, words_of
from ingest.reading.pdf_fonts import with_corrected_fonts
from ingest.reading.pdf_text import PdfFrame
from ingest.reading.result import ReadResult
from ingest.reading.settings import ReadingSettings
from ingest.reading.tesseract import EXTRACTOR, find_tesseract
from ingest.structure import recognise
from ingest.text_health import assess
from ingest.thai_repair import repair, repair_document, without_gaps_in_words

# Shares of the time for one file after which no further page, no further picture is begun.
_TEXT_SHARE = 0.5
_OCR_SHARE = 0.8
# More than any report holds: about 10,000 dense pages.
_MAX_CHARACTERS = 30_000_000

# The first reading knows where its lines stood: another must be healthier by this much.
_CLEARLY_BETTER = 0.01
_MORE_MARKS = 1.03
# Where marks are drawn apart some may be lost; until one is, only every so many pages are checked.
_PAGES_PER_DOUBT = 10


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of a page's clean text (a paragraph, a heading, a table row) and how it was printed.

    `page.text[start:end] == text` on page `page` (from 1). `size` is points.
    """

    text: str
    size: float
    bold: bool
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PdfText:
    """All that reading a PDF gives; `pages` is empty when nothing could be read."""

    pages: tuple[Page, ...] = ()
    lines: tuple[PrintedLine, ...] = ()
    redactions: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page on its way: its printed lines, who read them, and how sound they are as printed."""

    lines: Sequence[Line]
    extractor: str
    health: TextHealth

    @property
    def text(self) -> str:
        return _text(self.lines)


def read_pdf(content: bytes, *, file: str, settings: ReadingSettings) -> ReadResult:
    """Return the document in `content` (at most one) and what went wrong; `file` names it in problems."""
    text = read_pdf_text(content, file=file, settings=settings)
    if not text.pages:
        return ReadResult(problems=text.problems)
    document = ParsedDocument(
        id=document_id(content), file=file, kind="report", pages=text.pages, redactions=text.redactions
    )
    recognised, missing = recognise(document, text.lines)
    return ReadResult(documents=(recognised,), problems=(*text.problems, *missing))


def read_pdf_text(content: bytes, *, file: str, settings: ReadingSettings) -> PdfText:
    """Return the clean pages of the PDF in `content`, how they were printed, and what went wrong."""
    started = time.monotonic()
    reader, frame = pdf_text.open_frame(content)
    if frame.locked:
        return PdfText(problems=(_problem("error", "encrypted", file),))
    corrected = None if reader is None else with_corrected_fonts(content, reader)
    document = pdf_text.open_oxide(corrected or content)
    second = pdf_text.SecondReader(corrected or content)
    page_count = frame.page_count or pdf_text.oxide_page_count(document)
    if page_count == 0:
        return PdfText(problems=(_problem("error", "damaged_pdf", file),))
    wanted = min(page_count, settings.max_pages)
    drafts, stopped_by = _drafts(document, second, wanted, started + _TEXT_SHARE * settings.file_timeout_s)
    reason = stopped_by or ("too_many_pages" if page_count > wanted else "")
    left_out = [_problem("warning", reason, file, read=len(drafts), count=page_count)] if reason else []
    drafts, problems = _with_pictures_read(
        drafts, content, file, settings, started + _OCR_SHARE * settings.file_timeout_s
    )
    return _finished(drafts, frame, file, [*left_out, *problems])


def _drafts(
    document: pdf_text.OxideDocument | None, second: pdf_text.SecondReader, count: int, deadline: float
) -> tuple[list[_Draft], str]:
    """Return the first `count` pages, and the name of the problem that stopped it before, or nothing."""
    drafts: list[_Draft] = []
    characters = trusted = 0
    loses_marks = False
    for index in range(count):
        if characters > _MAX_CHARACTERS:
            return drafts, "too_much_text"
        if time.monotonic() > deadline:
            return drafts, "too_slow"
        page = pdf_text.oxide_page(document, index)
        draft = _draft(page, second, index, doubt_marks=loses_marks or trusted % _PAGES_PER_DOUBT == 0)
        trusted += page.marks_apart
        loses_marks = loses_marks or (page.marks_apart and draft.extractor == "pypdf")
        drafts.append(draft)
        characters += len(draft.text)
    return drafts, ""


def _draft(
    page: pdf_text.OxidePage, second: pdf_text.SecondReader, index: int, *, doubt_marks: bool
) -> _Draft:
    """Return page `index` (from 0) as the extractor read it that read it better."""
    first = _judged(page.lines, "pdf_oxide")
    if first.lines and first.health.is_well:
        if not (page.marks_apart and doubt_marks):
            return first
        again = _judged(second.lines(index), "pypdf")
        return again if _lost_marks(first, again) else first
    again = _judged(second.lines(index), "pypdf")
    return again if _is_better(again, first) else first


def _lost_marks(first: _Draft, second: _Draft) -> bool:
    """Whether the first reading lacks marks that the second has: words without them can look sound."""
    return second.health.is_well and _marks(second) > _MORE_MARKS * _marks(first)


def _marks(draft: _Draft) -> int:
    return len(MARK.findall(repair(draft.text)))


def _is_better(second: _Draft, first: _Draft) -> bool:
    if not (first.lines and second.lines):
        return bool(second.lines)
    return second.health.score > first.health.score + _CLEARLY_BETTER


def _judged(lines: Sequence[Line], extractor: str) -> _Draft:
    text = _text(lines)
    health = assess(text)
    # Faults that repair undoes are no reason to prefer another reading.
    return _Draft(lines, extractor, health if health.is_well else assess(repair(text)))


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _with_pictures_read(
    drafts: list[_Draft], content: bytes, file: str, settings: ReadingSettings, deadline: float
) -> tuple[list[_Draft], list[Problem]]:
    """Return the drafts, those of pictures and of damaged text read by OCR where that reads them better."""
    unread = [index for index, draft in enumerate(drafts) if not (draft.lines and draft.health.is_well)]
    if not unread:
        return drafts, []
    with closing(Pictures(content)) as pictures:
        scanned = [index for index in unread if not drafts[index].lines and pictures.shows_something(index)]
        damaged = [index for index in unread if drafts[index].lines]
        tesseract = find_tesseract() if settings.ocr == "auto" else None
        if tesseract is None:
            name = "scanned_pages" if settings.ocr == "auto" else "scanned_pages_off"
            return drafts, _page_problems("warning", name, file, scanned)
        read = read_pictures(tesseract, pictures, [*scanned, *damaged], deadline)
    return _better(drafts, read), _ocr_problems(file, scanned, damaged, read)


def _better(drafts: Sequence[_Draft], read: Mapping[int, Sequence[Line]]) -> list[_Draft]:
    better = list(drafts)
    for index, lines in read.items():
        again = _judged(lines, EXTRACTOR)
        if _is_better(again, drafts[index]):
            better[index] = again
    return better


def _ocr_problems(
    file: str, scanned: Sequence[int], damaged: Sequence[int], read: Mapping[int, Sequence[Line]]
) -> list[Problem]:
    return [
        *_page_problems("notice", "ocr_pages", file, [index for index in scanned if read.get(index)]),
        *_page_problems("warning", "ocr_failed", file, [i for i in scanned if i in read and not read[i]]),
        *_page_problems(
            "warning", "ocr_unfinished", file, [i for i in [*scanned, *damaged] if i not in read]
        ),
    ]


def _finished(drafts: Sequence[_Draft], frame: PdfFrame, file: str, problems: Sequence[Problem]) -> PdfText:
    """Return the drafts as clean text: without furniture, in paragraphs, repaired, personal data blanked."""
    bodies = without_furniture([draft.lines for draft in drafts])
    margin, words = right_margin(bodies), words_of(bodies)
    printed = [paragraphs_of(body, margin, words) for body in bodies]
    repaired = repair_document(["\n".join(paragraph.text for paragraph in page) for page in printed])
    cleaned = [
        redact(without_gaps_in_words(text) if draft.extractor == EXTRACTOR else text)
        for draft, text in zip(drafts, repaired, strict=True)
    ]
    if not any(text.strip() for text, _ in cleaned):
        return PdfText(problems=(*problems, _problem("error", "no_text", file)))
    labels = [redact(squeeze(normalise(label))) for label in frame.labels[: len(drafts)]]
    labels += [("", {})] * (len(drafts) - len(labels))
    pages = tuple(
        Page(number, text, assess(text), draft.extractor, label)
        for number, (draft, (text, _), (label, _)) in enumerate(
            zip(drafts, cleaned, labels, strict=True), start=1
        )
    )
    lines = (
        line
        for page, paragraphs in zip(pages, printed, strict=True)
        for line in _printed_lines(page, paragraphs)
    )
    redactions: Counter[str] = Counter()
    for _, blanked in (*cleaned, *labels):
        redactions.update(blanked)
    unwell = [page.number - 1 for page in pages if not page.health.is_well]
    found = (*problems, *_page_problems("warning", "unwell_pages", file, unwell))
    return PdfText(pages, tuple(lines), dict(redactions), found)


def _printed_lines(page: Page, paragraphs: Sequence[Paragraph]) -> Iterator[PrintedLine]:
    start = 0
    for paragraph, text in zip(paragraphs, page.text.split("\n") if paragraphs else (), strict=True):
        yield PrintedLine(text, paragraph.size, paragraph.bold, page.number, start, start + len(text))
        start += len(text) + 1


def _page_problems(severity: Severity, name: str, file: str, indexes: Sequence[int]) -> list[Problem]:
    """Return one problem for all pages at `indexes` (from 0), or none where there are no pages."""
    if not indexes:
        return []
    pages = page_ranges(index + 1 for index in indexes)
    return [_problem(severity, name, file, Place("page", pages), count=len(indexes), pages=pages)]


def page_ranges(numbers: Iterable[int]) -> str:
    """Return page numbers as they are printed in an index: "1, 3-5, 9"."""
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    return ", ".join("-".join(map(str, ends)) for ends in ranges)


def _problem(
    severity: Severity, name: str, file: str, place: Place = WHOLE_FILE, **variables: object
) -> Problem:
    return Problem(
        severity, f"reading.{name}", file, place, tuple((key, str(value)) for key, value in variables.items())
    )
