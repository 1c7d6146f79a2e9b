"""Office files are zip archives of XML: what must be checked before a library opens one."""

import io
import xml.parsers.expat
import zipfile
from typing import Literal

from ingest.reading.broken import BROKEN_INPUT
from ingest.reading.settings import ReadingSettings

# What XML and zip libraries raise on bytes that are not what they claim to be.
BROKEN_OFFICE = (
    *BROKEN_INPUT,
    SyntaxError,  # lxml's and ElementTree's errors are such
    xml.parsers.expat.ExpatError,
    zipfile.BadZipFile,
)

Fault = Literal["damaged_office_file", "unfolds_too_far", "declares_entities"]

_MAX_PARTS = 10_000
_BLOCK = 65_536


def archive_fault(content: bytes, settings: ReadingSettings) -> Fault | None:
    """Return why the archive must not be opened, or None.

    It must not unfold to more than `settings.max_file_mb` (its directory says how far; zipfile reads no
    further), nor declare entities: office programs never do, attacks on XML readers do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unfolded = sum(part.file_size for part in parts)
            if len(parts) > _MAX_PARTS or unfolded > settings.max_file_mb * 1_000_000:
                return "unfolds_too_far"
            if any(_declares_entities(archive, part) for part in parts):
                return "declares_entities"
    except BROKEN_OFFICE:
        return "damaged_office_file"
    return None


def _declares_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a document type stands before the root element, the only place where it may."""
    seen: list[str] = []
    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("declaration")
    parser.StartElementHandler = lambda *_: seen.append("root")
    with archive.open(part) as stream:
        try:
            while not seen and (block := stream.read(_BLOCK)):
                parser.Parse(block)
        except xml.parsers.expat.ExpatError:
            pass  # what is no XML declares nothing more
    return seen[:1] == ["declaration"]
