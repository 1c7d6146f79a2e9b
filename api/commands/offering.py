"""`jabkoo mcp`"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from api.commands import serving
from api.context import Context, WrongUse
from api.mcp.server import create_mcp_app, create_server


def run(context: Context, *, over_http: bool, host: str | None, port: int | None) -> None:
    """Offer the tools, over HTTP or to the program that started this one, until it has no more to ask.

    Raises SettingsError or StoreError.
    """
    if over_http:
        _serve(context, host, port)
    elif host is None and port is None:
        _speak(context)
    else:
        raise WrongUse(context.text("only_over_http"))


def _serve(context: Context, host: str | None, port: int | None) -> None:
    language, api = context.language, context.settings.api
    serving.serve(
        context,
        host or api.host,
        api.port if port is None else port,
        lambda services, hosts: create_mcp_app(services, language, hosts),
        area="mcp",
    )


def _speak(context: Context) -> None:
    # Waiting for standard input cannot be broken off, and nothing is written that Ctrl-C could spoil.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with _output_of_its_own() as output, context.services() as services:
        anyio.run(_answer, create_server(services, context.language), output)


async def _answer(server: Server, output: TextIO) -> None:
    async with stdio_server(stdout=anyio.wrap_file(output)) as (asked, answered):
        await server.run(asked, answered, server.create_initialization_options())


@contextmanager
def _output_of_its_own() -> Iterator[TextIO]:
    """Standard output for the protocol alone: whatever else prints there, prints to standard error."""
    sys.stdout.flush()
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as output:
        os.dup2(2, 1)
        try:
            yield output
        finally:
            os.dup2(output.fileno(), 1)
