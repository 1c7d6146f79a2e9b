"""Errors as HTTP says them: JSON to programs, a page to people, in the language of the request.

What a visitor cannot mend (the stores, the model) is told in one neutral text with a number; the log tells
under this number what it was, because such messages name folders and servers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic.fields import FieldInfo
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.guarding import Guard, KnownHosts, log, new_request_id
from api.negotiating import request_language
from api.pages import page
from assistant.errors import JabkooError
from prompts import Language, message

RETRY_AFTER_S = 5
_STATUS_KEYS = {
    403: "web.form_of_another_site",
    404: "web.not_found",
    405: "web.wrong_method",
    413: "web.body_too_large",
}
_FOR_PROGRAMS = ("/api/", "/mcp")
# The texts that tell what a field must be; those of a range have one together.
_TEXTS_OF_FIELDS = {
    **{
        name: f"web.bad_{name}"
        for name in (
            *("question", "top", "language", "explain"),
            *("message", "text", "wanted", "region", "without", "conversation", "asker", "contact"),
        )
    },
    **dict.fromkeys(("year_from", "year_to"), "web.bad_years"),
    **dict.fromkeys(("trl_from", "trl_to"), "web.bad_trl"),
    "centre": "need.unknown_centre",
    "organisation": "need.unknown_organisation",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told of an error. `key` names its text; `headers` go with the response."""

    status: int
    key: str
    text: str
    headers: dict[str, str]
    request_id: str | None = None

    def as_json(self) -> dict[str, str]:
        told = {"code": self.key, "message": self.text}
        return told | ({"request_id": self.request_id} if self.request_id else {})


def guard(app: Starlette, hosts: Collection[str]) -> None:
    """Make `app` answer every error in the project's own shape, and only under the names in `hosts`.

    Where there are none it answers under any.
    """
    app.add_exception_handler(JabkooError, _on_known_error)
    app.add_exception_handler(RequestValidationError, _on_bad_request)
    app.add_exception_handler(HTTPException, _on_http_error)
    if hosts:
        app.add_middleware(KnownHosts, names=hosts, refuse=render_unknown_host)
    app.add_middleware(Guard, render_crash=render_crash)


def failure_of(error: JabkooError, language: Language, during: str) -> Failure:
    """What is told of `error`, which ended what is logged as `during`."""
    headers = {"Retry-After": str(RETRY_AFTER_S)} if error.retryable else {}
    if error.http_status < 500:
        return Failure(error.http_status, error.key, error.message(language), headers)
    request_id = new_request_id()
    log.error("request %s: %s: %s", request_id, during, error, exc_info=error)
    text = message("web.unavailable", language, request_id=request_id)
    return Failure(error.http_status, error.key, text, headers, request_id)


def crash(language: Language, during: str) -> Failure:
    """What is told of the unexpected error that is being handled and ended what is logged as `during`."""
    request_id = new_request_id()
    log.exception("request %s failed: %s", request_id, during)
    return _crash(language, request_id)


def render_crash(request: Request, request_id: str) -> Response:
    """The response to an unexpected error: nothing of it but a number to look for in the log."""
    return _response(request, _crash(request_language(request), request_id))


def render_unknown_host(request: Request) -> Response:
    """The response to a request under a name that is not this server's."""
    text = message("web.unknown_host", request_language(request))
    return _response(request, Failure(400, "web.unknown_host", text, {}))


def text_of_field(name: str) -> str | None:
    """The key of the text that tells what a field of this name must be, if there is one."""
    return _TEXTS_OF_FIELDS.get(name)


async def _on_known_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, JabkooError)  # noqa: S101 - what it is registered for
    during = f"{request.method} {request.url.path}"
    return _response(request, failure_of(error, request_language(request), during))


async def _on_bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - what it is registered for
    key = _key_of(error)
    status = 404 if key == "web.not_found" else 422
    told = message(key, request_language(request), known=", ".join(_fields_at(error, request)))
    return _response(request, Failure(status, key, told, {}))


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    key = _STATUS_KEYS.get(error.status_code, "web.bad_request")
    text = message(key, request_language(request))
    return _response(request, Failure(error.status_code, key, text, dict(error.headers or {})))


def _key_of(error: RequestValidationError) -> str:
    """The text that tells the first thing wrong, by its place in the request."""
    first = error.errors()[0]
    if first["loc"][0] == "path":
        return "web.not_found"
    if first["type"] == "extra_forbidden":
        return "web.unknown_field"
    told = (text_of_field(str(name)) for name in first["loc"])
    return next(filter(None, told), "web.bad_request")


def _fields_at(error: RequestValidationError, request: Request) -> Collection[str]:
    """The fields that may stand where the first wrong thing does: in the body, or in a part of it."""
    body = getattr(request.scope.get("route"), "body_field", None)
    fields = body.field_info.annotation.model_fields if body else {}
    for name in error.errors()[0]["loc"][1:-1]:
        fields = _fields_within(fields[name].annotation) if name in fields else {}
    return fields


def _fields_within(annotation: Any) -> Mapping[str, FieldInfo]:
    """The fields of the shape that a field has, be it one that may be null."""
    shapes = (annotation, *get_args(annotation))
    return next((shape.model_fields for shape in shapes if hasattr(shape, "model_fields")), {})


def _crash(language: Language, request_id: str) -> Failure:
    return Failure(500, "web.crash", message("web.crash", language, request_id=request_id), {}, request_id)


def _response(request: Request, failure: Failure) -> Response:
    if request.url.path.startswith(_FOR_PROGRAMS):
        return JSONResponse({"error": failure.as_json()}, failure.status, failure.headers)
    language = request_language(request)
    return page(
        "error.html", language, {"text": failure.text}, status=failure.status, headers=failure.headers
    )
