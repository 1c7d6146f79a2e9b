"""Showing how far a run is: bars with rate and remaining time on a terminal, plain lines elsewhere."""

import time
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from prompts import Language, message


class Progress(Protocol):
    """What a run tells while it works; what it indexes before `begin` is what an earlier one left."""

    def begin(self, files: int) -> None: ...

    def file_done(self, name: str) -> None: ...

    def passages_indexed(self, count: int) -> None: ...


class Silent:
    """Tells nothing."""

    def begin(self, files: int) -> None: ...

    def file_done(self, name: str) -> None: ...

    def passages_indexed(self, count: int) -> None: ...


# Earlier the time left is a guess: the first files wait for the first batch of passages.
_TOLD_FROM_S = 10.0
_TOLD_FROM_SHARE = 0.1


class _Pace:
    """How fast a run goes, and from that how long it will take."""

    def __init__(self, files: int = 0) -> None:
        self.files = files
        self.done = self.passages = 0
        self._started = time.monotonic()
        self._is_waiting = True

    def file_done(self) -> float | None:
        """Count a file; return the seconds left, where that can be told.

        Only right after a batch: otherwise passages wait that the time taken so far does not hold.
        """
        self.done += 1
        is_waiting, self._is_waiting = self._is_waiting, True
        taken = time.monotonic() - self._started
        is_early = taken < _TOLD_FROM_S or self.done < _TOLD_FROM_SHARE * self.files
        if is_waiting or is_early or self.done == self.files:
            return None
        return taken / self.done * (self.files - self.done)

    def passages_indexed(self, count: int) -> float:
        """Count passages; return how many a second were indexed."""
        self.passages += count
        self._is_waiting = False
        return self.passages / max(time.monotonic() - self._started, 0.001)


class PlainLines:
    """A line per file and per batch of passages, for logs and pipes."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._stream = stream
        self._language = language
        self._pace = _Pace()

    def begin(self, files: int) -> None:
        self._pace = _Pace(files)

    def file_done(self, name: str) -> None:
        left = self._pace.file_done()
        line = message(
            "ingest.progress_line",
            self._language,
            done=self._pace.done,
            files=self._pace.files,
            name=printable(name),
            passages=self._pace.passages,
        )
        self._tell(line + _left_text(left, self._language))

    def passages_indexed(self, count: int) -> None:
        rate = f"{self._pace.passages_indexed(count):.0f}"
        passages = self._pace.passages
        self._tell(message("ingest.progress_passages", self._language, passages=passages, rate=rate))

    def _tell(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


class TerminalBars(AbstractContextManager["TerminalBars"]):
    """A bar over the files with passages a second and the time left."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._language = language
        self._pace = _Pace()
        self._bars = Bars(
            TextColumn("{task.fields[name]:<32.32}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}{task.fields[left]}"),
            TimeElapsedColumn(),
            console=Console(file=stream),
            transient=True,
        )
        self._task = self._bars.add_task("", total=None, name="", rate="", left="")

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def begin(self, files: int) -> None:
        self._pace = _Pace(files)
        self._bars.update(self._task, total=files)

    def file_done(self, name: str) -> None:
        self._bars.update(self._task, advance=1, name=printable(name))
        if left := _left_text(self._pace.file_done(), self._language):
            self._bars.update(self._task, left=left)

    def passages_indexed(self, count: int) -> None:
        rate = f"{self._pace.passages_indexed(count):.0f}"
        self._bars.update(self._task, rate=message("ingest.progress_rate", self._language, rate=rate))


def _left_text(left: float | None, language: Language) -> str:
    return "" if left is None else message("ingest.progress_left", language, left=round(left))


def progress_for(stream: TextIO, language: Language) -> AbstractContextManager[Progress]:
    """The kind of progress that fits where `stream` leads. Its clock starts here."""
    return TerminalBars(stream, language) if stream.isatty() else nullcontext(PlainLines(stream, language))


def printable(name: str) -> str:
    """A file's name as a terminal may show it: no control characters, which could rewrite the screen."""
    return "".join(character if character.isprintable() else "?" for character in name)
