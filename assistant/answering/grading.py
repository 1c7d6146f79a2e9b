"""Grading: before it drafts, the language model tells of each passage how much it helps with the question.

All passages are graded in one call, and what a grade may do is little: it sets aside what helps with nothing
(0) and puts first what helps most. What is not graded, or not as it should be, stays. Relevance from 0 to 10
with zeros dropped is PaperQA's idea (Skarlinski et al. 2024, "Language agents achieve superhuman synthesis of
scientific knowledge").
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.answering.exhibits import Exhibit
from assistant.ports import Piece, Writer
from assistant.whole_object import as_json, write_object
from prompts import Language, prompt

HIGHEST_GRADE = 10
# Of so few, the draft itself shows which one helps.
FEWEST_TO_GRADE = 3
LONGEST_GRADED = 300
_NOT_GRADED = 1


def helpful(
    exhibits: Sequence[Exhibit],
    question: str,
    language: Language,
    writer: Writer,
    *,
    within_s: float,
    count: Callable[[Piece], None],
) -> Sequence[Exhibit]:
    """Return those of `exhibits` that help with `question`, the most helpful first.

    They all stay, as they stand, where there are few or what is written tells no grades. `count` is told of
    every piece. Raises what `Writer.write` raises.
    """
    if len(exhibits) < FEWEST_TO_GRADE:
        return exhibits
    instructions = prompt("grade", language, highest=HIGHEST_GRADE)
    shape = _shape([exhibit.key for exhibit in exhibits])
    material = as_json({"question": question, "evidence": [_shown(exhibit) for exhibit in exhibits]})
    written = write_object(writer, instructions, material, shape, within_s=within_s, count=count)
    grades = dict(_grades(written or {}))
    kept = [exhibit for exhibit in exhibits if grades.get(exhibit.key, _NOT_GRADED)]
    return sorted(kept, key=lambda exhibit: -grades.get(exhibit.key, _NOT_GRADED))


def _shown(exhibit: Exhibit) -> dict[str, Any]:
    shown = exhibit.shown()
    return {"key": exhibit.key, "passage": shown["passage"][:LONGEST_GRADED], "title": shown.get("title", "")}


def _grades(written: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    rows = written.get("grades")
    for row in rows if isinstance(rows, list) else ():
        match row:
            case {"key": str(key), "grade": int(grade)} if 0 <= grade <= HIGHEST_GRADE:
                yield key, int(grade)


def _shape(keys: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of a grade for each of these keys."""
    grade = {
        "type": "object",
        "properties": {
            "key": {"type": "string", "enum": list(keys)},
            "grade": {"type": "integer", "minimum": 0, "maximum": HIGHEST_GRADE},
        },
        "required": ["key", "grade"],
        "additionalProperties": False,
    }
    return {
        "title": "grades",
        "description": "How much each passage helps with the question.",
        "type": "object",
        "properties": {"grades": {"type": "array", "items": grade, "maxItems": len(keys)}},
        "required": ["grades"],
        "additionalProperties": False,
    }
