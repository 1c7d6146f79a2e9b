"""A tiny model, made once a test run, and installations that use it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.commands import Installation
from tests.faults.tiny_model import save_tiny_model

Install = Callable[[Path], Installation]


@pytest.fixture(scope="session")
def install(tmp_path_factory: pytest.TempPathFactory) -> Install:
    """Gives an installation with its home in the folder that is passed."""
    model = save_tiny_model(tmp_path_factory.mktemp("model"))

    def installation(home: Path) -> Installation:
        return Installation(home, model, tmp_path_factory.mktemp("scratch"))

    return installation
