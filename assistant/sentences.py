"""Passages as sentences: where each stands, and what it says.

Judging whether anything fits and choosing what to quote look at the same passages, and the same passages
prove many answers; dividing one into sentences costs as much as finding it, so it is done once.
"""

from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.language import goes_on, search_terms, sentence_spans

_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, where it stands in the document and in the passage, and its search terms.

    `goes_on`: it goes on with a thought that began before it. `begins_source`: in the passage another
    sentence may stand before it, on the page something else does.
    """

    source: SourceRef
    stretch: tuple[int, int]
    text: str
    terms: frozenset[str]
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
                    frozenset(search_terms(sentence)),
                    goes_on(sentence),
                    begins_source=number == 0,
                )
            )
        offset += len(text) + 1
    return tuple(found)


@lru_cache(_REMEMBERED)
def terms_of_context(context: str) -> frozenset[str]:
    """The search terms of what a passage stands under."""
    return frozenset(search_terms(context))


@lru_cache(_REMEMBERED)
def terms_of(chunk: Chunk) -> frozenset[str]:
    """The search terms of a passage and of what it stands under."""
    return terms_of_context(chunk.context).union(*(sentence.terms for sentence in sentences_of(chunk)))
