"""The reports as they were written: front matter and a little Markdown, in samples/sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Literal

import yaml

from assistant.domain.documents import TextLanguage

SOURCES = Path(__file__).parents[1] / "sources"

BlockKind = Literal[
    "kicker",
    "title",
    "subtitle",
    "label",
    "author",
    "organisation",
    "year",
    "page_break",
    "chapter",
    "section",
    "paragraph",
    "item",
    "keywords",
    "table",
]


@dataclass(frozen=True, slots=True)
class Block:
    """One thing on paper. Only a table has rows; only it and a page break have no text."""

    kind: BlockKind
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """A name as printed, and the id of the expert it means ("" when there is no profile)."""

    name: str
    expert: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report before printing. `year_be` counts in the Buddhist era (CE + 543)."""

    id: str
    language: TextLanguage
    title_th: str
    title_en: str
    authors: tuple[Author, ...]
    organisation: str
    centre: str
    year_be: int
    year_printed: str
    keywords_th: tuple[str, ...]
    keywords_en: tuple[str, ...]
    body: tuple[Block, ...]

    @property
    def author_names(self) -> tuple[str, ...]:
        """The authors as printed, in order."""
        return tuple(author.name for author in self.authors)

    @property
    def title(self) -> str:
        """The title in the report's own language, or the only one it has."""
        preferred, other = self.title_th, self.title_en
        if self.language == "en":
            preferred, other = other, preferred
        return preferred or other


def all_reports(sources: Path = SOURCES) -> tuple[Report, ...]:
    """Every report of the sources, ordered by id. Raises ValueError when two share an id."""
    reports = sorted((read_report(path) for path in sources.glob("*/reports/*.md")), key=lambda each: each.id)
    for first, second in pairwise(reports):
        if first.id == second.id:
            raise ValueError(f"two reports have the id {first.id}")
    return tuple(reports)


def read_report(path: Path) -> Report:
    """The report written in `path`. Raises KeyError or ValueError when its front matter is incomplete."""
    _, front, markdown = path.read_text(encoding="utf-8").split("---\n", 2)
    facts: dict[str, Any] = yaml.safe_load(front)
    return Report(
        id=facts["id"],
        language=facts["language"],
        title_th=facts.get("title_th") or "",
        title_en=facts.get("title_en") or "",
        authors=tuple(Author(each["name"], each["expert"] or "") for each in facts["authors"]),
        organisation=facts["organisation"],
        centre=facts["centre"],
        year_be=int(facts["year_be"]),
        year_printed=str(facts["year_printed"]),
        keywords_th=tuple(facts.get("keywords_th") or ()),
        keywords_en=tuple(facts.get("keywords_en") or ()),
        body=tuple(_blocks(markdown)),
    )


def _blocks(markdown: str) -> Iterator[Block]:
    """Headings and list items stand on a line of their own; other lines join up to a blank line."""
    for kind, lines in groupby(markdown.splitlines(), key=_line_kind):
        if kind == "table":
            yield Block("table", rows=tuple(_cells(line) for line in lines if set(line) - set("|-: ")))
        elif kind == "paragraph":
            yield Block("paragraph", " ".join(line.strip() for line in lines))
        elif kind:
            yield from (Block(kind, line.lstrip("#-* ").strip()) for line in lines)


def _line_kind(line: str) -> BlockKind | None:
    if not line.strip():
        return None
    if line.startswith("##"):
        return "section"
    if line.startswith("#"):
        return "chapter"
    if line.startswith("|"):
        return "table"
    return "item" if line.startswith(("- ", "* ")) else "paragraph"


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
