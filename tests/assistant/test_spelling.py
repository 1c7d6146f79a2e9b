"""Misspelt Thai is read as it was meant; what is well is left as it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import normalise
from assistant.language.spelling import corrections, sound
from assistant.respelling import respell
from tests.examples import a_chunk
from tests.fakes import SharedWordsIndex

SOUND_THAI = Path(__file__).parents[1] / "ingest" / "sound_thai.txt"


def as_meant(text: str) -> str:
    text = normalise(text)
    for correction in reversed(corrections(text)):
        text = text[: correction.start] + correction.meant + text[correction.end :]
    return text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ราขาวขึนเต็มกลอ่ง", "ราขาวขึ้นเต็มกล่อง"),  # tone marks left out and moved
        ("อยากกุ้เงินธนาคานดอกเบี่ยต่ำ", "อยากกู้เงินธนาคารดอกเบี้ยต่ำ"),
        ("ใบมันสัมปะหลังหงิก", "ใบมันสำปะหลังหงิก"),  # two letters for SARA AM
        ("ระบบบำบัตน้ำเสีย", "ระบบบำบัดน้ำเสีย"),  # a final consonant of the same sound
        ("ตรวดหาฟอมาลีน", "ตรวดหาฟอร์มาลิน"),  # silent letters left out; "ตรวด" is in the dictionary
        ("เหม็ลบูด", "เหม็นบูด"),
        ("ต้องไส่เชื้ออะไร", "ต้องใส่เชื้ออะไร"),
        ("แชมพุสมุนไพร", "แชมพูสมุนไพร"),
    ],
)
def test_what_sounds_like_a_word_is_read_as_that_word(typed: str, meant: str) -> None:
    assert as_meant(typed) == meant


@pytest.mark.parametrize(
    "text", ["", "salt-tolerant rice 25 %", "โรงงานขนมจีนน้ำทิ้งเหม็นบูดมาก", "ๆๆ", "ก" * 5000]
)
def test_what_is_well_or_nothing_is_left(text: str) -> None:
    assert corrections(text) == []


def test_names_and_foreign_words_are_hardly_touched() -> None:
    lines = SOUND_THAI.read_text(encoding="utf-8").splitlines()
    letters = sum(map(len, lines))
    touched = sum(
        len(one.typed) for line in lines for one in corrections(normalise(line)) if one.difference < 1
    )
    assert touched < letters / 100


@given(
    st.text(
        alphabet=st.characters(min_codepoint=0xE01, max_codepoint=0xE4E) | st.sampled_from(" a1"), max_size=60
    )
)
def test_corrections_stand_apart_in_order_and_say_what_was_typed(text: str) -> None:
    end = 0
    for correction in corrections(text):
        assert end <= correction.start < correction.end
        assert text[correction.start : correction.end] == correction.typed != correction.meant
        assert sound(correction.typed) == sound(correction.meant)
        end = correction.end


def test_a_word_of_the_documents_stays_and_a_doubtful_reading_must_stand_in_them() -> None:
    known = SharedWordsIndex([a_chunk(text="แอปบำบัด น้ำเสีย", context="")])
    unknown = SharedWordsIndex([a_chunk(text="ข้าวหอมมะลิ", context="")])
    text, respelt = respell("แอปสำหรับระบบบำบัต", known)
    assert text == "แอปสำหรับระบบบำบัด"
    assert [(one.typed, one.meant) for one in respelt] == [("บำบัต", "บำบัด")]
    assert respell("ระบบบำบัตกลอ่งขึน", unknown)[0] == "ระบบบำบัตกล่องขึ้น"


def test_a_question_that_is_too_long_is_not_read_anew() -> None:
    question = "กลอ่ง " * 1000
    assert respell(question, SharedWordsIndex([])) == (question, ())
