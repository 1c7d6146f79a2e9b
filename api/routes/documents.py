"""GET /documents/...: the proof behind a citation, on its page and in the original file."""

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as InPath
from starlette.responses import FileResponse, Response

from api.negotiating import ChosenLanguage, PageLanguage
from api.pages import page
from api.passages import original_file, passage_view
from api.routes.services import Given
from api.schemas import LARGEST_NUMBER

router = APIRouter(prefix="/documents", include_in_schema=False)

_CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
# The document is as strange as whoever wrote it: no script, no form, no origin of ours.
_FILE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"

DocumentId = Annotated[str, InPath(pattern=r"^[A-Za-z0-9._:-]{1,64}$")]
PageNumber = Annotated[int, InPath(ge=1, le=LARGEST_NUMBER)]
Offset = Annotated[int | None, Query(ge=0, le=LARGEST_NUMBER)]


@router.get("/{document_id}/pages/{number}")
def show_page(
    services: Given,
    language: PageLanguage,
    chosen: ChosenLanguage,
    document_id: DocumentId,
    number: PageNumber,
    start: Offset = None,
    end: Offset = None,
) -> Response:
    """The clean text of a page with the passage marked."""
    view = passage_view(services.register, document_id, number, start, end)
    span = {"start": start, "end": end}
    return page("passage.html", language, {"view": view, "chosen": chosen, "span": span})


@router.get("/{document_id}/file")
def open_file(services: Given, document_id: DocumentId) -> FileResponse:
    """The original file of a report, if it is registered and still there."""
    file = original_file(services.register, document_id)
    suffix = PurePosixPath(file.path).suffix.lower()
    return FileResponse(
        file.path,
        media_type=_CONTENT_TYPES.get(suffix, "application/octet-stream"),
        filename=PurePosixPath(file.name).name,
        content_disposition_type="inline" if suffix == ".pdf" else "attachment",
        headers={"Content-Security-Policy": _FILE_POLICY},
    )
