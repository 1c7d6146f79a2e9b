"""The answer made of quoted sentences alone: nothing is said that a cited page does not say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.quoting import Yardstick, best_sentences
from assistant.citing import CitationBook, Quotable, quotable
from assistant.domain.answers import Recommendation
from assistant.domain.citations import Statement
from assistant.domain.documents import Fact, SourceRef
from assistant.domain.needs import Need
from assistant.domain.people import Contact, Expert, Organisation, Region
from assistant.domain.works import Authorship, Work
from assistant.language import squeeze
from assistant.offices import office_named
from assistant.ranking import Passage, Ranked
from prompts import message

QUOTES_PER_RECOMMENDATION = 2
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|<\s*>|\[\s*\]")


@dataclass(frozen=True, slots=True)
class Background:
    """What the answerer may draw on besides the ranked subjects.

    `works` holds every work that a passage or an authorship names, `experts` likewise; `authors` the
    places where the people of documents are printed; `yardstick` weighs sentences.
    """

    works: Mapping[str, Work]
    experts: Mapping[str, Expert]
    organisations: Sequence[Organisation]
    authors: Mapping[str, Sequence[Fact]]
    yardstick: Yardstick


@dataclass(frozen=True, slots=True)
class Draft:
    statements: tuple[Statement, ...]
    experts: tuple[Recommendation, ...]
    works: tuple[Recommendation, ...]


class ExtractiveAnswerer:
    """Writes reasons from the pages. A subject for which nothing can be quoted is not recommended."""

    def __init__(self, need: Need, book: CitationBook, background: Background) -> None:
        self._need = need
        self._book = book
        self._background = background

    def draft(self, experts: Sequence[Ranked[Expert]], works: Sequence[Ranked[Work]]) -> Draft:
        """Return the recommendations that can be proved, in the order given."""
        recommended_experts = tuple(filter(None, (self._expert(ranked) for ranked in experts)))
        recommended_works = tuple(filter(None, (self._work(ranked) for ranked in works)))
        return Draft(
            statements=tuple(self._summaries(recommended_experts or recommended_works)),
            experts=recommended_experts,
            works=recommended_works,
        )

    def quote(self, passages: Sequence[Passage]) -> Statement | None:
        """Return the most telling quote of these passages of one subject, if anything can be quoted."""
        return next(iter(self._quotes(passages, most=1)), None)

    def _expert(self, ranked: Ranked[Expert]) -> Recommendation | None:
        why = self._cited(self._best_of_expert(ranked))
        if not why:
            return None
        signed = self._signature(ranked)
        reasons = (*why, signed) if signed else tuple(why)
        return Recommendation(ranked.subject, ranked.factors, reasons, self.contact_of(ranked.subject))

    def _work(self, ranked: Ranked[Work]) -> Recommendation | None:
        why = self._quotes(ranked.passages)
        contact = self._work_contact(ranked.subject)
        return Recommendation(ranked.subject, ranked.factors, tuple(why), contact) if why else None

    def _quotes(self, passages: Sequence[Passage], most: int = QUOTES_PER_RECOMMENDATION) -> list[Statement]:
        """At most so many quotes from different passages, the most telling first."""
        return self._cited(best_sentences(passages, self._background.yardstick), most)

    def _best_of_expert(self, ranked: Ranked[Expert]) -> list[tuple[Passage, SourceRef]]:
        """Where the best sentences stand: one of the profile among those to be quoted, where it says most."""
        best = best_sentences(ranked.passages, self._background.yardstick)
        before_the_last = QUOTES_PER_RECOMMENDATION - 1
        if any(p.chunk.subject_kind == "expert" for p, _ in best[:QUOTES_PER_RECOMMENDATION]):
            return best
        of_profile = best_sentences(ranked.leading_profile, self._background.yardstick)
        return [*best[:before_the_last], *of_profile[:1], *best[before_the_last:]]

    def _cited(
        self, best: Iterable[tuple[Passage, SourceRef]], most: int = QUOTES_PER_RECOMMENDATION
    ) -> list[Statement]:
        """At most so many quotes of what stands there, none said twice."""
        found: dict[str, Statement] = {}
        for passage, source in best:
            citation = self._book.cite(self._quotable(passage, source))
            if citation:
                text = message("answer.quote", self._need.language, quote=citation.quote)
                found.setdefault(squeeze(citation.quote), Statement(text, (citation.number,)))
            if len(found) == most:
                break
        return list(found.values())

    def _quotable(self, passage: Passage, source: SourceRef) -> Quotable:
        chunk, background = passage.chunk, self._background
        known: Mapping[str, Expert | Work] = (
            background.works if chunk.subject_kind == "work" else background.experts
        )
        return quotable(source, known[chunk.subject_id], self._need.language)

    def _signature(self, ranked: Ranked[Expert]) -> Statement | None:
        """Prove from the page that the expert is among the people of the best of these works."""
        best = [passage.chunk for passage in ranked.passages[:3]]
        quoted = {chunk.subject_id for chunk in best if chunk.subject_kind == "work"}
        for authorship in ranked.authorships:
            source = self._printed_name(authorship)
            work = self._background.works[authorship.work_id]
            if source is None or authorship.work_id not in quoted:
                continue
            citation = self._book.cite(quotable(source, work, self._need.language))
            if citation:
                text = message("answer.signed", self._need.language, name=citation.quote)
                return Statement(text, (citation.number,))
        return None

    def _printed_name(self, authorship: Authorship) -> SourceRef | None:
        work = self._background.works[authorship.work_id]
        facts = self._background.authors.get(work.source.document_id, ())
        return next((fact.source for fact in facts if fact.value == authorship.printed_name), None)

    def _summaries(self, recommended: Sequence[Recommendation]) -> Iterable[Statement]:
        """The first reason of the first three recommendations, each said once."""
        seen: set[tuple[int, ...]] = set()
        for recommendation in recommended[:3]:
            reason = recommendation.why[0]
            if reason.citations not in seen:
                seen.add(reason.citations)
                yield reason

    def can_quote(self, passages: Sequence[Passage]) -> bool:
        """Whether anything of these passages of one subject can be quoted; nothing is cited yet."""
        best = best_sentences(passages, self._background.yardstick)
        return any(self._book.proves(self._quotable(passage, source)) for passage, source in best)

    def contact_of(self, expert: Expert) -> Contact | None:
        """The expert's own contact if they agreed to that, else their centre's or the park's."""
        if expert.contact_consent and expert.contact:
            return self._in_language(expert.contact, expert)
        return self._office(expert.centre, expert.region)

    def _work_contact(self, work: Work) -> Contact | None:
        if work.licence_contact:
            return _contact_in(work.licence_contact, work.organisation)
        return self._office(work.centre, work.region)

    def _office(self, centre: str, region: Region | None) -> Contact | None:
        """The centre's contact, else that of the science park of the region, else the name of either."""
        organisations = self._background.organisations
        of_centre = (o for o in organisations if o.kind == "centre" and centre and o.code == centre)
        of_park = (o for o in organisations if o.kind == "park" and region and o.region == region)
        offices = (*of_centre, *of_park)
        held = next((self._in_language(o.contact, o) for o in offices if o.contact), None)
        name = office_named(centre, region, self._need.language)
        return held or (Contact(name) if name else None)

    def _in_language(self, contact: Contact, owner: Expert | Organisation) -> Contact:
        """The contact under its owner's name as the asker reads it, unless it has a name of its own."""
        if contact.name not in (owner.name_th, owner.name_en):
            return contact
        return replace(contact, name=owner.name(self._need.language))


def _contact_in(text: str, organisation: str) -> Contact:
    """The contact that a register's cell states: an e-mail address apart from the name beside it."""
    address = _EMAIL.search(text)
    if not address:
        return Contact(name=text)
    rest = _EMPTY_BRACKETS.sub("", text[: address.start()] + text[address.end() :])
    name = rest.strip(" ,;:-")
    return Contact(name=name or organisation, email=address.group())
