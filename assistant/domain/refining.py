"""What a language model, where one is set, made of a need that the rules had read."""

from dataclasses import dataclass
from typing import Literal

RefiningFailure = Literal["too_late", "failed", "unreadable"]


@dataclass(frozen=True, slots=True)
class Refining:
    """`added` are the fields of the need that the model settled, `dropped` those in which it wrote what the
    question does not hold; `failure` is why it settled nothing, if it failed.

    Tokens are as the provider counts them (0 where it does not); `cost` is what they cost at the prices set,
    None where none are.
    """

    model: str
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    failure: RefiningFailure | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
