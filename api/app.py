"""The web application: routes, errors and static files put together around opened services."""

from collections.abc import Collection

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.failures import guard
from api.pages import STATIC_FOLDER
from api.routes import asking, conversing, documents, health, recording, talking
from api.routes.services import WebServices

DESCRIPTION = """\
Jabkoo matches what somebody needs with the researchers and the technologies that can help, in Thai and \
English, and proves every recommendation by a quote that stands verbatim on a page of a document.

Errors have one shape, `{"error": {"code", "message"}}`; `message` is Thai or English by Accept-Language.
"""


def create_app(services: WebServices, hosts: Collection[str] = ()) -> FastAPI:
    """Return the application over `services`, which the caller opened and will close.

    It answers only under the names and addresses in `hosts`; under any where there are none.
    """
    app = FastAPI(
        title="Jabkoo",
        version="0.1.0",
        summary="Matching needs with experts and technologies, with proof",
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.services = services
    guard(app, hosts)
    for part in (asking, conversing, recording, health, documents, talking):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER), name="static")
    return app
