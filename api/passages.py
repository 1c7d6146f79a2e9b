"""What is shown of a document: a page cut where the passage begins and ends, and the original file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from api.routes.services import Library
from assistant.domain.documents import Page
from assistant.errors import NotFoundError
from assistant.ports import DocumentCard
from catalogue.repository import StoredFile
from ingest.discovery import content_hash
from ingest.reading.register_schema import TABLES
from prompts import Language

COLUMNS = frozenset(column.name for table in TABLES for column in table.columns)
_FILES_REMEMBERED = 1000
_CELL = re.compile(rf"^(?P<name>{'|'.join(sorted(COLUMNS))}): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text, marked if it belongs to the passage, and whether the passage begins with it."""

    text: str
    is_marked: bool = False
    is_start: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a register row under its column's name."""

    name: str
    value: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.value)


@dataclass(frozen=True, slots=True)
class PassageView:
    """What the page template shows. `previous` and `next` are page numbers, None at the ends."""

    document: DocumentCard
    page: Page
    page_count: int
    text: tuple[Stretch, ...]
    fields: tuple[Field, ...]
    previous: int | None
    next: int | None

    @property
    def is_pdf(self) -> bool:
        return self.document.file.lower().endswith(".pdf")

    def title(self, language: Language) -> str:
        """The document's title; of a row what it names; else the file."""
        other = "en" if language == "th" else "th"
        cells = {field.name: field.text for field in self.fields}
        names = (f"{name}_{written}" for written in (language, other) for name in ("title", "name"))
        return self.document.title or next(filter(None, map(cells.get, names)), None) or self.document.file

    @property
    def has_original(self) -> bool:
        return may_be_opened(self.document)

    @property
    def is_row(self) -> bool:
        return self.document.kind == "register"


def passage_view(
    register: Library, document_id: str, number: int, start: int | None, end: int | None
) -> PassageView:
    """Return page `number` with characters `start` to `end` marked. Raises NotFoundError.

    A span that does not lie on the page marks nothing, and nothing is marked on a page that is not well.
    """
    document = register.documents([document_id]).get(document_id)
    around = register.pages([(document_id, number + step) for step in (-1, 0, 1)])
    page = around.get((document_id, number))
    if document is None or page is None:
        raise NotFoundError("web.no_such_page")
    span = _span(page, start, end)
    return PassageView(
        document=document,
        page=page,
        page_count=register.page_count(document_id),
        text=tuple(_stretches(page.text, 0, len(page.text), span)),
        fields=tuple(_fields(page.text, span)) if document.kind == "register" else (),
        previous=number - 1 if (document_id, number - 1) in around else None,
        next=number + 1 if (document_id, number + 1) in around else None,
    )


def original_file(register: Library, document_id: str) -> StoredFile:
    """Return the report's file. Raises NotFoundError when it may not or cannot be opened.

    A register's file is never given: its columns hold contacts of people who did not consent. Nor is a
    report in which personal data were blanked, or of which a part could not be read: the file still
    holds them. Nor is a file that is another one by now: nobody has looked into it.
    """
    document = register.documents([document_id]).get(document_id)
    if document is None:
        raise NotFoundError("web.not_found")
    if not may_be_opened(document):
        raise NotFoundError("web.file_withheld")
    file = next(filter(_is_as_registered, register.files_of(document_id)), None)
    if file is None:
        raise NotFoundError("web.no_file")
    return file


def may_be_opened(document: DocumentCard) -> bool:
    """Whether the original file may be given to whoever asks."""
    return document.kind == "report" and not document.may_hold_personal_data


def _is_as_registered(file: StoredFile) -> bool:
    path = Path(file.path)
    try:
        status = path.stat()
        stamp = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        return path.is_file() and _hash_at(path, stamp) == file.content_hash
    except OSError:
        return False


@lru_cache(_FILES_REMEMBERED)
def _hash_at(path: Path, _stamp: tuple[int, ...]) -> str:
    """The content's hash. Large files are hashed once, and again when the system's stamp has changed."""
    return content_hash(path)


def _span(page: Page, start: int | None, end: int | None) -> tuple[int, int]:
    if start is None or end is None or not 0 <= start < end <= len(page.text) or not page.health.is_well:
        return (0, 0)
    return (start, end)


def _stretches(text: str, start: int, end: int, span: tuple[int, int]) -> Iterator[Stretch]:
    """The text from `start` to `end`, cut at the ends of `span`."""
    marked_from, marked_to = max(start, span[0]), min(end, span[1])
    if marked_from >= marked_to:
        yield Stretch(text[start:end])
        return
    if start < marked_from:
        yield Stretch(text[start:marked_from])
    yield Stretch(text[marked_from:marked_to], is_marked=True, is_start=marked_from == span[0])
    if marked_to < end:
        yield Stretch(text[marked_to:end])


def _fields(text: str, span: tuple[int, int]) -> Iterator[Field]:
    """A row is written one cell a line, "column: value"; a cell may go on over further lines."""
    cells = list(_CELL.finditer(text))
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        end = following.start() - 1 if following else len(text)
        yield Field(cell["name"], tuple(_stretches(text, cell.end(), end, span)))
