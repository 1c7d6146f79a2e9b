"""Ten callers at once against one after another: is every answer the same, and how many come a second?

    python -m eval.benchmarks.concurrency [--callers 10] [--rounds 3] [--http] [--home DIR] [--json]

The labelled questions are asked over the sample corpus, of one `Assistant` in this process, and with
`--http` of a server in a process of its own too. Both ways of asking take turns, so that a busy machine
slows both, after a first round that warms up and says what the answers are. Two cores can answer twice as
much as one at best; wanted is that ten callers lose no more than a fifth. Exit 1 if any answer differs.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from api.bootstrap import Services, open_services
from api.settings import PREFIX
from assistant.domain.answers import Answer
from eval.benchmarks.command_line import at_least_one, ends_with_a_message
from eval.questions import sample_texts
from eval.settings import sample_settings
from ingest.progress import Silent
from ingest.reading.worker import ReadingWorker
from samples import corpus_folder

_START_S, _ANSWER_S = 120.0, 60.0
_SERVE = "from api.cli import main; main()"
_TIMINGS = "timings_ms"

Ask = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`same` of the `answers` to many callers are those that one caller gets; `throughput` is how many
    answers a second they get together over how many one caller gets, the median of the rounds."""

    way: str
    callers: int
    answers: int
    same: int
    throughput: float
    rounds: Sequence[float]


def compare(way: str, ask: Ask, questions: Sequence[str], callers: int, rounds: int) -> Outcome:
    """Ask all `questions` by one caller and by many, in turns."""
    expected = [ask(question) for question in questions]
    ratios, same = [], 0
    with ThreadPoolExecutor(callers) as together:
        for _ in range(rounds):
            alone_s, _ = _timed(lambda: [ask(question) for question in questions])
            together_s, answers = _timed(lambda: list(together.map(ask, questions)))
            ratios.append(alone_s / together_s)
            same += sum(answer == right for answer, right in zip(answers, expected, strict=True))
    return Outcome(way, callers, rounds * len(questions), same, median(ratios), ratios)


def in_process(services: Services) -> Ask:
    """Asks this process's assistant; answers are compared without their timings."""

    def ask(question: str) -> Answer:
        return replace(services.assistant.ask(question), timings_ms={})

    return ask


@contextmanager
def over_http(home: Path) -> Iterator[Ask]:
    """Asks a server in a process of its own, over `home`."""
    port = _free_port()
    command = [sys.executable, "-c", _SERVE, "serve", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, env=_environment(home), stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_ANSWER_S) as client:
            _await(client, server)
            yield lambda question: _posted(client, question)
    finally:
        server.terminate()
        server.wait()


def sample_store(services: Services) -> None:
    """Make the store hold the sample corpus; unchanged files are not read again."""
    with ReadingWorker(services.settings.reading) as reader:
        services.ingestion.run([corpus_folder()], reader, Silent())


def _posted(client: httpx.Client, question: str) -> object:
    response = client.post("/api/ask", json={"question": question})
    body: dict[str, Any] = response.raise_for_status().json()
    return {name: value for name, value in body.items() if name != _TIMINGS}


def _await(client: httpx.Client, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_S
    while True:
        try:
            client.get("/api/health")
            return
        except httpx.TransportError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _environment(home: Path) -> dict[str, str]:
    """The environment without a database or Chroma server that somebody else uses."""
    foreign = {f"{PREFIX}DATABASE_URL", f"{PREFIX}CHROMA_URL", f"{PREFIX}CONFIG"}
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {f"{PREFIX}HOME": str(home)}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _timed(act: Callable[[], list[object]]) -> tuple[float, list[object]]:
    started = time.perf_counter()
    result = act()
    return time.perf_counter() - started, result


def line(outcome: Outcome) -> str:
    rounds = ", ".join(f"{ratio:.2f}" for ratio in outcome.rounds)
    return (
        f"{outcome.way}: {outcome.same} of {outcome.answers} answers to {outcome.callers} callers are those "
        f"that one caller gets; throughput {outcome.throughput:.2f} of one caller's ({rounds})"
    )


@ends_with_a_message
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--callers", type=at_least_one, default=10)
    parser.add_argument("--rounds", type=at_least_one, default=3)
    parser.add_argument("--http", action="store_true", help="ask a server in a process of its own too")
    parser.add_argument("--home", type=Path, help="keep the store of the sample corpus here")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    questions = sample_texts()
    with tempfile.TemporaryDirectory() as temporary:
        settings = sample_settings(options.home or Path(temporary))
        with open_services(settings) as services:
            sample_store(services)
            outcomes = [
                compare("in one process", in_process(services), questions, options.callers, options.rounds)
            ]
        if options.http:
            with over_http(settings.home) as ask:
                outcomes.append(compare("over HTTP", ask, questions, options.callers, options.rounds))
    if options.json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], indent=2))
    else:
        print("\n".join(line(outcome) for outcome in outcomes))
    sys.exit(any(outcome.same < outcome.answers for outcome in outcomes))


if __name__ == "__main__":
    main()
