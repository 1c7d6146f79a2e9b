"""The register as it stood at one revision: what was read once is not read again."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from assistant.admission import Directory
from assistant.domain.documents import Fact, Page
from assistant.domain.evidence import Chunk, SubjectKind
from assistant.domain.people import Expert, Organisation
from assistant.domain.works import Authorship, Work
from assistant.ports import DocumentCard, Register

Key = TypeVar("Key")
Value = TypeVar("Value")

_REMEMBERED_OF_EACH_KIND = 20_000


class Memory(Generic[Key, Value]):
    """What was read, by key; that a key has nothing is remembered too. The oldest go when it is full."""

    def __init__(self, limit: int = _REMEMBERED_OF_EACH_KIND) -> None:
        self._known = OrderedDict[Key, Value | None]()
        self._limit = limit
        self._lock = Lock()

    def get(
        self, keys: Collection[Key], read: Callable[[Collection[Key]], Mapping[Key, Value]]
    ) -> dict[Key, Value]:
        """The values of `keys`; those not yet known are read together."""
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            values = read(missing)
            fresh = {key: values.get(key) for key in missing}
            found |= fresh
            with self._lock:
                self._known |= fresh
                while len(self._known) > self._limit:
                    self._known.popitem(last=False)
        return {key: value for key, value in found.items() if value is not None}


class Library(Register, Protocol):
    """A register that makes the cards of documents from facts that were read before."""

    def cards(self, ids: Collection[str], facts: Mapping[str, Sequence[Fact]]) -> Mapping[str, DocumentCard]:
        """What `documents` returns, made with facts that are known already, by document."""
        ...


class Snapshot:
    """Implements `assistant.ports.Register` over another one that does not change meanwhile.

    Should it change after all, a snapshot mixes old rows with new ones; so whoever asks takes a new
    one for each question (`SqlRegister.snapshot`).
    """

    def __init__(self, register: Library) -> None:
        self._register = register
        self._chunks = Memory[str, Chunk]()
        self._works = Memory[str, Work]()
        self._experts = Memory[str, Expert]()
        self._authorships = Memory[str, Sequence[Authorship]]()
        self._documents = Memory[str, DocumentCard]()
        self._pages = Memory[tuple[str, int], Page]()
        self._facts = Memory[str, Sequence[Fact]]()
        self._whole = Memory[str, Any]()

    def snapshot(self) -> "Snapshot":
        return self

    def chunks(self, ids: Collection[str]) -> Mapping[str, Chunk]:
        return self._chunks.get(ids, self._register.chunks)

    def works(self, ids: Collection[str]) -> Mapping[str, Work]:
        return self._works.get(ids, self._register.works)

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]:
        return self._experts.get(ids, self._register.experts)

    def organisations(self) -> Sequence[Organisation]:
        return self._once("organisations", self._register.organisations)

    def authorships(self, work_ids: Collection[str]) -> Sequence[Authorship]:
        def read(ids: Collection[str]) -> Mapping[str, Sequence[Authorship]]:
            return _grouped(self._register.authorships(ids), lambda authorship: authorship.work_id)

        found = self._authorships.get(work_ids, read)
        return [authorship for work_id in sorted(found) for authorship in found[work_id]]

    def directory(self) -> Directory:
        return self._once("directory", self._register.directory)

    def documents(self, ids: Collection[str]) -> Mapping[str, DocumentCard]:
        return self._documents.get(ids, lambda ids: self._register.cards(ids, self._facts_of(ids)))

    def pages(self, places: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Page]:
        return self._pages.get(places, self._register.pages)

    def facts(self, document_ids: Collection[str]) -> Sequence[Fact]:
        found = self._facts_of(document_ids)
        return [fact for document_id in sorted(found) for fact in found[document_id]]

    def _facts_of(self, document_ids: Collection[str]) -> Mapping[str, Sequence[Fact]]:
        def read(ids: Collection[str]) -> Mapping[str, Sequence[Fact]]:
            return _grouped(self._register.facts(ids), lambda fact: fact.source.document_id)

        return self._facts.get(document_ids, read)

    def is_empty(self) -> bool:
        return self._once("is_empty", self._register.is_empty)

    def subject_counts(self) -> Mapping[SubjectKind, int]:
        return self._once("subject_counts", self._register.subject_counts)

    def indexed_passages(self) -> int:
        return self._once("indexed_passages", self._register.indexed_passages)

    def _once(self, name: str, read: Callable[[], Value]) -> Value:
        value: Value = self._whole.get([name], lambda _: {name: read()})[name]
        return value


def _grouped(items: Sequence[Value], key: Callable[[Value], str]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
