"""Whatever a model writes, what its evidence does not carry reaches no reader."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.pages import page
from api.rendering import answer_to_json
from api.terminal import answer_lines
from assistant.answering.drafting import Drafter
from assistant.asking import Assistant
from assistant.checking import Checker
from assistant.domain.answers import Answer
from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.language import detect_language
from assistant.language_model import LanguageModel
from assistant.refusing import Calibration
from tests.examples import a_page, a_work
from tests.fakes import DictRegister, SharedWordsIndex
from tests.scripted_model import Evidence, ScriptedChatModel, as_draft, key_of

CASES = Path(__file__).parents[2] / "eval" / "datasets" / "hostile" / "cases.jsonl"
ALWAYS_SURE = Calibration(intercept=20.0, cosine=0.0, shared=0.0)
NUMBER = re.compile(r"[\[【](-?\d+)(?:-\d+)?[\]】]")
KEYS_AS_NUMBERS = re.compile(r'"keys": \[(\d+)(,?)\]')


def cases() -> Iterator[dict[str, Any]]:
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["where"] == "model":
            yield case


def written_in(case: Mapping[str, Any]) -> str:
    if "make" in case:
        return str(case["make"]["repeat"]) * int(case["make"]["times"])
    return str(case["text"])


def as_it_stands(case: Mapping[str, Any]) -> Callable[[Evidence], str]:
    return lambda _: written_in(case)


def in_form(case: Mapping[str, Any]) -> Callable[[Evidence], str]:
    """The same in the form that is asked for, with the keys that were given: the best that it could do."""
    return lambda evidence: _in_form(case, evidence)


def _in_form(case: Mapping[str, Any], evidence: Evidence) -> str:
    text = written_in(case)
    if "{" in text:
        return KEYS_AS_NUMBERS.sub(lambda m: f'"keys": ["{_key(m[1], case, evidence)}"{m[2]}]', text)
    lines = text[:4_000].splitlines()
    return as_draft([(line, [_key(n, case, evidence) for n in NUMBER.findall(line)]) for line in lines])


def _key(number: str, case: Mapping[str, Any], evidence: Evidence) -> str:
    passage = case["evidence"].get(str(int(number)))
    return key_of(evidence, passage[:20]) if passage else number


def an_assistant(case: Mapping[str, Any], drafter: Drafter | None) -> Assistant:
    texts = {f"doc-{number}": text for number, text in case["evidence"].items()}
    chunks = [
        Chunk(id_, id_, "work", id_, text, "", (SourceRef(id_, 1, 0, len(text)),), detect_language(text))
        for id_, text in texts.items()
    ]
    pages = {(id_, 1): a_page(1, text) for id_, text in texts.items()}
    register = DictRegister(chunks, pages, works=[a_work(id_, id_) for id_ in texts])
    return Assistant(
        SharedWordsIndex(chunks), register, lambda: date(2026, 11, 22), ALWAYS_SURE, drafter=drafter
    )


def a_drafter(reply: Callable[[Evidence], str], checker: Checker) -> Drafter:
    model = LanguageModel(ScriptedChatModel(replies=[reply, reply]), "scripted:model")
    return Drafter(model, checker, timeout_s=60.0)


def readers(answer: Answer) -> tuple[str, str, str]:
    """What readers get: the texts of the JSON, the lines of the terminal, the page."""
    shown = answer_to_json(answer)
    page_of_it = page("partials/answer.html", answer.language, {"answer": shown}).body
    return "\n".join(texts_in(shown)), "\n".join(answer_lines(answer)), bytes(page_of_it).decode()


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in texts_in(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts_in(part))


@pytest.mark.parametrize("form", [as_it_stands, in_form])
@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case['id']}-{case['kind']}")
def test_a_hostile_draft_reaches_no_reader(
    case: dict[str, Any], form: Callable[[Mapping[str, Any]], Callable[[Evidence], str]], checker: Checker
) -> None:
    answer = an_assistant(case, a_drafter(form(case), checker)).ask(case["asked"])
    assert answer.drafting is not None
    assert all(statement.citations for statement in answer.statements)
    quoted = an_assistant(case, None).ask(case["asked"])
    for with_draft, without in zip(readers(answer), readers(quoted), strict=True):
        assert not [
            forbidden
            for forbidden in case["must_not_appear"]
            if forbidden in with_draft and forbidden not in without
        ]


def test_there_are_hostile_drafts_to_test_with() -> None:
    assert len(list(cases())) == 30
