"""GET / and /conversations/...: the page that talks. Forms alone are enough; scripts ask for events."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from api.guarding import require_own_form
from api.negotiating import ChosenLanguage, PageLanguage
from api.pages.showing import WITHOUT
from api.pages.talk import TalkPage, turns_view
from api.routes.conversing import ConversationId
from api.routes.services import Given, WebServices
from api.schemas import NeedChangeBody
from api.streaming import event_stream, wants_events
from assistant.chatting import Reply, ReplyPart
from assistant.domain.conversations import Conversation
from assistant.domain.needs import Need
from assistant.eras import common_era
from assistant.errors import QuestionError
from assistant.language import normalise
from assistant.understanding import LONGEST_QUESTION

router = APIRouter(include_in_schema=False)
RECOMMENDATIONS_SHOWN = 5
_NOTHING_SAID = Conversation("")
_LIMITS = ("region", "organisation", "centre", "year_from", "year_to", "trl_from", "trl_to")
# What each kind that can be ruled out is called in the form that adds to it.
_RULED_OUT = {
    "regions": "rule_out_region",
    "centres": "rule_out_centre",
    "organisations": "rule_out_organisation",
}
_RANGES = {"years": ("year_from", "year_to"), "trl": ("trl_from", "trl_to")}


async def _own_form(request: Request) -> FormData:
    """The form that was sent. Raises HTTPException where another site's page sends it."""
    require_own_form(request)
    return await request.form()


def _talk_page(services: Given, language: PageLanguage, chosen: ChosenLanguage) -> TalkPage:
    return TalkPage(language, chosen, services.chat.kept_days)


Form = Annotated[FormData, Depends(_own_form)]
Shown = Annotated[TalkPage, Depends(_talk_page)]


@router.get("/")
def home(page: Shown, q: str = "") -> Response:
    """The page to begin on; `q` stands in its box, not yet asked."""
    return page.whole(_NOTHING_SAID, [], said=_shown_again(q))


@router.post("/conversations")
def begin(services: Given, page: Shown, request: Request, form: Form) -> Response:
    """Reply to a first message, and show the conversation at its own address."""
    said = _text(form, "message")
    parts = services.chat.say_stream(said, language=page.chosen, top=RECOMMENDATIONS_SHOWN)
    return _told(parts, services, page, request, said=said)


@router.get("/conversations/{conversation_id}")
def show(
    services: Given, page: Shown, conversation_id: ConversationId, turn: Annotated[int, Query(ge=0)] = 0
) -> Response:
    """Everything that was said, with all that is replied to one `turn`, counted from 1; else to the last."""
    return _shown(services, page, conversation_id, turn)


@router.post("/conversations/{conversation_id}")
def say(
    services: Given, page: Shown, conversation_id: ConversationId, request: Request, form: Form
) -> Response:
    """Reply to a message as one that follows upon those before."""
    said = _text(form, "message")
    parts = services.chat.say_stream(said, conversation_id, language=page.chosen, top=RECOMMENDATIONS_SHOWN)
    return _told(parts, services, page, request, conversation_id, said)


@router.post("/conversations/{conversation_id}/need")
def change(
    services: Given, page: Shown, conversation_id: ConversationId, request: Request, form: Form
) -> Response:
    """Answer the need that stands with its parts as the form has them, or without the one it removes."""
    return _told(_changed(services, conversation_id, form), services, page, request, conversation_id)


@router.post("/conversations/{conversation_id}/delete")
def forget(
    services: Given,
    page: Shown,
    conversation_id: ConversationId,
    form: Form,  # noqa: ARG001 - that it is one of our own
) -> Response:
    """Delete it with all that was said in it, and begin anew."""
    services.chat.forget(conversation_id)
    return RedirectResponse(f"/?lang={page.chosen}" if page.chosen else "/", 303)


def _told(
    parts: Iterator[ReplyPart],
    services: WebServices,
    page: TalkPage,
    request: Request,
    conversation_id: str = "",
    said: str = "",
) -> Response:
    """The reply as it comes about, or the page that shows it; what was `said` amiss stays in the box."""
    try:
        if wants_events(request):
            return event_stream(parts, page, request)
        # Nobody waits here for drafted statements, so none are made: another request shows the reply.
        reply = next(parts)
    except QuestionError as error:
        problem = error.message(page.language)
        return _shown(services, page, conversation_id, said=said, problem=problem)
    assert isinstance(reply, Reply)  # noqa: S101 - what a stream of a reply begins with
    conversation = reply.conversation
    return RedirectResponse(f"{page.address(conversation)}#turn-{len(conversation.turns)}", 303)


def _shown(
    services: WebServices,
    page: TalkPage,
    conversation_id: str,
    number: int = 0,
    *,
    said: str = "",
    problem: str = "",
) -> Response:
    """The page with the turn of this number replied to in full, else the last."""
    if not conversation_id:
        return page.whole(_NOTHING_SAID, [], said=_shown_again(said), problem=problem)
    conversation = services.chat.find(conversation_id)
    last = len(conversation.turns)
    number = number if 0 < number < last else last
    reply = services.chat.recall(conversation, number, language=page.chosen, top=RECOMMENDATIONS_SHOWN)
    turns = turns_view(conversation, number, reply, services.register)
    return page.whole(conversation, turns, said=_shown_again(said), problem=problem)


def _changed(services: WebServices, conversation_id: str, form: FormData) -> Iterator[ReplyPart]:
    """The answer to the changed need. Raises QuestionError where a part of it cannot be what the form has."""
    need = services.chat.find(conversation_id).need
    changes = _without(_text(form, "remove"), need) if "remove" in form else _as_told(form, need)
    yield from services.chat.change_stream(conversation_id, changes, top=RECOMMENDATIONS_SHOWN)


def _without(name: str, need: Need | None) -> Mapping[str, Any]:
    """The change that removes a part of a need: a limit, a range, one of the kinds that are wanted or of what
    is ruled out."""
    if need and name in need.wanted:
        return {"wanted": tuple(kind for kind in need.wanted if kind != name)}
    if need and name.startswith(WITHOUT):
        return {"without": need.without.lacking({name.removeprefix(WITHOUT)})}
    lifted = [limit for limit in _RANGES.get(name, (name,)) if limit in _LIMITS]
    return NeedChangeBody.model_validate(dict.fromkeys(lifted)).changes()


def _as_told(form: FormData, need: Need | None) -> Mapping[str, Any]:
    """What the form has of each part; what it does not have stands, and what it rules out adds to that."""
    told: dict[str, Any] = {name: _text(form, name).strip() or None for name in _LIMITS if name in form}
    try:
        for name in told.keys() & {"year_from", "year_to", "trl_from", "trl_to"}:
            told[name] = int(told[name]) if told[name] else None
        for name in told.keys() & {"year_from", "year_to"}:
            told[name] = told[name] and common_era(told[name])
        if "text" in form:
            told |= {"text": _text(form, "text"), "wanted": form.getlist("wanted")}
        if without := {
            kind: [name] for kind, field in _RULED_OUT.items() if (name := _text(form, field).strip())
        }:
            told["without"] = without
        changes = NeedChangeBody.model_validate(told).changes()
    except ValueError as error:
        raise QuestionError("web.bad_need") from error
    if need and without:
        changes["without"] = need.without | changes["without"]
    return changes


def _text(form: FormData, name: str) -> str:
    """A field of a form; empty where it is missing or a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _shown_again(said: str) -> str:
    """What was said without characters that are not seen; nothing of what is far longer than it may be."""
    return normalise(said) if len(said) <= 2 * LONGEST_QUESTION else ""
