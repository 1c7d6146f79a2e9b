"""How truly the reader reads Thai print: `python -m eval.benchmarks.thai_text`.

Every PDF of samples/corpus that has a text layer is read and compared with the text it was printed from.
The character error rate (CER) is the Levenshtein distance divided by the length of the source text; 0 is
perfect, lower is better. Exit status 1 when the worst file is above 0.5 %.

What is compared, on both sides alike:

- NFC; SARA AM composed (in whatever order its halves and a tone mark stand); zero-width characters,
  soft hyphens and the bullets of lists left out. Private-use glyphs are not forgiven.
- No white space at all: Thai lines break between words that no space parts, so a line's end does not tell.
  Wrong spaces are counted apart: spaces within a line of the source text that were lost, and spaces read
  where the source has none, per 1,000 characters ("spaces"), where no line ends.
- Running head, running foot and page number are left out where they stand at the edge of a page.
- National IDs and mobile numbers are blanked as the product blanks them.
- Within one table the order of the characters is free, for a row whose cells hold several lines has no
  single order on paper; "in order" is the CER without that freedom.
"""

import argparse
import logging
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdf
from rapidfuzz.distance import Levenshtein

from ingest.personal_data import redact
from ingest.reading import ReadingSettings, read_file
from samples import corpus_folder
from samples.printing.layout import printed_blocks, running_lines
from samples.printing.reports import Report, all_reports
from samples.printing.styles import file_name, style_of

HIGHEST_CER = 0.005

_WITHOUT_TEXT_LAYER = ("scanned", "encrypted", "broken", "docx", "markdown")
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32|\u0e33([\u0e48-\u0e4b])")
_LEFT_OUT = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff•\u25aa\u25cf\uf0b7]")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One reading against its source; `wrong_spaces` are per 1,000 characters."""

    cer: float
    cer_in_order: float
    wrong_spaces: float


@dataclass(frozen=True, slots=True)
class Measured:
    """One file as the product reads it, and as pypdf alone does."""

    file: str
    program: str
    product: Comparison
    pypdf: Comparison


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.thai_text", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--folder", type=Path, default=corpus_folder() / "reports")
    folder: Path = parser.parse_args(arguments).folder
    measured = sorted(measure_all(folder), key=lambda each: each.product.cer, reverse=True)
    print(table(measured))
    return 1 if measured[0].product.cer > HIGHEST_CER else 0


def measure_all(folder: Path) -> Iterator[Measured]:
    """Each sample PDF with a text layer, read twice. Raises FileNotFoundError when one is not printed."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    for report in all_reports():
        style = style_of(report)
        if style.special in _WITHOUT_TEXT_LAYER:
            continue
        path = folder / file_name(report)
        yield Measured(
            file=path.name,
            program=f"{style.producer}, {style.font}" + (f", {style.special}" if style.special else ""),
            product=compare(report, product_pages(path)),
            pypdf=compare(report, pypdf_pages(path)),
        )


def product_pages(path: Path) -> list[str]:
    """The pages as the product reads them; none when it refuses the file."""
    result = read_file(path, file=path.name, settings=ReadingSettings(ocr="off"))
    return [page.text for document in result.documents for page in document.pages]


def pypdf_pages(path: Path) -> list[str]:
    """The pages as pypdf alone reads them, personal numbers blanked for comparison."""
    return [redact(page.extract_text())[0] for page in pypdf.PdfReader(path).pages]


def table(measured: Sequence[Measured]) -> str:
    """The measures as text, worst file first, and the worst file's figure."""
    heading = f"{'file':<30}{'CER':>8}{'in order':>10}{'spaces':>8}{'pypdf':>9}  printed by"
    lines = [
        f"{each.file:<30}{each.product.cer:>8.2%}{each.product.cer_in_order:>10.2%}"
        f"{each.product.wrong_spaces:>8.2f}{each.pypdf.cer:>9.2%}  {each.program}"
        for each in measured
    ]
    worst = f"worst: {measured[0].file} {measured[0].product.cer:.3%} (limit {HIGHEST_CER:.1%})"
    return "\n".join([heading, *lines, worst])


def compare(report: Report, pages: Sequence[str]) -> Comparison:
    """The text of `pages` against the source of `report`, by the rules above."""
    source, tables = _expected(report)
    found = _Marked.of(
        "\n".join(_without_running_lines(page, number, report) for number, page in enumerate(pages, start=1))
    )
    in_order = Levenshtein.distance(source.characters, found.characters)
    free = Levenshtein.distance(*_with_tables_sorted(source.characters, found.characters, tables))
    length = len(source.characters)
    return Comparison(
        min(free, in_order) / length, in_order / length, 1000 * _wrong_spaces(source, found) / length
    )


@dataclass(frozen=True, slots=True)
class _Marked:
    """Text without white space; `gaps[i]` is what stood before character i: "", " " or "\\n"."""

    characters: str
    gaps: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Marked":
        characters, gaps, gap = [], [], ""
        for character in _folded(text):
            if character.isspace():
                gap = "\n" if character == "\n" or gap == "\n" else " "
            else:
                characters.append(character)
                gaps.append(gap)
                gap = ""
        return cls("".join(characters), tuple(gaps))


def _folded(text: str) -> str:
    composed = _SARA_AM.sub(lambda match: "".join(filter(None, match.groups())) + "\u0e33", text)
    return _LEFT_OUT.sub("", unicodedata.normalize("NFC", composed))


def _expected(report: Report) -> tuple[_Marked, list[tuple[int, int]]]:
    """The source text, and where in its characters each table begins and ends."""
    texts: list[str] = []
    tables: list[tuple[int, int]] = []
    length = 0
    for block in printed_blocks(report):
        text = "\n".join("\n".join(row) for row in block.rows) if block.rows else redact(block.text)[0]
        start, length = length, length + len(_Marked.of(text).characters)
        texts.append(text)
        if block.kind == "table":
            tables.append((start, length))
    return _Marked.of("\n".join(texts)), tables


def _without_running_lines(page: str, number: int, report: Report) -> str:
    """`page` without what stands on every page, as long as one of these is at its beginning or end."""
    lines = "|".join(_spaced(line) for line in running_lines(report))
    printed_number = f"(?:{number}|{str(number).translate(_THAI_DIGITS)})"
    any_line = rf"(?:(?:{lines})(?:\s*{printed_number})?|{printed_number}(?:\s*(?:{lines}))?)"
    at_start = re.compile(rf"\A\s*{any_line}\s*(?:\n|\Z)")
    at_end = re.compile(rf"(?:\n|\A)\s*{any_line}\s*\Z")
    text = _folded(page)
    while (shorter := at_end.sub("", at_start.sub("", text))) != text:
        text = shorter
    return text


def _spaced(line: str) -> str:
    """A pattern for `line` with white space anywhere."""
    return r"\s*".join(re.escape(character) for character in "".join(_folded(line).split()))


def _with_tables_sorted(source: str, found: str, tables: Sequence[tuple[int, int]]) -> tuple[str, str]:
    """Both texts with the characters of each table in alphabetical order."""
    places = _places(source, found)
    for start, end in tables:
        before = max((place + 1 for at, place in places.items() if at < start), default=0)
        after = min((place for at, place in places.items() if at >= end), default=len(found))
        if before <= after:
            source = source[:start] + "".join(sorted(source[start:end])) + source[end:]
            found = found[:before] + "".join(sorted(found[before:after])) + found[after:]
    return source, found


def _places(source: str, found: str) -> dict[int, int]:
    """Where each character of `source` that was read stands in `found`."""
    return {
        block.a + step: block.b + step
        for block in Levenshtein.editops(source, found).as_matching_blocks()
        for step in range(block.size)
    }


def _wrong_spaces(source: _Marked, found: _Marked) -> int:
    places = _places(source.characters, found.characters)
    wrong = 0
    for at, place in places.items():
        if places.get(at - 1) == place - 1 and at:
            gaps = {source.gaps[at], found.gaps[place]}
            wrong += gaps == {"", " "}
    return wrong


if __name__ == "__main__":
    sys.exit(main())
