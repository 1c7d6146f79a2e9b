"""The evaluator's commands end as the product's do: with a message, never with a stack trace."""

from pathlib import Path

import pytest

from eval.__main__ import main
from eval.answers import missed
from eval.settings import evaluation_settings

EVAL = Path(__file__).parents[2] / "eval"


def test_a_wrong_setting_is_a_message_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JABKOO_DENSE_WEIGHT", "much")
    with pytest.raises(SystemExit) as ended:
        main(["calibrate"])
    assert ended.value.code == 2
    printed = capsys.readouterr().err
    assert "JABKOO_DENSE_WEIGHT" in printed
    assert "Traceback" not in printed


def test_measuring_never_writes_into_the_stores_that_are_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JABKOO_DATABASE_URL", "postgresql://jabkoo@db/jabkoo")
    monkeypatch.setenv("JABKOO_CHROMA_URL", "http://chroma:8001")
    monkeypatch.setenv("JABKOO_DENSE_WEIGHT", "0.25")
    settings = evaluation_settings(tmp_path)
    assert settings.home == tmp_path
    assert settings.catalogue.database_url == settings.vectorstore.chroma_url == ""
    assert settings.vectorstore.dense_weight == 0.25, "what is measured stays as it is set"


def test_only_evaluation_settings_decide_where_measuring_stores() -> None:
    loading = [file.name for file in EVAL.rglob("*.py") if "load_settings" in file.read_text("utf-8")]
    assert loading == ["settings.py"]


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({}, []),
        ({"found@3": 67}, ["found@3"]),
        ({"unanswerable_refused": 30}, ["unanswerable_refused"]),
        ({"verbatim": 199}, ["verbatim"]),
    ],
)
def test_the_gate_sees_lost_answers_lost_refusals_and_false_quotes(
    changed: dict[str, int], lacking: list[str]
) -> None:
    figures = {"found@3": 68, "unanswerable_refused": 31, "quotes": 200, "verbatim": 200} | changed
    found = missed(figures, found_at_least=68, refused_at_least=31)
    assert [line.split(":")[0] for line in found] == lacking
