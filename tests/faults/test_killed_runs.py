"""A run that is killed at any moment loses nothing: the same command again ends where it would have."""

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.faults.commands import Installation
from tests.faults.conftest import Install
from tests.faults.corpus import work_on_notes, work_on_reports, write_notes, write_reports
from tests.faults.state import State, state_of

_STEPS = {
    "catalogue.repository.Catalogue": (
        "store",
        "store_copies",
        "remove",
        "confirm_indexed",
        "confirm_removed",
        "replace_authorships",
        "begin_index_generation",
    ),
    "vectorstore.vectors.VectorIndex": ("add", "remove", "clear"),
    "vectorstore.tokens.TokenIndex": ("add", "remove", "clear"),
    "vectorstore.lexical.LexicalIndex": ("add", "remove", "clear"),
}


def die_at_step(chosen: int) -> None:
    """Kill this process before the chosen writing step; every step is counted before and after it."""
    import importlib

    steps = count(1)

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            _die_if(next(steps) == chosen)
            result = method(*arguments, **named)
            _die_if(next(steps) == chosen)
            return result

        return step

    for place, names in _STEPS.items():
        module, _, kind = place.rpartition(".")
        owner = getattr(importlib.import_module(module), kind)
        for name in names:
            setattr(owner, name, counted(getattr(owner, name)))


def _die_if(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


def killed_at_each_step(installation: Installation, *command: str | Path) -> Iterator[int]:
    """Kill the command at its first step, its second, and so on; yields after each kill.

    Whoever iterates brings the installation back to its first state between the kills.
    """
    for step in count(1):
        ended = installation.run(*command, prepare=partial(die_at_step, step))
        if ended.code != -signal.SIGKILL:
            assert ended.code == 0, ended.err
            return
        yield step


def copied(home: Path, to: Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(home, to)


def finished(installation: Installation, *command: str | Path) -> State:
    """The state after the command has run undisturbed."""
    ended = installation.run(*command)
    assert ended.code == 0, ended.err
    state: State = installation.call(state_of)
    return state


@pytest.fixture(scope="module")
def worked_on_notes(install: Install, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, State]:
    """Notes after work on them, a home that knows them as they were, and the state to reach."""
    folder = tmp_path_factory.mktemp("notes")
    notes, home = write_notes(folder / "files"), folder / "home"
    assert install(home).run("ingest", notes).code == 0
    work_on_notes(notes)
    return notes, home, finished(install(folder / "undisturbed"), "ingest", notes)


def test_a_run_killed_while_it_reads_is_finished_by_the_next(
    worked_on_notes: tuple[Path, Path, State], install: Install, tmp_path: Path
) -> None:
    notes, home, undisturbed = worked_on_notes
    copied(home, tmp_path / "home")
    installation = install(tmp_path / "home")

    running = installation.start("ingest", notes)
    assert running.says("solar.md")
    running.kill()

    assert installation.is_quiet(), "a reading process was left behind"
    assert finished(installation, "ingest", notes).differences(undisturbed) == []
    assert installation.run("doctor").code == 0


@pytest.mark.slow
def test_a_run_killed_at_any_writing_step_is_finished_by_the_next(
    worked_on_notes: tuple[Path, Path, State], install: Install, tmp_path: Path
) -> None:
    notes, home, undisturbed = worked_on_notes
    installation = install(tmp_path / "home")
    copied(home, installation.home)
    kills = 0
    for step in killed_at_each_step(installation, "ingest", notes):
        kills += 1
        differences = finished(installation, "ingest", notes).differences(undisturbed)
        assert differences == [], f"killed at step {step}"
        copied(home, installation.home)
    assert kills >= 20


@pytest.mark.slow
def test_a_rebuilding_of_the_indexes_killed_at_any_step_is_finished_by_the_next_run(
    worked_on_notes: tuple[Path, Path, State], install: Install, tmp_path: Path
) -> None:
    """A removal is pending as well, so that the rebuilding must not forget it."""
    notes, home, undisturbed = worked_on_notes
    installation = install(tmp_path / "home")
    prepared = tmp_path / "prepared"
    copied(home, prepared)
    after_removal = partial(die_at_step, _step_after_removal(install, home, tmp_path, notes))
    assert install(prepared).run("ingest", notes, prepare=after_removal).code == -signal.SIGKILL
    copied(prepared, installation.home)
    for step in killed_at_each_step(installation, "reindex"):
        differences = finished(installation, "ingest", notes).differences(undisturbed)
        assert differences == [], f"killed at step {step}"
        copied(prepared, installation.home)


def _step_after_removal(install: Install, home: Path, tmp_path: Path, notes: Path) -> int:
    """The first step at which the register knows of a removal that the indexes have not made."""
    trial = install(tmp_path / "trial")
    for step in count(1):
        copied(home, trial.home)
        trial.run("ingest", notes, prepare=partial(die_at_step, step))
        if trial.call(_removals):
            return step
    raise AssertionError


def _removals(environment: Mapping[str, str]) -> int:
    from api.bootstrap import open_stores
    from api.settings import load_settings

    with open_stores(load_settings(environment)) as stores:
        return len(stores.catalogue.pending_removals())


@pytest.mark.slow
@pytest.mark.parametrize("history", ["on a new installation", "after work on the files"])
def test_a_run_killed_at_random_moments_is_finished_by_the_next(
    history: str, install: Install, tmp_path: Path
) -> None:
    """Twelve moments spread over the whole run; after every third a second kill follows."""
    reports = write_reports(tmp_path / "files")
    before = install(tmp_path / "before")
    if history == "after work on the files":
        assert before.run("ingest", reports).code in (0, 1)
    else:
        before.home.mkdir()
    work_on_reports(reports)
    undisturbed = finished(install(tmp_path / "undisturbed"), "ingest", reports)
    assert undisturbed.contradictions() == []
    installation = install(tmp_path / "home")
    copied(before.home, installation.home)
    started = time.monotonic()
    assert installation.run("ingest", reports).code == 0
    whole_s = time.monotonic() - started

    chance = random.Random(f"kill {history}")
    moments = [(part + chance.random()) / 12 * whole_s for part in range(12)]
    for number, moment in enumerate(moments):
        copied(before.home, installation.home)
        kill_after(installation, reports, moment)
        if number % 3 == 2:
            kill_after(installation, reports, chance.random() * whole_s)
        differences = finished(installation, "ingest", reports).differences(undisturbed)
        assert differences == [], f"killed after {moment:.2f} of {whole_s:.2f} s"


def kill_after(installation: Installation, reports: Path, seconds: float) -> None:
    running = installation.start("ingest", reports)
    time.sleep(seconds)
    running.kill()
    assert installation.is_quiet(), "a reading process was left behind"
