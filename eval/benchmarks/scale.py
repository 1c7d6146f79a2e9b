"""How a question's time grows with the store: the same questions over ever larger made-up stores.

    python -m eval.benchmarks.scale [--sizes 10000,100000,1000000] [--plot FILE.svg] [--json]
                                    [--models FOLDER] [--scratch FOLDER] [--questions 346]
    python -m eval.benchmarks.scale --saved FILE.json [--saved FILE.json] [--plot FILE.svg]

Each store is filled by the product's own register and index, document by document as ingestion does; only
what the model would make of the passages is made up (`eval.benchmarks.made_up`). Then a process of its own
opens the store as a server does and asks the labelled questions of the sample corpus, each for the first
time and once: every other one of `index.search`, the rest of `Assistant.ask`, the whole way from
understanding to checked quotes, nothing refused for doubt. Each time is told over that of embedding the same
question in the same process, and building over embedding as many real passages. A million passages need
35 GB below the scratch folder, which is emptied at the end, and 5 GB of memory. `--saved` tells and draws
what earlier runs printed with `--json`, together.
"""

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import altair as alt
import numpy as np
import vl_convert

from api.bootstrap import MODELS_FOLDER, Services, calibration_for, open_services
from assistant.asking import Assistant
from assistant.finding import PASSAGES_SEARCHED
from catalogue.repository import ReadContent, StoredFile
from eval.benchmarks.command_line import (
    at_least_one,
    counts,
    ends_with_a_message,
    existing_file,
    file_to_be,
    folder_of_files,
    folder_to_be,
)
from eval.benchmarks.made_up import MadeUpCorpus, MadeUpPassages, authorships, real_passages
from eval.benchmarks.path_speed import Timed
from eval.questions import sample_texts
from eval.settings import evaluation_settings
from vectorstore.embeddings import SentenceEmbeddings

SIZES = (10_000, 100_000, 1_000_000)
PARTS = {
    "vectors": "index/vectors/**/*",
    "words": "index/words/**/*",
    "tokens": "index/tokens.sqlite3*",
    "register": "catalogue.sqlite3*",
}
_PASSAGES_A_DOCUMENT = 20
_DOCUMENTS_A_BATCH = 12
_REAL_PASSAGES = 400
_BYTES_A_PASSAGE = 35_000
_LINE_EVERY_S = 10.0
_MEGABYTE = 1e6
# From the palette of Okabe and Ito, which colour-blind readers tell apart.
_COLOURS = ("#56B4E9", "#0072B2", "#E69F00", "#D55E00")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the 95th percentile of times over that of embedding the same question."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What a process saw that opened a store and asked. `answered` is the share of questions answered.

    `opened` is how long opening took over the median time of embedding a question; `memory_mb` what was
    resident after the questions (0 where the system does not tell).
    """

    search: Spread
    ask: Spread
    answered: float
    embedding_ms: float
    opened: float
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Store:
    """What was measured of one size. `building` is how long each part took over embedding as many passages,
    `build_s` the seconds for a thousand passages, `disk_mb` what each part takes."""

    passages: int
    building: Mapping[str, float]
    build_s: float
    disk_mb: Mapping[str, float]
    asked: Asked


class Likeness:
    """What every store is made from besides words: what the model made of real passages."""

    def __init__(self, embeddings: SentenceEmbeddings, passages: int = _REAL_PASSAGES) -> None:
        texts = real_passages(passages)
        started = time.perf_counter()
        self.passages = MadeUpPassages.like(embeddings, texts)
        self.embedding_s = (time.perf_counter() - started) / len(texts)


def likeness_of_the_model(models: Path, scratch: Path) -> Likeness:
    """What stores are made from, like what the set model makes; it is, or will be, unpacked in `models`."""
    models.mkdir(parents=True, exist_ok=True)
    with opened(scratch / "likeness", models) as services:
        return Likeness(services.index.embeddings)


class Builder:
    """Fills an empty store as ingestion does, timing each part but not the making up."""

    def __init__(self, services: Services, likeness: Likeness) -> None:
        self._catalogue, self._index = services.catalogue, services.index
        self._likeness = likeness
        self._index.tokens.statistics()  # measured with the model itself, before it is replaced
        self._index.embeddings.passages = likeness.passages  # type: ignore[method-assign, assignment]
        self._calls = {
            "register": _timed(self._catalogue, "store", "confirm_indexed", "replace_authorships"),
            "vectors": _timed(self._index.vectors, "add", "remove"),
            "tokens": _timed(self._index.tokens, "add", "remove"),
            "index": _timed(self._index, "add", "remove"),
        }

    def build(self, size: int) -> None:
        """Store and index `size` passages."""
        pace = Pace(size)
        for last, contents in _made_ahead(size):
            self._likeness.passages.prepare(sum(len(content.chunks) for content in contents))
            self._store(contents)
            pace.done(last)
        self._catalogue.replace_authorships(authorships(-(-size // _PASSAGES_A_DOCUMENT)), ())

    def seconds(self) -> dict[str, float]:
        """How long each part took; "words" is what the index took besides the other two."""
        taken = {part: sum(sum(call.calls_s) for call in calls) for part, calls in self._calls.items()}
        index = taken.pop("index")
        return taken | {"words": index - taken["vectors"] - taken["tokens"]}

    def _store(self, contents: Sequence[ReadContent]) -> None:
        document_ids = [content.documents[0].id for content in contents]
        for content in contents:
            name = content.documents[0].file
            self._catalogue.store(StoredFile(name, name, content.content_hash, "made up"), content)
        self._index.remove(document_ids)
        self._index.add([chunk for content in contents for chunk in content.chunks])
        self._catalogue.confirm_indexed(document_ids)


def _made_ahead(size: int) -> Iterator[tuple[int, list[ReadContent]]]:
    """Documents of `size` passages in all, batch by batch, with how many passages are made by then.

    A process of its own makes the next batch while this one is stored.
    """
    step = _DOCUMENTS_A_BATCH * _PASSAGES_A_DOCUMENT
    batches = [(first, min(first + step, size)) for first in range(0, size, step)]
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        ahead = alone.submit(_made, *batches[0])
        for (_, last), following in zip_longest(batches, batches[1:]):
            contents = ahead.result()
            if following:
                ahead = alone.submit(_made, *following)
            yield last, contents


def _made(first: int, last: int) -> list[ReadContent]:
    """The documents that hold passages `first` to `last`."""
    return [
        _corpus().content(start // _PASSAGES_A_DOCUMENT, min(_PASSAGES_A_DOCUMENT, last - start))
        for start in range(first, last, _PASSAGES_A_DOCUMENT)
    ]


@cache
def _corpus() -> MadeUpCorpus:
    return MadeUpCorpus()


class Pace:
    """Lines on standard error: how many passages are in, at which rate, how long the rest will take."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._started = self._told = time.monotonic()

    def done(self, count: int) -> None:
        now = time.monotonic()
        if now - self._told >= _LINE_EVERY_S or count == self._total:
            self._told = now
            rate = count / (now - self._started)
            left = (self._total - count) / rate / 60
            _tell(f"{count:,} of {self._total:,} passages, {rate:.0f} a second, {left:.0f} min left")


def measure(size: int, likeness: Likeness, models: Path, scratch: Path, questions: Sequence[str]) -> Store:
    """Build a store of `size` passages, ask it, and throw it away."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        home = Path(folder) / "home"
        _require_room(scratch, size)
        with opened(home, models) as services:
            builder = Builder(services, likeness)
            builder.build(size)
        taken = builder.seconds()
        os.sync()  # Else what was built is still being written to the disk while it is asked.
        _tell(f"asking a store of {size:,} passages")
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            asked = alone.submit(ask_store, home, questions).result()
        return Store(
            passages=size,
            building={part: s / (size * likeness.embedding_s) for part, s in taken.items()},
            build_s=1000 * sum(taken.values()) / size,
            disk_mb={part: _megabytes(home, files) for part, files in PARTS.items()},
            asked=asked,
        )


class OverEmbedding:
    """Times acts on questions, each over the time of embedding the question, which is done first."""

    def __init__(self, embeddings: SentenceEmbeddings) -> None:
        self._embed = embeddings.query_vector
        self.embedding_s: list[float] = []
        self.ratios: list[float] = []

    def time(self, act: Callable[[str], Result], question: str) -> Result:
        started = time.perf_counter()
        self._embed(question)
        embedded = time.perf_counter()
        result = act(question)
        self.ratios.append((time.perf_counter() - embedded) / (embedded - started))
        self.embedding_s.append(embedded - started)
        return result

    def spread(self) -> Spread:
        return Spread(*(float(np.percentile(self.ratios, share)) for share in (50, 95)))


def ask_store(home: Path, questions: Sequence[str]) -> Asked:
    """Open the store in `home` and ask it; for a process that has done nothing else."""
    started = time.perf_counter()
    with open_services(evaluation_settings(home)) as services:
        index, assistant = services.index, _never_in_doubt(services)
        assistant.ask("อุ่นเครื่อง warm up")
        opened_s = time.perf_counter() - started
        searching, asking = OverEmbedding(index.embeddings), OverEmbedding(index.embeddings)
        for question in questions[::2]:
            searching.time(lambda text: index.search(text, limit=PASSAGES_SEARCHED), question)
        answers = [asking.time(assistant.ask, question) for question in questions[1::2]]
        embedding_s = median(searching.embedding_s + asking.embedding_s)
        return Asked(
            search=searching.spread(),
            ask=asking.spread(),
            answered=sum(answer.refusal is None for answer in answers) / len(answers),
            embedding_ms=1000 * embedding_s,
            opened=opened_s / embedding_s,
            memory_mb=_resident_mb(),
        )


def growth(stores: Sequence[Store]) -> list[dict[str, float]]:
    """How many times the smallest store's median each store's is, of a search and of a whole question."""
    first = stores[0].asked
    return [
        {
            "search": store.asked.search.p50 / first.search.p50,
            "ask": store.asked.ask.p50 / first.ask.p50,
        }
        for store in stores
    ]


def table(stores: Sequence[Store]) -> list[str]:
    """The lines of a table: a store a line, the smallest first."""
    lines = [
        f"{'passages':>10}{'search p50':>12}{'p95':>7}{'growth':>8}{'ask p50':>9}{'p95':>7}{'growth':>8}"
        f"{'building':>10}{'memory MB':>11}{'disk MB':>9}"
    ]
    for store, grown in zip(stores, growth(stores), strict=True):
        search, ask = store.asked.search, store.asked.ask
        lines.append(
            f"{store.passages:>10,}{search.p50:>12.2f}{search.p95:>7.2f}{grown['search']:>8.2f}"
            f"{ask.p50:>9.2f}{ask.p95:>7.2f}{grown['ask']:>8.2f}{sum(store.building.values()):>10.3f}"
            f"{store.asked.memory_mb:>11,.0f}{sum(store.disk_mb.values()):>9,.0f}"
        )
    return lines


def plot(stores: Sequence[Store]) -> str:
    """The times over embedding by the size of the store, as SVG."""
    rows = [
        {"passages": store.passages, "what": f"{what}, {share}", "times": getattr(spread, share)}
        for store in stores
        for what, spread in (("search", store.asked.search), ("whole question", store.asked.ask))
        for share in ("p50", "p95")
    ]
    names = list(dict.fromkeys(row["what"] for row in rows))
    chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("passages:Q", title="passages in the store", scale=alt.Scale(type="log")),
            y=alt.Y("times:Q", title="times the embedding of the question"),
            color=alt.Color(
                "what:N", scale=alt.Scale(domain=names, range=_COLOURS), legend=alt.Legend(title=None)
            ),
        )
        .properties(width=520, height=260)
    )
    drawn: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return drawn


@contextmanager
def opened(home: Path, models: Path) -> Iterator[Services]:
    """A new store in `home` that shares unpacked models."""
    home.mkdir()
    (home / MODELS_FOLDER).symlink_to(models)
    with open_services(evaluation_settings(home)) as services:
        yield services


def _never_in_doubt(services: Services) -> Assistant:
    """An assistant that refuses nothing for doubt: made-up passages are like no question."""
    calibration = replace(calibration_for(services.settings.vectorstore), confidence_needed=0.0)
    return Assistant(services.index, services.register, services.assistant.today, calibration)


def _timed(owner: object, *methods: str) -> list[Timed]:
    """Time these methods of `owner` from now on."""
    timed = [Timed(getattr(owner, method)) for method in methods]
    for method, call in zip(methods, timed, strict=True):
        setattr(owner, method, call)
    return timed


def _require_room(folder: Path, size: int) -> None:
    needed, free = size * _BYTES_A_PASSAGE, shutil.disk_usage(folder).free
    if free < needed:
        raise SystemExit(
            f"{size:,} passages need {needed / 1e9:.0f} GB in {folder}, {free / 1e9:.0f} are free"
        )


def _megabytes(home: Path, files: str) -> float:
    return sum(file.stat().st_size for file in home.glob(files)) / _MEGABYTE


def _resident_mb() -> float:
    """What this process holds in memory, as Linux tells it; 0 elsewhere."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return next(float(line.split()[1]) * 1024 / _MEGABYTE for line in status.splitlines() if "VmRSS" in line)


def mixed_questions() -> list[str]:
    """The labelled questions over the sample corpus, in an order that mixes them; the same each time."""
    texts = sample_texts()
    random.Random(1).shuffle(texts)
    return texts


def saved(files: Sequence[Path]) -> list[Store]:
    """The stores of runs that were printed as JSON, the smallest first."""
    rows = [row for file in files for row in json.loads(file.read_text(encoding="utf-8"))]
    return [_store_of(row) for row in sorted(rows, key=lambda row: row["passages"])]


def _store_of(row: Mapping[str, Any]) -> Store:
    asked = row["asked"]
    spreads = {part: Spread(**asked[part]) for part in ("search", "ask")}
    named = {name: value for name, value in row.items() if name != "growth"}
    return Store(**{**named, "asked": Asked(**{**asked, **spreads})})


def _measured(options: argparse.Namespace) -> list[Store]:
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        models = (options.models or Path(scratch) / MODELS_FOLDER).absolute()
        likeness = likeness_of_the_model(models, Path(scratch))
        questions = mixed_questions()[: options.questions]
        stores: list[Store] = []
        for size in options.sizes:
            stores.append(measure(size, likeness, models, Path(scratch), questions))
            _tell("\n".join(table(stores)))
    return stores


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def parser_for_stores(about: str | None) -> argparse.ArgumentParser:
    """A parser of the options that benchmarks over made-up stores share; `about` begins with what they do."""
    parser = argparse.ArgumentParser(description=(about or "").splitlines()[0])
    parser.add_argument("--questions", type=at_least_one, help="how many questions are asked of a store")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--models", type=folder_to_be, help="where the model is, or will be, unpacked")
    parser.add_argument("--scratch", type=folder_of_files, help="where stores are built for this once")
    return parser


@ends_with_a_message
def main() -> None:
    parser = parser_for_stores(__doc__)
    parser.add_argument("--sizes", type=counts, default=SIZES, help="passages, with commas between")
    parser.add_argument("--plot", type=file_to_be, help="draw the growth into this SVG file")
    parser.add_argument(
        "--saved",
        type=existing_file,
        action="append",
        default=[],
        help="tell what this run printed, measure nothing",
    )
    options = parser.parse_args()
    stores = saved(options.saved) if options.saved else _measured(options)
    if options.plot:
        options.plot.write_text(plot(stores), encoding="utf-8")
    if options.json:
        grown = zip(stores, growth(stores), strict=True)
        print(json.dumps([asdict(store) | {"growth": times} for store, times in grown], indent=2))
    else:
        print("\n".join(table(stores)))


if __name__ == "__main__":
    main()
