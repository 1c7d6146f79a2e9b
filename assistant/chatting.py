"""Chatting: what is replied to each message of a conversation, which is kept from turn to turn."""

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from assistant.answering.openings import opening_of
from assistant.asking import Assistant, whole_answer
from assistant.conversing.recording import contact_given, contact_in
from assistant.conversing.speaking import spoken
from assistant.domain.answers import Answer, Recommendation, Respelling
from assistant.domain.citations import Statement
from assistant.domain.conversations import LAST, SEARCHED, Conversation, Pointing, Turn
from assistant.domain.needs import Need
from assistant.domain.openings import Opening, ProvedOpening
from assistant.domain.recorded_needs import RecordedNeed
from assistant.domain.refining import Refining
from assistant.errors import ConversationBusyError, NotFoundError
from assistant.ports import Conversations
from assistant.recording import Recorder
from assistant.unmeetable import with_levels_said
from prompts import Language, message

_CHOICES = 6
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Reply:
    """What is replied to the last turn of `conversation`.

    `message` says what no recommendation says, empty where an answer speaks for itself; `choices` are
    suggested where something is asked back. `recorded` is the need that was recorded for an officer, if one
    was.
    """

    conversation: Conversation
    language: Language
    answer: Answer | None = None
    message: str = ""
    choices: tuple[str, ...] = ()
    recorded: RecordedNeed | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no statement of its answer is still being worded."""
        return self.answer is None or self.answer.is_whole


# What becomes known while a reply comes about, as of an answer: the last is the whole reply.
ReplyPart = Reply | Statement | None


class Chat:
    """Replies to messages and keeps the conversations. Safe to call from several threads and processes.

    `now` tells the time in UTC; a conversation is forgotten `kept_days` after its last message.
    """

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        recorder: Recorder,
        now: Callable[[], datetime],
        kept_days: int,
    ) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self._recorder = recorder
        self._now = now
        self.kept_days = kept_days

    def say(
        self, said: str, conversation_id: str = "", *, language: Language | None = None, top: int = 5
    ) -> Reply:
        """Return the reply to a message, in a conversation that is begun where no id is given.

        Raises NotFoundError where there is no such conversation (any more), ConversationBusyError where
        others come into it all the time, QuestionError where the message is empty or too long, and what
        `Assistant.ask` raises.
        """
        return whole_reply(self.say_stream(said, conversation_id, language=language, top=top))

    def say_stream(
        self, said: str, conversation_id: str = "", *, language: Language | None = None, top: int = 5
    ) -> Iterator[ReplyPart]:
        """Yield what `say` returns as it comes about, first a reply. The message is kept before anything of
        it is yielded, so that who goes away then finds it again."""
        if not conversation_id:
            self.forget_old()
        return self._kept(conversation_id, lambda before: self._reply(said, before, language, top))

    def change(self, conversation_id: str, changes: Mapping[str, Any], *, top: int = 5) -> Reply:
        """Return the answer to the need that stands with fields of it set as `changes` has them by name.

        Raises NotFoundError where there is no such conversation or no need stands in it, and QuestionError
        where its text is empty or too long, or a limit can never be met.
        """
        return whole_reply(self.change_stream(conversation_id, changes, top=top))

    def change_stream(
        self, conversation_id: str, changes: Mapping[str, Any], *, top: int = 5
    ) -> Iterator[ReplyPart]:
        """Yield what `change` returns as `say_stream` does."""

        def reply(before: Conversation) -> Iterator[ReplyPart]:
            if before.need is None:
                raise NotFoundError("conversation.no_need")
            changed, respelt = self._assistant.changed(before.need, changes)
            need = self._recorder.without_personal_numbers(changed)
            turn = Turn("", self._now(), "refine", need)
            return self._keeping(before, self._searched(before, turn, need, respelt, top))

        return self._kept(conversation_id, reply)

    def record(self, conversation_id: str, *, asker: str = "", contact: str = "") -> Reply:
        """Have the need that stands recorded for an officer.

        Raises NotFoundError where there is no such conversation or no need stands in it, and QuestionError
        where the contact is too long.
        """

        def reply(before: Conversation) -> Iterator[ReplyPart]:
            if before.need is None:
                raise NotFoundError("conversation.no_need")
            turn = Turn("", self._now(), "record", before.need)
            return self._recording(before, turn, before.need, before.need.language, asker, contact)

        return whole_reply(self._kept(conversation_id, reply))

    def recall(
        self, conversation: Conversation, number: int, *, language: Language | None = None, top: int = 5
    ) -> Reply:
        """Return the reply to a turn, counted from 1, by what the stores hold now, with what still holds of
        the opening that it had; nothing is drafted anew, and nothing recorded again."""
        before = Conversation(conversation.id, conversation.turns[: number - 1])
        turn = conversation.turns[number - 1]
        answered_in = language or spoken(turn.said, before)
        respelt = self._assistant.respelt(turn.said)
        return whole_reply(
            self._reply_to(turn, before, answered_in, respelt, top, drafts=False, opening=turn.opening)
        )

    def openings(self, conversation: Conversation) -> tuple[ProvedOpening | None, ...]:
        """Return what still holds of the opening of each turn; None where nothing does, or there is none."""
        return tuple(
            self._assistant.proved(turn.opening, turn.need.language) if turn.opening and turn.need else None
            for turn in conversation.turns
        )

    def _kept(
        self, conversation_id: str, reply_to: Callable[[Conversation], Iterator[ReplyPart]]
    ) -> Iterator[ReplyPart]:
        """The reply to a conversation as it stands, which is kept with it; made again where another process
        was first."""
        for _ in range(_TRIES):
            before = (
                self.find(conversation_id) if conversation_id else Conversation(secrets.token_urlsafe(16))
            )
            parts = reply_to(before)
            if first := next(parts, None):
                yield first
                yield from parts
                return
        raise ConversationBusyError("conversation.busy")

    def _keeping(self, before: Conversation, parts: Iterator[ReplyPart]) -> Iterator[ReplyPart]:
        """A reply as it comes about, its turn kept first, its opening once it is whole; nothing where another
        process was first."""
        first = next(parts)
        if isinstance(first, Reply) and self._conversations.append(before, first.conversation.turns[-1]):
            yield first
            for part in parts:
                if isinstance(part, Reply) and part.conversation.turns[-1].opening:
                    self._conversations.keep_opening(part.conversation)
                yield part

    def _recording(
        self, before: Conversation, turn: Turn, need: Need, language: Language, asker: str, contact: str
    ) -> Iterator[ReplyPart]:
        """What is replied once a turn is kept and the need recorded with it; nothing where another process
        was first."""
        request = self._recorder.request(need, asker=asker, contact=contact)
        if recorded := self._conversations.record(before, turn, request):
            key = "recorded_with_contact" if recorded.contact else "recorded"
            told = message(f"conversation.{key}", language, number=recorded.number)
            yield Reply(_with(before, turn), language, message=told, recorded=recorded)

    def _withdrawing(self, before: Conversation, turn: Turn, language: Language) -> Iterator[ReplyPart]:
        """What is replied once a turn is kept and the need withdrawn that was recorded last; nothing where
        another process was first."""
        withdrawn = self._conversations.withdraw(before, turn)
        if withdrawn is None:
            return
        told = message(words_for(turn, before), language)
        if withdrawn:
            told = message("conversation.withdrawn", language, number=withdrawn[0].number)
        elif before.has_recorded:
            told = message("conversation.withdrawn_by_officer", language)
        yield Reply(_with(before, turn), language, message=told)

    def find(self, conversation_id: str) -> Conversation:
        """The conversation as it stands. Raises NotFoundError, also where it is kept no longer."""
        conversation = self._conversations.find(conversation_id)
        oldest = self._now() - timedelta(days=self.kept_days)
        if conversation is None or (conversation.turns and conversation.turns[-1].at < oldest):
            raise NotFoundError("conversation.unknown")
        return conversation

    def forget_old(self) -> None:
        """Forget the conversations that are kept no longer, and who asked for needs too long ago."""
        self._conversations.delete_before(self._now() - timedelta(days=self.kept_days))
        self._recorder.forget_old_askers()

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation, all that was said and the needs recorded in it. Raises NotFoundError."""
        if not self._conversations.delete(conversation_id):
            raise NotFoundError("conversation.unknown")

    def _reply(
        self, said: str, before: Conversation, language: Language | None, top: int
    ) -> Iterator[ReplyPart]:
        step, respelt = self._assistant.follow(said, before, language)
        need = step.need and self._recorder.without_personal_numbers(step.need)
        turn = Turn(self._recorder.blank_personal(said), self._now(), step.act, need, step.pointing)
        answered_in = language or spoken(said, before)
        if turn.act == "record" and need:
            contact = contact_given(said) if before.was_just_recorded else contact_in(said)
            return self._recording(before, turn, need, answered_in, "", contact)
        if turn.act == "withdraw":
            return self._withdrawing(before, turn, answered_in)
        reply = self._reply_to(turn, before, answered_in, respelt, top, refining=step.refining)
        return self._keeping(before, reply)

    def _reply_to(
        self,
        turn: Turn,
        before: Conversation,
        language: Language,
        respelt: tuple[Respelling, ...],
        top: int,
        *,
        drafts: bool = True,
        opening: Opening | None = None,
        refining: Refining | None = None,
    ) -> Iterator[ReplyPart]:
        if turn.act in SEARCHED and turn.need:
            yield from self._searched(
                before, turn, turn.need, respelt, top, drafts=drafts, opening=opening, refining=refining
            )
        elif turn.pointing and turn.need:
            yield self._of_the_shown(_with(before, turn), turn.need, turn.pointing, language)
        else:
            key = words_for(turn, before)
            choices = self._fields(language) if key == "conversation.unclear" else ()
            yield Reply(_with(before, turn), language, message=message(key, language), choices=choices)

    def _searched(
        self,
        before: Conversation,
        turn: Turn,
        need: Need,
        respelt: tuple[Respelling, ...],
        top: int,
        *,
        drafts: bool = True,
        opening: Opening | None = None,
        refining: Refining | None = None,
    ) -> Iterator[ReplyPart]:
        parts = self._assistant.answer_stream(need, said=turn.said, top=top, drafts=drafts, opening=opening)
        for part in parts:
            if isinstance(part, Answer):
                shown = replace(
                    turn,
                    experts=_ids(part.experts),
                    works=_ids(part.works),
                    opening=opening_of(part, self._recorder.blank_personal),
                )
                is_offered = part.refusal is not None and part.refusal.can_be_recorded
                told = message("conversation.offer", part.language) if is_offered else ""
                unmeetable = with_levels_said(part.unmeetable, turn.said)
                answer = replace(part, respelt=respelt, refining=refining, unmeetable=unmeetable)
                yield Reply(_with(before, shown), part.language, answer, told)
            else:
                yield part

    def _of_the_shown(
        self, conversation: Conversation, need: Need, pointing: Pointing, language: Language
    ) -> Reply:
        """Those of the recommendations that were shown last that a message points to; these were shown for
        the need that stood then, which may be wider than the `need` that stands now."""
        act, shown = conversation.turns[-1].act, conversation.shown
        if shown is None or shown.need is None:
            return Reply(conversation, language, message=message("conversation.nothing_shown", language))
        ids = pointed_to(shown, pointing)
        if not ids:
            many = len(shown.experts) + len(shown.works)
            return Reply(
                conversation, language, message=message("conversation.not_there", language, many=many)
            )
        top, shown_for = (
            max(len(shown.experts), len(shown.works)),
            replace(shown.need, language=need.language),
        )
        answer = _only(whole_answer(self._assistant.answer_stream(shown_for, top=top, drafts=False)), ids)
        if not (answer.experts or answer.works):
            return Reply(conversation, language, message=message("conversation.gone", language))
        return Reply(conversation, language, answer, message(f"conversation.{act}", language))

    def _fields(self, language: Language) -> tuple[str, ...]:
        """Fields of the centres in the register, to choose from."""
        return self._assistant.fields(language)[:_CHOICES]


def whole_reply(parts: Iterable[ReplyPart]) -> Reply:
    """The reply that is there once all its parts are."""
    *_, whole = (part for part in parts if isinstance(part, Reply))
    return whole


def words_for(turn: Turn, before: Conversation) -> str:
    """The key of what is replied by words alone to a turn after those `before`.

    What is meant is never asked back twice in a row, nor where a need stands; there are no others where
    nothing was shown; what was recorded or withdrawn before is not told again with its number.
    """
    if turn.act == "record":
        return "conversation.was_recorded" if turn.need else "conversation.nothing_to_record"
    if turn.act == "withdraw":
        return "conversation.was_withdrawn" if before.has_recorded else "conversation.nothing_recorded"
    if turn.act == "others" and before.shown is None:
        return "conversation.nothing_shown"
    if turn.act != "unclear":
        return f"conversation.{turn.act}"
    if turn.need:
        return "conversation.not_understood"
    return "conversation.still_unclear" if before.asked_back else "conversation.unclear"


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
        answer,
        statements=(),
        experts=experts,
        works=works,
        citations=citations,
        team=None,
        exposure=None,
        left_open=(),
        unmeetable=(),
    )


def _ids(recommended: Collection[Recommendation]) -> tuple[str, ...]:
    return tuple(recommendation.subject.id for recommendation in recommended)


def _with(conversation: Conversation, turn: Turn) -> Conversation:
    return Conversation(conversation.id, (*conversation.turns, turn))
