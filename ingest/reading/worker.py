"""Reads files in a process of its own, so that no file can crash, stall or starve the caller."""

import io
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from queue import Full, Queue
from types import TracebackType
from typing import IO, Self

from assistant.domain.problems import Problem
from ingest.reading.result import ReadResult
from ingest.reading.settings import ReadingSettings
from ingest.reading.tesseract import find_tesseract

# Count this up when a change of the readers makes it worth reading every file again.
_READING = 7
_DECIDING_LIBRARIES = ("pdf_oxide", "pypdf")

_LENGTH_BYTES = 8
_MAX_REPLY_BYTES = 512_000_000
_START_TIMEOUT_S = 60.0
_REPLY_TIMEOUT_S = 30.0
_PARENT_CHECK_S = 0.5
# Enough that reading goes on while a batch of passages is embedded; few enough to be held in memory.
_FILES_AHEAD = 8
_TAKEN_CHECK_S = 0.1
# What the libraries of all formats take; they load when a file needs them.
_LIBRARIES_MB = 128


class ReadingWorker:
    """A long-lived process that reads one file after the other, started again when a file kills it.

    Use it as a context manager, from one thread at a time; leaving it ends the process. A file that
    crashes the process, takes longer than `settings.file_timeout_s` or more memory than
    `settings.file_memory_mb` gives a result with a problem that names it.
    """

    def __init__(self, settings: ReadingSettings) -> None:
        self._settings = settings
        self._child: _Child | None = None
        self._is_interrupted = threading.Event()
        self._asked: tuple[Path, str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def version(self) -> str:
        """Names what decides how a file is read: the same bytes and version give the same result."""
        libraries = [f"{name} {version(name)}" for name in _DECIDING_LIBRARIES]
        ocr = find_tesseract() if self._settings.ocr == "auto" else None
        parts = [f"reading {_READING}", *libraries, f"ocr {ocr.languages if ocr else 'off'}"]
        return ", ".join([*parts, f"pages {self._settings.max_pages}"])

    @property
    def limits(self) -> str:
        """Names the limits that may stop a file half way."""
        limits = self._settings
        return f"{limits.file_timeout_s:g} s, memory {limits.file_memory_mb} MB, file {limits.max_file_mb} MB"

    def close(self) -> None:
        """End the process, also in the middle of a file."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def read(self, path: Path, *, file: str) -> ReadResult:
        """Return what `read_file` returns, or a problem when the file ended the process."""
        self._send(path, file)
        return self._receive(file)

    def read_all(
        self, paths: Iterable[Path], *, name: Callable[[Path], str] = lambda path: path.name
    ) -> Iterator[tuple[Path, ReadResult]]:
        """Yield each path with its result; the next files are read while the caller works on this one."""
        ahead = _ReadAhead(self, paths, name)
        try:
            yield from ahead
        finally:
            ahead.stop()
            self._is_interrupted.clear()

    def interrupt(self) -> None:
        """Give up the file that another thread is reading or about to read; its result means nothing."""
        self._is_interrupted.set()
        if self._child is not None:
            self._child.end()

    def _send(self, path: Path, file: str) -> None:
        if self._child is None or not self._child.is_alive():
            self.close()
            self._child = _Child(self._settings)
        self._asked = (path, file)
        if self._is_interrupted.is_set():
            self._child.end()
        self._child.send(path, file)

    def _receive(self, file: str) -> ReadResult:
        if self._child is None:
            raise RuntimeError("nothing was sent to the reading process")
        try:
            return self._child.receive()
        except _ChildLostError as loss:
            is_fresh = not self._child.has_answered or self._is_interrupted.is_set()
            self.close()
            if is_fresh or loss.reason == "timeout" or self._asked is None:
                return ReadResult(problems=(loss.problem(file, self._settings),))
        # The process may have died of what came before: only a fresh one proves this file guilty.
        self._send(*self._asked)
        return self._receive(file)


class _ReadAhead:
    """Files read in a thread of their own, a few ahead of whoever takes their results."""

    def __init__(self, worker: "ReadingWorker", paths: Iterable[Path], name: Callable[[Path], str]) -> None:
        self._worker = worker
        self._paths = paths
        self._name = name
        self._results: Queue[tuple[Path, ReadResult] | BaseException | None] = Queue(_FILES_AHEAD)
        self._is_stopped = threading.Event()
        self._thread = threading.Thread(target=self._read, name="reading", daemon=True)
        self._thread.start()

    def __iter__(self) -> Iterator[tuple[Path, ReadResult]]:
        while (result := self._results.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            yield result

    def stop(self) -> None:
        """Read no more; a file half read is given up."""
        self._is_stopped.set()
        if self._thread.is_alive():
            self._worker.interrupt()
            self._thread.join()

    def _read(self) -> None:
        try:
            for path in self._paths:
                self._hand_over((path, self._worker.read(path, file=self._name(path))))
                if self._is_stopped.is_set():
                    return
            self._hand_over(None)
        except BaseException as error:  # raised again where the results are taken
            self._hand_over(error)

    def _hand_over(self, result: tuple[Path, ReadResult] | BaseException | None) -> None:
        while not self._is_stopped.is_set():
            try:
                self._results.put(result, timeout=_TAKEN_CHECK_S)
            except Full:
                continue
            return


class _ChildLostError(Exception):
    """The process gave no result; `reason` is the name of the problem."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def problem(self, file: str, settings: ReadingSettings) -> Problem:
        limits = {
            "timeout": (("seconds", f"{settings.file_timeout_s:g}"),),
            "memory": (("megabytes", str(settings.file_memory_mb)),),
        }
        return Problem("error", f"reading.{self.reason}", file, variables=limits.get(self.reason, ()))


class _Child:
    """The reading process as its parent sees it."""

    def __init__(self, settings: ReadingSettings) -> None:
        self.has_answered = False
        self._timeout_s = settings.file_timeout_s
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 closed by kill()
        self._process = subprocess.Popen(  # noqa: S603 this very module, by this very interpreter
            # -P: the folder the user stands in may hold a file named like one of our libraries.
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(_import_path()), "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )
        self._write(pickle.dumps((os.getpid(), settings)))
        self._deadline = time.monotonic() + _START_TIMEOUT_S
        self._await_ready()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def send(self, path: Path, file: str) -> None:
        self._deadline = time.monotonic() + self._timeout_s
        self._write(pickle.dumps((str(path), file)))

    def receive(self) -> ReadResult:
        length = int.from_bytes(self._read(_LENGTH_BYTES), "big")
        if length > _MAX_REPLY_BYTES:
            raise _ChildLostError("memory")
        frame = self._read(length)
        try:
            reply = _PlainUnpickler(io.BytesIO(frame)).load()
        except Exception as error:  # bytes of a process gone wrong can raise anything
            raise _ChildLostError("crashed") from error
        if not isinstance(reply, ReadResult):
            raise _ChildLostError("crashed")
        self.has_answered = True
        return reply

    def kill(self) -> None:
        """End the process and whatever it started."""
        self._kill_group()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._complaints.close()

    def end(self) -> None:
        """End the process; who waits for its answer is told that there is none."""
        self._kill_group()

    def _await_ready(self) -> None:
        try:
            self._read(_LENGTH_BYTES)
        except _ChildLostError as loss:
            self._complaints.seek(0)
            complaints = self._complaints.read().decode("utf-8", "replace")
            self.kill()
            raise RuntimeError(f"the reading process does not start: {complaints}") from loss

    def _kill_group(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _write(self, frame: bytes) -> None:
        pipe = _opened(self._process.stdin)
        try:
            pipe.write(len(frame).to_bytes(_LENGTH_BYTES, "big") + frame)
            pipe.flush()
        except BrokenPipeError:
            return  # receive() finds out why

    def _read(self, count: int) -> bytes:
        descriptor = _opened(self._process.stdout).fileno()
        pieces: list[bytes] = []
        while count:
            if pieces:  # it answers: what is left to write does not count as reading time
                self._deadline = max(self._deadline, time.monotonic() + _REPLY_TIMEOUT_S)
            left_s = max(0.0, self._deadline - time.monotonic())
            if not select.select([descriptor], [], [], left_s)[0]:
                raise _ChildLostError("timeout")
            piece = os.read(descriptor, min(count, 1 << 20))
            if not piece:
                raise _ChildLostError(self._cause_of_death())
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def _cause_of_death(self) -> str:
        code = self._process.wait()
        self._kill_group()  # what it had started outlives it otherwise
        self._complaints.seek(max(0, self._complaints.seek(0, os.SEEK_END) - 4096))
        complaints = self._complaints.read()
        # Native libraries abort when they are refused memory; the system kills what takes too much.
        if b"MemoryError" in complaints or code in (-signal.SIGABRT, -signal.SIGKILL):
            return "memory"
        return "timeout" if code == -signal.SIGALRM else "crashed"


def _import_path() -> list[str]:
    """Where the child finds what this process found: its own path, and the folder this package lies in."""
    own = str(Path(__file__).parents[2])
    path = [entry for entry in sys.path if entry]
    return path if own in path else [own, *path]


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise RuntimeError("the reading process has no pipe")
    return pipe


class _PlainUnpickler(pickle.Unpickler):
    """Takes only the project's own plain data from a process that has read a hostile file."""

    def find_class(self, module: str, name: str) -> object:
        if module.startswith("assistant.domain.") or (module, name) in _PLAIN_CLASSES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no plain data")


_PLAIN_CLASSES = {("ingest.reading.result", "ReadResult"), ("datetime", "date")}


def serve() -> None:
    """Answer the requests on standard input until it ends. Runs in the child."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not stand between the replies
    parent, settings = pickle.loads(_frame(requests) or b"")  # noqa: S301 from our own parent
    threading.Thread(target=_follow_parent, args=(parent,), daemon=True).start()
    _give_up_network()

    from ingest.reading import read_file

    _limit_memory(settings)
    replies.write(bytes(_LENGTH_BYTES))
    replies.flush()
    while (request := _frame(requests)) is not None:
        path, file = pickle.loads(request)  # noqa: S301 from our own parent
        signal.setitimer(signal.ITIMER_REAL, settings.file_timeout_s + 5.0)
        reply = pickle.dumps(_read(read_file, Path(path), file, settings))
        signal.setitimer(signal.ITIMER_REAL, 0)
        replies.write(len(reply).to_bytes(_LENGTH_BYTES, "big") + reply)
        replies.flush()


def _frame(source: IO[bytes]) -> bytes | None:
    head = source.read(_LENGTH_BYTES)
    return source.read(int.from_bytes(head, "big")) if len(head) == _LENGTH_BYTES else None


def _read(
    read_file: Callable[..., ReadResult], path: Path, file: str, settings: ReadingSettings
) -> ReadResult:
    try:
        return read_file(path, file=file, settings=settings)
    except MemoryError:
        limit = (("megabytes", str(settings.file_memory_mb)),)
        return ReadResult(problems=(Problem("error", "reading.memory", file, variables=limit),))


def _follow_parent(parent: int) -> None:
    """End this process, and whatever it started, soon after its parent is gone."""
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_S)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _limit_memory(settings: ReadingSettings) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + (_LIBRARIES_MB + settings.file_memory_mb) * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _give_up_network() -> None:
    """Refuse every connection from now on: no reader has a reason to make one."""

    def refuse(event: str, _arguments: tuple[object, ...]) -> None:
        if event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
            raise PermissionError(f"{event} in the reading process")

    sys.addaudithook(refuse)


if __name__ == "__main__":
    serve()
