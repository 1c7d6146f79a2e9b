"""What holds for every request: its host, its headers, a limit on its body, no error that escapes.

A question may hold what its asker tells nobody else, so nothing of it is ever logged: neither a body nor
the query part of an address.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable, Collection
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY_BYTES = 64 * 1024
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With "no-referrer" browsers would not even tell this server that a form is of its own page.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}

# What a browser says of a form that a page of its own server sent, or that its user sent without one.
_OF_OUR_OWN = ("same-origin", "none")

log = logging.getLogger("jabkoo.http")

RenderCrash = Callable[[Request, str], Response]


def new_request_id() -> str:
    """A number that a visitor can tell and that finds the request in the log."""
    return secrets.token_hex(8)


class Guard:
    """ASGI middleware. `render_crash` makes the response to an unexpected error from its request id."""

    def __init__(self, app: ASGIApp, render_crash: RenderCrash) -> None:
        self._app = app
        self._render_crash = render_crash

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # what GET would say, without its body (RFC 9110, section 9.3.2)
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        sender = _Sender(send)
        try:
            await self._app(scope, _limited(scope, receive), sender)
        except Exception:
            request_id = new_request_id()
            log.exception("request %s failed: %s %s", request_id, scope["method"], scope["path"])
            if sender.has_started:
                raise
            await self._render_crash(Request(scope), request_id)(scope, receive, sender)


def _without_body(send: Send) -> Send:
    async def send_head(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return send_head


class KnownHosts:
    """ASGI middleware that lets in what is asked for under one of these `names`, in whatever case.

    Without sign-in a loopback address is the only protection, and a page from elsewhere gets past it by
    pointing its own name here (DNS rebinding). `refuse` makes the response to such a request. Starlette's
    TrustedHostMiddleware does the same, with an answer in English alone.
    """

    def __init__(self, app: ASGIApp, names: Collection[str], refuse: Callable[[Request], Response]) -> None:
        self._app = app
        self._names = {hostname(name) for name in names}
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and hostname(Headers(scope=scope).get("host", "")) not in self._names:
            await self._refuse(Request(scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def hostname(host: str) -> str:
    """The name or address in a Host header, without port and brackets; empty where there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def require_own_form(request: Request) -> None:
    """Raises HTTPException where the page of another site has a browser send a form: it would speak for who
    visits it.

    A browser tells so in Sec-Fetch-Site; an old one, and any over plain HTTP from another machine, names the
    Origin of the page instead. Who names neither is no browser.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    is_own = site in _OF_OUR_OWN if site else origin is None or _is_of_this_server(origin, request)
    if not is_own:
        raise HTTPException(403)


def _is_of_this_server(origin: str, request: Request) -> bool:
    return origin.partition("://")[2].lower() == request.headers.get("host", "").lower() != ""


class _Sender:
    """Sends on, with the security headers where a route has not set its own."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_started = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


def _limited(scope: Scope, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Receive until the body proves too large, whatever its Content-Length says."""
    announced = Headers(scope=scope).get("content-length", "")
    received = int(announced) if announced.isdecimal() and announced.isascii() else 0
    is_announced = received > 0

    async def receive_within_limit() -> Message:
        nonlocal received
        if received > LARGEST_BODY_BYTES:
            raise HTTPException(413)
        message = await receive()
        if not is_announced:
            received += len(message.get("body", b""))
            if received > LARGEST_BODY_BYTES:
                raise HTTPException(413)
        return message

    return receive_within_limit
