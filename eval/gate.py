"""`python -m eval gate`: whether the bundled set is answered as well as in the committed baseline."""

from collections.abc import Mapping, Sequence

from eval.comparing import Comparison
from eval.runs import Run

# Each fall of these is told; the rest (confidence, say) may move.
GUARDED = ("found@1", "found@3", "found@5", "expert@3", "work@3", "answered", "refused")
# What must hold of every answer, whatever the baseline has.
ALWAYS: Mapping[str, str] = {"verbatim": "quotes", "supported": "statements"}


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
