"""A conversation as its page shows it: every turn, one of them with all that is replied, and the need."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.responses import HTMLResponse

from api.failures import Failure
from api.fictional import is_fictional
from api.pages import markup, page
from api.pages.showing import named_limits
from api.rendering import (
    JsonObject,
    answer_to_json,
    need_to_json,
    reply_to_json,
    statement_to_json,
    titled_name,
)
from assistant.chatting import Reply, words_for
from assistant.domain.citations import Statement
from assistant.domain.conversations import IN_WORDS, Conversation, Turn
from assistant.domain.needs import Need
from assistant.domain.people import REGIONS, Expert
from assistant.domain.works import Work
from assistant.eras import in_era_of
from assistant.language import detect_language, normalise
from prompts import Language, message

# The kinds that can be wanted, and the levels of readiness, in the order of the form.
_KINDS = ("expert", "technology", "project", "report", "product")
_LEVELS = range(1, 10)
# Wishes that limit nothing, so that there is nothing to remove.
_NO_LIMITS = ("near", "field")


class Names(Protocol):
    """Who and what was recommended, by id; missing where it is gone."""

    def experts(self, ids: Collection[str]) -> Mapping[str, Expert]: ...

    def works(self, ids: Collection[str]) -> Mapping[str, Work]: ...


@dataclass(frozen=True, slots=True)
class TalkPage:
    """The page, and what a script puts into it (`api.streaming.Wording`).

    Its own texts are in `language`; `chosen` is the language that its address names, if it does; `kept_days`:
    how many days after its last message a conversation is forgotten.
    """

    language: Language
    chosen: Language | None
    kept_days: int

    def whole(
        self,
        conversation: Conversation,
        turns: Sequence[Mapping[str, Any]],
        *,
        said: str = "",
        problem: str = "",
    ) -> HTMLResponse:
        """The page with these turns; what was `said` stands in its box, and what is wrong with it above."""
        values = {**self._around(conversation), "turns": turns, "said": said, "problem": problem}
        return page("talk.html", self.language, values, status=422 if problem else 200)

    def address(self, conversation: Conversation) -> str:
        """Where the conversation is shown, in the language that was chosen."""
        return f"{_path(conversation)}{self._in_language}"

    def reply(self, reply: Reply) -> str:
        turns = reply.conversation.turns
        values = {"turn": turn_view(turns[-1], len(turns)), "reply": reply_view(reply)}
        return markup("told.html", self.language, {**self._around(reply.conversation), **values})

    def statement(self, statement: Statement, found: Reply) -> str:
        answer = found.answer and answer_to_json(found.answer)
        values = {"statement": statement_to_json(statement), "answer": answer}
        return markup("partials/statement.html", found.language, values)

    def failure(self, failure: Failure) -> str:
        return markup("partials/problem.html", self.language, {"problem": failure.text})

    @property
    def _in_language(self) -> str:
        return f"?lang={self.chosen}" if self.chosen else ""

    def _around(self, conversation: Conversation) -> dict[str, Any]:
        """What stands around the turns."""
        return {
            "conversation": conversation.id,
            "address": _path(conversation) if conversation.id else "",
            "in_language": self._in_language,
            "chosen": self.chosen,
            "kept_days": self.kept_days,
            "need": conversation.need and _need_view(conversation.need, self.language),
        }


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a need, which can be removed: its name, and what it says."""

    name: str
    text: str


def turns_view(
    conversation: Conversation, number: int, reply: Reply | None, register: Names
) -> list[dict[str, Any]]:
    """Every turn: that of `number` with all that is replied, the others in a few words."""
    return [
        replied_view(reply, place) if reply and place == number else _recalled(conversation, place, register)
        for place, turn in enumerate(conversation.turns, start=1)
    ]


def replied_view(reply: Reply, number: int) -> dict[str, Any]:
    """The turn of `number` with all that is replied to it."""
    return turn_view(reply.conversation.turns[number - 1], number) | {"reply": reply_view(reply)}


def turn_view(turn: Turn, number: int) -> dict[str, Any]:
    """A turn without what was replied."""
    said = normalise(turn.said)
    language = detect_language(said) if said or not turn.need else turn.need.language
    need = turn.need and need_to_json(turn.need)
    return {"number": number, "said": said, "language": language, "need": need}


def reply_view(reply: Reply) -> JsonObject:
    return reply_to_json(reply) | {"is_whole": reply.is_whole}


def _path(conversation: Conversation) -> str:
    return f"/conversations/{conversation.id}"


def _need_view(need: Need, language: Language) -> dict[str, Any]:
    """A need as parts to change or to remove, and what they can be; years in the era of the language."""
    told = need_to_json(need)
    limits = [Limit(name, text) for name, text in named_limits(told, language) if name not in _NO_LIMITS]
    years = {name: in_era_of(language, told[name]) for name in ("year_from", "year_to")}
    return told | years | {"limits": limits, "kinds": _KINDS, "levels": _LEVELS, "regions": REGIONS}


def _recalled(conversation: Conversation, number: int, register: Names) -> dict[str, Any]:
    """A turn, what was replied in a few words, and whom and what it recommended that is still there."""
    turn = conversation.turns[number - 1]
    before = Conversation(conversation.id, conversation.turns[: number - 1])
    language = turn.need.language if turn.need else detect_language(turn.said)
    experts, works = register.experts(turn.experts), register.works(turn.works)
    has_answer = turn.act not in IN_WORDS
    return turn_view(turn, number) | {
        "reply": None,
        "has_answer": has_answer,
        "words": "" if has_answer else message(words_for(turn, before), language),
        "names": [
            *(
                _named(titled_name(experts[id_], language), experts[id_])
                for id_ in turn.experts
                if id_ in experts
            ),
            *(_named(works[id_].title(language), works[id_]) for id_ in turn.works if id_ in works),
        ],
    }


def _named(name: str, subject: Expert | Work) -> dict[str, Any]:
    return {"name": name, "fictional": is_fictional(subject.source.document_id)}
