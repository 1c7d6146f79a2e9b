"""Bad input as a value: what is wrong, in which file and place, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

from prompts import Language, message

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one input.

    error: the file or row was left out; warning: part of it was; notice: nothing was lost, but
    somebody should look. `key` and `variables` name a text in prompts/messages; `place` is a page,
    row or column as the user would say it ("row 5, column trl"), or empty.
    """

    severity: Severity
    key: str
    file: str
    place: str = ""
    variables: tuple[tuple[str, str], ...] = ()

    def message(self, language: Language) -> str:
        return message(self.key, language, **dict(self.variables))
