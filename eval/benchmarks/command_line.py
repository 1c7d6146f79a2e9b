"""What the command lines of the benchmarks share: what is given is checked before anything takes long, and
errors are told without a traceback."""

import os
from argparse import ArgumentTypeError
from collections.abc import Callable
from functools import wraps
from math import isfinite
from pathlib import Path

from api.command_group import end_with
from assistant.errors import JabkooError


def at_least_one(text: str) -> int:
    """The whole number, at least 1, that an argument is. Raises ArgumentTypeError where it is none."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def counts(text: str) -> list[int]:
    """The whole numbers, at least 1, with commas between, that an argument is, the least first.

    Raises ArgumentTypeError where one is none.
    """
    return sorted(map(at_least_one, text.split(",")))


def from_nought_on(text: str) -> float:
    """The number, at least 0, that an argument is. Raises ArgumentTypeError where it is none."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if number < 0 or not isfinite(number):
        raise ArgumentTypeError(f"{text!r} is no number from 0 on")
    return number


def existing_file(text: str) -> Path:
    """The file that an argument names. Raises ArgumentTypeError where it cannot be read."""
    if not Path(text).is_file() or not os.access(text, os.R_OK):
        raise ArgumentTypeError(f"there is no file {text} that can be read")
    return Path(text)


def program(text: str) -> Path:
    """The program that an argument names. Raises ArgumentTypeError where it cannot be run."""
    if not Path(text).is_file() or not os.access(text, os.X_OK):
        raise ArgumentTypeError(f"there is no program {text} that can be run")
    return Path(text)


def folder_of_files(text: str) -> Path:
    """The folder that an argument names. Raises ArgumentTypeError where nothing can be written into it."""
    if not _takes_files(Path(text)):
        raise ArgumentTypeError(f"there is no folder {text} that can be written into")
    return Path(text)


def folder_to_be(text: str) -> Path:
    """The folder that an argument names, there or not. Raises ArgumentTypeError where it cannot be made."""
    folder = Path(text).absolute()
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if not _takes_files(nearest):
        raise ArgumentTypeError(f"no folder {text} can be made, or written into")
    return Path(text)


def file_to_be(text: str) -> Path:
    """The file that an argument names, there or not. Raises ArgumentTypeError where it cannot be written."""
    if Path(text).is_dir() or not _takes_files(Path(text).absolute().parent):
        raise ArgumentTypeError(f"no file {text} can be written")
    return Path(text)


def _takes_files(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def ends_with_a_message(main: Callable[[], None]) -> Callable[[], None]:
    """`main`, which ends with the message and the exit code of an error that a user can act on."""

    @wraps(main)
    def ending() -> None:
        try:
            main()
        except JabkooError as error:
            end_with(error)

    return ending
