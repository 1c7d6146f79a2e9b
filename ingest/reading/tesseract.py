"""Tesseract, where it is installed: from a picture of a page to the lines that stand on it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from ingest.reading.layout import MARK, Line

EXTRACTOR = "tesseract"
DOTS_PER_INCH = 200
_POINTS_PER_DOT = 72 / DOTS_PER_INCH
_TSV_COLUMNS, _WORD_LEVEL = 12, "5"
_CONFIDENCE_MARGIN = 12.0
# A mark belongs to the letter before it, a full stop to its abbreviation: "ดร .บูรีดา".
_JOINS_ON = re.compile(rf"{MARK.pattern}|\.(?=[ก-๎]|$)")
_SPACE_POINTS = 4.0
_USUAL_SIZE = 12.0


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An installed Tesseract: the program, and its languages as it wants them ("tha+eng")."""

    program: str
    languages: str

    def read(self, picture: bytes, timeout_s: float) -> list[Line]:
        """Return the lines that stand on `picture` (PGM); none when it takes longer than `timeout_s`."""
        command = [self.program, "stdin", "stdout", "-l", self.languages, "--dpi", str(DOTS_PER_INCH), "tsv"]
        # On more than one thread Tesseract takes several times as long when other work is going on.
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        try:
            finished = subprocess.run(  # noqa: S603 a fixed command; the picture goes through a pipe
                command, input=picture, capture_output=True, timeout=timeout_s, env=environment, check=False
            )
        except (subprocess.TimeoutExpired, OSError):
            return []
        return recognised_lines(finished.stdout.decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class _Word:
    """One row of Tesseract's table: places in dots from the top left, confidence from 0 to 100."""

    line: tuple[str, ...]
    left: int
    right: int
    bottom: int
    confidence: float
    text: str


def recognised_lines(table: str) -> list[Line]:
    """Return the lines of Tesseract's TSV output that it is sure of.

    Marks above Thai letters are often taken for a line of their own and read as rubbish: what is much
    less certain than the page's usual line is left out.
    """
    lines = [list(words) for _, words in groupby(_words(table), key=lambda word: word.line)]
    if not lines:
        return []
    usual = median(map(_confidence, lines))
    return [_recognised_line(words) for words in lines if _confidence(words) >= usual - _CONFIDENCE_MARGIN]


def _words(table: str) -> Iterator[_Word]:
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == _TSV_COLUMNS and cells[0] == _WORD_LEVEL and cells[11].strip():
            left, top, width, height = map(int, cells[6:10])
            yield _Word(
                tuple(cells[1:5]), left, left + width, top + height, float(cells[10]), cells[11].strip()
            )


def _confidence(words: Sequence[_Word]) -> float:
    return sum(word.confidence for word in words) / len(words)


def _recognised_line(words: Sequence[_Word]) -> Line:
    # Tesseract cuts Thai between letters; only a gap in the picture is a space.
    text, end = words[0].text, words[0].right
    for word in words[1:]:
        parted = word.left - end > _SPACE_POINTS / _POINTS_PER_DOT and not _JOINS_ON.match(word.text)
        text += (" " if parted else "") + word.text
        end = max(end, word.right)
    return Line(
        text,
        left=words[0].left * _POINTS_PER_DOT,
        right=words[-1].right * _POINTS_PER_DOT,
        y=-median(word.bottom for word in words) * _POINTS_PER_DOT,
        size=_USUAL_SIZE,
    )


def find_tesseract() -> Tesseract | None:
    """Return the installed Tesseract with Thai among its languages, or None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        command = [program, "--list-langs"]
        listed = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError):
        return None
    languages = [name for name in ("tha", "eng") if name in listed.stdout.split()]
    return Tesseract(program, "+".join(languages)) if "tha" in languages else None


def is_installed() -> bool:
    """Whether pictures of Thai pages can be read on this machine."""
    return find_tesseract() is not None
