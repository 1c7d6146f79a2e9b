"""The evaluator's commands end as the product's do: with a message, never with a stack trace."""

from pathlib import Path

import pytest

from eval.__main__ import main
from eval.settings import evaluation_settings

EVAL = Path(__file__).parents[2] / "eval"


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


@pytest.mark.parametrize("name", main.commands)
def test_every_command_tells_its_use_for_h(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main([name, "-h"])
    assert "-h, --help" in capsys.readouterr().out


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
