"""Bringing a team together: each part of a need is searched and judged by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.extractive import ExtractiveAnswerer
from assistant.choosing import Judged
from assistant.citing import CitationBook
from assistant.domain.needs import Need
from assistant.domain.people import Expert, Organisation
from assistant.domain.teams import Cover, Member, Part, Team, UncoveredReason
from assistant.errors import QuestionError
from assistant.inquiring import Inquiry
from assistant.language import normalise
from assistant.parts import parts_of
from assistant.ranking import Ranked
from assistant.teams import smallest_team
from assistant.understanding import understand

# So many experts may cover a part, each scoring at least this share of the best: a team of the fewest
# should not be one of people who are only just near to everything.
CANDIDATES = 5
COVERING_SHARE = 0.6


def needs_of_parts(
    question: str, whole: Need, organisations: Sequence[Organisation], today: date
) -> list[Need]:
    """Return the need of each part of `question`, at least two, or none where it is one need.

    A limit that stands outside the parts limits each of them.
    """
    parts = parts_of(question)
    if not parts:
        return []
    around = _around(question, parts, whole, organisations, today)
    needs = [_within(around, whole, understand(part, organisations, today, whole.language)) for part in parts]
    told = [need for need in needs if need.topics]
    return told if len(told) > 1 else []


@dataclass(frozen=True, slots=True)
class _Searched:
    """What was found for a part, who may cover it, best first, and who quotes for it."""

    number: int
    judged: Judged
    candidates: Sequence[Ranked[Expert]]
    answerer: ExtractiveAnswerer

    @property
    def part(self) -> Part:
        return Part(self.number, self.judged.need.text, self._uncovered())

    def _uncovered(self) -> UncoveredReason | None:
        if self.candidates:
            return None
        if self.judged.reason_to_refuse == "nothing_fits":
            return "nothing_fits"
        return "constraints_exclude_all" if self.judged.need.is_constrained else "nobody"


def bring_together(inquiry: Inquiry, needs: Sequence[Need], book: CitationBook) -> Team:
    """Return the smallest team for these needs, each the need of one part, quoting through `book`."""
    searched = [_search(inquiry, number, need, book) for number, need in enumerate(needs, start=1)]
    scores: dict[str, dict[int, float]] = {}
    for part in searched:
        for candidate in part.candidates:
            scores.setdefault(candidate.subject.id, {})[part.number] = candidate.score
    members = tuple(_member(id_, searched) for id_ in smallest_team(scores))
    return Team(tuple(part.part for part in searched), members)


def _search(inquiry: Inquiry, number: int, need: Need, book: CitationBook) -> _Searched:
    judged = inquiry.judge(need, inquiry.find(need))
    fitting = judged.experts(CANDIDATES)
    near = [one for one in fitting if one.score >= COVERING_SHARE * fitting[0].score]
    answerer = inquiry.answerer(judged, [one.passages for one in near], book)
    # Who cannot be quoted covers nothing.
    candidates = [one for one in near if answerer.can_quote(one.passages)]
    return _Searched(number, judged, candidates, answerer)


def _member(id_: str, searched: Sequence[_Searched]) -> Member:
    """The expert with a cited quote for each part that they cover."""
    covered = [(part, one) for part in searched for one in part.candidates if one.subject.id == id_]
    quoted = [(part, one, part.answerer.quote(one.passages)) for part, one in covered]
    first, best = covered[0]
    return Member(
        best.subject,
        tuple(Cover(part.number, one.score, why) for part, one, why in quoted if why),
        first.answerer.contact_of(best.subject),
    )


def _around(
    question: str, parts: Sequence[str], whole: Need, organisations: Sequence[Organisation], today: date
) -> Need:
    """What the question says outside its parts; what it limits there limits every part."""
    around = " ".join(normalise(question).split())
    for part in parts:
        around = around.replace(part, " ")
    try:
        return understand(around, organisations, today, whole.language)
    except QuestionError:  # Nothing stands outside.
        return Need(around, whole.language)


def _within(around: Need, whole: Need, part: Need) -> Need:
    """The need of a part with the kinds that are wanted, and the limits that stand outside the parts."""
    has_years = part.year_from is not None or part.year_to is not None
    has_levels = part.trl_from is not None or part.trl_to is not None
    return replace(
        part,
        wanted=whole.wanted,
        region=part.region or around.region,
        near=part.near or around.near,
        centre=part.centre or around.centre,
        organisation=part.organisation or around.organisation,
        year_from=part.year_from if has_years else around.year_from,
        year_to=part.year_to if has_years else around.year_to,
        trl_from=part.trl_from if has_levels else around.trl_from,
        trl_to=part.trl_to if has_levels else around.trl_to,
        without=part.without | around.without,
    ).with_demands_first()
