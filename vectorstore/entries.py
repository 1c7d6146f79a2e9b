"""What is found by its words: each passage, and each whole, all that one document says of one subject.

A need of many words is rarely met by one passage of a report, but spread over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.evidence import Chunk
from assistant.language import search_terms
from vectorstore.keys import key_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A text by its search terms, in any order and as often as they stand in it."""

    key: int
    document_id: str
    subject: str
    terms: Sequence[str]


def whole_of(chunk: Chunk) -> int:
    """The key of the whole that a passage belongs to."""
    return key_of(f"{chunk.document_id} {chunk.subject_key}")


def entries(chunks: Sequence[Chunk]) -> tuple[list[Entry], list[Entry]]:
    """The passages, and the wholes that they make up, title once; all chunks of a document at a time."""
    passages: list[Entry] = []
    wholes: dict[int, Entry] = {}
    for chunk in chunks:
        context, text = _terms(chunk.context), search_terms(chunk.text)
        own = (chunk.document_id, chunk.subject_key)
        passages.append(Entry(key_of(chunk.id), *own, [*context, *text]))
        known = wholes.get(whole_of(chunk))
        wholes[whole_of(chunk)] = Entry(whole_of(chunk), *own, [*(known.terms if known else context), *text])
    return passages, list(wholes.values())


@lru_cache(256)
def _terms(context: str) -> tuple[str, ...]:
    return tuple(search_terms(context))
