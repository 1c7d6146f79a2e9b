"""Limits that are set by name, not in words: what they stand for, and which nobody could ever meet."""

from collections.abc import Collection, Mapping
from typing import Any

from assistant.domain.needs import Exclusion, Limits, Need
from assistant.domain.people import REGIONS
from assistant.errors import QuestionError
from assistant.institutions import centre_named, institution_of
from assistant.language import fold
from assistant.ports import Register

# The ends of each range, and the text that tells of one whose ends are turned round.
_RANGES = (("year_from", "year_to", "need.reversed_years"), ("trl_from", "trl_to", "need.reversed_trl"))


def known_limits(named: Mapping[str, Any], register: Register) -> dict[str, Any]:
    """Return the fields of a need that are `named`, with institutions and centres, by whichever of their
    names, as a need has them, and each thing once.

    Raises QuestionError where there is none of a name, or where what is ruled out leaves nothing to find.
    """
    known = dict(named)
    if wanted := known.get("wanted"):
        known["wanted"] = tuple(dict.fromkeys(wanted))
    if organisation := known.get("organisation"):
        known["organisation"] = _institution(organisation)
    if centre := known.get("centre"):
        known["centre"] = _centre(centre, register)
    if without := known.get("without"):
        known["without"] = Exclusion() | Exclusion(
            without.regions,
            tuple(_centre(name, register) for name in without.centres),
            tuple(map(_institution, without.organisations)),
        )
        _require_something_left(known)
    return known


def require_order(limits: Need | Limits, named: Collection[str]) -> None:
    """Raises QuestionError where a range of which an end is `named` ends before it begins."""
    for first, last, key in _RANGES:
        low, high = getattr(limits, first), getattr(limits, last)
        if (first in named or last in named) and low is not None and high is not None and low > high:
            raise QuestionError(key)


def _require_something_left(known: Mapping[str, Any]) -> None:
    """Raises QuestionError where what is demanded is ruled out as well, or every region is."""
    without: Exclusion = known["without"]
    demands = {known.get(limit) for limit in ("region", "centre", "organisation")} - {None}
    if not demands.isdisjoint(without.names):
        raise QuestionError("need.demanded_and_ruled_out")
    if set(REGIONS) <= set(without.regions):
        raise QuestionError("need.nowhere_left")


def _institution(name: str) -> str:
    institution = institution_of(name)
    if institution is None:
        raise QuestionError("need.unknown_organisation")
    return institution.id


def _centre(name: str, register: Register) -> str:
    """Its code: that of the programme, or whatever the register calls a centre."""
    for centre in register.organisations():
        if centre.kind == "centre" and fold(name) in map(fold, (centre.code, centre.name_th, centre.name_en)):
            return centre.code
    if code := centre_named(name) or centre_named(name.upper()):
        return code
    if register.directory().speaking_for(Need("", "th", centre=name)):
        return name
    raise QuestionError("need.unknown_centre")
