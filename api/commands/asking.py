"""`jabkoo ask`"""

import click

from api.context import Context, print_json
from api.rendering import answer_to_json
from api.terminal import answer_lines
from prompts import Language


def run(context: Context, question: str, *, as_json: bool, top: int, language: str, explain: bool) -> int:
    """Ask and print; returns the exit code (a refusal is an answer: 0)."""
    chosen: Language | None = "th" if language == "th" else "en" if language == "en" else None
    with context.services() as services:
        answer = services.assistant.ask(question, language=chosen, top=top, explain=explain)
    if as_json:
        print_json(answer_to_json(answer))
    else:
        click.echo("\n".join(answer_lines(answer)))
    return 0
