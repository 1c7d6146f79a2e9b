"""Citations: a quote is shown only if it stands verbatim on a sound page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from assistant.domain.citations import Citation, Statement
from assistant.domain.documents import Page, SourceRef
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.language import contains_verbatim
from assistant.ports import DocumentCard
from prompts import Language

LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Quotable:
    """A passage proposed for quoting, with what its citation says of the work it comes from.

    `subject_key` names the expert or work that it speaks of.
    """

    source: SourceRef
    subject_key: str
    title: str
    people: tuple[str, ...]
    year: int | None


def quotable(source: SourceRef, subject: Expert | Work, language: Language) -> Quotable:
    """What stands at `source`, proposed for quoting as speaking of `subject`."""
    if isinstance(subject, Work):
        return Quotable(source, subject.key, subject.title(language), subject.people, subject.year)
    name = subject.name(language)
    return Quotable(source, subject.key, name, (name,), None)


class CitationBook:
    """Gives numbers to quotes from 1 on, the same number to the same quote, and none to one that fails.

    `numbers` are those that quotes at these places had before: they get them again, and no others do.
    """

    def __init__(self, numbers: Mapping[SourceRef, int] | None = None) -> None:
        self._numbers = numbers or {}
        self._free = filter(lambda number: number not in self._numbers.values(), count(1))
        self._pages: dict[tuple[str, int], Page] = {}
        self._documents: dict[str, DocumentCard] = {}
        self._citations: dict[SourceRef, Citation] = {}

    def open(self, pages: Mapping[tuple[str, int], Page], documents: Mapping[str, DocumentCard]) -> None:
        """Let these pages of these documents be quoted, too."""
        self._pages.update(pages)
        self._documents.update(documents)

    def cite(self, passage: Quotable) -> Citation | None:
        """Return the citation of `passage`, or None if it cannot be proved from its page."""
        source = passage.source
        if source in self._citations:
            return self._citations[source]
        quote = self._proved(source)
        if quote is None:
            return None
        document = self._documents[source.document_id]
        citation = Citation(
            number=self._numbers.get(source) or next(self._free),
            document_id=document.id,
            file=document.file,
            title=passage.title or document.title,
            people=passage.people or document.people,
            year=passage.year or document.year,
            page=source.page,
            quote=quote,
            source=source,
            is_row=document.kind == "register",
            subject_key=passage.subject_key,
        )
        self._citations[source] = citation
        return citation

    def proves(self, passage: Quotable) -> bool:
        """Whether `passage` can be cited; it gets no number yet."""
        return self._proved(passage.source) is not None

    def _proved(self, source: SourceRef) -> str | None:
        """What stands at `source`, if it may be shown as standing there."""
        page = self._pages.get((source.document_id, source.page))
        if page is None or source.document_id not in self._documents:
            return None
        quote = page.text[source.start : source.end].strip()
        return quote if stands_on(quote, page) else None

    def carrying(self, statements: Iterable[Statement]) -> tuple[Citation, ...]:
        """The citations that carry these statements, by number."""
        wanted = {number for statement in statements for number in statement.citations}
        carrying = (citation for citation in self._citations.values() if citation.number in wanted)
        return tuple(sorted(carrying, key=lambda citation: citation.number))


def stands_on(quote: str, page: Page) -> bool:
    """Whether `quote` may be shown as standing on `page`."""
    return bool(quote) and page.health.is_well and contains_verbatim(page.text, quote)


def shorten(source: SourceRef, text: str) -> SourceRef:
    """Cut a long sentence at a space, so that the quote stays one stretch of the page.

    `text` is what stands at `source`.
    """
    if len(text) <= LONGEST_QUOTE:
        return source
    cut = text.rfind(" ", LONGEST_QUOTE // 2, LONGEST_QUOTE)
    length = cut if cut > 0 else LONGEST_QUOTE
    return SourceRef(source.document_id, source.page, source.start, source.start + length)


def places(sources: Sequence[SourceRef]) -> set[tuple[str, int]]:
    """The pages that these sources stand on."""
    return {(source.document_id, source.page) for source in sources}
