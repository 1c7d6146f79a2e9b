"""The demonstration corpus: fictional people and works, printed as real reports and register tables are."""

from importlib.resources import files
from pathlib import Path


def corpus_folder() -> Path:
    """The folder with `reports/` and `registers/`, as `jabkoo ingest` takes it."""
    return Path(str(files(__name__).joinpath("corpus")))
