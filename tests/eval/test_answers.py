"""How answers are judged, and what a run over them tells."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.domain.drafting import Drafting
from eval.answers import Asked, _line, drafting_figures, measures, risk_coverage, went_wrong
from eval.questions import Judgement, Question


def a_question(id_: str = "q", experts: Sequence[str] = (), works: Sequence[str] = ()) -> Question:
    return Question(id_, "th", "formal", "problem", id_, frozenset(experts), frozenset(works))


def a_judgement(
    question: Question,
    *,
    refused: bool = False,
    expert: int | None = None,
    work: int | None = None,
    confidence: float = 0.9,
) -> Judgement:
    quotes = 0 if refused else 4
    return Judgement(question, refused, expert, work, quotes, quotes, quotes, quotes, confidence, 10.0)


def an_asked(question: Question, *, found: bool, confidence: float, never: bool = False) -> Asked:
    unrefused = a_judgement(question, refused=never, work=1 if found else None)
    return Asked(a_judgement(question, confidence=confidence), unrefused)


def test_a_question_has_only_the_measures_that_its_labels_give_it_a_right_to() -> None:
    by_expert = a_judgement(a_question(experts=["e"]), expert=2)
    assert measures(Asked(by_expert, by_expert)) == {
        "found@1": 0, "found@3": 1, "found@5": 1, "unrefused@3": 1, "answered": 1, "expert@3": 1,
        "verbatim": 1, "supported": 1,
    }  # fmt: skip
    nothing_fits = a_judgement(a_question(), refused=True)
    assert measures(Asked(nothing_fits, nothing_fits)) == {"refused": 1}


def test_a_question_with_a_reason_that_is_not_supported_is_listed_with_it() -> None:
    found = a_judgement(a_question(works=["w"]), work=1)
    unproved = replace(found, supported=3)
    assert not went_wrong(found)
    assert went_wrong(unproved)
    assert "3 of 4 reasons supported" in _line(unproved)
    assert "supported" not in _line(found)


def test_what_is_found_but_refused_is_told_apart_from_what_is_not_found() -> None:
    question = a_question(works=["w"])
    asked = Asked(a_judgement(question, refused=True), a_judgement(question, work=1))
    told = measures(asked)
    assert (told["found@3"], told["unrefused@3"], told["answered"]) == (0, 1, 0)


def test_risk_is_the_share_of_wrong_answers_among_the_surest() -> None:
    right, wrong = a_question("right", works=["w"]), a_question("wrong", works=["w"])
    asked = [
        an_asked(right, found=True, confidence=0.9),
        an_asked(a_question("nothing"), found=False, confidence=0.5),
        an_asked(wrong, found=False, confidence=0.7),
        an_asked(a_question("no subject"), found=False, confidence=0.8, never=True),
    ]
    curve = [(point["coverage"], point["risk"]) for point in risk_coverage(asked)]
    assert curve == [(0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(2 / 3, abs=1e-4))]


def test_equal_confidence_is_one_point_of_the_curve() -> None:
    asked = [an_asked(a_question(works=["w"]), found=found, confidence=0.9) for found in (True, False)]
    assert risk_coverage(asked) == [{"coverage": 1.0, "risk": 0.5, "confidence": 0.9}]


def test_what_a_language_model_drafted_is_added_up() -> None:
    draftings = [
        Drafting("openai:m", "model", None, 3, 1, 1, 100, 20, 0.25),
        Drafting("openai:m", "extractive", "too_late", 0, 0, 0, 100, 0, 0.5),
        Drafting("openai:m", "extractive", "nothing_supported", 2, 0, 2, 100, 20, None),
    ]
    assert drafting_figures(draftings) == {
        "answers_drafted": 1, "quoted_nothing_supported": 1, "quoted_too_late": 1,
        "statements_drafted": 5, "statements_repaired": 1, "statements_dropped": 3,
        "input_tokens": 300, "output_tokens": 40, "cost": 0.75,
    }  # fmt: skip


def test_without_a_language_model_nothing_is_told_of_drafts() -> None:
    assert drafting_figures([]) == {}
