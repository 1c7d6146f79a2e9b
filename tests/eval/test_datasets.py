"""Labelled sets are whole: every line is an object with its fields, and no id stands twice."""

import json
from pathlib import Path
from typing import Any

import pytest

import eval as evaluation

DATASETS = Path(evaluation.__file__).parent / "datasets"
OF_CLOSE_SUPPORT = {"id", "language", "quote", "statement", "supported", "kind"}
OF_SUPPORT = OF_CLOSE_SUPPORT | {"people", "title", "year"}
FIELDS = {
    "support/samples.jsonl": OF_SUPPORT,
    "support/samples2.jsonl": OF_SUPPORT,
    "support/blind.jsonl": OF_SUPPORT,
    "support/tuning.jsonl": OF_SUPPORT,
    "support/measured.jsonl": OF_SUPPORT,
    "support/close.jsonl": OF_CLOSE_SUPPORT,
    "support/close_measured.jsonl": OF_CLOSE_SUPPORT,
    "conversations/tuning.jsonl": {"id", "language", "turns"},
    "conversations/measured.jsonl": {"id", "language", "turns"},
    "hostile/cases.jsonl": {"id", "where", "language", "kind", "must_not_appear", "note"},
}


def rows(name: str) -> list[dict[str, Any]]:
    lines = (DATASETS / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


@pytest.mark.parametrize("name", FIELDS)
def test_a_set_has_its_fields_and_each_id_once(name: str) -> None:
    found = rows(name)
    assert all(FIELDS[name] <= row.keys() for row in found)
    assert len({row["id"] for row in found}) == len(found) > 0


@pytest.mark.parametrize(
    "name", ["support/tuning.jsonl", "support/measured.jsonl", "support/close_measured.jsonl"]
)
def test_half_of_the_statements_are_supported(name: str) -> None:
    supported = [row["supported"] for row in rows(name)]
    assert sum(supported) * 2 == len(supported)
