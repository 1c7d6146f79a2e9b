"""Replies to messages, over the register of the web tests."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.chatting import Chat, Reply, pointed_to
from assistant.conversing.changing import set_by_name
from assistant.domain.conversations import LAST, Conversation, Pointing, Turn
from assistant.domain.needs import Need
from assistant.domain.recorded_needs import RecordedNeed, RecordRequest
from assistant.errors import ConversationBusyError, NotFoundError, QuestionError
from assistant.recording import Recorder
from catalogue.conversations import SqlConversations
from prompts import Language, message
from tests.examples import an_expert, an_organisation
from tests.fakes import DictRegister
from tests.web_corpus import BIOGAS_QUESTION, PLARA_QUESTION, WebParts, open_web_parts


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[WebParts]:
    with open_web_parts(tmp_path) as opened:
        yield opened


class Memory:
    """Conversations in a dictionary; another process is first to add a turn as often as `disturbed` tells."""

    def __init__(self, disturbed: int = 0) -> None:
        self.kept: dict[str, Conversation] = {}
        self.disturbed = disturbed
        self.cleared_before: datetime | None = None

    def find(self, id_: str) -> Conversation | None:
        return self.kept.get(id_)

    def append(self, conversation: Conversation, turn: Turn) -> bool:
        if self.disturbed:
            self.disturbed -= 1
            return False
        self.kept[conversation.id] = Conversation(conversation.id, (*conversation.turns, turn))
        return True

    def record(self, conversation: Conversation, turn: Turn, request: RecordRequest) -> RecordedNeed | None:
        is_kept = self.append(conversation, turn)
        return RecordedNeed(1, request.need, request.at) if is_kept else None

    def withdraw(self, conversation: Conversation, turn: Turn) -> tuple[RecordedNeed, ...] | None:
        return () if self.append(conversation, turn) else None

    def delete(self, id_: str) -> bool:
        return self.kept.pop(id_, None) is not None

    def delete_before(self, at: datetime) -> int:
        self.cleared_before = at
        return 0


def test_a_first_message_is_answered_as_a_question_is(parts: WebParts) -> None:
    reply = parts.chat.say(PLARA_QUESTION)
    asked = parts.assistant.ask(PLARA_QUESTION)
    assert reply.answer is not None
    assert reply.answer.experts == asked.experts
    assert reply.answer.citations == asked.citations
    assert reply.conversation.turns[-1].experts == ("exp-1",)


def test_a_follow_up_is_answered_within_its_limits(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.say("ในภาคใต้", begun)
    assert reply.answer is not None
    assert reply.answer.refusal is not None
    assert reply.answer.refusal.reason == "constraints_exclude_all"
    lifted = parts.chat.say("ภาคไหนก็ได้", begun)
    assert lifted.answer is not None
    assert [r.subject.id for r in lifted.answer.experts] == ["exp-1"]


@pytest.mark.parametrize(
    ("said", "unmeetable"),
    [
        ("TRL 15", ("trl",)),
        ("TRL ๑๕ ขึ้นไป", ("trl",)),
        ("ขอเทคโนโลยีที่ TRL 12", ("trl",)),
        ("readiness level 0 please", ("trl",)),
        ("ปี 2590", ("years",)),
        ("since 2040", ("years",)),
        ("TRL 10 ปี 2580", ("trl", "years")),
        ("TRL 7 ขึ้นไป", ()),
        ("ยกเลิก TRL", ()),
    ],
)
def test_limits_that_no_work_can_meet_are_told_of_a_follow_up(
    parts: WebParts, said: str, unmeetable: tuple[str, ...]
) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.say(said, begun)
    assert reply.answer is not None
    assert reply.answer.unmeetable == unmeetable
    recalled = parts.chat.recall(reply.conversation, 2)
    assert recalled.answer is not None
    assert recalled.answer.unmeetable == unmeetable


def test_who_lifts_levels_that_there_are_not_is_told_of_none(parts: WebParts) -> None:
    begun = parts.chat.say(f"{PLARA_QUESTION} TRL 15").conversation.id
    reply = parts.chat.say("ยกเลิก TRL 15", begun)
    assert reply.answer is not None
    assert not reply.answer.unmeetable


def test_the_one_that_is_pointed_to_is_shown_alone(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.say("คนแรกอยู่ที่ไหน", begun)
    assert reply.answer is not None
    assert [r.subject.id for r in reply.answer.experts] == ["exp-1"]
    assert not reply.answer.works
    assert {n for r in reply.answer.experts for why in r.why for n in why.citations} == {
        citation.number for citation in reply.answer.citations
    }
    assert reply.message == message("conversation.refer", "th")


def test_a_contact_is_shown_as_consented(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.say("ขอเบอร์ติดต่อหน่อยค่ะ", begun)
    assert reply.answer is not None
    assert reply.answer.experts[0].contact is not None


def test_a_place_that_is_not_there_is_said_so(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.say("คนที่ห้าล่ะ", begun)
    assert reply.answer is None
    assert reply.message == message("conversation.not_there", "th", many=2)


def test_nothing_can_be_pointed_to_before_anything_is_shown(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    assert parts.chat.say("คนแรกอยู่ที่ไหน", begun).message == message("conversation.nothing_shown", "th")


def test_what_was_shown_is_asked_about_though_the_need_has_found_nothing_since(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    refused = parts.chat.say("ในภาคใต้", begun)
    assert refused.answer is not None
    assert refused.answer.refusal is not None
    for said, act in (("ขอเบอร์ติดต่อ", "contact"), ("ขอรายละเอียดเพิ่มเติม", "refer"), ("tell me more", "refer")):
        reply = parts.chat.say(said, begun)
        assert reply.answer is not None
        assert [r.subject.id for r in reply.answer.experts] == ["exp-1"]
        assert reply.answer.language == reply.language
        assert reply.message == message(f"conversation.{act}", reply.language)
        assert reply.conversation.need is not None
        assert reply.conversation.need.region == "south"
        again = parts.chat.recall(reply.conversation, len(reply.conversation.turns))
        assert (again.message, again.answer and again.answer.experts) == (reply.message, reply.answer.experts)


@pytest.mark.parametrize(
    ("said", "key", "language"),
    [
        ("คุณเป็นใคร", "about", "th"),
        ("who are you", "about", "en"),
        ("delete my data", "forget", "en"),
        ("งงอะ", "not_understood", "th"),
        ("asdfghjkl", "not_understood", "en"),
    ],
)
def test_small_talk_is_replied_to_in_words_and_the_need_stands(
    parts: WebParts, said: str, key: str, language: Language
) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation
    reply = parts.chat.say(said, begun.id)
    assert (reply.answer, reply.message, reply.choices) == (
        None,
        message(f"conversation.{key}", language),
        (),
    )
    assert reply.conversation.need is not None
    assert begun.need is not None
    assert replace(reply.conversation.need, language="th") == begun.need


def test_what_is_meant_is_asked_once_and_never_twice_in_a_row(parts: WebParts) -> None:
    first = parts.chat.say("ช่วยด้วยค่ะ")
    second = parts.chat.say("คือมันมีปัญหาอะค่ะ", first.conversation.id)
    assert first.message == message("conversation.unclear", "th")
    assert second.message == message("conversation.still_unclear", "th")


def test_thanks_are_returned_and_the_need_stands(parts: WebParts) -> None:
    begun = parts.chat.say(BIOGAS_QUESTION).conversation.id
    reply = parts.chat.say("thank you", begun)
    assert (reply.answer, reply.message) == (None, message("conversation.thanks", "en"))
    assert reply.conversation.need is not None


def test_the_need_that_stands_can_be_changed_by_name(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.change(begun, {"region": "northeast", "trl_from": 5})
    assert reply.answer is not None
    assert [r.subject.id for r in reply.answer.experts] == ["exp-1"]
    need = parts.chat.find(begun).need
    assert need is not None
    assert (need.region, need.trl_from) == ("northeast", 5)


def test_another_subject_is_understood_anew_within_the_limits_that_stand(parts: WebParts) -> None:
    begun = parts.chat.say(f"{PLARA_QUESTION} TRL 5 ขึ้นไป").conversation.id
    need = parts.chat.change(begun, {"text": "biogas from  pig farms"}).conversation.need
    assert need is not None
    assert (need.text, need.trl_from) == ("biogas from pig farms", 5)
    assert need.topics == ("bioga", "pig", "farm")
    with pytest.raises(QuestionError):
        parts.chat.change(begun, {"text": " "})


def test_an_organisation_is_set_by_any_of_its_names(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    need = parts.chat.change(
        begun, {"organisation": "Khon Kaen University", "centre": "cab"}
    ).conversation.need
    assert need is not None
    assert (need.organisation, need.centre) == ("มหาวิทยาลัยขอนแก่น", "CAB")


def test_a_centre_that_the_register_alone_knows_is_set_by_its_name() -> None:
    register = DictRegister(
        [],
        {},
        experts=[an_expert("exp-9", centre="REED-LAB")],
        organisations=[an_organisation("org-9", code="SHRIMP", name_en="Shrimp Health Centre")],
    )
    need = Need(PLARA_QUESTION, "th")
    for named, code in (("shrimp health centre", "SHRIMP"), ("shrimp", "SHRIMP"), ("REED-LAB", "REED-LAB")):
        assert set_by_name(need, {"centre": named}, register, date(2026, 11, 22)).centre == code
    with pytest.raises(QuestionError):
        set_by_name(need, {"centre": "REED"}, register, date(2026, 11, 22))


def test_a_message_is_kept_before_its_reply_is_worded(parts: WebParts) -> None:
    stream = parts.chat.say_stream(PLARA_QUESTION)
    reply = next(stream)
    assert isinstance(reply, Reply)
    assert parts.chat.find(reply.conversation.id).turns == reply.conversation.turns


def test_every_reply_is_given_again_from_what_was_kept(parts: WebParts) -> None:
    said = (PLARA_QUESTION, "คนแรกอยู่ที่ไหน", "ขอบคุณค่ะ", "คือมันมีปัญหาอะค่ะ", BIOGAS_QUESTION)
    replies, id_ = [], ""
    for text in said:
        replies.append(parts.chat.say(text, id_))
        id_ = replies[0].conversation.id
    conversation = parts.chat.find(id_)
    for number, reply in enumerate(replies, start=1):
        again = parts.chat.recall(conversation, number)
        assert (again.message, again.choices, again.language) == (
            reply.message,
            reply.choices,
            reply.language,
        )
        assert again.conversation == reply.conversation
        assert bool(again.answer) is bool(reply.answer)
        if again.answer and reply.answer:
            assert replace(again.answer, timings_ms=reply.answer.timings_ms) == reply.answer


def test_no_need_can_be_changed_before_one_is_stated(parts: WebParts) -> None:
    begun = parts.chat.say("สวัสดี").conversation.id
    with pytest.raises(NotFoundError):
        parts.chat.change(begun, {"region": "north"})


def test_a_forgotten_conversation_is_gone(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    parts.chat.forget(begun)
    for act in (parts.chat.find, parts.chat.forget, lambda id_: parts.chat.say("ในภาคใต้", id_)):
        with pytest.raises(NotFoundError):
            act(begun)


def test_the_id_of_a_conversation_cannot_be_guessed(parts: WebParts) -> None:
    ids = {parts.chat.say("สวัสดี").conversation.id for _ in range(20)}
    assert len(ids) == 20
    assert min(map(len, ids)) >= 22  # 128 bits


def test_a_reply_follows_upon_what_another_process_added_first(parts: WebParts) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    memory = Memory()
    chat = Chat(parts.assistant, memory, parts.recorder, lambda: now, kept_days=90)
    begun = chat.say(PLARA_QUESTION).conversation.id
    memory.disturbed = 2
    assert len(chat.say("TRL 7", begun).conversation.turns) == 2
    memory.disturbed = 99
    with pytest.raises(ConversationBusyError):
        chat.say("TRL 8", begun)
    assert memory.cleared_before == now - timedelta(days=90)


def test_numbers_that_tell_of_a_person_are_not_kept(parts: WebParts) -> None:
    said = "ปลาร้าเค็มไป บัตรประชาชน 1-1017-00203-45-1 โทร 081-234-5678"
    turn = parts.chat.say(said).conversation.turns[-1]
    assert turn.need is not None
    assert "ปลาร้า" in turn.said
    assert "ปลาร้า" in turn.need.text
    for kept in (turn.said, turn.need.text, " ".join(turn.need.topics)):
        assert not {"1017", "00203", "234", "5678"} & set(re.findall(r"\d+", kept))


def test_numbers_that_tell_of_a_person_are_not_kept_in_a_need_that_is_set_by_name(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.change(begun, {"text": "อบลำไย บัตร 1-1017-00203-45-1 โทร 081-234-5678"})
    need = reply.conversation.need
    assert need is not None
    assert "ลำไย" in need.text
    assert not {"1017", "00203", "234", "5678"} & set(re.findall(r"\d+", " ".join((need.text, *need.topics))))


def test_a_conversation_is_found_no_longer_than_it_is_kept(parts: WebParts) -> None:
    clock = [datetime(2026, 11, 22, tzinfo=UTC)]
    chat = Chat(parts.assistant, Memory(), parts.recorder, lambda: clock[0], kept_days=90)
    begun = chat.say(PLARA_QUESTION).conversation.id
    clock[0] += timedelta(days=90)
    assert chat.find(begun).turns
    clock[0] += timedelta(seconds=1)
    with pytest.raises(NotFoundError):
        chat.find(begun)


SHOWN = Turn("", datetime(2026, 11, 22, tzinfo=UTC), "need", None, None, ("e1", "e2"), ("w1", "w2", "w3"))
OF_WORKS = Turn(
    "", SHOWN.at, "need", Need("ปลาร้า", "th", wanted=("technology",)), None, SHOWN.experts, SHOWN.works
)


@pytest.mark.parametrize(
    ("shown", "pointing", "ids"),
    [
        (SHOWN, Pointing("experts", 2), ("e2",)),
        (SHOWN, Pointing("works", LAST), ("w3",)),
        (SHOWN, Pointing("works", 4), ()),
        (SHOWN, Pointing("shown", 1), ("e1",)),
        (OF_WORKS, Pointing("shown", 1), ("w1",)),
        (SHOWN, Pointing("shown"), ("e1", "e2", "w1", "w2", "w3")),
        (SHOWN, Pointing("experts"), ("e1", "e2")),
    ],
)
def test_a_place_is_looked_for_in_the_list_that_is_meant(
    shown: Turn, pointing: Pointing, ids: tuple[str, ...]
) -> None:
    assert pointed_to(shown, pointing) == ids


def test_a_refusal_offers_to_record_the_need_and_yes_records_it(parts: WebParts) -> None:
    refused = parts.chat.say("จรวดส่งดาวเทียม")
    assert refused.message == message("conversation.offer", "th")
    reply = parts.chat.say("ช่วยบันทึกให้หน่อยค่ะ", refused.conversation.id)
    (recorded,) = parts.needs.all()
    assert reply.recorded == recorded
    assert reply.message == message("conversation.recorded", "th", number=recorded.number)
    assert (recorded.need, recorded.conversation) == (refused.conversation.need, refused.conversation.id)
    assert recorded.contact == ""
    assert reply.conversation.turns[-1].act == "record"


def test_an_answer_offers_nothing(parts: WebParts) -> None:
    assert parts.chat.say(PLARA_QUESTION).message == ""


def test_a_contact_that_follows_is_kept_with_the_need_that_was_recorded(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    first = parts.chat.say("yes please", begun)
    reply = parts.chat.say("my number is 081-234-5678", begun)
    (recorded,) = parts.needs.all()
    assert recorded.contact == "my number is 081-234-5678"
    assert first.recorded is not None
    assert recorded.number == first.recorded.number
    assert reply.message == message("conversation.recorded_with_contact", "en", number=recorded.number)


def test_a_need_is_recorded_again_only_when_it_has_changed(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    for said in ("ช่วยบันทึกให้หน่อย", "record it", "ในภาคใต้", "ช่วยบันทึกให้หน่อย"):
        parts.chat.say(said, begun)
    assert [one.need.region for one in parts.needs.all()] == [None, "south"]


def test_without_a_need_nothing_is_recorded(parts: WebParts) -> None:
    reply = parts.chat.say("ช่วยบันทึกให้หน่อย")
    told = message("conversation.nothing_to_record", "th")
    assert (reply.message, reply.recorded) == (told, None)
    assert parts.chat.recall(reply.conversation, 1).message == told
    with pytest.raises(NotFoundError):
        parts.chat.record(reply.conversation.id)
    assert parts.needs.all() == []


def test_a_button_records_the_need_that_stands(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    reply = parts.chat.record(begun, contact="a@example.org")
    (recorded,) = parts.needs.all()
    assert (reply.recorded, recorded.contact) == (recorded, "a@example.org")
    assert [turn.act for turn in parts.chat.find(begun).turns] == ["need", "record"]


class SaidInBetween:
    """Conversations into which somebody says something just before a need is first recorded in them."""

    def __init__(self, kept: SqlConversations, said: Turn) -> None:
        self._kept = kept
        self._yet_to_say = [said]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kept, name)

    def record(self, conversation: Conversation, turn: Turn, request: RecordRequest) -> RecordedNeed | None:
        while self._yet_to_say:
            self._kept.append(conversation, self._yet_to_say.pop())
        return self._kept.record(conversation, turn, request)


@pytest.mark.parametrize(
    "said",
    [
        "สมชาย ใจดี โทร 081-234-5678 ค่ะ",
        "081 234 5678 หลังบ่ายสามนะคะ",
        "โทร 02-123-4567 ต่อ 9",
        "call me at 02 123 4567 ext 9",
        "somchai@example.com",
    ],
)
def test_a_contact_is_kept_as_it_was_typed_and_is_no_part_of_the_need(parts: WebParts, said: str) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation
    parts.chat.say("ช่วยบันทึกให้หน่อย", begun.id)
    reply = parts.chat.say(said, begun.id)
    (recorded,) = parts.needs.all()
    assert (recorded.contact, reply.conversation.need) == (said, begun.need)


def test_of_a_contact_that_is_too_long_the_numbers_are_kept(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    parts.chat.say("ช่วยบันทึกให้หน่อย", begun)
    parts.chat.say("โทร 081-234-5678 " + "หรือถามคนข้างบ้าน " * 20, begun)
    (recorded,) = parts.needs.all()
    assert recorded.contact == "081-234-5678"


def test_yes_after_a_contact_offers_nothing_again(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    parts.chat.say("ช่วยบันทึกให้หน่อย", begun)
    parts.chat.say("somchai@example.com", begun)
    reply = parts.chat.say("ใช่ค่ะ", begun)
    assert (reply.answer, reply.message) == (None, message("conversation.thanks", "th"))


def test_what_was_recorded_is_withdrawn_in_words(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation
    recorded = parts.chat.say("ช่วยบันทึกให้หน่อย โทร 081-234-5678", begun.id).recorded
    assert recorded is not None
    reply = parts.chat.say("ยกเลิกการบันทึก", begun.id)
    assert reply.message == message("conversation.withdrawn", "th", number=recorded.number)
    assert reply.conversation.need == begun.need
    assert not parts.needs.all()
    told_again = parts.chat.recall(reply.conversation, len(reply.conversation.turns))
    assert told_again.message == message("conversation.was_withdrawn", "th")
    assert parts.chat.say("ลบที่บันทึกไว้", begun.id).message == message("conversation.nothing_recorded", "th")


def test_where_nothing_is_recorded_nothing_is_withdrawn(parts: WebParts) -> None:
    assert parts.chat.say("do not record this").message == message("conversation.nothing_recorded", "en")
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation
    reply = parts.chat.say("อย่าบันทึก", begun.id)
    assert (reply.answer, reply.message) == (None, message("conversation.nothing_recorded", "th"))
    assert reply.conversation.need == begun.need


def test_what_is_no_longer_known_as_its_own_is_withdrawn_by_an_officer(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation
    parts.chat.say("ช่วยบันทึกให้หน่อย", begun.id)
    parts.needs.forget_askers_before(begun.turns[0].at + timedelta(days=999))
    reply = parts.chat.say("ยกเลิกการบันทึก", begun.id)
    assert reply.message == message("conversation.withdrawn_by_officer", "th")
    assert len(parts.needs.all()) == 1


def test_there_are_no_others_than_those_that_fit_best(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    assert parts.chat.say("ขอคนอื่น", begun).message == message("conversation.others", "th")
    assert parts.chat.say("not the first one", begun).message == message("conversation.others", "en")
    refused = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    assert parts.chat.say("ขอคนอื่น", refused).message == message("conversation.nothing_shown", "th")


def test_who_disagrees_is_asked_what_is_not_right(parts: WebParts) -> None:
    begun = parts.chat.say(PLARA_QUESTION).conversation.id
    reply = parts.chat.say("ไม่ตรงเลย", begun)
    assert (reply.answer, reply.message) == (None, message("conversation.disagree", "th"))


def test_a_text_that_is_set_is_answered_in_its_language(parts: WebParts) -> None:
    begun = parts.chat.say(BIOGAS_QUESTION).conversation.id
    assert parts.chat.change(begun, {"text": PLARA_QUESTION}).language == "th"
    assert parts.chat.change(begun, {"region": "north"}).language == "th"


def test_of_a_need_that_changes_while_it_is_recorded_only_the_changed_one_is(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation
    assert begun.need is not None
    in_between = Turn("ในภาคใต้", begun.turns[0].at, "refine", replace(begun.need, region="south"))
    conversations: Any = SaidInBetween(parts.conversations, in_between)
    chat = Chat(parts.assistant, conversations, parts.recorder, lambda: begun.turns[0].at, kept_days=90)
    reply = chat.say("ช่วยบันทึกให้หน่อย", begun.id)
    assert [turn.act for turn in reply.conversation.turns] == ["need", "refine", "record"]
    assert parts.needs.all() == [reply.recorded]
    assert reply.recorded is not None
    assert reply.recorded.need.region == "south"


def test_what_is_kept_no_longer_is_forgotten_without_anything_being_said(parts: WebParts) -> None:
    begun = parts.chat.say("จรวดส่งดาวเทียม").conversation.id
    parts.chat.record(begun, contact="a@example.org")
    later = datetime.now(UTC) + timedelta(days=400)
    recorder = Recorder(parts.needs, parts.register, later.date, lambda: later, 365, lambda text: text)
    Chat(parts.assistant, parts.conversations, recorder, lambda: later, kept_days=90).forget_old()
    assert parts.conversations.find(begun) is None
    (kept,) = parts.needs.all()
    assert (kept.contact, kept.conversation) == ("", "")
