"""What is wrong with an evaluator's file is said with the file and the line, before anything takes long."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from api.bootstrap import open_stores
from assistant.errors import EvaluationError
from catalogue.repository import ReadContent, StoredFile
from eval import retrieval
from eval.__main__ import main
from eval.collections import load_experts, load_judged, load_papers
from eval.questions import load_questions, warn_of_unknown
from eval.runs import load_run
from eval.settings import evaluation_settings, sample_settings
from prompts import LANGUAGES
from samples import content_hashes

HEADER = "query-id\tcorpus-id\tscore\n"
QUESTION = {"id": "a", "language": "th", "kind": "term", "question": "ปลาร้า", "experts": {}, "works": {}}
PAPER = {"_id": "p", "title": "Salt", "text": "Less salt."}


def lines(*rows: object) -> str:
    return "".join(row if isinstance(row, str) else f"{json.dumps(row)}\n" for row in rows)


def told(read: Callable[[], object]) -> str:
    """What is said in English where `read` fails; it can be said in Thai too, of the same place."""
    with pytest.raises(EvaluationError) as raised:
        read()
    thai, english = (raised.value.message(language) for language in LANGUAGES)
    place = raised.value.variables.get("file") or raised.value.variables["folder"]
    assert str(place) in thai
    assert str(place) in english
    return english


def wrong_questions(folder: Path, content: str | bytes) -> str:
    file = folder / "mine.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = told(lambda: load_questions(file))
    assert str(file) in said
    return said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no rows"),
        ("\n\n", "holds no rows"),
        (b"\n\xff\n", "line 2: this is not UTF-8"),
        (lines(QUESTION, "{"), "line 2: this is no JSON object"),
        ("[]", "line 1: this is no JSON object"),
        ("[" * 100_000, "line 1: this is no JSON object"),
        (lines({"id": "a"}), "line 1: the field experts is missing"),
        (lines(QUESTION, QUESTION), "line 2: a is there for the second time, after line 1"),
    ],
)
def test_a_file_that_holds_no_questions_is_told(tmp_path: Path, content: str | bytes, said: str) -> None:
    assert said in wrong_questions(tmp_path, content)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": 7}, "the field id must be a text"),
        ({"id": ""}, "the field id must be a text, and not an empty one"),
        ({"question": 5}, "the field question must be a text"),
        ({"question": "\ud800"}, "the field question must be a text, in whole characters"),
        ({"question": " "}, "the question has no words"),
        ({"question": "ก" * 2001}, "more than 2000 characters"),
        ({"kind": ["x"]}, "the field kind must be a text"),
        ({"language": 3}, "the field language must be a text"),
        ({"experts": ["e"]}, "the field experts must be an object"),
        ({"experts": {"e": "2"}}, "the field experts must hold a whole number for each id"),
        ({"works": {"w": 1.5}}, "the field works must hold a whole number for each id"),
        ({"works": {"w": float("nan")}}, "the field works must hold a whole number for each id"),
        ({"follows": "b"}, "follows b, and there is no such question"),
        ({"follows": "a"}, "follows itself by way of a"),
    ],
)
def test_a_question_with_a_wrong_field_is_told(
    tmp_path: Path, changed: Mapping[str, object], said: str
) -> None:
    shown = wrong_questions(tmp_path, lines(QUESTION | {"id": "before"}, QUESTION | dict(changed)))
    assert "line 2" in shown
    assert said in shown


def test_questions_that_follow_each_other_in_a_circle_are_told(tmp_path: Path) -> None:
    circle = [QUESTION | {"id": id_, "follows": other} for id_, other in (("a", "b"), ("b", "a"))]
    assert "follows itself" in wrong_questions(tmp_path, lines(*circle))


def test_labels_that_name_nobody_are_warned_of_and_only_such_are_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(lines(QUESTION | {"experts": {"exp-cab-01": 2, "nobody": 2}}))
    warn_of_unknown(file, load_questions(file))
    warned = capsys.readouterr().err
    assert "1 of 2 names" in warned
    assert "nobody" in warned
    file.write_text(lines(QUESTION | {"works": {"nothing": 1}}))
    assert "not one of the 1 names" in told(lambda: warn_of_unknown(file, load_questions(file)))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "x"}, "the field _id is missing"),
        ({"_id": 5, "text": "x"}, "the field _id must be a text"),
        (PAPER | {"text": None}, "the field text must be a text"),
        (PAPER | {"title": 3}, "the field title must be a text"),
        (PAPER | {"authors": 5}, "the field authors must be a list of texts"),
        (PAPER | {"authors": [5]}, "the field authors must be a list of texts"),
        (PAPER | {"_id": "first"}, "first is there for the second time, after line 1"),
    ],
)
def test_a_wrong_document_is_told(tmp_path: Path, row: object, said: str) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text(lines(PAPER | {"_id": "first"}, row))
    shown = told(lambda: load_papers(file))
    assert f"{file}, line 2" in shown
    assert said in shown


def test_documents_of_which_none_has_a_text_are_told_and_some_without_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, empty = tmp_path / "corpus.jsonl", [PAPER | {"_id": id_, "text": "… "} for id_ in ("a", "b")]
    file.write_text(lines(*empty))
    assert f"{file}: not one of the 2 documents has a text" in told(lambda: load_papers(file))
    file.write_text(lines(PAPER, *empty))
    for language, said in (("en", "2 of 3 documents have no text"), ("th", "2 จาก 3 รายการที่ไม่มีข้อความ")):
        monkeypatch.setenv("JABKOO_LANGUAGE", language)
        assert len(load_papers(file)) == 3
        warned = capsys.readouterr().err
        assert str(file) in warned
        assert said in warned


@pytest.mark.parametrize("text", ["", " ", "???", "“…” 😀"])
def test_a_query_that_asks_nothing_is_told(tmp_path: Path, text: str) -> None:
    queries, grades = tmp_path / "queries.jsonl", tmp_path / "qrels.tsv"
    queries.write_text(lines({"_id": "q", "text": "๗"}, {"_id": "r", "text": text}))
    grades.write_text(f"{HEADER}q\tp\t1\n")
    assert f"{queries}, line 2: the question has no words" in told(lambda: load_judged(queries, grades))


def test_queries_that_nobody_judged_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    queries, grades = tmp_path / "queries.jsonl", tmp_path / "qrels.tsv"
    queries.write_text(lines({"_id": "q", "text": "salt"}, {"_id": "r", "text": "smoke"}))
    grades.write_text(f"{HEADER}q\tp\t1\n")
    assert load_judged(queries, grades).queries == {"q": "salt"}
    noted = capsys.readouterr().err
    assert f"{queries}: 1 of 2 queries are judged by no line of {grades}" in noted


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (lines({"_id": "e"}), "line 1: the field papers is missing"),
        (lines({"_id": "e", "papers": None}), "line 1: the field papers must be a list of texts"),
        (lines({"_id": "e", "papers": ["unknown"]}), "not one of the 1 names in it is in corpus.jsonl"),
    ],
)
def test_experts_without_known_papers_are_told(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "experts.jsonl"
    file.write_text(rows)
    assert said in told(lambda: load_experts(file, {"p"}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds no rows"),
        (HEADER, "holds no rows"),
        ("q\tp\t1\n", "line 1: the header is missing"),
        ("q\tp\tnan\n", "line 1: the header is missing"),
        (f"{HEADER}q p 1\n", "line 2: there must be three columns separated by tabs, and there are 1"),
        (f"{HEADER}q\t0\tp\t1\n", "and there are 4"),
        (f'{HEADER}q\t"p\t1\n', "line 2: a column begins or ends with a quotation mark"),
        (f"{HEADER}q\tp\tmuch\n", "line 2: “much” is no grade"),
        (f"{HEADER}q\tp\tnan\n", "line 2: “nan” is no grade"),
        (f"{HEADER}q\tp\tinf\n", "line 2: “inf” is no grade"),
        (f"{HEADER}q\tp\t0.5\n", "line 2: the grade “0.5” is not a whole number"),
        (f"{HEADER}q\tp\t1\nq\tp\t2\n", "line 3: q p is there for the second time"),
        (f"{HEADER}other\tp\t1\n", "not one of the 1 names"),
        (f"{HEADER}q\t{'p' * 200_000}\tx\n", "is no grade"),
    ],
)
def test_wrong_judgements_are_told(tmp_path: Path, content: str, said: str) -> None:
    queries, grades = tmp_path / "queries.jsonl", tmp_path / "qrels.tsv"
    queries.write_text(lines({"_id": "q", "text": "salt"}))
    grades.write_text(content)
    shown = told(lambda: load_judged(queries, grades))
    assert str(grades) in shown
    assert said in shown


def test_ratings_may_lie_between_whole_numbers(tmp_path: Path) -> None:
    (tmp_path / "q").write_text(lines({"_id": "q", "text": "salt"}))
    (tmp_path / "r").write_text(f"{HEADER}q\tp\t4.5\r\n")
    assert load_judged(tmp_path / "q", tmp_path / "r", are_ratings=True).grades == {"q": {"p": 4.5}}


def a_collection(folder: Path, judged: str) -> Path:
    folder.mkdir()
    (folder / "corpus.jsonl").write_text(lines(PAPER))
    (folder / "queries.jsonl").write_text(lines({"_id": "q", "text": "salt"}))
    (folder / "qrels.tsv").write_text(HEADER + judged)
    return folder


def test_judgements_of_another_collection_stop_before_anything_is_stored(tmp_path: Path) -> None:
    folder = a_collection(tmp_path / "other", "q\tunknown\t1\n")
    assert "corpus.jsonl" in told(lambda: retrieval.run(folder, tmp_path / "cache"))
    assert not (tmp_path / "cache").exists()


def fails(capsys: pytest.CaptureFixture[str], *command: str | Path) -> str:
    """What a command says that must end with exit code 2, before it opens a store."""
    with pytest.raises(SystemExit) as ended:
        main([*map(str, command)])
    printed = capsys.readouterr().err
    assert ended.value.code == 2, printed
    assert "Traceback" not in printed
    return printed


@pytest.fixture
def no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Mock(side_effect=AssertionError("a store was opened"))
    monkeypatch.setattr("eval.__main__.open_services", opened)
    monkeypatch.setattr("eval.stores.open_services", opened)
    monkeypatch.setenv("JABKOO_LANGUAGE", "en")


@pytest.mark.usefixtures("no_store")
@pytest.mark.parametrize("command", ["answers", "exposure", "calibrate"])
def test_questions_are_read_before_a_store_is_opened(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert f"{tmp_path} cannot be read" in fails(capsys, command, tmp_path)


@pytest.mark.usefixtures("no_store")
def test_a_place_that_cannot_be_written_is_told_before_a_store_is_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, taken = a_collection(tmp_path / "little", "q\tp\t1\n"), tmp_path / "taken"
    taken.touch()
    (tmp_path / "none").mkdir()
    for command in (
        ["answers", "--save", taken / "run"],
        ["answers", "--home", taken],
        ["gate", "--write", "--baseline", taken / "base"],
        ["retrieval", folder, "--save", taken / "run"],
        ["retrieval", folder, "--cache", taken],
    ):
        assert f"{taken}" in fails(capsys, *command)
    assert f"{tmp_path / 'none'} holds no run" in fails(capsys, "gate", "--baseline", tmp_path / "none")


def test_fitting_needs_questions_of_both_kinds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(lines(QUESTION))
    assert "mine.jsonl" in fails(capsys, "calibrate", file)


def test_samples_of_papers_without_experts_are_for_pairs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = a_collection(tmp_path / "rated", "q\te\t4.5\n")
    (folder / "profiles").mkdir()
    (folder / "profiles" / "1.jsonl").write_text(lines({"_id": "e", "papers": ["p"]}))
    assert "--pairs" in fails(capsys, "experts", folder)


@pytest.mark.usefixtures("no_store")
def test_ratings_of_which_nobody_gave_two_are_no_pairs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = a_collection(tmp_path / "graded", "q\te\t1\n")
    (folder / "experts.jsonl").write_text(lines({"_id": "e", "papers": ["p"]}))
    told = fails(capsys, "experts", folder, "--pairs")
    assert f"{folder / 'qrels.tsv'}: nobody rates two papers differently" in told
    assert "--pairs" in told


def test_a_home_with_documents_of_somebodys_own_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def store(content_hash: str) -> None:
        with open_stores(evaluation_settings(tmp_path)) as stores:
            file = StoredFile(f"/elsewhere/{content_hash}.pdf", "x.pdf", content_hash, "1")
            stores.catalogue.store(file, ReadContent(content_hash, [], [], [], []))

    store(min(content_hashes()))
    assert sample_settings(tmp_path).home == tmp_path
    store("a" * 64)
    before = sorted(tmp_path.rglob("*"))
    for command in ("answers", "gate", "exposure", "calibrate"):
        assert f"{tmp_path}" in fails(capsys, command, "--home", tmp_path)
    assert sorted(tmp_path.rglob("*")) == before


ABOUT: dict[str, Any] = {"format": 1, "kind": "answers", "dataset": "d", "figures": {}, "made_by": {}}
QUERY: dict[str, Any] = {"id": "q", "text": "salt", "groups": {}, "measures": {"found@3": 1}}


@pytest.mark.parametrize(
    ("about", "query", "trec", "said"),
    [
        ({"format": 2}, {}, "", "run.json was kept by another version (format 2; this one reads 1)"),
        ({"kind": "future"}, {}, "", "a run of “future” is not known"),
        ({"kind": 5}, {}, "", "the field kind must be a text"),
        ({"figures": None}, {}, "", "the field figures must be an object"),
        ({"figures": {"risk_coverage": [5]}}, {}, "", "the field figures"),
        ({"figures": {"risk_coverage": 5}}, {}, "", "the field figures"),
        ({"figures": {"legs": {"dense": {"ndcg@10": 1}}}}, {}, "", "the field figures"),
        ({"figures": {"legs": {"future": {}}}}, {}, "", "the field figures"),
        ({"made_by": []}, {}, "", "the field made_by must be an object"),
        ({}, {"measures": None}, "", "queries.jsonl, line 1: the field measures must be an object"),
        ({}, {"measures": {"found@3": "1"}}, "", "the field measures must hold a finite number"),
        ({}, {"measures": {"found@3": float("nan")}}, "", "the field measures must hold a finite number"),
        ({}, {"groups": {"language": 5}}, "", "the field groups must hold a text"),
        ({}, {"text": None}, "", "the field text must be a text"),
        ({}, {}, "q Q0 p 1\n", "run.trec, line 1: this is no line of a saved run"),
        ({}, {}, "q Q0 p 1 nan x\n", "run.trec, line 1: this is no line of a saved run"),
    ],
)
def test_a_run_of_another_kind_of_values_is_told(
    tmp_path: Path, about: dict[str, Any], query: dict[str, Any], trec: str, said: str
) -> None:
    (tmp_path / "run.json").write_text(json.dumps(ABOUT | about))
    (tmp_path / "queries.jsonl").write_text(lines(QUERY | query))
    (tmp_path / "run.trec").write_text(trec)
    shown = told(lambda: load_run(tmp_path))
    assert str(tmp_path) in shown
    assert said in shown


def test_a_run_kept_before_formats_were_told_is_read(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({k: v for k, v in ABOUT.items() if k != "format"}))
    (tmp_path / "queries.jsonl").write_text(lines(QUERY))
    (tmp_path / "run.trec").write_text("q Q0 p 1 0.5 x\n")
    assert load_run(tmp_path).queries[0].found == [("p", 0.5)]
