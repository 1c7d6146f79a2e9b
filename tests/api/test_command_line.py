"""The command line says what was wrong with what it was given, in the language it is set to."""

from pathlib import Path

import pytest

from api.cli import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0), capsys.readouterr().err


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JABKOO_HOME", str(tmp_path / "home"))


def test_a_wrong_setting_is_said_in_the_language_that_is_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JABKOO_LANGUAGE", "th")
    monkeypatch.setenv("JABKOO_PORT", "many")
    code, printed = said(capsys, "doctor")
    assert code == 2
    assert "ต้องเป็นจำนวนเต็ม" in printed


def test_a_folder_is_not_called_a_missing_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, printed = said(capsys, "read", str(tmp_path))
    assert code == 2
    assert "jabkoo ingest" in printed
