"""`python -m eval compare`: whether one run is better than another, or only luckier.

The paired randomisation test (Fisher; Smucker, Allan and Carterette 2007, "A Comparison of Statistical
Significance Tests for Information Retrieval Evaluation", CIKM): if both runs were alike, each query's
difference could as well have the other sign. p is the share of random signs under which the mean
difference is as large as the observed one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.errors import EvaluationError
from eval.runs import QueryRecord, Run

PERMUTATIONS = 20_000
SIGNIFICANT = 0.05
_CHANGED_SHOWN = 10
_IDS_SHOWN = 5
_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of two runs over the queries that both have it for.

    `before` and `after` are means; `p` (0 to 1) is two-sided; `changed` are the queries whose measure
    changed most, as (query, before, after).
    """

    measure: str
    queries: int
    before: float
    after: float
    p: float
    wins: int
    losses: int
    changed: Sequence[tuple[QueryRecord, float, float]]

    @property
    def is_significant(self) -> bool:
        return self.p < SIGNIFICANT

    @property
    def has_fallen(self) -> bool:
        """Whether the second run is worse, and not by chance."""
        return self.after < self.before and self.is_significant


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The queries of two runs that cannot be compared, by id: those that only one of them has, and those
    that were asked in other words."""

    only_before: Sequence[str]
    only_after: Sequence[str]
    reworded: Sequence[str]

    def by_reason(self) -> dict[str, Sequence[str]]:
        """The queries by why they are left out, reasons without any too."""
        return {"only_before": self.only_before, "only_after": self.only_after, "reworded": self.reworded}


def left_out(before: Run, after: Run) -> LeftOut:
    """Return what `compare` leaves out, in the order of the runs."""
    old, new = ({query.id: query.text for query in run.queries} for run in (before, after))
    return LeftOut(
        only_before=[id_ for id_ in old if id_ not in new],
        only_after=[id_ for id_ in new if id_ not in old],
        reworded=[id_ for id_ in old if id_ in new and old[id_] != new[id_]],
    )


def compare(before: Run, after: Run) -> list[Comparison]:
    """Compare every measure that both runs have, over the queries that both asked in the same words.

    Raises EvaluationError where there are none, or where different commands made the runs.
    """
    old = {query.id: query for query in before.queries}
    shared = [query for query in after.queries if query.id in old and query.text == old[query.id].text]
    if before.kind != after.kind or not shared:
        names = (f"{run.kind} {run.dataset}" for run in (before, after))
        raise EvaluationError("eval.not_comparable", before=next(names), after=next(names))
    measures = dict.fromkeys(name for query in after.queries for name in query.measures)
    return [
        _comparison(measure, both)
        for measure in measures
        if (
            both := [
                (old[q.id], q) for q in shared if measure in q.measures and measure in old[q.id].measures
            ]
        )
    ]


def lines(comparisons: Sequence[Comparison]) -> list[str]:
    """A table of the measures, then for each measure the queries that changed most."""
    table = [
        f"{'measure':<16}{'queries':>8}{'before':>9}{'after':>9}{'change':>9}{'p':>8}{'wins':>6}{'losses':>8}"
    ]
    for c in comparisons:
        mark = " *" if c.is_significant else ""
        table.append(
            f"{c.measure:<16}{c.queries:>8}{c.before:>9.4f}{c.after:>9.4f}{c.after - c.before:>+9.4f}"
            f"{c.p:>8.3f}{c.wins:>6}{c.losses:>8}{mark}"
        )
    for c in comparisons:
        if c.changed:
            table.append(f"\n{c.measure}: what changed most")
            table += [f"{old:>8.3f} -> {new:.3f}  {q.id}  {q.text}" for q, old, new in c.changed]
    return table


def left_out_lines(left: LeftOut) -> list[str]:
    """How many queries are not compared and which, a line for each reason; none where all are."""
    told = {
        "only_before": "only in the first run",
        "only_after": "only in the second run",
        "reworded": "asked in other words",
    }
    return [
        f"not compared, {told[reason]}: {some_of(ids)}" for reason, ids in left.by_reason().items() if ids
    ]


def some_of(ids: Sequence[str]) -> str:
    """How many these are, and the first of them by name."""
    more = ", …" if len(ids) > _IDS_SHOWN else ""
    return f"{len(ids)} ({', '.join(ids[:_IDS_SHOWN])}{more})"


def as_json(comparisons: Sequence[Comparison], left: LeftOut) -> dict[str, Any]:
    """What the lines tell, for programs; of what is left out all ids."""
    return {
        "measures": _measures_as_json(comparisons),
        "not_compared": {
            reason: {"count": len(ids), "ids": list(ids)} for reason, ids in left.by_reason().items()
        },
    }


def _measures_as_json(comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(c, name) for name in ("measure", "queries", "before", "after", "p")},
            "wins": c.wins,
            "losses": c.losses,
            "is_significant": c.is_significant,
            "changed": [
                {"id": query.id, "text": query.text, "before": old, "after": new}
                for query, old, new in c.changed
            ],
        }
        for c in comparisons
    ]


def randomisation_p(differences: Sequence[float]) -> float:
    """How often signs drawn by chance give a mean as far from 0 as these differences have, 0 to 1.

    The observed signs count as one draw, so p is never 0. The draws are the same each time.
    """
    values = np.array([difference for difference in differences if difference], float)
    if not len(values):
        return 1.0
    observed, chance = abs(values.sum()) - 1e-12, np.random.default_rng(0)
    as_far = sum(
        int((abs(chance.choice((-1.0, 1.0), (_AT_A_TIME, len(values))) @ values) >= observed).sum())
        for _ in range(PERMUTATIONS // _AT_A_TIME)
    )
    return (as_far + 1) / (PERMUTATIONS + 1)


def _comparison(measure: str, both: Sequence[tuple[QueryRecord, QueryRecord]]) -> Comparison:
    changes = [(new, old.measures[measure], new.measures[measure]) for old, new in both]
    differences = [after - before for _, before, after in changes]
    most = sorted(changes, key=lambda c: (-abs(c[2] - c[1]), c[0].id))[:_CHANGED_SHOWN]
    return Comparison(
        measure,
        len(changes),
        _mean(before for _, before, _ in changes),
        _mean(after for _, _, after in changes),
        randomisation_p(differences),
        wins=sum(d > 0 for d in differences),
        losses=sum(d < 0 for d in differences),
        changed=[change for change in most if change[1] != change[2]],
    )


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return float(np.mean(listed)) if listed else 0.0
