"""What a question must know of the passages that were found: language, subject, vector, packed token vectors.

One SQLite file beside the other indexes, written in transactions and read by many processes. Chroma gives
vectors back too, but takes three times as long. Passages go by their keys (`vectorstore.keys`); what is read
of most of them lies together in an index, vectors and the large token vectors apart.
"""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from assistant.domain.documents import TextLanguage
from assistant.domain.evidence import Chunk
from assistant.errors import IndexMismatchError, StoreUnwritableError
from vectorstore.embeddings import SentenceEmbeddings, Vectors
from vectorstore.keys import key_of
from vectorstore.late import VERSION, TokenStatistics
from vectorstore.products import product

_BUSY_S = 10.0
# Tokens of a passage take some 20 kB: read in two pieces, not in six (docs/benchmarks.md).
_PAGE_BYTES = 16_384
# Holds what is read of all passages that questions touch, of up to some 400,000 of them.
_CACHE_KILOBYTES = 64_000
_TABLES = (
    "CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value BLOB NOT NULL)",
    # In the order they came, so that what a document says of a subject lies together.
    """CREATE TABLE IF NOT EXISTS passages (
        key INTEGER NOT NULL UNIQUE,
        chunk_id TEXT NOT NULL,
        document_id TEXT NOT NULL,
        subject TEXT NOT NULL,
        language TEXT NOT NULL,
        vector BLOB NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS tokens (key INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS passages_of_document ON passages (document_id)",
    "CREATE INDEX IF NOT EXISTS passages_of_subject ON passages (subject)",
    "CREATE INDEX IF NOT EXISTS passages_by_key ON passages (key, subject, language, chunk_id)",
    """CREATE TRIGGER IF NOT EXISTS tokens_go_with_their_passage AFTER DELETE ON passages
        BEGIN DELETE FROM tokens WHERE key = old.key; END""",
)
_HAS_TABLES = "SELECT 1 FROM sqlite_master WHERE name = 'about'"
_TOKENS = "SELECT key, packed FROM tokens WHERE key IN (SELECT value FROM json_each(?))"
# Left alone, SQLite takes the index that makes keys unique, and reads each passage for what is in the other.
_ABOUT = (
    "SELECT key, {} FROM passages INDEXED BY passages_by_key WHERE key IN (SELECT value FROM json_each(?))"
)
_VECTORS = "SELECT key, vector FROM passages WHERE key IN (SELECT value FROM json_each(?))"
_OF_SUBJECTS = (
    "SELECT key, chunk_id, language, subject, vector FROM passages"
    " WHERE subject IN (SELECT value FROM json_each(?))"
)


class Held(NamedTuple):
    """What is known of a passage: its cosine with the question's vector, its chunk, its language, its
    subject's key."""

    cosine: float
    chunk_id: str
    language: TextLanguage
    subject: str


class Sample(NamedTuple):
    """Vectors of some passages (passages, dimensions), the language each is in, and its subject's key."""

    vectors: Vectors
    languages: npt.NDArray[np.str_]
    subjects: Sequence[str]


class TokenIndex:
    """Vectors and packed token vectors by the keys of passages.

    The file is made by the first `add` and remembers the embeddings' fingerprint and what was measured of
    its token vectors; using it with another model raises IndexMismatchError (`clear` does not). Any method
    may raise StoreUnwritableError.
    """

    def __init__(self, embeddings: SentenceEmbeddings, file: Path) -> None:
        self._embeddings = embeddings
        self._file = file
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._statistics: TokenStatistics | None = None

    @property
    def fingerprint(self) -> str:
        return f"{self._embeddings.fingerprint}+tokens-{VERSION}"

    def statistics(self) -> TokenStatistics:
        """What was measured of this model's token vectors; measured now if the index is new."""
        with self._lock:
            if self._statistics is None:
                stored = self._about("statistics")
                if stored:
                    self._require_match()
                    self._statistics = TokenStatistics.from_bytes(stored)
                else:
                    self._statistics = TokenStatistics.measured(self._embeddings)
            return self._statistics

    def add(self, chunks: Sequence[Chunk], vectors: Vectors, packed: Sequence[bytes]) -> None:
        """Keep the vectors (chunks, dimensions) and tokens of `chunks`; one already there is replaced."""
        self._require_match()
        about = () if self.stored_fingerprint() else self._first_entries()
        rows = [
            (
                key_of(chunk.id),
                chunk.id,
                chunk.document_id,
                chunk.subject_key,
                chunk.language,
                vector.tobytes(),
            )
            for chunk, vector in zip(chunks, vectors, strict=True)
        ]
        tokens = [(key_of(chunk.id), of_chunk) for chunk, of_chunk in zip(chunks, packed, strict=True)]
        with self._written() as connection:
            connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", about)
            connection.executemany("INSERT OR REPLACE INTO passages VALUES (?, ?, ?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO tokens VALUES (?, ?)", tokens)

    def remove(self, document_ids: Collection[str]) -> None:
        """Forget the tokens of these documents; unknown ones are no error."""
        if self._file.exists():
            self._require_match()
            with self._written() as connection:
                connection.executemany(
                    "DELETE FROM passages WHERE document_id = ?", [(id_,) for id_ in document_ids]
                )

    def clear(self) -> None:
        """Forget everything, the fingerprint too. A damaged file is removed."""
        if not self._file.exists():
            return
        try:
            with self._written() as connection:
                # Dropped, because another version had other columns.
                for table in ("passages", "tokens", "about"):
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                _make_tables(connection)
        except StoreUnwritableError:
            with self._errors():
                for suffix in ("", "-wal", "-shm"):
                    self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
        finally:
            self.close()

    def tokens(self, keys: Collection[int]) -> dict[int, bytes]:
        """The packed tokens of these passages; one that is not there is left out."""
        return dict(self._rows(_TOKENS, keys))

    def subjects(self, keys: Collection[int]) -> dict[int, str]:
        """The subject of each of these passages; one that is not there is left out."""
        return dict(self._rows(_ABOUT.format("subject"), keys))

    def held(
        self, vector: Vectors, keys: Collection[int], cosines: Mapping[int, float] | None = None
    ) -> dict[int, Held]:
        """What is known of each of these passages, beside a question's `vector`; others are left out.

        The vectors of those whose `cosines` with it are known are not read.
        """
        known = dict(cosines or {})
        rows = self._rows(_VECTORS, [key for key in keys if key not in known])
        known |= zip((key for key, _ in rows), _cosines(vector, rows), strict=True)
        about = self._rows(_ABOUT.format("chunk_id, language, subject"), keys)
        return {key: Held(known[key], *of_it) for key, *of_it in about if key in known}

    def held_of(self, vector: Vectors, subjects: Collection[str]) -> dict[int, Held]:
        """The same of every passage of these subjects."""
        rows = self._rows(_OF_SUBJECTS, subjects)
        return {
            key: Held(cosine, *of_it)
            for (key, *of_it, _), cosine in zip(rows, _cosines(vector, rows), strict=True)
        }

    def sample(self, size: int) -> Sample:
        """Up to `size` passages from all over the index: the same for the same passages, in whatever order
        they came."""
        self._require_match()
        query = "SELECT vector, language, subject FROM passages ORDER BY key LIMIT ?"
        with self._read() as connection:
            rows = connection.execute(query, [size]).fetchall() if connection else []
        vectors = np.frombuffer(b"".join(row[0] for row in rows), np.float32)
        return Sample(
            vectors.reshape(-1, self._embeddings.dimensions),
            np.array([row[1] for row in rows], str),
            [row[2] for row in rows],
        )

    def count(self) -> int:
        self._require_match()
        with self._read() as connection:
            return connection.execute("SELECT count(*) FROM passages").fetchone()[0] if connection else 0

    def stored_fingerprint(self) -> str:
        """What the index was built with; empty when there is none yet. Never raises IndexMismatchError."""
        return (self._about("fingerprint") or b"").decode()

    def close(self) -> None:
        """Release the file; using the index afterwards opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = self._statistics = None

    def _rows(self, query: str, keys: Collection[int | str]) -> list[tuple[Any, ...]]:
        with self._read() as connection:
            if connection is None:
                return []
            return connection.execute(query, [json.dumps(list(keys))]).fetchall()

    def _first_entries(self) -> Sequence[tuple[str, bytes]]:
        """What a new index remembers of the model."""
        return [("fingerprint", self.fingerprint.encode()), ("statistics", self.statistics().to_bytes())]

    def _about(self, key: str) -> bytes | None:
        with self._read() as connection:
            row = connection and connection.execute("SELECT value FROM about WHERE key = ?", [key]).fetchone()
        return bytes(row[0]) if row else None

    def _require_match(self) -> None:
        stored = self.stored_fingerprint()
        if stored and stored != self.fingerprint:
            raise IndexMismatchError("vectorstore.index_other_model", stored=stored, current=self.fingerprint)

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection | None]:
        """The file, alone in this thread; None while there is none."""
        with self._lock, self._errors():
            yield self._opened() if self._file.exists() else None

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        """The file in one transaction: all of it happens or nothing."""
        with self._lock, self._errors():
            self._file.parent.mkdir(parents=True, exist_ok=True)
            connection = self._opened()
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                yield connection

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._file, timeout=_BUSY_S, check_same_thread=False)
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
            if not connection.execute(_HAS_TABLES).fetchone():
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    _make_tables(connection)
            self._connection = connection
        return self._connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StoreUnwritableError(
                "vectorstore.tokens_unusable", file=self._file, reason=str(error)[:200]
            ) from error


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)


def _cosines(vector: Vectors, rows: Sequence[tuple[Any, ...]]) -> list[float]:
    """The cosine of a question's vector with that which ends each row."""
    vectors = np.frombuffer(b"".join(row[-1] for row in rows), np.float32).reshape(-1, len(vector))
    cosines: list[float] = product(vectors, vector).tolist()
    return cosines
