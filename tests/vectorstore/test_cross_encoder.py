"""A model that reads question and passage together."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ModelError
from prompts import LANGUAGES
from tests.faults.tiny_cross_encoder import save_tiny_cross_encoder
from vectorstore.cross_encoder import CrossEncoder

PASSAGES = ["ข้าวหอมมะลิทนเค็มสำหรับภาคอีสาน", "Drones that map forest fires at night", "rice " * 100]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny_cross_encoder(tmp_path_factory.mktemp("models") / "tiny-reader")


@pytest.fixture(scope="module")
def reader(folder: Path) -> CrossEncoder:
    return CrossEncoder(str(folder))


def test_each_passage_has_a_score_of_its_own_from_0_to_1(reader: CrossEncoder) -> None:
    scores = reader.scores("ข้าวทนเค็ม", PASSAGES)
    assert len(set(scores)) == len(PASSAGES)
    assert all(0 <= score <= 1 for score in scores)
    assert reader.scores("ข้าวทนเค็ม", []) == []
    assert reader.scores("\ud800", ["\udfff"]) == reader.scores("?", ["?"]), "letters that are none"


def test_scores_are_the_models_own_whatever_it_is_kept_to_give(
    reader: CrossEncoder, folder: Path, tmp_path: Path
) -> None:
    from sentence_transformers import CrossEncoder as Model

    pairs = [("rice", passage) for passage in PASSAGES]
    assert reader.scores("rice", PASSAGES) == pytest.approx(Model(str(folder)).predict(pairs), abs=1e-5)
    unbounded = tmp_path / "unbounded"
    unbounded.mkdir()
    for file in folder.iterdir():
        (unbounded / file.name).write_bytes(file.read_bytes())
    config = json.loads((unbounded / "config.json").read_text(encoding="utf-8"))
    config["sentence_transformers"] = {"activation_fn": "torch.nn.modules.linear.Identity"}
    (unbounded / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert max(Model(str(unbounded)).predict(pairs)) != pytest.approx(max(reader.scores("rice", PASSAGES)))
    assert CrossEncoder(str(unbounded)).scores("rice", PASSAGES) == reader.scores("rice", PASSAGES)


def test_ten_callers_get_the_scores_of_one(reader: CrossEncoder) -> None:
    questions = [f"question {number} ข้าว" * (number + 1) for number in range(10)]
    alone = [reader.scores(question, PASSAGES) for question in questions]
    with ThreadPoolExecutor(10) as callers:
        assert list(callers.map(lambda question: reader.scores(question, PASSAGES), questions)) == alone


def test_the_fingerprint_names_the_model_and_changes_with_its_weights(
    reader: CrossEncoder, folder: Path, tmp_path: Path
) -> None:
    import torch
    from transformers import BertForSequenceClassification

    assert reader.fingerprint.startswith("tiny-reader@")
    assert CrossEncoder(str(folder)).fingerprint == reader.fingerprint
    changed = save_tiny_cross_encoder(tmp_path / "tiny-reader")
    model = BertForSequenceClassification.from_pretrained(changed)
    with torch.no_grad():
        model.classifier.weight += 1
    model.save_pretrained(changed)
    assert CrossEncoder(str(changed)).fingerprint != reader.fingerprint


def test_a_model_that_cannot_be_opened_or_gives_no_one_score_is_named_with_its_setting(
    tmp_path: Path,
) -> None:
    from transformers import BertConfig, BertModel

    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "config.json").write_text("{", encoding="utf-8")
    of_three = save_tiny_cross_encoder(tmp_path / "of-three", labels=3)
    of_embeddings = BertModel(BertConfig(vocab_size=200, hidden_size=24, num_hidden_layers=1))
    of_embeddings.save_pretrained(save_tiny_cross_encoder(tmp_path / "of-embeddings"))
    told = {
        tmp_path / "missing": "folder_missing",
        damaged: "not_loaded",
        of_three: "without_score",
        tmp_path / "of-embeddings": "without_score",
    }
    for folder, key in told.items():
        with pytest.raises(ModelError) as caught:
            CrossEncoder(str(folder))
        assert caught.value.key == f"vectorstore.cross_encoder_{key}"
        for language in LANGUAGES:
            said = caught.value.message(language)
            assert "JABKOO_CROSS_ENCODER" in said
            assert folder.name in said


def test_nothing_is_loaded_before_a_model_is_opened() -> None:
    code = "import sys, vectorstore.index; print({'torch', 'sentence_transformers'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
