"""What changes about the need that stands: limits narrowed and lifted by a message, fields set by name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from assistant.conversing import phrases
from assistant.conversing.correcting import says_what_was_wrong
from assistant.demands import (
    Span,
    exclusion,
    joined,
    not_demanded,
    stands_in_denial,
    takes_out,
    words_of_denial,
)
from assistant.domain.needs import Exclusion, Need, Wanted
from assistant.domain.people import Region
from assistant.institutions import Mention, centres_named, institutions_in
from assistant.kinds import kinds_said
from assistant.language import fold, squeeze
from assistant.limits import Limit, as_limit, readiness_asked, spans_beyond_levels, years_asked
from assistant.named_limits import known_limits, require_order
from assistant.places import Place
from assistant.ports import Register
from assistant.understanding import blanked, is_joined, named_in, spans_of, understand

_FIELDS_OF_ASPECTS: Mapping[str, Sequence[str]] = {
    "region": ("region",),
    "organisation": ("organisation",),
    "centre": ("centre",),
    "years": ("year_from", "year_to"),
    "readiness": ("trl_from", "trl_to"),
    "wanted": ("wanted",),
}


def narrowed(need: Need, said: Need, full: str, today: date) -> Need:
    """`need` within the limits that a message sets; `said` is the message understood by itself, `full` its
    folded text with short names written out.

    What a follow-up names is asked for without further words: "ภาคใต้", "at Mahidol".
    """
    result = _placed(need, full)
    if said.centre and not _need_not_be_named(said.centre.lower(), full):
        will_do_too = need.centre not in ("", said.centre) and _is_another_centre(said.centre, full)
        result = replace(result, centre="" if will_do_too else said.centre)
    years = years_asked(full, today, speaks_of_works=True)
    levels = Limit(said.trl_from, said.trl_to)
    if not levels.is_set and not years.is_set:
        levels = readiness_asked(full, speaks_of_works=True)
    if years.is_set:
        years = _moved(Limit(need.year_from, need.year_to), years)
        result = replace(result, year_from=years.low, year_to=years.high)
    if levels.is_set:
        levels = _moved(Limit(need.trl_from, need.trl_to), levels)
        result = replace(result, trl_from=levels.low, trl_to=levels.high)
    result = replace(result, wanted=_wanted(need, _without_names(full)))
    return _in_its_region(result, need).with_demands_first()


def excluding(need: Need, said: Need, full: str, standing: Need) -> Need:
    """`need` without what a message rules out, and does not demand it: "ไม่เอา มช.", "leave CMU out".

    What the need that was `standing` demanded, and a message only lets go, may be: "ไม่เอา มช. แล้ว".
    """
    result = need.ruling_out(said.without)
    let_go = {name for name, span in _names(standing, full) if _is_let_go(full, span)}
    demanded = (standing.region, standing.centre, standing.organisation)
    return replace(result, without=result.without.lacking(let_go.intersection(demanded)))


def ruled_out_instead(need: Need, said: Need, full: str) -> Need | None:
    """`need` ruling out what a message says was meant in place of what it rules out: "ที่ไม่เอาคือ มข.", "I meant
    KKU, not CMU"; None where it says nothing of the kind, or asks for what it names.

    Where it does not name what was ruled out wrongly, that is the last of its kind.
    """
    if not (need.without and says_what_was_wrong(full)):
        return None
    named = said.without | _named(full)
    meant = named.lacking(need.without.names)
    wrong = need.without.names & named.names or _last_of_the_kinds(need.without, meant)
    besides = blanked(full, _spans(full))
    is_asked_for = not meant.names <= said.without.names and phrases.ASKS_FOR.search(besides)
    if not (meant and wrong) or is_asked_for or phrases.COMES_BESIDES.search(besides):
        return None
    return replace(need, without=need.without.lacking(wrong)).ruling_out(meant)


def _named(full: str) -> Exclusion:
    """What a message names that could be ruled out."""
    institutions, places = named_in(full)
    return Exclusion() | Exclusion(
        tuple(place.region for place in places if place.speaks_of_region),
        tuple(code for code, _ in centres_named(full.upper())),
        tuple(mention.institution.id for mention in institutions),
    )


def _last_of_the_kinds(without: Exclusion, meant: Exclusion) -> frozenset[str]:
    """What was ruled out last of each kind of which something is `meant`."""
    kinds = (
        (without.regions, meant.regions),
        (without.centres, meant.centres),
        (without.organisations, meant.organisations),
    )
    return frozenset(ruled_out[-1] for ruled_out, named in kinds if ruled_out and named)


def let_in(need: Need, full: str) -> dict[Span, str]:
    """What `need` rules out and a message lets in again, by where it is named: "มช. ก็ได้", "include PSU"."""
    return {
        span: name
        for name, span in _names(need, full)
        if need.without.lacking({name}) != need.without
        and (phrases.LETS_IN.search(full[: span[0]]) or phrases.LETS_IN_AFTER.match(full[span[1] :]))
    }


def _names(need: Need, full: str) -> Iterator[tuple[str, Span]]:
    """The institutions and the regions that a message names, and those centres that `need` demands or rules
    out, by the names that limits have for them, and where they stand."""
    institutions, places = named_in(full)
    yield from ((mention.institution.id, mention.span) for mention in institutions)
    yield from ((place.region, place.span) for place in places)
    for centre in filter(None, (need.centre, *need.without.centres)):
        yield from ((centre, match.span()) for match in re.finditer(re.escape(centre.lower()), full))


def _is_let_go(full: str, span: Span) -> bool:
    before, after = full[: span[0]], full[span[1] :]
    if phrases.NEED_NOT_BE.search(before) or phrases.NEED_NOT_BE_AFTER.match(after) or takes_out(full, *span):
        return True
    return bool(phrases.NO_LONGER_AFTER.match(after) and not phrases.BESIDES.search(before))


def _in_its_region(need: Need, before: Need) -> Need:
    """`need` with the region of the organisation that it demands, unlike `before`, no longer ruled out."""
    if need.organisation == before.organisation:
        return need
    return replace(need, without=need.without.lacking({_region_of(need.organisation) or ""}))


def _moved(standing: Limit, said: Limit) -> Limit:
    """What is said of both ends, or of one; then the other end of a range stays where it still may."""
    if said.high is None and standing.low != standing.high:
        may_stay = standing.high is not None and standing.high > (said.low or 0)
        return Limit(said.low, standing.high if may_stay else None)
    if said.low is None and standing.low != standing.high:
        may_stay = standing.low is not None and standing.low < (said.high or 0)
        return Limit(standing.low if may_stay else None, said.high)
    return said


def keeping(need: Need, before: Need, full: str) -> Need:
    """`need` with those limits of the one `before` that a message says stay as they were, and it lacks."""
    names = [name for pattern, limits in phrases.KEPT if pattern.search(full) for name in limits]
    kept: dict[str, Any] = {name: getattr(need, name) or getattr(before, name) for name in names}
    return replace(need, **kept)


def lifted(need: Need, full: str) -> Need:
    """`need` without the limits that a message lifts: "ปีไหนก็ได้", "any university", "ไม่ต้องอยู่ภาคเหนือ";
    where it is ruled out: "มช. ก็ได้"."""
    if phrases.ALL_LIMITS.search(full):
        return _without_levels_there_are_not(need.without_limits())
    says = {limit: bool(pattern.search(full)) for limit, pattern in phrases.LIFTS.items()}
    anywhere = bool(phrases.ANYWHERE.search(full))
    result = _open_ended(need, full)
    if result != need:
        return result
    if says["years"] or phrases.ANYTIME.search(full):
        result = replace(result, year_from=None, year_to=None)
    if says["readiness"]:
        result = _without_levels_there_are_not(replace(result, trl_from=None, trl_to=None))
    if says["wanted"] or phrases.ALL_KINDS.search(full) or _need_not_be_a_kind(_without_names(full)):
        result = replace(result, wanted=())
    without, waived = result.without.lacking(set(let_in(need, full).values())), _waived(full)
    # "Any region but the north" lets in none of those that were ruled out before.
    if not not_demanded(full, _spans(full)):
        without = replace(
            without,
            regions=() if says["region"] or anywhere else without.regions,
            centres=() if says["centre"] else without.centres,
            organisations=() if says["organisation"] or anywhere else without.organisations,
        )
    return replace(
        result,
        without=without,
        region=None if says["region"] or anywhere or need.region in waived else result.region,
        organisation=(
            "" if says["organisation"] or anywhere or need.organisation in waived else result.organisation
        ),
        centre="" if says["centre"] or _need_not_be_named(need.centre.lower(), full) else result.centre,
    )


def _without_levels_there_are_not(need: Need) -> Need:
    """`need`, whose text no longer asks for levels that limit nothing, so that nothing is told of them."""
    folded = fold(need.text)
    if len(folded) != len(need.text):
        return need
    return replace(need, text=squeeze(blanked(need.text, spans_beyond_levels(folded))) or need.text)


def put_back(need: Need, before: Sequence[Need], full: str) -> Need:
    """`need` with each limit that a message names as it was first in the needs `before`, oldest first: "ปีเอา
    เหมือนตอนแรก", "the region as at first", "กลับไป 8 เหมือนตอนแรก"."""
    result = need
    numbers = {as_limit(digits) for digits in re.findall(r"\d+", full)}
    regions = {place.region for place in named_in(full)[1]}
    for aspect, fields in _FIELDS_OF_ASPECTS.items():
        is_named = phrases.NAMES_ASPECT[aspect].search(full)
        for earlier in before:
            limits: dict[str, Any] = {name: getattr(earlier, name) for name in fields}
            if any(limits.values()) and (is_named or not {*limits.values()}.isdisjoint(numbers | regions)):
                result = replace(result, **limits)
                break
    return result


def _open_ended(need: Need, full: str) -> Need:
    """`need` without the end of its years, or else of its levels, that a message lets go."""
    speaks_of_years = "ปี" in full or "year" in full or (need.trl_from is None and need.trl_to is None)
    first, last = ("year_from", "year_to") if speaks_of_years else ("trl_from", "trl_to")
    gone: dict[str, Any] = {}
    if phrases.LETS_END_GO.search(full):
        gone[last] = None
    elif phrases.LETS_BEGINNING_GO.search(full):
        gone[first] = None
    return replace(need, **gone)


def without_limits_named(need: Need, full: str) -> Need:
    """`need` without the limits whose institution, place or centre `full` names."""
    institutions, places = named_in(full)
    return replace(
        need,
        organisation=""
        if any(m.institution.id == need.organisation for m in institutions)
        else need.organisation,
        region=None if any(place.region == need.region for place in places) else need.region,
        centre="" if need.centre and need.centre.lower() in full else need.centre,
    )


def names_anywhere(full: str) -> bool:
    """Whether `full` names an institution, a place or a centre."""
    institutions, places = named_in(full)
    return bool(institutions or places) or any(centres_named(full.upper()))


def names_instead(full: str) -> bool:
    """Whether `full` names an institution, a place or a centre that it does not say is not meant."""
    named = _spans(full)
    return not not_demanded(full, named).issuperset(named)


def set_by_name(need: Need, changes: Mapping[str, Any], register: Register, today: date) -> Need:
    """`need` with these fields set: with another text also what that speaks of, while its limits stand; an
    organisation and a centre by whichever of their names. What is newly demanded is ruled out no longer, and
    what is newly ruled out no longer demanded.

    Raises QuestionError where the text is empty or too long, an organisation or a centre is not known, a
    range ends before it begins, or what is ruled out leaves nothing to find.
    """
    limits = known_limits({name: value for name, value in changes.items() if name != "text"}, register)
    changed = replace(need, **limits)
    require_order(changed, limits)
    text = squeeze(changes.get("text", need.text))
    changed = _in_its_region(changed.ruling_out(limits.get("without", Exclusion())), need)
    if text == need.text:
        return changed
    told = understand(text, register.organisations(), today, need.language)
    return replace(changed, text=told.text, topics=told.topics, field=told.field, near=told.near)


def _spans(full: str) -> list[Span]:
    """Where a message names institutions, places and centres."""
    institutions, places = named_in(full)
    centres = (
        match.span()
        for _, name in centres_named(full.upper())
        for match in re.finditer(re.escape(name), full)
    )
    return [*spans_of(institutions, places), *centres]


def names_limit(need: Need, full: str) -> bool:
    """Whether `full` names the institution, the region or the centre that `need` is limited to."""
    institutions, places = named_in(full)
    return (
        any(mention.institution.id == need.organisation for mention in institutions)
        or any(place.region == need.region for place in places)
        or (bool(need.centre) and need.centre.lower() in full)
    )


def _without_names(full: str) -> str:
    """A message without the names of institutions and centres, some of which speak of technology, and without
    the words that rule out whom they name: who wants nobody "จากนักวิจัย มช." may want researchers."""
    kept = blanked(full, words_of_denial(full, _spans(full)))
    for mention in institutions_in(full):
        kept = kept.replace(full[mention.start : mention.end], " ")
    for _, name in centres_named(full):
        kept = kept.replace(name, " ")
    return kept


def _placed(need: Need, full: str) -> Need:
    """`need` at the last institution or in the last place that is named and not ruled out; of two of which
    either will do, be it that one stands, neither is demanded.

    Of an institution and a region that stand already only what agrees with the new one is kept.
    """
    institutions, places = named_in(full)
    named = _spans(full)
    denied = not_demanded(full, named) | _ruled_out(full, named)
    denied |= {span for span in named if stands_in_denial(full, *span)}
    asked = [mention for mention in institutions if mention.span not in denied]
    meant = [place for place in places if place.span not in denied]
    if _either_will_do(full, asked):
        return replace(need, organisation="")
    if _either_will_do(full, meant):
        return replace(need, region=None)
    either: list[Mention | Place] = [*asked, *meant]
    if will_do_too := next((one for one in either if _will_do_too(need, full, one)), None):
        region = need.region if need.region == _region_named(will_do_too) else None
        return replace(need, organisation="", region=region)
    # Who asks for another one may name the one that stands besides.
    asked.sort(key=lambda mention: mention.institution.id != need.organisation)
    regions = sorted((place.region for place in meant), key=lambda region: region != need.region)
    if asked:
        institution = asked[-1].institution
        region = regions[-1] if regions else need.region
        return replace(
            need, organisation=institution.id, region=region if region == institution.region else None
        )
    if regions:
        stands = _region_of(need.organisation)
        kept = need.organisation if stands == regions[-1] else ""
        return replace(need, region=regions[-1], organisation=kept)
    return need


def _either_will_do(full: str, named: Sequence[Mention | Place]) -> bool:
    """Whether two different ones are named that are joined, so that neither is demanded."""
    return any(
        _meant(one) != _meant(other) and is_joined(full, one.span, other.span)
        for one, other in combinations(named, 2)
    )


def _will_do_too(need: Need, full: str, named: Mention | Place) -> bool:
    """Whether what is named will do as well as the institution or the region that `need` demands."""
    if _meant(named) in (need.organisation, need.region):
        return False
    around = full[: named.start], full[named.end :]
    if (need.organisation or need.region) and phrases.names_alternative(*around):
        return True
    of_its_kind = need.organisation if isinstance(named, Mention) else need.region
    return bool(of_its_kind) and phrases.names_another(*around)


def _is_another_centre(centre: str, full: str) -> bool:
    """Whether a message names `centre` as one that will do as well as the one that stands."""
    return any(
        names_it(full[: match.start()], full[match.end() :])
        for match in re.finditer(re.escape(centre.lower()), full)
        for names_it in (phrases.names_alternative, phrases.names_another)
    )


def _meant(named: Mention | Place) -> str:
    return named.institution.id if isinstance(named, Mention) else named.region


def _region_named(named: Mention | Place) -> Region | None:
    return named.institution.region if isinstance(named, Mention) else named.region


def _region_of(organisation: str) -> Region | None:
    return next((mention.institution.region for mention in institutions_in(organisation)), None)


def _ruled_out(full: str, named: Iterable[Span]) -> set[Span]:
    """Which of the names a message says shall not, or need not, be: by itself, or in a list with others that
    a word joins: "ไม่ล็อก มช. หรือ มข."."""
    return {name for names in joined(full, named) if _is_ruled_out(full, names[0][0]) for name in names}


def _is_ruled_out(full: str, start: int) -> bool:
    return bool(exclusion(full, start) or phrases.NEED_NOT_BE.search(full[:start]))


def _waived(full: str) -> set[str]:
    """The institutions and the regions of which a message says, before or after their names, that they need
    not be."""
    institutions, places = named_in(full)
    named: list[Mention | Place] = [*institutions, *places]
    ruled_out = _ruled_out(full, (one.span for one in named))
    return {
        _meant(one)
        for one in named
        if one.span in ruled_out or phrases.NEED_NOT_BE_AFTER.match(full[one.end :])
    }


def _need_not_be_named(name: str, full: str) -> bool:
    if not name:
        return False
    return any(_is_waived(full, *match.span()) for match in re.finditer(re.escape(name), full))


def _need_not_be_a_kind(full: str) -> bool:
    return any(phrases.NEED_NOT_BE.search(full[: kind.start()]) for kind in phrases.A_KIND.finditer(full))


def _is_waived(full: str, start: int, end: int) -> bool:
    return _is_ruled_out(full, start) or bool(phrases.NEED_NOT_BE_AFTER.match(full[end:]))


def _wanted(need: Need, full: str) -> tuple[Wanted, ...]:
    """The kinds that are wanted after a message: those that it names, in place of what was wanted before or,
    where it says so, besides; without those that it does not want."""
    said = kinds_said(full, phrases.KINDS, phrases.NEED_NOT_BE)
    if said.wanted:
        return (
            tuple(dict.fromkeys((*need.wanted, *said.wanted)))
            if phrases.ADDS_KIND.search(full) and not said.alone
            else said.wanted
        )
    if not said.unwanted:
        return need.wanted
    left = need.wanted or tuple(phrases.KINDS)
    return tuple(kind for kind in left if kind not in said.unwanted)
