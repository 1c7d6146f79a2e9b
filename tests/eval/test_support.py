"""How well the check of statements does, counted."""

import json
from pathlib import Path

import pytest

from assistant.checking import Checker
from assistant.errors import EvaluationError
from eval import support

PAIR = {
    "id": "a",
    "language": "th",
    "quote": "เก็บได้ 12 วัน",
    "statement": "เก็บได้ 12 วัน",
    "people": [],
    "title": "",
    "year": None,
    "supported": True,
    "kind": "part",
}


def saved(folder: Path, *pairs: dict[str, object]) -> Path:
    file = folder / "pairs.jsonl"
    file.write_text("\n".join(json.dumps(pair, ensure_ascii=False) for pair in pairs), encoding="utf-8")
    return file


def test_precision_counts_what_passes_and_recall_what_is_supported(tmp_path: Path) -> None:
    file = saved(
        tmp_path,
        PAIR,
        PAIR | {"id": "b", "statement": "เก็บได้ 21 วัน", "kind": "wrong label"},
        PAIR | {"id": "c", "supported": False, "kind": "passes wrongly"},
        PAIR
        | {"id": "d", "statement": "เก็บได้ 12 เดือน", "supported": False, "kind": "unit", "language": "en"},
    )
    told = support.figures(support.run(Checker(), support.load_pairs(file)))
    assert told["all"] == {"pairs": 4, "precision": 0.5, "recall": 0.5}
    assert told["en"] == {"pairs": 1}
    assert told["unit"] == {"pairs": 1, "right": 1.0}


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"supported": "yes"}, "must be true or false"), ({"year": 2.5}, "must be a whole number")],
)
def test_a_pair_with_a_wrong_field_is_told(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        support.load_pairs(saved(tmp_path, PAIR | changed))
    assert said in raised.value.message("en")


def test_what_went_wrong_is_printed_if_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = support.load_pairs(saved(tmp_path, PAIR | {"supported": False}))
    checked = support.run(Checker(), pairs)
    support.print_run(checked, as_json=True, wrong=True)
    assert [each["id"] for each in json.loads(capsys.readouterr().out)["wrong"]] == ["a"]
    support.print_run(checked, as_json=False, wrong=False)
    assert "passed" not in capsys.readouterr().out
