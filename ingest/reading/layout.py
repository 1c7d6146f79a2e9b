"""From pieces of print with places to printed lines.

Lengths are points (1/72 inch) from the lower left corner of the page; `y` is the bottom of the print.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

# Thai marks above and below, also as the private-use glyphs of older fonts.
MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\uf701-\uf70e\uf710-\uf71a]")
_CLUSTER = re.compile(f"[ก-ฮ](?:(?:{MARK.pattern})+\u0e33?|\u0e33)")
# Bullets and arrows of the Symbol and Wingdings fonts, which PDF writers leave at private-use codes.
_SYMBOLS = {
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0A8: "▪",
    0xF06F: "○",
    0xF076: "❖",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0E0: "→",
}
_RUNS_NEAR_MARK = 6
_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Print in one font, as the file holds it: from `left` to `right`, standing on `y`.

    `sequence` is its place in the order of drawing, `widths` those of its characters if they are known.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    sequence: int = 0
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; `cells` counts the pieces that holes part, as in the row of a table."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    cells: int = 1


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Return the printed lines in the order of `runs`, each from left to right."""
    lines: list[list[Run]] = []
    for run in runs:
        if lines and _continues(lines[-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [line for line in map(_line, map(_in_reading_order, filter(_is_drawn, lines))) if line.text]


def whole_clusters(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with marks drawn apart put back where they belong, and none said twice.

    A mark that is drawn on its own stands in the file near what it belongs to, as a run that says the
    mark, or right after it as one that says the whole cluster once more.
    """
    drawn = sorted(
        (place for place, run in enumerate(runs) if run.text), key=lambda place: runs[place].sequence
    )
    letters = _without_echoes([place for place in drawn if not only_marks(runs[place].text)], runs)
    kept = {place: runs[place] for place in letters}
    for place in drawn:
        if only_marks(runs[place].text):
            host = _host(letters, kept, runs[place])
            if host is not None:
                kept[host] = _with_mark(kept[host], runs[place])
    return [kept[place] for place in sorted(kept)]


def _without_echoes(drawn: Sequence[int], runs: Sequence[Run]) -> list[int]:
    kept: list[int] = []
    for order, place in enumerate(drawn):
        follower = runs[drawn[order + 1]] if order + 1 < len(drawn) else None
        if not (kept and _is_echo(runs[kept[-1]], runs[place], follower)):
            kept.append(place)
    return kept


def _is_echo(host: Run, run: Run, follower: Run | None) -> bool:
    """Whether `run` says again the cluster that ends `host` or begins `follower`, in no room of its own."""
    if not _CLUSTER.fullmatch(run.text):
        return False
    has_no_width = run.right - run.left < 0.01
    is_under_follower = follower is not None and abs(follower.left - run.left) < 0.1
    if host.text.endswith(run.text):
        # What is told of the host's width ends before a cluster without width: its echo is drawn there.
        return is_under_follower or (has_no_width and run.left - host.right < 0.1 * run.size)
    return is_under_follower and has_no_width and follower is not None and follower.text.startswith(run.text)


def _host(letters: Sequence[int], kept: Mapping[int, Run], mark: Run) -> int | None:
    """Return the place of the run that `mark` is drawn over: one drawn shortly before or after it."""
    order = bisect_right(letters, mark.sequence, key=lambda place: kept[place].sequence)
    near = [
        *reversed(letters[max(0, order - _RUNS_NEAR_MARK) : order]),
        *letters[order : order + _RUNS_NEAR_MARK],
    ]
    for place in near:
        run = kept[place]
        if abs(run.y - mark.y) < 0.7 * run.size and run.left < mark.left < run.right + 0.05 * run.size:
            return place
    return near[0] if near else None


def _with_mark(run: Run, mark: Run) -> Run:
    """Return `run` with a mark put behind the letter at whose right edge it is drawn."""
    text, widths = run.text, run.widths
    if len(widths) != len(text) or mark.left > run.right - 0.1 * run.size:
        return replace(run, text=text.rstrip() + mark.text)
    scale = (run.right - run.left) / (sum(widths) or 1.0)
    edges = accumulate((width * scale for width in widths), initial=run.left)
    place = min(enumerate(edges), key=lambda edge: abs(edge[1] - mark.left))[0]
    while place < len(text) and MARK.match(text[place]):
        place += 1
    widths = (*widths[:place], *[0.0] * len(mark.text), *widths[place:])
    return replace(run, text=text[:place] + mark.text + text[place:], widths=widths)


def _continues(line: Sequence[Run], run: Run) -> bool:
    last = line[-1]
    size = max(last.size, run.size, 1.0)
    raised = abs(run.y - line[0].y)
    if run.left > last.right - 2 * size:
        return raised < 0.5 * size
    # A cell in another font may come before the cells to its left.
    return raised < 0.2 * size and run.right < min(other.left for other in line) + 0.5 * size


def _is_drawn(line: Sequence[Run]) -> bool:
    # Clusters without width alone are what is left of a line that was cut off at the foot of the page.
    return len(line) < 2 or any(run.right - run.left > 0.01 for run in line)


def _in_reading_order(line: list[Run]) -> list[Run]:
    # Marks may be drawn as runs without width at the place of the next letter: then only the order of
    # drawing tells which comes first. It is trusted as long as it goes from left to right.
    drawn = sorted(line, key=lambda run: run.sequence)
    if all(run.left > last.left - _step_back(last, run) for last, run in pairwise(drawn)):
        return drawn
    return sorted(line, key=lambda run: (run.left, run.sequence))


def _step_back(last: Run, run: Run) -> float:
    """How far `run` may be drawn to the left of `last` and yet be read after it."""
    has_no_width = min(last.right - last.left, run.right - run.left) < 0.01
    return (0.5 if has_no_width else 0.1) * run.size


def _line(line: Sequence[Run]) -> Line:
    runs = _without_covered_blanks(line)
    text, cells = runs[0].text, 1
    for last, run in pairwise(runs):
        gap = run.left - last.right
        if _is_hole(last, run, gap):
            cells += 1
        if gap < -0.1 * run.size and not is_thai(run.text[0]):
            text = text.rstrip()  # printed over: there was no space
        text += (" " if _stand_apart(last, run, gap) else "") + run.text
    main = max(runs, key=lambda run: len(run.text.strip()))
    printed = sum(len(run.text.strip()) for run in runs)
    bold = sum(len(run.text.strip()) for run in runs if run.bold)
    return Line(
        text=_WHITE_SPACE.sub(" ", text.translate(_SYMBOLS)).strip(),
        left=runs[0].left,
        right=runs[-1].right,
        y=main.y,
        size=round(main.size, 1),
        bold=2 * bold > printed,
        cells=cells,
    )


def _without_covered_blanks(runs: Sequence[Run]) -> list[Run]:
    """Return the runs without blank ones that print begins or ends over: they are no spaces of the text."""
    kept = [runs[0]]
    for place, run in enumerate(runs[1:], start=1):
        middle = (run.left + run.right) / 2
        is_covered = kept[-1].right > middle or any(
            follower.left < middle for follower in runs[place + 1 : place + 2]
        )
        if run.text.strip() or not is_covered:
            kept.append(run)
    return kept


def _is_hole(last: Run, run: Run, gap: float) -> bool:
    return gap > 1.5 * max(last.size, run.size) and not last.text.endswith(" ")


def _stand_apart(last: Run, run: Run, gap: float) -> bool:
    if not last.text.strip() or not run.text.strip():
        return False
    return gap > _least_space(last.text[-1], run.text[0]) * min(last.size, run.size)


def _least_space(before: str, after: str) -> float:
    """Return the least gap that is a space, in parts of the print size.

    The width of a Thai cluster is not always told: a gap after one may be the cluster itself.
    """
    if MARK.match(before) or before == "ำ":
        return 1.6
    return 1.0 if is_thai(before) and is_thai(after) else 0.18


def is_thai(character: str) -> bool:
    # Private-use glyphs of Thai fonts, too: they are made letters later.
    return "\u0e01" <= character <= "\u0e7f" or "\uf700" <= character <= "\uf71a"


_UNKNOWN_SIZE = 10.0


def unplaced_lines(text: str) -> list[Line]:
    """Return the lines of `text` as if printed in one size, an empty line being a larger distance."""
    return [
        Line(
            line.strip(), 0.0, 0.5 * _UNKNOWN_SIZE * drawn_length(line.strip()), -15.0 * place, _UNKNOWN_SIZE
        )
        for place, line in enumerate(text.split("\n"))
        if line.strip()
    ]


def only_marks(text: str) -> bool:
    """Whether `text` is nothing but marks that belong over or under another letter."""
    return bool(text) and not drawn_length(text)


def drawn_length(text: str) -> int:
    return len(text) - len(MARK.findall(text))
