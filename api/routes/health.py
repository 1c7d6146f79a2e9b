"""GET /api/health"""

from fastapi import APIRouter

from api.rendering import JsonObject
from api.routes.services import Given
from api.schemas import ErrorBody, HealthBody
from assistant.inquiring import require_whole_index

router = APIRouter(prefix="/api", tags=["health"])


@router.get(
    "/health",
    response_model=HealthBody,
    responses={
        503: {
            "model": ErrorBody,
            "description": "The register or the index does not answer, or is not whole.",
        }
    },
    summary="Whether questions can be answered now",
)
def health(services: Given) -> JsonObject:
    """Ask the register and the index how much they hold; ready when both answer and the index is whole."""
    documents = services.register.counts()["documents"]
    passages = services.index.count()
    require_whole_index(passages, services.register.indexed_passages())
    return {"status": "ready", "documents": documents, "passages": passages}
