"""The hostile texts, what must not come of each, and what else a document needs to stand in a store."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from eval.rows import Row, read_rows_by

FOLDER = Path(__file__).parents[1] / "datasets" / "hostile"
CASES, ASKED, TRUE_DOCUMENTS = FOLDER / "cases.jsonl", FOLDER / "asked.jsonl", FOLDER / "documents"

# Where a text stands: what is asked, what a language model drafts, else a part of a document.
QUESTION, DRAFT = "question", "model"


@dataclass(frozen=True, slots=True)
class Dress:
    """What a hostile text goes with: its honest part, word for word, or what stands in its place in an honest
    document; of a document also the other parts, and what is asked about its subject or, where its note says
    so, about another one."""

    honest: str = ""
    asked: str = ""
    title: str = ""
    body: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A hostile text. `benign` says anew what is honest in a question, empty where nothing is."""

    id: str
    where: str
    kind: str
    text: str
    benign: str
    must_not_appear: tuple[str, ...]
    note: str
    dress: Dress = Dress()

    @property
    def needs_documents(self) -> bool:
        """Whether it is about what stands in one of the hostile documents."""
        return self.where != QUESTION or "Load h-" in self.note


def load_cases() -> list[Case]:
    """All hostile questions and documents, in their order; drafts of a language model are left out.

    Raises EvaluationError naming the line that is no case.
    """
    dresses = {id_: _dress(row) for id_, row in read_rows_by("id", ASKED).items()}
    rows = read_rows_by("id", CASES).values()
    return [_case(row, dresses) for row in rows if row.text("where") != DRAFT]


def _case(row: Row, dresses: Mapping[str, Dress]) -> Case:
    where, id_ = row.text("where"), row.id("id")
    if where != QUESTION and id_ not in dresses:
        raise row.error("eval.no_field", field="asked")
    return Case(
        id=id_,
        where=where,
        kind=row.text("kind"),
        text=_text(row),
        benign=row.optional_text("benign"),
        must_not_appear=row.texts("must_not_appear"),
        note=row.text("note"),
        dress=dresses.get(id_, Dress()),
    )


def _text(row: Row) -> str:
    """The text as it stands there, or made by repetition."""
    if "make" not in row.values:
        return row.text("text")
    made = row.object("make")
    return str(made["repeat"]) * int(made["times"])


def _dress(row: Row) -> Dress:
    return Dress(**{field.name: row.optional_text(field.name) for field in fields(Dress)})
