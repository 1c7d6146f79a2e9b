"""What a language model writes as one JSON object that counts only when it is whole."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from assistant.ports import Piece, Writer

# Grades and choices are short; whoever writes more writes something else.
LONGEST_OBJECT = 8_000


def write_object(
    writer: Writer,
    instructions: str,
    material: str,
    shape: Mapping[str, Any],
    *,
    within_s: float,
    count: Callable[[Piece], None],
) -> Mapping[str, Any] | None:
    """Return the object that `writer` writes, whatever it holds; None where it wrote anything else.

    `count` is told of every piece. Raises what `Writer.write` raises.
    """
    written = ""
    for piece in writer.write(instructions, material, shape, within_s=within_s):
        count(piece)
        written += piece.text
        if len(written) > LONGEST_OBJECT:
            return None
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def as_json(value: object) -> str:
    """`value` as a model is given it: one JSON text that nothing within it can break out of."""
    return json.dumps(value, ensure_ascii=False, indent=1)
