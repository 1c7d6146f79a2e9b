"""Register tables in CSV and its relatives."""

import csv
import io
import re
from collections.abc import Iterator

from ingest.reading.cells import MAX_CELL_CHARACTERS
from ingest.reading.decoding import decode
from ingest.reading.raw_tables import Problems, RawTable, known_headers, place_of, table_of_grid

_DELIMITERS = ",;\t|"
_HEADER_LINES = 5
# Excel's hint; it shows no such row.
_SEPARATOR_HINT = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
# A quotation mark that is never closed swallows the rows below.
_MOST_LINES_IN_A_ROW = 200


def read_delimited(content: bytes, problems: Problems) -> list[RawTable]:
    """Return the table in a CSV file (one or none); the delimiter is , ; tab or |."""
    text, broken = decode(content)
    if broken:
        problems.add("warning", "broken_characters", count=broken)
    hint = _SEPARATOR_HINT.match(text)
    body = text[hint.end() :] if hint else text
    delimiter = hint[1] if hint else _delimiter(body)
    table = table_of_grid("", _rows(body, delimiter, problems), problems)
    return [table] if table else []


def _delimiter(text: str) -> str:
    """The delimiter that makes most of the header known; failing that, the one that occurs most."""
    head = text.lstrip()[:20_000].splitlines()[:_HEADER_LINES]

    def fitness(delimiter: str) -> tuple[int, int]:
        known = max((known_headers(row[:200]) for row in csv.reader(head, delimiter=delimiter)), default=0)
        return known, sum(line.count(delimiter) for line in head)

    return max(_DELIMITERS, key=fitness)


def _rows(text: str, delimiter: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    number, lines = 0, 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error:
            problems.add("error", "row_too_long", place_of("", "row", number), limit=MAX_CELL_CHARACTERS)
            continue
        if cells is None:
            return
        if rows.line_num - lines > _MOST_LINES_IN_A_ROW:
            problems.add("warning", "open_quote", place_of("", "row", number), lines=rows.line_num - lines)
        lines = rows.line_num
        yield number, cells
