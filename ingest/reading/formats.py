"""Which format a file's bytes are in."""

import io
import json
import zipfile
from enum import StrEnum

from ingest.reading.decoding import decode


class Format(StrEnum):
    """The formats that can be read, by the name a user knows."""

    PDF = "PDF"
    DOCX = "DOCX"
    XLSX = "XLSX"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    CSV = "CSV"
    TEXT = "text"


EXTENSIONS: dict[Format, frozenset[str]] = {
    Format.PDF: frozenset({".pdf"}),
    Format.DOCX: frozenset({".docx"}),
    Format.XLSX: frozenset({".xlsx", ".xlsm"}),
    Format.JSON: frozenset({".json"}),
    Format.JSON_LINES: frozenset({".jsonl", ".ndjson"}),
    Format.CSV: frozenset({".csv", ".tsv"}),
    Format.TEXT: frozenset({".txt", ".md", ".markdown"}),
}

# Rubbish may stand before the header: readers look for it in the first 1024 bytes (PDF 1.7, H.3, note 13).
_HEADER_ROOM = 1024
_PDF_HEADER = b"%PDF-"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_PLAIN = (Format.TEXT, Format.CSV, Format.JSON, Format.JSON_LINES)
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")


def is_old_office(content: bytes) -> bool:
    """Whether `content` is a DOC, XLS or PPT file, or an Office file locked with a password."""
    return content.startswith(_OLE_SIGNATURE)


def recognise(content: bytes, extension: str) -> Format | None:
    """Return the format of `content`; `extension` (".csv") decides only between kinds of plain text."""
    if _is_pdf(content, extension):
        return Format.PDF
    if content.startswith(b"PK"):
        return _office_format(content)
    if not _is_text(content):
        return None
    return _text_format(content, extension)


def is_json(content: bytes, extension: str) -> bool:
    """Whether the text `content` is JSON, sound or damaged.

    Prose and tables may begin with a bracket too: what is named as such is JSON only if all of it is.
    """
    if content.lstrip(_BLANK)[:1] not in (b"{", b"["):
        return False
    return _by_name(extension) not in (Format.TEXT, Format.CSV) or _is_sound_json(content)


def _is_sound_json(content: bytes) -> bool:
    try:
        json.loads(decode(content)[0])
    except (ValueError, RecursionError):
        return False
    return True


def _by_name(extension: str) -> Format | None:
    return next((known for known, names in EXTENSIONS.items() if extension in names), None)


def _is_pdf(content: bytes, extension: str) -> bool:
    if _by_name(extension) in _PLAIN and _is_text(content):  # it may speak of PDF
        return content.lstrip(_BLANK).startswith(_PDF_HEADER)
    has_header = _PDF_HEADER in content[:_HEADER_ROOM]
    return has_header or (extension == ".pdf" and b"endobj" in content)


def _office_format(content: bytes) -> Format | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if any(name.startswith("word/") for name in names):
        return Format.DOCX
    return Format.XLSX if any(name.startswith("xl/") for name in names) else None


def _is_text(content: bytes) -> bool:
    head = content[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return controls == 0


def _text_format(content: bytes, extension: str) -> Format | None:
    """A table may have a wrong name of ours; a text with any other name is a program, a web page, ..."""
    by_name = _by_name(extension)
    if by_name is Format.JSON_LINES:
        return by_name
    if is_json(content, extension):
        return Format.JSON
    if by_name is None:
        return None
    return Format.TEXT if by_name is Format.TEXT else Format.CSV
