"""What a model is shown holds nothing that it could mistake for the keys it is given."""

import pytest

from assistant.answering.exhibits import MOST_EXHIBITS, Exhibit, exhibits_of, without_marks
from assistant.checking import Proof
from assistant.domain.answers import Answer, Recommendation
from assistant.domain.citations import Citation, Statement
from assistant.domain.documents import SourceRef
from assistant.domain.needs import Need
from tests.examples import a_work, an_expert


def a_citation(number: int, people: tuple[str, ...] = ("สมหญิง ใจดีงาม", "สมชาย")) -> Citation:
    source = SourceRef("doc", number, 0, 9)
    return Citation(number, "doc", "doc.pdf", f"งานที่ {number}", people, 2023, number, f"ข้อ {number}", source)


def an_answer(experts: list[tuple[int, ...]], works: list[tuple[int, ...]]) -> Answer:
    """Recommendations that rest on the citations of these numbers."""
    expert = an_expert(organisation="มหาวิทยาลัยขอนแก่น")
    work = a_work(organisation="ศูนย์", trl=6)
    return Answer(
        "คำถาม",
        "th",
        Need("คำถาม", "th"),
        experts=tuple(Recommendation(expert, {}, (Statement("", numbers),)) for numbers in experts),
        works=tuple(Recommendation(work, {}, (Statement("", numbers),)) for numbers in works),
    )


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


def test_experts_and_works_are_shown_in_turn_and_no_quote_twice() -> None:
    answer = an_answer(experts=[(1, 2), (5,)], works=[(3, 1), (4,)])
    exhibits = exhibits_of(answer, [a_citation(number) for number in range(1, 6)])
    assert [exhibit.number for exhibit in exhibits] == [1, 2, 3, 5, 4]
    assert len({exhibit.key for exhibit in exhibits}) == 5


def test_no_more_is_shown_than_a_model_can_read_in_time() -> None:
    answer = an_answer(experts=[], works=[(number,) for number in range(1, 50)])
    exhibits = exhibits_of(answer, [a_citation(number) for number in range(1, 50)])
    assert [exhibit.number for exhibit in exhibits] == list(range(1, MOST_EXHIBITS + 1))


def test_a_quote_that_carries_an_expert_and_a_work_proves_what_the_register_says_of_both() -> None:
    (exhibit,) = exhibits_of(an_answer(experts=[(1,)], works=[(1,)]), [a_citation(1)])
    assert exhibit.proof == Proof(
        "ข้อ 1", "งานที่ 1", ("สมหญิง ใจดีงาม", "สมชาย", "Somying Chaideengam"), 2023, "ศูนย์", 6
    )


def test_where_an_expert_works_is_proved_by_their_own_profile_alone() -> None:
    answer = an_answer(experts=[(1,), (2,)], works=[])
    work, profile = exhibits_of(answer, [a_citation(1), a_citation(2, ("สมหญิง ใจดีงาม",))])
    assert (work.proof.organisation, profile.proof.organisation) == ("", "มหาวิทยาลัยขอนแก่น")
