"""An answer as every channel shows it, and what of a hostile text acts there."""

import html
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from api.context import json_text
from api.pages.talk import TalkPage, replied_view
from api.rendering import answer_to_json
from api.terminal import answer_lines
from assistant.chatting import Reply
from assistant.domain.answers import Answer
from assistant.domain.conversations import Conversation, Turn
from assistant.domain.teams import Part, Team
from assistant.language import normalise

Shown = Mapping[str, str]


def shown(answer: Answer) -> dict[str, str]:
    """The answer as each channel shows it."""
    as_json = answer_to_json(answer)
    turn = Turn(answer.question, datetime.now(UTC), "need", answer.need)
    told = Reply(Conversation("hostile", (turn,)), answer.language, answer)
    page = TalkPage(answer.language, None, kept_days=1)
    return {
        "json": json_text(as_json),
        "terminal": "\n".join(answer_lines(answer)),
        "page": bytes(page.whole(told.conversation, [replied_view(told, 1)]).body).decode(),
    }


def effects(said_by: str, forbidden: Iterable[str], answer: Answer) -> list[str]:
    """What acts or is said that must not be, "channel: text" each; unseen characters are spelled out.

    `said_by` is the question, of which a channel may repeat what does not act there.
    """
    found = [*_said(forbidden, shown(_without_echo(answer))), *acting(said_by, forbidden, shown(answer))]
    return [f"{channel}: {_spelled(text)}" for channel, text in dict.fromkeys(found)]


def acting(said_by: str, forbidden: Iterable[str], whole: Shown) -> Iterator[tuple[str, str]]:
    """What of `forbidden` stands in a channel and is more there than letters of the question."""
    letters = (said_by, normalise(said_by))
    for channel, text in _said(forbidden, whole):
        is_repeated = any(html.unescape(text) in said for said in letters)
        if not (is_repeated and _is_printed(text) and not _is_special(text)):
            yield channel, text


def _said(forbidden: Iterable[str], rendered: Shown) -> Iterator[tuple[str, str]]:
    """Where each text stands among the channels in which it could act: markup in pages alone, what closes a
    text in pages and JSON."""
    for text in forbidden:
        for channel, said in rendered.items():
            if text in said and channel in _channels_of(text):
                yield channel, text


def _channels_of(text: str) -> tuple[str, ...]:
    if not _is_printed(text) or not _is_special(text):
        return ("json", "terminal", "page")
    return ("json", "page") if '"' in text and not {"<", ">"} & set(text) else ("page",)


def _is_special(text: str) -> bool:
    return bool({"<", ">", '"'} & set(text))


def _is_printed(text: str) -> bool:
    """Whether it shows as itself: no unseen characters, no mark without a letter."""
    return text.isprintable() and not all(map(unicodedata.combining, text))


def _spelled(text: str) -> str:
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def _without_echo(answer: Answer) -> Answer:
    """The answer without all that repeats the question: what is left is said of our own accord."""
    need = replace(answer.need, text="", topics=())
    refusal = answer.refusal and replace(answer.refusal, message="")
    team = answer.team and _unnamed(answer.team)
    return replace(answer, question="", need=need, respelt=(), refusal=refusal, team=team)


def _unnamed(team: Team) -> Team:
    return replace(team, parts=tuple(Part(part.number, "", part.uncovered) for part in team.parts))
