"""Bad input as a value: what is wrong, in which file and place, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

from prompts import Language, message

Severity = Literal["error", "warning", "notice"]


# What numbers of places count.
Unit = Literal["", "page", "row", "item", "line"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: `number` counts `unit`s ("5", of pages also "1, 3-5"), in a table, under a column.

    What is empty is not said; all empty is the whole file.
    """

    unit: Unit = ""
    number: str = ""
    table: str = ""
    column: str = ""

    def text(self, language: Language) -> str:
        """As a user would say it: "row 5, trl", "experts แถว 5, trl"."""
        counted = message(f"reading.place_{self.unit}", language, number=self.number) if self.unit else ""
        row = " ".join(filter(None, (self.table, counted)))
        return ", ".join(filter(None, (row, self.column)))


WHOLE_FILE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one input.

    error: the file or row was left out; warning: part of it was; notice: nothing was lost, but
    somebody should look. `key` and `variables` name a text in prompts/messages.
    """

    severity: Severity
    key: str
    file: str
    place: Place = WHOLE_FILE
    variables: tuple[tuple[str, str | Place], ...] = ()

    def message(self, language: Language) -> str:
        shown = {
            name: value.text(language) if isinstance(value, Place) else value
            for name, value in self.variables
        }
        return message(self.key, language, **shown)
