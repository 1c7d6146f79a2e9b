"""The dense leg: passages' vectors in Chroma, embedded in a folder or on a server.

The collection serves any LangChain retriever too (`VectorIndex.store`). Our own questions go to the
collection itself, which spares reading every passage's text back (1.6 ms, not 3), and passages come with
their vectors, because one pass through the model also gives the vectors of their tokens.
"""

import shutil
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from assistant.domain.evidence import Chunk
from assistant.errors import (
    IndexMismatchError,
    SettingsError,
    StoreError,
    StoreUnreachableError,
    StoreUnwritableError,
)
from vectorstore.embeddings import SentenceEmbeddings
from vectorstore.keys import key_of

if TYPE_CHECKING:
    from chromadb import Collection as ChromaCollection
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma

COLLECTION = "jabkoo-passages"
_DATABASE_FILE = "chroma.sqlite3"
_FINGERPRINT = "fingerprint"
_AT_A_TIME = 2000
# More neighbours and a wider search than Chroma's defaults: 0.2 ms more a question; over the sample corpus no
# passage is missed, of 100,000 made-up ones one in ten (docs/benchmarks.md).
_GRAPH = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}

Result = TypeVar("Result")


class VectorIndex:
    """Vectors of passages by chunk id, in cosine space.

    Give a `folder` for the embedded store or the `url` of a server. The collection is made by the first
    `add` and remembers the embeddings' fingerprint; using it with another one raises IndexMismatchError
    (`clear` does not). An embedded store sees what other processes wrote; only one may write at a time,
    which `HybridIndex` sees to. Any method may raise StoreUnreachableError or StoreUnwritableError.
    """

    def __init__(self, embeddings: SentenceEmbeddings, *, folder: Path | None = None, url: str = "") -> None:
        self._embeddings = embeddings
        self._place: _Folder | _Server = _Server.at(url) if url else _Folder(_required(folder))
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._collection: ChromaCollection | None = None
        self._seen: object = None
        # A damaged store opens too, so that it can be cleared; using it says what is wrong.
        with suppress(StoreUnwritableError), self._use():
            pass

    @property
    def store(self) -> "Chroma":
        """The collection as a LangChain vector store, made if it is not there; ask for it at each use."""
        from langchain_chroma import Chroma

        with self._use() as client:
            self._made()
            return Chroma(COLLECTION, self._embeddings, client=client, create_collection_if_not_exists=False)

    def add(self, chunks: Sequence[Chunk], vectors: npt.NDArray[np.float32]) -> None:
        """Keep `chunks` with their `vectors` (chunks, dimensions); one that is already there is replaced."""
        if not chunks:
            return
        with self._use():
            collection = self._made()
            for start in range(0, len(chunks), _AT_A_TIME):
                part = slice(start, start + _AT_A_TIME)
                collection.upsert(
                    ids=[chunk.id for chunk in chunks[part]],
                    embeddings=vectors[part],
                    documents=[chunk.indexed_text for chunk in chunks[part]],
                    metadatas=[{"document_id": chunk.document_id} for chunk in chunks[part]],
                )
            self._wrote()

    def remove(self, document_ids: Collection[str]) -> None:
        """Forget all passages of these documents; unknown ones are no error."""
        if not document_ids:
            return
        with self._use():
            if self._collection is not None:
                ids = list(document_ids)
                for start in range(0, len(ids), _AT_A_TIME):  # a statement takes only so many variables
                    chosen: Any = {"document_id": {"$in": ids[start : start + _AT_A_TIME]}}
                    self._collection.delete(where=chosen)
                self._wrote()

    def clear(self) -> None:
        """Forget everything, the fingerprint too. A damaged folder is removed."""
        try:
            with self._use() as client:
                if self._collection is not None:
                    client.delete_collection(COLLECTION)
                    self._collection = None
                    self._wrote()
        except StoreUnwritableError:
            with self._lock, self._place.errors():
                self._client = self._collection = None
                self._place.remove()

    def search(self, query_vector: npt.NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """The `limit` passages nearest in meaning as (key, cosine), best first."""

        def ask(collection: "ChromaCollection") -> list[tuple[int, float]]:
            found = collection.query(
                query_embeddings=[query_vector.tolist()], n_results=limit, include=["distances"]
            )
            distances = (found["distances"] or [[]])[0]
            return [
                (key_of(chunk_id), 1.0 - distance)
                for chunk_id, distance in zip(found["ids"][0], distances, strict=True)
            ]

        return self._ask(ask, [])

    def texts(self, chunk_ids: Collection[str]) -> dict[str, str]:
        """What was indexed of each of these passages, context and all; one that is not there is left out."""

        def ask(collection: "ChromaCollection") -> dict[str, str]:
            found = collection.get(ids=list(chunk_ids), include=["documents"])
            return dict(zip(found["ids"], found["documents"] or [], strict=True))

        return self._ask(ask, {}) if chunk_ids else {}

    def count(self) -> int:
        return self._ask(lambda collection: collection.count(), 0)

    def stored_fingerprint(self) -> str:
        """What the index was built with; empty when there is none yet. Never raises IndexMismatchError."""
        with self._use():
            return _fingerprint_of(self._collection)

    def close(self) -> None:
        """Release the store; using the index afterwards opens it again."""
        with self._lock:
            if self._client is not None:
                _close(self._client)
            self._client = self._collection = None

    def _ask(self, question: "Callable[[ChromaCollection], Result]", nothing: Result) -> Result:
        from chromadb.errors import NotFoundError

        with self._use() as client:
            if self._collection is None:
                return nothing
            self._require_match(self._collection)
            try:
                return question(self._collection)
            except NotFoundError:  # another client of the server cleared the index
                self._collection = _find(client)
                return question(self._collection) if self._collection is not None else nothing

    @contextmanager
    def _use(self) -> Iterator["ClientAPI"]:
        """The client, alone in this thread, up to date, with Chroma's failures as ours."""
        with self._lock, self._place.errors():
            stamp = self._place.stamp()
            if self._client is None or stamp != self._seen:
                self.close()
                self._client = self._place.connect()
                # Opening touches the file too, so what counts is its stamp afterwards.
                self._seen = self._place.stamp()
            if self._collection is None:
                self._collection = _find(self._client)
            yield self._client

    def _made(self) -> "ChromaCollection":
        """The collection, made if it is not there."""
        with self._use() as client:
            self._require_match(self._collection)
            self._collection = self._collection or client.create_collection(
                COLLECTION,
                metadata={_FINGERPRINT: self._embeddings.fingerprint},
                configuration=_configuration(),
                embedding_function=None,
            )
            return self._collection

    def _wrote(self) -> None:
        self._seen = self._place.stamp()

    def _require_match(self, collection: "ChromaCollection | None") -> None:
        stored = _fingerprint_of(collection)
        if collection is not None and stored != self._embeddings.fingerprint:
            raise IndexMismatchError(
                "vectorstore.index_other_model", stored=stored, current=self._embeddings.fingerprint
            )


def _required(folder: Path | None) -> Path:
    if folder is None:
        raise ValueError("a vector index needs a folder or a url")
    return folder


def _find(client: "ClientAPI") -> "ChromaCollection | None":
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(COLLECTION, embedding_function=None)
    except NotFoundError:
        return None


def _fingerprint_of(collection: "ChromaCollection | None") -> str:
    return str((collection.metadata or {}).get(_FINGERPRINT, "")) if collection is not None else ""


def _close(client: "ClientAPI") -> None:
    close: Callable[[], None] = client.close  # type: ignore[attr-defined]
    close()


def _configuration() -> Any:
    return {"hnsw": _GRAPH}


def _client_settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A store within this process. Chroma reads its graph once, so another process's writes show only
    after opening the store again; the database file's time and size tell when that is due."""

    path: Path

    def connect(self) -> "ClientAPI":
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.errors import ChromaError
        from filelock import FileLock

        self.path.mkdir(parents=True, exist_ok=True)
        # Two processes that open a new store at once would both make its tables.
        with FileLock(self.path.with_suffix(".lock")):
            try:
                return chromadb.PersistentClient(str(self.path), settings=_client_settings())
            except ChromaError:
                # Chroma keeps what it started only half and would hand it out at the next attempt.
                SharedSystemClient._identifier_to_system.pop(str(self.path), None)
                raise

    def remove(self) -> None:
        """Delete what Chroma can no longer open."""
        if self.path.exists():
            shutil.rmtree(self.path)

    def stamp(self) -> object:
        try:
            status = (self.path / _DATABASE_FILE).stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino)

    @contextmanager
    def errors(self) -> Iterator[None]:
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, OSError) as error:
            raise StoreUnwritableError(
                "vectorstore.vectors_unusable", folder=self.path, reason=_reason(error)
            ) from error


@dataclass(frozen=True, slots=True)
class _Server:
    """A Chroma server; it keeps its own state."""

    url: str
    host: str
    port: int
    ssl: bool

    @classmethod
    def at(cls, url: str) -> "_Server":
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 8000)
        except ValueError as error:
            raise SettingsError("vectorstore.chroma_url_bad", url=url) from error
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError("vectorstore.chroma_url_bad", url=url)
        return cls(url, parts.hostname, port, parts.scheme == "https")

    def connect(self) -> "ClientAPI":
        import chromadb

        try:
            return chromadb.HttpClient(self.host, self.port, self.ssl, settings=_client_settings())
        except ValueError as error:  # how Chroma says that nobody listens there
            raise StoreUnreachableError("vectorstore.chroma_unreachable", url=self.url) from error

    def remove(self) -> None:
        """A server looks after its own files."""

    def stamp(self) -> object:
        return None

    @contextmanager
    def errors(self) -> Iterator[None]:
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except StoreError:
            raise
        except (ChromaError, httpx.HTTPError, OSError) as error:
            raise StoreUnreachableError("vectorstore.chroma_unreachable", url=self.url) from error


def _reason(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]
