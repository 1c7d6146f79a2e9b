"""Finds two columns of print on a page, and puts them one after the other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.reading.layout import Run

_FEWEST_LINES = 8
_LEAST_FILL = 0.6
_WORD_GAP = 0.7
_TOLERANCE = 3.0


@dataclass(frozen=True, slots=True)
class _Piece:
    """Print on one line without a wide gap in it."""

    left: float
    right: float


def in_reading_order(runs: Sequence[Run]) -> list[Run]:
    """Return `runs` (from top to bottom) with the left column before the right one, where there are two.

    Print across both columns, such as a title or a wide table, stays between what is above and below.
    """
    start = _right_column(runs)
    if start is None:
        return list(runs)
    ordered: list[Run] = []
    left: list[Run] = []
    right: list[Run] = []
    for run in runs:
        if run.right <= start + _TOLERANCE:
            left.append(run)
        elif run.left >= start - _TOLERANCE:
            right.append(run)
        else:
            ordered += [*left, *right, run]
            left, right = [], []
    return [*ordered, *left, *right]


def _right_column(runs: Sequence[Run]) -> float | None:
    """Return where the right one of two columns begins, or None.

    Lines of a column are full of print and begin at one edge; the cells of a table are mostly short.
    """
    pieces = _pieces(runs)
    if len(pieces) < 2 * _FEWEST_LINES:
        return None
    low, high = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    third = (high - low) / 3
    starts = Counter(round(piece.left) for piece in pieces if low + third < piece.left < high - third)
    if not starts:
        return None
    start = float(starts.most_common(1)[0][0])
    left = [piece for piece in pieces if piece.right < start]
    right = [piece for piece in pieces if abs(piece.left - start) < _TOLERANCE]
    crossing = len(pieces) - len(left) - sum(piece.left > start - _TOLERANCE for piece in pieces)
    if min(len(left), len(right)) < _FEWEST_LINES or crossing > len(right):
        return None
    filled = _is_filled(left, start - low) and _is_filled(right, high - start)
    return start if filled else None


def _is_filled(pieces: Sequence[_Piece], width: float) -> bool:
    return median(piece.right - piece.left for piece in pieces) > _LEAST_FILL * width


def _pieces(runs: Sequence[Run]) -> list[_Piece]:
    pieces: list[_Piece] = []
    last: Run | None = None
    for run in runs:
        if last is not None and abs(run.y - last.y) < 0.5 * run.size and _is_near(last, run):
            pieces[-1] = _Piece(min(pieces[-1].left, run.left), max(pieces[-1].right, run.right))
        else:
            pieces.append(_Piece(run.left, run.right))
        last = run
    return pieces


def _is_near(last: Run, run: Run) -> bool:
    return -2 * run.size < run.left - last.right < _WORD_GAP * run.size
