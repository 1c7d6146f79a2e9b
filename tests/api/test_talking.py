"""The page as a conversation, by its forms alone."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from assistant.domain.needs import Exclusion
from assistant.errors import QuestionError
from assistant.understanding import LONGEST_QUESTION
from prompts import LANGUAGES, Language, message
from tests.web_corpus import BIOGAS_QUESTION, PLARA_ID, PLARA_QUESTION, WebParts, open_web_parts

LIMITED = f"{PLARA_QUESTION} TRL 5 ขึ้นไป หาผู้เชี่ยวชาญในภาคตะวันออกเฉียงเหนือ"
QUESTIONS = re.compile(r'class="question-text" lang="..">(.+?)</p>')


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebParts]:
    with open_web_parts(tmp_path_factory.mktemp("web")) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(parts: WebParts) -> TestClient:
    return TestClient(create_app(parts))


def begin(client: TestClient, said: str = PLARA_QUESTION, **params: str) -> httpx.Response:
    return client.post("/conversations", data={"message": said}, params=params)


def say(client: TestClient, page: httpx.Response, said: str) -> httpx.Response:
    return client.post(page.url.path, data={"message": said})


def change(client: TestClient, page: httpx.Response, **fields: str | list[str]) -> httpx.Response:
    return client.post(f"{page.url.path}/need", data=fields, params=dict(page.url.params))


def parts_of_need(page: httpx.Response) -> list[str]:
    """The parts that can be removed, by name."""
    return re.findall(r'name="remove" value="(\w+)"', page.text)


def value_of(page: httpx.Response, name: str) -> str:
    """What the form that edits the need has in this field."""
    form = page.text.split('class="edit talk"')[1].split("</form>")[0]
    if chosen := re.search(
        rf'<select name="{name}">.*?<option(?: value="([^"]*)")? selected>(.*?)<', form, re.S
    ):
        return chosen[1] or chosen[2]
    found = re.search(rf'<input name="{name}"[^>]* value="([^"]*)"', form)
    return unescape(found[1]) if found else ""


def test_messages_stand_one_after_another_at_an_address_that_can_be_opened_again(client: TestClient) -> None:
    page = say(client, begin(client), "TRL 5 ขึ้นไป")
    assert page.history[0].status_code == 303
    assert str(page.url).endswith("#turn-2")
    again = client.get(page.url.path)
    assert QUESTIONS.findall(again.text) == [PLARA_QUESTION, "TRL 5 ขึ้นไป"]
    assert again.text.count('<section class="answer"') == 1
    assert again.text.count('<div class="recalled">') == 1
    assert "ผศ.ดร. สมหญิง ใจดีงาม" in again.text.split('<div class="recalled">')[1].split("</div>")[0]


def test_the_whole_answer_to_an_earlier_message_can_be_shown_again(client: TestClient) -> None:
    page = say(client, begin(client), "ขอบคุณค่ะ")
    assert '<section class="answer"' not in page.text
    assert f"{page.url.path}?turn=1#turn-1" in page.text
    assert '<section class="answer"' in client.get(page.url.path, params={"turn": 1}).text
    for other in (0, 2, 99):
        told = client.get(page.url.path, params={"turn": other})
        assert message("conversation.thanks", "th") in told.text
        assert '<section class="answer"' not in told.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_need_that_stands_is_shown_as_parts_that_can_be_changed(
    client: TestClient, language: Language
) -> None:
    page = begin(client, f"{LIMITED} ปี 2565 ถึง 2566", lang=language)
    assert parts_of_need(page) == ["expert", "region", "years", "trl"]
    assert value_of(page, "region") == "northeast"
    assert value_of(page, "trl_from") == "5"
    years = ["2565", "2566"] if language == "th" else ["2022", "2023"]
    assert [value_of(page, name) for name in ("year_from", "year_to")] == years
    assert 'value="expert" checked' in page.text
    for name in ("text", "region", "organisation", "years", "trl", "wanted"):
        assert message(f"web.part_{name}", language) in page.text


@pytest.mark.parametrize("removed", ["expert", "region", "trl"])
def test_each_part_of_the_need_can_be_removed(client: TestClient, removed: str) -> None:
    page = begin(client, LIMITED)
    before = parts_of_need(page)
    after = change(client, page, remove=removed)
    assert parts_of_need(after) == [part for part in before if part != removed]
    assert message("web.changed", "th") in after.text


@pytest.mark.parametrize(("year", "stored"), [("2566", 2023), ("2023", 2023), ("๒๕๖๖", 2023)])
def test_the_parts_are_set_together_and_years_are_told_in_either_era(
    client: TestClient, parts: WebParts, year: str, stored: int
) -> None:
    page = begin(client)
    told = change(
        client,
        page,
        text="biogas digester pig farm",
        region="north",
        organisation="ม.เชียงใหม่",
        centre="",
        year_from=year,
        year_to="",
        trl_from="",
        trl_to="9",
        wanted=["technology", "report"],
    )
    assert told.status_code == 200, told.text
    need = parts.chat.find(page.url.path.split("/")[-1]).need
    assert need is not None
    assert (need.text, need.region, need.organisation) == (BIOGAS_QUESTION, "north", "มหาวิทยาลัยเชียงใหม่")
    assert (need.year_from, need.year_to, need.trl_from, need.trl_to) == (stored, None, None, 9)
    assert need.wanted == ("technology", "report")


@pytest.mark.parametrize(
    "field",
    [
        {"year_from": "soon"},
        {"trl_to": "12"},
        {"region": "west"},
        {"wanted": "people"},
        {"text": " "},
        {"organisation": "Hogwarts"},
        {"centre": "Hogwarts"},
        {"trl_from": "9", "trl_to": "2"},
    ],
)
def test_a_part_that_cannot_be_is_told_and_the_need_stands(
    client: TestClient, parts: WebParts, field: dict[str, str]
) -> None:
    page = begin(client)
    told = change(client, page, **{"text": PLARA_QUESTION, **field})
    assert told.status_code == 422
    assert 'role="alert"' in told.text
    assert len(parts.chat.find(page.url.path.split("/")[-1]).turns) == 1


def test_a_message_that_cannot_be_read_stays_in_the_box_below_what_was_said(client: TestClient) -> None:
    too_long = "ขอผู้เชี่ยวชาญ " * 150
    page = say(client, begin(client), too_long)
    assert page.status_code == 422
    assert too_long.strip() in page.text
    assert QUESTIONS.findall(page.text) == [PLARA_QUESTION]
    assert message("asking.long_question", "th", limit=LONGEST_QUESTION) in unescape(page.text)


def test_a_message_of_signs_alone_is_not_understood(client: TestClient) -> None:
    page = say(client, begin(client), "?!")
    assert page.status_code == 200
    assert message("conversation.not_understood", "th") in unescape(page.text)


@pytest.mark.parametrize(
    ("said", "key"), [("คุณเป็นใคร", "about"), ("ลบข้อมูลของฉัน", "forget"), ("asdfghjkl", "not_understood")]
)
def test_what_is_replied_in_words_stands_on_the_page_for_good(
    client: TestClient, said: str, key: str
) -> None:
    page = say(client, begin(client), said)
    words = message(f"conversation.{key}", "en" if said.isascii() else "th")
    assert words in unescape(page.text)
    assert words in unescape(client.get(page.url.path, params={"turn": 1}).text)


def test_the_button_that_deletes_is_called_as_it_is_said() -> None:
    for language in LANGUAGES:
        assert f"“{message('web.delete', language)}”" in message("conversation.forget", language)


def test_what_is_asked_back_can_be_answered_by_choosing(client: TestClient) -> None:
    page = begin(client, "ช่วยด้วยค่ะ")
    assert message("conversation.unclear", "th") in page.text
    assert 'class="parts-of-need' not in page.text


def test_a_deleted_conversation_is_gone_and_one_begins_anew(client: TestClient) -> None:
    page = begin(client, lang="en")
    begun = client.post(f"{page.url.path}/delete", params={"lang": "en"})
    assert (begun.url.path, begun.url.params["lang"]) == ("/", "en")
    gone = client.get(page.url.path, params={"lang": "en"})
    assert gone.status_code == 404
    assert message("conversation.unknown", "en") in gone.text
    for path in ("", "/need", "/delete"):
        assert client.post(f"{page.url.path}{path}", data={"message": "x"}).status_code == 404


def test_a_question_in_the_address_stands_in_the_box_and_is_not_asked(client: TestClient) -> None:
    page = client.get("/", params={"q": BIOGAS_QUESTION})
    assert f"{BIOGAS_QUESTION}</textarea>" in page.text
    assert '<section class="answer"' not in page.text


def test_how_long_a_conversation_is_kept_is_told_before_anything_is_said(client: TestClient) -> None:
    for language in LANGUAGES:
        page = client.get("/", params={"lang": language}).text
        assert message("web.kept", language, days=90) in unescape(page)


def test_who_was_recommended_before_is_marked_where_fictional(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.fictional._sample_documents", lambda: {PLARA_ID})
    page = say(client, begin(client), "ขอบคุณค่ะ")
    recalled = page.text.split('<div class="recalled">')[1].split("</div>")[0]
    assert recalled.count('class="fictional"') == recalled.count("<li>") == 2


OWN = "http://testserver"


@pytest.mark.parametrize(
    ("headers", "is_own"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OWN}, False),
        ({"Origin": OWN}, True),
        ({"Origin": "HTTPS://TestServer"}, True),
        ({"Origin": "http://testserver:8080"}, False),
        ({"Origin": "http://testserver.example.com"}, False),
        ({"Origin": "http://example.com"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://["}, False),
    ],
)
@pytest.mark.parametrize("path", ["/conversations", "/conversations/{id}/delete", "/needs"])
def test_a_page_of_another_site_cannot_speak_for_who_visits_it(
    client: TestClient, parts: WebParts, headers: dict[str, str], is_own: bool, path: str
) -> None:
    begun, recorded = parts.chat.say(PLARA_QUESTION).conversation.id, parts.needs.all()
    form = {"question": PLARA_QUESTION} if path == "/needs" else {"message": PLARA_QUESTION}
    told = client.post(path.format(id=begun), data=form, headers=headers)
    assert told.status_code == (200 if is_own else 403)
    if not is_own:
        assert message("web.form_of_another_site", "th") in told.text
        assert len(parts.chat.find(begun).turns) == 1
        assert parts.needs.all() == recorded


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_can_be_ruled_out_in_the_form(client: TestClient, parts: WebParts, language: Language) -> None:
    page = begin(client, f"{PLARA_QUESTION} ไม่เอา มช.", lang=language)
    form = page.text.split('class="edit talk"')[1].split("</form>")[0]
    for name in ("region", "organisation", "centre"):
        label = re.escape(message(f"web.rule_out_{name}", language))
        assert re.search(rf'<label>{label}\s*<(?:select|input) name="rule_out_{name}"', form)
    after = change(
        client,
        page,
        text=PLARA_QUESTION,
        rule_out_region="south",
        rule_out_organisation="KKU",
        rule_out_centre="petromat",
    )
    need = parts.chat.find(page.url.path.split("/")[-1]).need
    assert need is not None
    assert need.without == Exclusion(("south",), ("PETROMAT",), ("มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยขอนแก่น"))
    assert 'value="without:มหาวิทยาลัยขอนแก่น"' in after.text


def test_what_is_ruled_out_stands_where_the_form_adds_nothing_to_it(
    client: TestClient, parts: WebParts
) -> None:
    page = begin(client, f"{PLARA_QUESTION} ไม่เอา มช.")
    change(
        client, page, text=PLARA_QUESTION, rule_out_region="", rule_out_organisation=" ", rule_out_centre=""
    )
    need = parts.chat.find(page.url.path.split("/")[-1]).need
    assert need is not None
    assert need.without == Exclusion(organisations=("มหาวิทยาลัยเชียงใหม่",))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"rule_out_organisation": "ม.ไม่มีจริง"}, "need.unknown_organisation"),
        ({"rule_out_centre": "NOSUCH"}, "need.unknown_centre"),
        ({"rule_out_region": "east"}, "web.bad_need"),
        ({"rule_out_region": "north", "region": "north"}, "need.demanded_and_ruled_out"),
    ],
)
def test_what_cannot_be_ruled_out_is_said_so(
    client: TestClient, fields: dict[str, str], problem: str
) -> None:
    page = change(client, begin(client), **fields)
    assert page.status_code == 422
    assert QuestionError(problem).message("th") in unescape(page.text)


@pytest.mark.parametrize(
    ("language", "said"), [("th", "ไม่รวม มหาวิทยาลัยเชียงใหม่"), ("en", "not from Chiang Mai University")]
)
def test_what_is_ruled_out_is_a_part_that_can_be_removed_by_itself(
    client: TestClient, parts: WebParts, language: Language, said: str
) -> None:
    page = begin(client, f"{PLARA_QUESTION} ไม่เอา มช. กับ ม.อ.", lang=language)
    assert said in page.text
    after = change(client, page, remove="without:มหาวิทยาลัยเชียงใหม่")
    assert said not in after.text.split("<details>")[0].split('class="parts-of-need')[1]
    need = parts.chat.find(page.url.path.split("/")[-1]).need
    assert need is not None
    assert need.without.organisations == ("มหาวิทยาลัยสงขลานครินทร์",)
