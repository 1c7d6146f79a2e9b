"""Questions as hurried people type them."""

import random

import pytest

from eval.misspelling import misspell


@pytest.mark.parametrize("text", ["น้ำปลาร้าเค็มเกินไป ขอคนช่วย", "our drill bits wear out"])
def test_slips_change_a_few_letters_in_many_ways(text: str) -> None:
    choice = random.Random(0)
    slips = {misspell(text, choice) for _ in range(50)}
    assert len(slips) > 10
    assert all(abs(len(slip) - len(text)) <= 3 for slip in slips)


@pytest.mark.parametrize("text", ["", "5", "๕"])
def test_where_nothing_can_slip_nothing_does(text: str) -> None:
    assert {misspell(text, random.Random(seed)) for seed in range(20)} == {text}


def test_the_same_draw_makes_the_same_slips() -> None:
    first, second = (misspell("น้ำปลาร้าเค็มเกินไป", random.Random(7)) for _ in range(2))
    assert first == second
