"""`jabkoo demo` knows the samples by what they hold, and keeps what is made up apart from what is real."""

from pathlib import Path

import click
import pytest

from api.bootstrap import open_stores
from api.commands import demonstrating
from api.context import Context
from api.settings import load_settings
from catalogue.repository import ReadContent, StoredFile
from prompts import LANGUAGES
from samples import content_hashes
from tests.faults.tiny_model import save_tiny_model


@pytest.fixture
def context(tmp_path: Path) -> Context:
    model = save_tiny_model(tmp_path / "model")
    home = tmp_path / "home"
    return Context(load_settings({"JABKOO_HOME": str(home), "JABKOO_EMBEDDING_MODEL": str(model)}), "en")


def store(context: Context, *hashes: str) -> None:
    """As if another clone, elsewhere on this machine, had stored files of these contents."""
    with open_stores(context.settings) as stores:
        for number, content_hash in enumerate(hashes):
            file = StoredFile(f"/elsewhere/samples/corpus/{number}.pdf", f"{number}.pdf", content_hash, "1")
            stores.catalogue.store(file, ReadContent(content_hash, [], [], [], []))


def stored(context: Context) -> set[str]:
    with open_stores(context.settings) as stores:
        return {file.content_hash for file in stores.catalogue.files().values()}


def test_what_another_clone_stored_is_known_as_samples(context: Context) -> None:
    store(context, *sorted(content_hashes())[:3])
    demonstrating._require_no_other_documents(context)
    store(context, "a" * 64)
    with pytest.raises(click.UsageError):
        demonstrating._require_no_other_documents(context)


def test_samples_are_removed_wherever_they_were_stored_from(context: Context) -> None:
    store(context, *sorted(content_hashes())[:3], "a" * 64)
    demonstrating.remove(context)
    assert stored(context) == {"a" * 64}


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("JABKOO_DATABASE_URL", "postgresql://jabkoo@192.0.2.1/jabkoo"),
        ("JABKOO_CHROMA_URL", "http://192.0.2.1:8001"),
    ],
)
def test_nothing_fictional_is_brought_onto_a_server(tmp_path: Path, variable: str, url: str) -> None:
    settings = load_settings({"JABKOO_HOME": str(tmp_path), variable: url})
    for language in LANGUAGES:
        with pytest.raises(click.UsageError, match=variable):
            demonstrating.run(Context(settings, language))
    assert not list(tmp_path.iterdir())
