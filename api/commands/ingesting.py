"""`jabkoo ingest` and `jabkoo reindex`"""

import sys
from pathlib import Path

import click

from api.bootstrap import Services
from api.context import Context, WrongUse, print_json
from api.rendering import report_to_json
from api.terminal import report_lines
from assistant.errors import StoreUnwritableError
from assistant.inquiring import require_whole_index
from ingest.progress import progress_for
from ingest.reading.template import TemplateKind, write_template
from ingest.reading.worker import ReadingWorker
from ingest.report import IngestReport

FOR_EVER = -1.0


def run(
    context: Context, paths: tuple[Path, ...], *, as_json: bool, wait: bool, template: TemplateKind | None
) -> int:
    """Ingest, or write a template; returns 1 when a file could not be read."""
    if template:
        return _write_template(context, paths[0] if paths else Path(f"jabkoo-registers.{template}"), template)
    if not paths:
        raise WrongUse(context.text("no_paths"))
    report = ingest(context, paths, wait=wait)
    if as_json:
        print_json(report_to_json(report, context.language))
    else:
        click.echo("\n".join(report_lines(report, context.language)))
    return 1 if any(problem.severity == "error" for problem in report.problems) else 0


def _write_template(context: Context, target: Path, kind: TemplateKind) -> int:
    if target.is_dir():
        target = target / f"jabkoo-registers.{kind}"
    if target.exists():
        raise WrongUse(context.text("template_exists", file=target.name))
    try:
        write_template(target, kind)
    except OSError as error:
        raise StoreUnwritableError("cli.template_unwritable", file=target.name) from error
    click.echo(context.text("template_written", file=target))
    return 0


def ingest(context: Context, paths: tuple[Path, ...], *, wait: bool) -> IngestReport:
    """Run ingestion with progress on standard error."""
    with (
        context.services() as services,
        ReadingWorker(context.settings.reading) as reader,
        progress_for(sys.stderr, context.language) as progress,
    ):
        _require_whole_index(services)
        return services.ingestion.run(paths, reader, progress, wait_s=FOR_EVER if wait else 0)


def _require_whole_index(services: Services) -> None:
    """Raise IndexIncompleteError where passages that were indexed are not: ingesting would not bring them
    back. What a killed run left half done, the next one completes."""
    index = services.index
    if not services.catalogue.pending_documents():
        held = min(index.vectors.count(), index.words.count(), index.tokens.count())
        require_whole_index(held, services.register.indexed_passages())


def rebuild(context: Context, *, wait: bool) -> int:
    """Build the indexes anew."""
    with context.services() as services, progress_for(sys.stderr, context.language) as progress:
        passages = services.ingestion.rebuild_indexes(progress, wait_s=FOR_EVER if wait else 0)
    click.echo(context.text("rebuilt", passages=passages))
    return 0
