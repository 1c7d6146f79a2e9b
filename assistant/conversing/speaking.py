"""In which language a message is spoken."""

import re

from assistant.domain.conversations import Conversation
from assistant.language import detect_language
from prompts import Language

# Of neither language: addresses, and what a level of readiness is called in both.
_OF_NEITHER = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|(?<![a-z])(?:trl|ext)(?![a-z])", re.IGNORECASE | re.ASCII
)


def spoken(said: str, before: Conversation) -> Language:
    """The language of a message; of numbers, signs and addresses alone that of the need that stands."""
    if before.need and not any(map(str.isalpha, _OF_NEITHER.sub(" ", said))):
        return before.need.language
    return detect_language(said)
