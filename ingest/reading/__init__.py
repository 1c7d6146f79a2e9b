"""Reads one file of any format. The content decides which reader takes it, not the name."""

from pathlib import Path

from assistant.domain.problems import Problem
from ingest.reading.formats import EXTENSIONS, Format, is_old_office, recognise
from ingest.reading.readers import reader_of
from ingest.reading.result import ReadResult
from ingest.reading.settings import ReadingSettings


def read_file(path: Path, *, file: str, settings: ReadingSettings) -> ReadResult:
    """Return what stands in the file at `path`; `file` is its name in documents and problems.

    Whatever the file holds, the result is a value: what is wrong with it stands in `problems`. Run it
    in a `ReadingWorker` where the file is not to be trusted with this process.
    """
    try:
        if not path.is_file():
            return _refused("no_file", file)
        size = path.stat().st_size
        if size > settings.max_file_mb * 1_000_000:
            return _refused("too_large", file, size=str(size // 1_000_000), limit=str(settings.max_file_mb))
        content = path.read_bytes()
    except OSError as error:
        return _refused("unreadable", file, reason=error.strerror or type(error).__name__)
    if not content.strip(b"\0 \t\r\n"):
        return _refused("empty_file", file)
    return _read_content(content, path.suffix.lower(), file, settings)


def _read_content(content: bytes, extension: str, file: str, settings: ReadingSettings) -> ReadResult:
    found = recognise(content, extension)
    if found is None:
        return _refused("old_office" if is_old_office(content) else "unknown_format", file)
    result = reader_of(found)(content, file=file, settings=settings)
    if extension in EXTENSIONS[found]:
        return result
    misnamed = Problem(
        "notice",
        "reading.wrong_extension",
        file,
        variables=(("extension", extension or "-"), ("format", found.value)),
    )
    return ReadResult(result.documents, result.records, (misnamed, *result.problems))


def _refused(name: str, file: str, **variables: str) -> ReadResult:
    return ReadResult(
        problems=(Problem("error", f"reading.{name}", file, variables=tuple(variables.items())),)
    )


__all__ = ["Format", "ReadResult", "ReadingSettings", "read_file"]
