"""One contract for both places of the vectors: a folder, and a Chroma server."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMismatchError, SettingsError, StoreUnreachableError, StoreUnwritableError
from tests.examples import a_chunk
from tests.faults.tiny_model import save_tiny_model
from vectorstore.embeddings import SentenceEmbeddings, Vectors
from vectorstore.vectors import VectorIndex

CHUNKS = tuple(
    a_chunk(f"doc-{number % 3}:{number}", text=f"passage {number} ข้าว", context="") for number in range(9)
)


@pytest.fixture(scope="module")
def embeddings(tmp_path_factory: pytest.TempPathFactory) -> SentenceEmbeddings:
    folder = save_tiny_model(tmp_path_factory.mktemp("models") / "tiny")
    return SentenceEmbeddings(str(folder), models_folder=folder.parent)


@pytest.fixture(scope="module")
def vectors(embeddings: SentenceEmbeddings) -> Vectors:
    return embeddings.passage_vectors([chunk.indexed_text for chunk in CHUNKS])


@pytest.fixture(scope="module")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server on a free local port, or a skip where it does not start."""
    program = Path(sys.executable).with_name("chroma")
    if not program.exists():
        pytest.skip("the command `chroma` is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    command: list[str | Path] = [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("w") as log, subprocess.Popen(command, stdout=log, stderr=log) as server:
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.skip("the Chroma server does not start here")


@pytest.fixture(params=["folder", pytest.param("server", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, object]:
    if request.param == "folder":
        return {"folder": tmp_path / "vectors"}
    return {"url": request.getfixturevalue("chroma_server")}


@pytest.fixture
def index(place: dict[str, object], embeddings: SentenceEmbeddings) -> Iterator[VectorIndex]:
    index = VectorIndex(embeddings, **place)  # type: ignore[arg-type]
    yield index
    index.clear()
    index.close()


def chunk_ids(index: VectorIndex) -> set[str]:
    return set(index.store.get()["ids"])


def test_an_index_that_was_never_filled_is_empty(index: VectorIndex, embeddings: SentenceEmbeddings) -> None:
    assert (index.count(), index.stored_fingerprint()) == (0, "")
    assert index.search(embeddings.query_vector("ข้าว"), 3) == []
    index.remove(["doc-1"])


def test_the_nearest_passages_come_with_their_cosines(
    index: VectorIndex, embeddings: SentenceEmbeddings, vectors: Vectors
) -> None:
    index.add(CHUNKS, vectors)
    question = embeddings.query_vector("passage 4 ข้าว")
    cosines = embeddings.passage_vectors([chunk.indexed_text for chunk in CHUNKS]) @ question
    expected = sorted(zip([chunk.id for chunk in CHUNKS], cosines.tolist(), strict=True), key=lambda e: -e[1])
    found = index.search(question, 4)
    assert [cosine for _, cosine in found] == pytest.approx([cosine for _, cosine in expected[:4]], abs=1e-4)


def test_more_than_there_is_may_be_asked_for(
    index: VectorIndex, embeddings: SentenceEmbeddings, vectors: Vectors
) -> None:
    index.add(CHUNKS, vectors)
    assert len(index.search(embeddings.query_vector("ข้าว"), 100)) == len(CHUNKS)


def test_what_was_indexed_of_a_passage_is_given_back(index: VectorIndex, vectors: Vectors) -> None:
    assert index.texts(["doc-1:1"]) == {}
    index.add(CHUNKS, vectors)
    asked = [CHUNKS[4].id, "doc-unknown", CHUNKS[1].id]
    assert index.texts(asked) == {chunk.id: chunk.indexed_text for chunk in (CHUNKS[4], CHUNKS[1])}
    assert index.texts([]) == {}


def test_adding_again_replaces(index: VectorIndex, vectors: Vectors) -> None:
    index.add(CHUNKS, vectors)
    index.add(CHUNKS[:2], vectors[:2])
    assert index.count() == len(CHUNKS)


def test_documents_are_removed_whole(index: VectorIndex, vectors: Vectors) -> None:
    index.add(CHUNKS, vectors)
    index.remove(["doc-0", "doc-2", "doc-unknown"])
    assert chunk_ids(index) == {"doc-1:1", "doc-1:4", "doc-1:7"}


def test_any_number_of_documents_can_be_removed_at_once(index: VectorIndex, vectors: Vectors) -> None:
    index.add(CHUNKS, vectors)
    index.remove(["doc-0", *(f"doc-unknown-{number}" for number in range(40_000)), "doc-2"])
    assert chunk_ids(index) == {"doc-1:1", "doc-1:4", "doc-1:7"}


def test_a_cleared_index_takes_another_model(
    index: VectorIndex, embeddings: SentenceEmbeddings, monkeypatch: pytest.MonkeyPatch, vectors: Vectors
) -> None:
    index.add(CHUNKS, vectors)
    monkeypatch.setattr(embeddings, "fingerprint", "other@1")
    with pytest.raises(IndexMismatchError, match="jabkoo reindex"):
        index.search(np.ones(embeddings.dimensions, np.float32), 1)
    index.clear()
    index.add(CHUNKS[:1], vectors[:1])
    assert (index.count(), index.stored_fingerprint()) == (1, "other@1")


def test_one_client_sees_what_another_clears_and_adds(
    index: VectorIndex, place: dict[str, object], embeddings: SentenceEmbeddings, vectors: Vectors
) -> None:
    other = VectorIndex(embeddings, **place)  # type: ignore[arg-type]
    index.add(CHUNKS, vectors)
    assert other.count() == len(CHUNKS)
    index.clear()
    assert other.count() == 0
    index.add(CHUNKS[:2], vectors[:2])
    assert chunk_ids(other) == {CHUNKS[0].id, CHUNKS[1].id}
    other.close()


def test_langchain_retrieves_from_the_same_collection(index: VectorIndex, vectors: Vectors) -> None:
    index.add(CHUNKS, vectors)
    found = index.store.as_retriever(search_kwargs={"k": 2}).invoke("passage 4 ข้าว")
    assert len(found) == 2
    assert found[0].metadata["document_id"].startswith("doc-")


def test_a_silent_server_is_named_and_may_be_tried_again(embeddings: SentenceEmbeddings) -> None:
    with pytest.raises(StoreUnreachableError, match=r"http://127\.0\.0\.1:9 ") as raised:
        VectorIndex(embeddings, url="http://127.0.0.1:9")
    assert raised.value.retryable


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "http://host:port"])
def test_what_is_no_address_is_refused(url: str, embeddings: SentenceEmbeddings) -> None:
    with pytest.raises(SettingsError, match="JABKOO_CHROMA_URL"):
        VectorIndex(embeddings, url=url)


def test_a_damaged_store_is_named(embeddings: SentenceEmbeddings, tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"junk" * 1000)
    with pytest.raises(StoreUnwritableError, match="jabkoo reindex"):
        VectorIndex(embeddings, folder=tmp_path).count()
