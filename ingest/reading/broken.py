"""Calls into libraries with bytes that may not be what they claim to be."""

import zlib
from collections.abc import Callable
from typing import TypeVar

from pypdf.errors import DeprecationError, PyPdfError

# What libraries raise on such bytes; none of it is a fault of this program.
BROKEN_INPUT = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    DeprecationError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    PyPdfError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)

Result = TypeVar("Result")


def attempt(read: Callable[[], Result], otherwise: Result) -> Result:
    """Return what `read` returns, or `otherwise` when the bytes are more than a library can take."""
    try:
        return read()
    except BROKEN_INPUT:
        return otherwise
    except BaseException as failure:
        # A panic of native code arrives as a class that cannot be imported and is no Exception.
        if type(failure).__name__ != "PanicException":
            raise
        return otherwise
