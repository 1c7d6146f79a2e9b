"""What can be set of the assistant."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """Whether experts who fit about equally take turns ("rotate"), and how near their scores must be.

    `exposure_share`: by how much (0 to 1) a score may be below that of the best of those who take turns;
    `conversation_days`: how many days after its last message a conversation is forgotten.
    """

    exposure: Literal["off", "rotate"] = "off"
    exposure_share: float = 0.05
    conversation_days: int = 90

    @property
    def turns_within(self) -> float | None:
        """The share within which experts take turns; None where nobody does."""
        return self.exposure_share if self.exposure == "rotate" else None
