"""The evaluator's commands end as the product's do: with a message, never with a stack trace."""

import re
import tomllib
from pathlib import Path

import click
import pytest

import prompts
from eval.__main__ import main
from eval.settings import evaluation_settings

EVAL = Path(__file__).parents[2] / "eval"
HELP = Path(prompts.__file__).parent / "messages" / "eval_help.th.toml"
CALLED = "python -m eval"
# As for the product's own commands: beyond this click would cut a help text within a word.
LONGEST_UNBROKEN = 45


def test_a_wrong_setting_is_a_message_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JABKOO_LATE_WEIGHT", "much")
    with pytest.raises(SystemExit) as ended:
        main(["calibrate"])
    assert ended.value.code == 2
    printed = capsys.readouterr().err
    assert "JABKOO_LATE_WEIGHT" in printed
    assert "Traceback" not in printed


def test_every_command_and_option_is_explained_in_thai_and_nothing_else_is() -> None:
    explained = tomllib.loads(HELP.read_text(encoding="utf-8"))
    options = {
        f"{CALLED} {name} {max(each.opts, key=len)}"
        for name, command in main.commands.items()
        for each in command.params
        if isinstance(each, click.Option)
    }
    assert explained.keys() == {CALLED, *(f"{CALLED} {name}" for name in main.commands)} | options
    assert max(len(word) for text in explained.values() for word in text.split()) <= LONGEST_UNBROKEN


@pytest.mark.parametrize("name", ["", *main.commands])
def test_help_is_thai_where_thai_is_set(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JABKOO_LANGUAGE", "th")
    main([*name.split(), "--help"], prog_name=CALLED)
    thai = capsys.readouterr().out
    assert thai.startswith(f"วิธีใช้: {CALLED} {name}".rstrip() + " [ตัวเลือก]")
    assert "แสดงวิธีใช้นี้แล้วจบ" in thai
    assert "..." not in thai.split("\n", 1)[1], "a short help that is cut"
    assert not re.search("Usage|Options|Commands|default|PATH|DIRECTORY|RANGE|COMMAND", thai)


def test_what_is_wrong_with_a_command_is_said_in_thai(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JABKOO_LANGUAGE", "th")
    with pytest.raises(SystemExit) as ended:
        main(["retrieval"], prog_name=CALLED)
    assert ended.value.code == 2
    assert "ยังไม่ได้ระบุ FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize("name", main.commands)
def test_every_command_tells_its_use_for_h(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([name, "-h"])
    assert "-h, --help" in capsys.readouterr().out


def test_every_benchmark_is_in_the_evaluators_guide() -> None:
    guide = (EVAL.parent / "docs" / "howto-evaluator.md").read_text("utf-8")
    files = (EVAL / "benchmarks").glob("*.py")
    commands = {file.stem for file in files if "\ndef main(" in file.read_text("utf-8")}
    assert "limits" in commands
    assert not {name for name in commands if f"`python -m eval.benchmarks.{name}" not in guide}


def test_measuring_never_writes_into_the_stores_that_are_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JABKOO_DATABASE_URL", "postgresql://jabkoo@db/jabkoo")
    monkeypatch.setenv("JABKOO_CHROMA_URL", "http://chroma:8001")
    monkeypatch.setenv("JABKOO_LATE_WEIGHT", "0.25")
    settings = evaluation_settings(tmp_path)
    assert settings.home == tmp_path
    assert settings.catalogue.database_url == settings.vectorstore.chroma_url == ""
    assert settings.vectorstore.late_weight == 0.25, "what is measured stays as it is set"


def test_only_evaluation_settings_decide_where_measuring_stores() -> None:
    loading = [file.name for file in EVAL.rglob("*.py") if "load_settings" in file.read_text("utf-8")]
    assert loading == ["settings.py"]
