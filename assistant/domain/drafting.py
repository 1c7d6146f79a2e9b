"""How the statements of an answer were made, where a language model is set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Fallback = Literal["too_late", "failed", "unreadable", "nothing_relevant", "nothing_supported"]


@dataclass(frozen=True, slots=True)
class Drafting:
    """Who drafted the statements: the model, or, where it gave nothing that holds, nobody: they are quotes.

    `fallback` is why they are quotes. Of the statements that the model `drafted`, some were `repaired` at the
    second try and some `dropped`; the rest held at once. Tokens are counted over all calls as the provider
    tells them (0 where it tells nothing); `cost` is what they cost at the prices set, None where none are.
    `prompt_version` changes with the words of the prompt. `set_aside` counts the passages that the model
    found of no help; `faults` what was wrong at first with those statements that did not hold at once, by
    kind: of the check (`assistant.checking.FaultKind`), or of form ("keys", "markup", "language", ...).
    """

    model: str
    by: Literal["model", "extractive"]
    fallback: Fallback | None = None
    drafted: int = 0
    repaired: int = 0
    dropped: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    prompt_version: str = ""
    set_aside: int = 0
    faults: Mapping[str, int] = field(default_factory=dict)
