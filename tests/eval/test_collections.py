"""Public collections go through the product's own path: ingested, asked, ranked, measured."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.errors import EvaluationError
from eval import experts, report, retrieval
from eval.__main__ import main
from eval.benchmarks import expert_models
from eval.collections import load_judged, load_papers
from eval.measures import mean_figures
from eval.runs import load_run, save_run
from tests.faults.tiny_model import save_tiny_model

PAPERS = [
    {"_id": "p/1", "title": "ลดเกลือในปลาร้า", "text": "การลดเกลือในปลาร้าโดยไม่เสียรสชาติ", "authors": ["a", "b"]},
    {"_id": "p/2", "title": "", "text": "Drones map forest fires at night over the hills.", "authors": ["c"]},
    {"_id": "p/3", "title": "", "text": "Drones map forest fires at night over the hills.", "authors": ["c"]},
]
QUERIES = [{"_id": "q1", "text": "ลดเกลือปลาร้า"}, {"_id": "q2", "text": "forest fires seen by drones"}]
EXPERTS = [{"_id": id_, "name": id_, "papers": papers} for id_, papers in (("b", ["p/1"]), ("c", ["p/3"]))]


def write_rows(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JABKOO_EMBEDDING_MODEL", str(save_tiny_model(tmp_path / "tiny")))
    folder = tmp_path / "little"
    folder.mkdir()
    write_rows(folder / "corpus.jsonl", PAPERS)
    write_rows(folder / "queries.jsonl", [*QUERIES, {"_id": "q3", "text": "judged by nobody"}])
    write_rows(folder / "experts.jsonl", EXPERTS)
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tp/1\t1\nq2\tp/3\t1\n")
    (folder / "people.tsv").write_text("query-id\texpert-id\tscore\nq1\tb\t1\nq2\tc\t1\n")
    return folder


def test_a_collection_is_ingested_once_asked_and_measured(collection: Path, tmp_path: Path) -> None:
    for _ in range(2):
        run = retrieval.run(collection, tmp_path / "cache")
    figures = retrieval.summary(run)
    assert figures["dataset"] == "little"
    assert figures["queries"] == 2
    assert figures["legs"]["lexical"]["ndcg@10"] == 1.0
    assert figures["recall@50"] == 1.0
    assert set(figures["pairs"]) == {"th-th", "en-en"}
    assert run.whole["q2"][0][0] == "p/2"  # which stands for its copy, p/3
    assert len(list((tmp_path / "cache").glob("*/catalogue.sqlite3"))) == 1
    assert any("little, 2 queries" in line for line in retrieval.table(figures))


def test_experts_are_ranked_over_the_papers_that_the_collection_gives_them(
    collection: Path, tmp_path: Path
) -> None:
    run = experts.run(collection, tmp_path / "cache", grades=collection / "people.tsv")
    assert {id_ for ranked in run.ranking.values() for id_, _ in ranked} <= {"b", "c"}
    assert run.ranking["q1"][0][0] == "b"
    figures = experts.summary(run)
    assert figures["mrr"] == figures["legs"]["lexical"]["mrr"] == 1.0
    assert set(figures["legs"]) == {"dense", "lexical"}
    assert [line.split()[0] for line in experts.table(figures)] == ["little,", "whole", "dense", "lexical"]


def test_every_model_of_expert_finding_ranks_the_people_of_a_collection(
    collection: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    grades, cache = collection / "people.tsv", tmp_path / "cache"
    monkeypatch.setattr(
        "sys.argv", ["expert_models", *map(str, (collection, "--qrels", grades, "--cache", cache)), "--json"]
    )
    expert_models.main()
    told = json.loads(capsys.readouterr().out)
    assert (told["dataset"], told["queries"]) == ("little", 2)
    assert tuple(told["models"]) == expert_models.NAMES
    by_words = ("CombSUM", expert_models.BY_WORDS, expert_models.OWN)
    assert all(told["models"][name]["mrr"] == 1.0 for name in by_words)


def ratings_in(collection: Path) -> Path:
    """A file in which everybody rates two papers differently."""
    ratings = collection / "ratings.tsv"
    ratings.write_text("query-id\texpert-id\tscore\nq1\tb\t5\nq2\tb\t1\nq2\tc\t4.5\nq1\tc\t2\n")
    return ratings


def test_rated_pairs_are_ordered_by_the_whole_and_by_each_leg_alone(collection: Path, tmp_path: Path) -> None:
    run = experts.run_pairs(collection, tmp_path / "cache", grades=ratings_in(collection))
    assert run.figures["legs"]["lexical"] == {"loss": 0.0, "accuracy": 1.0, "easy": 1.0}
    assert run.figures["legs"]["dense"].keys() == {"loss", "accuracy", "easy"}
    assert [line.split()[0] for line in experts.table(run.figures)] == [
        "little,",
        "whole",
        "dense",
        "lexical",
    ]
    save_run(run, tmp_path / "kept")
    assert load_run(tmp_path / "kept").figures == run.figures
    assert "loss of the whole and of each leg alone" in report.page({"kept": run}, "en")


def test_queries_or_grades_named_alone_are_said_to_belong_to_the_others_of_the_folder(
    collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, queries = collection / "people.tsv", collection / "queries.jsonl"
    experts.run(collection, tmp_path / "cache", queries, people)
    together = capsys.readouterr().err
    experts.run(collection, tmp_path / "cache", grades=people)
    alone = capsys.readouterr().err
    said = f"The queries of {queries} are judged by {people}"
    assert said not in together
    assert said in alone


def test_of_two_evaluations_on_one_cache_the_second_is_told_what_it_can_do(
    collection: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JABKOO_LANGUAGE", "en")
    cache = tmp_path / "cache"
    retrieval.run(collection, cache)
    (filled,) = (file.parent for file in cache.glob("*/catalogue.sqlite3"))
    with FileLock(filled / "run.lock"), pytest.raises(SystemExit) as ended:
        main(["retrieval", str(collection), "--cache", str(cache)])
    printed = capsys.readouterr().err
    assert ended.value.code == 3
    assert f"Another evaluation is filling the store in {cache}" in printed
    assert "--cache" in printed
    assert "--wait" not in printed


def test_a_document_that_could_not_be_written_whole_is_written_again(
    collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path.write_text

    def stopped(file: Path, text: str, **kwargs: str) -> int:
        whole(file, text[:5], **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_text", stopped)
    with pytest.raises(KeyboardInterrupt):
        retrieval.run(collection, tmp_path / "cache")
    monkeypatch.setattr(Path, "write_text", whole)
    run = retrieval.run(collection, tmp_path / "cache")
    assert run.whole["q1"][0][0] == "p/1"
    documents = sorted((tmp_path / "cache").glob("*/documents/*"))
    assert [len(file.read_text()) > 5 for file in documents] == [True] * 3


def test_who_wrote_what_changes_the_fingerprint_of_rated_pairs(collection: Path, tmp_path: Path) -> None:
    def fingerprint() -> object:
        made = experts.run_pairs(collection, tmp_path / "cache", grades=ratings_in(collection)).made_by
        return made["fingerprints"]["data"]

    before = fingerprint()
    write_rows(collection / "experts.jsonl", EXPERTS[::-1])
    by_experts = fingerprint()
    (collection / "profiles").mkdir()
    write_rows(collection / "profiles" / "1.jsonl", EXPERTS)
    assert len({before, by_experts, fingerprint()}) == 3


@pytest.mark.parametrize("content", ["{", '{"_id": 5, "text": "x"}', "[]"])
def test_a_broken_collection_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "corpus.jsonl").write_text(content)
    with pytest.raises(EvaluationError, match=r"corpus\.jsonl"):
        load_papers(tmp_path / "corpus.jsonl")


def test_broken_judgements_are_named(tmp_path: Path) -> None:
    write_rows(tmp_path / "queries.jsonl", QUERIES)
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tp1\tmuch\n")
    with pytest.raises(EvaluationError, match=r"qrels\.tsv"):
        load_judged(tmp_path / "queries.jsonl", tmp_path / "qrels.tsv")


def test_a_query_that_found_nothing_counts_nothing() -> None:
    ranking = {"q1": [("a", 0.9), ("b", 0.9)], "q2": []}
    grades = {"q1": {"b": 1.0}, "q2": {"a": 1.0}}
    figures = mean_figures(ranking, grades, ("mrr@10", "recall@10", "ndcg@10"))
    assert figures == {"mrr@10": 0.25, "recall@10": 0.5, "ndcg@10": pytest.approx(0.3155, abs=1e-4)}
