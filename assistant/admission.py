"""Which experts and works the limits of a need admit; an unknown value meets no limit, and is not ruled out.

Region, centre and organisation must be met by whoever or whatever is recommended. Years and readiness levels
must be met by works, those that speak for an expert among them: somebody of the region may have done the work
elsewhere. So what is ruled out is nobody and nothing but what is known to come from there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, TypeVar

from assistant.domain.evidence import subject_key
from assistant.domain.needs import Exclusion, Need
from assistant.domain.people import Region
from assistant.domain.works import Authorship, Work
from assistant.institutions import institution_of

_LIMITS_REMEMBERED = 64


class Placed(Protocol):
    """An expert or a work, as limits of place see it."""

    @property
    def id(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def centre(self) -> str: ...
    @property
    def region(self) -> Region | None: ...


class PlacedWork(Placed, Protocol):
    """A work, as all limits see it."""

    @property
    def year(self) -> int | None: ...
    @property
    def trl(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """What limits see of an expert or a work, and nothing else of it; an expert has no year and no `trl`."""

    id: str
    organisation: str
    centre: str
    region: Region | None
    year: int | None = None
    trl: int | None = None


AnyWork = TypeVar("AnyWork", Work, Standing)


class Directory:
    """Every expert and work of a register, as the limits of needs see them."""

    def __init__(
        self, experts: Sequence[Placed], works: Sequence[AnyWork], authorships: Sequence[Authorship]
    ) -> None:
        self._experts = {expert.id: expert for expert in experts}
        self._works: Mapping[str, PlacedWork] = at_home(
            {work.id: work for work in works}, authorships, self._experts
        )
        self._signed = [(signed.work_id, signed.expert_id) for signed in authorships]
        self._speaking_within = lru_cache(_LIMITS_REMEMBERED)(self._within)

    def speaking_for(self, need: Need) -> frozenset[str]:
        """The keys of all subjects whose passages speak for something that the limits of `need` admit.

        These are the admitted experts and works, and the works of admitted experts wherever they were done.
        """
        return self._speaking_within(need.limits_alone())

    def _within(self, limits: Need) -> frozenset[str]:
        experts = {id_ for id_, expert in self._experts.items() if is_in_place(limits, expert)}
        in_time = {id_ for id_, work in self._works.items() if is_in_time(limits, work)}
        works = {id_ for id_ in in_time if is_in_place(limits, self._works[id_])}
        works |= {work for work, expert in self._signed if expert in experts and work in in_time}
        keys = (subject_key("expert", id_) for id_ in experts), (subject_key("work", id_) for id_ in works)
        return frozenset(key for of_kind in keys for key in of_kind)


def is_in_place(need: Need, subject: Placed) -> bool:
    """Whether an expert or a work meets the limits of region, centre and organisation."""
    return (
        (need.region is None or subject.region == need.region)
        and (not need.centre or subject.centre == need.centre)
        and (not need.organisation or _institution(subject) == need.organisation)
        and not (need.without and _is_ruled_out(need.without, subject))
    )


def is_in_time(need: Need, work: PlacedWork) -> bool:
    """Whether a work meets the limits of years and readiness levels."""
    is_timely = _is_between(work.year, need.year_from, need.year_to)
    return is_timely and _is_between(work.trl, need.trl_from, need.trl_to)


def at_home(
    works: Mapping[str, AnyWork], authorships: Sequence[Authorship], experts: Mapping[str, Placed]
) -> dict[str, AnyWork]:
    """Works that do not say their region, centre or organisation take those of their first joined person."""
    first: dict[str, Placed] = {}
    for authorship in sorted(authorships, key=lambda a: a.position):
        if expert := experts.get(authorship.expert_id):
            first.setdefault(authorship.work_id, expert)
    return {id_: _placed(work, first[id_]) if id_ in first else work for id_, work in works.items()}


def _placed(work: AnyWork, person: Placed) -> AnyWork:
    return replace(
        work,
        region=work.region or person.region,
        centre=work.centre or person.centre,
        organisation=work.organisation or person.organisation,
    )


def _is_ruled_out(without: Exclusion, subject: Placed) -> bool:
    return (
        subject.region in without.regions
        or subject.centre in without.centres
        or (bool(without.organisations) and _institution(subject) in without.organisations)
    )


def _institution(subject: Placed) -> str:
    """The id of the institution that an organisation line names; empty where it names none."""
    institution = institution_of(subject.organisation)
    return institution.id if institution else ""


def _is_between(value: int | None, low: int | None, high: int | None) -> bool:
    if low is None and high is None:
        return True
    return value is not None and (low is None or value >= low) and (high is None or value <= high)
