"""Names in one file that another must know: unknown ones are warned of; an error where all are unknown.

What an evaluator's files lack is told on standard error.
"""

from collections.abc import Container, Iterable, Mapping
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
    warn("eval.unknown", **told)


def warn(key: str, **variables: object) -> None:
    """Say on standard error, in the language of the command line, what is amiss."""
    _tell("cli.severity_warning", key, variables)


def note(key: str, **variables: object) -> None:
    """Say on standard error, in the language of the command line, what may not be meant."""
    _tell("cli.severity_notice", key, variables)


def _tell(severity: str, key: str, variables: Mapping[str, object]) -> None:
    language = spoken_language()
    click.echo(f"{message(severity, language)}: {message(key, language, **variables)}", err=True)
