"""Runs genuine `jabkoo` commands in processes of their own, to be watched, starved and killed.

A fork server has the libraries loaded, so that a command starts as fast as its work allows.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

_PRELOADED = ["torch", "chromadb", "tantivy", "nlpo3", "alembic.command", "tests.faults.commands"]
_PRELOADED += ["api.cli", "api.bootstrap", "api.commands.ingesting", "api.commands.asking"]
_PRELOADED += ["api.commands.serving"]
_servers = get_context("forkserver")
_servers.set_forkserver_preload(_PRELOADED)

COMMAND_LIMIT_S = 240.0
Prepare = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended. `code` is negative where a signal ended it."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Running:
    """A command at work."""

    process: ForkServerProcess
    folder: Path
    home: Path
    started: float = field(default_factory=time.monotonic)

    def wait(self, limit_s: float = COMMAND_LIMIT_S) -> Ended:
        self.process.join(limit_s)
        if self.process.exitcode is None:
            self.kill()
            raise AssertionError(f"the command did not end within {limit_s} s")
        out, err = ((self.folder / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return Ended(self.process.exitcode, out, err)

    def watch(self, limit_s: float = COMMAND_LIMIT_S) -> tuple[Ended, int]:
        """Wait, and measure the most memory that the command and what it started held at once, in bytes."""
        peak = 0
        while self.process.is_alive() and time.monotonic() < self.started + limit_s:
            peak = max(peak, _memory_of_family(self.process.pid or 0))
            time.sleep(0.05)
        return self.wait(0.1), peak

    def kill(self) -> Ended:
        """End the command as `kill -9` does."""
        if self.process.pid and self.process.exitcode is None:
            os.kill(self.process.pid, signal.SIGKILL)
        return self.wait()

    def says(self, text: str, limit_s: float = COMMAND_LIMIT_S) -> bool:
        """Wait until the command has written `text` to standard error; False if it ended without."""
        while time.monotonic() < self.started + limit_s:
            ended = not self.process.is_alive()
            if text in (self.folder / "err").read_text(encoding="utf-8", errors="ignore"):
                return True
            if ended:
                return False
            time.sleep(0.02)
        raise AssertionError(f"the command did not say {text!r} within {limit_s} s")


@dataclass(frozen=True, slots=True)
class Installation:
    """A home folder and the settings that commands on it get."""

    home: Path
    model: Path
    scratch: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        own = {"JABKOO_HOME": str(self.home), "JABKOO_EMBEDDING_MODEL": str(self.model)}
        quiet = {"JABKOO_OCR": "off", "LANG": "C.UTF-8", "HOME": str(self.scratch), "OMP_NUM_THREADS": "1"}
        return kept | own | quiet | dict(self.settings)

    def start(self, *arguments: str | Path, prepare: Prepare | None = None) -> Running:
        """Start `jabkoo` with these arguments; `prepare` is called in its process first."""
        folder = self.scratch / f"command-{time.monotonic_ns()}"
        folder.mkdir(parents=True)
        for name in ("out", "err"):
            (folder / name).touch()
        words = [str(argument) for argument in arguments]
        process = _servers.Process(
            target=_run_command, args=(words, self.environment(), folder, prepare), daemon=True
        )
        process.start()
        return Running(process, folder, self.home)

    def run(self, *arguments: str | Path, prepare: Prepare | None = None) -> Ended:
        return self.start(*arguments, prepare=prepare).wait()

    def call(self, function: Callable[[Mapping[str, str]], Any]) -> Any:
        """What `function` returns, called with this environment in a process of its own."""
        receiver, sender = _servers.Pipe(duplex=False)
        process = _servers.Process(
            target=_send_result, args=(function, self.environment(), sender), daemon=True
        )
        process.start()
        sender.close()
        try:
            return receiver.recv()
        finally:
            process.join(COMMAND_LIMIT_S)

    def readers(self) -> list[int]:
        """The reading processes that commands on this home have started, and what these have started."""
        mark = f"JABKOO_HOME={self.home}\0".encode()
        return [pid for pid in _all_processes() if mark in _environment_of(pid)]

    def is_quiet(self, limit_s: float = 5.0) -> bool:
        """Whether no reading process is left, or all end within the time."""
        deadline = time.monotonic() + limit_s
        while self.readers():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return True


def _run_command(
    words: list[str], environment: dict[str, str], folder: Path, prepare: Prepare | None
) -> None:
    _become(environment)
    for descriptor, name in ((1, "out"), (2, "err")):
        opened = os.open(folder / name, os.O_WRONLY)
        os.dup2(opened, descriptor)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 they last as long as the process
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if prepare is not None:
        prepare()

    from api.cli import main

    main(words)


def _send_result(
    function: Callable[[Mapping[str, str]], Any], environment: dict[str, str], sender: Any
) -> None:
    _become(environment)
    sender.send(function(environment))


def _become(environment: Mapping[str, str]) -> None:
    from vectorstore import embeddings

    os.environ.clear()
    os.environ.update(environment)
    # Which of two arithmetics is faster depends on the moment; vectors are compared, so it must not.
    embeddings.prefers_bfloat16 = lambda: False


def _memory_of_family(eldest: int) -> int:
    """Resident memory of a process and its descendants; what they share counts for each."""
    family = {eldest}
    statuses = {pid: _status_of(pid) for pid in _all_processes()}
    for pid in sorted(statuses):  # children come after their parents, unless the numbers have run out
        if statuses[pid].get("PPid") in family:
            family.add(pid)
    return sum(statuses.get(pid, {}).get("VmRSS", 0) * 1024 for pid in family)


def _status_of(pid: int) -> dict[str, int]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split() for line in lines if line.startswith(("PPid:", "VmRSS:")))
    return {pair[0].rstrip(":"): int(pair[1]) for pair in pairs}


def _all_processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _environment_of(pid: int) -> bytes:
    """What a program was started with; empty for one that has ended or belongs to somebody else."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""
