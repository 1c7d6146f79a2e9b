"""Units that can be read and quoted by themselves."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import goes_on, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


REPORT = (
    "โครงการวิจัยนี้ดำเนินการในปี พ.ศ. 2566 โดย รศ.ดร. สมชาย ใจดี คณะวิศวกรรมศาสตร์ มหาวิทยาลัยขอนแก่น "
    "มีวัตถุประสงค์เพื่อพัฒนาเครื่องอบแห้งแบบปั๊มความร้อน "
    "ผลการทดลองพบว่าอัตราการอบแห้งเพิ่มขึ้นร้อยละ 5.2 เมื่อเทียบกับวิธีเดิม "
    "(ที่อุณหภูมิ 60 องศาเซลเซียส เป็นเวลา 3 ชั่วโมง) และประหยัดพลังงานได้ 1,200 บาทต่อเดือน "
    "นอกจากนี้ยังสามารถลดความชื้นของข้าวเปลือกจาก 24 % เหลือ 14 % ภายใน 6 ชั่วโมง"
)


def test_thai_is_cut_where_clauses_begin() -> None:
    assert [sentence.split(" ")[0][:12] for sentence in sentences(REPORT)] == [
        "โครงการวิจัย", "ผลการทดลองพบ", "นอกจากนี้ยัง",
    ]  # fmt: skip
    assert all(60 <= len(sentence) <= 250 for sentence in sentences(REPORT))


@pytest.mark.parametrize(
    "together",
    [
        "พ.ศ. 2566",
        "รศ.ดร. สมชาย ใจดี",
        "ร้อยละ 5.2",
        "60 องศาเซลเซียส",
        "24 %",
        "1,200 บาท",
        "20 ส่วน",
        "40 ส่วนโดยน้ำหนัก",
        "(ที่อุณหภูมิ 60 องศาเซลเซียส เป็นเวลา 3 ชั่วโมง)",
    ],
)
def test_thai_is_never_cut_inside_a_phrase(together: str) -> None:
    for padding in range(0, 200, 7):
        text = "ก" * padding + " " + together + " " + "ข" * 100 + " " + REPORT
        assert any(together in sentence for sentence in sentences(text)), padding


def test_english_is_cut_at_full_stops_that_end_sentences() -> None:
    text = (
        "The study by Smith et al. (2020) used 4.5 g of fiber. Dr. A. B. Chen measured pH, e.g. at 25 °C. "
        'Results in Fig. 3 show an increase (see Table 2. It is long.). "Was it significant?" Yes.'
    )
    assert sentences(text) == [
        "The study by Smith et al. (2020) used 4.5 g of fiber.",
        "Dr. A. B. Chen measured pH, e.g. at 25 °C.",
        "Results in Fig. 3 show an increase (see Table 2. It is long.).",
        '"Was it significant?"',
        "Yes.",
    ]


@pytest.mark.parametrize(
    "sentence",
    ["ซึ่งทนความร้อนได้ดี", "และลดเกลือลงได้", "which lasted a year", "rose to 5%, twice", ", too", "Thus it fell"],
)
def test_what_goes_on_with_a_thought_is_seen_by_its_first_word(sentence: str) -> None:
    assert goes_on(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "แต่ละตัวอย่างหนัก 5 กรัม",
        "ที่ปรึกษาโครงการลงพื้นที่",
        "ของเสียลดลงครึ่งหนึ่ง",
        "ส่วนผสมมีสี่อย่าง",
        "โดยทั่วไปใช้เกลือ",
        "pH fell to 4",
        "(1) Salt",
        "It",
    ],
)
def test_a_word_that_only_begins_like_one_does_not_go_on(sentence: str) -> None:
    assert not goes_on(sentence)


def test_a_newline_is_a_hard_boundary() -> None:
    assert sentences("บทคัดย่อ\n\n  ข้าวหอมมะลิ \nThe end") == ["บทคัดย่อ", "ข้าวหอมมะลิ", "The end"]


def test_short_thai_stays_whole_and_nothing_has_no_sentence() -> None:
    assert sentences("ข้าวหอมมะลิ ทุ่งกุลา") == ["ข้าวหอมมะลิ ทุ่งกุลา"]
    assert sentences("") == sentences(" \n ") == []


@given(st.text(alphabet=st.sampled_from('กขาิ่ๆ. ()"“”[]\n1๒%,ABcด ดร.') | st.characters(), max_size=200))
def test_spans_cover_all_text_in_order_without_outer_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize(
    "hostile", ["ก " * 50_000, "( " * 50_000, "a. " * 50_000, "1 " * 50_000, "(ก " * 30_000, "ดร." * 30_000]
)
def test_hostile_text_is_cut_in_time(hostile: str) -> None:
    started = time.process_time()
    sentence_spans(hostile)
    assert time.process_time() - started < 20
