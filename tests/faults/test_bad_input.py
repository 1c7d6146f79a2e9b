"""Damaged and hostile files are named with their reason and keep no good file from being read."""

import json
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.language import normalise, squeeze
from tests.faults.commands import Installation
from tests.faults.conftest import Install
from tests.faults.corpus import NOTES, SAMPLES, good_reports, write_notes
from tests.faults.damage import bomb, damaged_entries, damaged_files, pdf_of
from tests.faults.state import state_of

MOST_MEMORY_BYTES = 2_000_000_000
LONGEST_RUN_S = 300.0


def ingested(installation: Installation, folder: Path) -> dict[str, Any]:
    """The report of a run that names files which could not be read."""
    ended = installation.run("ingest", folder, "--json")
    assert ended.code == 1, ended.err
    assert "Traceback" not in ended.err
    report: dict[str, Any] = json.loads(ended.out)
    return report


def quoted_files(environment: Mapping[str, str]) -> set[str]:
    """The files that are quoted when each stored report is asked for by its title."""
    from api.bootstrap import open_services
    from api.settings import load_settings

    with open_services(load_settings(environment)) as services:
        titles = [work.title("th") for work in services.register.all_works() if work.kind == "report"]
        answers = [services.assistant.ask(title) for title in titles]
        return {citation.file for answer in answers for citation in answer.citations}


def told(report: dict[str, Any]) -> dict[str, str]:
    """What is said of each file."""
    assert all(problem["message"] for problem in report["problems"])
    return {problem["file"]: problem["message"] for problem in report["problems"]}


def as_told(name: str) -> str:
    """A file's name as it is told: in one line, without characters that nobody sees."""
    return squeeze(normalise(name))


def test_bad_files_are_named_and_good_ones_read(install: Install, tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "files")
    (folder / "empty.pdf").touch()
    (folder / "line\nbreak.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "deep.json").write_bytes(b"[" * 100_000)
    (folder / "loop.pdf").write_bytes(pdf_of("<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] >>"))
    (folder / "bomb.pdf").write_bytes(bomb(50))
    os.mkfifo(folder / "pipe.pdf")
    installation = install(tmp_path / "home")

    report = ingested(installation, folder)

    assert sorted(report["added"]) == sorted(NOTES)
    assert set(told(report)) >= {as_told(path.name) for path in folder.iterdir()} - set(NOTES)
    assert installation.run("doctor").code == 0
    assert ingested(installation, folder)["files"]["unchanged"] == 8, "nothing is read twice"


@pytest.mark.slow
def test_a_hundred_bad_files_between_thirty_good_ones(install: Install, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    good = [shutil.copy(path, folder) for path in good_reports(30)]
    damaged = list(damaged_files(SAMPLES))
    for file in damaged:
        (folder / file.name).write_bytes(file.content)
    entries = dict(damaged_entries(folder))
    assert len(damaged) + len(entries) >= 60
    installation = install(tmp_path / "home")

    ended, peak_bytes = installation.start("ingest", folder, "--json").watch(LONGEST_RUN_S)

    assert ended.code == 1, ended.err
    assert "Traceback" not in ended.err
    report = json.loads(ended.out)
    assert {Path(path).name for path in good} <= set(report["added"])
    expected = {file.name for file in damaged if file.is_told} | set(entries)
    assert set(map(as_told, expected)) - set(told(report)) == set()
    assert peak_bytes < MOST_MEMORY_BYTES
    assert installation.call(state_of).contradictions() == []
    quoted = installation.call(quoted_files)
    assert {Path(path).name for path in good} - quoted == set(), "each good file is answered from"
    print(f"{report['seconds']} s, {peak_bytes / 1e6:.0f} MB, {len(damaged)} damaged files")


@pytest.mark.slow
def test_names_that_are_no_text_are_known_again(install: Install, tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "files")
    name = os.fsencode(folder) + b"/caf\xe9.md"
    with open(name, "wb") as stream:  # noqa: PTH123 the name is no text
        stream.write(b"# Coffee\n\nCoffee grounds made good biochar.\n")
    installation = install(tmp_path / "home")

    assert installation.run("ingest", folder).code == 0
    again = json.loads(installation.run("ingest", folder, "--json").out)
    assert again["files"]["unchanged"] == 4
    os.unlink(name)  # noqa: PTH108
    gone = json.loads(installation.run("ingest", folder, "--json").out)
    assert gone["removed"] == ["caf\ufffd.md"]


@pytest.mark.slow
def test_text_that_no_store_takes_is_read_without_it(install: Install, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "half.json").write_bytes(
        rb'[{"id": "tech-1", "title_en": "Dryer \ud800 \u0000 one", "trl": 3}]'
    )
    rows = "".join(f"tech-{row},Long {row}," + "A sentence here. " * 1500 + "\n" for row in (2, 3, 4))
    (folder / "long.csv").write_text("id,title_en,abstract_en\n" + rows)
    (folder / "nulls.md").write_bytes(b"# One\n\nA \xed\xa0\x80 dryer\x0b for \xef\xbf\xbf bananas.\n")
    installation = install(tmp_path / "home")

    ended = installation.run("ingest", folder)

    assert "Traceback" not in ended.err
    assert installation.call(state_of).contradictions() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="to root no folder is closed")
def test_what_lies_in_a_closed_folder_is_kept(install: Install, tmp_path: Path) -> None:
    folder = write_notes(tmp_path / "files")
    installation = install(tmp_path / "home")
    assert installation.run("ingest", tmp_path / "files").code == 0
    mode = stat.S_IMODE(folder.stat().st_mode)
    folder.chmod(0)
    try:
        report = ingested(installation, tmp_path / "files")
    finally:
        folder.chmod(mode)
    assert report["removed"] == []
    assert len(told(report)) == 1
