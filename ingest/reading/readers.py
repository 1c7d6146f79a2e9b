"""Which reader takes which format. A reader's libraries load when its format is first met."""

from importlib import import_module
from typing import Protocol, cast

from ingest.reading.formats import Format
from ingest.reading.result import ReadResult
from ingest.reading.settings import ReadingSettings


class Reader(Protocol):
    def __call__(self, content: bytes, *, file: str, settings: ReadingSettings) -> ReadResult:
        """Return what stands in `content`; `file` names it in documents and problems."""
        ...


def reader_of(form: Format) -> Reader:
    """Return the reader of a format, with its libraries loaded."""
    module, function = _PLACES[form]
    return cast(Reader, getattr(import_module(module), function))


_TABLES = ("ingest.reading.tables", "read_tables")
_PLACES = {
    Format.PDF: ("ingest.reading.pdf", "read_pdf"),
    Format.DOCX: ("ingest.reading.office", "read_docx"),
    Format.TEXT: ("ingest.reading.office", "read_text"),
    Format.XLSX: _TABLES,
    Format.JSON: _TABLES,
    Format.JSON_LINES: _TABLES,
    Format.CSV: _TABLES,
}
