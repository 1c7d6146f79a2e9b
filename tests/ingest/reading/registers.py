"""Small registers, written as offices write them."""

import io
from collections.abc import Callable, Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from ingest.reading.result import ReadResult
from ingest.reading.settings import ReadingSettings
from ingest.reading.tables import read_tables
from prompts import LANGUAGES

SETTINGS = ReadingSettings(ocr="off")


def read(content: bytes | str, file: str, settings: ReadingSettings = SETTINGS) -> ReadResult:
    """Read a register and check what holds for every result."""
    raw = content.encode() if isinstance(content, str) else content
    result = read_tables(raw, file=file, settings=settings)
    assert all(problem.message(language) for problem in result.problems for language in LANGUAGES)
    assert all(problem.file == file for problem in result.problems)
    return result


def keys(result: ReadResult) -> list[str]:
    return [problem.key.removeprefix("tables.") for problem in result.problems]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_part(archive: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The office file with one of its parts changed."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for part in source.namelist():
            content = source.read(part)
            copy.writestr(part, change(content) if part == name else content)
    return target.getvalue()


def csv_of(row: Mapping[str, str]) -> str:
    """A table of one row."""
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in row.values()]
    return f"{','.join(row)}\n{','.join(quoted)}\n"
