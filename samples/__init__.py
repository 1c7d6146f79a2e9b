"""The demonstration corpus: fictional people and works, printed as real reports and register tables are."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path


def corpus_folder() -> Path:
    """The folder with `reports/` and `registers/`, as `jabkoo ingest` takes it."""
    return Path(str(files(__name__).joinpath("corpus")))


@cache
def content_hashes() -> frozenset[str]:
    """The SHA-256 of every file of the corpus: what tells a sample, wherever a copy of it lies."""
    paths = (path for path in corpus_folder().rglob("*") if path.is_file())
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
