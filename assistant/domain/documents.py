"""Documents as they were read: pages of clean text and the facts recognised on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

TextLanguage = Literal["th", "en"]

DocumentKind = Literal["report", "register"]

FactName = Literal[
    "title_th",
    "title_en",
    "author",
    "organisation",
    "year",
    "abstract_th",
    "abstract_en",
    "keyword_th",
    "keyword_en",
]


LEAST_WELL_SCORE = 0.8


@dataclass(frozen=True, slots=True, order=True)
class SourceRef:
    """Where a passage or a fact stands: characters `start` to `end` of a page's clean text.

    `page` counts from 1. For a table it is the row as a spreadsheet numbers it (the header is row 1).
    """

    document_id: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextHealth:
    """How far a page's text can be trusted. `score` runs from 0 (garbage) to 1 (sound)."""

    score: float
    orphan_marks: int = 0
    nulls: int = 0
    private_use: int = 0
    dictionary_share: float = 1.0

    @property
    def is_well(self) -> bool:
        """A page that is not well is searched but never quoted."""
        return self.score >= LEAST_WELL_SCORE


@dataclass(frozen=True, slots=True)
class Page:
    """One page (or table row) of clean text. `extractor` names the reader that won."""

    number: int
    text: str
    health: TextHealth
    extractor: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One recognised value, e.g. an author as printed, and where it stands."""

    name: FactName
    value: str
    source: SourceRef


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed; `level` counts from 1 (chapter)."""

    text: str
    level: int
    source: SourceRef


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What reading one document gave, before anything is stored.

    `id` derives from the content alone, so the same bytes are the same document wherever they lie.
    `redactions` counts what was blanked, by kind ("national_id", "mobile_number").
    """

    id: str
    file: str
    kind: DocumentKind
    pages: tuple[Page, ...]
    facts: tuple[Fact, ...] = ()
    headings: tuple[Heading, ...] = ()
    redactions: Mapping[str, int] = field(default_factory=dict)

    def values(self, name: FactName) -> tuple[str, ...]:
        """All values recognised under `name`, in the order of the document."""
        return tuple(fact.value for fact in self.facts if fact.name == name)

    def value(self, name: FactName) -> str:
        """The first value recognised under `name`, or an empty string."""
        return next(iter(self.values(name)), "")
