"""What every command gets: the settings and the language it speaks."""

import json
import sys
from dataclasses import dataclass
from typing import Any

import click

from api.settings import Settings
from prompts import Language, message


class WrongUse(click.UsageError):
    """What a command itself says of how it was called, in the language it speaks."""


@dataclass(frozen=True, slots=True)
class Context:
    settings: Settings
    language: Language

    def text(self, key: str, **variables: object) -> str:
        """The command line's text `key` in the language of the command."""
        return message(f"cli.{key}", self.language, **variables)


def print_json(value: Any) -> None:
    """Print one JSON object on standard output, Thai as it is."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
