"""Writing the register. Every public method is one transaction: it happens whole or not at all."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Engine,
    RowMapping,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from assistant.domain.documents import Page, ParsedDocument
from assistant.domain.evidence import Chunk
from assistant.domain.people import Expert, Organisation
from assistant.domain.problems import Place, Problem
from assistant.domain.works import Authorship, Record, Work
from catalogue import tables
from catalogue.conversations import forget_what_cites
from catalogue.engine import for_writing
from catalogue.rows import chunk_to_row, record_to_row, row_to_chunk, source_to_row

# The key of the state that counts transactions, so that readers see whether anything changed.
REVISION = "revision"

_TABLE_OF: Mapping[type[Record], Table] = {
    Expert: tables.experts,
    Organisation: tables.organisations,
    Work: tables.works,
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as the register knows it. `reader` is the fingerprint of the reader that read it."""

    path: str
    name: str
    content_hash: str
    reader: str


@dataclass(frozen=True, slots=True)
class ReadContent:
    """All that was read from one content: what `Catalogue.store` puts in together."""

    content_hash: str
    documents: Sequence[ParsedDocument]
    records: Sequence[Record]
    chunks: Sequence[Chunk]
    problems: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class Decision:
    """An officer's word on whether a printed name is that expert."""

    work_id: str
    printed_name: str
    expert_id: str
    is_same: bool
    decided_on: date


class Catalogue:
    """The write side. A document is pending until the indexes of the current generation hold its chunks.

    It has no generation before they first do, and an earlier one while the indexes are rebuilt.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = for_writing(engine)

    # Files and contents

    def files(self) -> Mapping[str, StoredFile]:
        """All known files by path."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(tables.files)).mappings()
            return {row["path"]: StoredFile(**row) for row in rows}

    def problems(self, content_hash: str, file: str) -> list[Problem]:
        """What was wrong when this content was read, said of the file named `file`."""
        query = select(tables.problems).where(tables.problems.c.content_hash == content_hash)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(tables.problems.c.ordinal)).mappings().all()
        return [_problem(row, file) for row in rows]

    def store(self, file: StoredFile, content: ReadContent) -> None:
        """Put a file and what was read from it in place of what the register held for its path."""
        with self._transaction() as connection:
            self._forget_content(connection, content.content_hash)
            self._put_file(connection, file)
            self._put_content(connection, content)
            self._drop_orphans(connection)

    def store_copies(self, files: Iterable[StoredFile]) -> None:
        """Note that each of these files holds a content that is already in the register.

        They are noted together, because two files may have changed places.
        """
        with self._transaction() as connection:
            for file in files:
                self._put_file(connection, file)
            self._drop_orphans(connection)

    def remove(self, paths: Collection[str]) -> None:
        """Forget these files; contents that no other file holds go with them."""
        with self._transaction() as connection:
            _delete_each(connection, tables.files, "path", paths)
            self._drop_orphans(connection)

    # What the indexes still have to do

    def pending_removals(self) -> list[str]:
        """Documents gone from the register that an index may still hold."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(tables.removals.c.document_id)).scalars())

    def confirm_removed(self, document_ids: Collection[str]) -> None:
        with self._transaction() as connection:
            _delete_each(connection, tables.removals, "document_id", document_ids)

    def pending_documents(self) -> list[str]:
        """Documents whose chunks are not yet surely in the indexes."""
        generation = tables.documents.c.index_generation
        with self._engine.connect() as connection:
            is_pending = generation.is_(None) | (generation != self._generation(connection))
            return sorted(connection.execute(select(tables.documents.c.id).where(is_pending)).scalars())

    def chunks_of_documents(self, document_ids: Collection[str]) -> list[Chunk]:
        query = select(tables.chunks).where(tables.chunks.c.document_id.in_(list(document_ids)))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(tables.chunks.c.id)).all()
        return [row_to_chunk(row._asdict()) for row in rows]

    def confirm_indexed(self, document_ids: Collection[str]) -> None:
        condition = tables.documents.c.id.in_(list(document_ids))
        with self._transaction() as connection:
            generation = self._generation(connection)
            connection.execute(update(tables.documents).where(condition).values(index_generation=generation))

    def begin_index_generation(self) -> None:
        """Mark every document as pending: the indexes are about to be rebuilt from nothing.

        Removals stay noted: should the run end before the indexes are emptied, they are still due.
        """
        with self._transaction() as connection:
            self._set_state(connection, "index_generation", str(self._generation(connection) + 1))

    # People

    def replace_authorships(self, joined: Iterable[Authorship], unsure: Iterable[Authorship]) -> None:
        """Put these in place of all authorships; unsure ones wait for `jabkoo people review`."""
        rows = [asdict(a) | {"is_joined": True} for a in joined] + [
            asdict(a) | {"is_joined": False} for a in unsure
        ]
        with self._transaction() as connection:
            connection.execute(delete(tables.authorships))
            _insert(connection, tables.authorships, rows)

    def unsure_authorships(self) -> list[Authorship]:
        query = select(tables.authorships).where(tables.authorships.c.is_joined.is_(False))
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        found = [Authorship(**{k: v for k, v in row.items() if k != "is_joined"}) for row in rows]
        return sorted(found, key=lambda a: (-a.confidence, a.work_id, a.position, a.expert_id))

    def decide(self, decision: Decision) -> None:
        """Record an officer's decision; it stands over every later reading."""
        with self._transaction() as connection:
            connection.execute(_deletion_of(decision))
            connection.execute(insert(tables.decisions).values(**asdict(decision)))

    def undo(self, decision: Decision) -> None:
        """Forget a decision; the pair is judged by its names again."""
        with self._transaction() as connection:
            connection.execute(_deletion_of(decision))

    def decisions(self) -> list[Decision]:
        with self._engine.connect() as connection:
            return [Decision(**row) for row in connection.execute(select(tables.decisions)).mappings()]

    def check(self) -> None:
        """Prove that the register answers and can be written. Raises StoreError."""
        with self._transaction() as connection:
            self._set_state(connection, "checked", "yes")

    # Inside one transaction

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._writing.begin() as connection:
            yield connection
            revision = int(self._state(connection, REVISION, "0"))
            self._set_state(connection, REVISION, str(revision + 1))

    @classmethod
    def _generation(cls, connection: Connection) -> int:
        return int(cls._state(connection, "index_generation", "1"))

    @staticmethod
    def _state(connection: Connection, key: str, default: str) -> str:
        query = select(tables.state.c.value).where(tables.state.c.key == key)
        return connection.execute(query).scalar_one_or_none() or default

    @staticmethod
    def _set_state(connection: Connection, key: str, value: str) -> None:
        connection.execute(delete(tables.state).where(tables.state.c.key == key))
        connection.execute(insert(tables.state).values(key=key, value=value))

    @staticmethod
    def _put_file(connection: Connection, file: StoredFile) -> None:
        connection.execute(delete(tables.files).where(tables.files.c.path == file.path))
        connection.execute(insert(tables.files).values(**asdict(file)))

    @staticmethod
    def _put_content(connection: Connection, content: ReadContent) -> None:
        # A content read again before its index removal ran must not be removed afterwards.
        ids = [document.id for document in content.documents]
        connection.execute(delete(tables.removals).where(tables.removals.c.document_id.in_(ids)))
        for part, document in enumerate(content.documents):
            _insert(connection, tables.documents, [_document_row(document, content.content_hash, part)])
            _insert(connection, tables.pages, [_page_row(document.id, page) for page in document.pages])
            _insert(connection, tables.facts, _fact_rows(document))
        for record in content.records:
            _insert(connection, _TABLE_OF[type(record)], [record_to_row(record)])
        _insert(connection, tables.chunks, [chunk_to_row(chunk) for chunk in content.chunks])
        _insert(connection, tables.problems, _problem_rows(content))

    @classmethod
    def _forget_content(cls, connection: Connection, content_hash: str) -> None:
        cls._drop_documents(connection, tables.documents.c.content_hash == content_hash)
        connection.execute(delete(tables.problems).where(tables.problems.c.content_hash == content_hash))

    @classmethod
    def _drop_orphans(cls, connection: Connection) -> None:
        """Remove contents without a file, and what was worded of them."""
        held = select(tables.files.c.content_hash)
        gone = cls._drop_documents(connection, tables.documents.c.content_hash.not_in(held))
        forget_what_cites(connection, gone)
        connection.execute(delete(tables.problems).where(tables.problems.c.content_hash.not_in(held)))

    @staticmethod
    def _drop_documents(connection: Connection, condition: ColumnElement[bool]) -> Collection[str]:
        """Remove documents with all that was read from them, leaving word for the indexes; their ids."""
        gone = list(connection.execute(select(tables.documents.c.id).where(condition)).scalars())
        known = set(connection.execute(select(tables.removals.c.document_id)).scalars())
        _insert(connection, tables.removals, [{"document_id": i} for i in gone if i not in known])
        connection.execute(delete(tables.documents).where(condition))
        return gone


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _delete_each(connection: Connection, table: Table, column: str, values: Collection[str]) -> None:
    """Delete the rows of these values, however many: databases limit the variables of one statement."""
    if values:
        one = delete(table).where(table.c[column] == bindparam("value"))
        connection.execute(one, [{"value": value} for value in values])


def _deletion_of(decision: Decision) -> Delete:
    return delete(tables.decisions).filter_by(
        work_id=decision.work_id, printed_name=decision.printed_name, expert_id=decision.expert_id
    )


def _document_row(document: ParsedDocument, content_hash: str, part: int) -> dict[str, Any]:
    return {
        "id": document.id,
        "content_hash": content_hash,
        "part": part,
        "kind": document.kind,
        "redactions": dict(document.redactions),
        "index_generation": None,
    }


def _page_row(document_id: str, page: Page) -> dict[str, Any]:
    named = {"number": page.number, "text": page.text, "extractor": page.extractor, "label": page.label}
    return {"document_id": document_id} | named | asdict(page.health)


def _fact_rows(document: ParsedDocument) -> list[dict[str, Any]]:
    return [
        {"ordinal": i, "name": fact.name, "value": fact.value} | source_to_row(fact.source)
        for i, fact in enumerate(document.facts)
    ]


def _problem_rows(content: ReadContent) -> list[dict[str, Any]]:
    return [
        {
            "content_hash": content.content_hash,
            "ordinal": i,
            "severity": problem.severity,
            "key": problem.key,
            "place": json.dumps(asdict(problem.place), ensure_ascii=False),
            "variables": [
                [name, asdict(value) if isinstance(value, Place) else value]
                for name, value in problem.variables
            ],
        }
        for i, problem in enumerate(content.problems)
    ]


def _problem(row: RowMapping, file: str) -> Problem:
    variables = tuple(
        (name, Place(**value) if isinstance(value, dict) else value) for name, value in row["variables"]
    )
    return Problem(row["severity"], row["key"], file, _place(row["place"]), variables)


def _place(stored: str) -> Place:
    """A place as it was stored; earlier versions stored its English words."""
    return Place(**json.loads(stored)) if stored.startswith("{") else Place(table=stored)
