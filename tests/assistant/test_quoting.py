"""Which sentence of a passage is quoted."""

import pytest

from assistant.answering.quoting import Yardstick, best_sentences
from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk, Evidence
from assistant.domain.needs import Need
from assistant.ranking import Passage
from assistant.sentences import sentences_of

OPENING = "โครงการนี้ทดลองกับผู้ผลิตปลาร้า 12 รายในจังหวัดขอนแก่นและมหาสารคามเป็นเวลาหนึ่งปี"
RESULT = "ผลการทดลองพบว่าการแทนเกลือด้วยโพแทสเซียมคลอไรด์ทำให้โซเดียมลดลงร้อยละ 30"
CONSEQUENCE = "ซึ่งผู้ชิมไม่รู้สึกถึงความแตกต่างจากสูตรเดิมของผู้ผลิตแต่อย่างใด"
NEED = Need("ปลาร้าเค็มเกินไป", "th", topics=("ปลาร้า", "เค็ม"))


def a_passage(*sentences: str, context: str = "", score: float = 0.9) -> Passage:
    text = "\n".join(sentences)
    chunk = Chunk("d:1", "d", "work", "w", text, context, (SourceRef("d", 1, 0, len(text)),), "th")
    return Passage(chunk, Evidence("d:1", score, score, 0.0))


def quoted(passage: Passage, fits: list[float], need: Need = NEED) -> str:
    ((_, source),) = best_sentences([passage], Yardstick(need, {}, {passage.chunk: fits}))
    return passage.chunk.text[source.start : source.end]


def test_the_sentence_whose_tokens_fit_best_is_quoted_whatever_words_it_shares() -> None:
    passage = a_passage(OPENING, RESULT, context="ปลาร้า")
    assert quoted(passage, [0.2, 0.5]) == RESULT


def test_what_the_title_says_already_need_not_stand_in_the_quote() -> None:
    assert quoted(a_passage(OPENING, RESULT), [0.4, 0.4]) == OPENING
    assert quoted(a_passage(OPENING, RESULT, context="ปลาร้าโซเดียมต่ำ"), [0.4, 0.45]) == RESULT


def test_a_sentence_that_goes_on_is_quoted_from_where_its_thought_begins() -> None:
    assert quoted(a_passage(OPENING, RESULT, CONSEQUENCE), [0.1, 0.1, 0.9]) == f"{RESULT}\n{CONSEQUENCE}"


def test_a_quote_never_reaches_over_what_stands_between_two_parts_of_a_passage() -> None:
    page = f"abstract_th: {RESULT}\nabstract_en: {CONSEQUENCE}"
    sources = [
        SourceRef("d", 1, page.index(part), page.index(part) + len(part)) for part in (RESULT, CONSEQUENCE)
    ]
    chunk = Chunk("d:1", "d", "work", "w", f"{RESULT} {CONSEQUENCE}", "", tuple(sources), "th")
    passage = Passage(chunk, Evidence("d:1", 0.9, 0.9, 0.0))
    ((_, source),) = best_sentences([passage], Yardstick(NEED, {}, {chunk: [0.1, 0.9]}))
    assert page[source.start : source.end] == CONSEQUENCE


def test_a_sentence_that_begins_by_itself_is_preferred_to_one_that_goes_on() -> None:
    assert quoted(a_passage(OPENING, RESULT, CONSEQUENCE), [0.1, 0.45, 0.5]) == RESULT


def test_a_row_of_a_table_is_quoted_last_of_all() -> None:
    row = "ค ทดแทน 40% และกล้าเชื้อ 4,250 81 5.9"
    assert quoted(a_passage(row, OPENING), [0.6, 0.4]) == OPENING


def test_what_was_not_done_is_a_poor_reason() -> None:
    outside = "ปลาร้าของภาคใต้ไม่ได้ทดสอบในโครงการนี้ เพราะอยู่นอกขอบเขตที่ตั้งไว้"
    assert quoted(a_passage(outside, RESULT), [0.4, 0.4]) == RESULT


LONGAN = Need("ลำไย", "th", topics=("ลำไย",))


@pytest.mark.parametrize(
    "left_out",
    [
        "ลำไยทั้งเปลือกต้องใช้เงื่อนไขต่างออกไป และไม่อยู่ในขอบเขตของงานนี้",
        "เครื่องนี้อบผลไม้ได้ทุกชนิดที่ทดสอบในโรงงานต้นแบบ ยกเว้นลำไย",
        "เครื่องอบนี้ใช้ได้ดีกับลิ้นจี่และมะม่วงสุก แต่ไม่เหมาะกับลำไย",
        "ผลการอบผลไม้เจ็ดชนิดในตารางนี้ไม่รวมลำไย",
    ],
)
def test_a_sentence_that_leaves_out_what_is_asked_for_comes_after_one_that_affirms_it(left_out: str) -> None:
    affirms = "เครื่องอบแห้งแบบปั๊มความร้อนทำให้เนื้อลำไยไม่คล้ำและประหยัดพลังงาน"
    assert quoted(a_passage(left_out, affirms, context="การอบลำไย"), [0.6, 0.3], LONGAN) == affirms


def test_an_english_sentence_that_leaves_out_what_is_asked_for_comes_last() -> None:
    need = Need("longan", "en", topics=("longan",))
    affirms = "The heat pump dryer keeps the flesh of longan golden."
    for left_out in (
        "The dryer handles every fruit that was tried except longan.",
        "Whole longan needs other conditions and is not within the scope of this study.",
        "The dryer works for lychee and ripe mango, but is not suitable for longan.",
    ):
        assert quoted(a_passage(left_out, affirms), [0.6, 0.3], need) == affirms


@pytest.mark.parametrize(
    "affirms",
    [
        "นอกจากลำไยแล้ว เครื่องอบนี้ยังใช้กับลิ้นจี่ได้ผลดี",
        "ใช้เตาได้กับซังข้าวโพดและกิ่งลำไย แต่ไม่เหมาะกับฟางข้าวหลวม",
        "ไม่พบเชื้อราในลำไยหลังเก็บรักษานาน 30 วัน",
    ],
)
def test_who_denies_something_else_leaves_nothing_out_that_is_asked_for(affirms: str) -> None:
    assert quoted(a_passage(OPENING, affirms), [0.3, 0.3], LONGAN) == affirms


def test_without_an_index_that_knows_the_passage_its_topics_decide() -> None:
    passage = a_passage(RESULT, OPENING)
    ((_, source),) = best_sentences([passage], Yardstick(NEED, {}, {}))
    assert passage.chunk.text[source.start : source.end] == OPENING


def test_the_sentences_of_a_chunk_are_all_of_its_text() -> None:
    chunk = a_passage(OPENING, RESULT, CONSEQUENCE).chunk
    assert "\n".join(sentence.text for sentence in sentences_of(chunk)) == chunk.text


def test_where_a_register_holds_keywords_alone_they_are_quoted() -> None:
    assert quoted(a_passage("ปลาหมอสี"), [0.9], Need("ปลาหมอสี", "th", topics=("ปลาหมอสี",))) == "ปลาหมอสี"


def test_short_phrases_are_left_out_where_there_is_a_sentence() -> None:
    assert quoted(a_passage("ปลาร้าเค็ม", RESULT), [0.9, 0.1]) == RESULT


def test_what_a_row_says_in_the_askers_language_is_not_quoted_in_the_other_too() -> None:
    english = "Replacing a third of the salt with potassium chloride lowered sodium by 30 per cent."
    text = f"{RESULT} {english}"
    places = (SourceRef("d", 7, 0, len(RESULT)), SourceRef("d", 7, len(RESULT) + 1, len(text)))
    passages = [
        Passage(
            Chunk(f"d:{language}", "d", "work", "w", said, "", (place,), language), Evidence("", 0.9, 0.9, 0)
        )
        for language, said, place in zip(("th", "en"), (RESULT, english), places, strict=True)
    ]
    fits = {passages[0].chunk: [0.2], passages[1].chunk: [0.9]}
    assert [source for _, source in best_sentences(passages, Yardstick(NEED, {}, fits))] == [places[0]]
    only_english = best_sentences(passages[1:], Yardstick(NEED, {}, fits))
    assert [source for _, source in only_english] == [places[1]]
