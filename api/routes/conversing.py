"""/api/conversations: messages in turn, and the need that stands after each."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Path as InPath
from starlette.responses import Response

from api.rendering import JsonObject, conversation_to_json, reply_to_json
from api.routes.services import Given
from api.schemas import CONVERSATION_ID, ConversationBody, ErrorBody, MessageBody, NeedChangeBody, ReplyBody

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


@router.post("", status_code=201, response_model=ReplyBody, responses=_ERRORS, summary="Begin a conversation")
def begin(body: MessageBody, services: Given) -> JsonObject:
    """Reply to a first message. The id of the conversation is the key to it: whoever knows it can read on."""
    return reply_to_json(services.chat.say(body.message, language=body.chosen, top=body.top))


@router.post(
    "/{conversation_id}/messages",
    response_model=ReplyBody,
    responses=_ERRORS | _UNKNOWN,
    summary="Say something in a conversation",
)
def say(conversation_id: ConversationId, body: MessageBody, services: Given) -> JsonObject:
    """Reply to a message as one that follows upon those before: a limit, a correction, a question about what
    was shown, thanks, or another subject."""
    return reply_to_json(services.chat.say(body.message, conversation_id, language=body.chosen, top=body.top))


@router.patch(
    "/{conversation_id}/need",
    response_model=ReplyBody,
    responses=_ERRORS | _UNKNOWN,
    summary="Change the need that stands",
)
def change(conversation_id: ConversationId, body: NeedChangeBody, services: Given) -> JsonObject:
    """Set or lift limits by name; what is not named stands. The reply answers the changed need."""
    return reply_to_json(services.chat.change(conversation_id, body.changes()))


@router.get(
    "/{conversation_id}", response_model=ConversationBody, responses=_UNKNOWN, summary="What was said"
)
def show(conversation_id: ConversationId, services: Given) -> JsonObject:
    return conversation_to_json(services.chat.find(conversation_id))


@router.delete("/{conversation_id}", status_code=204, responses=_UNKNOWN, summary="Forget a conversation")
def forget(conversation_id: ConversationId, services: Given) -> Response:
    """Delete it with all that was said in it, and the needs that were recorded in it."""
    services.chat.forget(conversation_id)
    return Response(status_code=204)
