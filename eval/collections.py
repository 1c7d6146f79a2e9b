"""Public test collections in BEIR's layout (Thakur et al. 2021): corpus, queries, graded judgements.

A folder holds `corpus.jsonl` (_id, title, text), `queries.jsonl` (_id, text) and `qrels.tsv` (a header,
then query id, document or expert id, grade). Sets of experts have `experts.jsonl` (_id, name, papers) too.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EvaluationError
from eval.labels import note, require_known, warn
from eval.rows import Row, has_words, number_in, read_lines, read_rows_by, require_once

_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a collection. `people` are the ids of its authors in order, where the set tells."""

    id: str
    title: str
    text: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries by id, and how well (0: not at all) each judged document or expert fits each query."""

    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, float]]

    def judged_ids(self) -> list[str]:
        """What is judged, once for each judgement."""
        return [id_ for grades in self.grades.values() for id_ in grades]


def load_papers(file: Path) -> list[Paper]:
    """Read a `corpus.jsonl`; warns of documents without text.

    Raises EvaluationError naming the line that is none of it, or where no document has a text.
    """
    papers = [
        Paper(id_, row.optional_text("title"), row.text("text"), row.optional_texts("authors"))
        for id_, row in read_rows_by("_id", file).items()
    ]
    empty = sum(not has_words(paper.text) for paper in papers)
    if empty == len(papers):
        raise EvaluationError("eval.no_texts", file=file, count=empty)
    if empty:
        warn("eval.empty_texts", file=file, count=empty, all=len(papers))
    return papers


def load_experts(file: Path, papers: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The papers of each expert, by the expert's id; warns of those that are not among `papers`.

    Raises EvaluationError naming the line that is none of it, or where no paper is known.
    """
    written = {id_: row.texts("papers") for id_, row in read_rows_by("_id", file).items()}
    require_known(file, (id_ for of_one in written.values() for id_ in of_one), papers, "corpus.jsonl")
    return written


def load_judged(queries: Path, grades: Path, *, are_ratings: bool = False) -> Judged:
    """Read queries and their judgements; queries that nobody judged are left out, and told.

    Grades are whole numbers, ratings need not be. Warns of judgements of other queries. Raises
    EvaluationError naming the line that is none, or that asks nothing.
    """
    texts = {id_: row.question("text") for id_, row in read_rows_by("_id", queries).items()}
    judged: dict[str, dict[str, float]] = {}
    rows: dict[str, Row] = {}
    for row, (query_id, id_, grade) in _judgements(grades):
        pair, told = f"{query_id} {id_}", _grade(row, grade, are_ratings=are_ratings)
        # Said twice it is no contradiction, and public sets do say so.
        if judged.setdefault(query_id, {}).setdefault(id_, told) != told:
            require_once(rows, pair, row)
        rows.setdefault(pair, row)
    require_known(grades, judged, texts, queries)
    known = {id_: text for id_, text in texts.items() if id_ in judged}
    if len(known) < len(texts):
        note("eval.unjudged", file=queries, grades=grades, count=len(texts) - len(known), all=len(texts))
    return Judged(known, {id_: judged[id_] for id_ in known})


def _judgements(file: Path) -> list[tuple[Row, list[str]]]:
    """The rows below the header, each with its columns."""
    rows = [_columns(Row(file, number, {}), line) for number, line in read_lines(file)]
    if rows and _is_number(rows[0][1][-1]):
        raise rows[0][0].error("eval.no_header")
    if len(rows) < 2:
        raise EvaluationError("eval.empty_file", file=file)
    return rows[1:]


def _columns(row: Row, line: str) -> tuple[Row, list[str]]:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise row.error("eval.wrong_columns", count=len(columns))
    if any('"' in (column[:1], column[-1:]) for column in columns):
        raise row.error("eval.quoted")
    return row, columns


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _grade(row: Row, written: str, *, are_ratings: bool) -> float:
    grade = number_in(written)
    if grade is None:
        raise row.error("eval.wrong_rating", grade=written)
    if not are_ratings and grade != int(grade):
        raise row.error("eval.wrong_grade", grade=written)
    return grade
