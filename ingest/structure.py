"""Recognises the parts of a report: titles, people, organisation, year, abstracts, keywords, headings.

Print sizes are used where the reader gives them, words and numbers otherwise. What is not surely there is
left out: a missing title costs a search result its label, a wrong one misleads.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain.documents import Fact, FactName, Heading, ParsedDocument, SourceRef
from assistant.domain.problems import Problem
from assistant.domain.works import Work
from assistant.institutions import centre_named, region_of_organisation
from assistant.orders import order_spans
from ingest.structuring.abstracts import Abstract, abstracts_of, keywords_of
from ingest.structuring.cover import Cover, cover_lines, read_cover
from ingest.structuring.headings import headings_of
from ingest.structuring.lines import PrintedLine, TextLine, fact, is_thai, lines_of, pages_of

_LONGEST_SUBSTITUTE = 200

# What a report should say, as an officer calls it, and the facts that say it.
_EXPECTED: tuple[tuple[str, tuple[FactName, ...]], ...] = (
    ("ชื่อเรื่อง/title", ("title_th", "title_en")),
    ("ผู้วิจัย/people", ("author",)),
    ("หน่วยงาน/organisation", ("organisation",)),
    ("ปี/year", ("year",)),
    ("บทคัดย่อ/abstract", ("abstract_th", "abstract_en")),
    ("คำสำคัญ/keywords", ("keyword_th", "keyword_en")),
)


def recognise(
    document: ParsedDocument, lines: Sequence[PrintedLine] = ()
) -> tuple[ParsedDocument, tuple[Problem, ...]]:
    """Return `document` with its facts and headings, and one notice naming what was not found, if anything.

    `lines` say how the document is printed, as far as its reader knows. The spans of facts and headings
    are places in the page text. Headings that the reader has given are kept, but for the title itself;
    others are looked for below the cover.
    """
    text = [line for line in lines_of(document, lines) if not order_spans(line.text)]
    cover = read_cover(text)
    headings = _without_titles(document.headings, cover) or _below_cover(headings_of(document.id, text), text)
    facts = tuple(_facts(document.id, text, cover, headings))
    recognised = replace(document, facts=facts, headings=headings)
    missing = [name for name, wanted in _EXPECTED if not any(each.name in wanted for each in facts)]
    if not missing:
        return recognised, ()
    problem = Problem(
        "notice", "structure.not_found", document.file, variables=(("missing", ", ".join(missing)),)
    )
    return recognised, (problem,)


def report_work(document: ParsedDocument) -> Work:
    """Return the work that a recognised report speaks of. It always has a title."""
    title = next((each for each in document.facts if each.name in ("title_th", "title_en")), None)
    source = (
        title.source
        if title
        else SourceRef(document.id, document.pages[0].number if document.pages else 1, 0, 0)
    )
    title_th, title_en = document.value("title_th"), document.value("title_en")
    if not title:
        title_th, title_en = _substitute_title(document)
    organisation = document.value("organisation")
    year = document.value("year")
    return Work(
        id="report-" + document.id.removeprefix("doc-"),
        kind="report",
        title_th=title_th,
        title_en=title_en,
        source=source,
        abstract_th=" ".join(document.values("abstract_th")),
        abstract_en=" ".join(document.values("abstract_en")),
        year=int(year) if year else None,
        people=document.values("author"),
        organisation=organisation,
        centre=centre_named(organisation),
        keywords=document.values("keyword_th") + document.values("keyword_en"),
        region=region_of_organisation(organisation) if organisation else None,
    )


def _facts(
    document_id: str, lines: Sequence[TextLine], cover: Cover, headings: Sequence[Heading]
) -> Iterator[Fact]:
    yield from _cover_facts(document_id, cover)
    starts = {(heading.source.page, heading.source.start) for heading in headings}
    heading_lines = frozenset(line for line in lines if (line.page, line.start) in starts)
    for abstract in abstracts_of(lines, heading_lines):
        yield from _abstract_facts(document_id, abstract)
    for language, keyword in keywords_of(lines, heading_lines):
        yield fact("keyword_th" if language == "th" else "keyword_en", document_id, [keyword])


def _cover_facts(document_id: str, cover: Cover) -> Iterator[Fact]:
    for title in cover.titles:
        yield fact("title_th" if is_thai(title[0].text) else "title_en", document_id, title)
    for person in cover.people:
        yield fact("author", document_id, [person])
    if cover.organisation:
        yield fact("organisation", document_id, cover.organisation)
    if cover.year:
        printed, year = cover.year
        yield fact("year", document_id, [printed], str(year))


def _abstract_facts(document_id: str, abstract: Abstract) -> Iterator[Fact]:
    """One fact for each page the abstract stands on."""
    name: FactName = "abstract_th" if abstract.language == "th" else "abstract_en"
    for lines in pages_of(abstract.lines):
        yield fact(name, document_id, lines)


def _without_titles(headings: Sequence[Heading], cover: Cover) -> tuple[Heading, ...]:
    """The headings but those that are the document's title, in either language."""
    titles = [line for title in cover.titles for line in title]
    return tuple(
        each
        for each in headings
        if not any(
            line.page == each.source.page and line.start < each.source.end and each.source.start < line.end
            for line in titles
        )
    )


def _below_cover(headings: Sequence[Heading], lines: Sequence[TextLine]) -> tuple[Heading, ...]:
    """The headings without large print on the cover."""
    cover = cover_lines(lines)
    if not cover:
        return tuple(headings)
    end = (cover[-1].page, cover[-1].end)
    return tuple(each for each in headings if (each.source.page, each.source.start) >= end)


def _substitute_title(document: ParsedDocument) -> tuple[str, str]:
    """The first heading or line, in place of a title that was not recognised; else the file's name."""
    lines = (line.strip() for page in document.pages for line in page.text.splitlines())
    first = next((heading.text for heading in document.headings), "") or next(
        filter(None, lines), document.file
    )
    first = first[:_LONGEST_SUBSTITUTE]
    return (first, "") if is_thai(first) else ("", first)
