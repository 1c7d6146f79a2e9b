"""Citations: a quote is shown only if it stands verbatim on a sound page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.citations import Citation
from assistant.domain.documents import Page, SourceRef
from assistant.language import contains_verbatim
from assistant.ports import DocumentCard

LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Quotable:
    """A passage proposed for quoting, with what its citation says of the work it comes from."""

    source: SourceRef
    title: str
    people: tuple[str, ...]
    year: int | None


class CitationBook:
    """Gives numbers to quotes from 1 on, the same number to the same quote, and none to one that fails."""

    def __init__(self, pages: Mapping[tuple[str, int], Page], documents: Mapping[str, DocumentCard]) -> None:
        self._pages = pages
        self._documents = documents
        self._citations: dict[SourceRef, Citation] = {}

    def cite(self, passage: Quotable) -> Citation | None:
        """Return the citation of `passage`, or None if it cannot be proved from its page."""
        source = passage.source
        if source in self._citations:
            return self._citations[source]
        page = self._pages.get((source.document_id, source.page))
        document = self._documents.get(source.document_id)
        if page is None or document is None:
            return None
        quote = page.text[source.start : source.end].strip()
        if not stands_on(quote, page):
            return None
        citation = Citation(
            number=len(self._citations) + 1,
            document_id=document.id,
            file=document.file,
            title=passage.title or document.title,
            people=passage.people or document.people,
            year=passage.year or document.year,
            page=source.page,
            quote=quote,
            source=source,
            is_row=document.kind == "register",
        )
        self._citations[source] = citation
        return citation

    def only(self, numbers: Iterable[int]) -> tuple[Citation, ...]:
        """The citations with these numbers, in their order."""
        wanted = set(numbers)
        return tuple(c for c in self._citations.values() if c.number in wanted)


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
