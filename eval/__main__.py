"""The evaluator's command line."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from api.bootstrap import open_services
from api.command_group import Commands
from api.settings import Settings
from eval import answers, calibrating
from eval.settings import evaluation_settings
from eval.stores import cache_folder
from ingest.progress import PlainLines
from ingest.reading.worker import ReadingWorker
from samples import corpus_folder
from vectorstore.adapter import BUNDLED_ADAPTER

SAMPLE_QUESTIONS = Path(__file__).parent / "datasets" / "samples" / "questions.jsonl"
TUNING_QUESTIONS = SAMPLE_QUESTIONS.with_name("tuning.jsonl")
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


@click.group(cls=Commands)
def main() -> None:
    """Measure Jabkoo on labelled questions."""


@main.command("answers")
@click.argument("questions", type=click.Path(exists=True, path_type=Path), default=SAMPLE_QUESTIONS)
@_as_json
@click.option("--at-least", type=int, help="Exit 1 unless so many questions find a right one in the first 3.")
@click.option("--refused-at-least", type=int, help="Exit 1 unless so many that nothing fits are refused.")
@_home
def answers_command(
    questions: Path, as_json: bool, at_least: int | None, refused_at_least: int | None, home: Path | None
) -> None:
    """Ask QUESTIONS over the sample corpus through the whole path; exit 1 if a quote is not verbatim."""
    with TemporaryDirectory() as temporary:
        settings = _with_samples(home or Path(temporary))
        with open_services(settings) as services:
            judgements = answers.run(services, questions)
    answers.print_run(judgements, as_json=as_json)
    missed = answers.missed(
        answers.summary(judgements), found_at_least=at_least or 0, refused_at_least=refused_at_least or 0
    )
    for line in missed:
        click.echo(line, err=True)
    if missed:
        sys.exit(1)


@main.command("retrieval")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_cache
@_as_json
def retrieval_command(folder: Path, cache: Path | None, as_json: bool) -> None:
    """Ask the queries of a BEIR collection (corpus.jsonl, queries.jsonl, qrels.tsv) of the whole search."""
    from eval import retrieval

    figures = retrieval.summary(retrieval.run(folder, cache or cache_folder()))
    click.echo(json.dumps(figures, indent=2) if as_json else "\n".join(retrieval.table(figures)))


@main.command("experts")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--queries", type=click.Path(exists=True, path_type=Path), help="Ask these queries instead.")
@click.option("--qrels", type=click.Path(exists=True, path_type=Path), help="Judge by these grades instead.")
@_cache
@_as_json
def experts_command(
    folder: Path, queries: Path | None, qrels: Path | None, cache: Path | None, as_json: bool
) -> None:
    """Rank the experts of a collection that tells whose each paper is (experts.jsonl beside the others)."""
    from eval import experts

    figures = experts.summary(experts.run(folder, cache or cache_folder(), queries, qrels))
    lines = (f"{name:<12}{value:.4f}" for name, value in figures.items())
    click.echo(json.dumps(figures, indent=2) if as_json else "\n".join(lines))


@main.command("calibrate")
@click.argument("questions", type=click.Path(exists=True, path_type=Path), default=TUNING_QUESTIONS)
@_home
def calibrate_command(questions: Path, home: Path | None) -> None:
    """Fit the confidence of assistant/refusing.py on QUESTIONS and print it."""
    with TemporaryDirectory() as temporary:
        settings = _with_samples(home or Path(temporary))
        with open_services(settings) as services:
            calibrating.print_fit(calibrating.observe(services, questions))


@main.command("train")
@click.argument("pairs", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PAIRS)
@click.option("--out", type=click.Path(path_type=Path), default=Path(BUNDLED_ADAPTER), show_default=True)
@click.option("--share", type=click.FloatRange(0, 1), help="How much of what is learnt is kept.")
def train_command(pairs: Path, out: Path, share: float | None) -> None:
    """Teach the bundled model the questions of PAIRS and save what it learnt; takes some ten minutes."""
    from eval import training

    with TemporaryDirectory() as temporary:
        training.train(
            Path(temporary),
            training.load_pairs(pairs),
            out,
            training.SHARE if share is None else share,
            lambda line: click.echo(line, err=True),
        )


def _with_samples(home: Path) -> Settings:
    """Settings of a store that holds exactly the sample corpus; unchanged files are not read again."""
    settings = evaluation_settings(home)
    with open_services(settings) as services, ReadingWorker(settings.reading) as reader:
        services.ingestion.run([corpus_folder()], reader, PlainLines(sys.stderr, "en"))
    return settings


if __name__ == "__main__":
    main()
