"""Settings are strict: unknown keys are refused, variables go over the file, secrets are masked."""

from pathlib import Path

import pytest

from api.settings import command_language, load_settings, shown_settings
from assistant.errors import SettingsError, StoreUnreachableError
from prompts import LANGUAGES


def test_variables_go_over_the_file_and_the_file_over_defaults(tmp_path: Path) -> None:
    (tmp_path / "jabkoo.toml").write_text('[api]\nport = 9000\nlanguage = "th"\n', encoding="utf-8")

    settings = load_settings({"JABKOO_HOME": str(tmp_path), "JABKOO_PORT": "9001"})

    assert settings.home == tmp_path
    assert (settings.api.port, settings.api.language, settings.api.host) == (9001, "th", "127.0.0.1")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"JABKOO_PROT": "1"}, "JABKOO_PROT"),
        ({"JABKOO_PORT": "eighty"}, "port"),
        ({"JABKOO_OCR": "perhaps"}, "auto, off"),
        ({"JABKOO_FILE_TIMEOUT_S": "-1"}, "file_timeout_s"),
        ({"JABKOO_EXPOSURE": "always"}, "off, rotate"),
        ({"JABKOO_EXPOSURE_SHARE": "1.5"}, "exposure_share"),
        ({"JABKOO_CANDIDATES": "99999999999"}, "candidates"),
        ({"JABKOO_CONFIG": "/nowhere/jabkoo.toml"}, "jabkoo.toml"),
    ],
)
def test_a_wrong_variable_is_named(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"JABKOO_HOME": str(tmp_path)} | environment)
    assert said in caught.value.message("en")
    assert caught.value.message("th") != caught.value.message("en")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[api]\nprot = 1\n", "api.prot"),
        ("[apis]\nport = 1\n", "apis"),
        ("port = 1\n", "port"),
        ("[api\n", "TOML"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "jabkoo.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings({"JABKOO_HOME": str(tmp_path)})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("postgresql://jabkoo:secret@db/jabkoo", "postgresql://jabkoo:***@db/jabkoo"),
        ("postgresql://jabkoo:s3@cr/et@db/jabkoo", "postgresql://jabkoo:***@db/jabkoo"),
        ("postgresql://db/x?user=u&password=s3cret", "postgresql://db/x?user=u&password=***"),
        ("postgresql://db/x?sslPassword=s3cret&user=u", "postgresql://db/x?sslPassword=***&user=u"),
        ("postgresql://db/x?user=u", "postgresql://db/x?user=u"),
    ],
)
def test_a_password_is_masked(tmp_path: Path, url: str, masked: str) -> None:
    shown = dict(shown_settings(load_settings({"JABKOO_HOME": str(tmp_path), "JABKOO_DATABASE_URL": url})))
    assert shown["JABKOO_DATABASE_URL"] == masked


def test_a_password_in_a_message_is_masked() -> None:
    error = StoreUnreachableError("vectorstore.chroma_unreachable", url="http://admin:secret@chroma:8000")
    for language in LANGUAGES:
        assert "http://admin:***@chroma:8000" in error.message(language)
        assert "secret" not in error.message(language)


def test_commands_speak_the_language_of_the_locale(tmp_path: Path) -> None:
    settings = load_settings({"JABKOO_HOME": str(tmp_path)})
    assert command_language(settings, {"LANG": "th_TH.UTF-8"}) == "th"
    assert command_language(settings, {"LANG": "C.UTF-8"}) == "en"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BALANCED_TERMS", "nan"),
        ("BALANCED_TERMS", "much"),
        ("LATE_WEIGHT", "1.5"),
        ("CANDIDATES", "12.5"),
        ("CANDIDATES", "-1"),
        ("EMBEDDING_ADAPTER", "maybe"),
    ],
)
def test_a_wrong_value_names_the_variable_to_correct(variable: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load_settings({f"JABKOO_{variable}": value})
    for language in ("th", "en"):
        assert f"JABKOO_{variable}" in raised.value.message(language)
