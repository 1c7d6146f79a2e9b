"""How a command line ends: with a message and an exit code, never with a stack trace."""

import os
import sys
from typing import Any

import click

from api.settings import PREFIX, command_language, load_settings
from assistant.errors import JabkooError
from prompts import Language, message


class Commands(click.Group):
    """Turns every JabkooError into its message and exit code, and Ctrl-C into 130."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(130)
        except JabkooError as error:
            language = _language()
            click.echo(f"{message('cli.error', language)}: {error.message(language)}", err=True)
            sys.exit(error.exit_code)


def _language() -> Language:
    """The language of an error, also of one in the settings themselves."""
    try:
        return command_language(load_settings(os.environ), os.environ)
    except JabkooError:
        chosen = os.environ.get(f"{PREFIX}LANGUAGE") or os.environ.get("LANG", "")
        return "th" if chosen.startswith("th") else "en"
