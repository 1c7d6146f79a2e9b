"""Words, search terms and the language of a text."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import detect_language, fold, normalise, search_terms, terms_held, words


def test_thai_is_cut_into_words() -> None:
    assert words("การแปรรูปอาหารด้วยความร้อน pH 4.5") == [
        "การ", "แปรรูป", "อาหาร", "ด้วย", "ความร้อน", "pH", "4.5",
    ]  # fmt: skip


@given(st.text(max_size=60))
def test_words_lose_nothing_but_white_space(text: str) -> None:
    assert "".join(words(text)) == "".join(normalise(text).split())


@given(st.text(max_size=60))
def test_any_text_has_terms(text: str) -> None:
    assert all(term and not term.isspace() for term in search_terms(text))


_BITS_OF_TEXT = st.sampled_from(
    ["การแปรรูป", "น้ำพริก", "ปลาร้า", "เครื่องจักร", "ทุกรุ่น", "มากกก", "ๆ", "ฯ", "๔.๕", "10kg", "1,000", "analyses",
     "anti-oxidants", "Films", "-", " ", "\n", "›"]
)  # fmt: skip


@given(st.lists(_BITS_OF_TEXT, max_size=8).map("".join), st.lists(_BITS_OF_TEXT).map("".join))
def test_terms_are_told_to_be_held_exactly_where_they_are(text: str, asked: str) -> None:
    wanted = search_terms(asked)
    assert terms_held(text, wanted) == frozenset(search_terms(text)).intersection(wanted)


def test_terms_are_folded_and_stop_words_go() -> None:
    assert search_terms("ค่า pH ของนม ๔.๕") == ["ค่า", "ph", "นม", "4.5"]
    assert search_terms("The Effects of Enzymes on 1,000 Films") == ["effect", "enzyme", "1000", "film"]


@pytest.mark.parametrize(
    "cut",
    [
        "ลูกค้า บอก ว่า เค็ม",
        "ถาม อีก ว่า",
        "ทุก รุ่น",
        "ทุก รอบ",
        "โรง อบ แห้ง",
        "ต้อง อบ แห้ง",
        "การ อบ แห้ง",
        "ยาง อบ แห้ง",
        "ข้าว สี",
        "ออก ราก",
        "ละลาย น้ำ",
        "อุณหภูมิ อากาศ",
        "เอกสาร ประกอบ",
        "รายงาน การ ทดสอบ",
        "ปลา กราย",
        "มะม่วง กรอบ",
        "ทำ มา กว่า 12 ปี",
        "ปลา กะตัก",
    ],
)
def test_neighbours_are_cut_where_frequent_words_meet(cut: str) -> None:
    assert words(cut.replace(" ", "")) == cut.split()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("มากกกก", "มาก"),
        ("มากกกกเลย", "มากเลย"),
        ("ดีมากกก อยากลดเกลือ", "ดีมาก อยากลดเกลือ"),
        ("ค่าาา", "ค่า"),
        ("ｐｌａ－ｒａ", "pla-ra"),
    ],
)
def test_drawn_out_letters_and_full_width_forms_are_searched_as_they_are_meant(
    written: str, meant: str
) -> None:
    assert search_terms(written) == search_terms(meant)


@pytest.mark.parametrize("text", ["ระบบบำบัด", "แบบบรรจุ", "เกลือออก", "หมู่ 555"])
def test_three_of_a_letter_where_two_words_meet_are_not_drawn_out(text: str) -> None:
    assert fold(text) == text


def test_a_compound_is_followed_by_its_words() -> None:
    assert search_terms("เครื่องจักร") == ["เครื่องจักร", "เครื่อง", "จักร"]
    terms = search_terms("อุตสาหกรรมอาหาร")
    assert {"อุตสาหกรรม", "อาหาร"} <= set(terms)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("nanocellulose", "nano-cellulose"),
        ("cellulose", "nano-cellulose"),
        ("10 kg", "10kg"),
        ("technologies", "technology"),
        ("โปรตีน", "เเป้งและโปรตีน"),
        ("น้ำตาล", "น\u0e4d\u0e49\u0e32ตาล"),
        ("2566", "๒๕๖๖"),
        ("PM2.5", "pm2.5"),
        ("β-glucan", "Β-glucan"),
        ("covid-19", "COVID-19"),
    ],
)
def test_asking_and_indexing_meet_in_the_same_terms(asked: str, written: str) -> None:
    assert set(search_terms(asked)) & set(search_terms(written))


def test_numbers_keep_their_decimals() -> None:
    assert search_terms("4.5 มม. 12,500.75 และ 3.") == ["4.5", "มม", "12500.75", "3"]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("films", "film"),
        ("studies", "study"),
        ("processes", "process"),
        ("analyses", "analysis"),
        ("diseases", "disease"),
        ("boxes", "box"),
        ("virus", "virus"),
        ("analysis", "analysis"),
        ("glass", "glass"),
        ("gas", "gas"),
        ("species", "species"),
    ],
)
def test_the_stem_only_takes_off_plurals(word: str, stem: str) -> None:
    assert search_terms(word) == [stem]


def test_a_question_has_its_terms_in_a_tenth_of_a_millisecond() -> None:
    question = "ต้องการผู้เชี่ยวชาญด้านการยืดอายุผลไม้ด้วยฟิล์ม chitosan ที่ pH 4.5"
    search_terms(question)
    fastest = min(_seconds(question) for _ in range(50))
    assert fastest < 0.0003


def _seconds(question: str) -> float:
    started = time.process_time()
    search_terms(question)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ใครทำวิจัยเรื่องข้าวบ้าง", "th"),
        ("Who works on rice?", "en"),
        ("ขอ expert ด้าน machine learning สำหรับ image classification", "th"),
        ("อยากใช้ deep learning ทำ computer vision", "th"),
        ("Who makes ต้มยำกุ้ง paste in Songkhla?", "en"),
        ("Research on ผ้าไหม (Thai silk) dyeing for the weavers of Khon Kaen", "en"),
        ("chitosan สำหรับผลไม้", "th"),
        ("4.5 %", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_that_of_the_sentence_not_of_its_terms(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_importing_reads_no_dictionary() -> None:
    code = "import sys; import assistant.language; print('pythainlp' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"


@pytest.mark.parametrize(
    "hostile", ["กก" * 20_000, "\u0e48" * 20_000, "ตากลม" * 8_000, "a-" * 20_000, "1," * 20_000]
)
def test_hostile_text_has_its_terms_in_time(hostile: str) -> None:
    started = time.process_time()
    search_terms(hostile)
    assert time.process_time() - started < 2
