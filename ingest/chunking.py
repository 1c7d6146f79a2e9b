"""From read documents to passages.

A passage follows the document's structure: it never mixes two sections, is built of whole sentences,
fits the embedding model, and knows the page of each of its characters. Title and section go with it as
context, which is embedded and never quoted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.domain.documents import Heading, Page, ParsedDocument, SourceRef
from assistant.domain.evidence import CONTEXT_JOINT, Chunk, SubjectKind
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.language import detect_language, fold, sentence_spans, words
from assistant.language.code import code_spans
from assistant.orders import order_spans, without_orders
from ingest.personal_data import MARKER, label_start
from ingest.reading.tesseract import EXTRACTOR

CountTokens = Callable[[list[str]], list[int]]

# Long enough to hold a thought with its numbers, short enough that its vector means one thing and its
# best sentence is easily found. docs/benchmarks.md compares sizes.
TARGET_TOKENS = 80
LONGEST_UNIT_CHARACTERS = 500
# Numbers of a table's passages are counted from its row's number, so that rows never share one.
PASSAGES_PER_ROW = 100_000
LONGEST_CONTEXT_PART = 160

# The columns of a register row whose text is searched.
_EXPERT_COLUMNS = ("bio_th", "expertise", "bio_en")
_WORK_COLUMNS = ("title_th", "abstract_th", "title_en", "abstract_en")

# What a cover and its keywords say is context; nobody is convinced by a title quoted as proof.
_LABELS = frozenset({"title_th", "title_en", "author", "organisation", "keyword_th", "keyword_en"})
# What a word that could not be read becomes in a picture's text: a consonant between digits ("0ฝ0").
_MISREAD = re.compile(r"(?<=[0-9])[ก-ฮ](?=[0-9])")
# Sections that name topics and people without dealing with them.
_NOT_SEARCHED_TH = ("เอกสารอ้างอิง", "บรรณานุกรม", "กิตติกรรมประกาศ", "สารบัญ")
_NOT_SEARCHED_EN = ("references", "bibliography", "acknowledg", "table of contents", "contents", "list of ")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence where it stands; `section` is the heading it comes under.

    `is_sound`: what the page says here can be trusted.
    """

    source: SourceRef
    text: str
    section: str
    is_sound: bool
    tokens: int = 0


def chunk_report(document: ParsedDocument, work: Work, count_tokens: CountTokens) -> list[Chunk]:
    """Return the passages of a report, in order. `work` is what they speak of."""
    labels = [fact.source for fact in document.facts if fact.name in _LABELS]
    searched = [unit for unit in _report_units(document) if not _is_not_searched(unit.section)]
    body = [unit for unit in searched if not _overlaps(unit.source, labels)]
    maker = _ChunkMaker(document, "work", work.id)
    # A note of a single line reads like a title, and is all there is to find.
    groups = list(_pack(_counted(body or searched, count_tokens)))
    # Keywords speak of the whole: they go with the opening passage, which is the abstract of most reports.
    keywords = ", ".join(work.keywords)
    return [
        maker.make(
            group, _context(work.title_th, work.title_en, group[0].section, keywords if i == 0 else "")
        )
        for i, group in enumerate(groups)
    ]


def chunk_record(document: ParsedDocument, record: Expert | Work, count_tokens: CountTokens) -> list[Chunk]:
    """Return the passages of one register row: one per language it is written in, more if it is long."""
    page = next(page for page in document.pages if page.number == record.source.page)
    units = _record_units(page, record)
    kind: SubjectKind = "expert" if isinstance(record, Expert) else "work"
    maker = _ChunkMaker(document, kind, record.id, first_ordinal=page.number * PASSAGES_PER_ROW)
    groups = _pack(_counted(units, count_tokens))
    return [maker.make(group, _record_context(record)) for group in groups]


class _ChunkMaker:
    """Numbers the chunks of one document and cuts their text out of its pages."""

    def __init__(
        self, document: ParsedDocument, kind: SubjectKind, subject_id: str, first_ordinal: int = 0
    ) -> None:
        self._document = document
        self._pages = {page.number: page for page in document.pages}
        self._kind = kind
        self._subject_id = subject_id
        self._ordinal = first_ordinal

    def make(self, units: Sequence[_Unit], context: str) -> Chunk:
        sources = tuple(_joined([unit.source for unit in units], self._pages))
        text = " ".join(self._pages[s.page].text[s.start : s.end] for s in sources)
        self._ordinal += 1
        return Chunk(
            id=f"{self._document.id}:{self._ordinal:010d}",
            document_id=self._document.id,
            subject_kind=self._kind,
            subject_id=self._subject_id,
            text=text,
            context=context,
            sources=sources,
            language=detect_language(text),
            quotable=all(unit.is_sound for unit in units),
        )


def _report_units(document: ParsedDocument) -> Iterator[_Unit]:
    headings = sorted(document.headings, key=lambda heading: heading.source)
    section = ""
    for page in document.pages:
        on_page = [heading for heading in headings if heading.source.page == page.number]
        for start, end, heading in _stretches(page, on_page):
            section = heading.text if heading else section
            yield from _sentences(document.id, page, start, end, section)


def _stretches(page: Page, headings: Sequence[Heading]) -> Iterator[tuple[int, int, Heading | None]]:
    """Cut a page at its headings; the text before the first one still belongs to the section above."""
    cuts: list[tuple[int, Heading | None]] = [(0, None)]
    cuts += [(heading.source.end, heading) for heading in headings]
    ends = [heading.source.start for heading in headings] + [len(page.text)]
    for (start, heading), end in zip(cuts, ends, strict=True):
        yield start, max(start, end), heading


def _sentences(document_id: str, page: Page, start: int, end: int, section: str) -> Iterator[_Unit]:
    for free_from, free_to in _about_its_subject(page.text, start, end):
        yield from _free_sentences(document_id, page, free_from, free_to, section)


def _about_its_subject(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of `text` from `start` to `end` that are for readers, and order no program about."""
    stretch = text[start:end]
    free_from = start
    for left_out_from, left_out_to in sorted((*order_spans(stretch), *code_spans(stretch))):
        yield free_from, max(free_from, start + left_out_from)
        free_from = max(free_from, start + left_out_to)
    yield free_from, end


def _free_sentences(document_id: str, page: Page, start: int, end: int, section: str) -> Iterator[_Unit]:
    for first, last in sentence_spans(page.text[start:end]):
        for a, b in _cut_long(page.text, start + first, start + last):
            # What announces a number that was blanked says nothing without it.
            label = label_start(page.text, a, b)
            for begins, ends in ((a, label), (label, b)):
                if text := page.text[begins:ends].rstrip():
                    source = SourceRef(document_id, page.number, begins, begins + len(text))
                    yield _Unit(source, text, section, begins != label and _is_sound(page, text))


def _is_sound(page: Page, sentence: str) -> bool:
    """Whether a page can be trusted in this sentence, and nothing personal stood there.

    A table of codes holds "1ก2" too, but is no picture.
    """
    is_misread = page.extractor == EXTRACTOR and _MISREAD.search(sentence) is not None
    return page.health.is_well and not is_misread and MARKER not in sentence


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what has no sentence boundary for a very long stretch, at word boundaries."""
    if end - start <= LONGEST_UNIT_CHARACTERS:
        yield start, end
        return
    position = start
    for word in words(text[start:end]):
        found = text.find(word, position, end)
        after = max(position, found) + len(word) if found >= 0 else position
        if after - start > LONGEST_UNIT_CHARACTERS and position > start:
            yield start, position
            start = max(position, found)
        position = after
    yield start, end


def _record_units(page: Page, record: Expert | Work) -> list[_Unit]:
    """The cells worth searching, by language, so that a passage is in one language."""
    columns = _EXPERT_COLUMNS if isinstance(record, Expert) else _WORK_COLUMNS
    units: list[_Unit] = []
    for column in columns:
        for start, end in _item_spans(page.text, column, getattr(record, column)):
            language = detect_language(page.text[start:end])
            units += _sentences(record.source.document_id, page, start, end, language)
    return sorted(units, key=lambda unit: (unit.section != "th", unit.source))


def _item_spans(text: str, column: str, value: str | tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a cell's value, or each of its items, stands in a row's text: below its own column's name."""
    items = value if isinstance(value, tuple) else (value,)
    position = f"\n{text}".find(f"\n{column}: ")
    if position < 0:
        return
    position += len(f"{column}: ")
    for item in filter(None, items):
        start = text.find(item, position)
        if start >= 0:
            position = start + len(item)
            yield start, position


def _record_context(record: Expert | Work) -> str:
    if isinstance(record, Expert):
        subjects = ", ".join(record.fields + record.expertise)
        return _context(record.name_th, record.name_en, subjects)
    return _context(record.title_th, record.title_en, ", ".join(record.keywords))


def _counted(units: Sequence[_Unit], count_tokens: CountTokens) -> list[_Unit]:
    counts = count_tokens([unit.text for unit in units]) if units else []
    return [replace(unit, tokens=count) for unit, count in zip(units, counts, strict=True)]


def _pack(units: Iterable[_Unit]) -> Iterator[list[_Unit]]:
    """Group neighbouring sentences of one section up to the target; a page end closes a group half full.

    Sound sentences are kept apart from others, which make a passage that cannot be quoted.
    """
    for _, alike in groupby(units, key=lambda unit: (unit.section, unit.is_sound)):
        group: list[_Unit] = []
        size = 0
        for unit in alike:
            turns_page = bool(group) and group[-1].source.page != unit.source.page
            if group and (size + unit.tokens > TARGET_TOKENS or (turns_page and size > TARGET_TOKENS // 2)):
                yield group
                group, size = [], 0
            group.append(unit)
            size += unit.tokens
        if group:
            yield group


def _joined(sources: Sequence[SourceRef], pages: Mapping[int, Page]) -> list[SourceRef]:
    """Merge neighbours with nothing but white space between them, as sentences of a paragraph are."""
    merged = [sources[0]]
    for source in sources[1:]:
        last = merged[-1]
        gap = pages[last.page].text[last.end : source.start] if last.page == source.page else "page turn"
        if gap.strip():
            merged.append(source)
        else:
            merged[-1] = replace(last, end=max(last.end, source.end))
    return merged


def _context(*parts: str) -> str:
    distinct = dict.fromkeys(without_orders(part)[:LONGEST_CONTEXT_PART].strip() for part in parts if part)
    return CONTEXT_JOINT.join(part for part in distinct if part)


def _overlaps(source: SourceRef, others: Sequence[SourceRef]) -> bool:
    return any(
        source.page == other.page and source.start < other.end and other.start < source.end
        for other in others
    )


def _is_not_searched(section: str) -> bool:
    title = fold(section)
    return any(name in title for name in _NOT_SEARCHED_TH) or title.startswith(_NOT_SEARCHED_EN)
