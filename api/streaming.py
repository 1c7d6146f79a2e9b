"""A reply as server-sent events: what was found, each statement that holds, and at last the whole.

Only what `assistant.chatting` yields is ever sent, so no word of a model leaves before it is checked.
"""

import time
from collections.abc import AsyncIterator, Generator, Iterator
from itertools import chain
from typing import Protocol

from fastapi import Request
from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.concurrency import iterate_in_threadpool

from api.failures import Failure, crash, failure_of
from assistant.chatting import Reply, ReplyPart
from assistant.domain.citations import Statement
from assistant.errors import JabkooError
from prompts import Language

MEDIA_TYPE = "text/event-stream"
# A word for nobody, so often, while the model writes: it keeps the connection open, and it is where a client
# that has gone away is noticed.
BEAT_S = 1.0
_BEAT = format_sse_event(comment="")
# Proxies (nginx) hold back what is small until there is more of it.
_HEADERS = {"X-Accel-Buffering": "no"}


class Wording(Protocol):
    """How the events of a stream are written."""

    def reply(self, reply: Reply) -> str:
        """A reply, be it whole or not."""
        ...

    def statement(self, statement: Statement, found: Reply) -> str:
        """A statement of the reply of which `found` told the rest."""
        ...

    def failure(self, failure: Failure) -> str: ...


def wants_events(request: Request) -> bool:
    """Whether who asks takes events rather than the whole reply at once."""
    return MEDIA_TYPE in request.headers.get("accept", "")


def event_stream(
    parts: Iterator[ReplyPart], wording: Wording, request: Request, status: int = 200
) -> EventSourceResponse:
    """Return the response that sends `parts` as they come. Errors before the first of them are raised."""
    first = next(parts)
    assert isinstance(first, Reply)  # noqa: S101 - what a stream of a reply begins with
    during = f"{request.method} {request.url.path}"
    return EventSourceResponse(_in_threads(_events(first, parts, wording, during)), status, _HEADERS)


async def _in_threads(events: Generator[bytes, None, None]) -> AsyncIterator[bytes]:
    """The events, each waited for in a thread, and made no longer than somebody takes them."""
    try:
        async for event in iterate_in_threadpool(events):
            yield event
    finally:
        events.close()


def _events(
    first: Reply, parts: Iterator[ReplyPart], wording: Wording, during: str
) -> Generator[bytes, None, None]:
    """`during`: what the log calls this where it fails."""
    sent_at = time.monotonic()
    try:
        for part in chain([first], parts):
            if part is None and time.monotonic() - sent_at < BEAT_S:
                continue
            yield _event(part, first, wording)
            sent_at = time.monotonic()
    except Exception as error:
        failure = _failure(error, first.language, during)
        yield format_sse_event(event="error", data_str=wording.failure(failure))


def _event(part: ReplyPart, found: Reply, wording: Wording) -> bytes:
    if part is None:
        return _BEAT
    if isinstance(part, Statement):
        return format_sse_event(event="statement", data_str=wording.statement(part, found))
    return format_sse_event(event="reply" if part.is_whole else "found", data_str=wording.reply(part))


def _failure(error: Exception, language: Language, during: str) -> Failure:
    """What is told of an error in the asker's language; what is not expected is logged alone."""
    return failure_of(error, language, during) if isinstance(error, JabkooError) else crash(language, during)
