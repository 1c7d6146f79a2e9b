"""/api/conversations: messages in turn, and the need that stands after each."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from starlette.responses import Response

from api.failures import Failure
from api.rendering import JsonObject, conversation_to_json, reply_to_json, statement_to_json
from api.routes.services import Given
from api.schemas import CONVERSATION_ID, ConversationBody, ErrorBody, MessageBody, NeedChangeBody, ReplyBody
from api.streaming import MEDIA_TYPE, event_stream, wants_events
from assistant.chatting import Reply, ReplyPart, whole_reply
from assistant.domain.citations import Statement

router = APIRouter(prefix="/api/conversations", tags=["converse"])

ConversationId = Annotated[str, InPath(pattern=CONVERSATION_ID)]
_UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorBody, "description": "There is no such conversation, or no more."}
}
_ERRORS: dict[int | str, dict[str, Any]] = {
    413: {"model": ErrorBody, "description": "The body is larger than 64 KiB."},
    409: {"model": ErrorBody, "description": "Several messages came at once; send this one again."},
    422: {"model": ErrorBody, "description": "The message or a field of the request is wrong."},
    503: {"model": ErrorBody, "description": "The stores or the model cannot be used."},
}
_EVENTS: dict[str, Any] = {
    "content": {
        MEDIA_TYPE: {
            "schema": {
                "type": "string",
                "description": "With `Accept: text/event-stream`: the events `found` (a reply of which "
                "statements are still to come), `statement`, `reply` (the whole) and `error`, each with one "
                "JSON object.",
            }
        }
    }
}


@router.post(
    "",
    status_code=201,
    response_model=ReplyBody,
    responses={**_ERRORS, 201: _EVENTS},
    summary="Begin a conversation",
)
def begin(body: MessageBody, services: Given, request: Request) -> JsonObject | Response:
    """Reply to a first message. The id of the conversation is the key to it: whoever knows it can read on."""
    said = services.chat.say_stream(body.message, language=body.spoken, top=body.top)
    return _told(said, request, status=201)


@router.post(
    "/{conversation_id}/messages",
    response_model=ReplyBody,
    responses={**_ERRORS, **_UNKNOWN, 200: _EVENTS},
    summary="Say something in a conversation",
)
def say(
    conversation_id: ConversationId, body: MessageBody, services: Given, request: Request
) -> JsonObject | Response:
    """Reply to a message as one that follows upon those before: a limit, a correction, a question about what
    was shown, thanks, or another subject."""
    said = services.chat.say_stream(body.message, conversation_id, language=body.spoken, top=body.top)
    return _told(said, request)


@router.patch(
    "/{conversation_id}/need",
    response_model=ReplyBody,
    responses={**_ERRORS, **_UNKNOWN, 200: _EVENTS},
    summary="Change the need that stands",
)
def change(
    conversation_id: ConversationId, body: NeedChangeBody, services: Given, request: Request
) -> JsonObject | Response:
    """Set its text, or set or lift limits, by name; what is not named stands. The reply answers the changed
    need."""
    return _told(services.chat.change_stream(conversation_id, body.changes()), request)


@router.get(
    "/{conversation_id}", response_model=ConversationBody, responses=_UNKNOWN, summary="What was said"
)
def show(conversation_id: ConversationId, services: Given) -> JsonObject:
    """Every turn, with what a language model worded of its answer, as far as that still holds."""
    conversation = services.chat.find(conversation_id)
    return conversation_to_json(conversation, services.chat.openings(conversation))


@router.delete("/{conversation_id}", status_code=204, responses=_UNKNOWN, summary="Forget a conversation")
def forget(conversation_id: ConversationId, services: Given) -> Response:
    """Delete it with all that was said in it, and the needs that were recorded in it."""
    services.chat.forget(conversation_id)
    return Response(status_code=204)


def _told(parts: Iterator[ReplyPart], request: Request, *, status: int = 200) -> JsonObject | Response:
    """The reply as it comes about where that is asked for, else when it is whole."""
    if wants_events(request):
        return event_stream(parts, AsJson(), request, status)
    return reply_to_json(whole_reply(parts))


class AsJson:
    """Events of one JSON object each."""

    def reply(self, reply: Reply) -> str:
        return _json(reply_to_json(reply))

    def statement(self, statement: Statement, found: Reply) -> str:  # noqa: ARG002 - as `Wording` has it
        return _json(statement_to_json(statement))

    def failure(self, failure: Failure) -> str:
        return _json(failure.as_json())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
