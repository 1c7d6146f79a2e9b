"""Messages that speak of no need: what they are told from, and what they leave as it is."""

from dataclasses import replace

import pytest

from assistant.conversing.asides import aside, begins_anew
from assistant.conversing.following import Follower, Step
from assistant.domain.conversations import Act, Conversation, Pointing, Turn
from assistant.language import fold
from tests.assistant.conversing.test_following import NOW, PLARA, after, need_after

ASIDES: dict[Act, tuple[str, ...]] = {
    "about": (
        *("คุณเป็นใครคะ", "คุณคือใคร", "เธอชื่ออะไร", "jabkoo คืออะไร", "จับคู่คืออะไรครับ", "ระบบนี้ทำอะไรได้บ้าง"),
        *("เป็นหุ่นยนต์รึเปล่า", "คุณช่วยอะไรได้บ้าง", "ใช้งานยังไงคะ", "แนะนำตัวหน่อย"),
        *("คุณเป็น AI ใช่ไหม", "ใครสร้างเธอ", "เธอรักฉันไหม", "are you ChatGPT?", "who made you?"),
        *("who are you?", "Who r u", "what is your name", "are you a bot?", "are you a real person or a bot"),
        *("what can you do for me?", "what is Jabkoo?", "how does this work?", "How do I use this site?"),
    ),
    "forget": (
        *("ลบข้อมูลของฉัน", "ขอลบบทสนทนา", "ช่วยลบประวัติการแชทให้หน่อยค่ะ", "ลบข้อมูลส่วนตัวยังไง"),
        *("อยากให้ลบข้อความทั้งหมด", "ขอใช้สิทธิ์ลบข้อมูลส่วนบุคคล", "ลืมที่คุยกันไปเลย"),
        *("delete my data", "please delete this conversation", "How can I delete my chat history?"),
        *("forget me", "erase everything I said", "I want you to remove all my personal data"),
    ),
    "thanks": (
        *("bye", "good bye!", "see you later", "บ๊ายบายค่ะ", "แล้วเจอกันใหม่นะ", "ลาก่อน"),
        *("5555", "ฮ่าๆๆ", "haha", "lol"),
    ),
    "unclear": (
        *("งงอะ", "งงมากเลยค่ะ", "งงค่ะ ไม่เข้าใจเลย", "อะไรนะ", "หมายความว่าไง", "อืมม", "เอ่อ", "เอ๊ะ เดี๋ยวนะคะ"),
        *(
            "I'm confused",
            "sorry, I don't understand",
            "huh?",
            "what do you mean?",
            "hmm",
            "help",
            "test 123",
        ),
        *(
            "asdfghjkl",
            "qwerty",
            "asdf jkl;",
            "asdfasdf",
            "lkjhgf",
            "zxcvbnm",
            "xxxxx",
            "sdkfjhsdkf",
            "jkjkjk",
        ),
        *("วันนี้อากาศเป็นไง", "how is the weather today?", "เล่าเรื่องตลกหน่อย", "what time is it"),
        *("ฟหกด", "ฟหกดสวง", "ๆๆๆๆ"),
    ),
}
SPOKEN = [(act, said) for act, messages in ASIDES.items() for said in messages]


@pytest.mark.parametrize(("act", "said"), SPOKEN)
def test_what_speaks_of_no_need_leaves_the_need_as_it_stands(act: Act, said: str) -> None:
    first, then = after(said), after(PLARA, "ในภาคใต้", said)
    assert (first.act, first.need) == (act, None)
    assert then.act == act
    assert then.need is not None
    assert (then.need.text, then.need.region, then.need.wanted) == (PLARA, "south", ())


@pytest.mark.parametrize(
    "said",
    [
        *("ไม่เข้าใจเรื่องการหมักปลาร้า", "ลบรอยขีดข่วนบนไม้", "ลบข้อมูลปีออก", "วิธีใช้จุลินทรีย์หมักปุ๋ย", "คนแรกเป็นใคร"),
        *("หุ่นยนต์เก็บทุเรียน", "แชทบอทสำหรับโรงแรม", "เขาเป็นใคร", "ใช้ยังไงกับกุ้ง", "ล้างข้อมูลแผงโซลาร์"),
        *(
            "delete odours from fish",
            "remove the salt",
            "what can you do with mango peel",
            "who is the second one?",
        ),
        *(
            "confused bees",
            "data of soil sensors",
            "a robot for weeding",
            "what is chitosan",
            "test of concrete",
        ),
        *(
            "were",
            "brewer",
            "glass",
            "HPLC",
            "PETROMAT",
            "flash",
            "alfalfa",
            "TRL 7",
            "2566",
            "property",
            "กก",
        ),
    ],
)
def test_what_speaks_of_a_need_is_no_aside(said: str) -> None:
    assert aside(fold(said)) is None


ANSWERED = ("disagree", "others", "thanks")


def after_an_answer(said: str) -> Step:
    """What `said` does where two experts and a work were shown for the need that stands."""
    follower = Follower((), NOW.date(), None)
    shown = Turn(PLARA, NOW, "need", need_after(PLARA), None, ("exp-1", "exp-2"), ("tech-1",))
    return follower.follow(said, Conversation("test", (shown,)))


@pytest.mark.parametrize(
    ("act", "said"),
    [
        *(
            ("disagree", said)
            for said in ("ไม่ใช่", "ไม่ใช่ค่ะ", "ผิด", "ไม่ตรงเลย", "แย่มาก", "โง่จัง", "ไม่ช่วยอะไรเลย")
        ),
        *(("disagree", said) for said in ("no", "wrong", "useless", "that's wrong", "not what I asked for")),
        *(("others", said) for said in ("ไม่เอาคนแรก", "ขอคนอื่นที่ไม่ใช่คนแรก", "ขอคนอื่น", "มีคนอื่นอีกไหม", "ขอเพิ่มอีก")),
        *(("others", said) for said in ("not the first one", "show me others", "anyone else?", "who else?")),
        *(("others", said) for said in ("except the second one", "I don't want the first expert", "more")),
        *(("thanks", said) for said in ("ค่ะ", "ใช่ค่ะ", "ครับผม", "เก่งมาก", "yes", "good job", "you are great")),
    ],
)
def test_who_only_says_how_it_is_liked_changes_nothing(act: Act, said: str) -> None:
    step = after_an_answer(said)
    assert (step.act, step.need and step.need.text, step.pointing) == (act, PLARA, None)
    assert after(said).act == "unclear"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "ผิดสูตร",
            "ไม่ใช่ปลาร้า ปลาส้มต่างหาก",
            "ดินไม่ดี",
            "แย่ครับ เน่าหมดเลย",
            "ขอคนอื่นที่อยู่ภาคใต้",
            "ไม่เอานักวิจัย",
            "ขอคนที่สอง",
        ),
        *(
            "no salt",
            "useless waste from factory",
            "not durian but mangosteen",
            "the first one",
            "tell me more",
        ),
        *("วันนี้อากาศร้อนทำให้ปลาร้าเน่า", "ใครสร้างเครื่องนี้", "มีเทคโนโลยีอื่นไหม"),
    ],
)
def test_who_says_what_else_is_meant_is_heard(said: str) -> None:
    assert after_an_answer(said).act not in ANSWERED


def test_of_two_that_are_named_the_one_that_is_meant_is_pointed_to() -> None:
    assert after_an_answer("ไม่ใช่คนแรก คนที่สองต่างหาก").pointing == Pointing("experts", 2)
    assert after_an_answer("not the first one, the second one").pointing == Pointing("shown", 2)


@pytest.mark.parametrize(
    "said", ["mango experts", "หาผู้เชี่ยวชาญลำไย", "ใครทำเรื่องยาง", "rice", "ข้าว", "ลำไย", "ดิน", "steel"]
)
def test_a_short_word_that_is_known_is_a_subject(said: str) -> None:
    assert after(said).act == "need"
    assert after("มีเรื่องอยากให้ช่วยหน่อย", said).act == "need"


@pytest.mark.parametrize("said", ["asd", "help me pls", "something for my farm", "คือร้านหนูมีปัญหานิดหน่อยค่ะ"])
def test_a_short_word_that_tells_nothing_is_none(said: str) -> None:
    assert after(said).act == "unclear"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("สวัสดีครับ ขอผู้เชี่ยวชาญเรื่องมะม่วงหน่อย", "ขอผู้เชี่ยวชาญเรื่องมะม่วงหน่อย"),
        ("hello, I need a mango expert", "I need a mango expert"),
    ],
)
def test_who_greets_and_names_a_subject_begins_a_need_of_its_own(said: str, text: str) -> None:
    step = after(PLARA, said)
    assert (step.act, step.need and step.need.text) == ("need", text)


def test_who_greets_and_names_a_limit_goes_on() -> None:
    need = need_after(PLARA, "สวัสดีค่ะ เอาเฉพาะภาคใต้")
    assert (need.text, need.region) == (PLARA, "south")


@pytest.mark.parametrize(
    "said", ["กลับไปแบบตอนแรก", "ขอกลับไปเหมือนเดิมตอนแรกค่ะ", "เหมือนตอนแรก", "back to how it was at first"]
)
def test_as_at_first_is_the_need_that_stood_first(said: str) -> None:
    again = need_after(PLARA, "เอาเฉพาะภาคใต้", said)
    assert replace(again, language="th") == need_after(PLARA)


@pytest.mark.parametrize(
    "said",
    ["ฮัลโหล", "ฮัลโหลๆ ค่ะ", "อรุณสวัสดิ์ครับ", "สวัสดีปีใหม่ค่ะ", "สบายดีไหม", "howdy", "how are you?", "anyone there?"],
)
def test_a_greeting_is_greeted_whatever_stands(said: str) -> None:
    for step in (after(said), after(PLARA, said)):
        assert step.act == "greet"
    assert need_after(PLARA, said).text == PLARA


def test_a_picture_greets_first_and_thanks_later() -> None:
    assert [after("😀").act, after(PLARA, "😀").act] == ["greet", "thanks"]


@pytest.mark.parametrize("said", ["เริ่มใหม่", "ขอเริ่มใหม่ทั้งหมดค่ะ", "start over", "let's begin again", "reset"])
def test_who_begins_anew_is_asked_for_a_subject(said: str) -> None:
    assert begins_anew(fold(said))
    step = after(PLARA, said)
    assert (step.act, step.need) == ("unclear", None)


@pytest.mark.parametrize(
    "said",
    [
        *("ขอรายละเอียดเพิ่มเติม", "ขอรายละเอียดหน่อยค่ะ", "อยากรู้รายละเอียดมากกว่านี้", "ขอข้อมูลเพิ่มเติม", "เล่าเพิ่มเติมหน่อย"),
        *("tell me more", "more details please", "Can you give me more information about them?", "details?"),
    ],
)
def test_who_asks_for_more_asks_about_what_was_shown(said: str) -> None:
    step = after(PLARA, said)
    assert (step.act, step.pointing) == ("refer", Pointing("shown"))
    assert step.need is not None
    assert step.need.text == PLARA
    assert after(PLARA, "คนที่สองล่ะ", said).pointing == Pointing("experts", 2)
    assert after(said).act == "unclear"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("something else: mould on jute bags", "mould on jute bags"),
        ("And something completely different: mould on jute bags", "mould on jute bags"),
        ("a totally different question - mould on jute bags", "mould on jute bags"),
        ("on another note, mould on jute bags", "mould on jute bags"),
        ("next question: mould on jute bags", "mould on jute bags"),
        ("something else entirely: mould on jute bags", "mould on jute bags"),
        ("อย่างอื่น: เชื้อราบนถุงกระสอบ", "เชื้อราบนถุงกระสอบ"),
        ("หัวข้อใหม่ค่ะ: เชื้อราบนถุงกระสอบ", "เชื้อราบนถุงกระสอบ"),
    ],
)
def test_what_announces_another_subject_is_no_part_of_it(said: str, text: str) -> None:
    for need in (need_after(said), need_after(PLARA, said)):
        assert need.text == text


def test_nothing_but_orders_to_programs_changes_nothing() -> None:
    step = after(PLARA, "คุณเป็นบอทหรือคน")
    assert step.act == "unclear"
    assert step.need is not None
    assert step.need.text == PLARA
