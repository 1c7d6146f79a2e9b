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
from assistant.domain.people import REGIONS
from catalogue.conversations import SqlConversations
from catalogue.engine import open_database
from catalogue.settings import CatalogueSettings
from prompts import LANGUAGES
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
    ("body", "code", "named"),
    [
        ({"region": "west"}, "web.bad_region", "region"),
        ({"trl_from": 12}, "web.bad_trl", "trl_from"),
        ({"year_to": 2566.5}, "web.bad_years", "year_to"),
        ({"wanted": ["people"]}, "web.bad_wanted", "wanted"),
        ({"text": 5}, "web.bad_text", "text"),
        ({"topics": ["x"]}, "web.unknown_field", "text, wanted, region, centre, organisation, year_from"),
        ({"without": {"people": ["x"]}}, "web.unknown_field", "regions, centres, organisations"),
        ({"organisation": "Hogwarts"}, "need.unknown_organisation", "organisation"),
        ({"organisation": "ก" * 201}, "need.unknown_organisation", "organisation"),
        ({"centre": "HOGWARTS"}, "need.unknown_centre", "centre"),
        ({"trl_from": 9, "trl_to": 2}, "need.reversed_trl", "trl_from"),
        ({"trl_to": 2}, "need.reversed_trl", "trl_to"),
        ({"year_from": 2024, "year_to": 2020}, "need.reversed_years", "year_from"),
        ({"trl_from": True}, "web.bad_trl", "trl_from"),
        (
            {"organisation": "CMU", "without": {"organisations": ["มช."]}},
            "need.demanded_and_ruled_out",
            "without",
        ),
        ({"region": "north", "without": {"regions": ["north"]}}, "need.demanded_and_ruled_out", "without"),
        ({"without": {"regions": list(REGIONS)}}, "need.nowhere_left", "without"),
    ],
)
def test_a_wrong_change_is_refused_and_its_field_is_named(
    client: TestClient, body: dict[str, Any], code: str, named: str
) -> None:
    begun = begin(client, f"{PLARA_QUESTION} TRL 5 ขึ้นไป")["conversation"]
    for language in LANGUAGES:
        response = client.patch(
            f"/api/conversations/{begun}/need", json=body, headers={"Accept-Language": language}
        )
        assert (response.status_code, response.json()["error"]["code"]) == (422, code)
        assert named in response.json()["error"]["message"]
    assert len(client.get(f"/api/conversations/{begun}").json()["turns"]) == 1


def test_another_limit_can_be_changed_beside_what_stands(client: TestClient) -> None:
    begun = begin(client)["conversation"]
    for body in ({"trl_from": 5, "trl_to": 5}, {"year_from": 2020}, {"centre": "cab"}, {"trl_to": None}):
        assert client.patch(f"/api/conversations/{begun}/need", json=body).status_code == 200


@pytest.mark.parametrize(
    ("body", "code", "named"),
    [
        ({}, "web.bad_message", "message"),
        ({"message": 5}, "web.bad_message", "message"),
        ({"question": "x", "message": "y"}, "web.unknown_field", "message, top, language"),
        ({"message": "x", "top": 0}, "web.bad_top", "top"),
    ],
)
def test_a_wrong_message_is_told_by_the_fields_of_its_own_address(
    client: TestClient, body: dict[str, Any], code: str, named: str
) -> None:
    for language in LANGUAGES:
        told = client.post("/api/conversations", json=body, headers={"Accept-Language": language}).json()
        assert told["error"]["code"] == code
        assert named in told["error"]["message"]
        assert "question" not in told["error"]["message"]


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


def test_what_is_ruled_out_is_set_by_any_name_and_null_lets_it_in(client: TestClient) -> None:
    begun = begin(client)["conversation"]
    address = f"/api/conversations/{begun}/need"
    reply = client.patch(
        address, json={"without": {"organisations": ["KKU"], "centres": ["petromat"]}}
    ).json()
    assert reply["need"]["without"] == {
        "regions": [],
        "centres": ["PETROMAT"],
        "organisations": ["มหาวิทยาลัยขอนแก่น"],
    }
    assert reply["answer"]["refusal"]["reason"] == "constraints_exclude_all"
    demanded = client.patch(address, json={"organisation": "KKU"}).json()["need"]
    assert (demanded["organisation"], demanded["without"]["organisations"]) == ("มหาวิทยาลัยขอนแก่น", [])
    lifted = client.patch(address, json={"without": None}).json()["need"]
    assert lifted["without"] == {"regions": [], "centres": [], "organisations": []}


def test_what_is_demanded_and_then_ruled_out_is_demanded_no_longer(client: TestClient) -> None:
    address = f"/api/conversations/{begin(client)['conversation']}/need"
    client.patch(address, json={"organisation": "CMU"})
    need = client.patch(address, json={"without": {"organisations": ["CMU"]}}).json()["need"]
    assert (need["organisation"], need["without"]["organisations"]) == (None, ["มหาวิทยาลัยเชียงใหม่"])


def test_what_is_named_twice_is_kept_once(client: TestClient) -> None:
    address = f"/api/conversations/{begin(client)['conversation']}/need"
    twice = {"regions": ["south", "south"], "organisations": ["CMU", "มช."]}
    need = client.patch(address, json={"wanted": ["report", "report"], "without": twice}).json()["need"]
    assert need["wanted"] == ["report"]
    assert need["without"] == {"regions": ["south"], "centres": [], "organisations": ["มหาวิทยาลัยเชียงใหม่"]}


@pytest.mark.parametrize(
    "without",
    [
        {"organisations": ["ร้านข้าวแกงป้าแดง"]},
        {"regions": ["west"]},
        {"centres": [""]},
        {"experts": ["x"]},
        ["KKU"],
    ],
)
def test_what_cannot_be_ruled_out_is_refused(client: TestClient, without: Any) -> None:
    begun = begin(client)["conversation"]
    assert client.patch(f"/api/conversations/{begun}/need", json={"without": without}).status_code == 422
