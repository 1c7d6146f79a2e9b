"""A model of few and random weights in place of the bundled one."""

from pathlib import Path

import pytest

from tests.faults.tiny_model import save_tiny_model


@pytest.fixture
def tiny_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set as the embedding model of everything that reads the settings, child processes too."""
    folder = save_tiny_model(tmp_path / "tiny")
    monkeypatch.setenv("JABKOO_EMBEDDING_MODEL", str(folder))
    return folder
