"""The figures that a text tells, and whether another tells them."""

import pytest

from assistant.checking.figures import figures_in, told_besides


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("ลดพลังงานได้ร้อยละ ๓๐", "cut energy by 30 per cent"),
        ("ลดลง 30%", "ลดลง 30 เปอร์เซ็นต์"),
        ("ต้นทุน 1.5 ล้านบาท", "a cost of 1,500,000 baht"),
        ("เผยแพร่ปี พ.ศ. 2566", "published in 2023"),
        ("เก็บได้นานสองเดือน", "keeps for 2 months"),
        ("ใช้ 500 กรัม", "0.5 kg of it"),
        ("พื้นที่ 2 เฮกตาร์", "20,000 ตร.ม."),
        ("อบที่ 60 องศาเซลเซียส", "dried at 60°C"),
        ("ระดับความพร้อมทางเทคโนโลยี 7", "TRL 7"),
        ("เพิ่มขึ้นสองเท่า", "doubled"),
        ("ลดลงหนึ่งในสาม", "cut by a third"),
        ("สิบสองเดือน", "twelve months"),
        ("แปด ราย", "8 growers"),
        ("วันละ 13 กิโลกรัม", "13 kg of LPG per day"),
        ("1 กรัมต่อปลา 10 กิโลกรัม", "1 g per 10 kg of fish"),
        ("600 กิโลกรัมต่อวัน", "25 kg per hour"),
        ("15 to 20% of salt", "เกลือร้อยละ 15"),
        ("ร้อยละ 45 ถึง 60", "45–60%"),
    ],
)
def test_one_figure_may_be_written_in_many_ways(told: str, said: str) -> None:
    figures = figures_in(said).figures
    assert figures
    assert all(figures_in(told).holds(figure) for figure in figures)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("ลดเกลือลงร้อยละ 30", "ลดเกลือลง 30 กก."),
        ("ลดเกลือลงร้อยละ 30", "ลดเกลือลงร้อยละ 13"),
        ("เก็บได้ 6 เดือน", "keeps for 6 weeks"),
        ("TRL 4", "TRL 7"),
        ("ปี 2564", "in 2023"),
        ("1,200 บาท", "12,000 baht"),
        ("25 กิโลกรัมต่อชั่วโมง", "25 กิโลกรัมต่อวัน"),
        ("5 parts per billion", "5 parts per million"),
        ("24 farmers", "24 kg"),
    ],
)
def test_another_figure_is_not_held(told: str, said: str) -> None:
    (figure,) = figures_in(said).figures
    assert not figures_in(told).holds(figure)


def test_what_is_counted_may_be_left_out() -> None:
    (figure,) = figures_in("ทดลองกับเกษตรกร 24 ราย").figures
    assert figures_in("24 farmers took part").holds(figure)


def test_the_year_of_the_work_stands_in_only_where_the_quote_tells_none() -> None:
    (year,) = figures_in("เริ่มในปี 2563").figures
    assert told_besides(figures_in("เก็บตัวอย่างน้ำ"), 2020, None).holds(year)
    assert not told_besides(figures_in("เก็บตัวอย่างน้ำในปี 2561"), 2020, None).holds(year)


def test_the_readiness_level_of_the_register_is_told_besides() -> None:
    (level,) = figures_in("TRL 7").figures
    assert told_besides(figures_in("กล้าเชื้อผง"), None, 7).holds(level)
    assert not told_besides(figures_in("กล้าเชื้อผง"), None, 6).holds(level)


def test_a_change_that_is_told_the_other_way_round_is_found() -> None:
    told = figures_in("The cost fell from 17.7 to 10.8 baht.")
    assert told.turned(figures_in("ค่าพลังงานเพิ่มจาก 10.8 เป็น 17.7 บาท")) is not None
    assert told.turned(figures_in("ค่าพลังงานลดจาก 17.7 เหลือ 10.8 บาท")) is None


def test_words_that_only_begin_like_numbers_are_none() -> None:
    said = figures_in("สามารถใช้แทนเครื่องเดิม และห้ามล้างน้ำ tent and often, PM2.5 and H2O")
    assert not said.figures
