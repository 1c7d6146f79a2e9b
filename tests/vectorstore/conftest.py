"""The bundled model, unpacked and loaded once a test run."""

from pathlib import Path

import pytest

from vectorstore.embeddings import SentenceEmbeddings


@pytest.fixture(scope="session")
def models_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def embeddings(models_folder: Path) -> SentenceEmbeddings:
    return SentenceEmbeddings(models_folder=models_folder)
