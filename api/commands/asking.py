"""`jabkoo ask`"""

import click

from api.context import Context, print_json
from api.rendering import answer_to_json
from api.terminal import lines_as_they_come
from assistant.asking import whole_answer
from prompts import Language


def run(context: Context, question: str, *, as_json: bool, top: int, language: str, explain: bool) -> int:
    """Ask and print, what a model words as it comes; returns the exit code (a refusal is an answer: 0)."""
    chosen: Language | None = "th" if language == "th" else "en" if language == "en" else None
    with context.services() as services:
        parts = services.assistant.ask_stream(question, language=chosen, top=top, explain=explain)
        if as_json:
            print_json(answer_to_json(whole_answer(parts)))
        else:
            for line in lines_as_they_come(parts):
                click.echo(line)
    return 0
