"""A question becomes a Need by rules; what the question does not say stays empty."""

from datetime import date
from typing import Any

import pytest

from assistant.domain.needs import Exclusion, Need
from assistant.errors import QuestionError
from assistant.finding import text_searched
from assistant.understanding import LONGEST_QUESTION, understand
from tests.examples import an_organisation

TODAY = date(2026, 11, 22)


def need_of(question: str) -> Need:
    return understand(question, [an_organisation()], TODAY)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("อยากลดความเค็มของปลาร้า", "th"),
        ("อยากทำ low sodium pla-ra ส่งออก EU ใครช่วยได้", "th"),
        ("Who can help us with biogas?", "en"),
    ],
)
def test_the_answer_is_in_the_language_of_the_question(question: str, language: str) -> None:
    assert need_of(question).language == language


def test_a_chosen_language_overrides_the_detected_one() -> None:
    assert understand("ปลาร้า", [], TODAY, "en").language == "en"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("มีผู้เชี่ยวชาญเรื่องยางพาราในภาคใต้ไหม", {"region": "south"}),
        ("ขอผู้เชี่ยวชาญด้านก๊าซชีวภาพที่อยู่ภาคเหนือ", {"region": "north"}),
        ("experts on rubber in the South", {"region": "south"}),
        ("ใครทำเรื่องบรรจุภัณฑ์บ้าง อยู่อีสานใต้", {"region": "lower-northeast"}),
        ("โรงงานผมอยู่ขอนแก่น น้ำเสียมีกลิ่น", {"near": "northeast"}),
        ("หาคนดูเรื่องกาแฟ ขอที่อยู่แถวภาคกลางนะครับ", {"region": "central"}),
        ("ร้านอยู่หาดใหญ่ น้ำพริกขึ้นรา", {"near": "south"}),
        ("our factory in Chiang Mai needs a dryer", {"near": "north"}),
        ("ภาคใต้มีใครทำเรื่องยางบ้าง", {"region": "south"}),
        ("เอาเฉพาะภาคเหนือ", {"region": "north"}),
        ("northern experts on coffee", {"region": "north"}),
        ("experts on rubber, preferably in the south", {"region": "south"}),
        ("ผู้เชี่ยวชาญเรื่องแชมพูสระผมในภาคใต้", {"region": "south"}),
        ("โรงงานอยู่ภาคใต้ ขอนักวิจัยในภาคเหนือ", {"region": "north"}),
        ("rice drying experts, North, TRL 7 and up", {"region": "north"}),
        ("อาจารย์ด้านอบลำไย, ภาคเหนือ, TRL 7 ขึ้นไป", {"region": "north"}),
        ("rice mill, north, paddy too wet", {"near": "north"}),
        ("our mill, south, who can help with dust?", {"near": "south"}),
        ("pla-ra experts (South)", {"region": "south"}),
        ("โรงสีของเรา (ภาคใต้) หาผู้เชี่ยวชาญข้าว", {"near": "south"}),
        ("ผู้เชี่ยวชาญปลาร้าภาคใต้", {"region": "south"}),
        ("หานักวิจัยยางพารา ภาคเหนือ", {"region": "north"}),
        ("ขออาจารย์เรื่อง PM2.5 ภาคเหนือ ครับ", {"region": "north"}),
        ("มีนักวิจัยด้านข้าวภาคอีสานไหม", {"region": "northeast"}),
        ("ผู้เชี่ยวชาญกุ้งภาคใต้ TRL 7", {"region": "south"}),
        ("ผู้เชี่ยวชาญน้ำท่วม ภาคใต้", {"region": "south"}),
        ("ผู้เชี่ยวชาญน้ำท่วมภาคใต้", {"near": "south"}),
        ("ผู้เชี่ยวชาญอาหารภาคใต้", {"near": "south"}),
        ("นักวิจัยที่ทำเรื่องปลาหมอภาคใต้", {"near": "south"}),
        ("ที่ปรึกษาโรงงานภาคใต้", {"near": "south"}),
        ("ผู้เชี่ยวชาญปลาร้าภาคใต้ ช่วยดูที่ร้านหน่อย", {"near": "south"}),
        ("ปลาหมอภาคใต้", {"near": "south"}),
        ("เทคโนโลยีอบแห้งภาคเหนือ", {"near": "north"}),
        ("อยู่ภาคเหนือ ปลูกลำไย ใครช่วยเรื่องของเสียได้บ้าง", {"near": "north"}),
        ("We are a mill in the north. Who knows the chemistry of rice husk?", {"near": "north"}),
        ("โรงงานอยู่ภาคใต้ น้ำเสียเยอะ นักวิจัยในด้านบำบัดน้ำเสียมีไหม", {"near": "south"}),
        ("โรงงานอยู่ภาคใต้มีใครช่วยได้บ้าง", {"near": "south"}),
        ("ใครช่วยแก้น้ำเสียของโรงงานในภาคใต้ได้บ้าง", {"near": "south"}),
        ("ใครช่วยได้บ้าง ปลูกลำไยอยู่ภาคเหนือ", {"near": "north"}),
        ("Who can help our mill, which dries rice in the north?", {"near": "north"}),
        ("Who can help a mill in the north?", {"near": "north"}),
        ("We sell to customers who live in the north", {"near": "north"}),
        ("ผมเรียนจบจาก ม.ขอนแก่น ทำปลาร้าขาย อยากลดเกลือ", {"near": "northeast"}),
        ("อยากเลยไปดูงาน", {}),
        ("โรงงานอยู่ทางใต้ น้ำเสียมีกลิ่น", {"near": "south"}),
        ("วางท่อทางใต้ดินและทางเหนือน้ำ", {}),
    ],
)
def test_a_place_is_a_demand_only_when_the_help_must_be_there(
    question: str, expected: dict[str, str]
) -> None:
    need = need_of(question)
    assert {"region": need.region, "near": need.near} == {"region": None, "near": None} | expected


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("งานวิจัยปลาร้า ปี 2566", (2023, 2023)),
        ("งานวิจัยปลาร้า ตั้งแต่ปี พ.ศ. ๒๕๖๕", (2022, None)),
        ("งานวิจัยหลังปี 2563", (2021, None)),
        ("งานวิจัยปลาร้า 5 ปีล่าสุด", (2021, None)),
        ("งานระหว่างปี 2562 ถึง 2565", (2019, 2022)),
        ("reports since 2022 on fermentation", (2022, None)),
        ("reports before 2020", (None, 2019)),
        ("studies between 2019 and 2021", (2019, 2021)),
        ("งานวิจัยปี 2567 ถึง 2560", (2017, 2024)),
        ("งานเรื่องปลาร้า ไม่เอาปีก่อน 2563", (2020, None)),
        ("studies of drying, nothing before 2018", (2018, None)),
        ("drying reports, ignore anything before 2020", (2020, None)),
        ("skip all reports published before 2019 on drying", (2019, None)),
        ("ขอรายงานเรื่องอบแห้ง ข้ามงานก่อนหน้าปี 2563", (2020, None)),
        ("งานวิจัยปลาร้า ตั้งแต่ 2566", (2023, None)),
        ("papers since 2021", (2021, None)),
        ("papers after 2020 on drying", (2021, None)),
        ("reports from 2019 to 2021", (2019, 2021)),
        ("งานวิจัยไม่เกินปี 2565", (None, 2022)),
        ("เก็บได้ 2566 ชิ้น", (None, None)),
    ],
)
def test_years_are_understood_in_both_eras(question: str, years: tuple[int | None, int | None]) -> None:
    need = need_of(question)
    assert (need.year_from, need.year_to) == years


@pytest.mark.parametrize(
    "question",
    [
        "งบไม่เกิน 2000 บาท อยากลดเกลือปลาร้า",
        "ขนาดไม่เกิน 1900 มม.",
        "ทนได้หลัง 2000 รอบ",
        "ขวดตั้งแต่ 2000 มล. ขึ้นไป",
        "อุณหภูมิ 1900-2000 องศา",
        "หมุนตั้งแต่ 2000 ถึง 2500 รอบ",
        "ต้นทุนต่อปี 2000 บาท",
        "สัญญา 3 ปี 2000 บาท",
        "lasts after 2000 cycles",
        "protein 2400 kcal",
        "dryers up to 2000 rpm",
        "reaches from 1950 to 2050 mm",
        "a trial in 2000 farms",
    ],
)
def test_an_amount_is_not_a_year(question: str) -> None:
    need = need_of(question)
    assert (need.year_from, need.year_to) == (None, None)


def test_a_word_of_the_subject_is_not_cut_where_it_ends_like_a_word_before_years() -> None:
    assert "protein" in need_of("protein 2400 kcal").topics


@pytest.mark.parametrize(
    ("question", "since"),
    [
        ("รายงานย้อนหลัง 10 ปี เรื่องกุ้ง", 2016),
        ("3 ปีที่ผ่านมา มีงานวิจัยเรื่องกุ้งไหม", 2023),
        ("research from the last 5 years on shrimp", 2021),
        ("the past 5 years of research on shrimp", 2021),
        ("reports on shrimp, last 5 years", 2021),
        ("reports on prawns, crabs and shrimp, only from the last five years", 2021),
        ("รายงานเรื่องกุ้ง, 5 ปีล่าสุด", 2021),
        ("งานวิจัยกุ้งที่ไม่เก่าเกิน 3 ปี", 2023),
        ("technology for shrimp, the last 2 years they died", None),
        ("เทคโนโลยีเลี้ยงกุ้ง, 2 ปีที่ผ่านมากุ้งตาย", None),
        ("2 ปีที่ผ่านมากุ้งตาย", None),
        ("2 ปีที่ผ่านมากุ้งตาย มีงานวิจัยไหม", None),
        ("โครงการของเรา 3 ปีที่ผ่านมา กุ้งตาย", None),
        ("For the past 3 years our shrimp have died", None),
        ("Is there research on shrimp? For the past 3 years they died", None),
    ],
)
def test_the_last_years_limit_works_only_where_works_are_spoken_of(question: str, since: int | None) -> None:
    need = need_of(question)
    assert (need.year_from, need.year_to) == (since, None)
    assert not {"ปี", "ที่ผ่านมา", "ล่าสุด", "past", "last", "year", "3", "5"} & set(need.topics)


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("งานวิจัยปีนี้เรื่องกุ้ง", (2026, 2026)),
        ("รายงานเรื่องกุ้ง ปีนี้", (2026, 2026)),
        ("ปีนี้มีงานวิจัยเรื่องกุ้งไหม", (2026, 2026)),
        ("งานวิจัยเรื่องกุ้ง เฉพาะปีที่แล้วค่ะ", (2025, 2025)),
        ("งานวิจัยเรื่องกุ้ง ตั้งแต่ปีที่แล้ว", (2025, None)),
        ("งานวิจัยเรื่องกุ้ง ภายใน 5 ปี", (2021, None)),
        ("this year's reports on shrimp", (2026, 2026)),
        ("reports on shrimp published last year", (2025, 2025)),
        ("reports on shrimp, this year", (2026, 2026)),
        ("reports on shrimp since last year", (2025, None)),
        ("shrimp reports no older than 3 years", (2023, None)),
        ("reports on shrimp, no older than three years", (2023, None)),
        ("ปีนี้กุ้งตายเยอะ ต้องการเทคโนโลยี", (None, None)),
        ("ต้องการเทคโนโลยีเลี้ยงกุ้ง ปีนี้ราคาตก", (None, None)),
        ("เทคโนโลยีเลี้ยงกุ้ง ปีนี้มีโรคระบาด", (None, None)),
        ("เทคโนโลยีเลี้ยงกุ้งที่คืนทุนภายใน 2 ปี", (None, None)),
        ("technology for goats no older than 3 years", (None, None)),
        ("This year our shrimp died. Any technology?", (None, None)),
        ("reports on shrimp, but not from this year", (None, None)),
        ("งานวิจัยเรื่องกุ้ง ไม่เอาปีนี้", (None, None)),
    ],
)
def test_a_time_from_today_on_limits_works_where_it_is_said_of_them(
    question: str, years: tuple[int | None, int | None]
) -> None:
    need = need_of(question)
    assert (need.year_from, need.year_to) == years


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("reports on shrimp, last 5 years", "reports on shrimp,"),
        ("shrimp ponds of the last 5 years", "shrimp ponds of the last 5 years"),
        ("2 ปีที่ผ่านมากุ้งตาย", "กุ้งตาย"),
    ],
)
def test_past_years_are_left_out_of_the_search_where_they_limit_works_or_tell_of_trouble(
    question: str, searched: str
) -> None:
    assert text_searched(need_of(question)) == searched


@pytest.mark.parametrize(
    ("question", "levels"),
    [
        ("เทคโนโลยีอบแห้ง TRL 7 ขึ้นไป", (7, None)),
        ("dryers with TRL at least 6", (6, None)),
        ("only TRL 7 and up", (7, None)),
        ("TRL 4-6", (4, 6)),
        ("TRL ไม่เกิน 5", (None, 5)),
        ("เทคโนโลยีไม่ต่ำกว่า TRL 6", (6, None)),
        ("no less than TRL 6", (6, None)),
        ("(TRL) ตั้งแต่ 7 ขึ้นไป", (7, None)),
        ("TRL 7 อัพ", (7, None)),
        ("TRL มากกว่า 6", (7, None)),
        ("สูงกว่า TRL 6", (7, None)),
        ("เกิน TRL 6", (7, None)),
        ("above TRL 6", (7, None)),
        ("dryers over TRL 6", (7, None)),
        ("ไม่เกิน TRL 5", (None, 5)),
        ("up to TRL 5", (None, 5)),
        ("TRL 5 or below", (None, 5)),
        ("TRL ต่ำกว่า 5", (None, 4)),
        ("น้อยกว่า TRL 5", (None, 4)),
        ("TRL below 5", (None, 4)),
        ("under TRL 5", (None, 4)),
        ("TRL 8 or 9", (8, 9)),
        ("between TRL 4 and 6", (4, 6)),
        ("ctrl 6", (None, None)),
        ("TRL 8", (8, 8)),
        ("TRL 12", (None, None)),
        ("TRL 5-10", (5, 9)),
        ("TRL 7 ถึง 12", (7, 9)),
        ("between TRL 0 and 4", (1, 4)),
        ("TRL 10-12", (None, None)),
        ("control of fermentation", (None, None)),
    ],
)
def test_readiness_levels_are_ranges(question: str, levels: tuple[int | None, int | None]) -> None:
    need = need_of(question)
    assert (need.trl_from, need.trl_to) == levels
    assert "trl" not in need.topics


def test_a_centre_is_found_by_code_and_by_name() -> None:
    assert need_of("มีงานของ CAB เรื่องปลาร้าไหม").centre == "CAB"
    assert need_of("งานของศูนย์ความเป็นเลิศด้านเทคโนโลยีชีวภาพเกษตร").centre == "CAB"
    assert need_of("how to order a cab in Bangkok").centre == ""


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("not reports, only technologies for drying", ("technology",)),
        ("drying technologies but no reports", ("technology",)),
        ("I don't want reports, find technologies for drying", ("technology",)),
        ("ขอเทคโนโลยีอบแห้ง ไม่เอารายงาน", ("technology",)),
        ("ขอเฉพาะเทคโนโลยีอบแห้ง ไม่ใช่โครงการ", ("technology",)),
        ("อบลำไย ไม่เอานักวิจัย", ("technology", "project", "report", "product")),
        ("drying longan, no reports", ("expert", "technology", "project", "product")),
        ("We have no technology for drying longan", ("technology",)),
        ("ยังไม่มีเทคโนโลยีอบลำไย", ("technology",)),
    ],
)
def test_kinds_that_are_ruled_out_are_not_wanted(question: str, wanted: tuple[str, ...]) -> None:
    assert need_of(question).wanted == wanted


def test_kinds_asked_for_are_named() -> None:
    assert need_of("ใครเชี่ยวชาญเรื่องปลาร้า").wanted == ("expert",)
    assert need_of("ขอเทคโนโลยีพร้อมใช้").wanted == ("technology",)
    assert need_of("ปลาร้าเค็มเกินไป").wanted == ()
    assert need_of("นักวิจัยด้านเทคโนโลยีชีวภาพ").wanted == ("expert",)


def test_topics_leave_out_words_of_asking_and_constraints() -> None:
    topics = need_of("ขอผู้เชี่ยวชาญเรื่องปลาร้า ในภาคใต้ TRL 7 ขึ้นไป ปี 2566").topics
    assert "ปลาร้า" in topics
    assert not {"ผู้เชี่ยวชาญ", "trl", "2566", "ภาคใต้"} & set(topics)


@pytest.mark.parametrize("question", ["", "   ", "???", "\u200b\u200b"])
def test_an_empty_question_is_refused_with_advice(question: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        need_of(question)


def test_an_endless_question_is_refused() -> None:
    with pytest.raises(QuestionError):
        need_of("ก" * (LONGEST_QUESTION + 1))


def test_hostile_text_is_only_text() -> None:
    hostile: Any = "'; DROP TABLE experts; -- \x00 <script> {topics} %s ปลาร้า"
    assert "ปลาร้า" in need_of(hostile).topics


@pytest.mark.parametrize(
    ("question", "organisation"),
    [
        ("นักวิจัยด้านน้ำเสีย สังกัดมหาวิทยาลัยขอนแก่นเท่านั้น", "มหาวิทยาลัยขอนแก่น"),
        ("หาคนทำสบู่ อยู่ ม.แม่ฟ้าหลวง", "มหาวิทยาลัยแม่ฟ้าหลวง"),
        ("มีอาจารย์มข. ทำเรื่องอ้อยไหม", "มหาวิทยาลัยขอนแก่น"),
        ("มหาลัยแม่โจ้มีใครทำกาแฟ", "มหาวิทยาลัยแม่โจ้"),
        ("somebody at Prince of Songkla University on soap", "มหาวิทยาลัยสงขลานครินทร์"),
        ("งานวิจัยของ ม.ขอนแก่น เรื่องปลาร้า", "มหาวิทยาลัยขอนแก่น"),
        ("ปรึกษา มข. เรื่องอ้อย", "มหาวิทยาลัยขอนแก่น"),
        ("อาจารย์คณะเกษตร ม.ขอนแก่น เรื่องอ้อย", "มหาวิทยาลัยขอนแก่น"),
        ("KKU researchers on sugar cane", "มหาวิทยาลัยขอนแก่น"),
        ("Can Khon Kaen University help with sugar cane?", "มหาวิทยาลัยขอนแก่น"),
        ("Packaging from husks, Khon Kaen University only please", "มหาวิทยาลัยขอนแก่น"),
        ("ผมจบ ม.ขอนแก่น อยากได้นักวิจัยจาก ม.เชียงใหม่", "มหาวิทยาลัยเชียงใหม่"),
        ("ผมเรียนจบจาก ม.ขอนแก่น ทำปลาร้าขาย อยากลดเกลือ", ""),
        ("ผมเป็นนักวิจัยที่ ม.ขอนแก่น อยากลดเกลือ", ""),
        ("I graduated from Khon Kaen University and make fish sauce", ""),
        ("A friend who studied at Khon Kaen University told me", ""),
        ("ร้านอยู่หน้า มข. น้ำพริกขึ้นรา ใครช่วยได้", ""),
        ("ปรึกษาคุณหมอ. เรื่องสมุนไพร", ""),
        ("กำแพงสูง 5 ม. สูงเกินไป", ""),
        ("โรงงานอยู่ขอนแก่น น้ำเสียมีกลิ่น", ""),
        ("ขอความช่วยเหลือเรื่องลมขมวดในท่อ", ""),
    ],
)
def test_a_university_is_asked_for_only_where_its_help_is(question: str, organisation: str) -> None:
    need = understand(question, [], TODAY)
    assert need.organisation == organisation
    assert not any("มหาวิทยาลัย" in topic or topic == "university" for topic in need.topics)


@pytest.mark.parametrize(
    "question",
    [
        "PHTIC มีงานเรื่องมะม่วงไหม",
        "ศูนย์ PHTIC มีผู้เชี่ยวชาญเรื่องมะม่วงหรือไม่",
        "งานวิจัยของPHTICเรื่องมะม่วง",
        "phtic มะม่วง",
        "ขอรายชื่อผู้เชี่ยวชาญของ PHTIC ด้านมะม่วง",
        "ศูนย์ความเป็นเลิศด้านเทคโนโลยีหลังการเก็บเกี่ยว มีงานมะม่วงไหม",
    ],
)
def test_a_centre_of_the_programme_is_a_limit_and_no_topic_whatever_the_register_holds(question: str) -> None:
    need = understand(question, [], TODAY)
    assert (need.centre, need.topics, need.field) == ("PHTIC", ("มะม่วง",), "")


def test_a_centre_that_only_the_register_knows_is_one_too() -> None:
    rubber = an_organisation("org-rub", code="RUBI", name_th="ศูนย์ยางแห่งอีสาน", name_en="Rubber Centre")
    for question in ("งานวิจัยของRUBIเรื่องยาง", "ศูนย์ยางแห่งอีสานมีงานเรื่องยางไหม", "rubber centre ยาง"):
        need = understand(question, [rubber], TODAY)
        assert (need.centre, need.topics) == ("RUBI", ("ยาง",))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("งานวิจัยปี 65 เรื่องมะม่วง", (2022, 2022)),
        ("งานวิจัยตั้งแต่ปี 66 เรื่องมะม่วง", (2023, None)),
        ("รายงานปี 63-65", (2020, 2022)),
        ("รายงานปี 2565 หรือ 2566", (2022, 2023)),
        ("mango reports of 2022 or 2023", (2022, 2023)),
        ("mango research after B.E. 2565", (2023, None)),
        ("งานวิจัยมะม่วงไม่เกิน 5 ปี", (2021, None)),
        ("มะม่วงอายุไม่เกิน 5 ปี", (None, None)),
        ("ปลูกมะม่วงมา 3 ปี 60 ไร่", (None, None)),
        ("ส่งมะม่วงปี 65 ตัน", (None, None)),
        ("งานวิจัยมะม่วง ปี 65 ต้นทุนต่ำ", (2022, 2022)),
        ("งานวิจัยปี 2565/66 เรื่องมะม่วง", (2022, 2023)),
        ("งานวิจัยปี 2565-67 เรื่องมะม่วง", (2022, 2024)),
        ("mango reports, 2022 and 2023", (2022, 2023)),
        ("between 2000 and 2500 rpm", (None, None)),
    ],
)
def test_years_are_read_as_people_write_them(question: str, years: tuple[int | None, int | None]) -> None:
    need = need_of(question)
    assert (need.year_from, need.year_to) == years


def test_the_readiness_level_is_known_by_its_thai_name_too() -> None:
    assert need_of("เครื่องอบ ระดับความพร้อม 7 ขึ้นไป").trl_from == 7
    assert need_of("เครื่องอบ ระดับความพร้อมทางเทคโนโลยี (TRL) ไม่ต่ำกว่า 6").trl_from == 6
    assert need_of("เครื่องอบ ระดับความพร้อมของเทคโนโลยี 6").trl_from == 6
    assert need_of("เครื่องอบ ความพร้อมระดับ 7").trl_from == 7
    assert need_of("เครื่องอบ ตรวจความพร้อม 5 ด้าน").trl_from is None


@pytest.mark.parametrize(
    "question",
    [
        "นักวิจัยเรื่องอ้อย ไม่ใช่ ม.ขอนแก่น",
        "นักวิจัยเรื่องอ้อย ที่ไม่ใช่ของ ม.ขอนแก่น",
        "นักวิจัยเรื่องอ้อย ที่ไม่ได้อยู่ภาคเหนือ",
        "ผู้เชี่ยวชาญเรื่องอ้อย ยกเว้นภาคเหนือ",
        "งานวิจัยเรื่องอ้อย ไม่เอาของ CAB",
        "งานวิจัยเรื่องอ้อย ไม่ใช่แค่ในภาคเหนือ",
    ],
)
def test_where_help_shall_not_come_from_is_no_demand_not_near_and_no_topic(question: str) -> None:
    need = need_of(question)
    assert (need.region, need.near, need.organisation, need.centre) == (None, None, "", "")
    assert need.topics == ("อ้อย",)


@pytest.mark.parametrize(
    "question",
    [
        "sugarcane experts, not from Khon Kaen",
        "sugarcane experts apart from those in the north",
        "sugarcane but not CAB",
    ],
)
def test_what_english_rules_out_is_no_demand_either(question: str) -> None:
    need = need_of(question)
    assert (need.region, need.near, need.centre, need.topics) == (None, None, "", ("sugarcane",))


def test_what_is_far_from_is_still_a_place() -> None:
    assert need_of("โรงงานไม่ไกลจากขอนแก่น น้ำเสียมีกลิ่น").near == "northeast"
    assert need_of("a mill not far from Khon Kaen").near == "northeast"


@pytest.mark.parametrize(
    ("question", "years", "levels"),
    [
        ("ลำไยอบแห้ง TRL > 6", (None, None), (7, None)),
        ("ลำไยอบแห้ง TRL < 4", (None, None), (None, 3)),
        ("rubber TRL 4/5", (None, None), (4, 5)),
        ("rubber TRL 5, 6 or 7", (None, None), (5, 7)),
        ("rubber TRL4 and TRL5", (None, None), (4, 5)),
        ("rubber TRL: 7", (None, None), (7, 7)),
        ("ยาง ความพร้อมทางเทคโนโลยีเจ็ดขึ้นไป", (None, None), (7, None)),
        ("งานยาง ปี 2566 - ปัจจุบัน", (2023, None), (None, None)),
        ("rubber work from 2020 to now", (2020, None), (None, None)),
        ("ยาง ภายในปี 2565", (None, 2022), (None, None)),
        ("ยาง ปี 2565, 2566", (2022, 2023), (None, None)),
        ("rubber reports 2021, 2022 and 2023", (2021, 2023), (None, None)),
        ("rubber reports of the last three years", (2023, None), (None, None)),
        ("ยางพารา ไม่เอา TRL 9", (None, None), (None, None)),
        ("rubber, not TRL 9", (None, None), (None, None)),
        ("ยาง ยกเว้นปี 2565", (None, None), (None, None)),
        ("rubber work, not from 2022", (None, None), (None, None)),
        ("rubber, no TRL below 5", (None, None), (5, None)),
        ("rubber, don't want TRL under 4", (None, None), (4, None)),
        ("rubber, nothing above TRL 6", (None, None), (None, 6)),
        ("ยาง ห้ามต่ำกว่า TRL 5", (None, None), (5, None)),
        ("ยาง TRL ห้ามต่ำกว่า 5", (None, None), (5, None)),
        ("ยาง ไม่เอา TRL ต่ำกว่า 5", (None, None), (5, None)),
        ("ยาง ไม่เอางานที่ TRL สูงกว่า 6", (None, None), (None, 6)),
        ("ยาง ไม่เอา TRL 3 ลงมา", (None, None), (4, None)),
        ("ยาง ไม่เอา TRL 7 ขึ้นไป", (None, None), (None, 6)),
        ("ยาง ไม่เอาปีเก่ากว่า 2560", (2017, None), (None, None)),
        ("ยาง ไม่เอาที่เก่ากว่าปี 2560", (2017, None), (None, None)),
        ("ยาง ห้ามเก่ากว่าปี 2560", (2017, None), (None, None)),
        ("ยาง ไม่เอางานหลังปี 2563", (None, 2020), (None, None)),
        ("ยาง ไม่เอาตั้งแต่ปี 2563", (None, 2019), (None, None)),
        ("ยาง ไม่เอาปี 63", (None, None), (None, None)),
        ("rubber, exclude anything before 2018", (2018, None), (None, None)),
        ("rubber, no works after 2020", (None, 2020), (None, None)),
    ],
)
def test_lists_open_ends_and_what_is_ruled_out_are_read(
    question: str, years: tuple[int | None, int | None], levels: tuple[int | None, int | None]
) -> None:
    need = need_of(question)
    assert (need.year_from, need.year_to) == years
    assert (need.trl_from, need.trl_to) == levels


@pytest.mark.parametrize(
    "question",
    [
        *("ยางพารา ไม่เอา TRL 3", "ยางพารา ไม่เอาปี 63", "ยางพารา ยกเว้น TRL 1-3", "ยางพารา ห้ามต่ำกว่า TRL 5"),
        *("ยางพารา ไม่เอางานหลังปี 2563", "ยางพารา ไม่เอาปีเก่ากว่า 2560", "ยางพารา exclude anything before 2018"),
    ],
)
def test_words_that_rule_a_limit_out_are_no_topic(question: str) -> None:
    assert need_of(question).topics == ("ยางพารา",)


@pytest.mark.parametrize(
    "question",
    [
        "Salted fish help, but I don't want researchers from Khon Kaen University",
        "do not want anyone from Chiang Mai University, rice",
        "experts in the north or south on wastewater",
        "ผู้เชี่ยวชาญในภาคใต้หรือภาคเหนือ เรื่องน้ำเสีย",
        "rice experts at KKU or CMU",
        "rice experts at PHTIC or CAB",
        "ผู้เชี่ยวชาญศูนย์ PHTIC หรือศูนย์ CAB เรื่องข้าว",
    ],
)
def test_what_is_ruled_out_and_either_of_two_is_no_demand(question: str) -> None:
    need = need_of(question)
    assert (need.region, need.organisation, need.centre) == (None, "", "")


@pytest.mark.parametrize("question", ["เทคโนโลยียางพารา TRL 9 ปี 2564", "ยางพารา TRL ๙ ปี ๒๕๖๔"])
def test_a_year_after_a_level_is_no_span_of_years(question: str) -> None:
    need = need_of(question)
    assert (need.trl_from, need.trl_to, need.year_from, need.year_to) == (9, 9, 2021, 2021)
    assert need.topics == ("ยางพารา",)


def test_the_east_is_served_from_the_central_region() -> None:
    assert need_of("ผู้เชี่ยวชาญเรื่องทุเรียนในภาคตะวันออก").region == "central"
    assert need_of("ผู้เชี่ยวชาญเรื่องทุเรียนในภาคตะวันออกเฉียงเหนือ").region == "northeast"
    assert need_of("durian experts in the east").region == "central"
    assert need_of("durian experts in eastern Thailand").region == "central"
    assert need_of("silk experts in the north east").region == "northeast"


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("มีงานเรื่องมะม่วงไหม", ("มะม่วง",)),
        ("Do you have anything about mango?", ("mango",)),
        ("Is there a good researcher for mango in Thailand?", ("mango",)),
        ("Who specialises in mango?", ("mango",)),
        ("I am interested in mango research in 2022", ("mango",)),
        ("researchers in the south on mango", ("mango",)),
        ("SME ทำ surimi ที่สงขลา", ("surimi",)),
        ("หาคนทำปลาร้า", ("ปลาร้า",)),
        ("ขอทราบรายชื่อผู้เชี่ยวชาญด้านลำไย", ("ลำไย",)),
        ("อาจารย์ที่ถนัดเรื่องพลาสมา", ("พลาสมา",)),
        ("มีปัญหาเรื่องเพลี้ย", ("เพลี้ย",)),
        ("CAB cabbage", ("cabbage",)),
        ("ราคายางพาราวันนี้", ("ราคา", "ยางพารา", "วันนี้")),
        ("ขอติดต่อ ผศ.ดร. วิทยา", ("วิทยา",)),
        ("1) ปลาร้า 2) มะม่วง", ("ปลาร้า", "มะม่วง")),
        ("หาคนทำบัญชีให้โรงงานปลาร้า", ("บัญชี", "โรงงาน", "ปลาร้า")),
        ("export law for durian to China", ("export", "law", "durian", "china")),
    ],
)
def test_a_question_has_the_topics_that_are_left_without_its_asking(
    question: str, topics: tuple[str, ...]
) -> None:
    assert need_of(question).topics == topics


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("ขอเรียนปรึกษาผู้เชี่ยวชาญด้านน้ำเสีย", "ผู้เชี่ยวชาญด้านน้ำเสีย"),
        ("สวัสดีค่ะ ขออนุญาตสอบถามเรื่องมะม่วง", "เรื่องมะม่วง"),
        ("Hello, who works on mango?", "who works on mango?"),
        ("สวัสดีครับ", "สวัสดีครับ"),
        ("History of mango", "History of mango"),
        ("Hi-tech mango dryers", "Hi-tech mango dryers"),
        ("คำปรึกษาเรื่องมะม่วง", "คำปรึกษาเรื่องมะม่วง"),
    ],
)
def test_courtesy_is_not_searched_for(question: str, searched: str) -> None:
    need = need_of(question)
    assert need.text == searched
    assert not {"เรียน", "ปรึกษา", "ขออนุญาต", "hello"} & set(need.topics)


@pytest.mark.parametrize(
    ("question", "region"),
    [
        ("พลังงานแสงอาทิตย์ ภาคเหนือเท่านั้น", "north"),
        ("solar dryer in the North only", "north"),
        ("we sell dried fruit in the north only, how to pack it", None),
        ("ฟาร์มเราอยู่ภาคเหนือเท่านั้น กุ้งตาย", None),
    ],
)
def test_a_place_that_alone_will_do_is_a_demand_unless_it_is_the_askers(
    question: str, region: str | None
) -> None:
    assert need_of(question).region == region


CHIANG_MAI, KHON_KAEN = "มหาวิทยาลัยเชียงใหม่", "มหาวิทยาลัยขอนแก่น"


@pytest.mark.parametrize(
    ("question", "without"),
    [
        ("ผู้เชี่ยวชาญเรื่องอ้อย ไม่เอาคนจาก มช.", Exclusion(organisations=(CHIANG_MAI,))),
        ("นักวิจัยเรื่องอ้อย ที่ไม่ได้สังกัด มช.", Exclusion(organisations=(CHIANG_MAI,))),
        ("อ้อย ไม่รวม มช. นะ ใครทำบ้าง", Exclusion(organisations=(CHIANG_MAI,))),
        ("บ่เอา มช. ใครทำเรื่องอ้อย", Exclusion(organisations=(CHIANG_MAI,))),
        ("มช. ไม่เอานะ ใครทำเรื่องอ้อยบ้าง", Exclusion(organisations=(CHIANG_MAI,))),
        ("ตัด PETROMAT ออก หาคนทำเรื่องอ้อย", Exclusion(centres=("PETROMAT",))),
        ("ผู้เชี่ยวชาญอ้อย ยกเว้น มช. มข. และ PETROMAT", Exclusion((), ("PETROMAT",), (CHIANG_MAI, KHON_KAEN))),
        ("ผู้เชี่ยวชาญเรื่องอ้อย ยกเว้น มช., มข.", Exclusion(organisations=(CHIANG_MAI, KHON_KAEN))),
        ("นักวิจัยเรื่องอ้อย นอกจากภาคใต้", Exclusion(regions=("south",))),
        ("ผู้เชี่ยวชาญเรื่องอ้อยที่อยู่นอกภาคใต้", Exclusion(regions=("south",))),
        ("ผู้เชี่ยวชาญเรื่องอ้อย ไม่เอากรุงเทพ", Exclusion(regions=("central",))),
        ("sugarcane experts, but not from CMU", Exclusion(organisations=(CHIANG_MAI,))),
        ("sugarcane researchers who aren't at Chiang Mai University", Exclusion(organisations=(CHIANG_MAI,))),
        ("sugarcane experts from any university but CMU", Exclusion(organisations=(CHIANG_MAI,))),
        ("I don't want anyone from CMU, sugarcane please", Exclusion(organisations=(CHIANG_MAI,))),
        ("sugarcane experts but leave CMU out", Exclusion(organisations=(CHIANG_MAI,))),
        ("non-CMU sugarcane researchers", Exclusion(organisations=(CHIANG_MAI,))),
        (
            "sugarcane experts except CMU, KKU and PETROMAT",
            Exclusion((), ("PETROMAT",), (CHIANG_MAI, KHON_KAEN)),
        ),
        ("sugarcane experts not from CMU or KKU", Exclusion(organisations=(CHIANG_MAI, KHON_KAEN))),
        ("sugarcane researchers not from the North", Exclusion(regions=("north",))),
        ("sugarcane researchers outside Bangkok's universities", Exclusion(regions=("central",))),
        ("sugarcane experts from outside the northeast", Exclusion(regions=("northeast",))),
        ("sugarcane experts, other universities than CMU", Exclusion(organisations=(CHIANG_MAI,))),
        ("sugarcane experts, CMU is not ok", Exclusion(organisations=(CHIANG_MAI,))),
        ("sugarcane experts, the south is too far", Exclusion(regions=("south",))),
        ("sugarcane researchers, I don't like CMU", Exclusion(organisations=(CHIANG_MAI,))),
        ("ใครทำเรื่องอ้อยบ้าง มช. ไม่โอเค", Exclusion(organisations=(CHIANG_MAI,))),
        ("ใครทำเรื่องอ้อยบ้าง ไม่ชอบ มช.", Exclusion(organisations=(CHIANG_MAI,))),
        ("ใครทำเรื่องอ้อยบ้าง เราเบื่อ มช. แล้ว", Exclusion(organisations=(CHIANG_MAI,))),
        ("ใครทำเรื่องอ้อยบ้าง ไม่สะดวกเดินทางไปภาคใต้", Exclusion(regions=("south",))),
    ],
)
def test_where_help_shall_not_come_from_is_ruled_out(question: str, without: Exclusion) -> None:
    need = need_of(question)
    assert need.without == without
    assert (need.region, need.near, need.organisation, need.centre) == (None, None, "", "")
    assert need.topics in (("อ้อย",), ("sugarcane",))
    assert need.is_constrained


@pytest.mark.parametrize(
    "question",
    [
        "ใครทำเรื่องอ้อย ไม่ใช่ มช. เท่านั้น",
        "ใครทำเรื่องอ้อย ไม่ใช่แค่ มช.",
        "งานวิจัยเรื่องอ้อย ไม่ต้องเป็นของ มช. ก็ได้",
        "งานวิจัยเรื่องอ้อย ไม่จำเป็นต้องอยู่ภาคเหนือ",
        "ผู้เชี่ยวชาญเรื่องอ้อย ไม่ต้องตัด มช. ออก",
        "เราไม่ได้อยู่ภาคใต้ ใครช่วยเรื่องอ้อยได้บ้าง",
        "โรงงานอยู่นอกกรุงเทพ ใครช่วยเรื่องอ้อยได้บ้าง",
        "น้ำอ้อยขายทั่วประเทศยกเว้นภาคใต้ ใครช่วยเรื่องยืดอายุได้",
        "อ้อยไม่ใช่ของภาคอีสาน ทำยังไงให้หวาน",
        "sugarcane experts, need not be from CMU",
        "sugarcane experts, they don't have to be from CMU",
        "sugarcane experts, not only from the North",
        "sugarcane experts, not necessarily at CMU",
        "sugarcane experts, don't exclude CMU",
        "PSU is not the problem, who knows sugarcane?",
        "we are not from the south, who can help with sugarcane?",
        "our mill is not in the north, who can help with sugarcane?",
        "sugarcane that is not from the south tastes bad, who can help?",
        "yields drop in the south, who knows sugarcane?",
        "our customers do not like the south, who knows sugarcane?",
        "ลูกค้าไม่ชอบของภาคใต้ ใครช่วยเรื่องอ้อยได้",
    ],
)
def test_what_need_not_be_or_is_told_of_something_else_rules_nothing_out(question: str) -> None:
    need = need_of(question)
    assert need.without == Exclusion()
    assert (need.region, need.organisation) == (None, "")


def test_what_is_demanded_of_a_kind_leaves_nothing_of_it_to_rule_out() -> None:
    need = need_of("rubber experts at KKU, not CMU, except in the south")
    assert (need.organisation, need.without) == (KHON_KAEN, Exclusion(regions=("south",)))
    southern = need_of("rubber experts in the south apart from CMU")
    assert (southern.region, southern.without) == ("south", Exclusion(organisations=(CHIANG_MAI,)))


def test_of_two_after_a_mere_comma_the_second_may_be_meant_instead() -> None:
    need = need_of("sugarcane experts not CMU, KKU")
    assert need.without == Exclusion(organisations=(CHIANG_MAI,))


@pytest.mark.parametrize(
    "question",
    [
        "sugarcane researchers, not the south, the north",
        "sugarcane researchers, not in the south, in the north",
        "ผู้เชี่ยวชาญอ้อย ไม่ใช่ภาคใต้, ภาคเหนือ",
        "ผู้เชี่ยวชาญอ้อย ไม่ใช่ภาคใต้ ภาคเหนือ",
    ],
)
def test_the_region_that_is_meant_instead_is_demanded(question: str) -> None:
    need = need_of(question)
    assert (need.region, need.without) == ("north", Exclusion())


def test_the_university_that_is_meant_instead_is_demanded() -> None:
    need = need_of("sugarcane researchers not from CMU, from KKU")
    assert (need.organisation, need.without) == (KHON_KAEN, Exclusion())


PSU, CHULA, MAHIDOL = "มหาวิทยาลัยสงขลานครินทร์", "จุฬาลงกรณ์มหาวิทยาลัย", "มหาวิทยาลัยมหิดล"


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("ผู้เชี่ยวชาญอ้อย ไม่เอาทั้ง มข. และ มช.", (KHON_KAEN, CHIANG_MAI)),
        ("ผู้เชี่ยวชาญอ้อย ไม่เอาภาคเหนือ ภาคใต้", ("north", "south")),
        ("ผู้เชี่ยวชาญอ้อย ไม่เอา มช มข มอ", (CHIANG_MAI, KHON_KAEN, PSU)),
        ("ผู้เชี่ยวชาญอ้อย ยกเว้น จุฬา มหิดล เกษตร", (CHULA, MAHIDOL, "มหาวิทยาลัยเกษตรศาสตร์")),
        ("ผู้เชี่ยวชาญอ้อย ไม่เอา มช. มข. ก็ได้", (CHIANG_MAI,)),
        ("sugarcane experts not from CMU, KKU", (CHIANG_MAI, KHON_KAEN)),
        ("sugarcane experts, neither CMU nor KKU", (CHIANG_MAI, KHON_KAEN)),
        ("sugarcane experts, exclude: CMU, KKU", (CHIANG_MAI, KHON_KAEN)),
        ("sugarcane experts except the North and the South", ("north", "south")),
        ("sugarcane experts except the North or the South", ("north", "south")),
        ("sugarcane experts, neither the north nor the south", ("north", "south")),
    ],
)
def test_of_a_list_all_is_ruled_out(question: str, names: tuple[str, ...]) -> None:
    need = need_of(question)
    assert (*need.without.regions, *need.without.organisations) == names
    assert (need.region, need.organisation) == (None, "")


@pytest.mark.parametrize(
    "question",
    [
        "อ้อย ขอที่อื่นที่ไม่ใช่ มช.",
        "อ้อย ที่ไหนก็ได้ที่ไม่ใช่ มช.",
        "อ้อย เลี่ยง มช.",
        "อ้อย หลีกเลี่ยง มช.",
        "อ้อย งด มช.",
        "อ้อย อย่าให้มี มช.",
        "เทคโนโลยีอ้อยที่ไม่ได้พัฒนาที่ มช.",
        "sugarcane experts with no CMU staff",
        "sugarcane, but nothing from CMU",
        "sugarcane, ignore CMU",
        "sugarcane experts, never CMU",
        "sugarcane experts, CMU is not an option",
        "technology from CMU is not what I want, sugarcane",
        "sugarcane experts, I'd rather not work with CMU",
        "sugarcane technology not developed at CMU",
        "Any sugarcane expert not affiliated with CMU?",
        "sugarcane experts unaffiliated with CMU",
    ],
)
def test_whoever_is_plainly_unwanted_is_ruled_out(question: str) -> None:
    need = need_of(question)
    assert need.without == Exclusion(organisations=(CHIANG_MAI,))
    assert (need.organisation, need.near) == ("", None)


@pytest.mark.parametrize(
    "question",
    [
        "ไม่มีใครใน มช. ช่วยได้ ขอคนเก่งเรื่องข้าว",
        "เคยติดต่อ มช. แล้วไม่เวิร์ค ขอผู้เชี่ยวชาญข้าวที่อื่น",
        "ผู้เชี่ยวชาญโรคที่ไม่มีในภาคใต้",
        "ทำไมไม่มี มข.",
        "why not KKU?",
        "experts in diseases not found in the south",
        "we had no luck with CMU, who else knows rice?",
        "researchers at CMU did not answer, who else knows rice?",
        "ลูกค้าไม่เอาของจากภาคใต้ ใครช่วยเรื่องปลา",
        "customers don't want those from the south, who can help with fish?",
        "ฝนตกทุกภาคยกเว้นภาคใต้ ทำให้ข้าวชื้น ใครช่วยได้",
        "it rains everywhere except the south, who knows rice drying?",
    ],
)
def test_what_stands_in_a_denial_of_something_else_is_left_open(question: str) -> None:
    need = need_of(question)
    assert (need.region, need.near, need.organisation, need.without) == (None, None, "", Exclusion())


@pytest.mark.parametrize(
    ("question", "region", "organisation"),
    [
        ("ผู้เชี่ยวชาญในภาคใต้ที่ไม่คิดเงิน", "south", ""),
        ("experts in the south who do not charge", "south", ""),
        ("ข้าวไม่แห้งขอนักวิจัยใน มช.", None, CHIANG_MAI),
        ("our rice does not dry, any expert at CMU?", None, CHIANG_MAI),
        ("ไม่ทราบว่ามีใครใน มช. ทำเรื่องข้าว", None, CHIANG_MAI),
        ("I don't know who at CMU works on rice", None, CHIANG_MAI),
        ("ใครใน มช. ทำเรื่องข้าวหรือไม่", None, CHIANG_MAI),
        ("Can't you find someone at CMU on rice?", None, CHIANG_MAI),
        ("rice technology from KKU, not older than 2020", None, KHON_KAEN),
        ("เทคโนโลยีข้าว TRL ไม่ต่ำกว่า 5 จาก มข.", None, KHON_KAEN),
        ("ปรึกษา มข. เรื่องอ้อยไม่หวาน", None, KHON_KAEN),
        ("ผู้เชี่ยวชาญข้าว ไม่เอา มอ. ภาคใต้เท่านั้น", "south", ""),
        ("rice experts not in the south but in the north", "north", ""),
    ],
)
def test_what_is_denied_elsewhere_leaves_a_demand(
    question: str, region: str | None, organisation: str
) -> None:
    need = need_of(question)
    assert (need.region, need.organisation) == (region, organisation)


@pytest.mark.parametrize(
    "question",
    [
        "โรงงานเราอยู่ภาคเหนือไม่มีเครื่องอบ ใครช่วยได้",
        "our mill in the north has no dryer, who can help?",
        "เราเป็นสมาชิก มช. ไม่ใช่ มข. หาคนช่วยเรื่องอบแห้ง",
        "we are CMU members, not KKU, who can help with rice?",
        "ข้าวไม่แห้งที่เชียงใหม่ ใครช่วยได้",
    ],
)
def test_where_one_is_oneself_is_near_whatever_is_lacking_there(question: str) -> None:
    need = need_of(question)
    assert (need.near, need.organisation, need.without) == ("north", "", Exclusion())


@pytest.mark.parametrize(
    "after",
    [" ไม่เอา มช.", "ยกเว้น มช.", "ตั้งแต่ปี 2566", " ปี 2566", "มีใครบ้าง", "ใครบ้าง", "หรือเปล่า", " มีหรือไม่"],
)
def test_a_region_ends_a_search_whatever_is_limited_besides(after: str) -> None:
    need = need_of(f"ผู้เชี่ยวชาญปลาร้าภาคใต้{after}")
    assert (need.region, need.topics[0]) == ("south", "ปลาร้า")
