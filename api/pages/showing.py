"""How values are shown on a page: years, dates, scores, regions, links. Pure functions, used as filters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from api.passages import Field
from api.rendering import JsonObject, drafting_in_words, respelt_in_words, turns_in_words, whole_points
from api.terminal import shown_year
from assistant.domain.needs import Exclusion
from assistant.domain.people import REGIONS
from assistant.eras import common_era, in_era_of
from assistant.language import detect_language
from assistant.wording import exclusions_in_words, organisation_in_words, region_in_words
from prompts import Language, message

_NAMES_SHOWN = 3
# What the name of a limit begins with that rules something out.
WITHOUT = "without:"


@dataclass(frozen=True, slots=True)
class Part:
    """One factor of a score in points of 100, and where its stretch of the bar begins."""

    name: str
    points: int
    begins: int


def score_parts(factors: Mapping[str, float]) -> list[Part]:
    """The factors above 0 as whole points that add up to the whole score (largest remainders first)."""
    parts: list[Part] = []
    for name, value in whole_points(factors).items():
        if value:
            parts.append(Part(name, value, sum(part.points for part in parts)))
    return parts


def shown_date(iso: str, language: Language) -> str:
    """A day as people write it: "22 พ.ย. 2569", "22 Nov 2026"."""
    day = date.fromisoformat(iso)
    month = message("web.months", language).split()[day.month - 1]
    return f"{day.day} {month} {in_era_of(language, day.year)}"


def shown_limits(need: JsonObject, language: Language) -> list[str]:
    """The limits and wishes that the question was understood to hold, besides its subject."""
    return [text for _, text in named_limits(need, language)]


def named_limits(need: JsonObject, language: Language) -> Iterator[tuple[str, str]]:
    """Each limit and wish by its name (a kind that is wanted, "region", "years", ...), and in words."""
    yield from ((kind, message(f"web.wanted_{kind}", language)) for kind in need["wanted"])
    if region := need["region"] or need["near"]:
        name = "region" if need["region"] else "near"
        yield name, message(f"web.limit_{name}", language, region=region_in_words(region, language))
    yield from ((name, need[name]) for name in ("field", "centre") if need[name])
    if need["organisation"]:
        yield "organisation", organisation_in_words(need["organisation"], language)
    years = _range(shown_year(need["year_from"], language), shown_year(need["year_to"], language), language)
    if years:
        yield "years", years
    if levels := _range(need["trl_from"], need["trl_to"], language):
        yield "trl", f"TRL {levels}"
    without = Exclusion(**{kind: tuple(names) for kind, names in need["without"].items()})
    yield from ((f"{WITHOUT}{name}", text) for name, text in exclusions_in_words(without, language))


def web_link(address: str | None) -> str | None:
    """The address if it may be followed: http or https, nothing that could run."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def dialled(phone: str) -> str:
    """The digits of a telephone number as a link dials them, without an extension."""
    number = phone.split("ต่อ")[0].lower().split("ext")[0]
    return "".join(character for character in number if character in "+0123456789")


def query(values: Mapping[str, Any]) -> str:
    """The query part of an address, without what is None."""
    return urlencode({name: value for name, value in values.items() if value not in (None, "")})


def by_work(citations: Sequence[JsonObject]) -> list[list[JsonObject]]:
    """The citations of each work together, works in the order of their first citation."""
    works: dict[tuple[str, str], list[JsonObject]] = {}
    for citation in citations:
        works.setdefault((citation["document_id"], citation["title"]), []).append(citation)
    return list(works.values())


def shown_cell(field: Field, language: Language) -> str | None:
    """A cell that is shown otherwise than it is written: a region's name, a CE year; else None."""
    text = field.text
    if field.name == "region" and text in REGIONS:
        return region_in_words(text, language)
    if field.name == "year" and text.isdecimal() and int(text) == common_era(int(text)):
        return shown_year(int(text), language)
    return None


def place(citation: JsonObject, language: Language) -> str:
    """Where a quote stands: a page, or the row of a table."""
    key = "row_place" if citation["is_row"] else "page_place"
    return message(f"web.{key}", language, page=citation["page"])


def shown_people(people: Sequence[str], language: Language) -> str:
    """The first names of a work, and that there are more."""
    shown = ", ".join(people[:_NAMES_SHOWN])
    return f"{shown} {message('web.and_others', language)}" if len(people) > _NAMES_SHOWN else shown


def _range(lowest: object, highest: object, language: Language) -> str:
    if lowest and highest:
        return str(lowest) if lowest == highest else f"{lowest}–{highest}"
    if lowest or highest:
        key = "range_from" if lowest else "range_to"
        return message(f"web.{key}", language, bound=lowest or highest)
    return ""


FILTERS = {
    "by_work": by_work,
    "dialled": dialled,
    "drafting": drafting_in_words,
    "limits": shown_limits,
    "parts": score_parts,
    "people": shown_people,
    "place": place,
    "query": query,
    "region": region_in_words,
    "respelt": respelt_in_words,
    "shown_cell": shown_cell,
    "shown_date": shown_date,
    "shown_year": shown_year,
    "text_language": detect_language,
    "turns": turns_in_words,
    "web_link": web_link,
}
