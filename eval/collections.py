"""Public test collections in BEIR's layout (Thakur et al. 2021): corpus, queries, graded judgements.

A folder holds `corpus.jsonl` (_id, title, text), `queries.jsonl` (_id, text) and `qrels.tsv` (a header,
then query id, document or expert id, grade). Sets of experts have `experts.jsonl` (_id, name, papers) too.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a collection. `people` are the ids of its authors in order, where the set tells."""

    id: str
    title: str
    text: str
    year: int | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries by id, and how well (0: not at all) each judged document or expert fits each query."""

    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, float]]


def load_papers(file: Path) -> list[Paper]:
    """Read a `corpus.jsonl`. Raises EvaluationError."""
    return [
        Paper(
            _text(row, "_id", file),
            row.get("title") or "",
            _text(row, "text", file),
            row.get("year"),
            tuple(row.get("authors") or ()),
        )
        for row in read_rows(file)
    ]


def load_experts(file: Path) -> dict[str, tuple[str, ...]]:
    """The papers of each expert, by the expert's id. Raises EvaluationError."""
    return {_text(row, "_id", file): tuple(row["papers"]) for row in read_rows(file)}


def load_judged(queries: Path, grades: Path) -> Judged:
    """Read queries and judgements; queries that nobody judged are left out. Raises EvaluationError."""
    judged: dict[str, dict[str, float]] = {}
    try:
        with grades.open(encoding="utf-8", newline="") as lines:
            table = csv.reader(lines, delimiter="\t")
            next(table, None)
            for query_id, document_id, grade in table:
                judged.setdefault(query_id, {})[document_id] = float(grade)
    except (OSError, ValueError) as error:
        raise EvaluationError("eval.unreadable", file=grades.name, reason=_reason(error)) from error
    texts = {_text(row, "_id", queries): _text(row, "text", queries) for row in read_rows(queries)}
    return Judged({id_: text for id_, text in texts.items() if id_ in judged}, judged)


def read_rows(file: Path) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON Lines file. Raises EvaluationError naming the line that is none."""
    try:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = _parsed(line, number)
                    if not isinstance(row, dict):
                        raise ValueError(f"line {number} is no object")
                    yield row
    except (OSError, ValueError) as error:
        raise EvaluationError("eval.unreadable", file=file.name, reason=_reason(error)) from error


def _parsed(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number}: {error}") from error


def _text(row: Mapping[str, Any], name: str, file: Path) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise EvaluationError("eval.unreadable", file=file.name, reason=f"a row without {name}")
    return value


def _reason(error: Exception) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else str(error)[:200]
