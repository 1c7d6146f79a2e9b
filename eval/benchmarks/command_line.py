"""What the command lines of the benchmarks share: counts are checked, and errors told without a traceback."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from functools import wraps

from api.command_group import end_with
from assistant.errors import JabkooError


def at_least_one(text: str) -> int:
    """The whole number, at least 1, that an argument is. Raises ArgumentTypeError where it is none."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def ends_with_a_message(main: Callable[[], None]) -> Callable[[], None]:
    """`main`, which ends with the message and the exit code of an error that a user can act on."""

    @wraps(main)
    def ending() -> None:
        try:
            main()
        except JabkooError as error:
            end_with(error)

    return ending
