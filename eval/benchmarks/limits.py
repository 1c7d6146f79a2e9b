"""What limits cost: the same questions with and without them, over one made-up store.

    python -m eval.benchmarks.limits [--size 100000] [--json] [--models FOLDER] [--scratch FOLDER]
                                     [--questions 120]

The store is that of `eval.benchmarks.scale`. Each question is embedded, then searched and ranked without
limits and with limits that admit ever less, in turns, so that whatever slows the machine slows all alike.
It tells how long embedding, searching and ranking take together with limits, over the same without any.
"""

import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from api.bootstrap import MODELS_FOLDER, Services
from assistant.domain.needs import Need
from assistant.finding import Finder, text_searched
from assistant.understanding import understand
from eval.benchmarks.command_line import at_least_one, ends_with_a_message
from eval.benchmarks.scale import (
    Builder,
    likeness_of_the_model,
    mixed_questions,
    opened,
    parser_for_stores,
)

# What is asked for besides the subject; made-up works spread evenly over regions, years and levels.
LIMITS: Mapping[str, Mapping[str, Any]] = {
    "any year": {"year_from": 2000},
    "one region": {"region": "south"},
    "TRL 9": {"trl_from": 9},
    "one region and year": {"region": "south", "year_from": 2026},
    "one region, year and TRL": {"region": "south", "year_from": 2026, "trl_from": 9},
    "nothing": {"centre": "none"},
}


Given = TypeVar("Given", str, Need)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a limit costs.

    `share` of all experts and works has passages that may speak within it; `p50` and `p95` are the median and
    the 95th percentile of how long a question takes with it over how long it takes without.
    """

    limit: str
    share: float
    p50: float
    p95: float


def costs(services: Services, questions: Sequence[str]) -> list[Cost]:
    """Ask each question without limits and with each of `LIMITS`."""
    register = services.register.snapshot()
    finder = Finder(services.index, register)
    needs = [understand(text, (), services.assistant.today()).without_limits() for text in questions]
    everything = len(register.directory().speaking_for(needs[0]))
    finder.find(needs[0])
    ratios: dict[str, list[float]] = {name: [] for name in LIMITS}
    for number, need in enumerate(needs):
        embedding_s = _seconds(services.index.question, text_searched(need))
        free_s = _seconds(finder.find, need)
        for name in _turned(list(LIMITS), number):
            limited_s = _seconds(finder.find, replace(need, **LIMITS[name]))
            ratios[name].append((embedding_s + limited_s) / (embedding_s + free_s))
    return [
        Cost(
            name,
            len(register.directory().speaking_for(replace(needs[0], **limits))) / everything,
            *(float(np.percentile(ratios[name], share)) for share in (50, 95)),
        )
        for name, limits in LIMITS.items()
    ]


def table(found: Sequence[Cost]) -> list[str]:
    """A line for each limit."""
    heading = f"{'limit':<26}{'admits':>8}{'p50':>7}{'p95':>7}"
    return [heading, *(f"{c.limit:<26}{c.share:>8.2%}{c.p50:>7.2f}{c.p95:>7.2f}" for c in found)]


def _turned(names: list[str], by: int) -> list[str]:
    place = by % len(names)
    return names[place:] + names[:place]


def _seconds(act: Callable[[Given], object], what: Given) -> float:
    started = time.perf_counter()
    act(what)
    return time.perf_counter() - started


@ends_with_a_message
def main() -> None:
    parser = parser_for_stores(__doc__)
    parser.add_argument("--size", type=at_least_one, default=100_000, help="passages in the store")
    parser.set_defaults(questions=120)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        models = (options.models or Path(scratch) / MODELS_FOLDER).absolute()
        likeness = likeness_of_the_model(models, Path(scratch))
        with opened(Path(scratch) / "home", models) as services:
            Builder(services, likeness).build(options.size)
            found = costs(services, mixed_questions()[: options.questions])
    rows = [{name: getattr(cost, name) for name in ("limit", "share", "p50", "p95")} for cost in found]
    print(json.dumps(rows, indent=2) if options.json else "\n".join(table(found)))


if __name__ == "__main__":
    main()
