"""Labelled questions: what is asked, and what counts as found."""

import json
from pathlib import Path

import pytest

from assistant.errors import EvaluationError
from eval.questions import load_questions

DATASETS = Path(__file__).parents[2] / "eval" / "datasets"
SETS = [DATASETS / "samples" / name for name in ("questions.jsonl", "tuning.jsonl")]


def test_a_follow_up_is_asked_after_the_question_it_follows(tmp_path: Path) -> None:
    rows = [
        {
            "id": "a",
            "language": "th",
            "kind": "problem",
            "question": "น้ำเสียมีกลิ่น",
            "experts": {"e": 2},
            "works": {},
        },
        {
            "id": "b",
            "language": "th",
            "kind": "follow-up",
            "follows": "a",
            "question": "ภาคใต้ล่ะ",
            "experts": {},
            "works": {},
        },
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    first, second = load_questions(file)
    assert (first.text, second.text) == ("น้ำเสียมีกลิ่น", "น้ำเสียมีกลิ่น ภาคใต้ล่ะ")
    assert (first.is_answerable, second.is_answerable) == (True, False)


def test_what_helps_in_part_is_not_what_is_looked_for(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "language": "en",
        "kind": "term",
        "question": "dryers",
        "experts": {"e": 2, "f": 1},
        "works": {"w": 1},
    }
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps(row))
    (question,) = load_questions(file)
    assert (question.experts, question.works) == (frozenset({"e"}), frozenset())


@pytest.mark.parametrize("file", SETS, ids=lambda file: file.stem)
def test_labels_name_what_the_samples_hold(file: Path) -> None:
    sources = Path(__file__).parents[2] / "samples" / "sources"
    known = {path.stem for path in sources.glob("*/reports/*.md")}
    for register in sources.glob("*/*.json"):
        known |= {row["id"] for row in json.loads(register.read_text(encoding="utf-8"))}
    questions = load_questions(file)
    assert len({question.id for question in questions}) == len(questions)
    assert set().union(*(question.experts | question.works for question in questions)) <= known


def test_no_question_is_in_both_sets() -> None:
    measured, tuned = ({question.text for question in load_questions(file)} for file in SETS)
    assert not measured & tuned


@pytest.mark.parametrize("line", ["{", '{"id": "a", "question": "x"}', "[]"])
def test_a_line_that_is_no_question_is_told(line: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(line)
    with pytest.raises(EvaluationError) as raised:
        load_questions(file)
    assert "mine.jsonl" in raised.value.message("th")
