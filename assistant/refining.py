"""Refining a need by a language model: it settles what the question holds and the rules left open.

Rules take a place or a university for a demand only where the sentence says so; a model may tell from the
sense. It chooses among what the same readers found in the question's own words, and where no document has a
word of the subject it gives that another name, which the word file must know. Whatever else it writes is
dropped, so a model that invents changes nothing. Where nothing is open, it is not asked.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answering.exhibits import without_marks
from assistant.demands import not_demanded
from assistant.domain.needs import Need
from assistant.domain.people import Region
from assistant.domain.refining import Refining, RefiningFailure
from assistant.errors import LanguageModelError, LanguageModelLateError
from assistant.institutions import in_full
from assistant.language import fold, search_terms
from assistant.language.wordnet import meanings, names_in_english
from assistant.limits import Limit, years_asked
from assistant.ports import Piece, Writer
from assistant.prices import Prices
from assistant.understanding import named_in, spans_of
from assistant.whole_object import as_json, write_object
from prompts import prompt

# So many other names for topics are taken up.
MOST_NAMES = 6
_NONE_OF_THEM = ""

log = logging.getLogger("jabkoo.refining")


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What the words of a question hold and the rules did not settle.

    `regions` and `organisations` are named and not ruled out, `years` are told of works or of the asker,
    `topics` are those that the word file knows, where no passage has any topic of the question.
    """

    regions: tuple[Region, ...] = ()
    organisations: tuple[str, ...] = ()
    years: Limit | None = None
    topics: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != LeftOpen()


def left_open_in(need: Need, frequencies: Mapping[str, int], today: date) -> LeftOpen:
    """Return what `need` leaves open; `frequencies` tell in how many passages each of its topics stands."""
    folded = in_full(fold(need.text))
    mentions, places = named_in(folded)
    denied = not_demanded(folded, spans_of(mentions, places))
    regions = (place.region for place in places if place.span not in denied)
    organisations = (m.institution.id for m in mentions if m.span not in denied)
    told = years_asked(folded, today, speaks_of_works=True)
    has_years = need.year_from is not None or need.year_to is not None
    return LeftOpen(
        regions=() if need.region else tuple(dict.fromkeys(regions)),
        organisations=() if need.organisation else tuple(dict.fromkeys(organisations)),
        years=None if has_years or told == Limit() else told,
        topics=() if any(frequencies.values()) else tuple(filter(_is_known, need.topics)),
    )


class Refiner:
    """Has `writer` settle what needs leave open, for at most `timeout_s` seconds each.

    `blank_personal` blanks personal data in a question before the model, whoever runs it, is shown it.
    """

    def __init__(
        self,
        writer: Writer,
        *,
        timeout_s: float,
        prices: Prices | None = None,
        blank_personal: Callable[[str], str] = str,
    ) -> None:
        self._writer = writer
        self._timeout_s = timeout_s
        self._prices = prices or Prices()
        self._blank_personal = blank_personal

    def refined(
        self, need: Need, frequencies: Mapping[str, int], today: date
    ) -> tuple[Need, Refining | None]:
        """Return `need` with what the model settled, and how that came about; None where nothing is open, so
        that it was not asked. `frequencies` tell in how many passages each topic stands."""
        left_open = left_open_in(need, frequencies, today)
        if not left_open:
            return need, None
        pieces: list[Piece] = []
        written, failure = self._written(need, left_open, pieces)
        chosen = dict(_chosen(written, left_open))
        input_tokens = sum(piece.input_tokens for piece in pieces)
        output_tokens = sum(piece.output_tokens for piece in pieces)
        return _with(need, chosen), Refining(
            model=self._writer.name,
            added=tuple(chosen),
            dropped=tuple(field for field, value in written.items() if value and field not in chosen),
            failure=failure,
            input_tokens=input_tokens,
            output_tokens=output_tokens,
            cost=self._prices.cost(input_tokens, output_tokens),
        )

    def _written(
        self, need: Need, left_open: LeftOpen, pieces: list[Piece]
    ) -> tuple[Mapping[str, Any], RefiningFailure | None]:
        try:
            written = write_object(
                self._writer,
                prompt("refine", need.language, most=MOST_NAMES),
                as_json(_shown(without_marks(self._blank_personal(need.text)), left_open)),
                _shape(left_open),
                within_s=self._timeout_s,
                count=pieces.append,
            )
        except LanguageModelError as error:
            log.warning("the need stays as the rules read it: %s", error)
            return {}, "too_late" if isinstance(error, LanguageModelLateError) else "failed"
        return (written, None) if written is not None else ({}, "unreadable")


def _chosen(written: Mapping[str, Any], left_open: LeftOpen) -> Iterator[tuple[str, Any]]:
    """Those choices that were offered, by the field that they settle."""
    for field, offered in (("region", left_open.regions), ("organisation", left_open.organisations)):
        if written.get(field) in offered:
            yield field, written[field]
    if written.get("years") is True and left_open.years:
        yield "years", left_open.years
    if names := list(_names(written.get("topics"), left_open.topics)):
        yield "topics", names


def _names(written: Any, topics: Sequence[str]) -> Iterator[str]:
    """The search term of each other name that the word file has for one of `topics`."""
    for name in written[:MOST_NAMES] if isinstance(written, list) else ():
        if isinstance(name, str) and any(_name_the_same(fold(name), topic) for topic in topics):
            yield from search_terms(name)[:1]


def _with(need: Need, chosen: Mapping[str, Any]) -> Need:
    years: Limit = chosen.get("years", Limit(need.year_from, need.year_to))
    return replace(
        need,
        topics=tuple(dict.fromkeys((*need.topics, *chosen.get("topics", ())))),
        region=chosen.get("region", need.region),
        near=None if "region" in chosen else need.near,
        organisation=chosen.get("organisation", need.organisation),
        year_from=years.low,
        year_to=years.high,
    )


def _is_known(topic: str) -> bool:
    return bool(meanings(topic)) or any(names_in_english(topic))


def _name_the_same(name: str, topic: str) -> bool:
    """Whether the word file has a folded name and a topic for the same thing."""
    return not meanings(name).isdisjoint(meanings(topic)) or name in names_in_english(topic)


def _shown(question: str, left_open: LeftOpen) -> Mapping[str, Any]:
    years = left_open.years
    return {
        "question": question,
        "open": {
            "regions": list(left_open.regions),
            "organisations": list(left_open.organisations),
            "years": years and {"from": years.low, "to": years.high},
            "topics": list(left_open.topics),
        },
    }


def _shape(left_open: LeftOpen) -> dict[str, Any]:
    """The JSON schema of the choices that are offered."""
    fields = {
        "region": {"type": "string", "enum": [*left_open.regions, _NONE_OF_THEM]},
        "organisation": {"type": "string", "enum": [*left_open.organisations, _NONE_OF_THEM]},
        "years": {"type": "boolean"},
        "topics": {"type": "array", "items": {"type": "string"}, "maxItems": MOST_NAMES},
    }
    return {
        "title": "choices",
        "description": "What of the open points the question demands.",
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
