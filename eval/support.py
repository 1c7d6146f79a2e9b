"""`python -m eval support`: how well the check tells statements that their quotes support from others.

Supported is what the check lets pass. Precision is the share of these that are supported indeed, recall the
share of the supported that pass.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean

import click

from assistant.checking import Checker, Fault, Proof
from eval.rows import Row, read_rows_by

DATASETS = Path(__file__).parent / "datasets" / "support"
TUNING = (
    DATASETS / "tuning.jsonl",
    DATASETS / "samples.jsonl",
    DATASETS / "samples2.jsonl",
    DATASETS / "blind.jsonl",
    DATASETS / "close.jsonl",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement with what it cites, and whether that supports it; `kind` says how it was made."""

    id: str
    statement: str
    proof: Proof
    is_supported: bool
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A pair and what the check found."""

    pair: Pair
    faults: tuple[Fault, ...]

    @property
    def passed(self) -> bool:
        return not self.faults

    @property
    def is_right(self) -> bool:
        return self.passed == self.pair.is_supported


def load_pairs(file: Path) -> list[Pair]:
    """The pairs of a JSON Lines file. Raises EvaluationError where it holds anything else."""
    return [_pair(row) for row in read_rows_by("id", file).values()]


def run(checker: Checker, pairs: Iterable[Pair]) -> list[Checked]:
    """Check every pair."""
    return [Checked(pair, checker.faults(pair.statement, [pair.proof])) for pair in pairs]


def figures(checked: Sequence[Checked]) -> dict[str, dict[str, float]]:
    """Precision and recall on "supported" of all and of each language, the share of each kind that is right;
    one that has nothing to be counted of is left out."""
    told = {"all": _measures(checked)}
    told |= {name: _measures(group) for name, group in _grouped(checked, lambda each: each.pair.language)}
    told |= {
        name: {"pairs": len(group), "right": _share(each.is_right for each in group)}
        for name, group in _grouped(checked, lambda each: each.pair.kind)
    }
    return told


def print_run(checked: Sequence[Checked], *, as_json: bool, wrong: bool) -> None:
    """Print the figures, and the pairs that went wrong if asked for."""
    told = figures(checked)
    missed = [each for each in checked if wrong and not each.is_right]
    if as_json:
        click.echo(
            json.dumps({"figures": told, "wrong": list(map(_as_json, missed))}, ensure_ascii=False, indent=2)
        )
        return
    for name, measures in told.items():
        click.echo(f"{name:<22}" + "  ".join(f"{of} {value:.3g}" for of, value in measures.items()))
    for each in missed:
        found = "; ".join(f"{fault.kind}: {fault.what}" for fault in each.faults) or "passed"
        click.echo(
            f"\n{each.pair.id} {each.pair.kind} ({found})\n  {each.pair.proof.quote}\n  {each.pair.statement}"
        )


def _pair(row: Row) -> Pair:
    proof = Proof(
        quote=row.text("quote"),
        title=row.optional_text("title"),
        people=row.optional_texts("people"),
        year=row.optional_whole_number("year"),
        organisation=row.optional_text("organisation"),
        trl=row.optional_whole_number("trl"),
    )
    return Pair(
        row.id("id"),
        row.text("statement"),
        proof,
        row.truth("supported"),
        row.text("kind"),
        row.text("language"),
    )


def _measures(checked: Sequence[Checked]) -> dict[str, float]:
    passed = [each for each in checked if each.passed]
    supported = [each for each in checked if each.pair.is_supported]
    shares = {
        "precision": (each.pair.is_supported for each in passed) if passed else None,
        "recall": (each.passed for each in supported) if supported else None,
    }
    return {"pairs": len(checked)} | {name: _share(of) for name, of in shares.items() if of is not None}


def _grouped(
    checked: Sequence[Checked], name_of: Callable[[Checked], str]
) -> Iterator[tuple[str, list[Checked]]]:
    groups: dict[str, list[Checked]] = defaultdict(list)
    for each in checked:
        groups[name_of(each)].append(each)
    return iter(groups.items())


def _share(truths: Iterable[bool]) -> float:
    return mean(map(float, truths))


def _as_json(each: Checked) -> Mapping[str, object]:
    return {"id": each.pair.id, "kind": each.pair.kind, "faults": [asdict(fault) for fault in each.faults]}
