"""Which format a file's bytes are in."""

import io
import zipfile
from enum import StrEnum


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
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")


def is_old_office(content: bytes) -> bool:
    """Whether `content` is a DOC, XLS or PPT file, or an Office file locked with a password."""
    return content.startswith(_OLE_SIGNATURE)


def recognise(content: bytes, extension: str) -> Format | None:
    """Return the format of `content`; `extension` (".csv") decides only between kinds of plain text."""
    if b"%PDF-" in content[:_HEADER_ROOM]:
        return Format.PDF
    if content.startswith(b"PK"):
        return _office_format(content)
    if extension == ".pdf" and b"endobj" in content:
        return Format.PDF
    if not _is_text(content):
        return None
    return _text_format(content, extension)


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


def _text_format(content: bytes, extension: str) -> Format:
    by_name = next((known for known, names in EXTENSIONS.items() if extension in names), None)
    if by_name in {Format.JSON_LINES, Format.CSV}:
        return by_name
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return Format.JSON
    return Format.TEXT if by_name is Format.TEXT else Format.CSV
