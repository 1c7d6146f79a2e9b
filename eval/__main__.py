"""The evaluator's command line."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from api.bootstrap import Services, open_services
from api.command_group import TranslatedCommands
from api.thai_help import HELP_OPTIONS
from assistant.errors import EvaluationError
from assistant.settings import AssistantSettings
from eval import answers, calibrating, comparing, conversations, exposure, gate
from eval.conversations import MEASURED_CONVERSATIONS
from eval.questions import (
    SAMPLE_QUESTIONS,
    TUNING_QUESTIONS,
    Question,
    load_questions,
    sample_texts,
    warn_of_unknown,
)
from eval.runs import Run, has_run, load_run, require_writable, save_run, unwritable
from eval.settings import sample_settings
from eval.stores import cache_folder, filling
from ingest.progress import PlainLines
from ingest.reading.worker import ReadingWorker
from prompts import LANGUAGES, Language
from samples import corpus_folder
from vectorstore.adapter import BUNDLED_ADAPTER

BASELINE = Path(__file__).parent / "baseline"
PAIRS = Path(__file__).parent / "datasets" / "pairs"

_home = click.option(
    "--home",
    type=click.Path(path_type=Path),
    help="Keep the store of the sample corpus in this folder, for the next run (default: a temporary one).",
)

_cache = click.option(
    "--cache",
    type=click.Path(path_type=Path),
    help="Keep the stores of collections in this folder (default: the user's cache folder).",
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_save = click.option(
    "--save",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the run in this folder, for `compare` and `report`.",
)
_saved_run = click.Path(exists=True, file_okay=False, path_type=Path)


class EvaluatorCommands(TranslatedCommands):
    """The evaluator's commands, which explain themselves in Thai too."""

    called = "python -m eval"
    texts = "eval_help"


@click.group(cls=EvaluatorCommands, context_settings={"help_option_names": HELP_OPTIONS})
def main() -> None:
    """Measure Jabkoo on labelled questions."""


@main.command("answers")
@click.argument("questions", type=click.Path(exists=True, path_type=Path), default=SAMPLE_QUESTIONS)
@click.option(
    "--llm", default="", metavar="MODEL", help="Let this language model draft, e.g. openai:gpt-5-mini."
)
@_as_json
@_save
@_home
def answers_command(questions: Path, llm: str, as_json: bool, save: Path | None, home: Path | None) -> None:
    """Ask QUESTIONS over the sample corpus through the whole path; exit 1 if a quote is not verbatim."""
    labelled = _labelled(questions)
    _require_place(save)
    with _sample_services(home, llm) as services:
        asked = answers.run(services, labelled)
        run = answers.record(services, questions, asked)
    answers.print_run(run, asked, as_json=as_json)
    _keep(run, save)
    _end_with(gate.falls([], run))


@main.command("conversations")
@click.argument("file", type=click.Path(exists=True, path_type=Path), default=MEASURED_CONVERSATIONS)
@click.option("--wrong", is_flag=True, help="Also print each message whose need came out otherwise.")
@_as_json
@_save
@_home
def conversations_command(
    file: Path, wrong: bool, as_json: bool, save: Path | None, home: Path | None
) -> None:
    """Say every message of the conversations in FILE: does the need that is meant stand after each?"""
    labelled = conversations.load_conversations(file)
    _require_place(save)
    with _sample_services(home) as services:
        followed = conversations.run(services, labelled)
        run = conversations.record(services, file, followed)
    told = json.dumps(run.figures, ensure_ascii=False, indent=2)
    click.echo(told if as_json else "\n".join(conversations.lines(run, followed, wrong=wrong)))
    _keep(run, save)


@main.command("compare")
@click.argument("before", type=_saved_run)
@click.argument("after", type=_saved_run)
@_as_json
def compare_command(before: Path, after: Path, as_json: bool) -> None:
    """Compare two saved runs, query by query: is AFTER better than BEFORE, or only luckier?"""
    old, new = load_run(before), load_run(after)
    found, left = comparing.compare(old, new), comparing.left_out(old, new)
    if as_json:
        click.echo(json.dumps(comparing.as_json(found, left), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join([*comparing.left_out_lines(left), *comparing.lines(found)]))


@main.command("gate")
@click.option(
    "--baseline", type=click.Path(path_type=Path), default=BASELINE, show_default="the committed one"
)
@click.option("--write", is_flag=True, help="Make what is measured now the baseline, if it passes.")
@_home
def gate_command(baseline: Path, write: bool, home: Path | None) -> None:
    """Ask the bundled questions; exit 1 where they are answered worse than in the baseline, not by chance, or
    one of the baseline is not asked."""
    before = None if write and not has_run(baseline) else load_run(baseline)
    labelled = load_questions(SAMPLE_QUESTIONS)
    _require_place(baseline if write else None)
    with _sample_services(home) as services:
        run = answers.record(services, SAMPLE_QUESTIONS, answers.run(services, labelled))
    comparisons = comparing.compare(before, run) if before else []
    told = comparing.left_out_lines(comparing.left_out(before, run)) if before else []
    click.echo("\n".join([*told, *comparing.lines(comparisons)]))
    missing = gate.missing(before, run) if before and not write else []
    _end_with([*gate.falls(comparisons, run), *missing])
    if write:
        save_run(run, baseline)


@main.command("report")
@click.argument("runs", type=_saved_run, nargs=-1, required=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("report.html"), show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def report_command(runs: Sequence[Path], out: Path, language: Language) -> None:
    """Write one HTML page with tables and plots of saved RUNS; it needs no network to be read."""
    from eval import report

    page = report.page({str(folder): load_run(folder) for folder in runs}, language)
    _require_folder_of(out)
    try:
        out.write_text(page, encoding="utf-8")
    except OSError as error:
        raise unwritable(out, error) from error
    click.echo(out)


@main.command("retrieval")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_cache
@_as_json
@_save
def retrieval_command(folder: Path, cache: Path | None, as_json: bool, save: Path | None) -> None:
    """Ask the queries of a BEIR collection (corpus.jsonl, queries.jsonl, qrels.tsv) of the whole search."""
    from eval import retrieval

    _require_place(save)
    run = retrieval.record(retrieval.run(folder, cache or cache_folder()))
    click.echo(json.dumps(run.figures, indent=2) if as_json else "\n".join(retrieval.table(run.figures)))
    _keep(run, save)


@main.command("experts")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--queries",
    type=click.Path(exists=True, path_type=Path),
    help="Ask these queries instead of queries.jsonl.",
)
@click.option(
    "--qrels",
    type=click.Path(exists=True, path_type=Path),
    help="Judge by these grades instead of qrels.tsv.",
)
@click.option(
    "--pairs", is_flag=True, help="The grades are people's ratings of papers: score pairs of these."
)
@_cache
@_as_json
@_save
def experts_command(
    folder: Path,
    queries: Path | None,
    qrels: Path | None,
    pairs: bool,
    cache: Path | None,
    as_json: bool,
    save: Path | None,
) -> None:
    """Rank the experts of a collection that tells whose each paper is (experts.jsonl beside the others)."""
    from eval import experts

    _require_place(save)
    kept = cache or cache_folder()
    if pairs:
        run = experts.run_pairs(folder, kept, queries, qrels)
    else:
        run = experts.record(experts.run(folder, kept, queries, qrels))
    click.echo(json.dumps(run.figures, indent=2) if as_json else "\n".join(experts.table(run.figures)))
    _keep(run, save)


@main.command("exposure")
@click.argument("questions", type=click.Path(exists=True, path_type=Path), default=SAMPLE_QUESTIONS)
@click.option(
    "--within",
    type=click.FloatRange(0, 1),
    default=AssistantSettings().exposure_share,
    show_default=True,
    help="Those take turns whose scores are at most this share below the best of them.",
)
@click.option("--days", type=click.IntRange(1, 365), default=30, show_default=True, help="Over so many days.")
@_as_json
@_home
def exposure_command(questions: Path, within: float, days: int, as_json: bool, home: Path | None) -> None:
    """How evenly first places fall to experts, and what is found, by score alone and in turns."""
    labelled = _labelled(questions)
    with _sample_services(home) as services:
        observed = exposure.observe(services, labelled)
        told = exposure.figures(observed, within, days, services.assistant.today())
    exposure.print_figures(told, as_json=as_json)


@main.command("calibrate")
@click.argument("questions", type=click.Path(exists=True, path_type=Path), default=TUNING_QUESTIONS)
@_home
def calibrate_command(questions: Path, home: Path | None) -> None:
    """Fit the confidence of assistant/refusing.py on QUESTIONS and print it."""
    labelled = _labelled(questions)
    calibrating.require_both(questions, labelled)
    with _sample_services(home) as services:
        calibrating.print_fit(calibrating.observe(services, labelled))


@main.command("hostile")
@_as_json
def hostile_command(as_json: bool) -> None:
    """Ask hostile questions, and about hostile documents; exit 1 where one has an effect."""
    from eval.hostile import cases, judging, stores

    found = cases.load_cases()
    with (
        TemporaryDirectory() as temporary,
        stores.hostile_stores(found, Path(temporary), PlainLines(sys.stderr, "en")) as (honest, hostile),
    ):
        verdicts = [judging.judge(case, honest, hostile) for case in found]
        elsewhere = judging.judge_elsewhere(sample_texts(), honest, hostile)
    judging.print_verdicts(verdicts, elsewhere, as_json=as_json)
    sys.exit(1 if elsewhere.gained or not all(verdict.is_well for verdict in verdicts) else 0)


@main.command("adversary")
@click.argument("questions", type=click.Path(exists=True, path_type=Path), default=SAMPLE_QUESTIONS)
@click.option("--many", type=click.IntRange(1), help="Ask so many of them (default: all).")
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="Another seed, another script."
)
@click.option("--weak", is_flag=True, help="Then let SmolLM2 draft, a real model that knows no better.")
@click.option("--llm", default="", metavar="MODEL", help="Then let this language model draft.")
@click.option("--slipped", is_flag=True, help="Print the lies that were shown, too.")
@_as_json
@_home
def adversary_command(
    questions: Path,
    many: int | None,
    seed: int,
    weak: bool,
    llm: str,
    slipped: bool,
    as_json: bool,
    home: Path | None,
) -> None:
    """Let adversaries draft the answers to QUESTIONS; exit 1 if an unproved name or number is shown."""
    from eval.adversary import judging, trying

    texts = trying.evenly([question.text for question in _labelled(questions)], many)
    told = {}
    with _sample_services(home) as services:
        told["script"] = trying.by_script(services, texts, seed)
        if weak:
            told["SmolLM2"] = trying.by_weak_model(services, texts)
        if llm:
            told[llm] = trying.by_model(services, texts, llm)
    judging.print_figures(told, as_json=as_json, slipped=slipped)
    sys.exit(0 if all(map(judging.is_well, told.values())) else 1)


@main.command("support")
@click.argument("sets", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1)
@_as_json
@click.option("--wrong", is_flag=True, help="Print the pairs that went wrong, too.")
def support_command(sets: Sequence[Path], as_json: bool, wrong: bool) -> None:
    """Check the statements of SETS against their quotes (default: the sets for tuning)."""
    from assistant.checking import Checker
    from eval import support

    pairs = [pair for file in sets or support.TUNING for pair in support.load_pairs(file)]
    support.print_run(support.run(Checker(), pairs), as_json=as_json, wrong=wrong)


@main.command("train")
@click.argument("pairs", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PAIRS)
@click.option("--out", type=click.Path(path_type=Path), default=Path(BUNDLED_ADAPTER), show_default=True)
@click.option("--share", type=click.FloatRange(0, 1), help="How much of what is learnt is kept.")
def train_command(pairs: Path, out: Path, share: float | None) -> None:
    """Teach the bundled model the questions of PAIRS and save what it learnt; half an hour on two cores."""
    from eval import training

    taught = training.load_pairs(pairs)
    _require_folder_of(out)
    with TemporaryDirectory() as temporary:
        training.train(
            Path(temporary),
            taught,
            out,
            training.SHARE if share is None else share,
            lambda line: click.echo(line, err=True),
        )


@contextmanager
def _sample_services(home: Path | None, llm: str = "") -> Iterator[Services]:
    """A store that holds exactly the sample corpus, in `home` or for this once; unchanged files are not
    read again. Raises EvaluationError where `home` holds anything else, StoreBusyError where another
    evaluation fills it."""
    with TemporaryDirectory() as temporary:
        settings = sample_settings(home or Path(temporary), llm)
        with open_services(settings) as services:
            with filling(settings.home, "--home"), ReadingWorker(settings.reading) as reader:
                services.ingestion.run([corpus_folder()], reader, PlainLines(sys.stderr, "en"))
            yield services


def _labelled(file: Path) -> list[Question]:
    """The questions of `file`, checked before anything takes long."""
    questions = load_questions(file)
    warn_of_unknown(file, questions)
    return questions


def _require_place(folder: Path | None) -> None:
    """Raise EvaluationError where a run that is to be kept in `folder` could not be."""
    if folder:
        require_writable(folder)


def _require_folder_of(file: Path) -> None:
    if not file.parent.is_dir():
        raise EvaluationError("eval.no_folder", file=file, folder=file.parent)


def _end_with(fallen: Sequence[str]) -> None:
    """Exit 1 where anything is worse than it must be."""
    if fallen:
        click.echo("\n".join(fallen), err=True)
        sys.exit(1)


def _keep(run: Run, folder: Path | None) -> None:
    if folder:
        save_run(run, folder)


if __name__ == "__main__":
    main()
