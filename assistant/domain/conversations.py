"""A conversation: what was said, what it did to the need, and what was shown for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.domain.needs import Need
from assistant.domain.openings import Opening

# What a message does. "need": states a subject; "refine": says more of what is wanted of it; "drop": lifts a
# limit; "correct": says what was meant instead; "refer" and "contact": ask about what was shown; "record":
# has the need recorded for an officer; "withdraw": takes that back; "disagree": says that something is not
# right, and not what; "others": wants others than were shown; "about": asks what Jabkoo is; "forget": wants
# what was said deleted; "unclear": is too vague to search for, or cannot be understood.
Act = Literal[
    "need",
    "refine",
    "drop",
    "correct",
    "refer",
    "contact",
    "record",
    "withdraw",
    "disagree",
    "others",
    "thanks",
    "greet",
    "about",
    "forget",
    "unclear",
]
# Acts after which is searched anew.
SEARCHED: frozenset[Act] = frozenset({"need", "refine", "drop", "correct"})
# Acts to which a few words are all that is replied.
IN_WORDS: frozenset[Act] = frozenset(
    {"thanks", "greet", "about", "forget", "unclear", "withdraw", "disagree", "others"}
)
ShownList = Literal["experts", "works", "shown"]
LAST = -1


@dataclass(frozen=True, slots=True)
class Pointing:
    """What a message points to among what was shown: a list ("shown": whichever there is), and the place in
    it from 1 on, LAST for its last, or None for all of it."""

    list: ShownList
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One message: what it did, the need that stands after it, and the ids of what was shown, in order.

    `at` is in UTC. `said` is empty where it was deleted. `opening` is that of the answer where a language
    model worded it, once it is whole.
    """

    said: str
    at: datetime
    act: Act
    need: Need | None = None
    pointing: Pointing | None = None
    experts: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one asker, oldest first, under an id that tells nothing of who asks."""

    id: str
    turns: tuple[Turn, ...] = ()

    @property
    def need(self) -> Need | None:
        """The need that stands."""
        return self.turns[-1].need if self.turns else None

    @property
    def needs(self) -> tuple[Need, ...]:
        """Every need that stood, oldest first."""
        return tuple(turn.need for turn in self.turns if turn.need)

    @property
    def shown(self) -> Turn | None:
        """The latest turn that showed anybody or anything."""
        return next((turn for turn in reversed(self.turns) if turn.experts or turn.works), None)

    @property
    def found_nothing(self) -> bool:
        """Whether for the last message was searched in vain."""
        last = self.turns[-1] if self.turns else None
        return last is not None and last.act in SEARCHED and not (last.experts or last.works)

    @property
    def was_just_recorded(self) -> bool:
        """Whether the last message had the need that stands recorded."""
        last = self.turns[-1] if self.turns else None
        return last is not None and last.act == "record" and last.need is not None

    @property
    def has_recorded(self) -> bool:
        """Whether a need was recorded that was not withdrawn since."""
        acts = [turn.act for turn in self.turns if turn.need and turn.act in ("record", "withdraw")]
        return acts[-1:] == ["record"]

    @property
    def asked_back(self) -> bool:
        """Whether the last message was too vague, so that it was asked what is meant."""
        return bool(self.turns) and self.turns[-1].act == "unclear"
