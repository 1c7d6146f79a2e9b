"""The token index: replaced, removed and cleared like the others, and seen by other processes."""

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMismatchError, StoreUnwritableError
from tests.examples import a_chunk
from tests.faults.tiny_model import save_tiny_model
from vectorstore.embeddings import SentenceEmbeddings
from vectorstore.keys import key_of
from vectorstore.tokens import TokenIndex

CHUNKS = (
    a_chunk("doc-a:1", text="ข้าวหอมมะลิ"),
    a_chunk("doc-b:1", "exp-1", subject_kind="expert", text="forest fires"),
)
RICE, FIRES = (key_of(chunk.id) for chunk in CHUNKS)
VECTORS = np.eye(2, 32, dtype=np.float32)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> SentenceEmbeddings:
    folder = save_tiny_model(tmp_path_factory.mktemp("models") / "tiny")
    return SentenceEmbeddings(str(folder), models_folder=folder.parent)


@pytest.fixture
def index(tiny: SentenceEmbeddings, tmp_path: Path) -> TokenIndex:
    return TokenIndex(tiny, tmp_path / "tokens.sqlite3")


def test_an_index_that_was_never_filled_is_empty_and_makes_no_file(index: TokenIndex, tmp_path: Path) -> None:
    assert index.count() == 0
    assert index.stored_fingerprint() == ""
    assert index.tokens([RICE]) == {}
    assert index.subjects([RICE]) == {}
    assert index.held(VECTORS[0], [RICE]) == {}
    assert index.held_of(VECTORS[0], ["work:report-1"]) == {}
    index.remove(["doc-a"])
    index.clear()
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_comes_back(index: TokenIndex) -> None:
    index.add(CHUNKS, VECTORS, [b"one", b"two"])
    assert index.tokens([FIRES, RICE, 1]) == {RICE: b"one", FIRES: b"two"}
    assert index.subjects([FIRES, RICE, 1]) == {RICE: "work:report-1", FIRES: "expert:exp-1"}
    assert index.held(VECTORS[1], [RICE, FIRES]) == {
        RICE: (0.0, "doc-a:1", CHUNKS[0].language, "work:report-1"),
        FIRES: (1.0, "doc-b:1", CHUNKS[1].language, "expert:exp-1"),
    }
    assert index.held_of(VECTORS[1], ["expert:exp-1", "work:nothing"]) == {
        FIRES: (1.0, "doc-b:1", CHUNKS[1].language, "expert:exp-1")
    }


def test_a_sample_is_the_same_in_whatever_order_passages_came(
    index: TokenIndex, tiny: SentenceEmbeddings
) -> None:
    chunks = [a_chunk(f"doc-c:{number}") for number in range(9)]
    vectors = np.eye(9, 32, dtype=np.float32)
    index.add(chunks, vectors, [b"one"] * 9)
    other = TokenIndex(tiny, index._file.with_name("other.sqlite3"))
    other.add(chunks[::-1], vectors[::-1], [b"one"] * 9)
    first, second = index.sample(4), other.sample(4)
    assert first.vectors.shape == (4, 32)
    assert np.array_equal(first.vectors, second.vectors)
    assert first.languages.tolist() == second.languages.tolist()
    assert first.subjects == second.subjects == ["work:report-1"] * 4
    assert len(index.sample(100).vectors) == 9


def test_adding_again_replaces_and_removing_forgets_the_whole_document(index: TokenIndex) -> None:
    index.add(CHUNKS, VECTORS, [b"one", b"two"])
    index.add(CHUNKS[:1], VECTORS[:1], [b"three"])
    assert index.count() == 2
    index.remove(["doc-b", "unknown"])
    assert index.tokens([RICE, FIRES]) == {RICE: b"three"}


def test_another_process_sees_what_is_written_and_cleared(
    index: TokenIndex, tiny: SentenceEmbeddings
) -> None:
    other = TokenIndex(tiny, index._file)
    index.add(CHUNKS, VECTORS, [b"one", b"two"])
    assert other.count() == 2
    index.clear()
    assert (other.count(), other.stored_fingerprint()) == (0, "")


def test_another_model_is_refused_until_the_index_is_cleared(
    index: TokenIndex, tiny: SentenceEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add(CHUNKS, VECTORS, [b"one", b"two"])
    monkeypatch.setattr(tiny, "fingerprint", "other@1")
    with pytest.raises(IndexMismatchError, match="jabkoo reindex"):
        index.add(CHUNKS, VECTORS, [b"one", b"two"])
    with pytest.raises(IndexMismatchError):
        index.count()
    index.clear()
    index.add(CHUNKS, VECTORS, [b"one", b"two"])
    assert index.stored_fingerprint().startswith("other@1+")


def test_a_damaged_file_is_named_and_can_be_cleared(index: TokenIndex) -> None:
    index.add(CHUNKS, VECTORS, [b"one", b"two"])
    index.close()
    index._file.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreUnwritableError, match=r"tokens\.sqlite3"):
        index.count()
    index.clear()
    index.add(CHUNKS, VECTORS, [b"one", b"two"])
    assert index.count() == 2
