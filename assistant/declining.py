"""Declining so that it helps: what was searched, and what comes nearest though it does not fit."""

from typing import Any

from assistant.choosing import Judged
from assistant.citing import CitationBook
from assistant.domain.answers import Nearest, Refusal, RefusalReason, Searched
from assistant.domain.needs import Need
from assistant.inquiring import Inquiry
from assistant.ranking import Ranked
from assistant.wording import limits_in_words
from prompts import message

# So many of those that come nearest are tried, because not all can be quoted.
_NEAREST_TRIED = 3


def refusal(reason: RefusalReason, inquiry: Inquiry, judged: Judged, book: CitationBook) -> Refusal:
    """Return the refusal of a need for `reason`, with the nearest thing found, quoted through `book`."""
    need = judged.need
    counts = inquiry.register.subject_counts()
    searched = Searched(counts["expert"], counts["work"], tuple(limits_in_words(need, need.language)))
    told = message(
        f"answer.{reason}",
        need.language,
        searched=_subject(need, searched),
        experts=f"{searched.experts:,}",
        works=f"{searched.works:,}",
    )
    declined = Refusal(reason, told)
    if not declined.can_be_recorded:
        return declined
    return Refusal(reason, told, searched, _nearest(inquiry, judged, book))


def _subject(need: Need, searched: Searched) -> str:
    topics = ", ".join(need.topics) or need.text
    if not searched.limits:
        return topics
    return message("answer.searched_within", need.language, topics=topics, limits=", ".join(searched.limits))


def _nearest(inquiry: Inquiry, judged: Judged, book: CitationBook) -> Nearest | None:
    """The expert or work of the highest score, be it within the limits or not, of which anything can be
    quoted."""
    found = judged.found
    ranked: list[Ranked[Any]] = [*found.all_experts[:_NEAREST_TRIED], *found.all_works[:_NEAREST_TRIED]]
    nearest = sorted(ranked, key=lambda one: one.score, reverse=True)[:_NEAREST_TRIED]
    answerer = inquiry.answerer(judged, [one.passages for one in nearest], book)
    quoted = ((one.subject, answerer.quote(one.passages)) for one in nearest)
    return next((Nearest(subject, why) for subject, why in quoted if why), None)
