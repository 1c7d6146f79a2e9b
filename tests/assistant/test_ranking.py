"""Works and experts are ranked over all of their evidence, and the factors add up to the score."""

import pytest

from assistant.domain.evidence import Chunk, Evidence
from assistant.domain.needs import Need
from assistant.domain.works import Authorship
from assistant.ranking import Passage, rank_experts, rank_works
from tests.examples import DOCUMENT, a_chunk, a_work, an_expert

NEED = Need("ลดเกลือในปลาร้า", "th", ("เกลือ", "ปลาร้า"))


def a_passage(subject_id: str, score: float, number: int = 1) -> Passage:
    kind = "expert" if subject_id.startswith("exp") else "work"
    chunk: Chunk = a_chunk(f"{DOCUMENT}:{subject_id}-{number}", subject_id, subject_kind=kind)
    return Passage(chunk, Evidence(chunk.id, score, score, score))


def signed(work_id: str, expert_id: str, position: int = 1, confidence: float = 1.0) -> Authorship:
    return Authorship(work_id, expert_id, "name", position, confidence)


def test_the_work_with_the_better_passage_comes_first() -> None:
    works = {id_: a_work(id_) for id_ in ("report-1", "report-2")}
    ranked = rank_works([a_passage("report-1", 0.5), a_passage("report-2", 0.9)], works, NEED)
    assert [r.subject.id for r in ranked] == ["report-2", "report-1"]


def test_a_work_is_as_relevant_as_its_best_passage_however_many_it_has() -> None:
    works = {id_: a_work(id_) for id_ in ("report-1", "row-2")}
    of_report = [a_passage("report-1", score, number) for number, score in enumerate((0.8, 0.8, 0.7))]
    ranked = rank_works([*of_report, a_passage("row-2", 0.81)], works, NEED)
    assert [r.subject.id for r in ranked] == ["row-2", "report-1"]


def test_factors_add_up_to_a_score_between_0_and_1() -> None:
    need = Need("x", "th", near="south", wanted=("expert",))
    expert = an_expert(region="south")
    works = rank_works([a_passage("report-1", 1.0)], {"report-1": a_work()}, need)
    passages = [a_passage("exp-1", 1.0), a_passage("exp-1", 1.0, 2), a_passage("exp-1", 1.0, 3)]
    ranked = rank_experts(passages, {"exp-1": expert}, works, [signed("report-1", "exp-1")], need)[0]
    assert ranked.score == pytest.approx(sum(ranked.factors.values()))
    assert 0 < ranked.score <= 1
    assert set(ranked.factors) == {"profile", "works", "region", "kind"}


def test_a_first_author_stands_before_a_third_one_and_a_sure_name_before_an_unsure_one() -> None:
    works = rank_works([a_passage("report-1", 0.9)], {"report-1": a_work()}, NEED)
    experts = {id_: an_expert(id_) for id_ in ("exp-1", "exp-2", "exp-3")}
    authorships = [
        signed("report-1", "exp-1", 3),
        signed("report-1", "exp-2", 1),
        signed("report-1", "exp-3", 1, 0.95),
    ]
    ranked = rank_experts([], experts, works, authorships, NEED)
    assert [r.subject.id for r in ranked] == ["exp-2", "exp-3", "exp-1"]


def test_many_weak_works_do_not_beat_one_that_fits() -> None:
    ids = [f"report-{n}" for n in range(10)]
    passages = [a_passage(id_, 0.4) for id_ in ids] + [a_passage("report-fit", 0.9)]
    works = rank_works(passages, {id_: a_work(id_) for id_ in (*ids, "report-fit")}, NEED)
    authorships = [signed(id_, "exp-prolific") for id_ in ids] + [signed("report-fit", "exp-fit")]
    experts = {id_: an_expert(id_) for id_ in ("exp-prolific", "exp-fit")}
    assert rank_experts([], experts, works, authorships, NEED)[0].subject.id == "exp-fit"


@pytest.mark.parametrize(
    ("need", "admitted"),
    [
        (Need("x", "th", region="south"), ["report-south"]),
        (Need("x", "th", centre="CAB"), ["report-cab"]),
        (Need("x", "th", trl_from=7), ["report-trl8"]),
        (Need("x", "th", year_from=2020, year_to=2021), ["report-2021"]),
        (Need("x", "th", region="north", trl_from=7), []),
    ],
)
def test_constraints_are_exact_and_an_unknown_value_meets_none(need: Need, admitted: list[str]) -> None:
    works = {
        "report-south": a_work("report-south", region="south"),
        "report-cab": a_work("report-cab", centre="CAB"),
        "report-trl8": a_work("report-trl8", trl=8),
        "report-2021": a_work("report-2021", year=2021),
    }
    ranked = rank_works([a_passage(id_, 0.9) for id_ in works], works, need)
    assert [r.subject.id for r in ranked] == admitted


def test_years_and_readiness_limit_works_and_nobody_who_did_others() -> None:
    need = Need("x", "th", year_from=2025, trl_from=9)
    profile = a_chunk(f"{DOCUMENT}:expert", "exp-1", subject_kind="expert")
    passages = [a_passage("report-old", 0.9), Passage(profile, Evidence(profile.id, 0.5, 0.5, 0.5))]
    works = rank_works(passages, {"report-old": a_work("report-old", year=2015, trl=3)}, need)
    (ranked,) = rank_experts(passages, {"exp-1": an_expert()}, works, [signed("report-old", "exp-1")], need)
    assert works == []
    assert [passage.chunk for passage in ranked.passages] == [profile]
    assert ranked.factors["works"] == 0


def test_an_expert_and_a_work_with_the_same_id_keep_their_own_passages() -> None:
    of_expert = a_chunk(f"{DOCUMENT}:expert", "1", subject_kind="expert")
    passages = [Passage(of_expert, Evidence(of_expert.id, 0.9, 0.9, 0.9))]
    assert rank_works(passages, {"1": a_work("1")}, NEED) == []
    ranked = rank_experts(passages, {"1": an_expert("1")}, [], [], NEED)
    assert [r.subject.id for r in ranked] == ["1"]


def test_of_two_equals_the_one_in_the_field_that_was_named_comes_first() -> None:
    need = Need("x", "th", field="ฟิสิกส์")
    works = {"report-a": a_work("report-a", centre="CAB"), "report-b": a_work("report-b", centre="ThEP")}
    ranked = rank_works([a_passage(id_, 0.9) for id_ in works], works, need, {"ThEP"})
    assert [r.subject.id for r in ranked] == ["report-b", "report-a"]
    assert ranked[0].factors["field"] > ranked[1].factors["field"] == 0
