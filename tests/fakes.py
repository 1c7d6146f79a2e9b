"""Fakes whose results can be worked out by hand."""

from collections.abc import Collection, Mapping, Sequence

from assistant.admission import Directory
from assistant.domain.documents import Fact, Page
from assistant.domain.evidence import Chunk, Evidence, SubjectKind
from assistant.domain.people import Expert, Organisation
from assistant.domain.works import Authorship, Work
from assistant.language import search_terms
from assistant.ports import DocumentCard


class SharedWordsIndex:
    """A chunk scores the share of the question's words that it holds, as cosine, BM25 and fused score."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._terms = {chunk.id: set(search_terms(chunk.indexed_text)) for chunk in chunks}
        self._subjects = {chunk.id: chunk.subject_key for chunk in chunks}

    def search(self, text: str, *, limit: int, within: Collection[str] | None = None) -> list[Evidence]:
        asked = set(search_terms(text))
        shares = {id_: len(asked & terms) / max(1, len(asked)) for id_, terms in self._terms.items()}
        found = [Evidence(id_, share, share, share) for id_, share in shares.items() if share]
        found.sort(key=lambda evidence: (-evidence.score, evidence.chunk_id))
        admitted = [evidence for evidence in found if self._subjects[evidence.chunk_id] in (within or ())]
        chosen = {evidence.chunk_id for evidence in (*found[:limit], *admitted[:limit])}
        return [evidence for evidence in found if evidence.chunk_id in chosen]

    def sentence_fits(
        self, text: str, passages: Mapping[Chunk, Sequence[tuple[int, int]]]
    ) -> Mapping[Chunk, Sequence[float]]:
        asked = set(search_terms(text))
        return {
            chunk: [
                len(asked & set(search_terms(chunk.text[start:end]))) / max(1, len(asked))
                for start, end in stretches
            ]
            for chunk, stretches in passages.items()
        }

    def document_frequencies(self, terms: Collection[str]) -> Mapping[str, int]:
        return {term: sum(term in held for held in self._terms.values()) for term in terms}

    def count(self) -> int:
        return len(self._terms)


class DictRegister:
    """A register in dictionaries. Every page of every chunk's document must be given."""

    def __init__(
        self,
        chunks: Sequence[Chunk],
        pages: Mapping[tuple[str, int], Page],
        works: Sequence[Work] = (),
        experts: Sequence[Expert] = (),
        organisations: Sequence[Organisation] = (),
        authorships: Sequence[Authorship] = (),
        facts: Sequence[Fact] = (),
    ) -> None:
        self._chunks = {chunk.id: chunk for chunk in chunks}
        self._pages = pages
        self._works = {work.id: work for work in works}
        self._experts = {expert.id: expert for expert in experts}
        self._organisations = organisations
        self._authorships = authorships
        self._facts = facts

    def snapshot(self) -> "DictRegister":
        return self

    def chunks(self, ids: Collection[str]) -> Mapping[str, Chunk]:
        return {id_: self._chunks[id_] for id_ in ids if id_ in self._chunks}

    def works(self, ids: Collection[str]) -> Mapping[str, Work]:
        return {id_: self._works[id_] for id_ in ids if id_ in self._works}

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]:
        return {id_: self._experts[id_] for id_ in ids if id_ in self._experts}

    def organisations(self) -> Sequence[Organisation]:
        return self._organisations

    def authorships(self, work_ids: Collection[str]) -> Sequence[Authorship]:
        return [authorship for authorship in self._authorships if authorship.work_id in work_ids]

    def directory(self) -> Directory:
        return Directory(list(self._experts.values()), list(self._works.values()), self._authorships)

    def documents(self, ids: Collection[str]) -> Mapping[str, DocumentCard]:
        return {id_: DocumentCard(id_, "report", f"{id_}.pdf", "", (), None) for id_ in ids}

    def pages(self, places: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Page]:
        return {place: self._pages[place] for place in places if place in self._pages}

    def facts(self, document_ids: Collection[str]) -> Sequence[Fact]:
        return [fact for fact in self._facts if fact.source.document_id in document_ids]

    def is_empty(self) -> bool:
        return not self._chunks

    def subject_counts(self) -> Mapping[SubjectKind, int]:
        return {"expert": len(self._experts), "work": len(self._works)}

    def indexed_passages(self) -> int:
        return len(self._chunks)
