"""Texts become vectors of meaning, whatever the batch they are in."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import vectorstore
from assistant.errors import ModelError
from vectorstore.bert import BertEncoder
from vectorstore.embeddings import E5_PROMPTS, SentenceEmbeddings, _prompts, batches, even_ends

THAI = "การลดเกลือในปลาร้าลงร้อยละสามสิบโดยไม่เสียรสชาติ"
ENGLISH = "Low-sodium fermented fish without loss of taste"
OTHER = "A drone that maps forest fires at night"


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import sys, vectorstore.index as i; print({'torch', 'chromadb', 'tantivy'} & sys.modules.keys())"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(vectorstore.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "set()"


def test_a_thai_question_is_nearer_to_its_english_answer_than_to_another(
    embeddings: SentenceEmbeddings,
) -> None:
    question = embeddings.query_vector(THAI)
    answer, other = embeddings.passage_vectors([ENGLISH, OTHER])
    assert question @ answer > question @ other + 0.02


def test_vectors_have_unit_length_and_the_stated_dimensions(embeddings: SentenceEmbeddings) -> None:
    vectors = embeddings.passage_vectors([THAI, ENGLISH, ""])
    assert vectors.shape == (3, embeddings.dimensions) == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_passage_has_the_same_vector_alone_and_among_others(embeddings: SentenceEmbeddings) -> None:
    texts = [THAI, ENGLISH * 5, OTHER, THAI * 4, "a", ENGLISH]
    together = embeddings.passage_vectors(texts)
    alone = np.concatenate([embeddings.passage_vectors([text]) for text in texts])
    assert np.min(np.sum(together * alone, axis=1)) > 0.9999


def test_langchain_lists_hold_the_same_vectors(embeddings: SentenceEmbeddings) -> None:
    assert np.allclose(embeddings.embed_documents([THAI]), embeddings.passage_vectors([THAI]), atol=1e-3)
    assert np.allclose(embeddings.embed_query(THAI), embeddings.query_vector(THAI), atol=1e-3)
    assert embeddings.embed_documents([]) == []


def test_questions_and_passages_are_prompted_differently(embeddings: SentenceEmbeddings) -> None:
    assert float(embeddings.query_vector(THAI) @ embeddings.passage_vectors([THAI])[0]) < 0.9999


def test_bfloat16_agrees_with_float32(embeddings: SentenceEmbeddings, models_folder: Path) -> None:
    folder = models_folder / embeddings.model.removeprefix("bundled:")
    exact, fast = (BertEncoder(folder, bfloat16=fast) for fast in (False, True))
    for text in (THAI, ENGLISH * 4, "ข"):
        tokens = exact.tokenize([E5_PROMPTS.passage + text])
        assert float(exact.encode(tokens).vectors[0] @ fast.encode(tokens).vectors[0]) > 0.999


def test_tokens_are_counted_as_the_model_reads_them(embeddings: SentenceEmbeddings) -> None:
    assert embeddings.count_tokens(["rice", "rice rice", ""]) == [1, 2, 0]
    assert embeddings.max_tokens == 512 - 5  # <s> ▁passa ge : </s>


def test_what_exceeds_the_window_is_cut_off(embeddings: SentenceEmbeddings) -> None:
    full, longer = (embeddings.passage_vectors([f"{'rice ' * count}"])[0] for count in (520, 5000))
    assert float(full @ longer) > 0.99999


def test_marks_of_the_tokenizer_in_a_text_are_text(embeddings: SentenceEmbeddings) -> None:
    assert embeddings.count_tokens(["</s>"])[0] > 1


def test_broken_unicode_is_embedded(embeddings: SentenceEmbeddings) -> None:
    assert embeddings.query_vector("ข้าว\ud800\x00").shape == (384,)


def test_a_number_is_the_same_in_thai_and_arabic_digits(embeddings: SentenceEmbeddings) -> None:
    thai, arabic = (embeddings.query_vector(f"ข้าว ปี {year}") for year in ("๒๕๖๖", "2566"))
    assert np.allclose(thai, arabic, atol=1e-6)


def test_progress_ends_with_everything_done(embeddings: SentenceEmbeddings) -> None:
    seen: list[tuple[int, int]] = []
    embeddings.passage_vectors([THAI] * 40, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (40, 40)


def test_the_fingerprint_is_the_same_each_time_and_names_the_model(
    embeddings: SentenceEmbeddings, models_folder: Path
) -> None:
    again = SentenceEmbeddings(models_folder=models_folder)
    assert again.fingerprint == embeddings.fingerprint
    assert again.fingerprint.startswith("multilingual-e5-small@")


@pytest.mark.parametrize("model", ["bundled:gpt", "/no/such/folder"])
def test_a_model_that_is_not_there_is_refused_with_its_name(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError) as raised:
        SentenceEmbeddings(model, models_folder=tmp_path)
    assert model in raised.value.message("th")


def test_a_damaged_model_folder_is_refused(
    tmp_path: Path, models_folder: Path, embeddings: SentenceEmbeddings
) -> None:
    assert embeddings.model.endswith("multilingual-e5-small")
    folder = tmp_path / "multilingual-e5-small"
    folder.mkdir()
    for path in (models_folder / folder.name).rglob("*"):
        if path.is_file() and path.stat().st_size < 1_000_000:
            (folder / path.relative_to(models_folder / folder.name)).parent.mkdir(exist_ok=True)
            (folder / path.relative_to(models_folder / folder.name)).write_bytes(path.read_bytes())
    with pytest.raises(ModelError, match="Remove that folder"):
        SentenceEmbeddings(models_folder=tmp_path)


def test_prompts_are_the_models_own_or_those_of_its_family() -> None:
    assert _prompts("acme/model", {"query": "Q: ", "document": "D: "}) == ("Q: ", "D: ")
    assert _prompts("intfloat/multilingual-e5-base", {"query": "", "document": ""}) == E5_PROMPTS
    assert _prompts("intfloat/multilingual-e5-large-instruct", {}) == ("", "")
    assert _prompts("acme/model", {}) == ("", "")


def test_batches_hold_every_place_once_within_the_budget() -> None:
    lengths = [5, 90, 3, 5, 200, 40, 41, 5]
    found = list(batches(lengths, 100))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= 100 for batch in found)


@pytest.mark.slow
def test_sentence_transformers_gives_the_same_vectors(
    embeddings: SentenceEmbeddings, models_folder: Path
) -> None:
    from sentence_transformers import SentenceTransformer

    folder = str(models_folder / "multilingual-e5-small")
    model = SentenceTransformer(folder, local_files_only=True, model_kwargs={"dtype": "float32"})
    texts = [THAI, ENGLISH, OTHER * 20, THAI * 60]
    theirs = model.encode_document(texts)
    assert np.min(np.sum(embeddings.passage_vectors(texts) * theirs, axis=1)) > 0.999
    assert float(model.encode_query(THAI) @ embeddings.query_vector(THAI)) > 0.999


def test_tokens_tell_where_in_the_passage_they_end(embeddings: SentenceEmbeddings) -> None:
    text = "ข้าวหอมมะลิ rice\nพันธุ์ใหม่"
    ((_, encoded),) = embeddings.passages([text])
    (ends,) = encoded.ends
    assert len(ends) == len(encoded.tokens[0])
    assert (ends[0], ends[-1]) == (0, len(text))
    assert list(ends) == sorted(ends)
    assert text.index("\n") in ends


def test_a_tokenizer_that_does_not_tell_where_is_taken_to_cut_evenly() -> None:
    assert even_ends(10, 4) == [2, 5, 7, 10]
    assert even_ends(3, 0) == []
