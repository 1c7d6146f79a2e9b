"""What carries a score is what the score falls without; who just missed is told why."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.choosing import Doubt, Judged
from assistant.domain.answers import Recommendation, RefusalReason
from assistant.domain.evidence import Evidence
from assistant.domain.explanations import Explained, Explanation, LeftOutReason
from assistant.domain.needs import Exclusion, Need
from assistant.domain.works import Authorship
from assistant.explaining import LEAST_FALL, Explainer
from assistant.finding import Known, rank_found
from assistant.ranking import Passage
from assistant.refusing import Calibration
from tests.examples import DOCUMENT, a_chunk, a_work, an_expert

NEED = Need("ลดเกลือในปลาร้า", "th", ("กุ้ง",))
# Sure of whatever is nearer than a cosine of 0.1.
CALIBRATION = Calibration(intercept=-10.0, cosine=100.0, shared=0.0)


def a_passage(subject_id: str, score: float, number: int = 1) -> Passage:
    kind = "expert" if subject_id.startswith("exp") else "work"
    chunk = a_chunk(f"{DOCUMENT}:{subject_id}-{number}", subject_id, subject_kind=kind)
    return Passage(chunk, Evidence(chunk.id, score, score, score))


def judged(
    passages: Sequence[Passage],
    signed: Sequence[tuple[str, str]] = (),
    need: Need = NEED,
    known: Known | None = None,
    refused: RefusalReason | None = None,
) -> Judged:
    """What is found of these passages; `signed` are (work, expert)."""
    subjects = {p.chunk.subject_id for p in passages} | {id_ for pair in signed for id_ in pair}
    known = known or Known(
        experts={id_: an_expert(id_) for id_ in subjects if id_.startswith("exp")},
        works={id_: a_work(id_) for id_ in subjects if not id_.startswith("exp")},
        authorships=[Authorship(work, expert, "name", 1, 1.0) for work, expert in signed],
    )
    found = rank_found(need, sorted(passages, key=lambda p: -p.evidence.score), known)
    return Judged(need, found, Doubt(need, CALIBRATION, {"กุ้ง": 1}, 100), 0.9, refused)


def explain(found: Judged, top: int = 5, recommended: Sequence[str] | None = None) -> Explanation:
    """The explanation of all that is chosen, or of those `recommended` alone."""
    experts = [Recommendation(r.subject, r.factors) for r in found.experts(top)]
    works = [Recommendation(r.subject, r.factors) for r in found.works(top)]
    if recommended is not None:
        experts = [r for r in experts if r.subject.id in recommended]
        works = [r for r in works if r.subject.id in recommended]
    return Explainer(found, top=top, quote=lambda _: None).explain(experts, works)


def test_without_the_work_that_carries_her_another_comes_first() -> None:
    passages = [a_passage("report-1", 0.9), a_passage("exp-2", 0.6)]
    explanation = explain(judged(passages, [("report-1", "exp-1")]))
    first, second = explanation.experts
    assert (first.subject.id, first.standing.rank) == ("exp-1", 1)
    assert [support.subject.id for support in first.decisive] == ["report-1"]
    assert first.supports[0].text == "หากไม่มีรายงาน “ปลาร้าโซเดียมต่ำ” จะไม่พบรายการนี้"
    assert (first.supports[0].without.rank, first.supports[0].without.score) == (None, 0.0)
    assert [support.kind for support in second.supports] == ["profile"]


def test_the_rank_and_the_score_without_a_work_are_told() -> None:
    passages = [a_passage("report-1", 0.9), a_passage("exp-1", 0.4), a_passage("exp-2", 0.6)]
    found = judged(passages, [("report-1", "exp-1")])
    first = explain(found).experts[0]
    alone = judged(passages[1:]).found.experts[1]
    support = first.supports[0]
    assert alone.subject.id == "exp-1"
    assert support.without.rank == 2
    assert support.without.score == pytest.approx(alone.score)
    assert f"อันดับที่ 2 (คะแนน {alone.score:.2f} จากเดิม {first.standing.score:.2f})" in support.text


def test_a_work_that_is_taken_away_is_taken_from_everybody() -> None:
    passages = [a_passage("report-1", 0.9), a_passage("exp-1", 0.5), a_passage("exp-2", 0.4)]
    found = judged(passages, [("report-1", "exp-1"), ("report-1", "exp-2")])
    first, second = explain(found).experts
    assert [s.without.rank for s in first.supports if s.kind == "work"] == [1]
    assert [s.without.rank for s in second.supports if s.kind == "work"] == [2]


def test_a_work_that_adds_nothing_carries_nothing() -> None:
    passages = [a_passage("report-1", 0.9), a_passage("report-2", 0.0)]
    explained = explain(judged(passages, [("report-1", "exp-1"), ("report-2", "exp-1")])).experts[0]
    assert [support.subject.id for support in explained.supports] == ["report-1"]


def test_a_work_rests_on_its_best_passage() -> None:
    passages = [a_passage("report-1", 0.9), a_passage("report-1", 0.5, 2), a_passage("report-2", 0.7)]
    explained = explain(judged(passages)).works[0]
    assert [(s.kind, s.without.rank) for s in explained.supports] == [("passage", 2)]


def test_what_a_factor_stands_for_is_said_where_it_gave_nothing_too() -> None:
    need = replace(NEED, near="south", wanted=("expert",))
    factors = explain(judged([a_passage("exp-1", 0.9)], need=need)).experts[0].factors
    said = {factor.name: factor.text for factor in factors}
    assert "ภาคใต้" in said["region"]
    assert said["region"].startswith("ไม่")
    assert said["kind"] == "เป็นประเภทที่ถามหา"
    assert said["works"].startswith("ไม่พบผลงาน")


@pytest.mark.parametrize(
    ("found", "top", "recommended", "reason", "said"),
    [
        (judged([a_passage("exp-1", 0.9), a_passage("exp-2", 0.2)]), 5, None, "share_of_best", "40%"),
        (judged([a_passage("exp-1", 0.9), a_passage("exp-2", 0.8)]), 1, None, "beyond_top", "(1)"),
        (judged([a_passage("exp-1", 0.1), a_passage("exp-2", 0.05)]), 5, None, "doubtful", "0.25"),
        (
            judged([a_passage("exp-1", 0.9), a_passage("exp-2", 0.8)]),
            5,
            ["exp-1"],
            "nothing_to_quote",
            "ยกมายืนยัน",
        ),
    ],
)
def test_the_next_one_is_told_why_it_was_left_out(
    found: Judged, top: int, recommended: Sequence[str] | None, reason: LeftOutReason, said: str
) -> None:
    left_out = explain(found, top, recommended).experts_left_out
    assert [(one.subject.id, one.reason) for one in left_out] == [("exp-2", reason)]
    assert said in left_out[0].text


def test_only_the_limits_that_are_not_met_are_named() -> None:
    need = replace(NEED, region="south", centre="CAB")
    known = Known({"exp-1": an_expert(region="south", centre="PHTIC")}, {}, [])
    left_out = explain(judged([a_passage("exp-1", 0.9)], need=need, known=known)).experts_left_out
    assert [(one.reason, one.text) for one in left_out] == [
        ("outside_limits", "ไม่เป็นไปตามเงื่อนไขในคำถาม: CAB")
    ]


def test_an_expert_who_is_found_by_works_of_other_years_is_outside_the_years() -> None:
    need = replace(NEED, year_from=2023)
    known = Known(
        {"exp-1": an_expert()},
        {"report-1": a_work(year=2019)},
        [Authorship("report-1", "exp-1", "name", 1, 1.0)],
    )
    explanation = explain(judged([a_passage("report-1", 0.9)], need=need, known=known))
    assert "2566" in explanation.experts_left_out[0].text
    assert "2566" in explanation.works_left_out[0].text


def test_a_refusal_tells_how_sure_an_answer_would_have_had_to_be() -> None:
    explanation = explain(judged([a_passage("exp-1", 0.9)], refused="nothing_fits"))
    assert not explanation.experts
    assert [one.reason for one in explanation.experts_left_out] == ["answer_in_doubt"]
    assert "0.90" in explanation.experts_left_out[0].text
    assert "0.50" in explanation.experts_left_out[0].text


def test_of_a_question_without_a_subject_nobody_is_told() -> None:
    explanation = explain(judged([a_passage("exp-1", 0.9)], refused="no_topic"))
    assert explanation.experts_left_out == explanation.works_left_out == ()


SCORES = st.floats(0.02, 1.0)
PEOPLE, WORKS = [f"exp-{n}" for n in range(4)], [f"report-{n}" for n in range(5)]


@given(
    st.dictionaries(st.sampled_from(PEOPLE + WORKS), SCORES, min_size=1),
    st.sets(st.tuples(st.sampled_from(WORKS), st.sampled_from(PEOPLE))),
)
def test_every_support_is_what_ranking_the_rest_says(
    scores: dict[str, float], signed: set[tuple[str, str]]
) -> None:
    pairs = sorted(signed)
    found = judged([a_passage(id_, score) for id_, score in scores.items()], pairs)
    explanation = explain(found, top=3)
    explained: Sequence[Explained] = (*explanation.experts, *explanation.works)
    assert [e.standing.rank for e in explanation.experts] == list(range(1, len(explanation.experts) + 1))
    for one in explained:
        assert sum(f.value for f in one.factors) == pytest.approx(one.standing.score)
        for support in one.supports:
            rest = judged(
                [a_passage(id_, s) for id_, s in scores.items() if id_ != support.subject.id], pairs
            )
            ranked = rest.found.experts if one in explanation.experts else rest.found.works
            of_subject = [r.score for r in ranked if r.subject.id == one.subject.id]
            assert support.without.score == pytest.approx(of_subject[0] if of_subject else 0.0)
            assert support.without.score <= one.standing.score - LEAST_FALL
    left_out = (*explanation.experts_left_out, *explanation.works_left_out)
    told = {one.subject.id for one in explained}
    assert not told & {one.subject.id for one in left_out}


def test_of_what_is_ruled_out_only_what_one_is_of_is_named() -> None:
    need = replace(NEED, without=Exclusion(("south",), ("CAB",), ("มหาวิทยาลัยเชียงใหม่",)))
    known = Known({"exp-1": an_expert(region="south", centre="PHTIC")}, {}, [])
    left_out = explain(judged([a_passage("exp-1", 0.9)], need=need, known=known)).experts_left_out
    assert [(one.reason, one.text) for one in left_out] == [
        ("outside_limits", "ไม่เป็นไปตามเงื่อนไขในคำถาม: ไม่รวม ภาคใต้")
    ]
