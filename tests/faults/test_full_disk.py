"""A full disk or a folder that cannot be written ends a run with words, and costs nothing but time."""

import os
import pwd
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.faults.commands import Ended, Installation
from tests.faults.conftest import Install
from tests.faults.corpus import work_on_reports, write_notes, write_reports
from tests.faults.state import State, state_of

THAI = {"LANG": "th_TH.UTF-8"}


def state(installation: Installation) -> State:
    found: State = installation.call(state_of)
    return found


def assert_says_what_to_do(ended: Ended) -> None:
    """In Thai: that space or permission is missing."""
    assert ended.code == 4, (ended.code, ended.err)
    assert "Traceback" not in ended.err
    assert "panicked" not in ended.err
    complaint = ended.err.strip().splitlines()[-1]
    assert any(word in complaint for word in ("พื้นที่", "ดิสก์", "สิทธิ์")), complaint


def limit_files(kilobytes: int) -> None:
    """Let no file of this process grow beyond that: what a disk does that is full, to each file alone."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size, or a skip where this machine does not let us have one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be made only by root, where mounting is allowed")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def resize(disk: Path, kilobytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={kilobytes}k", disk], check=True)


def test_a_home_that_is_a_file_is_refused_with_words(install: Install, tmp_path: Path) -> None:
    notes = write_notes(tmp_path / "files")
    (tmp_path / "home").touch()

    assert_says_what_to_do(replace(install(tmp_path / "home"), settings=THAI).run("ingest", notes))


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [1, 8, 40, 100, 200, 320])
def test_a_run_that_may_write_no_more_is_finished_by_the_next(
    kilobytes: int, install: Install, tmp_path: Path
) -> None:
    notes = write_notes(tmp_path / "files")
    undisturbed = install(tmp_path / "undisturbed")
    assert undisturbed.run("ingest", notes).code == 0
    installation = replace(install(tmp_path / "home"), settings=THAI)

    limited = installation.run("ingest", notes, prepare=partial(limit_files, kilobytes))

    if limited.code != 0:
        assert_says_what_to_do(limited)
    assert installation.run("ingest", notes).code == 0
    assert state(installation).differences(state(undisturbed)) == []
    assert installation.run("doctor").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("history", ["new", "worked on"])
def test_a_run_on_a_full_disk_is_finished_when_there_is_space(
    history: str, install: Install, tmp_path: Path
) -> None:
    """The disk grows a little at a time, so that each part of a run meets its end."""
    reports = write_reports(tmp_path / "files")
    prepared = install(tmp_path / "prepared")
    if history == "worked on":
        assert prepared.run("ingest", reports).code in (0, 1)
        used = sum(path.stat().st_size for path in prepared.home.rglob("*") if path.is_file()) // 1024
    else:
        prepared.home.mkdir()
        used = 16
    work_on_reports(reports)
    undisturbed = install(tmp_path / "undisturbed")
    assert undisturbed.run("ingest", reports).code in (0, 1)

    complaints = 0
    with small_disk(tmp_path / "disk", used + 400) as disk:
        shutil.copytree(prepared.home, disk / "home")
        installation = replace(install(disk / "home"), settings=THAI)
        for size in range(used + 100, used + 60_000, 700):
            resize(disk, size)
            ended = installation.run("ingest", reports)
            if ended.code in (0, 1) and "Traceback" not in ended.err:
                break
            complaints += 1
            assert_says_what_to_do(ended)
        assert complaints >= 1
        assert state(installation).differences(state(undisturbed)) == []


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody without permission")
@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_a_home_without_permission_is_refused_and_can_be_used_later(
    mode: int, install: Install, tmp_path: Path
) -> None:
    notes = write_notes(tmp_path / "files")
    installation = replace(install(tmp_path / "home"), settings=THAI)
    assert installation.run("ingest", notes).code == 0
    (notes / "water.md").unlink()
    installation.home.chmod(mode)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)

    refused = installation.run("ingest", notes, prepare=become_nobody)

    assert_says_what_to_do(refused)
    assert installation.run("ingest", notes).code == 0
    assert state(installation).contradictions() == []


def become_nobody() -> None:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
