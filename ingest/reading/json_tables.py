"""Register tables in JSON and JSON Lines."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.domain.problems import Place
from ingest.personal_data import redact
from ingest.reading.cells import cell_text, clean
from ingest.reading.decoding import decode
from ingest.reading.raw_tables import MAX_COLUMNS, MAX_ROWS, Problems, RawRow, RawTable, place_of

_LONGEST_NUMBER = 300


def read_json(content: bytes, problems: Problems) -> list[RawTable]:
    """Return the tables of an object of lists, or of one list of objects (named "")."""
    text, broken = decode(content)
    if broken:
        problems.add("warning", "broken_characters", count=broken)
    try:
        value = _loaded(text)
    except json.JSONDecodeError as error:
        problems.add("error", "damaged_json", place_of("", "line", error.lineno), column=error.colno)
        return []
    except RecursionError:
        problems.add("error", "nested_json")
        return []
    return _tables(value, problems)


def read_json_lines(content: bytes, problems: Problems) -> list[RawTable]:
    """Return the table (named "") of a file with one object on each line; items count from 1."""
    text, broken = decode(content)
    if broken:
        problems.add("warning", "broken_characters", count=broken)
    items = []
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            items += [_loaded(line)] if line.strip() else []
        except (json.JSONDecodeError, RecursionError):
            problems.add("error", "damaged_line", place_of("", "line", number))
    return [_table("", items, problems)]


def _loaded(text: str) -> Any:
    return json.loads(text, parse_int=_whole_number, parse_constant=lambda _name: None)


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits[:_LONGEST_NUMBER]


def _tables(value: object, problems: Problems) -> list[RawTable]:
    if isinstance(value, list):
        return [_table("", value, problems)]
    if not isinstance(value, Mapping):
        problems.add("error", "no_list_in_json")
        return []
    lists = [(name, items) for name, items in value.items() if _is_table(items)]
    if not lists:
        return [_table("", [value], problems)]
    return [_table(_header(name)[:80], items, problems) for name, items in lists]


def _is_table(items: object) -> bool:
    return isinstance(items, list) and (not items or any(isinstance(item, Mapping) for item in items))


def _table(name: str, items: Iterable[object], problems: Problems) -> RawTable:
    rows: list[RawRow] = []
    for number, item in enumerate(items, start=1):
        if len(rows) == MAX_ROWS:
            problems.add("warning", "too_many_rows", Place(table=name), limit=MAX_ROWS)
            break
        if isinstance(item, Mapping):
            rows.append(RawRow(number, _cells(item)))
        else:
            problems.add("error", "no_object", place_of(name, "item", number))
    headers = dict.fromkeys(header for row in rows for header in row.cells)
    return RawTable(name, tuple(headers), tuple(row for row in rows if row.cells), 0, "item")


def _cells(item: Mapping[str, object]) -> dict[str, str]:
    texts = {_header(name): cell_text(_plain(value)) for name, value in list(item.items())[:MAX_COLUMNS]}
    return {header: text for header, text in texts.items() if header and text.strip()}


def _header(name: str) -> str:
    return redact(clean(name)[:200].replace("\n", " "))[0]


def _plain(value: object) -> object:
    """People and places often come as objects; their name is what a cell would hold."""
    if isinstance(value, list):
        return [_plain(item) for item in value if not isinstance(item, list)]
    if isinstance(value, Mapping):
        name = value.get("name")
        return name if isinstance(name, str) else None
    return value
