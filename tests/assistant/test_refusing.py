"""Few topics are a search: what holds them all is shown. A question is more than its words."""

import pytest

from assistant.domain.evidence import Evidence
from assistant.domain.needs import Need
from assistant.ranking import Passage
from assistant.refusing import MULTILINGUAL_E5_SMALL, signals
from tests.examples import a_chunk

FAR = 0.70


@pytest.mark.parametrize(
    ("text", "topics", "is_shown"),
    [
        ("mango technology", ("mango",), True),
        ("solar mango", ("solar", "mango"), True),
        ("mango coffee", ("mango", "coffee"), False),
        ("is there anybody in the country who works on mango", ("mango",), True),
        ("who dries ripe mango", ("dry", "ripe", "mango"), False),
        ("which of them uses a dryer for ripe mango", ("dryer", "ripe", "mango"), True),
        ("rubber price today", ("rubber", "price", "today"), False),
        ("which insects eat the mango before it is ripe", ("insect", "eat", "mango", "ripe"), False),
        ("technology", (), False),
    ],
)
def test_a_search_by_name_is_answered_where_a_passage_holds_it(
    text: str, topics: tuple[str, ...], is_shown: bool
) -> None:
    chunk = a_chunk(text="Drying of ripe mango in a solar dryer", context="")
    passage = Passage(chunk, Evidence(chunk.id, 0.5, FAR, 1.0))
    found = signals(Need(text, "en", topics), [passage], dict.fromkeys(topics, 1), 100)
    assert MULTILINGUAL_E5_SMALL.is_answerable(found) == is_shown


@pytest.mark.parametrize(
    ("text", "topics", "is_shown"),
    [
        ("ใครคือ รศ.ดร. กมลชนก ศรีสุวรรณกุล", ("กมล", "ชนก", "ศรีสุวรรณ", "กุล"), True),
        ("กมลชนก อินทะวงศ์", ("กมล", "ชนก", "อิน", "ทะ", "วงศ์"), False),
        ("กุลศรีสุวรรณ ชนกกมล", ("กุล", "ศรีสุวรรณ", "ชนก", "กมล"), False),
    ],
)
def test_a_long_name_is_found_by_its_very_words(text: str, topics: tuple[str, ...], is_shown: bool) -> None:
    chunk = a_chunk(text="ปลาร้าโซเดียมต่ำ", context="กมลชนก ศรีสุวรรณกุล › เทคโนโลยีชีวภาพ")
    passage = Passage(chunk, Evidence(chunk.id, 0.5, FAR, 1.0))
    found = signals(Need(text, "th", topics), [passage], dict.fromkeys(topics, 1), 100)
    assert found.holds_all == is_shown


def test_words_of_asking_in_other_passages_do_not_hide_the_one_that_holds_the_subject() -> None:
    chunk = a_chunk(text="Drying of ripe mango", context="")
    others = [a_chunk(f"doc-1:{number:06}", text="List of experts", context="") for number in range(9)]
    passages = [
        *(Passage(other, Evidence(other.id, 0.5, FAR, 9.0)) for other in others),
        Passage(chunk, Evidence(chunk.id, 0.5, FAR, 1.0)),
    ]
    need = Need("a list of all the experts on mango, please", "en", ("mango",))
    assert signals(need, passages, {"mango": 1}, 100).holds_all


def test_a_long_text_that_shares_many_words_is_not_sure_of_all() -> None:
    words = tuple(f"word{number}" for number in range(100))
    chunk = a_chunk(text=" ".join(words[:20]), context="")
    passage = Passage(chunk, Evidence(chunk.id, 0.5, FAR, 1.0))
    found = signals(Need(" ".join(words), "en", words), [passage], dict.fromkeys(words, 1), 100)
    assert not MULTILINGUAL_E5_SMALL.is_answerable(found)
