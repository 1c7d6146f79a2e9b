"""What somebody needs, as far as the question says it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from assistant.domain.people import Region
from assistant.domain.works import WorkKind
from prompts import Language

Wanted = Literal["expert"] | WorkKind


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Where help shall not come from: regions, centres by their codes, organisations by the ids of
    institutions. No name is that of two kinds."""

    regions: tuple[Region, ...] = ()
    centres: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.regions or self.centres or self.organisations)

    @property
    def names(self) -> frozenset[str]:
        """What is ruled out, by its names."""
        return frozenset((*self.regions, *self.centres, *self.organisations))

    def __or__(self, other: "Exclusion") -> "Exclusion":
        """What either rules out, each once."""
        return Exclusion(
            tuple(dict.fromkeys((*self.regions, *other.regions))),
            tuple(dict.fromkeys((*self.centres, *other.centres))),
            tuple(dict.fromkeys((*self.organisations, *other.organisations))),
        )

    def lacking(self, names: Collection[str]) -> "Exclusion":
        """The same without what has one of these names."""
        return Exclusion(
            tuple(region for region in self.regions if region not in names),
            tuple(centre for centre in self.centres if centre not in names),
            tuple(organisation for organisation in self.organisations if organisation not in names),
        )

    def each(self) -> "Iterator[Exclusion]":
        """What is ruled out, one by one."""
        yield from (Exclusion(regions=(region,)) for region in self.regions)
        yield from (Exclusion(centres=(centre,)) for centre in self.centres)
        yield from (Exclusion(organisations=(organisation,)) for organisation in self.organisations)


@dataclass(frozen=True, slots=True)
class Need:
    """A question understood. Empty fields are wishes that the question does not hold.

    `topics` are the words that carry the subject; `wanted` the kinds asked for (empty: any).
    Years are CE, both ends inclusive; TRL runs from 1 to 9, both ends inclusive. `region` is where the
    help must be; `near` is where the asker is, `field` a centre's field that the question names: both only
    tip the scales between equals. `without` is where the help must not come from.
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
    without: Exclusion = Exclusion()

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
            self.without,
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
            without=self.without,
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
            without=Exclusion(),
        )

    def ruling_out(self, without: Exclusion) -> "Need":
        """The same need, to be met by nothing of `without`, and demanding nothing of it."""
        return replace(
            self,
            region=None if self.region in without.regions else self.region,
            centre="" if self.centre in without.centres else self.centre,
            organisation="" if self.organisation in without.organisations else self.organisation,
            without=self.without | without,
        ).with_demands_first()

    def with_demands_first(self) -> "Need":
        """The same need, where nothing is ruled out of a kind of which one alone is demanded."""
        return replace(
            self,
            without=Exclusion(
                () if self.region else self.without.regions,
                () if self.centre else self.without.centres,
                () if self.organisation else self.without.organisations,
            ),
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
    without: Exclusion = Exclusion()

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
        """Return `need` with what is set here in place of what its words say, a range as a whole. What is
        ruled out here is so besides."""
        years, levels = (self.year_from, self.year_to), (self.trl_from, self.trl_to)
        if years == (None, None):
            years = (need.year_from, need.year_to)
        if levels == (None, None):
            levels = (need.trl_from, need.trl_to)
        within = need.ruling_out(self.without)
        return replace(
            within,
            wanted=self.wanted or within.wanted,
            region=self.region or within.region,
            centre=self.centre or within.centre,
            organisation=self.organisation or within.organisation,
            year_from=years[0],
            year_to=years[1],
            trl_from=levels[0],
            trl_to=levels[1],
        ).with_demands_first()
