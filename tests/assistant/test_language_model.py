"""The model that is set is found through LangChain, and what is wrong with the setting is told."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import drafter_for
from api.settings import load_settings, shown_settings
from assistant.errors import LanguageModelLateError, SettingsError
from assistant.language_model import DRAFTS_AT_ONCE, LanguageModel, open_language_model
from assistant.settings import AssistantSettings
from prompts import LANGUAGES
from tests.scripted_model import ScriptedChatModel, WordForWordChecker

SHAPE = {"title": "reply", "description": "A reply.", "type": "object", "properties": {}}


class _Server(BaseHTTPRequestHandler):
    """Speaks as OpenAI does, and writes {} in two pieces."""

    asked: list[tuple[str, dict[str, Any]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.headers["Authorization"], body))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for delta in ({"role": "assistant", "content": "{"}, {"content": "}"}):
            self._tell([{"index": 0, "delta": delta, "finish_reason": None}])
        self._tell([{"index": 0, "delta": {}, "finish_reason": "stop"}])
        self._tell([], usage={"prompt_tokens": 11, "completion_tokens": 2, "total_tokens": 13})
        self.wfile.write(b"data: [DONE]\n\n")

    def _tell(self, choices: list[dict[str, Any]], **more: Any) -> None:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}
        self.wfile.write(f"data: {json.dumps(chunk | more)}\n\n".encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as it is called with
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    _Server.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


@pytest.mark.skipif(find_spec("langchain_openai") is None, reason="langchain-openai is not installed")
@pytest.mark.parametrize(("key", "sent"), [("sk-secret", "Bearer sk-secret"), ("", "Bearer none")])
def test_a_server_of_ones_own_is_asked_for_json_and_its_tokens_are_counted(
    server: ThreadingHTTPServer, key: str, sent: str
) -> None:
    settings = AssistantSettings(
        llm="openai:m", llm_base_url=f"http://127.0.0.1:{server.server_port}/v1", llm_api_key=key
    )
    pieces = list(open_language_model(settings).write("Do this.", "With that.", SHAPE, within_s=60))
    assert "".join(piece.text for piece in pieces) == "{}"
    assert sum(piece.input_tokens for piece in pieces) == 11
    assert sum(piece.output_tokens for piece in pieces) == 2
    ((authorization, body),) = _Server.asked
    assert authorization == sent
    assert [message["content"] for message in body["messages"]] == ["Do this.", "With that."]
    assert body["response_format"]["type"] == "json_schema"
    assert "tools" not in body


@pytest.mark.skipif(find_spec("langchain_openai") is None, reason="langchain-openai is not installed")
def test_a_server_that_refuses_schemas_can_be_given_a_tool_to_call(server: ThreadingHTTPServer) -> None:
    settings = AssistantSettings(
        llm="openai:m", llm_base_url=f"http://127.0.0.1:{server.server_port}/v1", llm_json="tool"
    )
    list(open_language_model(settings).write("Do this.", "With that.", SHAPE, within_s=60))
    ((_, body),) = _Server.asked
    assert "response_format" not in body
    assert [tool["function"]["name"] for tool in body["tools"]] == ["reply"]


def test_nobody_drafts_where_no_model_is_set() -> None:
    assert drafter_for(AssistantSettings(), WordForWordChecker(), None) is None


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


def test_nobody_else_is_told_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(variable, "true")
    scripted = ScriptedChatModel(replies=["{}"])
    list(LanguageModel(scripted, "scripted:model").write("", "", SHAPE, within_s=5))
    assert scripted.traced == [False]


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
