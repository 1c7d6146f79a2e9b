"""National IDs and mobile numbers never reach the stores; every other number does."""

import time
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.personal_data import MARKER, redact


def with_check_digit(twelve: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return twelve + str((11 - total % 11) % 10)


def in_thai_digits(text: str) -> str:
    return text.translate({ord("0") + digit: chr(0x0E50 + digit) for digit in range(10)})


ID = with_check_digit("110170020345")
DASHED_ID = f"{ID[0]}-{ID[1:5]}-{ID[5:10]}-{ID[10:12]}-{ID[12]}"


@pytest.mark.parametrize(
    "printed",
    [
        ID,
        DASHED_ID,
        DASHED_ID.replace("-", " "),
        DASHED_ID.replace("-", "."),
        DASHED_ID.replace("-", "–"),
        DASHED_ID.replace("-", " - "),
        in_thai_digits(DASHED_ID),
        in_thai_digits(ID),
        f"{ID[:6]}-{ID[6:]}",
    ],
)
def test_a_national_id_is_blanked_however_it_is_printed(printed: str) -> None:
    text = f"เลขประจำตัวประชาชน {printed} ของผู้วิจัย"
    assert redact(text) == (f"เลขประจำตัวประชาชน {MARKER} ของผู้วิจัย", {"national_id": 1})


@pytest.mark.parametrize(
    "printed",
    ["1101700230 708", "11017 00230 708", "1-1017 00230-70.8", "1/1017/00230/70/8", "1 1017 00230 708"],
)
def test_an_id_is_blanked_where_it_is_cut_as_ids_are_whatever_the_joints(printed: str) -> None:
    assert redact(f"ผู้รับจ้าง {printed} ตกลง") == (f"ผู้รับจ้าง {MARKER} ตกลง", {"national_id": 1})


@pytest.mark.parametrize(
    "printed", ["1/1017/00230/70/8", "110170 0230708", "110 170 023 070 8", "1101-7002-3070-8"]
)
@pytest.mark.parametrize("before", ["เลขประจำตัวประชาชน ", "บัตรเลขที่ ", "ID card: ", "ประชาชน: "])
def test_an_announced_id_is_blanked_in_any_grouping(before: str, printed: str) -> None:
    assert redact(f"{before}{printed}") == (f"{before}{MARKER}", {"national_id": 1})


@pytest.mark.parametrize("broken", ["1-1017-\n00230-70-8", "1-1017-00230\n-70-8", "1101700230\n708"])
def test_an_id_broken_by_a_line_end_is_blanked_and_the_lines_stay(broken: str) -> None:
    assert redact(f"ผู้วิจัย {broken} ลงชื่อ") == (f"ผู้วิจัย {MARKER}\n{MARKER} ลงชื่อ", {"national_id": 1})


def test_a_number_before_an_id_does_not_hide_it() -> None:
    assert redact("แถว 70 8 1101700230 708")[0] == f"แถว 70 8 {MARKER}"


def cut(number: str, *lengths: int, joint: str = " ") -> str:
    ends = list(accumulate(lengths))
    return joint.join(number[a:b] for a, b in zip([0, *ends], [*ends, len(number)], strict=True))


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param(cut(with_check_digit("675432153265"), 6), id="a grid reference"),
        pytest.param(cut(with_check_digit("256025612562"), 4, 4, 4), id="years"),
        pytest.param(cut(with_check_digit("120013501450"), 4, 4), id="yields"),
        pytest.param(cut(with_check_digit("250001500025"), 5, 5), id="prices"),
        pytest.param(cut(with_check_digit("512001350014"), 1, 4, 5), id="a row's number and prices"),
        pytest.param(cut(with_check_digit("153265467543"), 7, joint="\n"), id="a column of coordinates"),
        pytest.param(cut(with_check_digit("256025612562"), 4, 4, 4, joint="/"), id="years with slashes"),
        pytest.param("10.1016/" + with_check_digit("101016345678")[6:], id="a DOI"),
        pytest.param(f"สิทธิบัตรเลขที่ {cut(ID, 1, 4, 5, 2)}", id="a patent"),
    ],
)
def test_columns_of_numbers_stay_though_their_check_digit_is_right(columns: str) -> None:
    assert redact(f"ผลผลิตของชุมชน {columns} หน่วย") == (f"ผลผลิตของชุมชน {columns} หน่วย", {})


def test_an_id_in_the_boxes_of_a_form_is_blanked_but_a_row_of_single_digits_is_not() -> None:
    row = " ".join(ID)
    assert redact(f"เลขประจำตัวประชาชน {row}")[1] == {"national_id": 1}
    assert redact(f"ระดับความพึงพอใจ {row}")[1] == {}


@pytest.mark.parametrize(
    "number",
    [
        ID[:12] + str((int(ID[12]) + 1) % 10),
        ID + "4",
        "7" + ID,
        f"0.{ID}",
        f"{ID}.25",
        f"12,{ID}",
        "978-616-12-3456-7",
        "9786161234567",
        with_check_digit("099400015854"),
        f"10.1016/j.foodchem.{ID}",
        "ABC" + ID,
    ],
)
def test_other_long_numbers_stay(number: str) -> None:
    assert redact(f"ดู {number} ในตาราง") == (f"ดู {number} ในตาราง", {})


MOBILES = [
    "0812345678",
    "081-234-5678",
    "081 234 5678",
    "081.234.5678",
    "081-2345678",
    "08-1234-5678",
    "08 1234 5678",
    "08-12345678",
    "0-8123-4567-8",
    "(081) 234-5678",
    "(081)2345678",
    "081–234–5678",
    "061-234-5678",
    "098 765 4321",
    "+66812345678",
    "+66 81 234 5678",
    "+66-81-234-5678",
    "+66(0)81-234-5678",
    "(+66) 81 234 5678",
    "0066 81 234 5678",
    "66812345678",
    "๐๘๑-๒๓๔-๕๖๗๘",
    "๐๘๑๒๓๔๕๖๗๘",
    "081-234-5678-9",
    "081-234-5678/80",
]


@pytest.mark.parametrize("printed", MOBILES)
@pytest.mark.parametrize("before", ["โทร. ", "โทร.", "ติดต่อ (", "Tel", "มือถือ:", "รศ.ดร.สมชาย\n", "5 "])
def test_a_mobile_number_is_blanked_however_it_is_printed(printed: str, before: str) -> None:
    text, counts = redact(f"{before}{printed} ต่อ 12")
    assert counts == {"mobile_number": 1}
    assert text == f"{before}{MARKER} ต่อ 12"


@pytest.mark.parametrize(
    "number",
    [
        "02-123-4567",
        "0-2123-4567",
        "053-123-456",
        "044 123 4567",
        "038-123456",
        "073-123-4567",
        "0.812345678",
        "12.0812345678",
        "0812345678.5",
        "1,0812345678",
        "08123456789",
        "00812345678",
        "0000-0002-1825-0097",
        "0812-3456-7890-1234",
        "978-0-8123-4567-8",
        "ISBN 0-8123-4567-8",
        "ISBN: 0812345678",
        "10.1016/j.foodchem.0812345678",
        "10.1016/0812345678",
        "S0812345678",
        "0812345678b",
        "คำขอเลขที่ 0801001234",
        "เลขที่คำขอสิทธิบัตร 0901001234",
        "patent no. 0801001234",
        "66.812345678",
        "66 81 234 5678",
        "0 65 123 4567",
        "0 8123 4567 8",
        "081-2-34567-8",
        "2566-08-12",
        "+1 812 345 6789",
    ],
)
def test_landlines_and_parts_of_other_numbers_stay(number: str) -> None:
    assert redact(f"ค่า {number} ในตาราง") == (f"ค่า {number} ในตาราง", {})


def test_a_number_whose_zero_stands_alone_is_blanked_where_a_telephone_is_announced() -> None:
    assert redact("โทรศัพท์ 0 8123 4567 8") == (f"โทรศัพท์ {MARKER}", {"mobile_number": 1})


@pytest.mark.parametrize(
    "printed",
    [
        "0812-345-678",
        "0812 345 678",
        "08-123-45678",
        "081/2345678",
        "081/234/5678",
        "66 81 234 5678",
        "0812345678",
    ],
)
@pytest.mark.parametrize("before", ["โทร ", "มือถือ ", "โทร. ", "Tel: ", "ติดต่อ 02-123-4567/"])
def test_an_announced_mobile_number_is_blanked_in_any_grouping(before: str, printed: str) -> None:
    assert redact(f"{before}{printed}") == (f"{before}{MARKER}", {"mobile_number": 1})


@pytest.mark.parametrize(
    "number",
    [
        "02-081-2345/6",
        "0-5308-1234 ต่อ 5678",
        "053-812-345",
        "02 689 1234, 02 689 1235",
        "0.812345678",
        "ISBN 0-8123-4567-8",
        "2566-08-12",
        "1,200 1,350 บาท",
    ],
)
def test_other_numbers_stay_also_where_a_telephone_is_announced(number: str) -> None:
    assert redact(f"โทร. {number}") == (f"โทร. {number}", {})


@pytest.mark.parametrize("before", ["hotel ", "intelligent ", "ผลผลิต "])
def test_columns_that_nothing_announces_stay(before: str) -> None:
    assert redact(f"{before}0812 345 678") == (f"{before}0812 345 678", {})


def test_several_numbers_are_counted_by_kind_and_the_text_around_them_stays() -> None:
    text, counts = redact(f"{ID} โทร 081-234-5678, 089-111-2222 โทรสาร 02-123-4567 pH 4.5")
    assert text == f"{MARKER} โทร {MARKER}, {MARKER} โทรสาร 02-123-4567 pH 4.5"
    assert counts == {"national_id": 1, "mobile_number": 2}


@given(st.text(alphabet="0123456789๐๘๑ -.()+66กa", max_size=60))
def test_what_was_blanked_stays_blanked(text: str) -> None:
    once, counts = redact(text)
    assert once.count(MARKER) == sum(counts.values())
    assert redact(once)[0].count(MARKER) >= once.count(MARKER)


@given(st.from_regex(r"[1-8][0-9]{11}", fullmatch=True), st.sampled_from(["", "-", "."]))
def test_every_valid_id_is_found(twelve: str, joint: str) -> None:
    number = with_check_digit(twelve)
    printed = joint.join([number[0], number[1:5], number[5:10], number[10:12], number[12]])
    assert redact(f"บัตร {printed}")[0] == f"บัตร {MARKER}"


@pytest.mark.parametrize(
    "hostile",
    [
        "0 " * 50_000,
        "1 " * 50_000,
        "6" * 100_000,
        "1-" * 50_000,
        "+66" * 30_000,
        "(08" * 30_000,
        "โทร 08 " * 20_000,
    ],
)
def test_hostile_text_takes_no_longer(hostile: str) -> None:
    started = time.process_time()
    redact(hostile)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("number", ["0-0000-00000-12-3", "1-1017-00230-70-9"])
def test_a_mistyped_id_is_blanked_where_it_is_announced_in_its_groups(number: str) -> None:
    assert redact(f"เลขประจำตัวประชาชน {number} อายุ 40")[0] == f"เลขประจำตัวประชาชน {MARKER} อายุ 40"
    assert redact(f"รหัสตัวอย่าง {number} อายุ 40")[0] == f"รหัสตัวอย่าง {number} อายุ 40"
