"""The sides search the same passages with the same vectors."""

import base64
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from eval.benchmarks import side_by_side
from vectorstore.embeddings import SentenceEmbeddings

TEXTS = {"fire": "Drones that map forest fires at night.", "rice": "ข้าวหอมมะลิทนเค็มสำหรับภาคอีสาน"}


def a_collection(folder: Path) -> Path:
    """Two documents, one of them twice, and the question that each answers word for word."""
    folder.mkdir()
    papers = {**TEXTS, "copy": TEXTS["fire"]}
    corpus = [{"_id": id_, "title": "", "text": text} for id_, text in papers.items()]
    queries = [{"_id": f"q-{id_}", "text": text} for id_, text in TEXTS.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    grades = ["query-id\tcorpus-id\tscore", "q-fire\tcopy\t1", "q-rice\trice\t1"]
    (folder / "qrels.tsv").write_text("\n".join(grades) + "\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("tiny_model")
def test_each_side_finds_the_passage_that_is_asked_for(tmp_path: Path) -> None:
    sides = side_by_side.compare(a_collection(tmp_path / "set"), tmp_path / "cache", None, None)
    assert [side.name for side in sides] == ["Jabkoo", "LangChain and Chroma, whole passages"]
    assert all(side.quality["mrr@10"] == 1 and 0 < side.p50 <= side.p95 for side in sides)
    assert "1.0000" in side_by_side.table(sides)[1]


@pytest.mark.parametrize("encoding", ["float", "base64"])
def test_the_endpoint_gives_a_question_and_a_passage_the_vectors_that_we_use(
    encoding: str, tiny_model: Path
) -> None:
    embeddings = SentenceEmbeddings(str(tiny_model), models_folder=tiny_model.parent)
    client = TestClient(side_by_side.embeddings_app(embeddings))

    def vector(text: str) -> np.ndarray:
        body = {"input": [text], "model": "local", "encoding_format": encoding}
        (row,) = client.post("/v1/embeddings", json=body).json()["data"]
        return _decoded(row["embedding"])

    assert vector("query: rice") == pytest.approx(embeddings.query_vector("rice"), abs=1e-6)
    (passage,) = embeddings.passage_vectors(["rice"])
    assert vector("passage: rice") == pytest.approx(passage, abs=1e-6)


def _decoded(sent: str | Sequence[float]) -> np.ndarray:
    return np.frombuffer(base64.b64decode(sent), np.float32) if isinstance(sent, str) else np.array(sent)
