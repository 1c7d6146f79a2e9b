"""The language model that is set, reached through LangChain: any provider that `init_chat_model` knows.

The model is asked for a JSON object of a given shape in whatever way its provider offers: a response format,
a tool to call. What it writes is passed on as it comes and within a limit of time: clients limit each read,
none limits the whole.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from queue import Empty, Queue
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableSequence
from langsmith import tracing_context

from assistant.errors import LanguageModelError, LanguageModelLateError, SettingsError
from assistant.ports import Piece
from assistant.settings import AssistantSettings

# A draft is a few sentences, but some models think aloud before them.
MOST_OUTPUT_TOKENS = 4_000
# So many drafts are written at once; further ones wait for their turn within their own time.
DRAFTS_AT_ONCE = 8
# Who waits for a piece hears at least so often that none has come, and may give up.
LONGEST_SILENCE_S = 1.0
# Servers of one's own mostly ask for no key, but clients insist on one. The provider's own key, which they
# would read from its variable, is nobody else's business.
_NO_KEY = "none"
# What LangChain calls the ways of asking for JSON; each provider has a way of its own that it thinks best.
_METHODS: Mapping[str, Mapping[str, Any]] = {
    "auto": {},
    "schema": {"method": "json_schema"},
    "tool": {"method": "function_calling"},
}


def open_language_model(settings: AssistantSettings) -> "LanguageModel":
    """Return the model that `settings.llm` names; nothing is sent yet.

    Raises SettingsError where the provider is not known, its package is not installed, or it wants more than
    is set.
    """
    try:
        model = init_chat_model(settings.llm, **_options(settings))
        return LanguageModel(model, settings.llm, _METHODS[settings.llm_json])
    except ImportError as error:
        raise SettingsError("settings.llm_package", llm=settings.llm, package=_package(error)) from error
    except Exception as error:  # each provider has its own
        raise SettingsError("settings.llm_refused", llm=settings.llm, error=type(error).__name__) from error


def _options(settings: AssistantSettings) -> dict[str, Any]:
    """What the provider's client is told besides the model's name."""
    options: dict[str, Any] = {
        "timeout": settings.llm_timeout_s,
        "max_retries": settings.llm_retries,
        "max_tokens": MOST_OUTPUT_TOKENS,
    }
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if settings.llm_api_key or settings.llm_base_url:
        options["api_key"] = settings.llm_api_key or _NO_KEY
    match settings.llm.partition(":")[0]:
        case "openai":
            # Without this, tokens are counted by the provider's own address alone.
            options["stream_usage"] = True
        case "ollama":
            options["client_kwargs"] = {"timeout": settings.llm_timeout_s}
            options["num_predict"] = MOST_OUTPUT_TOKENS
    return options


class LanguageModel:
    """A chat model as the assistant uses it. Safe to use from several threads at once.

    `way`: what `with_structured_output` is told of how to ask for JSON.
    """

    def __init__(self, model: BaseChatModel, name: str, way: Mapping[str, Any] | None = None) -> None:
        self.name = name
        self._model = model
        self._way = way or {}
        self._turn = threading.BoundedSemaphore(DRAFTS_AT_ONCE)

    def write(
        self, instructions: str, material: str, shape: Mapping[str, Any], *, within_s: float
    ) -> Iterator[Piece]:
        """See `assistant.ports.Writer.write`. A request that is given up goes on, at most until the provider
        stops it, and nobody waits for it."""
        until = time.monotonic() + within_s
        while not self._turn.acquire(timeout=self._patience(until)):
            yield Piece("")
        messages = [SystemMessage(instructions), HumanMessage(material)]
        written: Queue[Piece | Exception | None] = Queue()
        given_up = threading.Event()
        threading.Thread(
            target=_listen,
            args=(lambda: self._asked_for(shape).stream(messages), written, given_up, self._turn.release),
            daemon=True,
        ).start()
        try:
            while (piece := self._next(written, until)) is not None:
                yield piece
        finally:
            given_up.set()

    def _next(self, written: "Queue[Piece | Exception | None]", until: float) -> Piece | None:
        try:
            piece = written.get(timeout=self._patience(until))
        except Empty:
            return Piece("")
        if isinstance(piece, Exception):
            raise LanguageModelError(
                "asking.llm_failed", llm=self.name, error=type(piece).__name__
            ) from piece
        return piece

    def _patience(self, until: float) -> float:
        """How many seconds may pass before the next word to who waits; raises where all the time is up."""
        left_s = until - time.monotonic()
        if left_s <= 0:
            raise LanguageModelLateError("asking.llm_late", llm=self.name)
        return min(left_s, LONGEST_SILENCE_S)

    def _asked_for(self, shape: Mapping[str, Any]) -> Runnable[Any, BaseMessage]:
        """The model told to keep to `shape` in its provider's way, but without the parser that comes with it,
        which would pass what was cut off for whole."""
        asked = self._model.with_structured_output(dict(shape), **self._way)
        if not isinstance(asked, RunnableSequence):
            raise TypeError(f"{self.name} cannot be asked for a JSON object")
        return asked.first


def _listen(
    stream: Callable[[], Iterator[BaseMessage]],
    written: "Queue[Piece | Exception | None]",
    given_up: threading.Event,
    done: Callable[[], None],
) -> None:
    """Put what comes into `written`, then None or the error that ended it; stop where it is given up."""
    try:
        # What people ask is for the model alone, even where other programs on this machine are traced.
        with tracing_context(enabled=False):
            for message in stream():
                written.put(_piece(message))
                if given_up.is_set():
                    return
        written.put(None)
    except Exception as error:  # each provider has its own
        written.put(error)
    finally:
        done()


def _piece(message: BaseMessage) -> Piece:
    usage = getattr(message, "usage_metadata", None) or {}
    return Piece(_json_in(message), usage.get("input_tokens", 0), usage.get("output_tokens", 0))


def _json_in(message: BaseMessage) -> str:
    """What a message, or a part of one, holds of the object: its text, or what a tool is called with."""
    if isinstance(message, AIMessageChunk) and message.tool_call_chunks:
        return "".join(call["args"] or "" for call in message.tool_call_chunks)
    calls = getattr(message, "tool_calls", None)
    return json.dumps(calls[0]["args"], ensure_ascii=False) if calls else str(message.text)


def _package(error: ImportError) -> str:
    """The package to install: LangChain names the module that is missing in the error's cause."""
    missing = error.__cause__ if isinstance(error.__cause__, ImportError) else error
    return (missing.name or "langchain").split(".")[0].replace("_", "-")
