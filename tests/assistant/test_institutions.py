"""Universities, parks and centres in organisation lines."""

import pytest

from assistant.domain.needs import Exclusion, Need
from assistant.institutions import centre_named, english_name, in_full, institution_of, region_of_organisation
from assistant.wording import limits_in_words


@pytest.mark.parametrize(
    ("line", "region"),
    [
        ("คณะวิศวกรรมศาสตร์ มหาวิทยาลัยเชียงใหม่", "north"),
        ("Faculty of Technology, Khon Kaen University", "northeast"),
        ("สำนักวิชาวิทยาศาสตร์ มหาวิทยาลัยเทคโนโลยีสุรนารี", "lower-northeast"),
        ("Prince of Songkla University, Pattani Campus", "south"),
        ("จุฬาลงกรณ์มหาวิทยาลัย", "central"),
        ("อุทยานวิทยาศาสตร์ภาคใต้", "south"),
        ("มหาวิทยาลัยราชภัฏเลย", "northeast"),
        ("ราชภัฏสวนสุนันทา", "central"),
        ("Valaya Alongkorn Rajabhat University", "central"),
        ("Rajabhat Rajanagarindra University", "central"),
        ("มรภ.เชียงราย", "north"),
        ("โรงพยาบาลน่าน", "north"),
        ("วิทยาลัยชุมชนตาก อำเภอเมือง", "north"),
        ("Tak Technical College", "north"),
        ("สำนักเผยแพร่ความรู้", None),
        ("บริษัทตัวอย่าง จำกัด", None),
        ("", None),
    ],
)
def test_an_organisation_tells_its_region(line: str, region: str | None) -> None:
    assert region_of_organisation(line) == region


@pytest.mark.parametrize(
    ("text", "university"),
    [
        ("ม.ขอนแก่น", "มหาวิทยาลัยขอนแก่น"),
        ("ม. ขอนแก่น", "มหาวิทยาลัยขอนแก่น"),
        ("อยู่ที่มอ. วิทยาเขตปัตตานี", "มหาวิทยาลัยสงขลานครินทร์"),
        ("ม.อ.", "มหาวิทยาลัยสงขลานครินทร์"),
        ("ม.อุบลฯ", "มหาวิทยาลัยอุบลราชธานี"),
        ("คุณหมอ.", None),
        ("ห่าง 40 กม.ขอนแก่น", None),
        ("5 ม. สูง", None),
        ("อาจารย์ มข ที่ทำเรื่องอ้อย", "มหาวิทยาลัยขอนแก่น"),
        ("นักวิจัยมช.", "มหาวิทยาลัยเชียงใหม่"),
        ("ม.ข. มีใครบ้าง", "มหาวิทยาลัยขอนแก่น"),
        ("มจธ มีใครทำเรื่องนี้", "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี"),
        ("มก. ทำเรื่องข้าว", "มหาวิทยาลัยเกษตรศาสตร์"),
        ("ปริมาณ 5 มก. ต่อลิตร", None),
        ("ยา 5 มก ต่อวัน", None),
        ("มอเตอร์ไหม้ มอดกินข้าว", None),
        ("อาจารย์จุฬาที่ทำตัวเร่งปฏิกิริยา", "จุฬาลงกรณ์มหาวิทยาลัย"),
        ("อาจารย์จุฬาฯ", "จุฬาลงกรณ์มหาวิทยาลัย"),
        ("สถาบันวิจัยจุฬาภรณ์", None),
        ("มหิดลมีใครทำวัคซีน", "มหาวิทยาลัยมหิดล"),
        ("Chulalongkorn experts", "จุฬาลงกรณ์มหาวิทยาลัย"),
        ("Mahidol researchers", "มหาวิทยาลัยมหิดล"),
        ("Kasetsart and its partners", "มหาวิทยาลัยเกษตรศาสตร์"),
        ("Thammasat only", "มหาวิทยาลัยธรรมศาสตร์"),
        ("นักวิจัยจากมทสเรื่องมันสำปะหลัง", "มหาวิทยาลัยเทคโนโลยีสุรนารี"),
        ("มธ. หรือที่อื่น", "มหาวิทยาลัยธรรมศาสตร์"),
        ("อาจารย์มขหรือที่อื่น", "มหาวิทยาลัยขอนแก่น"),
        ("ตั้งแต่ในมกราคม และมอบรางวัล", None),
        ("ที่มาของมอลต์ จากมอดและมะม่วง", None),
        ("ลูกเรียนมอ 6", None),
        ("ร้านอยู่ถนนมหิดล", None),
        ("รางวัลเจ้าฟ้ามหิดล", None),
        ("Mahidol Road", None),
        ("ร้านอมรภัณฑ์", None),
        ("นักวิจัยด้านเกษตรศาสตร์", None),
    ],
)
def test_a_short_form_is_one_only_where_it_stands_for_itself(text: str, university: str | None) -> None:
    found = institution_of(text)
    assert (found.id if found else None) == university


def test_a_metre_is_no_university() -> None:
    assert in_full("กำแพงสูง 5 ม. กว้าง 3 ม.ครึ่ง") == "กำแพงสูง 5 ม. กว้าง 3 ม.ครึ่ง"


def test_two_languages_name_one_university() -> None:
    assert institution_of("Chiang Mai University") == institution_of("คณะเกษตรศาสตร์ มหาวิทยาลัยเชียงใหม่")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ภาควิชาเคมี ร่วมกับศูนย์ความเป็นเลิศด้านนวัตกรรมทางเคมี", "PERCH-CIC"),
        ("Center of Excellence on Medical Biotechnology", "CEMB"),
        ("Centre of Excellence in Mathematics", "CEM"),
        ("ศูนย์นวัตกรรมเทคโนโลยีหลังการเก็บเกี่ยว มหาวิทยาลัยเชียงใหม่", "PHTIC"),
        ("PETROMAT, Chulalongkorn University", "PETROMAT"),
        ("ภาควิชาคณิตศาสตร์ มหาวิทยาลัยมหิดล", ""),
        ("งานวิจัยของPHTICเรื่องมะม่วง", "PHTIC"),
        ("phtic mango", "PHTIC"),
        ("PERCH", "PERCH-CIC"),
        ("farming perch, a cab to the farm", ""),
        ("cemb vaccines", "CEMB"),
        ("CEM and statistics", "CEM"),
        ("Krung Thep", ""),
    ],
)
def test_a_centre_is_known_by_code_and_full_name_only(line: str, code: str) -> None:
    assert centre_named(line) == code


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("มหาวิทยาลัยขอนแก่น", "Khon Kaen University"),
        ("มหาวิทยาลัยพะเยา", "University of Phayao"),
        ("มหาวิทยาลัยราชภัฏเลย", "Loei Rajabhat University"),
        (
            "มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี",
            "King Mongkut's University of Technology Thonburi",
        ),
        ("", ""),
    ],
)
def test_an_institution_has_its_english_name(id_: str, name: str) -> None:
    assert english_name(id_) == name


def test_limits_name_institutions_in_the_language_of_the_answer() -> None:
    need = Need(
        "ปลาร้า", "en", organisation="มหาวิทยาลัยขอนแก่น", without=Exclusion(organisations=("มหาวิทยาลัยมหิดล",))
    )
    assert limits_in_words(need, "th")[0] == "มหาวิทยาลัยขอนแก่น"
    english = limits_in_words(need, "en")
    assert english[0] == "Khon Kaen University"
    assert "Mahidol University" in english[1]
