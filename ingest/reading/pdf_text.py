"""The print of PDF pages, by two extractors, and how the file labels its pages."""

import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdf_oxide
import pypdf

from ingest.reading.broken import attempt
from ingest.reading.columns import in_reading_order
from ingest.reading.layout import Line, Run, lines_of, only_marks, unplaced_lines, whole_clusters

OxideDocument = pdf_oxide.PdfDocument
# Points; and of a colour's red, green and blue, from 0 to 1.
_SMALLEST_PRINT = 1.5
_WHITE = 0.98


@dataclass(frozen=True, slots=True)
class PdfFrame:
    """What pypdf says of a file beside its text."""

    page_count: int = 0
    locked: bool = False
    labels: tuple[str, ...] = ()


def open_frame(content: bytes) -> tuple[pypdf.PdfReader | None, PdfFrame]:
    """Return pypdf's reader (None if it cannot read the file or a password is missing) and the frame."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = attempt(lambda: pypdf.PdfReader(io.BytesIO(content)), None)
    if reader is None:
        return None, PdfFrame()
    opened = reader
    if opened.is_encrypted and not attempt(lambda: bool(opened.decrypt("")), False):
        return None, PdfFrame(locked=True)
    return opened, PdfFrame(
        page_count=attempt(lambda: len(opened.pages), 0),
        labels=attempt(lambda: tuple(opened.page_labels), ()),
    )


def open_oxide(content: bytes) -> OxideDocument | None:
    """Return pdf_oxide's document, or None if it cannot read the file."""
    pdf_oxide.disable_logging()
    return attempt(lambda: pdf_oxide.PdfDocument.from_bytes(content), None)


def oxide_page_count(document: OxideDocument | None) -> int:
    """Return how many pages pdf_oxide finds, 0 if it cannot tell."""
    return 0 if document is None else attempt(lambda: int(document.page_count()), 0)


@dataclass(frozen=True, slots=True)
class OxidePage:
    """The printed lines of a page; `marks_apart` tells that marks are drawn apart from their letters."""

    lines: Sequence[Line] = ()
    marks_apart: bool = False


def oxide_page(document: OxideDocument | None, index: int) -> OxidePage:
    """Return page `index` (from 0) as pdf_oxide reads it, empty where it cannot."""
    # Its spans keep the order of the letters; its own lines reorder those that overlap, as Thai marks do.
    nothing: list[pdf_oxide.TextSpan] = []
    spans = nothing if document is None else attempt(lambda: document.extract_spans(index), nothing)
    return _page_of_spans(spans if document is None else _seen(document, index, spans))


def _seen(
    document: OxideDocument, index: int, spans: Sequence[pdf_oxide.TextSpan]
) -> Sequence[pdf_oxide.TextSpan]:
    """The spans that a reader of the page can see: neither smaller than any print nor white on white."""
    printed = [span for span in spans if max(span.font_size, span.bbox[3]) >= _SMALLEST_PRINT]
    if not any(map(_is_white, printed)) or attempt(lambda: bool(document.page_images(index)), True):
        return printed
    paths: list[dict[str, Any]] = attempt(lambda: document.extract_paths(index), [])
    painted = [path["bbox"] for path in paths if path.get("fill_color")]
    return [span for span in printed if not _is_white(span) or any(_touch(span.bbox, b) for b in painted)]


def _is_white(span: pdf_oxide.TextSpan) -> bool:
    return min(span.color) >= _WHITE


def _touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes (left, bottom, width, height) overlap."""
    return all(
        one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2]
        for axis in (0, 1)
    )


def _page_of_spans(spans: Sequence[pdf_oxide.TextSpan]) -> OxidePage:
    marks_apart = any(only_marks(span.text) for span in spans)
    runs = [
        Run(
            text=text,
            left=left,
            right=left + width,
            y=bottom,
            size=span.font_size or height,
            bold=span.is_bold,
            sequence=span.sequence,
            widths=widths if marks_apart else (),
        )
        for span, (text, widths) in zip(spans, _without_invented_spaces(spans), strict=True)
        for left, bottom, width, height in (span.bbox,)
    ]
    return OxidePage(lines_of(in_reading_order(whole_clusters(runs))), marks_apart)


def _without_invented_spaces(
    spans: Sequence[pdf_oxide.TextSpan],
) -> list[tuple[str, tuple[float, ...]]]:
    """Return the texts of the spans, and the widths of their characters, without invented spaces.

    pdf_oxide puts one after SARA AM where that is drawn as two glyphs. Such a space is as wide as
    the second glyph; a space of the text is as wide as every other in its font.
    """
    if not any("ำ " in span.text for span in spans):
        return [(span.text, tuple(span.char_widths)) for span in spans]
    usual = _space_widths(spans)
    return [_kept_spaces(span, usual.get(span.font_name)) for span in spans]


def _space_widths(spans: Sequence[pdf_oxide.TextSpan]) -> dict[str, float]:
    """Return by font the usual width of a space that does not follow SARA AM, in parts of the font size."""
    widths: dict[str, Counter[float]] = {}
    for span in spans:
        if " " in span.text:
            seen = widths.setdefault(span.font_name, Counter())
            seen.update(width for before, width in _spaces(span) if before != "ำ")
    return {font: seen.most_common(1)[0][0] for font, seen in widths.items() if seen}


def _spaces(span: pdf_oxide.TextSpan) -> Iterator[tuple[str, float]]:
    """Yield for each space what stands before it and its width in parts of the font size."""
    for before, character, width in zip(" " + span.text, span.text, span.char_widths, strict=False):
        if character == " ":
            yield before, round(width / (span.font_size or 1.0), 2)


def _kept_spaces(span: pdf_oxide.TextSpan, usual_width: float | None) -> tuple[str, tuple[float, ...]]:
    if usual_width is None or "ำ " not in span.text or len(span.char_widths) != len(span.text):
        return span.text, tuple(span.char_widths)
    spaces = _spaces(span)
    text, widths = "", list[float]()
    for character, width in zip(span.text, span.char_widths, strict=True):
        if character == " ":
            before, share = next(spaces)
            if before == "ำ" and abs(share - usual_width) > 0.02:
                widths[-1] += width
                continue
        text += character
        widths.append(width)
    return text, tuple(widths)


class SecondReader:
    """pypdf on the same file, opened when the first page is asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._reader: pypdf.PdfReader | None = None

    def lines(self, index: int) -> list[Line]:
        """Return the lines of page `index` (from 0), with places made up from their lengths."""
        return unplaced_lines(attempt(lambda: self._opened().pages[index].extract_text(), ""))

    def _opened(self) -> pypdf.PdfReader:
        if self._reader is None:
            self._reader = pypdf.PdfReader(io.BytesIO(self._content))
            if self._reader.is_encrypted:
                self._reader.decrypt("")
        return self._reader
