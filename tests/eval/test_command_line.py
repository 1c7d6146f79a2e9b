"""The evaluator's commands end as the product's do: with a message, never with a stack trace."""

import pytest

from eval.__main__ import main


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
