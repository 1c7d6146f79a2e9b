"""Passages, and how well they bear on a need."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.domain.documents import SourceRef, TextLanguage

# Stands between the title in one language, in the other, and the section.
CONTEXT_JOINT = " › "
SubjectKind = Literal["expert", "work"]


def subject_key(kind: SubjectKind, id_: str) -> str:
    """Names an expert or a work among both: an expert and a work may have the same id."""
    return f"{kind}:{id_}"


def ids_among(keys: Iterable[str], kind: SubjectKind) -> set[str]:
    """The ids of those of `kind` among these that `subject_key` names."""
    begins = subject_key(kind, "")
    return {key.removeprefix(begins) for key in keys if key.startswith(begins)}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage that knows where it stands.

    `text` is what may be quoted: exactly the characters of `sources`, in order, joined by one space.
    `context` (title and section) is embedded and searched with it, never quoted. `subject_id` is the
    expert or work that the passage speaks of. `quotable` is false when a page it stands on is not well.
    """

    id: str
    document_id: str
    subject_kind: SubjectKind
    subject_id: str
    text: str
    context: str
    sources: tuple[SourceRef, ...]
    language: TextLanguage
    quotable: bool = True

    def __hash__(self) -> int:
        # A question looks passages up hundreds of times; the id tells them apart as well as all the rest.
        return hash(self.id)

    @property
    def subject_key(self) -> str:
        """Names the expert or work that it speaks of."""
        return subject_key(self.subject_kind, self.subject_id)

    @property
    def section(self) -> str:
        """The heading it stands under, or what a register row is about; empty without a context."""
        return self.context.rpartition(CONTEXT_JOINT)[2]

    @property
    def indexed_text(self) -> str:
        """What is embedded and searched: the context, then the passage."""
        return f"{self.context}\n{self.text}" if self.context else self.text


@dataclass(frozen=True, slots=True)
class Evidence:
    """A chunk found for a query with the scores of each leg.

    `dense` is the cosine (-1 to 1), `lexical` the BM25 score (0 and up, 0 when that leg did not find
    it), `late` how well its tokens match the question's (-1 to 1, None where they were not compared),
    `score` the fused score (0 to 1, higher is better).
    """

    chunk_id: str
    score: float
    dense: float
    lexical: float
    late: float | None = None
