"""What is chosen for the settings in force."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from api.bootstrap import calibration_for, open_cross_encoder, open_services
from api.commands.examining import Check, examine
from api.settings import load_settings
from assistant.refusing import MULTILINGUAL_E5_SMALL, SHARED_WORDS_ALONE, Calibration, Signals
from prompts import LANGUAGES, Language, message
from tests.faults.tiny_cross_encoder import save_tiny_cross_encoder
from tests.faults.tiny_model import save_tiny_model
from vectorstore.settings import BUNDLED_MODEL, VectorStoreSettings


@pytest.mark.parametrize(
    ("settings", "calibration"),
    [
        (VectorStoreSettings(), MULTILINGUAL_E5_SMALL),
        (VectorStoreSettings(embedding_adapter=False), SHARED_WORDS_ALONE),
        (VectorStoreSettings(embedding_model="intfloat/multilingual-e5-base"), SHARED_WORDS_ALONE),
        (VectorStoreSettings(embedding_model=f"/models/{BUNDLED_MODEL}"), SHARED_WORDS_ALONE),
    ],
)
def test_a_calibration_serves_only_the_model_it_was_fitted_to(
    settings: VectorStoreSettings, calibration: Calibration
) -> None:
    assert calibration_for(settings) is calibration


@pytest.mark.parametrize("cosine", [0.1, 0.99])
def test_without_a_calibration_a_telling_word_that_is_shared_decides(cosine: float) -> None:
    assert SHARED_WORDS_ALONE.is_answerable(Signals(cosine, shared=0.6))
    assert not SHARED_WORDS_ALONE.is_answerable(Signals(cosine, shared=0.3))


@pytest.mark.parametrize("language", LANGUAGES)
def test_doctor_speaks_one_language_and_says_how_it_is_decided_that_nothing_fits(
    tmp_path: Path, language: Language
) -> None:
    settings = load_settings({"JABKOO_HOME": str(tmp_path), "JABKOO_EMBEDDING_MODEL": "/nowhere/model"})
    checks = {check.name: check.detail for check in examine(settings, language)}
    assert checks["refusing"] == message("cli.refusing_words", language)
    assert ("passages" in checks["register"]) is (language == "en")
    assert ("ข้อความ" in checks["register"]) is (language == "th")


@pytest.mark.parametrize("language", LANGUAGES)
def test_doctor_says_that_no_language_model_is_needed(tmp_path: Path, language: Language) -> None:
    settings = load_settings({"JABKOO_HOME": str(tmp_path), "JABKOO_EMBEDDING_MODEL": "/nowhere/model"})
    (check,) = (check for check in examine(settings, language) if check.name == "language_model")
    assert check.is_well
    assert check.detail == message("cli.llm_none", language)


@pytest.mark.skipif(find_spec("langchain_openai") is None, reason="langchain-openai is not installed")
def test_doctor_finds_a_language_model_that_does_not_answer(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "JABKOO_HOME": str(tmp_path),
            "JABKOO_EMBEDDING_MODEL": "/nowhere/model",
            "JABKOO_LLM": "openai:m",
            "JABKOO_LLM_BASE_URL": "http://127.0.0.1:9/v1",
            "JABKOO_LLM_RETRIES": "0",
        }
    )
    (check,) = (check for check in examine(settings, "en") if check.name == "language_model")
    assert not check.is_well
    assert "JABKOO_LLM_BASE_URL" in check.detail


def test_a_cross_encoder_that_is_set_is_opened_with_the_index(tmp_path: Path) -> None:
    model, reader = save_tiny_model(tmp_path / "model"), save_tiny_cross_encoder(tmp_path / "reader")
    environment = {"JABKOO_HOME": str(tmp_path / "home"), "JABKOO_EMBEDDING_MODEL": str(model)}
    with open_services(load_settings(environment)) as services:
        assert services.index.cross_encoder is None
    environment["JABKOO_CROSS_ENCODER"] = str(reader)
    with open_services(load_settings(environment)) as services:
        assert services.index.cross_encoder is not None
        assert services.index.cross_encoder.fingerprint.startswith("reader@")
    none_read = load_settings({**environment, "JABKOO_CROSS_ENCODER_CANDIDATES": "0"})
    assert open_cross_encoder(none_read.vectorstore) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_doctor_tells_how_long_a_cross_encoder_keeps_a_question_waiting(
    tmp_path: Path, language: Language
) -> None:
    reader = save_tiny_cross_encoder(tmp_path / "reader")
    environment = {"JABKOO_HOME": str(tmp_path / "home"), "JABKOO_EMBEDDING_MODEL": "/nowhere/model"}

    def check(**cross_encoder: str) -> Check:
        checks = examine(load_settings(environment | cross_encoder), language)
        (found,) = (check for check in checks if check.name == "cross_encoder")
        return found

    assert check() == Check("cross_encoder", True, message("cli.cross_encoder_none", language))
    read = check(JABKOO_CROSS_ENCODER=str(reader))
    assert read.is_well
    assert str(reader) in read.detail
    assert " 20 " in read.detail
    missing = check(JABKOO_CROSS_ENCODER="/nowhere/reader")
    assert not missing.is_well
    assert "JABKOO_CROSS_ENCODER" in missing.detail
