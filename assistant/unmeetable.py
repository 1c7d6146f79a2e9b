"""Limits that no work can meet: readiness levels that there are not, and years that are still to come."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.conversing.phrases import LIFTS
from assistant.domain.answers import Unmeetable
from assistant.domain.needs import Need
from assistant.language import fold, normalise
from assistant.limits import asks_beyond_levels


def unmeetable_limits(need: Need, today: date) -> Iterator[Unmeetable]:
    """Tell which limits that `need` says or holds no work can meet, on the day `today`.

    Levels that there are not limit nothing; years to come shut every work out.
    """
    if need.trl_from is None and need.trl_to is None and asks_beyond_levels(fold(need.text)):
        yield "trl"
    # A Thai fiscal year has begun in the calendar year before.
    if need.year_from is not None and need.year_from > today.year + 1:
        yield "years"


def with_levels_said(unmeetable: Sequence[Unmeetable], said: str) -> tuple[Unmeetable, ...]:
    """Return what is `unmeetable` of a need together with the levels, of which the need holds nothing, that a
    message asks for and that there are not: "TRL 15"."""
    folded = fold(normalise(said))
    asks_in_vain = asks_beyond_levels(folded) and not LIFTS["readiness"].search(folded)
    levels: tuple[Unmeetable, ...] = ("trl",) if asks_in_vain else ()
    return tuple(dict.fromkeys((*levels, *unmeetable)))
