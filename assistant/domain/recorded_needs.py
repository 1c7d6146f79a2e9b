"""A need that was recorded for an officer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.domain.needs import Need

NeedStatus = Literal["open"]
# How many characters are kept of how an asker is reached.
LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True)
class RecordRequest:
    """A need that is to be recorded, and who asks for it, as in `RecordedNeed`."""

    need: Need
    at: datetime
    asker: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class RecordedNeed:
    """A need as it was stated, under the number that its asker is told; `at` is in UTC.

    `asker` is a pseudonym and `contact` how they wish to be reached: both are empty unless they were given
    for this. `conversation` is the id of the conversation in which it was recorded, empty where there was
    none or it is forgotten; it is the key to what was said there, so nobody but the asker is told it.
    """

    number: int
    need: Need
    at: datetime
    status: NeedStatus = "open"
    asker: str = ""
    contact: str = ""
    conversation: str = ""
