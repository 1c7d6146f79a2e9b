"""Reads reports written as DOCX, Markdown or plain text."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from assistant.domain.documents import Heading, Page, ParsedDocument, SourceRef
from assistant.language import normalise, squeeze
from ingest.personal_data import redact
from ingest.reading.decoding import decode
from ingest.reading.identity import document_id
from ingest.reading.markdown_blocks import markdown_blocks
from ingest.reading.office_archive import BROKEN_OFFICE, archive_fault
from ingest.reading.raw_tables import Problems
from ingest.reading.result import ReadResult
from ingest.reading.settings import ReadingSettings
from ingest.reading.text_blocks import Block, plain_blocks
from ingest.structure import recognise
from ingest.text_health import assess

# Some thousand pages; more would take longer than a file may.
_MAX_CHARACTERS = 3_000_000


def read_docx(content: bytes, *, file: str, settings: ReadingSettings) -> ReadResult:
    """Return the report in a DOCX file (at most one) and what went wrong; `file` names it in problems.

    Pages turn at the breaks that the file holds; a file without any is one page.
    """
    problems = Problems(file)
    if fault := archive_fault(content, settings):
        problems.add("error", fault, limit=settings.max_file_mb)
        return ReadResult(problems=problems.all())
    # Only here: the library takes longer to load than a text file to read.
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    from ingest.reading.docx_blocks import docx_blocks

    try:
        blocks = list(docx_blocks(docx.Document(io.BytesIO(content))))
    except (*BROKEN_OFFICE, PackageNotFoundError):
        problems.add("error", "damaged_office_file")
        return ReadResult(problems=problems.all())
    return _report(content, blocks, "python-docx", settings, problems)


def read_text(content: bytes, *, file: str, settings: ReadingSettings) -> ReadResult:
    """Return the report in a Markdown (by its name) or plain text file; a form feed turns the page.

    Markdown loses its markup, so that a quote reads as the page does.
    """
    problems = Problems(file)
    text, broken = decode(content)
    if broken:
        problems.add("warning", "broken_characters", count=broken)
    is_markdown = PurePosixPath(file).suffix.lower() in (".md", ".markdown")
    blocks = (markdown_blocks if is_markdown else plain_blocks)(text)
    return _report(content, blocks, "markdown" if is_markdown else "text", settings, problems)


def _report(
    content: bytes, blocks: Iterable[Block], extractor: str, settings: ReadingSettings, problems: Problems
) -> ReadResult:
    identity = document_id(content)
    printed = _pages(_limited(blocks, problems))
    if len(printed) > settings.max_pages:
        problems.add("warning", "too_many_pages", read=settings.max_pages, count=len(printed))
    counts: Counter[str] = Counter()
    pages: list[Page] = []
    headings: list[Heading] = []
    for number, lines in enumerate(printed[: settings.max_pages], start=1):
        page = _page(number, lines, extractor, counts)
        pages.append(page)
        headings += _headings(identity, page, lines)
    if not any(page.text for page in pages):
        problems.add("error", "no_text")
        return ReadResult(problems=problems.all())
    document = ParsedDocument(
        identity, problems.file, "report", tuple(pages), headings=tuple(headings), redactions=dict(counts)
    )
    recognised, missing = recognise(document)
    return ReadResult((recognised,), problems=(*problems.all(), *missing))


def _limited(blocks: Iterable[Block], problems: Problems) -> Iterator[Block]:
    room = _MAX_CHARACTERS
    for block in blocks:
        if len(block.text) > room:
            problems.add("warning", "too_much_text", limit=_MAX_CHARACTERS)
            yield replace(block, text=block.text[:room])
            return
        room -= len(block.text)
        yield block


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    level: int


def _pages(blocks: Iterable[Block]) -> list[list[_Line]]:
    """The lines of each page. Breaks that follow one another turn one page: Word notes them twice."""
    pages: list[list[_Line]] = [[]]
    for block in blocks:
        if block.starts_page and pages[-1]:
            pages.append([])
        for part in normalise(block.text).split("\n"):
            if text := squeeze(part):
                pages[-1].append(_Line(text, block.level))
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def _page(number: int, lines: Sequence[_Line], extractor: str, counts: Counter[str]) -> Page:
    text, blanked = redact("\n".join(line.text for line in lines))
    counts.update(blanked)
    return Page(number, text, assess(text), extractor)


def _headings(identity: str, page: Page, lines: Sequence[_Line]) -> Iterator[Heading]:
    start = 0
    for line, text in zip(lines, page.text.split("\n"), strict=False):
        if line.level:
            yield Heading(text, line.level, SourceRef(identity, page.number, start, start + len(text)))
        start += len(text) + 1
