"""POST /api/needs, and the form by which the page has a need recorded."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query
from starlette.responses import RedirectResponse, Response

from api.guarding import require_own_form
from api.negotiating import ChosenLanguage, PageLanguage
from api.pages import page
from api.pages.showing import query
from api.rendering import JsonObject, recorded_to_json
from api.routes.services import Given, WebServices
from api.schemas import LARGEST_NUMBER, ErrorBody, RecordBody, RecordedBody
from assistant.domain.recorded_needs import RecordedNeed
from assistant.errors import QuestionError

router = APIRouter()

_ERRORS: dict[int | str, dict[str, Any]] = {
    404: {"model": ErrorBody, "description": "There is no such conversation, or no need stands in it."},
    409: {"model": ErrorBody, "description": "Messages came into the conversation at once; send it again."},
    413: {"model": ErrorBody, "description": "The body is larger than 64 KiB."},
    422: {"model": ErrorBody, "description": "A field is wrong, or the question names no subject."},
    503: {"model": ErrorBody, "description": "The register cannot be used."},
}


@router.post(
    "/api/needs",
    status_code=201,
    response_model=RecordedBody,
    responses=_ERRORS,
    tags=["record"],
    summary="Record a need for an officer",
)
def record(body: RecordBody, services: Given) -> JsonObject:
    """Keep a question, or the need that stands in a conversation, for an officer of a science park.

    A conversation records the same need once: its number comes again, and what is told of the asker is added.
    """
    return recorded_to_json(_recorded(services, body))


@router.post("/needs", include_in_schema=False, dependencies=[Depends(require_own_form)])
def record_by_form(body: Annotated[RecordBody, Form()], services: Given) -> Response:
    """Record what the form of a refusal holds, and go on to the page that tells its number."""
    recorded = _recorded(services, body)
    told = query({"number": recorded.number, "lang": body.spoken})
    return RedirectResponse(f"/needs/recorded?{told}", status_code=303)


@router.get("/needs/recorded", include_in_schema=False)
def show_recorded(
    language: PageLanguage, chosen: ChosenLanguage, number: Annotated[int, Query(ge=1, le=LARGEST_NUMBER)]
) -> Response:
    """Thanks, with the number of the need."""
    return page("recorded.html", language, {"number": number, "chosen": chosen})


def _recorded(services: WebServices, body: RecordBody) -> RecordedNeed:
    """What a request has recorded. Raises QuestionError or NotFoundError."""
    told = {"asker": body.asker or "", "contact": body.contact or ""}
    if body.question and not body.conversation:
        return services.recorder.record_question(body.question, language=body.spoken, **told)
    if body.conversation and not body.question:
        reply = services.chat.record(body.conversation, **told)
        assert reply.recorded is not None  # noqa: S101 - a need stands, or it would have raised
        return reply.recorded
    raise QuestionError("recording.question_or_conversation")
