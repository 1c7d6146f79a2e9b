"""What is said about recording a need, and what only sounds like it."""

from datetime import UTC, date, datetime

import pytest

from assistant.conversing.following import Follower
from assistant.conversing.recording import contact_in
from assistant.domain.conversations import Act, Conversation, Turn
from assistant.domain.needs import Need

NEED = Need("จรวดส่งดาวเทียม", "th", ("จรวด", "ดาวเทียม"), region="south")
FOLLOWER = Follower((), date(2026, 11, 22), None)


def after(act: Act, *shown: str) -> Conversation:
    """A conversation whose last message did `act`, for which this was shown."""
    return Conversation("one", (Turn("", datetime(2026, 11, 22, tzinfo=UTC), act, NEED, None, shown),))


REFUSED, ANSWERED, RECORDED = after("need"), after("need", "exp-1"), after("record")


@pytest.mark.parametrize("before", [REFUSED, ANSWERED, RECORDED])
@pytest.mark.parametrize(
    "said",
    [
        "ช่วยบันทึกให้หน่อย",
        "งั้นฝากเรื่องไว้กับเจ้าหน้าที่ด้วยครับ",
        "ขอบคุณค่ะ ช่วยบันทึกไว้ให้ด้วยนะคะ",
        "ส่งเรื่องให้เจ้าหน้าที่หน่อย",
        "ให้เจ้าหน้าที่ติดต่อกลับด้วยค่ะ 081-234-5678",
        "บันทึกเรื่องนี้ไว้ให้หน่อย โทร 0812345678",
        "yes, record it",
        "Please record this need for an officer.",
        "can you pass it on to an officer?",
        "record it please, my email is som@farm.example.org",
    ],
)
def test_a_need_that_stands_is_recorded_as_it_was_stated(said: str, before: Conversation) -> None:
    step = FOLLOWER.follow(said, before)
    assert (step.act, step.need) == ("record", NEED)


@pytest.mark.parametrize("said", ["ใช่ค่ะ", "เอาเลยครับ", "ได้เลย", "yes please", "sure, go ahead", "please do"])
def test_yes_accepts_what_was_offered_and_nothing_where_nothing_was(said: str) -> None:
    assert FOLLOWER.follow(said, REFUSED).act == "record"
    assert FOLLOWER.follow(said, ANSWERED).act != "record"


@pytest.mark.parametrize("said", ["ไม่ต้องค่ะ", "ไม่เป็นไรครับ ขอบคุณ", "no thanks", "not now", "โอเค", "ok thanks"])
def test_no_and_thanks_record_nothing(said: str) -> None:
    step = FOLLOWER.follow(said, REFUSED)
    assert step.act == "thanks"
    assert step.need is not None
    assert step.need.text == NEED.text


@pytest.mark.parametrize(
    "said",
    [
        "อยากได้ระบบบันทึกอุณหภูมิห้องเย็น",
        "เครื่องบันทึกข้อมูลความชื้นในโรงเรือน",
        "จดสิทธิบัตรสูตรน้ำปลาร้าต้องทำยังไง",
        "เอาเฉพาะภาคเหนือ",
        "ใช่ แต่ในภาคเหนือ",
        "ขอเบอร์ติดต่อเจ้าหน้าที่",
        "we need to record temperature in cold storage",
        "how do I register a food product",
        "yes but in the north",
    ],
)
def test_what_says_more_than_that_is_read_as_any_message(said: str) -> None:
    assert FOLLOWER.follow(said, REFUSED).act not in ("record", "thanks")


@pytest.mark.parametrize("before", [REFUSED, ANSWERED])
@pytest.mark.parametrize(
    "said",
    [
        "บันทึกข้อมูลของผมไว้ไหม",
        "ส่งเรื่องให้เจ้าหน้าที่แล้วใช่ไหม",
        "ส่งเรื่องหรือยังคะ",
        "do you record this?",
        "ช่วยหน่อยได้ไหม",
    ],
)
def test_a_question_whether_something_is_recorded_records_nothing(said: str, before: Conversation) -> None:
    assert FOLLOWER.follow(said, before).act != "record"


@pytest.mark.parametrize("said", ["ช่วยบันทึกให้หน่อยได้ไหมคะ", "could you record this?"])
def test_a_polite_request_to_record_is_one(said: str) -> None:
    assert FOLLOWER.follow(said, REFUSED).act == "record"


@pytest.mark.parametrize("before", [REFUSED, ANSWERED, RECORDED])
@pytest.mark.parametrize(
    "said",
    [
        *("ยกเลิกการบันทึก", "ลบที่บันทึกไว้", "อย่าบันทึก", "ไม่ต้องบันทึกนะคะ", "ขอถอนเรื่องค่ะ", "ยังไม่ต้องบันทึก"),
        *("do not record this", "don't record it", "please delete the recorded need", "withdraw my request"),
        "I changed my mind, don't record it",
    ],
)
def test_recording_is_taken_back_in_words(said: str, before: Conversation) -> None:
    step = FOLLOWER.follow(said, before)
    assert (step.act, step.need and step.need.text) == ("withdraw", NEED.text)


@pytest.mark.parametrize("said", ["ยกเลิก", "cancel it"])
def test_to_cancel_takes_back_what_was_just_recorded(said: str) -> None:
    assert FOLLOWER.follow(said, RECORDED).act == "withdraw"
    assert FOLLOWER.follow(said, ANSWERED).act != "withdraw"


@pytest.mark.parametrize(
    "said", ["ช่วยบันทึกหรือไม่", "อย่าลืมบันทึกนะ", "ลบรอยบันทึกบนเหล็ก", "ไม่ต้องบันทึกอุณหภูมิ", "don't forget to record it"]
)
def test_what_only_sounds_like_it_takes_nothing_back(said: str) -> None:
    assert FOLLOWER.follow(said, RECORDED).act != "withdraw"


@pytest.mark.parametrize("said", ["somchai@example.com", "+66 81 234 5678", "TRL 7", "2566"])
def test_what_has_no_words_leaves_the_language_as_it_was(said: str) -> None:
    step = FOLLOWER.follow(said, RECORDED)
    assert step.need is not None
    assert step.need.language == "th"


def test_a_contact_by_itself_belongs_to_what_was_just_recorded() -> None:
    assert FOLLOWER.follow("โทร 081 234 5678 ค่ะ", RECORDED).act == "record"
    assert FOLLOWER.follow("โทร 081 234 5678 ค่ะ", ANSWERED).act != "record"


def test_nothing_stands_to_be_recorded_at_the_beginning() -> None:
    step = FOLLOWER.follow("ช่วยบันทึกให้หน่อย", Conversation("one"))
    assert (step.act, step.need) == ("record", None)


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ("โทร ๐๘๑-๒๓๔-๕๖๗๘ หรือ Som.Chai@farm.example.org", "081-234-5678, Som.Chai@farm.example.org"),
        ("02 123 4567", "02 123 4567"),
        ("ปี 2566 TRL 7", ""),
    ],
)
def test_numbers_and_addresses_are_found(said: str, contact: str) -> None:
    assert contact_in(said) == contact
