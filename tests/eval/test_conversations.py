"""Scripted conversations: read, said, and judged."""

import json
from pathlib import Path

import pytest

from assistant.conversing.following import Step
from assistant.domain.conversations import LAST, Pointing
from assistant.domain.needs import Need
from assistant.errors import EvaluationError
from eval.conversations import MEASURED_CONVERSATIONS, Followed, LabelledTurn, load_conversations, measures

NEED = {
    "subject": ["ปลาร้า"],
    "not_subject": ["มะม่วง"],
    "region": "south",
    "centre": "",
    "organisation": "",
    "year_from": None,
    "year_to": None,
    "trl_from": None,
    "trl_to": None,
    "wanted": ["expert"],
}


def a_file(folder: Path, **turn: object) -> Path:
    said = {"say": "ปลาร้าในภาคใต้", "act": "need", "need": NEED, "refers_to": None} | turn
    file = folder / "conversations.jsonl"
    file.write_text(
        json.dumps({"id": "c", "language": "th", "turns": [said]}, ensure_ascii=False), encoding="utf-8"
    )
    return file


def judged(need: Need | None, folder: Path) -> Followed:
    from eval.conversations import _faults

    ((turn,),) = load_conversations(a_file(folder))
    return Followed(turn, Step("need", need), tuple(_faults(need, turn.need)))


def test_a_file_is_read_turn_by_turn(tmp_path: Path) -> None:
    ((turn,),) = load_conversations(a_file(tmp_path, refers_to={"list": "works", "number": "last"}))
    assert isinstance(turn, LabelledTurn)
    assert (turn.id, turn.language, turn.act, turn.pointing) == ("c-1", "th", "need", Pointing("works", LAST))


@pytest.mark.parametrize(
    "turn",
    [
        {"say": 7},
        {"need": ["x"]},
        {"need": {"subject": []}},
        {"refers_to": {"list": "nowhere", "number": 1}},
        {"refers_to": {"list": "works", "number": "second"}},
    ],
)
def test_what_is_no_turn_is_named_with_its_line(tmp_path: Path, turn: dict[str, object]) -> None:
    with pytest.raises(EvaluationError, match="line 1"):
        load_conversations(a_file(tmp_path, **turn))


def test_a_need_is_right_if_its_text_limits_and_kinds_are(tmp_path: Path) -> None:
    right = Need("ลดเกลือในปลาร้า", "th", wanted=("expert",), region="south")
    assert measures(judged(right, tmp_path)) == {"need": 1, "act": 1}
    for wrong in (
        None,
        Need("ลดเกลือ", "th", wanted=("expert",), region="south"),
        Need("ปลาร้ามะม่วง", "th", wanted=("expert",), region="south"),
        Need("ปลาร้า", "th", wanted=("expert",), region="north"),
        Need("ปลาร้า", "th", region="south"),
    ):
        assert measures(judged(wrong, tmp_path))["need"] == 0


def test_the_bundled_conversations_are_enough_and_can_be_read() -> None:
    conversations = load_conversations(MEASURED_CONVERSATIONS)
    assert len(conversations) >= 40
    assert {len(turns) for turns in conversations} <= {3, 4, 5, 6}
    assert {turn.language for turns in conversations for turn in turns} == {"th", "en", "mixed"}
