"""Saying in words what narrows a need besides its subject."""

from collections.abc import Iterator

from assistant.domain.needs import Exclusion, Need
from assistant.eras import in_era_of
from assistant.institutions import english_name
from prompts import Language, message


def limits_in_words(need: Need, language: Language) -> list[str]:
    """Every limit of `need`: region, centre, organisation, years (พ.ศ. in Thai), TRL, what is ruled out."""
    return list(_limits(need, language))


def region_in_words(region: str | None, language: Language) -> str:
    """The name of a region; empty where there is none."""
    return message(f"need.region_{region.replace('-', '_')}", language) if region else ""


def organisation_in_words(id_: str, language: Language) -> str:
    """The name of the institution that an organisation's id is; empty where there is none."""
    return english_name(id_) if language == "en" else id_


def _limits(need: Need, language: Language) -> Iterator[str]:
    if need.region:
        yield region_in_words(need.region, language)
    yield from filter(None, (need.centre, organisation_in_words(need.organisation, language)))
    if years := _range(in_era_of(language, need.year_from), in_era_of(language, need.year_to), language):
        yield message("need.limit_years", language, years=years)
    if levels := _range(need.trl_from, need.trl_to, language):
        yield f"TRL {levels}"
    yield from (text for _, text in exclusions_in_words(need.without, language))


def exclusions_in_words(without: Exclusion, language: Language) -> Iterator[tuple[str, str]]:
    """Each region, centre and organisation that is ruled out, and that it is, in words."""
    regions = ((region, region_in_words(region, language)) for region in without.regions)
    centres = ((centre, centre) for centre in without.centres)
    organisations = ((id_, organisation_in_words(id_, language)) for id_ in without.organisations)
    for name, place in (*regions, *centres, *organisations):
        yield name, message("need.limit_without", language, place=place)


def _range(low: int | None, high: int | None, language: Language) -> str:
    if low is not None and high is not None:
        return str(low) if low == high else f"{low}–{high}"
    if low is not None:
        return message("need.limit_from", language, value=low)
    return message("need.limit_to", language, value=high) if high is not None else ""
