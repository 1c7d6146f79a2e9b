"""The joints: what the assistant asks of the stores and of the language model around it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from assistant.admission import Directory
from assistant.domain.conversations import Conversation, Turn
from assistant.domain.documents import DocumentKind, Fact, Page
from assistant.domain.evidence import Chunk, Evidence, SubjectKind
from assistant.domain.people import Expert, Organisation
from assistant.domain.recorded_needs import RecordedNeed, RecordRequest
from assistant.domain.works import Authorship, Work


class EvidenceIndex(Protocol):
    """Finds passages for a text by meaning and by words, and weighs their sentences."""

    def search(self, text: str, *, limit: int, within: Collection[str] | None = None) -> list[Evidence]:
        """Return the `limit` best passages, and besides them the `limit` best of the subjects `within`, if
        given, by their keys; together in one order, best first."""
        ...

    def sentence_fits(
        self, text: str, passages: Mapping[Chunk, Sequence[tuple[int, int]]]
    ) -> Mapping[Chunk, Sequence[float]]:
        """Return how well each sentence of each passage, read with its context, fits `text`, from -1 to 1.

        `passages` tells from where to where in the text of each chunk its sentences go. A passage that the
        index does not hold is missing from the result.
        """
        ...

    def document_frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        """In how many passages each search term stands (0 for none)."""
        ...

    def count(self) -> int:
        """How many passages there are."""
        ...


class Likeness(Protocol):
    """Tells how alike words are, of one language or of two, to a model of meaning."""

    def of_stretches(
        self, one: str, of_one: Sequence[tuple[int, int]], other: str, of_other: Sequence[tuple[int, int]]
    ) -> Sequence[Sequence[float]]:
        """Return for each stretch of `one` how alike it is to each of `other`, by itself and where it stands:
        from -1 to 1, about 0 for words that have nothing in common."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """What a citation says of its document.

    `may_hold_personal_data`: its file holds personal data that were blanked at reading, or a part that
    could not be read and may hold some, so it is not handed out.
    """

    id: str
    kind: DocumentKind
    file: str
    title: str
    people: tuple[str, ...]
    year: int | None
    may_hold_personal_data: bool = False


class Conversations(Protocol):
    """Where conversations are kept; several processes may keep the same."""

    def find(self, id_: str) -> Conversation | None:
        """The conversation as it stands now; None where there is none."""
        ...

    def append(self, conversation: Conversation, turn: Turn) -> bool:
        """Keep `turn` after those of `conversation`; False, and nothing is kept, where another one was added
        meanwhile, or the conversation is gone."""
        ...

    def keep_opening(self, conversation: Conversation) -> bool:
        """Keep the opening of the last of its turns, which is kept already; False, and nothing is kept, where
        the conversation is gone."""
        ...

    def record(self, conversation: Conversation, turn: Turn, request: RecordRequest) -> RecordedNeed | None:
        """Keep `turn` as `append` does and record a need with it, both or neither: the need as it is recorded
        now, or as the conversation has recorded it before, with who asked filled in; None, and nothing is
        kept, where `append` is False."""
        ...

    def withdraw(self, conversation: Conversation, turn: Turn) -> Sequence[RecordedNeed] | None:
        """Keep `turn` as `append` does and forget the need that the conversation has recorded last, both or
        neither: that need, or none where it has recorded none that is still known as its own; None, and
        nothing is kept, where `append` is False."""
        ...

    def delete(self, id_: str) -> bool:
        """Forget a conversation, all that was said and the needs recorded in it; whether there was one."""
        ...

    def delete_before(self, at: datetime) -> int:
        """Forget the conversations in which nothing was said since `at`; how many there were. Needs that were
        recorded in them stay."""
        ...


class Needs(Protocol):
    """Where needs are kept for officers; several processes may keep the same."""

    def record(self, request: RecordRequest) -> RecordedNeed:
        """Keep a need under a number of its own, which no other one ever gets."""
        ...

    def all(self) -> Sequence[RecordedNeed]:
        """Every recorded need, oldest first."""
        ...

    def delete(self, number: int) -> bool:
        """Forget a need; whether there was one."""
        ...

    def forget_askers_before(self, at: datetime) -> int:
        """Forget who asked for the needs recorded before `at`, and how to reach them; how many these were."""
        ...


class Register(Protocol):
    """The catalogue as the assistant reads it. Ids that are not in it are simply missing from the result."""

    def snapshot(self) -> "Register":
        """The register as it stands now, for reading it many times over one question."""
        ...

    def chunks(self, ids: Collection[str]) -> Mapping[str, Chunk]: ...

    def works(self, ids: Collection[str]) -> Mapping[str, Work]: ...

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]: ...

    def organisations(self) -> Sequence[Organisation]: ...

    def authorships(self, work_ids: Collection[str]) -> Sequence[Authorship]:
        """The joined people of these works, unsure pairs left out."""
        ...

    def directory(self) -> Directory:
        """Every expert and work, as limits see them."""
        ...

    def documents(self, ids: Collection[str]) -> Mapping[str, DocumentCard]: ...

    def pages(self, places: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Page]:
        """Pages by (document id, page number)."""
        ...

    def facts(self, document_ids: Collection[str]) -> Sequence[Fact]:
        """What was recognised in these documents, in their order."""
        ...

    def is_empty(self) -> bool: ...

    def subject_counts(self) -> Mapping[SubjectKind, int]:
        """How many experts and how many works there are."""
        ...

    def indexed_passages(self) -> int:
        """How many passages the index holds at least, unless it is being rebuilt."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a language model writes, with the tokens that were counted since the one before."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0


class Writer(Protocol):
    """A language model that writes a JSON object. It has no tools and reaches nothing."""

    @property
    def name(self) -> str:
        """What it is called in the settings."""
        ...

    def write(
        self, instructions: str, material: str, shape: Mapping[str, Any], *, within_s: float
    ) -> Iterator[Piece]:
        """Yield the object piece by piece, and empty pieces while nothing comes, so that nobody who waits is
        bound to. `shape` is the JSON schema that it is asked to keep to; nobody may rely on its having done
        so. To stop taking pieces gives the request up.

        Raises LanguageModelLateError where it is not done within `within_s` seconds, and LanguageModelError
        where it fails.
        """
        ...
