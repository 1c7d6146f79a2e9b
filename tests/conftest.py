"""Fixtures for all tests: real servers and the bundled model, opened only when a test asks for them."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from assistant.checking import Checker
from vectorstore.embeddings import SentenceEmbeddings

# A deadline would fail a test for what else the machine is doing.
settings.register_profile("jabkoo", deadline=None)
settings.load_profile("jabkoo")


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def embeddings(models_folder: Path) -> SentenceEmbeddings:
    """The bundled model, unpacked and loaded once a test run."""
    return SentenceEmbeddings(models_folder=models_folder)


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The check of statements, as it is in use."""
    return Checker()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL server of its own on a free local port, or a skip where none is installed.

    Its folder is not below those of pytest, which closes them to other users, as the server is, at each run.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with (
        tempfile.TemporaryDirectory(prefix="jabkoo-postgresql-") as folder,
        _server(programs[-1].parent, Path(folder)) as url,
    ):
        yield url


@contextmanager
def _server(binaries: Path, folder: Path) -> Iterator[str]:
    as_owner = _as_unprivileged_user(folder)
    data, port = folder / "data", _free_port()
    subprocess.run(
        [*as_owner, binaries / "initdb", "-D", data, "-A", "trust", "-U", "jabkoo", "-N"],
        check=True,
        cwd=folder,
        capture_output=True,
    )
    control = [*as_owner, binaries / "pg_ctl", "-D", data]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    subprocess.run(
        [*control, "-w", "-l", folder / "log", "-o", options, "start"],
        check=True,
        cwd=folder,
        capture_output=True,
    )
    try:
        yield f"postgresql://jabkoo@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder, capture_output=True)


def _as_unprivileged_user(folder: Path) -> list[str | Path]:
    """PostgreSQL refuses to run as root: then it runs as its own user, who gets the folder."""
    if os.geteuid() != 0:
        return []
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL does not run as root and there is no user postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return [shutil.which("setpriv") or "setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
