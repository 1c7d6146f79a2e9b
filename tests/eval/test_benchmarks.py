"""The benchmarks' command lines end as the product's do: with a message, never with a stack trace."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.benchmarks import (
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
