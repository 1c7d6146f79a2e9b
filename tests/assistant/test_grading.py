"""Before it drafts, a language model tells which evidence helps; it can do nothing else by that."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from assistant.answering.drafting import Drafter
from assistant.answering.exhibits import Exhibit
from assistant.answering.grading import FEWEST_TO_GRADE, LONGEST_GRADED, helpful
from assistant.checking import Proof
from assistant.domain.answers import Answer, Recommendation
from assistant.domain.citations import Citation, Statement
from assistant.domain.documents import SourceRef
from assistant.domain.drafting import Drafting
from assistant.domain.needs import Need
from assistant.language_model import LanguageModel
from assistant.ports import Piece
from tests.examples import a_work
from tests.scripted_model import (
    INPUT_TOKENS,
    Evidence,
    Reply,
    ScriptedChatModel,
    WordForWordChecker,
    draft,
    key_of,
)

QUOTES = (
    "Dried longan keeps for 12 months.",
    "A dryer of longan saves 30% of the gas.",
    "Biogas of pig farms runs engines.",
)


def exhibits(*quotes: str) -> list[Exhibit]:
    return [Exhibit(f"ev-{place:08x}", place, Proof(quote)) for place, quote in enumerate(quotes, start=1)]


def helping(reply: Reply, *quotes: str) -> tuple[list[str], ScriptedChatModel]:
    model = ScriptedChatModel(replies=[reply])
    counted: list[Piece] = []
    kept = helpful(
        exhibits(*(quotes or QUOTES)),
        "longan dryer",
        "en",
        LanguageModel(model, "scripted:model"),
        within_s=5.0,
        count=counted.append,
    )
    return [exhibit.proof.quote for exhibit in kept], model


def graded(*grades: Any) -> Callable[[Evidence], str]:
    """Grades for the evidence in its order."""
    return lambda evidence: json.dumps(
        {
            "grades": [
                {"key": one["key"], "grade": grade} for one, grade in zip(evidence, grades, strict=False)
            ]
        }
    )


def test_what_does_not_help_is_set_aside_and_what_helps_most_comes_first() -> None:
    kept, _ = helping(graded(4, 9, 0))
    assert kept == [QUOTES[1], QUOTES[0]]


def test_what_is_not_graded_stays_behind_what_is() -> None:
    kept, _ = helping(graded(0, 2))
    assert kept == [QUOTES[1], QUOTES[2]]


@pytest.mark.parametrize("grade", [11, -1, 0.0, "0", None, [0]])
def test_a_grade_that_is_none_sets_nothing_aside(grade: Any) -> None:
    kept, _ = helping(graded(grade, grade, grade))
    assert kept == list(QUOTES)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "0",
        "null",
        "[]",
        '{"grades": 0}',
        '{"grades": [0, [], {"key": 7}]}',
        '{"grades": [{"key": "ev-0',
        " " * 99_999,
    ],
)
def test_what_tells_no_grades_sets_nothing_aside(reply: str) -> None:
    kept, _ = helping(reply)
    assert kept == list(QUOTES)


def test_of_a_few_passages_none_is_graded() -> None:
    few = QUOTES[: FEWEST_TO_GRADE - 1]
    kept, model = helping("", *few)
    assert kept == list(few)
    assert not model.heard


def test_all_passages_are_graded_in_one_call_by_their_beginnings() -> None:
    _, model = helping(graded(5, 5, 5), *QUOTES[:2], "longan " * LONGEST_GRADED)
    (messages,) = model.heard
    shown = json.loads(messages[-1].text)["evidence"]
    assert [len(one["passage"]) for one in shown[:2]] == [len(quote) for quote in QUOTES[:2]]
    assert len(shown[2]["passage"]) == LONGEST_GRADED


def an_answer() -> tuple[Answer, list[Citation]]:
    """An answer that three quotes carry."""
    source = SourceRef("doc", 1, 0, 9)
    citations = [
        Citation(number, "doc", "a.pdf", "Longan", (), 2020, 1, quote, source)
        for number, quote in enumerate(QUOTES, start=1)
    ]
    why = tuple(Statement(f"“{one.quote}”", (one.number,)) for one in citations)
    work = Recommendation(a_work(), {"fit": 1.0}, why)
    need = Need("longan dryer", "en", topics=("longan", "dryer"))
    return Answer("longan dryer", "en", need, statements=why[:1], works=(work,)), citations


def drafted(
    *replies: Reply, timeout_s: float = 5.0, **options: Any
) -> tuple[Answer, Drafting, ScriptedChatModel]:
    model = ScriptedChatModel(replies=list(replies), **options)
    writer = LanguageModel(model, "scripted:model")
    drafter = Drafter(writer, WordForWordChecker(), timeout_s=timeout_s, grades=True)
    quoted, citations = an_answer()
    *words, drafting = filter(None, drafter.draft_stream(quoted, citations))
    assert isinstance(drafting, Drafting)
    statements = tuple(word for word in words if isinstance(word, Statement))
    return replace(quoted, statements=statements or quoted.statements), drafting, model


def passages(model: ScriptedChatModel, call: int) -> Sequence[str]:
    return [one["passage"] for one in json.loads(model.heard[call][-1].text)["evidence"]]


def test_a_draft_is_made_of_what_helps_alone() -> None:
    answer, drafting, model = drafted(graded(3, 8, 0), draft((QUOTES[1], "saves")))
    assert passages(model, 1) == [QUOTES[1], QUOTES[0]]
    assert answer.statements == (Statement(QUOTES[1], (2,)),)
    assert drafting.set_aside == 1
    assert drafting.input_tokens == 2 * INPUT_TOKENS


def test_a_statement_that_cites_what_was_set_aside_is_dropped() -> None:
    seen: list[str] = []

    def grading(evidence: Evidence) -> str:
        seen.append(key_of(evidence, "Biogas"))
        return graded(3, 8, 0)(evidence)

    def citing_it(_: Evidence) -> str:
        return json.dumps({"statements": [{"text": QUOTES[2], "keys": seen}]})

    answer, drafting, _ = drafted(grading, citing_it, '{"statements": []}')
    assert drafting.by == "extractive"
    assert drafting.faults == {"keys": 1}
    assert answer.statements == an_answer()[0].statements


def test_where_nothing_helps_the_quotes_stay_and_say_why() -> None:
    answer, drafting, model = drafted(graded(0, 0, 0))
    assert answer.statements == an_answer()[0].statements
    assert drafting.fallback == "nothing_relevant"
    assert len(model.heard) == 1


@pytest.mark.parametrize("reply", ["nonsense", ConnectionError("refused")])
def test_a_model_that_does_not_grade_drafts_all_the_same(reply: Reply) -> None:
    answer, drafting, model = drafted(reply, draft((QUOTES[2], "Biogas")))
    assert passages(model, 1) == list(QUOTES)
    assert (drafting.by, drafting.set_aside) == ("model", 0)
    assert answer.statements[0].citations == (3,)


def test_grading_takes_a_part_of_the_time_alone() -> None:
    two_seconds_of_nothing = [" "] * 40
    answer, drafting, _ = drafted(
        two_seconds_of_nothing, draft((QUOTES[0], "Dried")), timeout_s=1.5, pause_s=0.05
    )
    assert (drafting.by, drafting.set_aside) == ("model", 0)
    assert answer.statements[0].text == QUOTES[0]
