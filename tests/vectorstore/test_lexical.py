"""Passages are found by their words, Thai ones too, and every commit is seen at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import vectorstore
from assistant.errors import IndexMismatchError, StoreBusyError, StoreUnwritableError
from assistant.language import search_terms
from tests.examples import a_chunk
from vectorstore.keys import key_of
from vectorstore.lexical import LexicalIndex

PLARA = a_chunk("doc-a:1", text="การลดเกลือในปลาร้าโดยไม่เสียรสชาติ", context="")
RICE = a_chunk("doc-b:1", text="ข้าวหอมมะลิทนเค็มสำหรับภาคอีสาน", context="")
DRONE = a_chunk("doc-b:2", text="Drones that map forest fires", context="Fires at night")
ID_OF = {key_of(chunk.id): chunk.id for chunk in (PLARA, RICE, DRONE)}


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex(tmp_path / "words", lock_wait_s=0.1)
    index.add([PLARA, RICE, DRONE])
    return index


def found(index: LexicalIndex, question: str) -> list[str]:
    return [ID_OF[key] for key, _ in index.search(search_terms(question), 10)]


def test_thai_and_english_passages_are_found_by_their_words(index: LexicalIndex) -> None:
    assert found(index, "ปลาร้า") == ["doc-a:1"]
    assert found(index, "ใครวิจัยข้าวหอมมะลิ") == ["doc-b:1"]
    assert found(index, "forest fire") == ["doc-b:2"]


def test_the_context_of_a_passage_is_searched_too(index: LexicalIndex) -> None:
    assert found(index, "night") == ["doc-b:2"]


def test_words_that_stand_nowhere_find_nothing(index: LexicalIndex) -> None:
    assert found(index, "โดรน helicopter") == []
    assert index.search([], 10) == []
    assert index.search(["rice"], 0) == []


def test_an_empty_index_finds_nothing_and_makes_no_folder(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path / "words")
    assert (index.search(["rice"], 5), index.count(), index.coverage(["rice"])) == ([], 0, {"rice": 0})
    assert not (tmp_path / "words").exists()


def test_adding_again_replaces_and_removing_forgets(index: LexicalIndex) -> None:
    index.add([a_chunk("doc-a:1", text="เครื่องอบแห้ง", context="")])
    assert (index.count(), found(index, "ปลาร้า")) == (3, [])
    index.remove(["doc-b", "doc-unknown"])
    assert (index.count(), found(index, "ข้าวหอมมะลิ")) == (1, [])


def test_each_term_tells_in_how_many_passages_it_stands(index: LexicalIndex) -> None:
    index.add([a_chunk("doc-c:1", text="forest rice", context="")])
    assert index.coverage(["forest", "rice", "moon"]) == {"forest": 2, "rice": 1, "moon": 0}


def test_nothing_of_a_failed_block_is_kept(index: LexicalIndex) -> None:
    with pytest.raises(AttributeError), index.writing():
        index.add([DRONE, None])  # type: ignore[list-item]
    assert index.count() == 3
    index.remove(["doc-a"])
    assert index.count() == 2
    assert found(index, "forest") == ["doc-b:2"]


def test_a_second_writer_is_told_to_wait(index: LexicalIndex, tmp_path: Path) -> None:
    other = LexicalIndex(tmp_path / "words", lock_wait_s=0.1)
    with index.writing(), pytest.raises(StoreBusyError) as raised:
        other.add([RICE])
    assert raised.value.retryable


def test_what_another_process_commits_is_found(index: LexicalIndex, tmp_path: Path) -> None:
    assert index.count() == 3
    code = (
        "import sys; from pathlib import Path; from vectorstore.lexical import LexicalIndex;"
        "LexicalIndex(Path(sys.argv[1])).remove(['doc-a'])"
    )
    root = Path(vectorstore.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "words")], cwd=root, check=True)
    assert index.count() == 2


def test_an_index_of_another_analyser_is_refused_until_it_is_cleared(
    index: LexicalIndex, tmp_path: Path
) -> None:
    (tmp_path / "words" / "analyser.json").write_text(json.dumps("terms-0@0123"))
    for use in (lambda: index.search(["rice"], 3), lambda: index.add([RICE]), index.count):
        with pytest.raises(IndexMismatchError, match="jabkoo reindex"):
            use()
    index.clear()
    index.add([RICE])
    assert found(index, "ข้าวหอมมะลิ") == ["doc-b:1"]


def test_a_cleared_index_is_filled_anew_under_a_reader(index: LexicalIndex, tmp_path: Path) -> None:
    reader = LexicalIndex(tmp_path / "words")
    assert reader.count() == 3
    index.clear()
    assert reader.count() == 0
    index.add([RICE])
    assert found(reader, "ข้าวหอมมะลิ") == ["doc-b:1"]


def test_a_damaged_index_is_named(index: LexicalIndex, tmp_path: Path) -> None:
    index.close()
    (tmp_path / "words" / "meta.json").write_text("junk")
    with pytest.raises(StoreUnwritableError, match="words"):
        index.search(["rice"], 3)
    index.clear()
    assert index.count() == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnwritableError):
        LexicalIndex(tmp_path / "file" / "words").add([RICE])


def test_a_removal_killed_just_before_its_commit_is_done_by_the_next_run(
    index: LexicalIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "words" / "meta.json"
    before = state.read_bytes()
    with monkeypatch.context() as one_commit:  # the files of the commit before are still there then
        one_commit.setattr("vectorstore.lexical._REMOVED_SHARE", 0)
        index.remove(["doc-b"])
    index.close()
    state.write_bytes(before)

    again = LexicalIndex(tmp_path / "words")
    assert again.count() == 3
    again.remove(["doc-b"])
    assert again.count() == 1


def test_what_was_removed_no_longer_counts_in_any_score(tmp_path: Path) -> None:
    chunks = [
        a_chunk(f"doc-{n % 5}:{n}", text="rice dryer " + "herb " * (n % 7), context="") for n in range(40)
    ]
    fresh, worked_on = LexicalIndex(tmp_path / "fresh"), LexicalIndex(tmp_path / "worked-on")
    fresh.add(chunks)
    worked_on.add([*chunks, a_chunk("doc-gone:1", text="rice herb", context="")])
    worked_on.add(chunks[:20])
    worked_on.remove(["doc-gone"])
    assert worked_on.coverage(["rice", "herb"]) == fresh.coverage(["rice", "herb"])
    assert dict(worked_on.search(["rice", "herb"], 40)) == dict(fresh.search(["rice", "herb"], 40))
