"""Both legs together: one list of evidence, one state after a crash, one writer at a time."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import vectorstore
import vectorstore.index as module
from assistant.errors import IndexIncompleteError, IndexMismatchError, StoreBusyError, StoreUnwritableError
from tests.examples import a_chunk
from tests.faults.tiny_cross_encoder import save_tiny_cross_encoder
from tests.faults.tiny_model import save_tiny_model
from vectorstore.cross_encoder import CrossEncoder, PassageReader
from vectorstore.embeddings import SentenceEmbeddings
from vectorstore.index import HybridIndex, open_index
from vectorstore.keys import key_of
from vectorstore.settings import VectorStoreSettings

CHUNKS = (
    a_chunk("doc-a:1", text="การลดเกลือในปลาร้าโดยไม่เสียรสชาติ", context=""),
    a_chunk("doc-b:1", text="ข้าวหอมมะลิทนเค็มสำหรับภาคอีสาน", context=""),
    a_chunk("doc-b:2", text="Drones that map forest fires at night", context=""),
)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> SentenceEmbeddings:
    folder = save_tiny_model(tmp_path_factory.mktemp("models") / "tiny")
    return SentenceEmbeddings(str(folder), models_folder=folder.parent)


@pytest.fixture
def index(tiny: SentenceEmbeddings, tmp_path: Path) -> HybridIndex:
    return open_index(tmp_path, VectorStoreSettings(), tiny)


def ids(index: HybridIndex, question: str, limit: int = 10) -> list[str]:
    return [evidence.chunk_id for evidence in index.search(question, limit=limit)]


def test_meaning_finds_across_languages_and_words_find_names(
    embeddings: SentenceEmbeddings, tmp_path: Path
) -> None:
    index = open_index(tmp_path, VectorStoreSettings(), embeddings)
    index.add(CHUNKS)
    assert ids(index, "low-sodium fermented fish")[0] == "doc-a:1"
    assert ids(index, "โดรนสำรวจไฟป่า")[0] == "doc-b:2"
    assert ids(index, "ข้าวหอมมะลิ")[0] == "doc-b:1"
    index.close()


def test_the_sentence_that_answers_fits_best_across_languages(
    embeddings: SentenceEmbeddings, tmp_path: Path
) -> None:
    index = open_index(tmp_path, VectorStoreSettings(), embeddings)
    sentences = ["Twelve producers took part for one year.", "Sodium fell by 30 percent with potassium salt."]
    chunk = a_chunk("doc-c:1", text=" ".join(sentences), context="")
    index.add([chunk])
    unknown = a_chunk("doc-d:1")
    stretches = [(0, len(sentences[0])), (len(sentences[0]) + 1, len(chunk.text))]
    fits = index.sentence_fits("อยากลดเกลือโซเดียม", {chunk: stretches, unknown: [(0, 4)]})
    assert set(fits) == {chunk}
    assert fits[chunk][1] > fits[chunk][0]
    index.close()


def test_an_empty_index_answers_nothing_and_is_healthy(index: HybridIndex) -> None:
    assert index.search("ข้าว", limit=5) == []
    assert index.check().is_healthy
    assert index.count() == 0


def test_evidence_carries_both_scores_of_every_passage(index: HybridIndex) -> None:
    index.add(CHUNKS)
    question = "forest fires"
    found = {evidence.chunk_id: evidence for evidence in index.search(question, limit=10)}
    vector = index.question(question).vector
    cosines = index.embeddings.passage_vectors([chunk.indexed_text for chunk in CHUNKS]) @ vector
    assert [found[chunk.id].dense for chunk in CHUNKS] == pytest.approx(cosines.tolist(), abs=1e-4)
    assert found["doc-b:2"].lexical > 0
    assert found["doc-a:1"].lexical == 0
    assert all(0 <= evidence.score <= 1 for evidence in found.values())


def test_passages_that_only_the_words_find_have_their_cosine(
    tiny: SentenceEmbeddings, tmp_path: Path
) -> None:
    index = open_index(tmp_path, VectorStoreSettings(candidates=1), tiny)
    index.add(CHUNKS)
    found = index.search("ปลาร้า มะลิ fires", limit=3)
    assert len(found) >= 1
    vector = index.question("ปลาร้า มะลิ fires").vector
    cosines = tiny.passage_vectors([chunk.indexed_text for chunk in CHUNKS]) @ vector
    expected = dict(zip([chunk.id for chunk in CHUNKS], cosines.tolist(), strict=True))
    assert all(evidence.dense == pytest.approx(expected[evidence.chunk_id], abs=1e-4) for evidence in found)


def test_the_best_come_first_and_no_more_than_asked(index: HybridIndex) -> None:
    index.add(CHUNKS)
    found = index.search("forest fires", limit=2)
    assert len(found) == 2
    assert found[0].score >= found[1].score
    assert index.search("forest fires", limit=0) == []


MANY = [
    a_chunk(f"doc-{number}:1", f"report-{number}", text=f"โรงเรือนปลูกผัก รุ่น {number} rice dryer", context="")
    for number in range(60)
]


@pytest.mark.parametrize("few", [0, 1000], ids=["looked through", "compared one by one"])
@pytest.mark.parametrize("amply", [0.1, 0.004], ids=["all", "not far enough"])
def test_what_is_within_is_found_whatever_else_is_nearer(
    index: HybridIndex, monkeypatch: pytest.MonkeyPatch, few: int, amply: float
) -> None:
    monkeypatch.setattr(module, "_FEW_PASSAGES", few)
    monkeypatch.setattr(module, "_AMPLY", amply)
    index.add(MANY)
    question = "rice dryer 7"
    everything = index.search(question, limit=60)
    last = {evidence.chunk_id for evidence in everything[-5:]}
    subjects = {chunk.subject_key for chunk in MANY if chunk.id in last}
    found = index.search(question, limit=3, within=subjects)
    inside = [evidence.chunk_id for evidence in found if evidence.chunk_id in last]
    assert len(inside) == 3
    assert [evidence.chunk_id for evidence in found if evidence.chunk_id not in last] == [
        evidence.chunk_id for evidence in everything[:3]
    ]
    assert [evidence.score for evidence in found] == sorted((e.score for e in found), reverse=True)
    assert all(evidence.late is not None for evidence in found)


def test_within_nothing_nothing_more_is_found(index: HybridIndex) -> None:
    index.add(CHUNKS)
    everything = index.search("forest fires", limit=1)
    assert index.search("forest fires", limit=1, within=set()) == everything
    assert index.search("forest fires", limit=1, within={"work:unknown"}) == everything


def test_a_question_is_embedded_once(index: HybridIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    index.add(CHUNKS)
    expected = index.search("forest fires", limit=3)
    monkeypatch.setattr(index.embeddings, "_encoder", None)
    assert index.search("forest fires", limit=3) == expected


def test_only_the_best_passages_are_compared_by_tokens(tiny: SentenceEmbeddings, tmp_path: Path) -> None:
    index = open_index(tmp_path, VectorStoreSettings(late_candidates=1), tiny)
    index.add(CHUNKS)
    found = index.search("forest fires", limit=3)
    assert [evidence.late is not None for evidence in found] == [True, False, False]
    assert -1 <= (found[0].late or 0) <= 1


def test_adding_twice_is_adding_once(index: HybridIndex) -> None:
    index.add(CHUNKS)
    index.add([*CHUNKS, CHUNKS[0]])
    check = index.check()
    assert (check.vectors, check.words, check.tokens, check.is_healthy) == (3, 3, 3, True)


def test_a_run_that_died_between_the_legs_is_repaired_by_removing_and_adding(index: HybridIndex) -> None:
    vectors = index.embeddings.passage_vectors([chunk.indexed_text for chunk in CHUNKS])
    index.vectors.add(CHUNKS, vectors)
    assert not index.check().is_healthy
    index.remove(["doc-a", "doc-b"])
    index.add(CHUNKS)
    assert index.check().is_healthy


def test_passages_of_a_removed_document_are_gone_from_both_legs(index: HybridIndex) -> None:
    index.add(CHUNKS)
    index.remove(["doc-b"])
    assert ids(index, "forest fires ข้าวหอมมะลิ") == ["doc-a:1"]
    assert set(index.vectors.store.get()["ids"]) == {"doc-a:1"}
    assert set(index.tokens.tokens([key_of(chunk.id) for chunk in CHUNKS])) == {key_of("doc-a:1")}


def test_another_model_is_refused_until_the_index_is_reset(
    index: HybridIndex, tiny: SentenceEmbeddings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add(CHUNKS)
    index.close()
    monkeypatch.setattr(tiny, "fingerprint", "other@1")
    changed = open_index(tmp_path, VectorStoreSettings(), tiny)
    for use in (lambda: changed.search("rice", limit=1), lambda: changed.add(CHUNKS)):
        with pytest.raises(IndexMismatchError, match="jabkoo reindex"):
            use()
    assert not changed.check().is_healthy
    changed.reset()
    changed.add(CHUNKS)
    assert changed.check().is_healthy
    assert changed.vectors.stored_fingerprint() == "other@1"
    assert changed.tokens.stored_fingerprint().startswith("other@1+")


@pytest.mark.parametrize("part", ["vectors", "words", "tokens.sqlite3"])
def test_an_index_that_lacks_a_part_says_so_instead_of_finding_less(
    part: str, index: HybridIndex, tiny: SentenceEmbeddings, tmp_path: Path
) -> None:
    index.add(CHUNKS)
    index.close()
    for file in tmp_path.glob(f"{part}*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    with pytest.raises(IndexIncompleteError):
        open_index(tmp_path, VectorStoreSettings(), tiny).search("ข้าวหอมมะลิ", limit=1)


def test_damaged_vectors_are_said_and_a_reset_makes_them_anew(
    index: HybridIndex, tiny: SentenceEmbeddings, tmp_path: Path
) -> None:
    index.add(CHUNKS)
    index.close()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    damaged = open_index(tmp_path, VectorStoreSettings(), tiny)
    with pytest.raises(StoreUnwritableError, match="jabkoo reindex"):
        damaged.search("rice", limit=1)
    damaged.reset()
    damaged.add(CHUNKS)
    assert damaged.check().is_healthy
    assert ids(damaged, "ข้าวหอมมะลิ")


def test_a_second_writer_is_told_to_wait(tiny: SentenceEmbeddings, index: HybridIndex) -> None:
    impatient = HybridIndex(
        index.vectors,
        index.words,
        index.tokens,
        tiny,
        VectorStoreSettings(),
        folder=index.folder,
        lock_wait_s=0.05,
    )
    with index._alone(), pytest.raises(StoreBusyError):
        impatient.add(CHUNKS)


def test_an_open_index_finds_what_another_process_adds_and_removes(
    index: HybridIndex, tiny: SentenceEmbeddings, tmp_path: Path
) -> None:
    index.add(CHUNKS[:2])
    assert set(ids(index, "forest fires")) == {"doc-a:1", "doc-b:1"}
    code = """
import sys
from pathlib import Path
from tests.vectorstore.test_index import CHUNKS, SentenceEmbeddings, VectorStoreSettings, open_index
embeddings = SentenceEmbeddings(sys.argv[1], models_folder=Path(sys.argv[2]))
index = open_index(Path(sys.argv[2]), VectorStoreSettings(), embeddings)
index.remove(["doc-a"])
index.add(CHUNKS[2:])
"""
    root = Path(vectorstore.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code, tiny.model, str(tmp_path)], cwd=root, check=True)
    assert set(ids(index, "forest fires")) == {"doc-b:1", "doc-b:2"}
    index.add(CHUNKS[:1])
    assert index.check().is_healthy
    assert index.count() == 3


def test_questions_asked_at_once_are_answered_as_one_after_another(index: HybridIndex) -> None:
    index.add(CHUNKS)
    questions = ["ปลาร้า", "ข้าวหอมมะลิ", "forest fires", "เกลือ", "night"] * 4
    alone = [ids(index, question) for question in questions]
    with ThreadPoolExecutor(4) as callers:
        assert list(callers.map(lambda question: ids(index, question), questions)) == alone


def test_an_index_that_was_closed_opens_again_at_the_next_question(index: HybridIndex) -> None:
    index.add(CHUNKS)
    before = ids(index, "ปลาร้า")
    index.close()
    assert ids(index, "ปลาร้า") == before


def test_what_goes_wrong_beside_a_search_is_told_by_it(
    index: HybridIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add(CHUNKS)

    def damaged(*_: object) -> None:
        raise StoreUnwritableError("vectorstore.tokens_unusable", file="vectors", reason="damaged")

    monkeypatch.setattr(index.vectors, "search", damaged)
    with pytest.raises(StoreUnwritableError):
        index.search("ปลาร้า", limit=3)


class SharedWords:
    """A cross-encoder's place taken: a passage scores by the share of the question's words in it."""

    fingerprint = "shared-words@1"

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        self.read.extend(passages)
        words = question.split()
        return [sum(word in passage.split() for word in words) / len(words) for passage in passages]


def read_by(reader: PassageReader | None, index: HybridIndex, **settings: Any) -> HybridIndex:
    """The same index, whose best passages `reader` reads too."""
    return HybridIndex(
        index.vectors,
        index.words,
        index.tokens,
        index.embeddings,
        VectorStoreSettings(**settings),
        folder=index.folder,
        cross_encoder=reader,
    )


def test_the_best_passages_stand_as_a_cross_encoder_that_decides_alone_has_them(index: HybridIndex) -> None:
    index.add(MANY)
    question = "rice dryer รุ่น 7 โรงเรือนปลูกผัก"
    before = index.search(question, limit=60)
    reader = SharedWords()
    found = read_by(reader, index, cross_encoder_candidates=60, cross_encoder_weight=1.0).search(
        question, limit=60
    )
    assert found[0].chunk_id == "doc-7:1"
    assert max(e.score for e in found) == pytest.approx(max(e.score for e in before))
    assert min(e.score for e in found) == pytest.approx(min(e.score for e in before))
    untouched = {e.chunk_id: (e.dense, e.lexical, e.late) for e in before}
    assert {e.chunk_id: (e.dense, e.lexical, e.late) for e in found} == untouched


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_what_a_cross_encoder_does_not_read_keeps_its_score_below_what_it_reads(
    index: HybridIndex, weight: float
) -> None:
    index.add(MANY)
    question = "dryer 41 rice 3"
    before = index.search(question, limit=60)
    reader = SharedWords()
    found = read_by(reader, index, cross_encoder_candidates=10, cross_encoder_weight=weight).search(
        question, limit=60
    )
    assert len(reader.read) == 10
    assert {evidence.chunk_id for evidence in found[:10]} == {evidence.chunk_id for evidence in before[:10]}
    assert found[10:] == before[10:]
    assert all(0 <= evidence.score <= 1 for evidence in found)
    assert (found == before) is (weight == 0.0)


def test_limits_leave_the_others_as_a_cross_encoder_has_them(index: HybridIndex) -> None:
    index.add(MANY)
    question = "rice dryer 7"
    reader = SharedWords()
    reading = read_by(reader, index, late_candidates=60, cross_encoder_candidates=5)
    everything = reading.search(question, limit=60)
    last = {evidence.chunk_id for evidence in everything[-8:]}
    reader.read.clear()
    within = {chunk.subject_key for chunk in MANY if chunk.id in last}
    found = reading.search(question, limit=8, within=within)
    assert len(reader.read) == 10, "the best five of all, and the best five within"
    assert found[:8] == everything[:8]
    assert {evidence.chunk_id for evidence in found[8:]} == last
    assert [evidence.score for evidence in found] == sorted((e.score for e in found), reverse=True)


def test_without_a_cross_encoder_nothing_is_read_and_nothing_changes(index: HybridIndex) -> None:
    index.add(CHUNKS)
    assert read_by(None, index, cross_encoder_weight=1.0).search("forest fires", limit=3) == index.search(
        "forest fires", limit=3
    )


def test_a_real_cross_encoder_reads_the_passages_with_their_context(
    index: HybridIndex, tmp_path: Path
) -> None:
    index.add([*CHUNKS, a_chunk("doc-c:1", text="Solar dryers", context="Rice › Results")])
    reader = CrossEncoder(str(save_tiny_cross_encoder(tmp_path / "reader")))
    found = read_by(reader, index, cross_encoder_weight=1.0).search("rice", limit=4)
    texts = {chunk.id: chunk.indexed_text for chunk in CHUNKS} | {"doc-c:1": "Rice › Results\nSolar dryers"}
    told = dict(zip(texts, reader.scores("rice", list(texts.values())), strict=True))
    assert [evidence.chunk_id for evidence in found] == sorted(texts, key=lambda id_: -told[id_])
