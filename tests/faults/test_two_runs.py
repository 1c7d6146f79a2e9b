"""One run writes at a time; readers go on reading."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.faults.commands import Installation
from tests.faults.conftest import Install
from tests.faults.corpus import work_on_notes, work_on_reports, write_notes, write_reports
from tests.faults.state import State, state_of

QUESTION = "ลดโซเดียมในปลาร้า"


def slow_down(seconds: float) -> None:
    """Make each file of this process's run take so much longer to store."""
    from catalogue.repository import Catalogue

    store = Catalogue.store

    def slow_store(*arguments: Any) -> None:
        time.sleep(seconds)
        store(*arguments)

    setattr(Catalogue, "store", slow_store)  # noqa: B010 a method of the class is put in place of another


def state(installation: Installation) -> State:
    found: State = installation.call(state_of)
    return found


def test_a_second_run_says_that_one_is_writing(install: Install, tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "files")
    installation = install(tmp_path / "home")
    thai = replace(installation, settings={"LANG": "th_TH.UTF-8"})

    first = installation.start("ingest", notes, prepare=partial(slow_down, 2.0))
    assert first.says("plara.md")
    second = thai.run("ingest", notes)
    rebuilding = installation.run("reindex")

    assert (second.code, rebuilding.code) == (3, 3)
    assert "--wait" in second.err
    assert "การนำเข้า" in second.err
    assert "--wait" in rebuilding.err
    assert first.wait().code == 0
    assert installation.run("doctor").code == 0


@pytest.mark.slow
def test_a_second_run_can_wait_for_the_first(install: Install, tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "files")
    installation = install(tmp_path / "home")

    first = installation.start("ingest", notes, prepare=partial(slow_down, 0.5))
    assert first.says("plara.md")
    work_on_notes(notes)
    second = installation.run("ingest", "--wait", notes)

    assert first.process.exitcode is not None, "the second waited"
    assert second.code == 0, second.err
    assert state(installation).contradictions() == []


@pytest.mark.slow
@pytest.mark.parametrize("_attempt", range(4))
def test_runs_that_start_together_on_a_new_installation(
    _attempt: int, install: Install, tmp_path: Path
) -> None:
    """They make the register, the indexes and the lock at the same time."""
    notes = write_notes(tmp_path / "files")
    installation = install(tmp_path / "home")

    runs = [installation.start("ingest", notes) for _ in range(3)]
    ended = [run.wait() for run in runs]

    assert {each.code for each in ended} <= {0, 3}, [each.err for each in ended]
    assert any(each.code == 0 for each in ended)
    assert not any("Traceback" in each.err for each in ended)
    assert installation.run("doctor").code == 0
    assert state(installation).contradictions() == []


@pytest.mark.slow
def test_questions_are_answered_while_a_run_writes(install: Install, tmp_path: Path) -> None:
    """A command that starts anew for each question, and a reader that stays open as a server does."""
    reports = write_reports(tmp_path / "files")
    installation = install(tmp_path / "home")
    assert installation.run("ingest", reports).code in (0, 1)
    work_on_reports(reports)

    writing = installation.start("ingest", reports, prepare=partial(slow_down, 1.0))
    assert writing.says("[1/")
    answers = installation.call(partial(ask_again_and_again, seconds=6.0))
    asked = installation.run("ask", QUESTION)
    written = writing.wait()

    assert written.code in (0, 1), written.err
    assert set(answers) <= {"answered", "StoreBusyError", "StoreUnwritableError"}, answers
    assert answers["answered"] >= 5
    assert asked.code in (0, 3, 4), asked.err
    assert "Traceback" not in asked.err
    assert installation.run("doctor").code == 0
    assert state(installation).contradictions() == []


def ask_again_and_again(environment: Mapping[str, str], *, seconds: float) -> Counter[str]:
    """How often a question was answered by one open installation, and what was raised otherwise."""
    from api.bootstrap import open_services
    from api.settings import load_settings

    outcomes: Counter[str] = Counter()
    with open_services(load_settings(environment)) as services:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                services.assistant.ask(QUESTION)
                outcomes["answered"] += 1
            except Exception as error:
                outcomes[type(error).__name__] += 1
    return outcomes
