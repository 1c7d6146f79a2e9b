"""Chatting: what is replied to each message of a conversation, which is kept from turn to turn."""

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from assistant.asking import Assistant
from assistant.domain.answers import Answer, Recommendation
from assistant.domain.conversations import LAST, Conversation, Pointing, Turn
from assistant.domain.needs import Need
from assistant.errors import NotFoundError, StoreBusyError
from assistant.language import detect_language
from assistant.ports import Conversations
from prompts import Language, message

# Acts after which is searched anew.
_SEARCHED = frozenset({"need", "refine", "drop", "correct"})
_CHOICES = 6
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What is replied to the last turn of `conversation`.

    `message` says what no recommendation says, empty where an answer speaks for itself; `choices` are
    suggested where something is asked back.
    """

    conversation: Conversation
    language: Language
    answer: Answer | None = None
    message: str = ""
    choices: tuple[str, ...] = ()


class Chat:
    """Replies to messages and keeps the conversations. Safe to call from several threads and processes.

    `now` tells the time in UTC; a conversation is forgotten `kept_days` after its last message.
    """

    def __init__(
        self, assistant: Assistant, conversations: Conversations, now: Callable[[], datetime], kept_days: int
    ) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self._now = now
        self._kept = timedelta(days=kept_days)

    def say(
        self, said: str, conversation_id: str = "", *, language: Language | None = None, top: int = 5
    ) -> Reply:
        """Return the reply to a message, in a conversation that is begun where no id is given.

        Raises NotFoundError where there is no such conversation (any more), QuestionError where the message
        is empty or too long, and what `Assistant.ask` raises.
        """
        if not conversation_id:
            self._conversations.delete_before(self._now() - self._kept)
        return self._kept_reply(conversation_id, lambda before: self._reply(said, before, language, top))

    def change(self, conversation_id: str, changes: Mapping[str, Any], *, top: int = 5) -> Reply:
        """Return the answer to the need that stands with fields of it set as `changes` has them by name.

        Raises NotFoundError where there is no such conversation or no need stands in it.
        """

        def reply(before: Conversation) -> Reply:
            if before.need is None:
                raise NotFoundError("conversation.no_need")
            need = replace(before.need, **changes)
            turn = Turn("", self._now(), "refine", need)
            return self._searched(before, turn, need, top)

        return self._kept_reply(conversation_id, reply)

    def _kept_reply(self, conversation_id: str, reply_to: Callable[[Conversation], Reply]) -> Reply:
        """The reply to a conversation as it stands, kept; made again where another process was first."""
        for _ in range(_TRIES):
            before = (
                self.find(conversation_id) if conversation_id else Conversation(secrets.token_urlsafe(16))
            )
            reply = reply_to(before)
            if self._conversations.append(before, reply.conversation.turns[-1]):
                return reply
        raise StoreBusyError("conversation.busy")

    def find(self, conversation_id: str) -> Conversation:
        """The conversation as it stands. Raises NotFoundError."""
        conversation = self._conversations.find(conversation_id)
        if conversation is None:
            raise NotFoundError("conversation.unknown")
        return conversation

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation with all that was said. Raises NotFoundError."""
        if not self._conversations.delete(conversation_id):
            raise NotFoundError("conversation.unknown")

    def _reply(self, said: str, conversation: Conversation, language: Language | None, top: int) -> Reply:
        step, respelt = self._assistant.follow(said, conversation, language)
        spoken = language or detect_language(said)
        turn = Turn(said, self._now(), step.act, step.need, step.pointing)
        if step.act in _SEARCHED and step.need:
            reply = self._searched(conversation, turn, step.need, top)
            answer = reply.answer and replace(reply.answer, respelt=respelt, refining=step.refining)
            return replace(reply, answer=answer)
        if step.pointing and step.need:
            return self._of_the_shown(_with(conversation, turn), step.need, step.pointing, spoken)
        if step.act == "unclear" and conversation.asked_back:  # never asked twice in a row
            told = message("conversation.still_unclear", spoken)
            return Reply(_with(conversation, turn), spoken, message=told)
        choices = self._fields(spoken) if step.act == "unclear" else ()
        told = message(f"conversation.{step.act}", spoken)
        return Reply(_with(conversation, turn), spoken, message=told, choices=choices)

    def _searched(self, before: Conversation, turn: Turn, need: Need, top: int) -> Reply:
        answer = self._assistant.answer(need, said=turn.said, top=top)
        shown = replace(turn, experts=_ids(answer.experts), works=_ids(answer.works))
        return Reply(_with(before, shown), answer.language, answer)

    def _of_the_shown(
        self, conversation: Conversation, need: Need, pointing: Pointing, language: Language
    ) -> Reply:
        """Those of the recommendations that were shown last that a message points to."""
        act, shown = conversation.turns[-1].act, conversation.shown
        if shown is None:
            return Reply(conversation, language, message=message("conversation.nothing_shown", language))
        ids = pointed_to(shown, pointing)
        if not ids:
            many = len(shown.experts) + len(shown.works)
            return Reply(
                conversation, language, message=message("conversation.not_there", language, many=many)
            )
        top = max(len(shown.experts), len(shown.works))
        answer = _only(self._assistant.answer(need, top=top, drafts=False), ids)
        if not (answer.experts or answer.works):
            return Reply(conversation, language, message=message("conversation.gone", language))
        return Reply(conversation, language, answer, message(f"conversation.{act}", language))

    def _fields(self, language: Language) -> tuple[str, ...]:
        """Fields of the centres in the register, to choose from."""
        return self._assistant.fields(language)[:_CHOICES]


def pointed_to(shown: Turn, pointing: Pointing) -> tuple[str, ...]:
    """The ids of what was shown that is pointed to; none where its place is not there.

    Where no list is named, it is that of the works if these alone were wanted, else that of the experts.
    """
    wanted = shown.need.wanted if shown.need else ()
    works_alone = bool(wanted) and "expert" not in wanted
    lists = {
        "experts": shown.experts,
        "works": shown.works,
        "shown": (shown.works if works_alone else shown.experts) or shown.experts or shown.works,
    }
    if pointing.number is None:
        return (*shown.experts, *shown.works) if pointing.list == "shown" else lists[pointing.list]
    listed = lists[pointing.list]
    if pointing.number == LAST:
        return listed[-1:]
    return listed[pointing.number - 1 : pointing.number]


def _only(answer: Answer, ids: Collection[str]) -> Answer:
    """The answer with these recommendations alone, and what carries them."""
    experts, works = (
        tuple(r for r in recommended if r.subject.id in ids) for recommended in (answer.experts, answer.works)
    )
    carried = {number for r in (*experts, *works) for why in r.why for number in why.citations}
    citations = tuple(citation for citation in answer.citations if citation.number in carried)
    return replace(
        answer, statements=(), experts=experts, works=works, citations=citations, team=None, exposure=None
    )


def _ids(recommended: Collection[Recommendation]) -> tuple[str, ...]:
    return tuple(recommendation.subject.id for recommendation in recommended)


def _with(conversation: Conversation, turn: Turn) -> Conversation:
    return Conversation(conversation.id, (*conversation.turns, turn))
