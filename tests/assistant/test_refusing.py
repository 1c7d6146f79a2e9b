"""Few words are a search: what holds them all is shown. A question is more than its words."""

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
