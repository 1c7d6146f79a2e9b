"""One score from two, worked out by hand."""

import math

import pytest

from assistant.weighing import idf
from vectorstore.fusion import (
    covered_share,
    fuse,
    min_max,
    raised_where_alike,
    reordered,
    without_language_bias,
    words_weight,
)


def test_a_rare_term_tells_more_than_a_common_one() -> None:
    weights = list(idf({"none": 0, "one": 1, "half": 50, "all": 100}, 100).values())
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 4
    assert weights[-1] > 0
    assert idf({"one": 1}, 1)["one"] == pytest.approx(math.log(1 + 0.5 / 1.5))


def test_all_terms_in_the_index_cover_the_question_and_none_do_not() -> None:
    assert covered_share({"rice": 3, "salt": 1}, 10) == 1.0
    assert covered_share({"ข้าว": 0, "เกลือ": 0}, 10) == 0.0
    assert covered_share({}, 10) == 0.0
    assert covered_share({"rice": 0}, 0) == 0.0


def test_a_common_word_covers_little_of_a_question() -> None:
    assert 0 < covered_share({"2024": 90, "ปลาร้า": 0}, 100) < 0.05


def test_scores_are_stretched_from_0_to_1() -> None:
    assert min_max({"a": 0.9, "b": 0.8, "c": 0.7}) == pytest.approx({"a": 1, "b": 0.5, "c": 0})
    assert min_max({"a": 0.9}) == {"a": 1.0}
    assert min_max({}) == {}


def test_both_legs_are_weighed() -> None:
    fused = fuse({"a": 0.9, "b": 0.8}, {"b": 4.0, "a": 1.0}, words=0.3)
    assert fused == pytest.approx({"a": 0.7 + 0.3 / 4, "b": 0.3})


def test_words_weigh_by_how_many_they_are_and_how_much_of_the_question_they_cover() -> None:
    assert words_weight(covered=1.0, terms=9, balanced_terms=9.0) == 0.5
    assert words_weight(covered=0.2, terms=9, balanced_terms=9.0) == pytest.approx(0.02)
    assert words_weight(covered=1.0, terms=91, balanced_terms=9.0) == pytest.approx(0.91)
    assert words_weight(covered=0.0, terms=0, balanced_terms=0.0) == 0.0


def test_what_is_half_as_near_in_meaning_counts_a_quarter() -> None:
    fused = fuse({"a": 0.9, "b": 0.85, "c": 0.8}, {}, words=0.5)
    assert fused == pytest.approx({"a": 1.0, "b": 0.25, "c": 0.0})


def test_without_shared_words_the_meaning_decides_alone() -> None:
    assert fuse({"a": 0.9, "b": 0.8}, {}, words=0.3) == {"a": 1.0, "b": 0.0}
    assert fuse({}, {}, words=0.0) == {}


def test_once_tokens_are_compared_they_share_the_meaning_with_the_cosine() -> None:
    dense = {"a": 0.9, "b": 0.85, "c": 0.8}
    fused = fuse(dense, {}, {"a": 0.3, "b": 0.5}, words=0.5, late_weight=0.6)
    assert fused == pytest.approx({"a": 0.4**2, "b": (0.4 * 0.5 + 0.6) ** 2, "c": 0.0})


def test_where_tokens_tell_passages_apart_half_as_well_the_odds_of_the_words_grow_fourfold() -> None:
    others = {str(place): 0.5 for place in range(20)}
    assert raised_where_alike(0.5, {"best": 0.56, **others}) == pytest.approx(0.8)
    assert raised_where_alike(0.5, {"best": 0.62, **others}) == pytest.approx(0.5)
    assert raised_where_alike(0.5, {"best": 0.9, **others}) == 0.5


def test_of_few_passages_and_without_words_nothing_is_raised() -> None:
    assert raised_where_alike(0.5, {"a": 0.5, "b": 0.5}) == 0.5
    alike = {str(place): 0.5 for place in range(21)}
    assert raised_where_alike(0.0, alike) == 0.0
    assert 0.5 < raised_where_alike(0.5, alike) < 1.0


@pytest.mark.parametrize("marks", [{"a": 0.01, "b": 0.02, "c": 0.015}, {"a": 0.97, "b": 0.99, "c": 0.98}])
def test_passages_that_were_read_share_out_the_scores_that_they_had(marks: dict[str, float]) -> None:
    before = {"a": 0.9, "b": 0.7, "c": 0.5}
    assert reordered(before, marks, weight=1.0) == pytest.approx({"a": 0.5, "b": 0.9, "c": 0.7})
    assert reordered(before, marks, weight=0.5) == pytest.approx({"a": 0.7, "b": 0.8, "c": 0.6})
    assert reordered(before, marks, weight=0.0) == pytest.approx(before)


def test_a_passage_that_is_read_alone_and_marks_that_are_all_the_same_change_no_order() -> None:
    assert reordered({}, {}, weight=0.5) == {}
    assert reordered({"a": 0.4}, {"a": 0.9}, weight=1.0) == {"a": 0.4}
    told = reordered({"a": 0.4, "b": 0.6}, {"a": 0.3, "b": 0.3}, weight=0.5)
    assert 0.4 <= told["a"] < told["b"] <= 0.6


def test_passages_are_measured_against_their_own_language() -> None:
    level = without_language_bias(
        {"a": 0.9, "b": 0.85, "c": 0.8}, {"a": "th", "b": "en"}, {"th": 0.8, "en": 0.7}
    )
    assert level == pytest.approx({"a": 0.9, "b": 0.95, "c": 0.8})
    assert without_language_bias({"a": 0.9}, {}, {}) == {"a": 0.9}
