"""Near-equals take turns: nobody is lifted above anybody who is clearly better, and everybody has a turn."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asking import Assistant
from assistant.domain.answers import Answer
from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.exposure import Turns
from assistant.refusing import Calibration
from tests.examples import a_page, an_expert
from tests.fakes import DictRegister, SharedWordsIndex

TODAY = date(2026, 11, 22)
RANKED = st.lists(st.floats(0.01, 1.0), max_size=12).map(lambda scores: sorted(scores, reverse=True))
SHARES = st.floats(0.0, 1.0)


def places(scores: Sequence[float], turns: Turns) -> list[int]:
    """The places by score (from 0) in the order that turns give them."""
    return turns.ordered(range(len(scores)), lambda place: scores[place])


@given(RANKED, SHARES, st.dates(), st.text())
def test_everybody_stays_within_their_group_of_near_equals(
    scores: list[float], share: float, day: date, need: str
) -> None:
    turns = Turns(share, day, need)
    bands = list(turns.bands(range(len(scores)), lambda place: scores[place]))
    order = places(scores, turns)
    assert [place for band in bands for place in band] == list(range(len(scores)))
    start = 0
    for band in bands:
        assert sorted(order[start : start + len(band)]) == band
        start += len(band)


@given(RANKED, SHARES, st.dates(), st.text())
def test_nobody_is_lifted_above_anybody_who_is_clearly_better(
    scores: list[float], share: float, day: date, need: str
) -> None:
    order = places(scores, Turns(share, day, need))
    for place, behind in enumerate(order):
        for before in order[:place]:
            assert scores[before] >= (1 - share) * scores[behind]


@given(st.integers(1, 8), st.dates(max_value=date(9999, 1, 1)), st.text())
def test_over_as_many_days_as_near_equals_each_stands_at_each_place_once(
    count: int, day: date, need: str
) -> None:
    orders = [places([0.5] * count, Turns(0.05, day + timedelta(n), need)) for n in range(count)]
    for place in range(count):
        assert Counter(order[place] for order in orders) == Counter(range(count))


@given(RANKED, SHARES, st.dates(), st.text())
def test_the_same_need_has_the_same_order_all_day(
    scores: list[float], share: float, day: date, need: str
) -> None:
    assert places(scores, Turns(share, day, need)) == places(scores, Turns(share, day, need))


def test_needs_of_one_day_begin_with_different_people() -> None:
    first = Counter(places([0.5, 0.5], Turns(0.05, TODAY, f"need {number}"))[0] for number in range(100))
    assert min(first[0], first[1]) > 25


def test_a_group_ends_where_a_score_is_clearly_below_its_best() -> None:
    scores = [0.80, 0.77, 0.75, 0.74]
    bands = list(Turns(0.05, TODAY, "x").bands(scores, lambda score: score))
    assert bands == [[0.80, 0.77], [0.75, 0.74]]


SALT = "ลดเกลือในปลาร้าด้วยเกลือโพแทสเซียมคลอไรด์"
PEOPLE = {f"exp-{number}": SALT for number in range(3)} | {"exp-3": "ปลาร้าและอาหารหมักพื้นบ้านของชุมชนลุ่มน้ำ"}


def an_assistant(turns_within: float | None, today: date = TODAY) -> Assistant:
    chunks, pages = [], {}
    for id_, text in PEOPLE.items():
        source = SourceRef(f"doc-{id_}", 1, 0, len(text))
        chunks.append(Chunk(f"doc-{id_}:1", f"doc-{id_}", "expert", id_, text, "", (source,), "th"))
        pages[f"doc-{id_}", 1] = a_page(1, text)
    register = DictRegister(chunks, pages, experts=[an_expert(id_, f"doc-{id_}") for id_ in PEOPLE])
    always = Calibration(intercept=10.0, cosine=0.0, shared=0.0)
    return Assistant(SharedWordsIndex(chunks), register, lambda: today, always, turns_within)


def asked(turns_within: float | None, day: int = 0, top: int = 5) -> Answer:
    return an_assistant(turns_within, TODAY + timedelta(day)).ask("ลดเกลือในปลาร้า", top=top, explain=True)


def shown(answer: Answer) -> list[str]:
    return [recommendation.subject.id for recommendation in answer.experts]


def test_turns_are_not_taken_unless_that_is_set() -> None:
    assert asked(None).exposure is None
    assert [shown(asked(None, day)) for day in range(3)] == [["exp-0", "exp-1", "exp-2", "exp-3"]] * 3


def test_an_answer_says_who_took_turns() -> None:
    answers = [asked(0.05, day) for day in range(3)]
    assert {shown(answer)[0] for answer in answers} == {"exp-0", "exp-1", "exp-2"}
    for day, answer in enumerate(answers):
        assert shown(answer)[-1] == "exp-3"
        assert answer.exposure is not None
        assert answer.exposure.near_equals == (("exp-0", "exp-1", "exp-2"),)
        assert (answer.exposure.share, answer.exposure.day) == (0.05, TODAY + timedelta(day))
        assert bool(answer.exposure.moved) == (shown(answer) != sorted(shown(answer)))


def test_scores_are_what_they_are_without_turns() -> None:
    by_score = {r.subject.id: r.score for r in asked(None).experts}
    assert {r.subject.id: r.score for r in asked(0.05).experts} == by_score


@pytest.mark.parametrize("day", range(3))
def test_who_waits_for_a_turn_is_told_so(day: int) -> None:
    answer = asked(0.05, day, top=1)
    assert answer.explanation is not None
    (first,) = answer.explanation.experts
    assert first.standing.is_recommended
    reasons = {one.subject.id: one.reason for one in answer.explanation.experts_left_out}
    assert set(reasons) == {"exp-0", "exp-1", "exp-2", "exp-3"} - {first.subject.id}
    assert "nothing_to_quote" not in reasons.values()
    assert (reasons.get("exp-0") == "took_turns") == (first.subject.id != "exp-0")
