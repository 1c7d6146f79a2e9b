"""Help and errors of usage in Thai. Their English stands in docstrings, in `help=` and in click itself."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import TypeVar

import click

from api.context import WrongUse
from prompts import message

HELP_OPTIONS = ("-h", "--help")

_AnyCommand = TypeVar("_AnyCommand", bound=click.Command)


class _ThaiFormatter(click.HelpFormatter):
    """Says click's own headings in Thai; their texts go by click's names for them."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{_said('usage')} ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(_said(name.lower())):
            yield


class _ThaiContext(click.Context):
    formatter_class = _ThaiFormatter


def in_thai(command: _AnyCommand, path: str, area: str) -> _AnyCommand:
    """Return a copy of `command` that explains itself in Thai, with the texts of `area`; `path` is what users
    call it by."""
    thai = copy(command)
    thai.context_class = _ThaiContext
    thai.help = message(f"{area}.{path}", "th")
    thai.options_metavar = _said("some_options")
    thai.params = [
        _option(each, path, area) if isinstance(each, click.Option) else each for each in command.params
    ]
    click.help_option(*HELP_OPTIONS, help=message("help.--help", "th"))(thai)
    if isinstance(thai, click.Group):
        thai.subcommand_metavar = _said("some_command")
        thai.commands = {name: in_thai(part, f"{path} {name}", area) for name, part in thai.commands.items()}
    return thai


def _option(option: click.Option, path: str, area: str) -> click.Option:
    """A copy whose help says the default in its own words."""
    thai = copy(option)
    thai.help = message(f"{area}.{path} {max(option.opts, key=len)}", "th", default=option.default)
    thai.show_default = False
    if not (option.metavar or option.is_flag or isinstance(option.type, click.Choice)):
        thai.metavar = _said(option.type.name.replace(" ", "_"))
    return thai


def usage_error_in_thai(error: click.UsageError, group: click.Group) -> str:
    """Return the lines that tell of `error` in the use of `group`: how it is used, and what was wrong."""
    lines = [f"{message('cli.error', 'th')}: {_what_was_wrong(error, group)}"]
    if error.ctx:
        lines = [error.ctx.get_usage(), _said("hint", command=error.ctx.command_path), "", *lines]
    return "\n".join(lines)


def _what_was_wrong(error: click.UsageError, group: click.Group) -> str:
    match error:
        case WrongUse():
            return error.format_message()
        case click.NoSuchOption():
            return _said("no_such_option", name=error.option_name) + _likely(error.possibilities)
        case click.exceptions.NoSuchCommand():
            return _said("no_such_command", name=error.command_name) + _likely(error.possibilities)
        case click.BadOptionUsage():
            wrong = "needs_value" if _takes_value(group, error.option_name) else "takes_no_value"
            return _said(wrong, name=error.option_name)
        case click.MissingParameter(param=click.Parameter() as parameter):
            return _said("missing", name=_name(parameter))
        case click.BadParameter(param=click.Parameter() as parameter):
            return _bad_value(parameter)
    # Of itself click says only this without a class of its own.
    in_group = error.ctx is not None and isinstance(error.ctx.command, click.Group)
    return _said("no_command" if in_group else "too_many")


def _bad_value(parameter: click.Parameter) -> str:
    match parameter.type:
        case click.Choice(choices=choices):
            return _said("not_one_of", name=_name(parameter), choices=", ".join(choices))
        case click.IntRange(min=least, max=most):
            return _said("not_in_range", name=_name(parameter), least=least, most=most)
    return _said("bad_value", name=_name(parameter))


def _name(parameter: click.Parameter) -> str:
    """What the parameter is called on the command line: its longest option, or the argument in capitals."""
    is_option = isinstance(parameter, click.Option)
    return max(parameter.opts, key=len) if is_option else parameter.human_readable_name


def _takes_value(command: click.Command, option: str) -> bool:
    """Whether `option` takes a value in `command` or below; no option does so in one place only."""
    if any(
        isinstance(each, click.Option) and option in each.opts and not each.is_flag for each in command.params
    ):
        return True
    return isinstance(command, click.Group) and any(
        _takes_value(part, option) for part in command.commands.values()
    )


def _likely(possibilities: Sequence[str] | None) -> str:
    return " " + _said("did_you_mean", names=", ".join(possibilities)) if possibilities else ""


def _said(key: str, **variables: object) -> str:
    return message(f"usage.{key}", "th", **variables)
