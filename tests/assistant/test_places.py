"""Every province belongs to the region of the park that serves it, and only a place is one."""

import pytest

from assistant.places import named_region, region_of_place, region_of_province

NORTH = """
เชียงใหม่ เชียงราย ลำพูน ลำปาง แม่ฮ่องสอน น่าน พะเยา แพร่ อุตรดิตถ์ ตาก สุโขทัย พิษณุโลก พิจิตร กำแพงเพชร เพชรบูรณ์
นครสวรรค์ อุทัยธานี
"""
NORTHEAST = """
ขอนแก่น อุดรธานี หนองคาย หนองบัวลำภู เลย สกลนคร นครพนม มุกดาหาร กาฬสินธุ์ มหาสารคาม ร้อยเอ็ด บึงกาฬ
"""
LOWER_NORTHEAST = "นครราชสีมา บุรีรัมย์ สุรินทร์ ศรีสะเกษ อุบลราชธานี ยโสธร อำนาจเจริญ ชัยภูมิ"
SOUTH = """
สงขลา ปัตตานี ยะลา นราธิวาส สตูล ตรัง พัทลุง นครศรีธรรมราช สุราษฎร์ธานี กระบี่ ภูเก็ต พังงา ระนอง ชุมพร
"""
CENTRAL = """
กรุงเทพ นนทบุรี ปทุมธานี สมุทรปราการ สมุทรสาคร สมุทรสงคราม นครปฐม นครนายก อยุธยา อ่างทอง สิงห์บุรี ชัยนาท สระบุรี ลพบุรี
ชลบุรี ระยอง จันทบุรี ตราด ฉะเชิงเทรา ปราจีนบุรี สระแก้ว ราชบุรี กาญจนบุรี เพชรบุรี สุพรรณบุรี ประจวบคีรีขันธ์
"""
PROVINCES = {
    province: region
    for region, names in {
        "north": NORTH,
        "northeast": NORTHEAST,
        "lower-northeast": LOWER_NORTHEAST,
        "south": SOUTH,
        "central": CENTRAL,
    }.items()
    for province in names.split()
}


def test_all_provinces_are_known() -> None:
    assert len(PROVINCES) == 77
    assert {province: region_of_province(province) for province in PROVINCES} == PROVINCES


@pytest.mark.parametrize("province", PROVINCES)
def test_a_province_that_is_called_one_is_found_in_a_sentence(province: str) -> None:
    assert region_of_place(f"ทำสวนที่จังหวัด{province} ดินเค็ม") == PROVINCES[province]


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("nan", "north"),
        ("khonkaen", "northeast"),
        ("si sa ket", "lower-northeast"),
        ("sisaket", "lower-northeast"),
        ("phang-nga", "south"),
        ("lopburi", "central"),
        ("samut songkhram", "central"),
        ("nakhon nayok", "central"),
        ("ang thong", "central"),
        ("singburi", "central"),
        ("chainat", "central"),
        ("trat", "central"),
        ("chachoengsao", "central"),
        ("sa kaeo", "central"),
        ("prachuap khiri khan", "central"),
    ],
)
def test_english_names_are_known_with_and_without_spaces(name: str, region: str) -> None:
    assert region_of_province(name) == region
    assert region_of_place(f"a farm in {name} province") == region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("อยากเลยไปดูงาน", None),
        ("ปลาตากแห้งแพร่เชื้อในน่านน้ำ", None),
        ("nan bread with tak sauce", None),
        ("สวนยางที่ตรัง", "south"),
        ("ตรวจกัมมันตรังสี", None),
        ("เครื่องจักรพังงานหยุด", None),
        ("น้ำปลาตราดอกบัว", None),
        ("อ่างทองแดงผุ", None),
    ],
)
def test_a_name_within_other_words_is_no_place(text: str, region: str | None) -> None:
    assert region_of_place(text) == region


def test_the_lower_northeast_is_not_the_northeast() -> None:
    assert named_region("ภาคอีสานตอนล่าง") == "lower-northeast"
    assert named_region("ภาคอีสาน") == "northeast"
