"""The command line: parse, call one function, render. Results on standard output, the rest on error.

Exit codes: 0 done; 1 done, but something was found wrong (a file could not be read, `doctor`); 2 the
command, a setting or the question is wrong; 3 the store is busy; 4 the store cannot be used; 5 the
model cannot be loaded; 130 stopped by Ctrl-C.
"""

import os
import sys
from pathlib import Path
from typing import Literal

import click

from api.command_group import TranslatedCommands
from api.context import Context
from api.settings import command_language, load_settings
from api.thai_help import HELP_OPTIONS


@click.group(cls=TranslatedCommands, context_settings={"help_option_names": HELP_OPTIONS})
@click.version_option(package_name="jabkoo", message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Jabkoo (จับคู่) matches needs with experts and technologies, and proves it from the page."""
    settings = load_settings(os.environ)
    context.obj = Context(settings, command_language(settings, os.environ))


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.option("--wait", is_flag=True, help="Wait while another run is writing, instead of stopping.")
@click.option(
    "--template",
    type=click.Choice(["xlsx", "csv", "json"]),
    help="Write an empty register of this format to PATH (default: jabkoo-registers.*) and stop.",
)
@click.pass_obj
def ingest(
    context: Context,
    paths: tuple[Path, ...],
    as_json: bool,
    wait: bool,
    template: Literal["xlsx", "csv", "json"] | None,
) -> None:
    """Read files and folders into the store; safe to repeat.

    Reports: PDF, DOCX, Markdown, text. Registers: XLSX, CSV, JSON. Unchanged files are skipped, changed
    ones replaced, deleted ones removed.
    """
    from api.commands import ingesting

    sys.exit(ingesting.run(context, paths, as_json=as_json, wait=wait, template=template))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.pass_obj
def read(context: Context, file: Path, as_json: bool) -> None:
    """Show what ingestion would read of FILE, and store nothing."""
    from api.commands import reading

    sys.exit(reading.run(context, file, as_json=as_json))


@main.command()
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.option(
    "--top", default=5, show_default=True, type=click.IntRange(1, 50), help="How many of each kind."
)
@click.option("--language", type=click.Choice(["auto", "th", "en"]), default="auto", show_default=True)
@click.option("--explain", is_flag=True, help="Tell what each score rests on, and who just missed.")
@click.pass_obj
def ask(context: Context, question: str, as_json: bool, top: int, language: str, explain: bool) -> None:
    """Recommend experts and technologies for QUESTION, with the passages that prove it."""
    from api.commands import asking

    sys.exit(asking.run(context, question, as_json=as_json, top=top, language=language, explain=explain))


@main.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: 8000]")
@click.pass_obj
def serve(context: Context, host: str | None, port: int | None) -> None:
    """Serve the web page and the HTTP interface."""
    from api.commands import serving

    api = context.settings.api
    serving.run(context, host or api.host, api.port if port is None else port)


@main.command()
@click.option("--http", is_flag=True, help="Serve over HTTP instead of standard input and output.")
@click.option("--host", help="With --http: address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="With --http: port to listen on.  [default: 8000]"
)
@click.pass_obj
def mcp(context: Context, http: bool, host: str | None, port: int | None) -> None:
    """Offer searching and asking as tools to programs that speak MCP (Model Context Protocol)."""
    from api.commands import offering

    offering.run(context, over_http=http, host=host, port=port)


@main.command()
@click.option("--remove", is_flag=True, help="Take the fictional documents out of the store again.")
@click.pass_obj
def demo(context: Context, remove: bool) -> None:
    """Load the bundled fictional corpus, ask three questions and print the cited answers."""
    from api.commands import demonstrating

    sys.exit(demonstrating.remove(context) if remove else demonstrating.run(context))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the checks as one JSON object.")
@click.pass_obj
def doctor(context: Context, as_json: bool) -> None:
    """Check what is configured, reachable and consistent; exit 1 if something is not."""
    from api.commands import examining

    sys.exit(examining.run(context, as_json=as_json))


@main.command()
@click.option("--wait", is_flag=True, help="Wait while another run is writing, instead of stopping.")
@click.pass_obj
def reindex(context: Context, wait: bool) -> None:
    """Build the indexes anew from the register, for example after a change of model."""
    from api.commands import ingesting

    sys.exit(ingesting.rebuild(context, wait=wait))


@main.group()
def people() -> None:
    """Who is who: names on works joined to profiles."""


@people.command()
@click.option("--json", "as_json", is_flag=True, help="Print the list as one JSON object.")
@click.option("--same", metavar="KEY", help="The pair of this key (or line) is one person: join them.")
@click.option("--different", metavar="KEY", help="They are different people: never join them.")
@click.option("--undo", metavar="KEY", help="Forget what was decided about the pair of this key.")
@click.pass_obj
def review(
    context: Context, as_json: bool, same: str | None, different: str | None, undo: str | None
) -> None:
    """List the names that could not be joined surely, or decide one of them."""
    from api.commands import reviewing

    sys.exit(reviewing.run(context, as_json=as_json, same=same, different=different, undo=undo))


@main.group()
def need() -> None:
    """Needs that officers are to look into."""


@need.command()
@click.argument("question")
@click.option("--contact", default="", help="How to reach the asker, only where they wish it.")
@click.pass_obj
def record(context: Context, question: str, contact: str) -> None:
    """Record the need that QUESTION states for an officer."""
    from api.commands import recording

    sys.exit(recording.record(context, question, contact=contact))


@need.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def list_needs(context: Context, as_json: bool) -> None:
    """Show the recorded needs, oldest first."""
    from api.commands import recording

    sys.exit(recording.show(context, as_json=as_json))


@need.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@click.pass_obj
def delete(context: Context, number: int) -> None:
    """Forget the need NUMBER, with how to reach its asker."""
    from api.commands import recording

    sys.exit(recording.delete(context, number))
