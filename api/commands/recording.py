"""`jabkoo need`: recording needs for officers, showing them, forgetting them."""

from collections.abc import Iterable, Iterator

import click

from api.bootstrap import BANGKOK, open_stores
from api.context import Context, print_json
from api.pages.showing import shown_date
from api.rendering import JsonObject, recorded_to_json
from assistant.domain.recorded_needs import RecordedNeed
from assistant.wording import limits_in_words
from ingest.progress import printable
from prompts import Language, message


def record(context: Context, question: str, *, contact: str) -> int:
    """Record the need that a question states; returns the exit code."""
    with open_stores(context.settings) as stores:
        recorded = stores.recorder.record_question(question, contact=contact)
    click.echo(context.text("need_recorded", number=recorded.number))
    return 0


def show(context: Context, *, as_json: bool) -> int:
    """Print the recorded needs, oldest first; returns the exit code."""
    with open_stores(context.settings) as stores:
        recorded = stores.recorder.recorded()
    if as_json:
        print_json([_to_json(one) for one in recorded])
    else:
        click.echo("\n".join(_lines(recorded, context.language)) or context.text("no_needs"))
    return 0


def delete(context: Context, number: int) -> int:
    """Forget a need with who asked for it; returns the exit code. Raises NotFoundError."""
    with open_stores(context.settings) as stores:
        stores.recorder.forget(number)
    click.echo(context.text("need_deleted", number=number))
    return 0


def _to_json(recorded: RecordedNeed) -> JsonObject:
    """A need as officers see it: with how to reach its asker, without the key to what else was said."""
    return {
        **recorded_to_json(recorded),
        "asker": recorded.asker or None,
        "contact": recorded.contact or None,
    }


def _lines(recorded: Iterable[RecordedNeed], language: Language) -> Iterator[str]:
    """Each need as lines that hold nothing which could rewrite the screen."""
    return (printable(line) for one in recorded for line in _lines_of(one, language))


def _lines_of(recorded: RecordedNeed, language: Language) -> Iterator[str]:
    day = shown_date(recorded.at.astimezone(BANGKOK).date().isoformat(), language)
    status = message(f"cli.status_{recorded.status}", language)
    yield f"{recorded.number}. " + " · ".join((day, status, recorded.need.text))
    if limits := limits_in_words(recorded.need, language):
        yield message("cli.need_limits", language, limits=", ".join(limits))
    if recorded.contact:
        yield f"   {message('cli.contact', language, contact=recorded.contact)}"
