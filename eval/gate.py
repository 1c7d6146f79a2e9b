"""`python -m eval gate`: whether the bundled set is answered as well as in the committed baseline."""

from collections.abc import Mapping, Sequence

from api.command_group import spoken_language
from eval.comparing import Comparison, left_out, some_of
from eval.runs import QueryRecord, Run
from prompts import message

# Each fall of these is told; the rest (confidence, say) may move.
GUARDED = ("found@1", "found@3", "found@5", "expert@3", "work@3", "answered", "refused")
# What must hold of every answer, whatever the baseline has.
ALWAYS: Mapping[str, str] = {"verbatim": "quotes", "supported": "statements"}


def missing(before: Run, run: Run) -> list[str]:
    """What keeps a run from being compared with the whole of the baseline `before`: one line, if anything.

    Nobody may pass by leaving out what is hard: a question of the baseline that is not asked, asked in other
    words, or no longer labelled for what it was measured by.
    """
    left, old = left_out(before, run), {query.id: query for query in before.queries}
    relabelled = [
        query.id
        for query in run.queries
        if query.id in old and query.id not in left.reworded and _has_lost(old[query.id], query)
    ]
    ids = [*left.only_before, *left.reworded, *relabelled]
    told = message("eval.baseline_not_asked", spoken_language(), ids=some_of(ids))
    return [told] if ids else []


def _has_lost(old: QueryRecord, new: QueryRecord) -> bool:
    """Whether a guarded measure is gone: labels alone give a right to these, whatever is answered."""
    return any(measure in old.measures and measure not in new.measures for measure in GUARDED)


def falls(comparisons: Sequence[Comparison], run: Run) -> list[str]:
    """What is worse than the baseline and not by chance, and what must never be: a line each."""
    fallen = [
        f"{c.measure}: {c.before:.3f} before, {c.after:.3f} now, p = {c.p:.3f} over {c.queries} questions"
        for c in comparisons
        if c.measure in GUARDED and c.has_fallen
    ]
    broken = [
        f"{part}: {run.figures[part]} of {run.figures[whole]} {whole}"
        for part, whole in ALWAYS.items()
        if run.figures[part] < run.figures[whole]
    ]
    return [*fallen, *broken]
