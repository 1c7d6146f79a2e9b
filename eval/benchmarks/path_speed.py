"""How much time the path takes besides embedding, as ratios of one run.

Ingestion: the share of a run over the sample corpus that is not embedding (reading goes on in a process
of its own meanwhile). Asking: a whole question over the time of embedding it, on questions never asked
before, so that nothing is remembered.

    python -m eval.benchmarks.path_speed [--models FOLDER]
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from api.bootstrap import Services, open_services
from eval.benchmarks.command_line import ends_with_a_message
from eval.questions import sample_texts
from eval.settings import evaluation_settings
from ingest.progress import Silent
from ingest.reading.worker import ReadingWorker
from samples import corpus_folder


class Timed:
    """A function that adds up how long its calls take."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self.calls_s: list[float] = []

    def __call__(self, *arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return self._function(*arguments)
        finally:
            self.calls_s.append(time.perf_counter() - started)


def ingestion(services: Services) -> dict[str, float]:
    """Seconds of a whole run over the samples, of its embedding, and the share that is not embedding."""
    encoder = services.index.embeddings._encoder
    embedding = Timed(encoder.encode)
    encoder.encode = embedding  # type: ignore[method-assign, assignment]
    with ReadingWorker(services.settings.reading) as reader:
        report = services.ingestion.run([corpus_folder()], reader, Silent())
    embedded_s = sum(embedding.calls_s)
    return {
        "passages": report.passages,
        "whole_s": report.seconds,
        "embedding_s": embedded_s,
        "besides_embedding": 1 - embedded_s / report.seconds,
    }


def asking(services: Services, questions: Sequence[str]) -> dict[str, float]:
    """Milliseconds of the median question and of its embedding, and the median of their ratios."""
    embed = services.index.embeddings.query_vector
    services.assistant.ask("อุ่นเครื่อง warm up")
    whole, alone = [], []
    for question in questions:
        started = time.perf_counter()
        embed(question)
        embedded = time.perf_counter()
        services.assistant.ask(question)
        whole.append(time.perf_counter() - embedded)
        alone.append(embedded - started)
    return {
        "questions": len(questions),
        "embedding_ms": 1000 * median(alone),
        "ask_ms": 1000 * median(whole),
        "ratio": median(w / a for w, a in zip(whole, alone, strict=True)),
    }


@ends_with_a_message
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=Path, help="where the model is already unpacked")
    options = parser.parse_args()
    questions = sample_texts()
    with tempfile.TemporaryDirectory() as home:
        if options.models:
            (Path(home) / "models").symlink_to(options.models.absolute())
        settings = evaluation_settings(Path(home))
        with open_services(settings) as services:
            figures = {"ingestion": ingestion(services)}
        with open_services(settings) as services:  # as a server finds it
            figures["asking"] = asking(services, questions)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
