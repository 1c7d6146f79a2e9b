"""`jabkoo read`"""

from collections.abc import Iterator
from pathlib import Path

import click

from api.context import Context, WrongUse, print_json
from api.rendering import read_result_to_json
from api.terminal import problem_line, shown_year
from assistant.domain.documents import Fact, Page, ParsedDocument
from ingest.reading.result import ReadResult
from ingest.reading.worker import ReadingWorker

_HEADINGS_SHOWN = 12


def run(context: Context, file: Path, *, as_json: bool) -> int:
    """Read one file and print what was read; returns 1 when it, a part or a row of it could not be read."""
    if file.is_dir():
        raise WrongUse(context.text("not_a_folder", file=file.name))
    if not file.is_file():
        raise WrongUse(context.text("no_file", file=file))
    with ReadingWorker(context.settings.reading) as worker:
        result = worker.read(file.absolute(), file=file.name)
    if as_json:
        print_json(read_result_to_json(result, context.language))
    else:
        click.echo("\n".join(_lines(context, result)))
    is_whole = result.documents and not any(problem.severity == "error" for problem in result.problems)
    return 0 if is_whole else 1


def _lines(context: Context, result: ReadResult) -> Iterator[str]:
    for document in result.documents:
        yield from _document_lines(context, document)
    if result.records:
        yield context.text("records", count=len(result.records))
    for problem in result.problems:
        yield problem_line(problem, context.language)


def _document_lines(context: Context, document: ParsedDocument) -> Iterator[str]:
    yield f"{document.file} ({document.id})"
    for fact in document.facts:
        yield f"  {_fact_line(context, fact)}"
    if document.headings:
        texts = " · ".join(heading.text for heading in document.headings[:_HEADINGS_SHOWN])
        texts += " · …" * (len(document.headings) > _HEADINGS_SHOWN)
        yield f"  {context.text('headings', count=len(document.headings), texts=texts)}"
    for kind, count in document.redactions.items():
        yield f"  {context.text('redacted_kind', kind=context.text(f'redaction_{kind}'), count=count)}"
    for page in document.pages:
        yield _page_heading(context, document, page)
        yield page.text


def _page_heading(context: Context, document: ParsedDocument, page: Page) -> str:
    if document.kind == "register":
        return context.text("row_heading", page=page.number)
    health = f"{page.health.score:.2f}"
    return context.text("page_heading", page=page.number, extractor=page.extractor, health=health)


def _fact_line(context: Context, fact: Fact) -> str:
    value = shown_year(int(fact.value), context.language) if fact.name == "year" else fact.value
    page = context.text("page", page=fact.source.page)
    return f"{context.text(f'fact_{fact.name}')}: {value}  ({page})"
