"""The register as the assistant reads it (`assistant.ports.Register`)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from sqlalchemy import Engine, Select, Table, exists, func, select

from assistant.admission import Directory, Standing
from assistant.domain.documents import LEAST_WELL_SCORE, Fact, Page, TextHealth
from assistant.domain.evidence import Chunk, SubjectKind
from assistant.domain.people import Expert, Organisation
from assistant.domain.works import Authorship, Work
from assistant.ports import DocumentCard
from catalogue import tables
from catalogue.engine import for_reading
from catalogue.repository import REVISION, StoredFile
from catalogue.rows import Row, row_to_chunk, row_to_expert, row_to_organisation, row_to_source, row_to_work
from catalogue.snapshot import Snapshot
from catalogue.wanted import is_wanted, is_wanted_pair

T = TypeVar("T")

_by_id_and_document = itemgetter("id", "document_id")

# Made once, not at each question: making a statement takes as long as running a short one.
_REVISION = select(tables.state.c.value).where(tables.state.c.key == REVISION)
_CHUNKS = select(tables.chunks).where(is_wanted(tables.chunks.c.id))
_WORKS = select(tables.works).where(is_wanted(tables.works.c.id))
_EXPERTS = select(tables.experts).where(is_wanted(tables.experts.c.id))
_FACTS = select(tables.facts).where(is_wanted(tables.facts.c.document_id))
_PAGES = select(tables.pages).where(is_wanted_pair(tables.pages.c.document_id, tables.pages.c.number))
_JOINED = select(
    *tables.authorships.c["work_id", "expert_id", "printed_name", "position", "confidence"]
).where(tables.authorships.c.is_joined)
_JOINED_TO_WORKS = _JOINED.where(is_wanted(tables.authorships.c.work_id))
_LEFT_OUT = exists().where(
    tables.problems.c.content_hash == tables.documents.c.content_hash,
    tables.problems.c.severity != "notice",
)
_UNWELL_PAGE = exists().where(
    tables.pages.c.document_id == tables.documents.c.id, tables.pages.c.score < LEAST_WELL_SCORE
)
_DOCUMENTS_BY_FILE = (
    select(
        *tables.documents.c["id", "kind", "redactions"],
        *tables.files.c["path", "name"],
        (_LEFT_OUT | _UNWELL_PAGE).label("is_partly_read"),
    )
    .select_from(
        tables.documents.outerjoin(
            tables.files, tables.files.c.content_hash == tables.documents.c.content_hash
        )
    )
    .where(is_wanted(tables.documents.c.id))
)


class SqlRegister:
    """Reads every table; of two rows with one id the one of the smallest document id stands.

    An expert consents to a contact being shown only if every row with that id says so.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        self._snapshot: tuple[str, Snapshot] | None = None

    def snapshot(self) -> Snapshot:
        """The register as it stands now, for one question; costs one short query while nothing changes."""
        revision = self._revision()
        known = self._snapshot
        if known is None or known[0] != revision:
            known = self._snapshot = revision, Snapshot(self)
        return known[1]

    def chunks(self, ids: Collection[str]) -> Mapping[str, Chunk]:
        return {row["id"]: row_to_chunk(row) for row in self._wanted(_CHUNKS, list(ids))}

    def works(self, ids: Collection[str]) -> Mapping[str, Work]:
        return _first_of_each(self._wanted(_WORKS, list(ids)), row_to_work)

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]:
        return _experts(self._wanted(_EXPERTS, list(ids)))

    def organisations(self) -> Sequence[Organisation]:
        return list(_first_of_each(self._rows(select(tables.organisations)), row_to_organisation).values())

    def all_experts(self) -> Sequence[Expert]:
        return list(_experts(self._rows(select(tables.experts))).values())

    def all_works(self) -> Sequence[Work]:
        return list(_first_of_each(self._rows(select(tables.works)), row_to_work).values())

    def rows_of_one_id(self) -> Sequence[Sequence[Expert | Organisation | Work]]:
        """The rows that share an id, by id and document: of each group the first stands."""
        return [
            *self._sharing_an_id(tables.experts, row_to_expert),
            *self._sharing_an_id(tables.organisations, row_to_organisation),
            *self._sharing_an_id(tables.works, row_to_work),
        ]

    def _sharing_an_id(self, table: Table, build: Callable[[Row], T]) -> Iterable[list[T]]:
        shared = select(table.c.id).group_by(table.c.id).having(func.count() > 1)
        found = self._rows(select(table).where(table.c.id.in_(shared)))
        rows = sorted(found, key=_by_id_and_document)
        return [[build(row) for row in group] for _, group in groupby(rows, key=itemgetter("id"))]

    def authorships(self, work_ids: Collection[str]) -> Sequence[Authorship]:
        joined = [Authorship(**row) for row in self._wanted(_JOINED_TO_WORKS, list(work_ids))]
        return sorted(joined, key=attrgetter("work_id", "position", "expert_id"))

    def directory(self) -> Directory:
        places = ("id", "document_id", "organisation", "centre", "region")
        experts = self._standings(tables.experts, places)
        works = self._standings(tables.works, (*places, "year", "trl"))
        return Directory(experts, works, [Authorship(**row) for row in self._rows(_JOINED)])

    def _standings(self, table: Table, columns: Sequence[str]) -> list[Standing]:
        rows = self._rows(select(*(table.c[name] for name in columns)))
        return list(_first_of_each(rows, _standing).values())

    def documents(self, ids: Collection[str]) -> Mapping[str, DocumentCard]:
        facts = groupby(self.facts(ids), key=lambda fact: fact.source.document_id)
        return self.cards(ids, {document_id: list(of_it) for document_id, of_it in facts})

    def cards(self, ids: Collection[str], facts: Mapping[str, Sequence[Fact]]) -> Mapping[str, DocumentCard]:
        """What `documents` returns, made with facts that are known already, by document."""
        by_path = sorted(
            self._wanted(_DOCUMENTS_BY_FILE, list(ids)), key=lambda row: row["path"] or "", reverse=True
        )
        first_of_each = {row["id"]: row for row in by_path}
        return {id_: _card(row, facts.get(id_, ())) for id_, row in first_of_each.items()}

    def pages(self, places: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Page]:
        return {(row["document_id"], row["number"]): _page(row) for row in self._wanted(_PAGES, list(places))}

    def page_count(self, document_id: str) -> int:
        count = select(func.count()).where(tables.pages.c.document_id == document_id)
        with self._engine.connect() as connection:
            return connection.execute(count).scalar_one()

    def facts(self, document_ids: Collection[str]) -> Sequence[Fact]:
        rows = sorted(self._wanted(_FACTS, list(document_ids)), key=itemgetter("document_id", "ordinal"))
        return [Fact(row["name"], row["value"], row_to_source(row)) for row in rows]

    def is_empty(self) -> bool:
        with self._engine.connect() as connection:
            return not connection.execute(select(exists(select(tables.chunks.c.id)))).scalar_one()

    def subject_counts(self) -> Mapping[SubjectKind, int]:
        """How many experts and how many works there are, each counted once."""
        experts, works = (
            select(func.count(table.c.id.distinct())) for table in (tables.experts, tables.works)
        )
        with self._reading.connect() as connection:
            return {
                "expert": connection.execute(experts).scalar_one(),
                "work": connection.execute(works).scalar_one(),
            }

    def indexed_passages(self) -> int:
        """How many passages belong to documents that were once surely in the indexes, of any generation."""
        held = tables.documents.c.index_generation.is_not(None)
        query = select(func.count()).select_from(tables.chunks.join(tables.documents)).where(held)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def counts(self) -> Mapping[str, int]:
        """How many rows each part of the register holds, by table."""
        shown = (tables.files, tables.documents, tables.pages, tables.chunks, tables.experts, tables.works)
        with self._engine.connect() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (*shown, tables.organisations, tables.authorships)
            }

    def files_of(self, document_id: str) -> Sequence[StoredFile]:
        """The files that held the document when they were last looked at, by path."""
        query = (
            select(tables.files)
            .join(tables.documents, tables.documents.c.content_hash == tables.files.c.content_hash)
            .where(tables.documents.c.id == document_id)
            .order_by(tables.files.c.path)
        )
        with self._engine.connect() as connection:
            return [StoredFile(**row) for row in connection.execute(query).mappings()]

    def _revision(self) -> str:
        with self._reading.connect() as connection:
            return connection.execute(_REVISION).scalar_one_or_none() or ""

    def _wanted(self, statement: Select[Any], wanted: Sequence[object]) -> Sequence[Row]:
        """The rows of a statement with a condition of `catalogue.wanted`."""
        return self._rows(statement, wanted=wanted) if wanted else []

    def _rows(self, statement: Select[Any], **parameters: object) -> Sequence[Row]:
        with self._reading.connect() as connection:
            found = connection.execute(statement, parameters)
            names = tuple(found.keys())
            # Records are made of plain dictionaries faster than of the library's own mappings.
            return [dict(zip(names, row, strict=True)) for row in found.all()]


def _first_of_each(rows: Iterable[Row], build: Callable[[Row], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for row in sorted(rows, key=_by_id_and_document):
        if row["id"] not in found:
            found[row["id"]] = build(row)
    return found


def _experts(rows: Sequence[Row]) -> dict[str, Expert]:
    found = _first_of_each(rows, row_to_expert)
    for row in rows:
        if found[row["id"]].contact_consent and not row["contact_consent"]:
            found[row["id"]] = replace(found[row["id"]], contact_consent=False)
    return found


def _standing(row: Row) -> Standing:
    return Standing(**{name: value for name, value in row.items() if name != "document_id"})


def _page(row: Row) -> Page:
    health = TextHealth(
        row["score"], row["orphan_marks"], row["nulls"], row["private_use"], row["dictionary_share"]
    )
    return Page(row["number"], row["text"], health, row["extractor"], row["label"])


def _card(row: Row, facts: Sequence[Fact]) -> DocumentCard:
    def first(*names: str) -> str:
        return next((fact.value for name in names for fact in facts if fact.name == name), "")

    year = first("year")
    return DocumentCard(
        id=row["id"],
        kind=row["kind"],
        file=row["name"] or "",
        title=first("title_th", "title_en"),
        people=tuple(fact.value for fact in facts if fact.name == "author"),
        year=int(year) if year.isdigit() else None,
        may_hold_personal_data=row["is_partly_read"] or any(row["redactions"].values()),
    )
