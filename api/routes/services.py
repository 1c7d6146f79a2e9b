"""What the routes call, and how they get it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated, Any, Protocol, cast

from fastapi import Depends, Request

from assistant.chatting import Reply, ReplyPart
from assistant.domain.answers import Answer
from assistant.domain.conversations import Conversation
from assistant.domain.documents import Page
from assistant.domain.needs import Limits
from assistant.domain.openings import ProvedOpening
from assistant.domain.people import Expert
from assistant.domain.recorded_needs import RecordedNeed
from assistant.domain.works import Work
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

    def limits_named(self, named: Mapping[str, Any]) -> Limits: ...


class Chatting(Protocol):
    @property
    def kept_days(self) -> int: ...

    def say_stream(
        self, said: str, conversation_id: str = "", *, language: Language | None = None, top: int = 5
    ) -> Iterator[ReplyPart]: ...

    def change_stream(
        self, conversation_id: str, changes: Mapping[str, Any], *, top: int = 5
    ) -> Iterator[ReplyPart]: ...

    def recall(
        self, conversation: Conversation, number: int, *, language: Language | None = None, top: int = 5
    ) -> Reply: ...

    def openings(self, conversation: Conversation) -> Sequence[ProvedOpening | None]: ...

    def record(self, conversation_id: str, *, asker: str = "", contact: str = "") -> Reply: ...

    def find(self, conversation_id: str) -> Conversation: ...

    def forget(self, conversation_id: str) -> None: ...


class Recording(Protocol):
    def record_question(
        self, question: str, *, language: Language | None = None, asker: str = "", contact: str = ""
    ) -> RecordedNeed: ...


class Library(Protocol):
    """The part of the register that shows documents and names who and what was recommended."""

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]: ...

    def works(self, ids: Collection[str]) -> Mapping[str, Work]: ...

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
    def chat(self) -> Chatting: ...

    @property
    def recorder(self) -> Recording: ...

    @property
    def register(self) -> Library: ...

    @property
    def index(self) -> Counting: ...


def _services(request: Request) -> WebServices:
    return cast(WebServices, request.app.state.services)


Given = Annotated[WebServices, Depends(_services)]
