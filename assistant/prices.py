"""What a language model's tokens cost."""

from dataclasses import dataclass

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, in whatever currency; 0 where that is not known."""

    input: float = 0.0
    output: float = 0.0

    def cost(self, input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost, or None where no price is known."""
        if not (self.input or self.output):
            return None
        return (self.input * input_tokens + self.output * output_tokens) / _MILLION
