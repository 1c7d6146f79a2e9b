"""Which people, works and quotes are made up: those of the bundled sample corpus, by its files' content.

They name real universities, so every channel marks them wherever they are shown.
"""

from functools import cache

from ingest.reading.identity import document_id_of_hash
from samples import content_hashes


def is_fictional(document_id: str) -> bool:
    """Whether the document, or the file that it is one table of, belongs to the sample corpus."""
    return "-".join(document_id.split("-")[:2]) in _sample_documents()


@cache
def _sample_documents() -> frozenset[str]:
    return frozenset(map(document_id_of_hash, content_hashes()))
