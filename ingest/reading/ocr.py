"""Reads pictures of a PDF's pages with Tesseract."""

import time
from collections.abc import Sequence

import pypdfium2  # type: ignore[import-untyped]

from ingest.reading.broken import attempt
from ingest.reading.layout import Line
from ingest.reading.tesseract import DOTS_PER_INCH, Tesseract

_MAX_PIXELS = 15_000_000
_PAGE_TIMEOUT_S = 60.0


class Pictures:
    """The pages of a PDF as pictures."""

    def __init__(self, content: bytes) -> None:
        self._document = attempt(lambda: pypdfium2.PdfDocument(content), None)

    def close(self) -> None:
        if self._document is not None:
            self._document.close()

    def shows_something(self, index: int) -> bool:
        """Whether anything at all is drawn on page `index` (from 0)."""
        document = self._document
        if document is None:
            return False
        return attempt(lambda: next(iter(document[index].get_objects(max_depth=2)), None) is not None, False)

    def picture(self, index: int) -> bytes:
        """Return page `index` (from 0) in grey as PGM, empty if it cannot be drawn."""
        document = self._document
        return b"" if document is None else attempt(lambda: _drawn(document, index), b"")


def _drawn(document: pypdfium2.PdfDocument, index: int) -> bytes:
    page = document[index]
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (_MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(
            rows[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height)
        )
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows


def read_pictures(
    tesseract: Tesseract, pictures: Pictures, numbers: Sequence[int], deadline: float
) -> dict[int, list[Line]]:
    """Return what stands on pages `numbers` (from 0), without those not reached by `deadline` (monotonic)."""
    read: dict[int, list[Line]] = {}
    for number in numbers:
        left_s = deadline - time.monotonic()
        if left_s < 1.0:
            break
        picture = pictures.picture(number)
        read[number] = tesseract.read(picture, min(left_s, _PAGE_TIMEOUT_S)) if picture else []
    return read
