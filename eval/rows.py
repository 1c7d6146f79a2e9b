"""Files of rows, checked where they are read: nothing behind this meets a value of a wrong kind."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError

# No grade, rating or measure is meant to be further from 0.
FURTHEST = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a file, and the line it begins in, counting from 1.

    Each method returns the field `name`, and raises EvaluationError where its value is of another kind.
    """

    file: Path
    line: int
    values: Mapping[str, Any]

    def error(self, key: str, **variables: object) -> EvaluationError:
        """The error `key` that names this row."""
        return EvaluationError(key, file=self.file, line=self.line, **variables)

    def id(self, name: str) -> str:
        """A text that is not empty."""
        text = self.text(name)
        if not text.strip():
            raise self.error("eval.needs_id", field=name)
        return text

    def text(self, name: str) -> str:
        text = self._value(name)
        if not is_text(text):
            raise self.error("eval.needs_text", field=name)
        return str(text)

    def question(self, name: str) -> str:
        """A text that somebody could ask: with a letter or a digit."""
        text = self.text(name)
        if not has_words(text):
            raise self.error("eval.empty_question")
        return text

    def optional_text(self, name: str) -> str:
        """The text, or an empty one where the field is missing or null."""
        return self.text(name) if self.values.get(name) is not None else ""

    def texts(self, name: str) -> tuple[str, ...]:
        listed = self._value(name)
        if not isinstance(listed, list) or not all(map(is_text, listed)):
            raise self.error("eval.needs_texts", field=name)
        return tuple(listed)

    def optional_texts(self, name: str) -> tuple[str, ...]:
        """The texts, or none where the field is missing or null."""
        return self.texts(name) if self.values.get(name) is not None else ()

    def truth(self, name: str) -> bool:
        truth = self._value(name)
        if not isinstance(truth, bool):
            raise self.error("eval.needs_truth", field=name)
        return truth

    def optional_whole_number(self, name: str) -> int | None:
        """The number, or None where the field is missing or null."""
        number = self.values.get(name)
        if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
            raise self.error("eval.needs_whole_number", field=name)
        return number

    def texts_by_name(self, name: str) -> dict[str, str]:
        named = self.object(name)
        if not all(is_text(text) for pair in named.items() for text in pair):
            raise self.error("eval.needs_named_texts", field=name)
        return dict(named)

    def grades(self, name: str) -> dict[str, int]:
        """Whole numbers by id."""
        named = self.object(name)
        if not all(is_text(id_) and is_number(grade) and grade == int(grade) for id_, grade in named.items()):
            raise self.error("eval.needs_grades", field=name)
        return {id_: int(grade) for id_, grade in named.items()}

    def numbers(self, name: str) -> dict[str, float]:
        """Numbers by name."""
        named = self.object(name)
        if not all(is_text(key) and is_number(value) for key, value in named.items()):
            raise self.error("eval.needs_numbers", field=name)
        return {key: float(value) for key, value in named.items()}

    def object(self, name: str) -> dict[str, Any]:
        value = self._value(name)
        if not isinstance(value, dict):
            raise self.error("eval.needs_object", field=name)
        return value

    def objects(self, name: str) -> "list[Row]":
        """The objects of a list, each as a row of the same line."""
        listed = self._value(name)
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            raise self.error("eval.needs_objects", field=name)
        return [Row(self.file, self.line, one) for one in listed]

    def optional_object(self, name: str) -> "Row | None":
        """The object as a row of the same line, or None where the field is missing or null."""
        return Row(self.file, self.line, self.object(name)) if self.values.get(name) is not None else None

    def _value(self, name: str) -> Any:
        if name not in self.values:
            raise self.error("eval.no_field", field=name)
        return self.values[name]


def is_text(value: object) -> bool:
    """Whether it is a text that UTF-8 can hold: JSON can name half characters."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def has_words(text: str) -> bool:
    """Whether `text` holds a letter or a digit, so that something can be searched for or found."""
    return any(letter.isalnum() for letter in text)


def is_number(value: object) -> bool:
    """Whether it is a number, finite and not above FURTHEST."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= FURTHEST


def number_in(text: str) -> float | None:
    """The number that `text` writes; None where it is none, not finite or further from 0 than FURTHEST."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if is_number(number) else None


def read_rows(file: Path) -> list[Row]:
    """The objects of a JSON Lines file. Raises EvaluationError where a line is none or there are none."""
    rows = [Row(file, number, _object(line, file, number)) for number, line in read_lines(file)]
    if not rows:
        raise EvaluationError("eval.empty_file", file=file)
    return rows


def read_rows_by(name: str, file: Path) -> dict[str, Row]:
    """The objects of a JSON Lines file by their field `name`. Raises EvaluationError where two share it."""
    rows: dict[str, Row] = {}
    for row in read_rows(file):
        id_ = row.id(name)
        require_once(rows, id_, row)
        rows[id_] = row
    return rows


def read_row(file: Path) -> Row:
    """The one object that a file holds. Raises EvaluationError."""
    text = "\n".join(line for _, line in read_lines(file))
    return Row(file, 1, _object(text, file, 1))


def read_lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers from 1; only a line feed ends a line.

    Raises EvaluationError where the file cannot be read or is not UTF-8.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise EvaluationError("eval.unreadable", file=file, reason=error.strerror or error) from error
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield number, _decoded(line, file, number)


def require_once(rows: Mapping[str, Row], id_: str, row: Row) -> None:
    """Raise EvaluationError where `rows`, by their ids, have `id_` already."""
    if id_ in rows:
        raise row.error("eval.twice", id=id_, first=rows[id_].line)


def _decoded(line: bytes, file: Path, number: int) -> str:
    try:
        return line.decode().removesuffix("\r")
    except UnicodeDecodeError as error:
        raise EvaluationError("eval.not_utf8", file=file, line=number) from error


def _object(text: str, file: Path, number: int) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise EvaluationError("eval.no_object", file=file, line=number)
    return value
