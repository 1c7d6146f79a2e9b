"""Conversations over HTTP: several servers over one database serve the same one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.schemas import ConversationBody, ReplyBody
from assistant.chatting import Chat
from catalogue.conversations import SqlConversations
from catalogue.engine import open_database
from catalogue.settings import CatalogueSettings
from tests.web_corpus import PLARA_QUESTION, WebParts, open_web_parts

UNKNOWN = "/api/conversations/AAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[WebParts]:
    with open_web_parts(tmp_path) as opened:
        yield opened


@pytest.fixture
def client(parts: WebParts) -> TestClient:
    return TestClient(create_app(parts))


def begin(client: TestClient, message: str = PLARA_QUESTION) -> dict[str, Any]:
    response = client.post("/api/conversations", json={"message": message})
    assert response.status_code == 201, response.text
    reply: dict[str, Any] = response.json()
    return reply


def say(client: TestClient, conversation: str, message: str) -> dict[str, Any]:
    response = client.post(f"/api/conversations/{conversation}/messages", json={"message": message})
    assert response.status_code == 200, response.text
    reply: dict[str, Any] = response.json()
    return reply


def test_replies_have_the_described_shape(client: TestClient) -> None:
    begun = begin(client)
    for reply in (begun, say(client, begun["conversation"], "ขอเบอร์ติดต่อ"), begin(client, "สวัสดี")):
        assert ReplyBody.model_validate(reply).model_dump(mode="json") == reply


def test_a_conversation_can_be_read_again(client: TestClient) -> None:
    begun = begin(client)["conversation"]
    say(client, begun, "ในภาคใต้ TRL 5 ขึ้นไป")
    told = client.get(f"/api/conversations/{begun}").json()
    ConversationBody.model_validate(told)
    assert [turn["act"] for turn in told["turns"]] == ["need", "refine"]
    assert (told["turns"][1]["need"]["region"], told["turns"][1]["need"]["trl_from"]) == ("south", 5)


def test_the_need_is_changed_by_name_and_null_lifts_a_limit(client: TestClient) -> None:
    begun = begin(client)["conversation"]
    say(client, begun, "ในภาคใต้ TRL 5 ขึ้นไป")
    reply = client.patch(
        f"/api/conversations/{begun}/need", json={"region": None, "wanted": ["expert"]}
    ).json()
    assert (reply["need"]["region"], reply["need"]["trl_from"]) == (None, 5)
    assert reply["need"]["wanted"] == ["expert"]


@pytest.mark.parametrize(
    "body",
    [{"region": "west"}, {"trl_from": 12}, {"year_to": 2566.5}, {"topics": ["x"]}, {"wanted": ["people"]}],
)
def test_a_wrong_change_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    begun = begin(client)["conversation"]
    assert client.patch(f"/api/conversations/{begun}/need", json=body).status_code == 422


def test_a_deleted_conversation_is_not_found(client: TestClient) -> None:
    begun = begin(client)["conversation"]
    assert client.delete(f"/api/conversations/{begun}").status_code == 204
    assert client.get(f"/api/conversations/{begun}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("DELETE", "", None),
        ("POST", "/messages", {"message": "ในภาคใต้"}),
        ("PATCH", "/need", {"region": "south"}),
    ],
)
def test_an_unknown_conversation_is_told_in_both_languages(
    client: TestClient, method: str, path: str, body: dict[str, Any] | None
) -> None:
    for language, word in (("th", "บทสนทนา"), ("en", "conversation")):
        response = client.request(method, UNKNOWN + path, json=body, headers={"Accept-Language": language})
        assert response.status_code == 404
        assert word in response.json()["error"]["message"]


def test_an_id_that_can_be_none_is_refused(client: TestClient) -> None:
    for id_ in ("../secrets", "short", "A" * 65, "ก" * 22):
        assert client.get(f"/api/conversations/{id_}").status_code == 404


def test_another_server_over_the_same_database_goes_on_with_the_conversation(
    parts: WebParts, client: TestClient, tmp_path: Path
) -> None:
    begun = begin(client)["conversation"]
    engine = open_database(tmp_path, CatalogueSettings())
    try:
        conversation = SqlConversations(engine).find(begun)
    finally:
        engine.dispose()
    assert conversation is not None
    assert conversation.turns[0].said == PLARA_QUESTION
    restarted = TestClient(create_app(parts))
    assert say(restarted, begun, "ในภาคใต้")["need"]["region"] == "south"
    assert [t["act"] for t in client.get(f"/api/conversations/{begun}").json()["turns"]] == ["need", "refine"]


class AlwaysSecond:
    """Conversations into which another process has always just said something."""

    def __init__(self, kept: SqlConversations) -> None:
        self._kept = kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kept, name)

    def append(self, *_: object) -> bool:
        return False


@pytest.mark.parametrize(("language", "word"), [("th", "โปรดส่งใหม่"), ("en", "send yours again")])
def test_a_message_that_finds_no_gap_between_others_is_told_to_come_again(
    parts: WebParts, client: TestClient, tmp_path: Path, language: str, word: str
) -> None:
    begun = begin(client)["conversation"]
    engine = open_database(tmp_path, CatalogueSettings())
    try:
        conversations: Any = AlwaysSecond(SqlConversations(engine))
        chat = Chat(parts.assistant, conversations, parts.recorder, lambda: datetime.now(UTC), kept_days=90)
        response = TestClient(create_app(replace(parts, chat=chat))).post(
            f"/api/conversations/{begun}/messages",
            json={"message": "ในภาคใต้"},
            headers={"Accept-Language": language},
        )
    finally:
        engine.dispose()
    assert response.status_code == 409
    assert word in response.json()["error"]["message"]
    assert int(response.headers["Retry-After"]) > 0
    assert len(client.get(f"/api/conversations/{begun}").json()["turns"]) == 1
