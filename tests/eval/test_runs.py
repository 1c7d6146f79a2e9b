"""Runs are kept with what made them, compared query by query, guarded and shown."""

import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from assistant.errors import EvaluationError
from eval.__main__ import BASELINE, main
from eval.answers import sample_files
from eval.comparing import compare, left_out, left_out_lines, lines, randomisation_p
from eval.gate import falls, missing
from eval.questions import SAMPLE_QUESTIONS, load_questions
from eval.report import page
from eval.runs import QueryRecord, Run, load_run, made_by, save_run
from eval.settings import evaluation_settings
from prompts import LANGUAGES, Language


def a_run(values: Sequence[float], measure: str = "found@3", kind: str = "answers", **figures: object) -> Run:
    queries = [
        QueryRecord(
            f"q{number}", f"คำถามที่ {number}", {"language": "th"}, {measure: value}, [("work:<b>", 0.5)]
        )
        for number, value in enumerate(values)
    ]
    counted: Mapping[str, object] = {"quotes": 5, "verbatim": 5, "statements": 5, "supported": 5}
    return Run(kind, "samples", {**counted, **figures}, queries, {"versions": {"python": "3.11"}})


def test_a_run_is_read_as_it_was_kept(tmp_path: Path) -> None:
    run = a_run([1, 0])
    save_run(run, tmp_path / "first run")
    assert load_run(tmp_path / "first run") == run
    trec = (tmp_path / "first run" / "run.trec").read_text().splitlines()
    assert trec[0] == "q0 Q0 work:<b> 1 0.500000 first%20run"


def test_a_folder_without_a_whole_run_is_told(tmp_path: Path) -> None:
    save_run(a_run([1]), tmp_path)
    (tmp_path / "run.json").write_text(json.dumps({"kind": "answers"}))
    with pytest.raises(EvaluationError) as raised:
        load_run(tmp_path)
    assert tmp_path.name in raised.value.message("en")


def test_a_difference_that_signs_by_chance_reach_often_is_not_significant() -> None:
    assert randomisation_p([1, -1, 1, -1]) > 0.5
    assert randomisation_p([]) == randomisation_p([0, 0]) == 1
    assert randomisation_p([1] * 10) < 0.01
    # Of two signs for each of four differences two in sixteen are as far out.
    assert randomisation_p([1, 1, 1, 1]) == pytest.approx(2 / 16, abs=0.01)


def test_runs_are_compared_over_the_queries_that_both_have() -> None:
    before, after = a_run([1, 0, 0, 1]), a_run([1, 1, 0])
    (found,) = compare(before, after)
    assert (found.queries, found.before, found.after) == (3, pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert (found.wins, found.losses) == (1, 0)
    assert [(query.id, old, new) for query, old, new in found.changed] == [("q1", 0, 1)]
    assert "q1" in "\n".join(lines([found]))


def a_changed_run() -> tuple[Run, Run]:
    """Two runs of which the second lacks q0 and q1, asks q2 in other words and q4 for the first time."""
    before, after = a_run([1, 0, 0, 1]), a_run([1, 1, 1, 1, 1])
    reworded = replace(after.queries[2], text="another question")
    return before, replace(after, queries=[reworded, *after.queries[3:]])


def test_what_is_not_compared_is_counted_and_named() -> None:
    told = left_out_lines(left_out(*a_changed_run()))
    assert told == [
        "not compared, only in the first run: 2 (q0, q1)",
        "not compared, only in the second run: 1 (q4)",
        "not compared, asked in other words: 1 (q2)",
    ]
    assert left_out_lines(left_out(a_run([1]), a_run([0]))) == []
    (many,) = left_out_lines(left_out(a_run([1] * 9), a_run([1])))
    assert many.endswith("8 (q1, q2, q3, q4, q5, …)")


def test_the_gate_does_not_pass_where_questions_of_the_baseline_are_not_asked_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JABKOO_LANGUAGE", "en")
    before, after = a_changed_run()
    (line,) = missing(before, after)
    assert "3 (q0, q1, q2)" in line
    assert "--write" in line
    monkeypatch.setenv("JABKOO_LANGUAGE", "th")
    assert "3 (q0, q1, q2)" in missing(before, after)[0]
    assert missing(a_run([1]), a_run([0, 0])) == [], "one more question is no harm"


def test_a_question_labelled_as_one_that_nothing_fits_does_not_pass_the_gate() -> None:
    answerable, unanswerable = a_run([1]), a_run([1], "refused")
    assert "1 (q0)" in missing(answerable, unanswerable)[0]
    both = replace(answerable.queries[0], measures={"found@3": 1, "expert@3": 1})
    assert missing(answerable, replace(answerable, queries=[both])) == [], "one more label is no harm"
    quoting = replace(a_run([1]).queries[0], measures={"found@3": 1, "verbatim": 1})
    assert missing(replace(a_run([1]), queries=[quoting]), a_run([1])) == [], "who is refused quotes nothing"


def test_the_gate_ends_with_1_without_a_question_of_the_baseline_unless_it_writes_a_new_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eval.__main__._sample_services", lambda _: nullcontext())
    monkeypatch.setattr("eval.__main__.answers", Mock(record=Mock(return_value=a_run([1]))))
    save_run(a_run([1, 0]), tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["gate", "--baseline", str(tmp_path)])
    assert ended.value.code == 1
    printed = capsys.readouterr()
    assert "only in the first run: 1 (q1)" in printed.out
    assert "1 (q1)" in printed.err
    main(["gate", "--baseline", str(tmp_path), "--write"])
    assert "only in the first run: 1 (q1)" in capsys.readouterr().out
    assert len(load_run(tmp_path).queries) == 1


def test_a_measure_that_a_query_has_no_right_to_is_not_compared() -> None:
    assert compare(a_run([1], "refused"), a_run([1], "found@3")) == []


def test_runs_of_different_commands_are_not_compared() -> None:
    with pytest.raises(EvaluationError) as raised:
        compare(a_run([1]), a_run([1], kind="retrieval"))
    assert "retrieval" in raised.value.message("en")


def test_queries_of_other_sets_that_happen_to_have_the_same_ids_are_not_compared() -> None:
    other = a_run([1, 0])
    queries = [replace(query, text=f"other {query.id}") for query in other.queries]
    with pytest.raises(EvaluationError):
        compare(a_run([1, 0]), replace(other, queries=queries))


def test_ids_and_texts_with_any_character_are_read_as_they_were(tmp_path: Path) -> None:
    run = a_run([1])
    odd = replace(run.queries[0], id="a b%20\tc\u00a0d", text="one\u2028two", found=[("ก ข", 1.0)])
    save_run(replace(run, queries=[odd]), tmp_path)
    assert load_run(tmp_path).queries == [odd]


def test_what_is_measured_on_changes_the_fingerprint_and_where_it_lies_does_not(tmp_path: Path) -> None:
    services = Mock(settings=evaluation_settings(tmp_path))
    for folder, text in (("a", "one"), ("b", "one"), ("c", "other")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "corpus.jsonl").write_text(text)
        (tmp_path / folder / "1.jsonl").write_text("same")

    def fingerprint(*files: str) -> object:
        return made_by(services, [tmp_path / file for file in files])["fingerprints"]["data"]

    here = fingerprint("a/corpus.jsonl", "a/1.jsonl")
    assert here == fingerprint("a/1.jsonl", "b/corpus.jsonl")
    assert here != fingerprint("c/corpus.jsonl", "c/1.jsonl")
    assert here != fingerprint("a/corpus.jsonl")


def test_a_run_tells_the_cross_encoder_that_read_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JABKOO_CROSS_ENCODER", "/home/somebody/models/reader")
    services = Mock(settings=evaluation_settings(tmp_path))
    services.index.cross_encoder.fingerprint = "reader@1"
    made = made_by(services, [])
    assert made["settings"]["JABKOO_CROSS_ENCODER"] == "reader"
    assert made["fingerprints"]["cross_encoder"] == "reader@1"
    services.index.cross_encoder = None
    assert "cross_encoder" not in made_by(services, [])["fingerprints"]


def test_a_run_over_the_samples_tells_of_every_sample() -> None:
    names = {file.name for file in sample_files()}
    assert {"experts.xlsx", "report-cab-01.pdf"} <= names


def test_a_run_that_could_not_be_written_whole_is_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_run(a_run([1]), tmp_path)
    full = OSError(28, "No space left on device")
    monkeypatch.setattr("eval.runs._write", Mock(side_effect=full))
    with pytest.raises(EvaluationError):
        save_run(a_run([0]), tmp_path)
    monkeypatch.undo()
    with pytest.raises(EvaluationError):
        load_run(tmp_path)


def test_saved_runs_are_compared_and_reported_by_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, values in (("before", [1, 0, 0]), ("after", [1, 1])):
        save_run(a_run(values), tmp_path / name)
    main(["compare", str(tmp_path / "before"), str(tmp_path / "after")])
    shown = capsys.readouterr().out
    assert "found@3" in shown
    assert "only in the first run: 1 (q2)" in shown
    main(["compare", str(tmp_path / "before"), str(tmp_path / "after"), "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed["not_compared"]["only_before"] == {"count": 1, "ids": ["q2"]}
    assert (
        printed["not_compared"]["only_after"]
        == printed["not_compared"]["reworded"]
        == {"count": 0, "ids": []}
    )
    (told,) = printed["measures"]
    assert (told["measure"], told["wins"], told["losses"], told["is_significant"]) == ("found@3", 1, 0, False)
    assert [(query["id"], query["before"], query["after"]) for query in told["changed"]] == [("q1", 0, 1)]
    page_file = tmp_path / "page.html"
    main(["report", str(tmp_path / "before"), str(tmp_path / "after"), "--out", str(page_file)])
    assert "<svg" in page_file.read_text()
    assert capsys.readouterr().out.strip() == str(page_file), "the result stands on standard output"


def test_a_page_that_cannot_be_written_and_a_baseline_that_is_none_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_run(a_run([1]), tmp_path / "run")
    fails(["report", str(tmp_path / "run"), "--out", str(tmp_path / "missing" / "page.html")])
    assert f"no folder {tmp_path / 'missing'}." in capsys.readouterr().err, "it is the folder that lacks"
    fails(["gate", "--baseline", str(tmp_path)])
    printed = capsys.readouterr().err
    assert f"{tmp_path} holds no run" in printed
    assert "gate --write" in printed
    assert "Traceback" not in printed


def fails(command: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(command)
    assert ended.value.code == 2


def test_the_committed_baseline_is_a_run_over_the_bundled_questions() -> None:
    baseline = load_run(BASELINE)
    asked = {(question.id, question.text) for question in load_questions(SAMPLE_QUESTIONS)}
    assert {(query.id, query.text) for query in baseline.queries} == asked


@pytest.mark.parametrize(
    ("before", "after", "stopped"),
    [
        ([1] * 40, [0] * 10 + [1] * 30, True),
        ([1] * 40, [0] * 2 + [1] * 38, False),  # may be chance
        ([0] * 40, [1] * 40, False),
    ],
)
def test_the_gate_stops_what_is_worse_and_not_by_chance(
    before: list[float], after: list[float], stopped: bool
) -> None:
    run = a_run(after)
    assert bool(falls(compare(a_run(before), run), run)) is stopped


@pytest.mark.parametrize("figure", ["verbatim", "supported"])
def test_the_gate_stops_a_single_false_quote(figure: str) -> None:
    run = a_run([1], **{figure: 4})
    (line,) = falls(compare(run, run), run)
    assert figure in line


@pytest.mark.parametrize(("language", "name"), [("th", "การตั้งค่า"), ("en", "setting")])
def test_what_made_a_run_is_shown_part_by_part(language: Language, name: str) -> None:
    made = {"date": "2026-11-28", "settings": {"JABKOO_OCR": "auto"}, "of a later version": [1]}
    shown = page({"run": replace(a_run([1]), made_by=made)}, language)
    assert f"<dt>{name} › JABKOO_OCR</dt><dd>auto</dd>" in shown
    assert "<dt>of a later version</dt><dd>[1]</dd>" in shown
    assert "{&#39;" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_stands_alone_and_shows_no_markup_of_the_data(language: Language) -> None:
    curve = [{"coverage": 0.5, "risk": 0.0, "confidence": 0.9}, {"coverage": 1.0, "risk": 0.25}]
    runs = {"<script>x": a_run([1, 0], risk_coverage=curve), "second": a_run([1, 1])}
    shown = page(runs | {"pairs": a_run([0.2], "loss", kind="pairs")}, language)
    assert shown.count("<svg") == 4
    assert "<script" not in shown
    assert "http-equiv" in shown
    assert not [part for part in ('src="http', "@import", "url(http") if part in shown]
