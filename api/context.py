"""What every command gets: the settings and the language it speaks."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

from api.bootstrap import Services, is_model_at_hand, open_services
from api.settings import Settings
from prompts import Language, message

# Controls (C1, for others JSON has codes anyway), and what turns, joins or hides letters.
_UNSEEN = re.compile(
    r"[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class WrongUse(click.UsageError):
    """What a command itself says of how it was called, in the language it speaks."""


@dataclass(frozen=True, slots=True)
class Context:
    settings: Settings
    language: Language

    @contextmanager
    def services(self) -> Iterator[Services]:
        """Everything opened (`open_services`); said first where that takes long."""
        if not is_model_at_hand(self.settings):
            click.echo(self.text("preparing_model"), err=True)
        with open_services(self.settings) as services:
            yield services

    def text(self, key: str, **variables: object) -> str:
        """The command line's text `key` in the language of the command."""
        return message(f"cli.{key}", self.language, **variables)


def print_json(value: Any) -> None:
    """Print one JSON object on standard output, Thai as it is."""
    click.echo(json_text(value))


def json_text(value: Any) -> str:
    """JSON as it is printed: what a terminal would not show but obey is written as its code."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _UNSEEN.sub(lambda unseen: json.dumps(unseen[0])[1:-1], text)
