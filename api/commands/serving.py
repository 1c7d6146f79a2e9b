"""`jabkoo serve`"""

import errno
import ipaddress
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Literal

import click
import uvicorn
from starlette.applications import Starlette

from api.app import create_app
from api.bootstrap import Services
from api.context import Context
from assistant.errors import SettingsError, StoreError
from prompts import message

GRACE_S = 10
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_NOT_THIS_MACHINE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def run(context: Context, host: str, port: int) -> None:
    """Serve the web page and the HTTP interface."""
    serve(context, host, port, create_app, area="web")


def serve(
    context: Context,
    host: str,
    port: int,
    make_app: Callable[[Services, list[str]], Starlette],
    *,
    area: Literal["web", "mcp"],
) -> None:
    """Serve until Ctrl-C or SIGTERM; requests that run then may end. Raises SettingsError or StoreError.

    `make_app` gets the names under which it is to answer; what is said to the operator stands in `area`. The
    port is taken before the model is loaded, so that one in use is told at once; port 0 takes any.
    """
    signal.signal(signal.SIGTERM, _stop)
    with listening(host, port) as listener:
        _note(context, "web.opening")
        with context.services() as services:
            _forget_old(services)
            # No access log: an address may hold a question.
            config = uvicorn.Config(
                make_app(services, hosts_of(listener, host, context.settings.api.allowed_hosts)),
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE_S,
            )
            _note(context, f"{area}.serving", address=address_of(listener))
            if not is_loopback(listener):
                _note(context, f"{area}.served_to_all")
            uvicorn.Server(config).run(sockets=[listener])


def _forget_old(services: Services) -> None:
    """Forget what is kept no longer, which otherwise waits for somebody to begin a conversation."""
    with suppress(StoreError):  # written to by somebody else now, or not at all: no reason not to answer
        services.chat.forget_old()


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises SettingsError when the address cannot be had."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except (socket.gaierror, UnicodeError) as error:
        raise SettingsError("web.bad_host", host=host) from error
    except OSError as error:
        raise _refused(error, host, port) from error


def address_of(listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if ipaddress.ip_address(host).is_unspecified:
        host = "localhost"
    return f"http://{bracketed(host)}:{port}"


def hosts_of(listener: socket.socket, host: str, further: str) -> list[str]:
    """The names under which the server answers: its own and the `further` ones, separated by commas.

    Empty, which is any name, where it listens to other machines and no further names are given.
    """
    named = [name.strip() for name in further.split(",") if name.strip()]
    if is_loopback(listener) or named:
        return [*_LOOPBACK, bracketed(host), *named]
    return []


def is_loopback(listener: socket.socket) -> bool:
    return ipaddress.ip_address(listener.getsockname()[0]).is_loopback


def bracketed(host: str) -> str:
    """An IPv6 address as it stands in a URL; any other name as it is."""
    return f"[{host}]" if ":" in host else host


def _refused(error: OSError, host: str, port: int) -> Exception:
    if error.errno == errno.EADDRINUSE:
        return SettingsError("web.port_in_use", port=port, other=port + 1 if port < 65535 else 8000)
    if error.errno == errno.EACCES:
        return SettingsError("web.port_forbidden", port=port)
    if error.errno in _NOT_THIS_MACHINE:
        return SettingsError("web.bad_host", host=host)
    return error


def _note(context: Context, key: str, **variables: object) -> None:
    click.echo(message(key, context.language, **variables), err=True)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """SIGTERM leaves through the same doors as any other end, so that the stores are closed."""
    sys.exit(0)
