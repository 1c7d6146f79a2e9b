"""`jabkoo demo`: loads the samples once, answers and refuses as promised, and leaves when it is told to."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.commands.demonstrating import QUESTIONS
from tests.faults.conftest import Install
from tests.faults.corpus import write_notes
from vectorstore.settings import BUNDLED_MODEL


@pytest.mark.slow
def test_the_demonstration_answers_refuses_and_can_be_removed(install: Install, tmp_path: Path) -> None:
    installation = replace(
        install(tmp_path / "home"), settings={"JABKOO_EMBEDDING_MODEL": BUNDLED_MODEL, "OMP_NUM_THREADS": "2"}
    )

    first = installation.run("demo")
    assert first.code == 0, first.err
    thai, english, nothing = (first.out.split(f"? {question}\n")[1].split("─")[0] for question in QUESTIONS)
    assert "[1]" in thai
    assert "[1]" in english
    assert "ไม่พบ" in nothing
    assert "ยังไม่ตรงกับความต้องการ" in nothing, "what comes nearest is told as what does not fit"

    again = installation.run("demo")
    assert again.code == 0
    assert again.out.split(QUESTIONS[0])[1] == first.out.split(QUESTIONS[0])[1], "the same answers"

    assert installation.run("demo", "--remove").code == 0
    assert installation.run("doctor").code == 0
    asked = json.loads(installation.run("ask", QUESTIONS[0], "--json").out)
    assert asked["refusal"]["reason"] == "empty_store"


@pytest.mark.slow
def test_fictional_people_never_stand_among_real_ones(install: Install, tmp_path: Path) -> None:
    installation = install(tmp_path / "home")
    assert installation.run("ingest", write_notes(tmp_path / "files")).code == 0
    refused = installation.run("demo")
    assert refused.code == 2
    assert "Traceback" not in refused.err
