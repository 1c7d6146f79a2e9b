"""Servers whose answers a scripted model opens, and what is heard of them as events."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from assistant.answering.drafting import Drafter, StatementChecker
from assistant.asking import Assistant
from assistant.chatting import Chat
from assistant.language_model import LanguageModel
from tests.scripted_model import Reply, ScriptedChatModel, WordForWordChecker
from tests.web_corpus import ONE_WORD_IN_THREE, WebParts

EVENTS = {"Accept": "text/event-stream"}
MODEL = "scripted:model"
# What may be said of the first report, whose passage holds the word SALT, and what may not.
TRUE = "การแทนเกลือด้วยโพแทสเซียมคลอไรด์ลดโซเดียมในปลาร้าลงร้อยละ 30"
TASTE = "ลดโซเดียมในปลาร้าลงร้อยละ 30 โดยรสชาติไม่ต่างจากเดิม"
FALSE = "การแทนเกลือด้วยโพแทสเซียมคลอไรด์ลดโซเดียมในปลาร้าลงร้อยละ 60"
SALT = "โพแทสเซียมคลอไรด์"

Events = list[tuple[str, Any]]


def worded_by(
    parts: WebParts, *replies: Reply, checker: StatementChecker | None = None, **options: Any
) -> WebParts:
    """The same parts of a server with a model that words the opening of answers so."""
    model = LanguageModel(ScriptedChatModel(replies=list(replies), **options), MODEL)
    checker = checker or WordForWordChecker()
    assistant = Assistant(
        parts.index,
        parts.register,
        parts.assistant.today,
        ONE_WORD_IN_THREE,
        drafter=Drafter(model, checker, timeout_s=20.0),
        checker=checker,
    )
    chat = Chat(assistant, parts.conversations, parts.recorder, lambda: datetime.now(UTC), kept_days=90)
    return replace(parts, assistant=assistant, chat=chat)


def events_of(text: str) -> Events:
    """The events with their data, as JSON where they are."""
    blocks = [
        dict(line.split(": ", 1) for line in block.split("\n")) for block in text.split("\n\n") if block
    ]
    return [(block["event"], json.loads(block["data"])) for block in blocks if "event" in block]
