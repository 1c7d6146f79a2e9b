"""The model that is set is found through LangChain, and what is wrong with the setting is told."""

import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from api.bootstrap import drafter_for
from api.settings import load_settings, shown_settings
from assistant.errors import LanguageModelLateError, SettingsError
from assistant.language_model import DRAFTS_AT_ONCE, LanguageModel, open_language_model
from assistant.settings import AssistantSettings
from prompts import LANGUAGES
from tests.scripted_model import ScriptedChatModel, WordForWordChecker

SHAPE = {"title": "reply", "description": "A reply.", "type": "object"}


def test_nobody_drafts_where_no_model_is_set() -> None:
    assert drafter_for(AssistantSettings(), WordForWordChecker()) is None


@pytest.mark.skipif(find_spec("langchain_mistralai") is not None, reason="langchain-mistralai is installed")
def test_a_missing_package_is_named() -> None:
    with pytest.raises(SettingsError) as caught:
        open_language_model(AssistantSettings(llm="mistralai:mistral-small"))
    for language in LANGUAGES:
        assert "langchain-mistralai" in caught.value.message(language)


@pytest.mark.parametrize("llm", ["nobody:model", "model", ":", "openai"])
def test_a_model_that_nobody_provides_is_named(llm: str) -> None:
    with pytest.raises(SettingsError) as caught:
        open_language_model(AssistantSettings(llm=llm))
    for language in LANGUAGES:
        assert "JABKOO_LLM" in caught.value.message(language)


def test_the_key_is_never_shown(tmp_path: Path) -> None:
    settings = load_settings({"JABKOO_HOME": str(tmp_path), "JABKOO_LLM_API_KEY": "sk-secret"})
    assert settings.assistant.llm_api_key == "sk-secret"
    assert dict(shown_settings(settings))["JABKOO_LLM_API_KEY"] == "***"
    assert "sk-secret" not in repr(settings)


def test_a_draft_that_finds_no_turn_in_its_time_is_late() -> None:
    model = LanguageModel(
        ScriptedChatModel(replies=["{}"] * (DRAFTS_AT_ONCE + 1), pause_s=2.0), "scripted:model"
    )
    for _ in range(DRAFTS_AT_ONCE):
        with pytest.raises(LanguageModelLateError):
            list(model.write("", "", SHAPE, within_s=0.01))
    started = time.monotonic()
    with pytest.raises(LanguageModelLateError) as caught:
        list(model.write("", "", SHAPE, within_s=0.05))
    assert time.monotonic() - started < 1
    assert caught.value.retryable
