"""What PDF writers did to Thai is undone, and sound Thai stays as it is."""

import re
import time
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import normalise
from ingest.thai_repair import repair, repair_document, without_gaps_in_words

# Reports as they should read: names, foreign words, numbers, lists, repetition, rare spellings.
SOUND = Path(__file__).with_name("sound_thai.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", SOUND)
def test_a_sound_sentence_stays(sentence: str) -> None:
    assert repair(sentence) == sentence


def test_sound_pages_stay_whatever_the_order_of_their_sentences() -> None:
    pages = [" ".join(SOUND), "\n".join(reversed(SOUND)), "English only: the pH was 4.5 (n = 3).\n\ncafé"]
    assert repair_document(pages) == pages


@pytest.mark.parametrize(
    ("extracted", "written"),
    [
        ("ยงั", "ยัง"),
        ("ทัว่", "ทั่ว"),
        ("ครัง้", "ครั้ง"),
        ("บาน้", "บ้าน"),
        ("กลุม่", "กลุ่ม"),
        ("เพือ่", "เพื่อ"),
        ("ผูเ้ ล่น", "ผู้เล่น"),
        ("ขา้ว", "ข้าว"),
        ("เครื่ อง", "เครื่อง"),
        ("เครือ่ ง", "เครื่อง"),
        ("ฝึ ก", "ฝึก"),
        ("เป็ นมิตร", "เป็นมิตร"),
        ("เกี่ ยวกับ", "เกี่ยวกับ"),
        ("น้ำ ตาล", "น้ำตาล"),
        ("สำ คัญ", "สำคัญ"),
        ("นํ้า ตาล", "น้ำ ตาล".replace(" ", "")),
        ("เ ป็น", "เป็น"),
        ("เ เม่น้ำ", "แม่น้ำ"),
        ("เเละ", "และ"),
        ("ผู้นํำ", "ผู้นำ"),
    ],
)
def test_displaced_marks_and_split_clusters_are_mended(extracted: str, written: str) -> None:
    assert repair(extracted) == written


@pytest.mark.parametrize(
    ("extracted", "written"),
    [
        ("รวมทัÊงสิÊน สิÉงแวดล้อม", "รวมทั้งสิ้น สิ่งแวดล้อม"),
        ("ผูéใชéงาน แตèละคน จันทรìทอง", "ผู้ใช้งาน แต่ละคน จันทร์ทอง"),
        ("ผู/uni0E49.lowใช/uni0E49.lowงาน เป/uni0E47.leftน", "ผู้ใช้งาน เป็น"),
        ("ที\x00หก ปลาร\x00าให\x00", "ที่หก ปลาร้าให้"),
        ("ประจ\ufffdาปี ส\ufffdานักงาน", "ประจำปี สำนักงาน"),
        ("ค\uf70aา ป\uf710ญหา", "ค่า ปัญหา"),
    ],
)
def test_marks_drawn_by_other_characters_are_read(extracted: str, written: str) -> None:
    assert repair(extracted) == written


def test_a_lost_character_that_no_word_explains_is_not_invented() -> None:
    assert repair("กขฃ\ufffdฅฆ") == "กขฃ\ufffdฅฆ"
    assert repair("กขฃ\x00ฅฆ") == "กขฃฅฆ"


def test_latin_words_beside_thai_stay() -> None:
    for text in ("ร้านÉcole", "คาเฟ่ café é", "ค่า É", "ร้านเé้"):
        assert "é" in repair(text) or "É" in repair(text)


def test_a_document_that_writes_sara_am_for_sara_aa_is_read_by_its_words() -> None:
    sound = [
        "การพัฒนาอาหารและการทำงานด้านความสามารถของชาวนา",
        "จำนวนน้ำตาลในอาหารสำคัญต่อการนำไปใช้ ว่าด้วยความหวาน",
    ]
    assert repair_document([page.replace("า", "ำ") for page in sound]) == sound


def test_one_page_alone_proves_no_confusion_of_vowels() -> None:
    assert repair("กำรู้ กำราบ") == "กำรู้ กำราบ"


def test_a_gap_behind_every_sara_am_goes_where_one_of_them_splits_a_word() -> None:
    gapped = "ได้สำ เร็จ สถานที่ทำ การ ผู้นำ ในชุมชน"
    assert repair(gapped) == "ได้สำเร็จ สถานที่ทำการ ผู้นำในชุมชน"


def test_a_page_that_sees_a_gap_behind_every_mark_is_closed() -> None:
    gapped = "งานเขี ยนของลู กแพร่ หลายไปทั ่ ว ถึ งประเทศฝรั ่ งเศส ตั ้ งแต่ ปี นั ้ น"
    assert repair(gapped) == "งานเขียนของลูกแพร่หลายไปทั่วถึงประเทศฝรั่งเศส ตั้งแต่ปีนั้น".replace("ทั่วถึง", "ทั่ว ถึง")


def test_syllables_drawn_twice_are_written_once_where_a_page_has_several() -> None:
    page = "แพร่หลายไปทั่ทั่ว ถึงฝรั่รั่งเศส เกี่กี่ยวกับพื้นที่ที่ตั้ตั้งเพื่พื่อความเห็นสั้สั้น ๆ"
    assert repair(page) == "แพร่หลายไปทั่ว ถึงฝรั่งเศส เกี่ยวกับพื้นที่ตั้งเพื่อความเห็นสั้น ๆ"
    assert repair("ในพื้นที่ที่กำหนด") == "ในพื้นที่ที่กำหนด"


def exported_by_a_word_processor(text: str) -> str:
    """Draws the tone of a closed syllable, and MAI HAN-AKAT, after the letter that follows."""
    text = re.sub("([\u0e34-\u0e39])([\u0e48\u0e49])([กงดนบมยว])(?![\u0e30-\u0e4e])", r"\1\3\2", text)
    return re.sub("\u0e31([กงดนบม])(?![\u0e30-\u0e4e])", "\\1\u0e31", text)


def test_most_of_what_a_word_processor_displaced_is_put_back() -> None:
    page = " ".join(SOUND)
    damaged = exported_by_a_word_processor(page)
    assert _differences(damaged, page) > 30
    assert _differences(repair(damaged), page) < 0.2 * _differences(damaged, page)


def _differences(text: str, truth: str) -> int:
    one, other = "".join(text.split()), "".join(truth.split())
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(step[0] != "equal" for step in steps)


@given(st.text(alphabet=st.sampled_from("กงนมรว เแาำัิีึืุู็่้์ํฯๆ\x00\ufffdéÉ a\n"), max_size=60))
def test_any_text_is_repaired_into_normalised_text(text: str) -> None:
    repaired = repair(text)
    assert normalise(repaired) == repaired


def test_a_sound_page_takes_a_few_milliseconds() -> None:
    page = "\n".join(SOUND)[:3000]
    repair(page)
    assert min(_seconds(page) for _ in range(5)) < 0.01


@pytest.mark.parametrize(
    "hostile", ["กั " * 30_000, "\u0e48" * 50_000, "ำ " * 50_000, "ก\x00" * 30_000, "กำร" * 20_000]
)
def test_hostile_pages_take_no_longer_than_bad_ones(hostile: str) -> None:
    assert _seconds(hostile) < 4


def _seconds(page: str) -> float:
    started = time.process_time()
    repair(page)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("ราคาแผ่นยา งรองเครื่องจักรจา กยางธรรมชาติ", "ราคาแผ่นยางรองเครื่องจักรจากยางธรรมชาติ"),
        ("แม่พิมพ์ไม่ซับซ้อ นจึงใช้กับยางแผ่ นดิบได้", "แม่พิมพ์ไม่ซับซ้อนจึงใช้กับยางแผ่นดิบได้"),
        ("ลูกค้าหลายประเท ศจึงสนใจสั่งซื้อ", "ลูกค้าหลายประเทศจึงสนใจสั่งซื้อ"),
        ("ผศ.ดร.นูรีฮา เจะเลาะ", "ผศ.ดร.นูรีฮา เจะเลาะ"),
        ("นายอับดุลเลาะ สาและ และ นางสาวสุดา ดีงาม", "นายอับดุลเลาะ สาและ และ นางสาวสุดา ดีงาม"),
        ("คณะวิทยาศาสตร์และเทคโนโลยี มหาวิทยาลัยสงขลานครินทร์", "คณะวิทยาศาสตร์และเทคโนโลยี มหาวิทยาลัยสงขลานครินทร์"),
        ("ผลิตแผ่นยาง ตลาด และต้นทุน ราคา ยา นม", "ผลิตแผ่นยาง ตลาด และต้นทุน ราคา ยา นม"),
        ("ข้อ ก ข และ ค ของสัญญา", "ข้อ ก ข และ ค ของสัญญา"),
        ("สูตร ก ทดแทนเกลือ ณ บ่อเลี้ยง", "สูตร ก ทดแทนเกลือ ณ บ่อเลี้ยง"),
    ],
)
def test_gaps_in_words_of_a_picture_are_closed_and_others_left(line: str, read: str) -> None:
    assert without_gaps_in_words(line) == read
