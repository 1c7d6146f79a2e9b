"""What the routes call, and how they get it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Protocol, cast

from fastapi import Depends, Request

from assistant.domain.answers import Answer
from assistant.domain.documents import Page
from assistant.domain.needs import Limits
from assistant.ports import DocumentCard
from catalogue.repository import StoredFile
from prompts import Language


class Answering(Protocol):
    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        top: int = 5,
        explain: bool = False,
        limits: Limits | None = None,
    ) -> Answer: ...


class Library(Protocol):
    """The part of the register that shows documents."""

    def documents(self, ids: Collection[str]) -> Mapping[str, DocumentCard]: ...

    def pages(self, places: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Page]: ...

    def page_count(self, document_id: str) -> int: ...

    def files_of(self, document_id: str) -> Sequence[StoredFile]: ...

    def counts(self) -> Mapping[str, int]: ...

    def indexed_passages(self) -> int: ...


class Counting(Protocol):
    def count(self) -> int: ...


class WebServices(Protocol):
    """What `api.bootstrap.Services` gives the web; tests give less."""

    @property
    def assistant(self) -> Answering: ...

    @property
    def register(self) -> Library: ...

    @property
    def index(self) -> Counting: ...


def _services(request: Request) -> WebServices:
    return cast(WebServices, request.app.state.services)


Given = Annotated[WebServices, Depends(_services)]
