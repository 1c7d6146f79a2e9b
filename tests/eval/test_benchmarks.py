"""The benchmarks' command lines end as the product's do: with a message, never with a stack trace."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.benchmarks import (
    command_line,
    concurrency,
    embedding_speed,
    expert_models,
    limits,
    scale,
    side_by_side,
    streaming,
    token_bits,
)


def said(
    main: Callable[[], None],
    *arguments: object,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """What a benchmark says that must end with exit code 2."""
    monkeypatch.setattr("sys.argv", ["benchmark", *map(str, arguments)])
    monkeypatch.setenv("JABKOO_LANGUAGE", "en")
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize("main", [expert_models.main, side_by_side.main, token_bits.main])
def test_a_folder_that_is_not_there_is_told(
    main: Callable[[], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing = tmp_path / "none" / "corpus.jsonl"
    told = said(main, missing.parent, capsys=capsys, monkeypatch=monkeypatch)
    assert told.startswith(f"Error: The file {missing} cannot be read")


@pytest.mark.parametrize(
    ("main", "arguments", "option"),
    [
        (token_bits.main, ["folder"], "--every"),
        (side_by_side.main, ["folder"], "--queries"),
        (concurrency.main, [], "--callers"),
        (concurrency.main, [], "--rounds"),
        (embedding_speed.main, [], "--passages"),
        (limits.main, [], "--size"),
        (scale.main, [], "--questions"),
        (streaming.main, [], "--questions"),
    ],
)
@pytest.mark.parametrize("value", ["0", "-1", "x"])
def test_a_count_is_a_whole_number_from_1_on(
    main: Callable[[], None],
    arguments: list[str],
    option: str,
    value: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = said(main, *arguments, f"{option}={value}", capsys=capsys, monkeypatch=monkeypatch)
    assert f"argument {option}: '{value}' is no whole number from 1 on" in told


@pytest.mark.parametrize(
    ("main", "arguments", "told"),
    [
        (limits.main, ["--models=/dev/null/x"], "no folder /dev/null/x can be made"),
        (embedding_speed.main, ["--models=/dev/null/x"], "no folder /dev/null/x can be made"),
        (scale.main, ["--models=/dev/null/x"], "no folder /dev/null/x can be made"),
        (limits.main, ["--scratch=/nope"], "there is no folder /nope"),
        (scale.main, ["--scratch=/nope"], "there is no folder /nope"),
        (scale.main, ["--saved=/nope/x.json"], "there is no file /nope/x.json"),
        (scale.main, ["--plot=/nope/x.svg"], "no file /nope/x.svg can be written"),
        (scale.main, ["--sizes=0"], "'0' is no whole number from 1 on"),
        (scale.main, ["--sizes=10,abc"], "'abc' is no whole number from 1 on"),
        (side_by_side.main, ["folder", "--haiku-python=/nope"], "there is no program /nope"),
        (side_by_side.main, ["folder", "--haiku-python=/dev/null"], "there is no program /dev/null"),
        (streaming.main, ["--pace-ms=-5"], "'-5' is no number from 0 on"),
        (streaming.main, ["--pace-ms=nan"], "'nan' is no number from 0 on"),
    ],
)
def test_what_cannot_be_used_is_told_before_anything_is_measured(
    main: Callable[[], None],
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    option = arguments[-1].split("=")[0]
    heard = said(main, *arguments, capsys=capsys, monkeypatch=monkeypatch)
    assert f"argument {option}: {told}" in heard


def test_what_can_be_used_is_taken(tmp_path: Path) -> None:
    assert command_line.counts("200,100") == [100, 200]
    assert command_line.folder_to_be(str(tmp_path / "a" / "b")) == tmp_path / "a" / "b"
    assert command_line.folder_of_files(str(tmp_path)) == tmp_path
    assert command_line.file_to_be(str(tmp_path / "x.svg")) == tmp_path / "x.svg"
    assert command_line.from_nought_on("0.5") == 0.5
