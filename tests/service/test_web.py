"""The pages in a real browser, from a real server."""

import errno
import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import pytest

from api.app import create_app
from api.commands.serving import listening
from assistant.errors import SettingsError
from eval.benchmarks.serving import serving
from prompts import LANGUAGES, Language, message
from tests.scripted_model import draft
from tests.web_corpus import (
    BIOGAS_QUESTION,
    HOSTILE_QUESTION,
    PLARA_QUESTION,
    QUOTE,
    ROCKET_QUESTION,
    WebParts,
    open_web_parts,
)
from tests.worded import worded_by

pytest.importorskip("playwright", reason="Playwright is not installed")
from playwright.sync_api import Browser, Page, sync_playwright

TEAM_QUESTION = f"1) {PLARA_QUESTION} 2) {ROCKET_QUESTION}"
NEAR_QUESTION = f"{ROCKET_QUESTION}จากฟาร์ม pig"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = (360, 390, 1280)

Test = TypeVar("Test", bound=Callable[..., None])


def needs_browser(test: Test) -> Test:
    """Starting a browser takes seconds, and not every machine has one."""
    missing = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: chromium)")
    return cast(Test, pytest.mark.slow(missing(test)))


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebParts]:
    with open_web_parts(tmp_path_factory.mktemp("web")) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(parts: WebParts) -> Iterator[str]:
    with serving(create_app(parts)) as served:
        yield served


@pytest.fixture(scope="module")
def conversations(parts: WebParts) -> list[str]:
    """The addresses of conversations in which all kinds of replies were given."""
    said = (
        [PLARA_QUESTION],
        [f"{PLARA_QUESTION} TRL 5 ขึ้นไป หาผู้เชี่ยวชาญในภาคตะวันออกเฉียงเหนือ", "คนแรกอยู่ที่ไหน"],
        [TEAM_QUESTION],
        [ROCKET_QUESTION],
        [NEAR_QUESTION],
        [PLARA_QUESTION, "ขอบคุณค่ะ"],
        ["ก" * 500],
        ["ช่วยด้วยค่ะ"],
    )
    addresses = []
    for messages in said:
        id_ = ""
        for message_ in messages:
            id_ = parts.chat.say(message_, id_).conversation.id
        addresses.append(f"/conversations/{id_}")
    return addresses


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Chromium refuses its own sandbox to root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@dataclass
class Visit:
    """A page with what its console said and which addresses it asked for."""

    page: Page
    console: list[str]
    requested: list[str]


@contextmanager
def visiting(browser: Browser, address: str, **context: Any) -> Iterator[Visit]:
    with browser.new_context(**{"locale": "th-TH", "base_url": address, **context}) as opened:
        page = opened.new_page()
        page.set_default_timeout(10_000)
        visit = Visit(page, [], [])
        page.on("console", lambda said: visit.console.append(said.text))
        page.on("pageerror", lambda error: visit.console.append(str(error)))
        page.on("request", lambda request: visit.requested.append(request.url))
        yield visit


def is_wider_than_the_window(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wide


@needs_browser
def test_a_question_is_asked_and_its_proof_opened_by_keyboard_alone(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        page = visit.page
        page.goto("/")
        page.get_by_label(message("web.question_label", "th")).focus()
        page.keyboard.insert_text(PLARA_QUESTION)
        page.keyboard.press("Enter")
        page.locator(".card-expert").wait_for()
        assert page.locator(".status").inner_text() == message("web.found", "th", experts=1, works=1)
        assert page.evaluate("document.activeElement.name") == "message", "one can go on writing"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == message("web.to_answer", "th")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == message("web.answer", "th")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "number"
        page.keyboard.press("Enter")
        page.locator("mark").wait_for()
        assert QUOTE in page.locator("mark").inner_text().replace("\n", "")
        assert visit.console == []
        assert all(url.startswith(address) for url in visit.requested)


@needs_browser
def test_questions_follow_each_other_as_in_a_chat(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        page = visit.page
        page.goto("/")
        said = [PLARA_QUESTION, f"เปลี่ยนเรื่อง {ROCKET_QUESTION}", BIOGAS_QUESTION]
        for place, question in enumerate(said):
            page.locator("textarea[name=message]").fill(question)
            page.get_by_role("button", name=message("web.send", "th")).click()
            page.locator(".answer").nth(place).wait_for()
        assert page.locator(".question-text").all_inner_texts() == said
        assert page.locator(".refusal").count() == 1
        assert page.locator(".answer").last.get_attribute("lang") == "en"
        page.reload()
        assert page.locator(".question-text").all_inner_texts() == said
        assert page.locator(".answer").count() == 1
        assert page.locator(".recalled").count() == 2
        assert visit.console == []


@needs_browser
def test_it_works_without_javascript(browser: Browser, address: str) -> None:
    with visiting(browser, address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto("/?lang=en")
        page.locator("textarea[name=message]").fill(PLARA_QUESTION)
        page.get_by_role("button", name="Ask").click()
        page.locator(".card-expert").wait_for()
        assert page.locator("html").get_attribute("lang") == "en"
        page.locator("textarea[name=message]").fill("only TRL 5 and up")
        page.get_by_role("button", name="Ask").click()
        page.get_by_role("button", name=message("web.remove", "en", part="TRL from 5")).click()
        page.locator(".changed").wait_for()
        assert page.locator(".part").count() == 1
        page.get_by_role("link", name=message("web.show_answer", "en", number=1)).click()
        page.locator(".card-expert .number").first.click()
        page.locator("mark").wait_for()
        page.go_back()
        page.get_by_role("button", name=message("web.delete", "en")).click()
        page.locator(".welcome-title").wait_for()
        assert page.locator(".question-text").count() == 0
        assert page.locator("html").get_attribute("lang") == "en"


@needs_browser
def test_the_need_is_changed_by_its_parts_without_leaving_the_page(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        page = visit.page
        page.goto("/")
        page.locator("textarea[name=message]").fill(PLARA_QUESTION)
        page.keyboard.press("Enter")
        page.locator(".card-expert").wait_for()
        begun = page.url
        page.get_by_text(message("web.edit_need", "th")).click()
        page.get_by_label(message("web.part_region", "th")).select_option("northeast")
        page.get_by_label(message("web.part_trl", "th")).select_option("5")
        page.get_by_role("button", name=message("web.search_again", "th")).click()
        page.locator(".reply").nth(1).wait_for()
        assert page.locator(".part button").count() == 2
        assert page.evaluate("document.activeElement.className") == "panel", "not lost with the form"
        page.locator(".part button").first.click()
        page.locator(".reply").nth(2).wait_for()
        assert page.locator(".part button").count() == 1
        assert page.locator(".changed").count() == 2
        assert page.url == begun
        assert visit.console == []


@needs_browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_more_is_ruled_out_without_scripts(browser: Browser, address: str, language: Language) -> None:
    with visiting(browser, address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"/?lang={language}")
        page.locator("textarea[name=message]").fill(PLARA_QUESTION)
        page.get_by_role("button", name=message("web.send", language)).click()
        page.get_by_text(message("web.edit_need", language)).click()
        group = page.get_by_role("group", name=message("web.rule_out", language))
        group.get_by_label(message("web.rule_out_region", language)).select_option("south")
        group.get_by_label(message("web.rule_out_organisation", language)).fill("มช.")
        group.get_by_label(message("web.rule_out_centre", language)).fill("PETROMAT")
        page.get_by_role("button", name=message("web.search_again", language)).click()
        assert page.locator(".part button").count() == 3


@needs_browser
def test_an_example_is_asked_as_it_stands(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        page = visit.page
        page.goto("/")
        page.get_by_role("button", name=message("web.example_1", "th")).click()
        page.locator(".reply").wait_for()
        assert page.locator(".question-text").inner_text() == message("web.example_1", "th")
        assert page.locator(".welcome").is_hidden()
        assert page.evaluate("document.activeElement.className") == "conversation", "not lost with it"


@needs_browser
def test_sentences_are_shown_while_the_model_goes_on_writing(browser: Browser, parts: WebParts) -> None:
    go_on = threading.Event()
    held, false = QUOTE[: QUOTE.index(" โดย")], QUOTE.replace("30", "60")

    def waiting(evidence: Any) -> Iterator[str]:
        whole = draft((held, "โพแทสเซียม"), (false, "โพแทสเซียม"))(evidence)
        cut = whole.index("}, {") + 1
        yield whole[:cut]
        assert go_on.wait(20)
        yield whole[cut:]

    with (
        serving(create_app(worded_by(parts, waiting, '{"statements": []}'))) as address,
        visiting(browser, address) as visit,
    ):
        page = visit.page
        page.goto("/")
        page.locator("textarea[name=message]").fill(PLARA_QUESTION)
        page.keyboard.press("Enter")
        page.locator(".statements li").wait_for()
        assert held in page.locator(".statements li").inner_text()
        assert page.locator(".being-worded").is_visible()
        assert page.locator(".card-expert").is_visible()
        card = page.locator(".card-expert").element_handle()
        go_on.set()
        page.locator(".being-worded").wait_for(state="detached")
        assert page.locator(".statements li").count() == 1
        assert message("answer.drafted", "th", model="scripted:model") in page.locator(".note").inner_text()
        assert card is not None
        assert card.evaluate("card => card.isConnected"), "what may be read stays in its place"
        assert "60" not in page.locator(".conversation").inner_text()
        streamed = page.locator(".statements li").inner_text()
        page.reload()
        assert page.locator(".statements li").inner_text() == streamed
        assert visit.console == []


@needs_browser
@pytest.mark.parametrize("has_script", [True, False])
def test_what_nothing_fits_is_recorded_with_or_without_javascript(
    browser: Browser, address: str, has_script: bool
) -> None:
    with visiting(browser, address, java_script_enabled=has_script) as visit:
        page = visit.page
        page.goto("/?lang=en")
        page.locator("textarea").fill(NEAR_QUESTION)
        page.get_by_role("button", name="Ask").click()
        page.locator(".nearest .number").wait_for()
        page.get_by_label(message("web.record_contact", "en")).fill("081-234-5678")
        page.get_by_role("button", name=message("web.record", "en")).click()
        page.wait_for_url("**/needs/recorded?**")
        assert page.locator("h1").inner_text() == message("web.recorded_title", "en")
        assert visit.console == []


@needs_browser
def test_hostile_text_does_not_run(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        page = visit.page
        page.on("dialog", lambda dialog: visit.console.append(dialog.message))
        for question in (HOSTILE_QUESTION, "<img src=x onerror=alert(1)> " + HOSTILE_QUESTION):
            page.goto("/")
            page.locator("textarea[name=message]").fill(question)
            page.keyboard.press("Enter")
            page.locator(".answer").wait_for()
        page.locator(".card-work .number").first.click()
        page.locator("mark").wait_for()
        assert "owned" not in page.title()[:5]
        assert page.locator("img").count() == 0
        assert visit.console == []


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(
    browser: Browser, address: str, conversations: list[str], scheme: str
) -> None:
    with visiting(browser, address, color_scheme=scheme) as visit:
        page = visit.page
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for path in ("/", *conversations, "/documents/doc-plara/pages/2"):
                page.goto(path)
                page.evaluate(_OPEN_ALL)
                assert not is_wider_than_the_window(page), (path, width)


@needs_browser
def test_text_stands_out_from_its_ground(browser: Browser, address: str, conversations: list[str]) -> None:
    """WCAG 2.2 AA: at least 4.5 to 1, measured on every text that is shown."""
    with visiting(browser, address) as visit:
        page = visit.page
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for path in ("/", *conversations, "/needs/recorded?number=12", "/documents/doc-sick/pages/1"):
                page.goto(path)
                page.evaluate(_OPEN_ALL)
                assert page.evaluate(_FAINT_TEXTS) == [], (scheme, path)


@needs_browser
def test_a_lost_connection_is_told_and_the_question_kept(browser: Browser, address: str) -> None:
    with visiting(browser, address) as visit:
        page = visit.page
        page.goto("/")
        page.context.set_offline(True)
        page.locator("textarea[name=message]").fill(PLARA_QUESTION)
        page.keyboard.press("Enter")
        assert page.get_by_role("alert").inner_text() == message("web.no_connection", "th")
        assert page.locator("textarea[name=message]").input_value() == PLARA_QUESTION
        assert page.get_by_role("button", name=message("web.send", "th")).is_enabled()


def test_a_port_in_use_is_told_clearly() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError) as refused:
            listening("127.0.0.1", port)
    assert str(port) in refused.value.message("th")
    assert f"--port {port + 1}" in refused.value.message("en")


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "a" * 80])
def test_a_host_that_is_not_this_machine_is_told_clearly(host: str) -> None:
    with pytest.raises(SettingsError, match="no address"):
        listening(host, 0)


def test_a_port_that_needs_rights_is_told_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket, "create_server", refuse)
    with pytest.raises(SettingsError, match="special rights"):
        listening("127.0.0.1", 80)


_OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
# For every shown text: its colour against the nearest painted ground.
_FAINT_TEXTS = """() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const linear = (share) => share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = channels(colour).map((channel) => linear(channel / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || !element.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < 4.5) faint.push(`${text.slice(0, 30)} ${contrast.toFixed(2)}`);
  }
  return faint;
}"""
