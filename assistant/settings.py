"""What can be set of the assistant."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class AssistantSettings:
    """Whether experts who fit about equally take turns ("rotate"), and the language model, if any.

    `exposure_share`: by how much (0 to 1) a score may be below that of the best of those who take turns;
    `conversation_days`: how many days after its last message a conversation is forgotten, `contact_days`: how
    many days after a need was recorded who asked is.
    `llm` names a model as LangChain does ("openai:gpt-5-mini"); empty: none. `llm_base_url` is a server of
    one's own that speaks as that provider does; without `llm_api_key` the provider's own variable is read.
    `llm_json` is how it is asked for JSON: as its provider thinks best, by a schema of the response, or by a
    tool to call. `llm_timeout_s` limits all that it does for an answer. `llm_refines`: it may settle what the
    rules leave open in a need; `llm_grades`: it sets aside the evidence that does not help before it drafts.
    Prices are of a million tokens.
    """

    exposure: Literal["off", "rotate"] = "off"
    exposure_share: float = 0.05
    conversation_days: int = 90
    contact_days: int = 365
    llm: str = ""
    llm_base_url: str = ""
    llm_api_key: str = field(default="", repr=False)
    llm_json: Literal["auto", "schema", "tool"] = "auto"
    llm_timeout_s: float = 20.0
    llm_retries: int = 1
    llm_refines: bool = True
    llm_grades: bool = False
    llm_input_price: float = 0.0
    llm_output_price: float = 0.0

    @property
    def turns_within(self) -> float | None:
        """The share within which experts take turns; None where nobody does."""
        return self.exposure_share if self.exposure == "rotate" else None
