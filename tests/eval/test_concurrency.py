"""Many callers at once: what differs from one caller's answers is counted."""

import threading
from pathlib import Path

import pytest

from eval.benchmarks import concurrency


def test_answers_that_do_not_depend_on_the_callers_are_all_the_same() -> None:
    outcome = concurrency.compare("here", str.upper, ["a", "b", "c"], callers=3, rounds=2)
    assert (outcome.answers, outcome.same) == (6, 6)
    assert outcome.throughput > 0


def test_an_answer_that_another_caller_disturbs_is_counted() -> None:
    one_caller = threading.get_ident()
    outcome = concurrency.compare(
        "here", lambda text: text if threading.get_ident() == one_caller else "", ["a", "b"], 2, rounds=1
    )
    assert (outcome.answers, outcome.same) == (2, 0)
    assert "0 of 2 answers" in concurrency.line(outcome)


def test_the_server_never_uses_the_stores_that_are_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JABKOO_DATABASE_URL", "postgresql://jabkoo@db/jabkoo")
    monkeypatch.setenv("JABKOO_CHROMA_URL", "http://chroma:8001")
    environment = concurrency._environment(tmp_path)
    assert environment["JABKOO_HOME"] == str(tmp_path)
    assert not {"JABKOO_DATABASE_URL", "JABKOO_CHROMA_URL"} & environment.keys()


@pytest.mark.slow
@pytest.mark.usefixtures("tiny_model")
def test_a_server_of_its_own_answers_and_is_stopped(tmp_path: Path) -> None:
    with concurrency.over_http(tmp_path / "home") as ask:
        answer = ask("ข้าวหอมมะลิ")
    assert isinstance(answer, dict)
    assert answer["refusal"]["reason"] == "empty_store"
    assert "timings_ms" not in answer
