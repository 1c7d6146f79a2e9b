"""Showing how far a run is: bars with rate and remaining time on a terminal, plain lines elsewhere."""

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from prompts import Language, message


class Progress(Protocol):
    """What a run tells while it works. All counts are of this run."""

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


class PlainLines:
    """A line per file and per batch of passages, for logs and pipes."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._stream = stream
        self._language = language
        self._started = time.monotonic()
        self._files = self._done = self._passages = 0

    def begin(self, files: int) -> None:
        self._files = files

    def file_done(self, name: str) -> None:
        self._done += 1
        elapsed = time.monotonic() - self._started
        line = message(
            "ingest.progress_line",
            self._language,
            done=self._done,
            files=self._files,
            name=printable(name),
            passages=self._passages,
        )
        if elapsed >= _TOLD_FROM_S and self._done >= _TOLD_FROM_SHARE * self._files:
            left = elapsed / self._done * (self._files - self._done)
            line += message("ingest.progress_left", self._language, left=round(left))
        print(line, file=self._stream, flush=True)

    def passages_indexed(self, count: int) -> None:
        self._passages += count
        rate = self._passages / max(time.monotonic() - self._started, 0.001)
        told = message(
            "ingest.progress_passages", self._language, passages=self._passages, rate=f"{rate:.0f}"
        )
        print(told, file=self._stream, flush=True)


class TerminalBars(AbstractContextManager["TerminalBars"]):
    """A bar over the files with passages a second and the time left."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._started = time.monotonic()
        self._passages = 0
        self._rate_text = message("ingest.progress_rate", language, rate="{rate:.0f}")
        self._bars = Bars(
            TextColumn("{task.fields[name]:<32.32}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(file=stream),
            transient=True,
        )
        self._task = self._bars.add_task("", total=None, name="", rate="")

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def begin(self, files: int) -> None:
        self._bars.update(self._task, total=files)

    def file_done(self, name: str) -> None:
        self._bars.update(self._task, advance=1, name=printable(name))

    def passages_indexed(self, count: int) -> None:
        self._passages += count
        rate = self._passages / max(time.monotonic() - self._started, 0.001)
        self._bars.update(self._task, rate=self._rate_text.format(rate=rate))


def progress_for(stream: TextIO, language: Language) -> PlainLines | TerminalBars:
    """The kind of progress that fits where `stream` leads."""
    return TerminalBars(stream, language) if stream.isatty() else PlainLines(stream, language)


def printable(name: str) -> str:
    """A file's name as a terminal may show it: no control characters, which could rewrite the screen."""
    return "".join(character if character.isprintable() else "?" for character in name)
