"""`jabkoo serve` in processes of their own, to be asked over HTTP and killed."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.faults.commands import Installation, Prepare, Running

_ANSWER_LIMIT_S = 120.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(?= \()")


@dataclass(frozen=True, slots=True)
class Server:
    """A server at work, at its address."""

    running: Running
    address: str

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self.running.kill()

    def request(self, method: str, path: str, body: Any = None) -> httpx.Response:
        with httpx.Client(base_url=self.address, timeout=_ANSWER_LIMIT_S) as client:
            return client.request(method, path, json=body)

    def begin(self, message: str) -> dict[str, Any]:
        """Begin a conversation; the reply."""
        return _told(self.request("POST", "/api/conversations", {"message": message}))

    def say(self, conversation: str, message: str) -> dict[str, Any]:
        """Say something in a conversation; the reply."""
        return _told(self.try_to_say(conversation, message))

    def try_to_say(self, conversation: str, message: str) -> httpx.Response:
        return self.request("POST", f"/api/conversations/{conversation}/messages", {"message": message})

    def turns(self, conversation: str) -> list[dict[str, Any]]:
        """Everything that was said in a conversation, as the server tells it."""
        turns: list[dict[str, Any]] = _told(self.request("GET", f"/api/conversations/{conversation}"))[
            "turns"
        ]
        return turns


@contextmanager
def serving(installation: Installation, prepare: Prepare | None = None) -> Iterator[Server]:
    """A server over the stores of an installation, killed at the end if it still lives."""
    running = installation.start("serve", "--port", "0", prepare=prepare)
    try:
        said = running.folder / "err"
        assert running.says("Open the page at"), said.read_text(encoding="utf-8")
        yield Server(running, _address_in(said))
    finally:
        running.kill()


def _address_in(said: Path) -> str:
    """The address that a server tells; the line may be half written yet."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if found := _ADDRESS.search(said.read_text(encoding="utf-8")):
            return found[0]
        time.sleep(0.02)
    raise AssertionError("the server told no address")


def _told(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    told: dict[str, Any] = response.json()
    return told
