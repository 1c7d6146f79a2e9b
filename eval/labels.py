"""Names in one file that another must know: unknown ones are warned of; an error where all are unknown."""

from collections.abc import Container, Iterable
from pathlib import Path

import click

from api.command_group import spoken_language
from assistant.errors import EvaluationError
from prompts import message


def require_known(file: Path, named: Iterable[str], known: Container[str], where: object) -> None:
    """Warn on standard error of what `file` names and `where` lacks.

    Raises EvaluationError where `where` has nothing of all that is named.
    """
    listed = list(named)
    unknown = [name for name in listed if name not in known]
    if not unknown:
        return
    told = {"file": file, "where": where, "first": unknown[0], "count": len(unknown), "all": len(listed)}
    if len(unknown) == len(listed):
        raise EvaluationError("eval.nothing_known", **told)
    language = spoken_language()
    click.echo(
        f"{message('cli.severity_warning', language)}: {message('eval.unknown', language, **told)}", err=True
    )
