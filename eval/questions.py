"""Labelled questions: what each should find, and how answers are judged against that."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.domain.answers import Answer, Recommendation
from assistant.language import contains_verbatim
from assistant.ports import Register
from assistant.understanding import LONGEST_QUESTION
from eval.grounding import supported
from eval.labels import require_known
from eval.rows import Row, read_rows_by

# The labelled questions over the sample corpus: for measuring, and for choosing.
SAMPLE_QUESTIONS = Path(__file__).parent / "datasets" / "samples" / "questions.jsonl"
TUNING_QUESTIONS = SAMPLE_QUESTIONS.with_name("tuning.jsonl")
_SAMPLE_SOURCES = Path(str(files("samples").joinpath("sources")))

# The grade of what fits exactly; what helps in part has a lower one and is not counted as found.
RIGHT = 2


@dataclass(frozen=True, slots=True)
class Question:
    """One labelled question. `experts` and `works` are all right answers; none where nothing fits.

    `text` is what is asked: a follow-up stands after the question it follows. `labels` are all that are
    graded, also what helps in part.
    """

    id: str
    language: str
    style: str
    kind: str
    text: str
    experts: frozenset[str]
    works: frozenset[str]
    labels: frozenset[str] = frozenset()

    @property
    def is_answerable(self) -> bool:
        return bool(self.experts or self.works)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one answer did. Ranks count from 1; None: not among the recommendations.

    `quotes` and `verbatim` count the citations and those that stand letter by letter on their page;
    `statements` and `supported` the reasons for who and what is recommended, and those that follow from what
    they cite. `confidence` is what decided on refusing. `found` are the works and experts, best first, with
    their scores.
    """

    question: Question
    was_refused: bool
    expert_rank: int | None
    work_rank: int | None
    quotes: int
    verbatim: int
    statements: int
    supported: int
    confidence: float
    milliseconds: float
    found: Sequence[tuple[str, float]] = ()

    def found_within(self, top: int) -> bool:
        """Whether a right expert or a right work stands among the first `top` of its list."""
        return any(rank is not None and rank <= top for rank in (self.expert_rank, self.work_rank))


def sample_texts() -> list[str]:
    """What both labelled sets ask about the sample corpus, each text once; those for measuring come first."""
    sets = (load_questions(file) for file in (SAMPLE_QUESTIONS, TUNING_QUESTIONS))
    return list(dict.fromkeys(question.text for of_set in sets for question in of_set))


def load_questions(file: Path) -> list[Question]:
    """Read a JSON-lines file of questions (docs/howto-evaluator.md describes its fields).

    Raises EvaluationError naming the line that is none, and what is wrong with it.
    """
    rows = read_rows_by("id", file)
    return [_question(row, rows) for row in rows.values()]


def warn_of_unknown(file: Path, questions: Sequence[Question]) -> None:
    """Warn of labels that name nobody and nothing of the sample corpus.

    Raises EvaluationError where not one of them is known.
    """
    named = [id_ for question in questions for id_ in sorted(question.labels)]
    require_known(file, named, _sample_ids(), "samples/corpus")


def _question(row: Row, rows: Mapping[str, Row]) -> Question:
    experts, works = row.grades("experts"), row.grades("works")
    return Question(
        id=row.id("id"),
        language=row.text("language"),
        style=row.optional_text("style"),
        kind=row.text("kind"),
        text=_text(row, rows),
        experts=_right(experts),
        works=_right(works),
        labels=frozenset(experts.keys() | works.keys()),
    )


def _text(row: Row, rows: Mapping[str, Row]) -> str:
    """What is asked: the question after those that it follows."""
    followed = [row]
    while before := followed[-1].optional_text("follows"):
        if before not in rows:
            raise followed[-1].error("eval.follows_nothing", id=before)
        if rows[before] in followed:
            raise row.error("eval.follows_itself", id=before)
        followed.append(rows[before])
    text = " ".join(one.question("question") for one in reversed(followed))
    if len(text) > LONGEST_QUESTION:
        raise row.error("eval.long_question", limit=LONGEST_QUESTION)
    return text


def _right(grades: Mapping[str, int]) -> frozenset[str]:
    return frozenset(id_ for id_, grade in grades.items() if grade >= RIGHT)


@cache
def _sample_ids() -> frozenset[str]:
    """The experts, works and reports of the sample corpus, as labels name them."""
    reports = {file.stem for file in _SAMPLE_SOURCES.glob("*/reports/*.md")}
    rows = (
        row
        for file in _SAMPLE_SOURCES.glob("*/*.json")
        for row in json.loads(file.read_text(encoding="utf-8"))
    )
    return frozenset(reports | {row["id"] for row in rows})


def judge(question: Question, answer: Answer, register: Register, names: Mapping[str, str]) -> Judgement:
    """Compare an answer with its labels. `names` gives a work's name in the labels by its id."""
    places = {(citation.document_id, citation.page) for citation in answer.citations}
    pages = register.pages(places)
    works = _named(answer.works, names)
    return Judgement(
        question=question,
        was_refused=answer.refusal is not None,
        expert_rank=_rank([r.subject.id for r in answer.experts], question.experts),
        work_rank=_rank(works, question.works),
        quotes=len(answer.citations),
        verbatim=sum(
            contains_verbatim(pages[citation.document_id, citation.page].text, citation.quote)
            for citation in answer.citations
        ),
        statements=sum(len(r.why) for r in (*answer.experts, *answer.works)),
        supported=supported(answer, register),
        confidence=answer.confidence,
        milliseconds=answer.timings_ms["total"],
        found=_found(answer, works),
    )


def _found(answer: Answer, works: Sequence[str]) -> list[tuple[str, float]]:
    experts = [(f"expert:{r.subject.id}", r.score) for r in answer.experts]
    named = [(f"work:{id_}", r.score) for id_, r in zip(works, answer.works, strict=True)]
    return sorted([*experts, *named], key=lambda one: -one[1])


def _named(recommendations: Sequence[Recommendation], names: Mapping[str, str]) -> list[str]:
    return [names.get(r.subject.id, r.subject.id) for r in recommendations]


def _rank(found: Sequence[str], right: frozenset[str]) -> int | None:
    return next((place for place, id_ in enumerate(found, start=1) if id_ in right), None)
