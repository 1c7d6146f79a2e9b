"""A chat model of LangChain's that writes what a test says, and a check whose verdict anybody can see."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk
from langsmith.utils import tracing_is_enabled
from pydantic import Field

from assistant.checking import Fault, Proof
from assistant.language import fold
from eval.adversary.streamed import StreamedChatModel

Evidence = list[dict[str, Any]]
# What is written: a text, its pieces, an error to raise, or what makes one of these of the evidence offered.
Reply = str | Sequence[str] | Exception | Callable[[Evidence], Any]
INPUT_TOKENS, OUTPUT_TOKENS = 100, 20


class ScriptedChatModel(StreamedChatModel):
    """Writes one of `replies` after the other, pausing `pause_s` before each piece.

    `heard` is what it was told, `traced` whether others were told of it. It is asked for JSON by a response
    format or, `by_tool`, by a tool to call.
    """

    replies: list[Any]
    heard: list[list[BaseMessage]] = Field(default_factory=list)
    traced: list[bool] = Field(default_factory=list)
    pause_s: float = 0.0
    by_tool: bool = False

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 - LangChain's
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002 - LangChain's
        **kwargs: Any,  # noqa: ARG002 - LangChain's
    ) -> Iterator[ChatGenerationChunk]:
        self.heard.append(messages)
        self.traced.append(bool(tracing_is_enabled()))
        reply = self.replies.pop(0)
        if callable(reply):
            reply = reply(evidence_in(messages))
        for piece in [reply] if isinstance(reply, str | Exception) else reply:
            time.sleep(self.pause_s)
            if isinstance(piece, Exception):
                raise piece
            yield ChatGenerationChunk(message=self._chunk(piece))
        usage = {
            "input_tokens": INPUT_TOKENS,
            "output_tokens": OUTPUT_TOKENS,
            "total_tokens": INPUT_TOKENS + OUTPUT_TOKENS,
        }
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=usage))

    def _chunk(self, piece: str) -> AIMessageChunk:
        if not self.by_tool:
            return AIMessageChunk(content=piece)
        return AIMessageChunk(
            content="", tool_call_chunks=[tool_call_chunk(name="draft", args=piece, index=0)]
        )


def evidence_in(messages: Sequence[BaseMessage]) -> Evidence:
    """The evidence that a model was shown."""
    evidence: Evidence = json.JSONDecoder().raw_decode(messages[-1].text)[0]["evidence"]
    return evidence


def key_of(evidence: Evidence, passage: str) -> str:
    """The key of the evidence whose passage holds these words."""
    return next(str(one["key"]) for one in evidence if passage in one["passage"])


def draft(*statements: tuple[str, str]) -> Callable[[Evidence], str]:
    """A draft of these statements, each with words of the passage that it cites."""
    return lambda evidence: as_draft([(text, [key_of(evidence, words)]) for text, words in statements])


def as_draft(statements: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A draft of these statements with these keys."""
    rows = [{"text": text, "keys": list(keys)} for text, keys in statements]
    return json.dumps({"statements": rows}, ensure_ascii=False)


class WordForWordChecker:
    """Supports only what stands word for word in a quote."""

    def faults(self, statement: str, proofs: Sequence[Proof]) -> list[Fault]:
        said = fold(statement).strip(' .,"«»')
        is_held = any(said in fold(proof.quote) for proof in proofs)
        return [] if said and is_held else [Fault("meaning", statement)]
