"""How a command line ends: with a message and an exit code, never with a stack trace."""

import os
import sys
from contextlib import suppress
from typing import Any, ClassVar, NoReturn

import click

from api.settings import PREFIX, command_language, load_settings, locale_language
from api.thai_help import in_thai, usage_error_in_thai
from assistant.errors import JabkooError, StoreError
from prompts import Language, message


class Commands(click.Group):
    """Turns every JabkooError into its message and exit code, and Ctrl-C into 130."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.ClickException as error:
            self.show(error)
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            sys.exit(130)
        except JabkooError as error:
            end_with(error)
        except OSError as error:
            _silence_output()
            reason = error.strerror or type(error).__name__
            refused = message("cli.system_refused", spoken_language(), reason=reason)
            click.echo(f"{message('cli.error', spoken_language())}: {refused}", err=True)
            sys.exit(StoreError.exit_code)

    def show(self, error: click.ClickException) -> None:
        """Print what click found wrong, on standard error."""
        error.show()


class TranslatedCommands(Commands):
    """Commands whose help and errors of usage are in Thai too, where that is the language.

    `called` is what users call the group by, `texts` the area of messages that explains it in Thai.
    """

    called: ClassVar[str] = "jabkoo"
    texts: ClassVar[str] = "help"

    def main(self, *args: Any, **kwargs: Any) -> Any:
        spoken = in_thai(self, self.called, self.texts) if spoken_language() == "th" else self
        return Commands.main(spoken, *args, **kwargs)

    def show(self, error: click.ClickException) -> None:
        is_help = isinstance(error, click.exceptions.NoArgsIsHelpError)
        if isinstance(error, click.UsageError) and not is_help and spoken_language() == "th":
            click.echo(usage_error_in_thai(error, self), err=True)
        else:
            super().show(error)


def end_with(error: JabkooError) -> NoReturn:
    """End the program with what `error` says, on standard error, and its exit code."""
    language = spoken_language()
    click.echo(f"{message('cli.error', language)}: {error.message(language)}", err=True)
    sys.exit(error.exit_code)


def _silence_output() -> None:
    """Where what is left cannot be written, let Python write it nowhere at its end."""
    with suppress(OSError):  # standard output may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def spoken_language() -> Language:
    """The language of an error, also of one in the settings themselves."""
    try:
        return command_language(load_settings(os.environ), os.environ)
    except JabkooError:
        chosen = os.environ.get(f"{PREFIX}LANGUAGE")
        return "th" if chosen == "th" else "en" if chosen == "en" else locale_language(os.environ)
