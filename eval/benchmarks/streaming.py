"""How soon the first checked sentence is with who asks, against how long the model itself takes for it.

    python -m eval.benchmarks.streaming [--questions 12] [--rounds 3] [--pace-ms 20] [--home DIR] [--json]

The model is a server of OpenAI's kind that writes at a known pace: sentences taken from the quotes that it is
shown, a few letters a piece as models do. From when what was found is with an HTTP client to when its first
sentence is there, over what the model takes from being asked to the end of that sentence; wanted is at most
1.2. Without a model the streamed reply and the plain one are asked for in turns: how long the one takes over
the other; wanted is about 1. The labelled questions are asked over the sample corpus. Figures are medians.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from fastapi import FastAPI
from starlette.responses import StreamingResponse

from api.app import create_app
from api.bootstrap import open_services
from api.settings import Settings
from api.streaming import MEDIA_TYPE
from assistant.language import detect_language
from assistant.settings import AssistantSettings
from eval.benchmarks.command_line import at_least_one, ends_with_a_message, from_nought_on
from eval.benchmarks.concurrency import sample_store
from eval.benchmarks.serving import serving
from eval.questions import sample_texts
from eval.settings import sample_settings

_ANSWER_S = 120.0
# Thai of about four letters a token, as tokenizers of today have it.
_LETTERS_A_PIECE = 4
_STATEMENTS = 2
_ADDRESS = "/api/conversations"


class PacedModel:
    """Writes drafts at one piece each `pace_s`, and notes how long each first sentence took."""

    def __init__(self, pace_s: float) -> None:
        self._pace_s = pace_s
        # Of each draft: until the last letter of its first sentence, and until its keys were there too.
        self.sentence_s: list[float] = []
        self.statement_s: list[float] = []

    def application(self) -> FastAPI:
        app = FastAPI()

        @app.post("/v1/chat/completions")
        def complete(body: dict[str, Any]) -> StreamingResponse:
            asked_at = time.perf_counter()
            return StreamingResponse(self._events(body, asked_at), media_type=MEDIA_TYPE)

        return app

    def _events(self, body: dict[str, Any], asked_at: float) -> Iterator[str]:
        yield _event([{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": None}])
        for place, written in enumerate(_draft(body["messages"][-1]["content"])):
            for at in range(0, len(written), _LETTERS_A_PIECE):
                time.sleep(self._pace_s)
                piece = written[at : at + _LETTERS_A_PIECE]
                yield _event([{"index": 0, "delta": {"content": piece}, "finish_reason": None}])
            if place < 2:
                ends = (self.sentence_s, self.statement_s)[place]
                ends.append(time.perf_counter() - asked_at)
        yield _event([{"index": 0, "delta": {}, "finish_reason": "stop"}])
        yield "data: [DONE]\n\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`after_sentence`: when the first checked sentence arrives after what was found, over when the model has
    written its last letter; `after_statement`: over when it has written what the sentence cites too. Of
    `drafts` so many are of the model. `streamed_to_plain`: how long the whole takes without a model."""

    questions: int
    drafts: int
    after_sentence: float
    after_statement: float
    sentence_s: float
    worst_after_sentence: float
    streamed_to_plain: float
    plain_ms: float


def with_model(settings: Settings, questions: Sequence[str], pace_s: float) -> tuple[list[float], PacedModel]:
    """How many seconds after what was found the first sentence came, of each question that has one."""
    model = PacedModel(pace_s)
    waited: list[float] = []
    with serving(model.application()) as provider:
        drafting = AssistantSettings(
            llm="openai:paced", llm_base_url=f"{provider}/v1", llm_timeout_s=_ANSWER_S
        )
        with _client(replace(settings, assistant=drafting)) as client:
            first_sentence_after(client, questions[0])
            model.sentence_s.clear()
            model.statement_s.clear()
            for question in questions:
                drafts = len(model.sentence_s)
                seconds = first_sentence_after(client, question)
                if seconds is not None:
                    waited.append(seconds)
                # What is written anew is another draft.
                kept = drafts + (seconds is not None)
                del model.sentence_s[kept:], model.statement_s[kept:]
    return waited, model


def without_model(
    settings: Settings, questions: Sequence[str], rounds: int
) -> tuple[list[float], list[float]]:
    """How many seconds the whole reply took, streamed and plain, asked for in turns."""
    streamed: list[float] = []
    plain: list[float] = []
    with _client(settings) as client:
        for question in questions:
            client.post(_ADDRESS, json={"message": question}).raise_for_status()
        for turn in range(2 * rounds):
            taken, headers = ((streamed, {"Accept": MEDIA_TYPE}), (plain, {}))[turn % 2]
            for question in questions:
                started = time.perf_counter()
                client.post(_ADDRESS, json={"message": question}, headers=headers).raise_for_status()
                taken.append(time.perf_counter() - started)
    return streamed, plain


def first_sentence_after(client: httpx.Client, question: str) -> float | None:
    """Seconds from what was found to the first sentence; None where nothing is drafted or nothing of it holds
    at once."""
    found_at = None
    first = None
    asked = {"message": question}
    with client.stream("POST", _ADDRESS, json=asked, headers={"Accept": MEDIA_TYPE}) as response:
        response.raise_for_status()
        for line in response.iter_lines():
            if line == "event: found":
                found_at = time.perf_counter()
            elif line == "event: statement" and found_at and first is None:
                first = time.perf_counter() - found_at
    return first


def _draft(material: str) -> Iterator[str]:
    """What is written up to the end of the first sentence, then what it cites, then the rest."""
    told = json.JSONDecoder().raw_decode(material)[0]
    language = detect_language(told["question"])
    spoken = [one for one in told["evidence"] if detect_language(one["passage"]) == language]
    for place, one in enumerate(spoken[:_STATEMENTS]):
        text = json.dumps(one["passage"], ensure_ascii=False)
        yield ("" if place else '{"statements": [') + (", " if place else "") + '{"text": ' + text
        yield f', "keys": ["{one["key"]}"]}}'
    yield "]}"


def _event(choices: list[dict[str, Any]]) -> str:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "paced"}
    return f"data: {json.dumps(chunk | {'choices': choices})}\n\n"


@contextmanager
def _client(settings: Settings) -> Iterator[httpx.Client]:
    """A client of a server over these settings."""
    with (
        open_services(settings) as services,
        serving(create_app(services)) as address,
        httpx.Client(base_url=address, timeout=_ANSWER_S) as client,
    ):
        yield client


def measure(settings: Settings, questions: Sequence[str], rounds: int, pace_s: float) -> Outcome:
    streamed, plain = without_model(settings, questions, rounds)
    waited, model = with_model(settings, questions, pace_s)
    ratios = [took / own for took, own in zip(waited, model.sentence_s, strict=True)]
    return Outcome(
        questions=len(questions),
        drafts=len(waited),
        after_sentence=median(ratios),
        after_statement=median(took / own for took, own in zip(waited, model.statement_s, strict=True)),
        sentence_s=median(model.sentence_s),
        worst_after_sentence=max(ratios),
        streamed_to_plain=median(one / other for one, other in zip(streamed, plain, strict=True)),
        plain_ms=1000 * median(plain),
    )


@ends_with_a_message
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--questions", type=at_least_one, default=12, help="how many of the labelled questions"
    )
    parser.add_argument("--rounds", type=at_least_one, default=3, help="how often each way without a model")
    parser.add_argument(
        "--pace-ms", type=from_nought_on, default=20.0, help="what the model takes for a piece"
    )
    parser.add_argument("--home", type=Path, help="keep the store of the sample corpus here")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        settings = sample_settings(options.home or Path(temporary))
        with open_services(settings) as services:
            sample_store(services)
        questions = sample_texts()[: options.questions]
        outcome = measure(settings, questions, options.rounds, options.pace_ms / 1000)
    if options.json:
        print(json.dumps(asdict(outcome), indent=2))
    else:
        print(_lines(outcome))


def _lines(outcome: Outcome) -> str:
    return (
        f"first checked sentence after {outcome.after_sentence:.2f} of the {outcome.sentence_s:.2f} s that "
        f"the model takes to write it (worst {outcome.worst_after_sentence:.2f}; with what it cites "
        f"{outcome.after_statement:.2f}); {outcome.drafts} of {outcome.questions} questions\n"
        f"without a model: streamed {outcome.streamed_to_plain:.3f} of plain, "
        f"which takes {outcome.plain_ms:.0f} ms"
    )


if __name__ == "__main__":
    main()
