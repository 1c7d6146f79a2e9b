"""The check whether a statement is supported by what it cites."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language import fold


@dataclass(frozen=True, slots=True)
class Proof:
    """What a statement cites: the quote, and what the register says of the work it comes from."""

    quote: str
    title: str = ""
    people: tuple[str, ...] = ()
    year: int | None = None
    organisation: str = ""
    trl: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a statement is not supported. `what` are the words of it that do not hold."""

    kind: str
    what: str


class Checker:
    """Supports only what a quote says word for word."""

    def __init__(self, likeness: object) -> None:
        del likeness

    def faults(self, statement: str, proofs: Sequence[Proof]) -> tuple[Fault, ...]:
        """What of `statement` the proofs, taken together, do not carry; nothing where it is supported."""
        said = fold(statement).strip(" .,;:!?\"'")
        is_held = any(said in fold(proof.quote) for proof in proofs)
        return () if said and is_held else (Fault("meaning", statement),)
