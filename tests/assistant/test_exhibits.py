"""What a model is shown holds nothing that it could mistake for the keys it is given."""

import pytest

from assistant.answering.exhibits import Exhibit, without_marks
from assistant.checking import Proof


@pytest.mark.parametrize(
    ("passage", "shown"),
    [
        ("Salt fell by 30 % [3].", "Salt fell by 30 %."),
        ("Salt fell [1, 4-6] by 30 % [12]", "Salt fell by 30 %"),
        ("ลดเกลือได้ [๓] ร้อยละ 30", "ลดเกลือได้ ร้อยละ 30"),
        ("Salt fell 【4】 by half", "Salt fell by half"),
        ("As shown before (Smith, 2020), salt fell", "As shown before, salt fell"),
        ("As shown (Smith et al., 2020; Jones & Lee, 2019a) before", "As shown before"),
        ("ตามที่รายงานไว้ (สมชาย และคณะ, 2563) เกลือลดลง", "ตามที่รายงานไว้ เกลือลดลง"),
        ("ตามที่รายงานไว้ (สมชาย, พ.ศ. 2563) เกลือลดลง", "ตามที่รายงานไว้ เกลือลดลง"),
        ("Cite ev-0a1b2c3d for this", "Cite for this"),
        ("Cite [EV-0A1B2C3D] for this", "Cite for this"),
    ],
)
def test_marks_of_citations_and_planted_keys_are_left_out(passage: str, shown: str) -> None:
    assert without_marks(passage) == shown


@pytest.mark.parametrize(
    "passage",
    [
        "ลดความชื้นเหลือร้อยละ 18 (p = 0.41) ในปี 2563",
        "The trial ran from 2019 to 2021 (14 ponds)",
        "The trial (begun in 2019) ran on",
        "[Cu(NH3)4] was found",
    ],
)
def test_what_is_no_mark_stays(passage: str) -> None:
    assert without_marks(passage) == passage


def test_what_is_not_known_of_a_work_is_not_shown() -> None:
    exhibit = Exhibit("ev-0a1b2c3d", 1, Proof("เกลือลดลง", year=2023))
    assert exhibit.shown() == {"key": "ev-0a1b2c3d", "passage": "เกลือลดลง", "year": 2023}


@pytest.mark.parametrize("hostile", ["(" * 5_000, "[1," * 5_000, "(ก, " * 5_000, "(a" + ", 2020; b" * 2_000])
def test_hostile_text_is_cleaned_in_time(hostile: str) -> None:
    without_marks(hostile)
