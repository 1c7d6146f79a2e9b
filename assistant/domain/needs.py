"""What somebody needs, as far as the question says it."""

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from assistant.domain.people import Region
from assistant.domain.works import WorkKind
from prompts import Language

Wanted = Literal["expert"] | WorkKind


@dataclass(frozen=True, slots=True)
class Need:
    """A question understood. Empty fields are wishes that the question does not hold.

    `topics` are the words that carry the subject; `wanted` the kinds asked for (empty: any).
    Years are CE, both ends inclusive; TRL runs from 1 to 9, both ends inclusive. `region` is where the
    help must be; `near` is where the asker is, `field` a centre's field that the question names: both only
    tip the scales between equals.
    """

    text: str
    language: Language
    topics: tuple[str, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    region: Region | None = None
    near: Region | None = None
    centre: str = ""
    field: str = ""
    organisation: str = ""
    year_from: int | None = None
    year_to: int | None = None
    trl_from: int | None = None
    trl_to: int | None = None

    @property
    def is_stated(self) -> bool:
        """Whether it says anything that can be searched for."""
        return bool(self.topics or self.field or self.is_constrained)

    @property
    def is_constrained(self) -> bool:
        """Whether anything but the subject narrows the search."""
        limits = (
            self.region,
            self.centre,
            self.organisation,
            self.year_from,
            self.year_to,
            self.trl_from,
            self.trl_to,
        )
        return any(limits)

    def limits_alone(self) -> "Need":
        """What narrows the search, without the subject."""
        return Need(
            text="",
            language=self.language,
            region=self.region,
            centre=self.centre,
            organisation=self.organisation,
            year_from=self.year_from,
            year_to=self.year_to,
            trl_from=self.trl_from,
            trl_to=self.trl_to,
        )

    def without_limits(self) -> "Need":
        """The same subject, as if nothing but it narrowed the search."""
        return replace(
            self,
            region=None,
            centre="",
            organisation="",
            year_from=None,
            year_to=None,
            trl_from=None,
            trl_to=None,
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """What an asker sets beside the words of a question; as in `Need`, empty where the words decide."""

    wanted: tuple[Wanted, ...] = ()
    region: Region | None = None
    centre: str = ""
    organisation: str = ""
    year_from: int | None = None
    year_to: int | None = None
    trl_from: int | None = None
    trl_to: int | None = None

    @classmethod
    def besides(cls, need: Need, told: Need) -> "Limits":
        """Return what of `need` was set besides what its words say, as `told` has it."""
        set_: dict[str, Any] = {
            limit.name: getattr(need, limit.name)
            for limit in fields(cls)
            if getattr(need, limit.name) != getattr(told, limit.name)
        }
        return cls(**set_)

    def narrow(self, need: Need) -> Need:
        """Return `need` with what is set here in place of what its words say; a range goes as a whole."""
        years, levels = (self.year_from, self.year_to), (self.trl_from, self.trl_to)
        if years == (None, None):
            years = (need.year_from, need.year_to)
        if levels == (None, None):
            levels = (need.trl_from, need.trl_to)
        return replace(
            need,
            wanted=self.wanted or need.wanted,
            region=self.region or need.region,
            centre=self.centre or need.centre,
            organisation=self.organisation or need.organisation,
            year_from=years[0],
            year_to=years[1],
            trl_from=levels[0],
            trl_to=levels[1],
        )
