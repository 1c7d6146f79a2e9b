"""Passages as sentences: where each stands. The same ones prove many answers, so each is divided once."""

from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.language import goes_on, sentence_spans

_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where it stands in the document and in the passage.

    `goes_on`: it goes on with a thought that began before it. `begins_source`: in the passage another
    sentence may stand before it, on the page something else does.
    """

    source: SourceRef
    stretch: tuple[int, int]
    text: str
    goes_on: bool
    begins_source: bool


@lru_cache(_REMEMBERED)
def sentences_of(chunk: Chunk) -> tuple[Sentence, ...]:
    """The sentences of a chunk in order, each with its place; its text is its sources' texts joined."""
    found: list[Sentence] = []
    offset = 0
    for source in chunk.sources:
        text = chunk.text[offset : offset + source.end - source.start]
        for number, (start, end) in enumerate(sentence_spans(text)):
            sentence = text[start:end]
            found.append(
                Sentence(
                    SourceRef(source.document_id, source.page, source.start + start, source.start + end),
                    (offset + start, offset + end),
                    sentence,
                    goes_on(sentence),
                    begins_source=number == 0,
                )
            )
        offset += len(text) + 1
    return tuple(found)
