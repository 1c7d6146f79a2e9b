"""A draft is read while it is written, strictly: nothing is repaired."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.draft_reading import DraftReader, Written

WHOLE = '{"statements": [{"text": "a } ]", "keys": ["k"]}, {"keys": ["k", "l"], "text": "ข"}]}'
BOTH = [Written("a } ]", ("k",)), Written("ข", ("k", "l"))]


def read(*pieces: str) -> tuple[list[Written], DraftReader]:
    reader = DraftReader()
    return [statement for piece in pieces for statement in reader.take(piece)], reader


@given(st.lists(st.integers(0, len(WHOLE)), max_size=20))
def test_it_is_all_the_same_how_a_draft_is_cut_into_pieces(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(WHOLE)]
    found, reader = read(*(WHOLE[start:end] for start, end in pairwise(places)))
    assert found == BOTH
    assert reader.is_closed


def test_a_statement_is_there_with_its_last_bracket() -> None:
    end = WHOLE.index("}, {")
    assert read(WHOLE[:end])[0] == []
    assert read(WHOLE[: end + 1])[0] == BOTH[:1]


@pytest.mark.parametrize(
    "row",
    [
        {"text": "a"},
        {"text": "a", "keys": None},
        {"text": "a", "keys": "k"},
        {"text": "a", "keys": [1]},
        {"text": ["a"], "keys": ["k"]},
        {"text": "a", "keys": ["k"], "override": True},
    ],
)
def test_a_malformed_statement_is_empty(row: object) -> None:
    found, _ = read(json.dumps({"statements": [row]}))
    assert found == [Written()]


def test_what_comes_after_the_end_of_the_list_does_not_count() -> None:
    found, reader = read(WHOLE + WHOLE)
    assert found == BOTH
    assert reader.is_closed


@pytest.mark.parametrize("between", [" ", ";", ",,", "]]{"])
def test_what_stands_wrongly_between_statements_ends_the_reading(between: str) -> None:
    one = '{"text": "a", "keys": ["k"]}'
    assert read(f'{{"statements": [{one}{between}{one}]}}')[0] == [Written("a", ("k",))]


@pytest.mark.parametrize(
    "draft", ["", " ", "{", '{"statements": [', '{"statements": [1]}', '{"statements": [{"text": ']
)
def test_what_has_no_statement_gives_none(draft: str) -> None:
    found, reader = read(draft)
    assert not found
    assert not reader.is_closed


@pytest.mark.parametrize("deep", ["[" * 15_000, '{"a":' * 3_000, "9" * 10_000])
def test_depth_and_length_break_nothing(deep: str) -> None:
    assert read(f'{{"statements": [{{"text": {deep}', "}]}")[0] == []
