"""Reading a draft while it is written: each statement is handed on as soon as its last bracket has come.

A draft is one JSON object, {"statements": [{"text": "...", "keys": ["..."]}, ...]}, and nothing else. What is
written otherwise is not repaired: what was whole before it counts, the rest does not.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

LONGEST_DRAFT = 20_000
_BEGINNING = re.compile(r'\s*\{\s*"statements"\s*:\s*\[')
_LONGEST_BEGINNING = 200


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as it was written, with the keys of the evidence it names; empty where it is malformed."""

    text: str = ""
    keys: tuple[str, ...] = ()


class DraftReader:
    """Takes a draft piece by piece."""

    def __init__(self) -> None:
        self._text = ""
        self._read_to = 0
        self._count = 0
        self._state: Literal["begins", "goes_on", "closed", "broken"] = "begins"

    @property
    def is_closed(self) -> bool:
        """Whether the list of statements came to its end."""
        return self._state == "closed"

    @property
    def is_broken(self) -> bool:
        """Whether nothing that may still come counts, because it is no draft."""
        return self._state == "broken"

    def take(self, piece: str) -> Iterator[Written]:
        """Yield the statements that `piece` completes."""
        if self._state in ("closed", "broken"):
            return
        self._text += piece
        if self._state == "begins":
            self._begin()
        if "}" in piece or "]" in piece:
            while self._state == "goes_on" and (statement := self._next()):
                yield statement
        if self._state != "closed" and len(self._text) > LONGEST_DRAFT:
            self._state = "broken"

    def _begin(self) -> None:
        if beginning := _BEGINNING.match(self._text):
            self._read_to, self._state = beginning.end(), "goes_on"
        elif len(self._text) > _LONGEST_BEGINNING or self._text.lstrip()[:1] not in ("", "{"):
            self._state = "broken"

    def _next(self) -> Written | None:
        """The next statement, if it has come to its end."""
        start = self._past_space(self._read_to)
        if self._text.startswith("]", start):
            self._state = "closed"
            return None
        if self._count and self._text.startswith(",", start):
            start = self._past_space(start + 1)
        elif self._count and start < len(self._text):
            self._state = "broken"
            return None
        if not self._text.startswith("{", start):
            return None  # Nothing of it has come yet, or what has is no statement and never will be one.
        try:
            row, self._read_to = json.JSONDecoder().raw_decode(self._text, start)
        except (ValueError, RecursionError):
            return None  # It has not come to its end, and perhaps it never will.
        self._count += 1
        return _written(row)

    def _past_space(self, place: int) -> int:
        return len(self._text) - len(self._text[place:].lstrip())


def _written(row: dict[str, Any]) -> Written:
    match row:
        case {"text": str(text), "keys": list(keys), **other} if not other:
            return Written(text, tuple(keys)) if all(isinstance(key, str) for key in keys) else Written()
    return Written()
