"""How soon the first checked sentence arrives is measured against the model's own time."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.bootstrap import drafter_for, writer_for
from assistant.asking import Assistant
from assistant.chatting import Chat
from assistant.settings import AssistantSettings
from eval.benchmarks.serving import serving
from eval.benchmarks.streaming import PacedModel, first_sentence_after
from tests.scripted_model import WordForWordChecker
from tests.web_corpus import ONE_WORD_IN_THREE, PLARA_QUESTION, ROCKET_QUESTION, open_web_parts

pytest.importorskip("langchain_openai", reason="langchain-openai is not installed")


def test_a_sentence_arrives_no_sooner_than_the_model_has_written_it(tmp_path: Path) -> None:
    model = PacedModel(pace_s=0.005)
    with open_web_parts(tmp_path) as parts, serving(model.application()) as provider:
        settings = AssistantSettings(llm="openai:paced", llm_base_url=f"{provider}/v1")
        drafter = drafter_for(settings, WordForWordChecker(), writer_for(settings))
        today = parts.assistant.today
        assistant = Assistant(parts.index, parts.register, today, ONE_WORD_IN_THREE, drafter=drafter)
        chat = Chat(assistant, parts.conversations, parts.recorder, lambda: datetime.now(UTC), kept_days=1)
        with (
            serving(create_app(replace(parts, assistant=assistant, chat=chat))) as address,
            httpx.Client(base_url=address, timeout=30) as client,
        ):
            waited = first_sentence_after(client, PLARA_QUESTION)
            nothing = first_sentence_after(client, ROCKET_QUESTION)
    assert nothing is None
    assert waited is not None
    ((sentence,), (statement,)) = model.sentence_s, model.statement_s
    assert 0.1 < sentence < statement < waited + 0.05
