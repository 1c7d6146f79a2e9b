"""POST /api/ask"""

from typing import Annotated, Any

from fastapi import APIRouter, Body

from api.rendering import JsonObject, answer_to_json
from api.routes.services import Given
from api.schemas import ENGLISH_EXAMPLE, THAI_EXAMPLE, AnswerBody, AskBody, ErrorBody

router = APIRouter(prefix="/api", tags=["ask"])

_ERRORS: dict[int | str, dict[str, Any]] = {
    413: {"model": ErrorBody, "description": "The body is larger than 64 KiB."},
    422: {"model": ErrorBody, "description": "The question or a field of the request is wrong."},
    500: {"model": ErrorBody, "description": "Unexpected; the log tells more under `request_id`."},
    503: {
        "model": ErrorBody,
        "description": "The stores or the model cannot be used; with Retry-After when trying again may help.",
    },
}
_EXAMPLES: Any = {
    "thai": {"summary": "ภาษาไทย", "value": THAI_EXAMPLE},
    "english": {"summary": "English", "value": ENGLISH_EXAMPLE},
}


@router.post(
    "/ask",
    response_model=AnswerBody,
    responses=_ERRORS,
    summary="Recommend experts and technologies for a need",
)
def ask(body: Annotated[AskBody, Body(openapi_examples=_EXAMPLES)], services: Given) -> JsonObject:
    """Return at most `top` experts and `top` works with quoted, cited reasons, or a refusal.

    A refusal is an answer too: status 200, `refusal` set and the lists empty.
    """
    return answer_to_json(
        services.assistant.ask(body.question, language=body.spoken, top=body.top, explain=body.explain)
    )
