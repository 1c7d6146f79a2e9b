"""The register as the assistant reads it (`assistant.ports.Register`)."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from sqlalchemy import ColumnElement, Engine, RowMapping, Table, and_, exists, func, or_, select

from assistant.admission import Directory, Standing
from assistant.domain.documents import LEAST_WELL_SCORE, Fact, Page, TextHealth
from assistant.domain.evidence import Chunk
from assistant.domain.people import Expert, Organisation
from assistant.domain.works import Authorship, Work
from assistant.ports import DocumentCard
from catalogue import tables
from catalogue.repository import REVISION, StoredFile
from catalogue.rows import row_to_chunk, row_to_expert, row_to_organisation, row_to_source, row_to_work
from catalogue.snapshot import Snapshot

T = TypeVar("T")
_IDS_PER_QUERY = 500


class SqlRegister:
    """Reads every table; of two rows with one id the one of the smallest document id stands.

    An expert consents to a contact being shown only if every row with that id says so.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._snapshot: tuple[str, Snapshot] | None = None

    def snapshot(self) -> Snapshot:
        """The register as it stands now, for one question; costs one short query while nothing changes."""
        revision = self._revision()
        known = self._snapshot
        if known is None or known[0] != revision:
            known = self._snapshot = revision, Snapshot(self)
        return known[1]

    def chunks(self, ids: Collection[str]) -> Mapping[str, Chunk]:
        rows = self._rows_with(tables.chunks, "id", ids)
        return {row["id"]: row_to_chunk(row) for row in rows}

    def works(self, ids: Collection[str]) -> Mapping[str, Work]:
        return _first_of_each(self._rows_with(tables.works, "id", ids), row_to_work)

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]:
        return _experts(self._rows_with(tables.experts, "id", ids))

    def organisations(self) -> Sequence[Organisation]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.organisations)).mappings().all()
        return list(_first_of_each(rows, row_to_organisation).values())

    def all_experts(self) -> Sequence[Expert]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.experts)).mappings().all()
        return list(_experts(rows).values())

    def all_works(self) -> Sequence[Work]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.works)).mappings().all()
        return list(_first_of_each(rows, row_to_work).values())

    def rows_of_one_id(self) -> Sequence[Sequence[Expert | Organisation | Work]]:
        """The rows that share an id, by id and document: of each group the first stands."""
        return [
            *self._sharing_an_id(tables.experts, row_to_expert),
            *self._sharing_an_id(tables.organisations, row_to_organisation),
            *self._sharing_an_id(tables.works, row_to_work),
        ]

    def _sharing_an_id(self, table: Table, build: Callable[[RowMapping], T]) -> Iterable[list[T]]:
        shared = select(table.c.id).group_by(table.c.id).having(func.count() > 1)
        with self._engine.connect() as connection:
            found = connection.execute(select(table).where(table.c.id.in_(shared))).mappings().all()
        rows = sorted(found, key=_by_id_and_document)
        return [[build(row) for row in group] for _, group in groupby(rows, key=lambda row: row["id"])]

    def authorships(self, work_ids: Collection[str]) -> Sequence[Authorship]:
        rows = self._rows_with(tables.authorships, "work_id", work_ids)
        joined = [_authorship(row) for row in rows if row["is_joined"]]
        return sorted(
            joined, key=lambda authorship: (authorship.work_id, authorship.position, authorship.expert_id)
        )

    def directory(self) -> Directory:
        places = ("id", "document_id", "organisation", "centre", "region")
        experts = self._standings(tables.experts, places)
        works = self._standings(tables.works, (*places, "year", "trl"))
        joined = select(tables.authorships).where(tables.authorships.c.is_joined)
        with self._engine.connect() as connection:
            authorships = [_authorship(row) for row in connection.execute(joined).mappings()]
        return Directory(experts, works, authorships)

    def _standings(self, table: Table, columns: Sequence[str]) -> list[Standing]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(*(table.c[name] for name in columns))).mappings().all()
        return list(_first_of_each(rows, _standing).values())

    def documents(self, ids: Collection[str]) -> Mapping[str, DocumentCard]:
        wanted = self._rows_with(tables.documents, "id", ids)
        names = self._file_names({row["content_hash"] for row in wanted})
        facts: dict[str, list[Fact]] = {}
        for fact in self.facts(ids):
            facts.setdefault(fact.source.document_id, []).append(fact)
        partly_read = self._partly_read(wanted)
        return {
            row["id"]: _card(
                row, names.get(row["content_hash"], ""), facts.get(row["id"], []), row["id"] in partly_read
            )
            for row in wanted
        }

    def pages(self, places: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Page]:
        found: dict[tuple[str, int], Page] = {}
        for group in _groups(places):
            with self._engine.connect() as connection:
                for row in connection.execute(select(tables.pages).where(_stands_at(group))).mappings():
                    found[row["document_id"], row["number"]] = _page(row)
        return found

    def page_count(self, document_id: str) -> int:
        count = select(func.count()).where(tables.pages.c.document_id == document_id)
        with self._engine.connect() as connection:
            return connection.execute(count).scalar_one()

    def facts(self, document_ids: Collection[str]) -> Sequence[Fact]:
        rows = self._rows_with(tables.facts, "document_id", document_ids)
        ordered = sorted(rows, key=lambda row: (row["document_id"], row["ordinal"]))
        return [Fact(row["name"], row["value"], row_to_source(row)) for row in ordered]

    def is_empty(self) -> bool:
        with self._engine.connect() as connection:
            return not connection.execute(select(exists(select(tables.chunks.c.id)))).scalar_one()

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
        query = select(tables.state.c.value).where(tables.state.c.key == REVISION)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none() or ""

    def _file_names(self, content_hashes: Collection[str]) -> Mapping[str, str]:
        rows = self._rows_with(tables.files, "content_hash", content_hashes)
        return {
            row["content_hash"]: row["name"] for row in sorted(rows, key=lambda r: r["path"], reverse=True)
        }

    def _partly_read(self, documents: Sequence[RowMapping]) -> set[str]:
        """The ids of those of which a part was left out, or a page's letters could not be made out."""
        told = self._rows_with(tables.problems, "content_hash", {row["content_hash"] for row in documents})
        incomplete = {row["content_hash"] for row in told if row["severity"] != "notice"}
        found = {row["id"] for row in documents if row["content_hash"] in incomplete}
        for group in _groups([row["id"] for row in documents]):
            pages = tables.pages.c
            unwell = select(pages.document_id).where(
                pages.document_id.in_(group), pages.score < LEAST_WELL_SCORE
            )
            with self._engine.connect() as connection:
                found |= set(connection.execute(unwell).scalars())
        return found

    def _rows_with(self, table: Table, column: str, values: Collection[str]) -> list[RowMapping]:
        rows: list[RowMapping] = []
        with self._engine.connect() as connection:
            for group in _groups(values):
                rows.extend(connection.execute(select(table).where(table.c[column].in_(group))).mappings())
        return rows


def _stands_at(places: Iterable[tuple[str, int]]) -> ColumnElement[bool]:
    """A page at one of these places; asked for as pairs, SQLite would look through all pages."""
    numbers: dict[str, list[int]] = {}
    for document_id, number in places:
        numbers.setdefault(document_id, []).append(number)
    pages = tables.pages.c
    return or_(*(and_(pages.document_id == id_, pages.number.in_(of_it)) for id_, of_it in numbers.items()))


def _groups(values: Collection[T]) -> Iterable[list[T]]:
    distinct = list(dict.fromkeys(values))
    return (distinct[i : i + _IDS_PER_QUERY] for i in range(0, len(distinct), _IDS_PER_QUERY))


def _first_of_each(rows: Iterable[RowMapping], build: Callable[[RowMapping], T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for row in sorted(rows, key=_by_id_and_document):
        if row["id"] not in found:
            found[row["id"]] = build(row)
    return found


def _by_id_and_document(row: RowMapping) -> tuple[str, str]:
    return row["id"], row["document_id"]


def _experts(rows: Sequence[RowMapping]) -> dict[str, Expert]:
    refusing = {row["id"] for row in rows if not row["contact_consent"]}
    return {
        id_: replace(expert, contact_consent=id_ not in refusing)
        for id_, expert in _first_of_each(rows, row_to_expert).items()
    }


def _authorship(row: RowMapping) -> Authorship:
    return Authorship(
        row["work_id"], row["expert_id"], row["printed_name"], row["position"], row["confidence"]
    )


def _standing(row: RowMapping) -> Standing:
    return Standing(**{name: value for name, value in row.items() if name != "document_id"})


def _page(row: RowMapping) -> Page:
    health = TextHealth(
        row["score"], row["orphan_marks"], row["nulls"], row["private_use"], row["dictionary_share"]
    )
    return Page(row["number"], row["text"], health, row["extractor"], row["label"])


def _card(row: RowMapping, file: str, facts: Sequence[Fact], is_partly_read: bool) -> DocumentCard:
    def first(*names: str) -> str:
        return next((fact.value for name in names for fact in facts if fact.name == name), "")

    year = first("year")
    return DocumentCard(
        id=row["id"],
        kind=row["kind"],
        file=file,
        title=first("title_th", "title_en"),
        people=tuple(fact.value for fact in facts if fact.name == "author"),
        year=int(year) if year.isdigit() else None,
        may_hold_personal_data=is_partly_read or any(row["redactions"].values()),
    )
