"""`jabkoo demo`"""

from dataclasses import replace

import click

from api.bootstrap import open_stores
from api.commands.ingesting import ingest
from api.context import Context, WrongUse
from api.fictional import are_samples, is_sample
from api.terminal import answer_lines, report_lines
from samples import corpus_folder

QUESTIONS = (
    "ทำปลาร้าขายส่งออก ลูกค้าบอกว่าเค็มเกินไป อยากลดเกลือแต่ยังปลอดภัยและรสชาติเหมือนเดิม ใครช่วยได้บ้าง",
    "Who can help us make compostable food trays from cassava or sugarcane waste?",
    "อยากได้คนช่วยออกแบบจรวดส่งดาวเทียมขึ้นวงโคจร",
)


def run(context: Context) -> int:
    """Load the bundled corpus, ask, print the answers. Refuses a server, and a store of other documents."""
    _require_own_stores(context)
    _require_no_other_documents(context)
    report = ingest(context, (corpus_folder(),), wait=True)
    # One sample is locked and one broken, to show how that is told; what else was noticed is for `ingest`.
    unreadable = tuple(problem for problem in report.problems if problem.severity == "error")
    click.echo("\n".join(report_lines(replace(report, problems=unreadable), context.language)))
    click.echo(context.text("fictional"))
    with context.services() as services:
        for question in QUESTIONS:
            click.echo(f"\n{'─' * 72}\n? {question}\n")
            click.echo("\n".join(answer_lines(services.assistant.ask(question, top=3))))
    click.echo(context.text("demo_next"))
    return 0


def remove(context: Context) -> int:
    """Take the fictional documents out of the store again."""
    with context.services() as services:
        files = services.ingestion.forget(is_sample)
    click.echo(context.text("demo_removed", count=files))
    return 0


def _require_own_stores(context: Context) -> None:
    """On a server the collection of passages has one name for everybody: what is made up stays off it."""
    if context.settings.catalogue.database_url or context.settings.vectorstore.chroma_url:
        raise WrongUse(context.text("demo_on_a_server"))


def _require_no_other_documents(context: Context) -> None:
    """Fictional people must never stand among real ones."""
    with open_stores(context.settings) as stores:
        known = stores.catalogue.files().values()
    if not are_samples(known):
        raise WrongUse(context.text("demo_among_others"))
