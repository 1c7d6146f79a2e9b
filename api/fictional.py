"""Which people, works and quotes are made up: those of the bundled sample corpus, by its files' content.

They name real universities, so every channel marks them wherever they are shown.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from catalogue.repository import StoredFile
from ingest.reading.identity import document_id_of_hash
from samples import content_hashes, corpus_folder


def is_fictional(document_id: str) -> bool:
    """Whether the document, or the file that it is one table of, belongs to the sample corpus."""
    return "-".join(document_id.split("-")[:2]) in _sample_documents()


def is_sample(file: StoredFile) -> bool:
    """Known by its content, so that any clone knows it; by its place, if an older version stored it."""
    return file.content_hash in content_hashes() or corpus_folder() in Path(file.path).parents


def are_samples(files: Iterable[StoredFile]) -> bool:
    """Whether none of `files` is somebody's own: fictional people must never stand among real ones."""
    return all(map(is_sample, files))


@cache
def _sample_documents() -> frozenset[str]:
    return frozenset(map(document_id_of_hash, content_hashes()))
