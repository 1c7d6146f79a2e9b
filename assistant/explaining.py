"""Explaining an answer: what the factors stand for, what carries each score, and who just missed.

What carries a score is found by taking it away: the same evidence without one work, one profile or one
passage is ranked again, for everybody, and the difference is what that piece of evidence did (a
counterfactual explanation: Wachter, Mittelstadt and Russell 2018). Nothing is searched for anew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from assistant.admission import is_in_place, is_in_time
from assistant.choosing import SHARE_OF_BEST, Judged, is_near
from assistant.domain.answers import Recommendation
from assistant.domain.citations import Statement
from assistant.domain.evidence import SubjectKind
from assistant.domain.explanations import (
    Explained,
    Explanation,
    Factor,
    LeftOut,
    LeftOutReason,
    Standing,
    Support,
    SupportKind,
)
from assistant.domain.needs import Need
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.finding import Found, rank_found
from assistant.ranking import Passage, Ranked
from assistant.wording import limits_in_words, region_in_words
from prompts import message

# So many works of an expert, or passages of a work, are taken away one by one; so many of the next are told.
SUPPORTS_TRIED = 6
LEFT_OUT_TOLD = 3
# A score that falls by less than what two decimals show did not rest on what was taken away.
LEAST_FALL = 0.005

Quoting = Callable[[Sequence[Passage]], Statement | None]


def evidence_of(ranked: Ranked[Any]) -> list[tuple[Passage, ...]]:
    """What a score may rest on, best first: the passages of an expert's profile and of each of their works,
    or each passage of a work by itself."""
    if isinstance(ranked.subject, Work):
        return [(passage,) for passage in ranked.passages]
    of_subject: dict[tuple[SubjectKind, str], list[Passage]] = {}
    for passage in ranked.passages:
        of_subject.setdefault((passage.chunk.subject_kind, passage.chunk.subject_id), []).append(passage)
    return [tuple(passages) for passages in of_subject.values()]


@dataclass(frozen=True, slots=True)
class _Line:
    """What separates those recommended from the rest, besides a fair share of the best score.

    `unquoted` stood above it, but nothing of them could be quoted: they have no rank. `last_rank` is the
    last rank (from 1) by score of which one may be recommended.
    """

    unquoted: frozenset[str]
    last_rank: int


class Explainer:
    """Explains what was recommended, and what was not, of what was found.

    `top` is how many of a kind may be recommended; `quote` shows the best of some passages of one subject.
    """

    def __init__(self, judged: Judged, *, top: int, quote: Quoting) -> None:
        self._judged = judged
        self._need = judged.need
        self._found = judged.found
        self._doubt = judged.doubt
        self._top = top
        self._quote = quote
        self._ranked_without: dict[frozenset[str], Found] = {}

    def explain(self, experts: Sequence[Recommendation], works: Sequence[Recommendation]) -> Explanation:
        """Return why these were recommended, best first, and why the next ones were not."""
        return Explanation(
            confidence=self._judged.confidence,
            confidence_needed=self._doubt.calibration.confidence_needed,
            experts=tuple(self._explained("expert", experts)),
            works=tuple(self._explained("work", works)),
            experts_left_out=tuple(self._left_out("expert", experts)),
            works_left_out=tuple(self._left_out("work", works)),
        )

    def _explained(self, kind: SubjectKind, chosen: Sequence[Recommendation]) -> Iterator[Explained]:
        ids = {recommendation.subject.id for recommendation in chosen}
        line = self._line(kind, ids)
        for ranked in _ranked(kind, self._found):
            if ranked.subject.id in ids:
                standing = self._standing(self._found, kind, ranked.subject.id, line)
                supports = self._supports(kind, ranked, standing, line)
                yield Explained(ranked.subject, standing, tuple(self._factors(ranked)), tuple(supports))

    def _line(self, kind: SubjectKind, chosen: set[str]) -> _Line:
        judged, top = self._judged, self._top
        above: Sequence[Ranked[Any]] = judged.experts(top) if kind == "expert" else judged.works(top)
        unquoted = frozenset(ranked.subject.id for ranked in above) - chosen
        ranks = [
            rank
            for rank, ranked in enumerate(self._fitting(self._found, kind, unquoted), start=1)
            if ranked.subject.id in chosen
        ]
        # Where experts take turns, one may be recommended whose score alone would not have been enough.
        return _Line(unquoted, max(top - len(unquoted), *ranks, 0))

    def _supports(
        self, kind: SubjectKind, ranked: Ranked[Any], standing: Standing, line: _Line
    ) -> list[Support]:
        """What the score falls without, what it falls most without first."""
        supports: list[Support] = []
        for passages in evidence_of(ranked)[:SUPPORTS_TRIED]:
            rest = self._without(frozenset(passage.chunk.id for passage in passages))
            without = self._standing(rest, kind, ranked.subject.id, line)
            if standing.score - without.score >= LEAST_FALL:
                supports.append(self._support(ranked.subject, passages, standing, without))
        return sorted(supports, key=lambda support: support.without.score)

    def _support(
        self,
        of: Expert | Work,
        passages: Sequence[Passage],
        standing: Standing,
        without: Standing,
    ) -> Support:
        chunk = passages[0].chunk
        subject = of if chunk.subject_kind == "expert" else self._found.known.works[chunk.subject_id]
        kind: SupportKind = (
            "passage" if isinstance(of, Work) else "profile" if isinstance(subject, Expert) else "work"
        )
        text = self._loss(self._named(kind, subject), standing, without)
        return Support(kind, subject, self._quote(passages), without, text)

    def _without(self, chunk_ids: frozenset[str]) -> Found:
        """What would have been found without these passages."""
        if chunk_ids not in self._ranked_without:
            rest = [passage for passage in self._found.passages if passage.chunk.id not in chunk_ids]
            self._ranked_without[chunk_ids] = rank_found(self._need, rest, self._found.known)
        return self._ranked_without[chunk_ids]

    def _standing(self, found: Found, kind: SubjectKind, id_: str, line: _Line) -> Standing:
        for rank, one in enumerate(self._fitting(found, kind, line.unquoted), start=1):
            if one.subject.id == id_:
                is_shown = rank <= line.last_rank and is_near(_best(kind, found), one.score)
                return Standing(rank, one.score, is_shown)
        scores = (one.score for one in _ranked(kind, found) if one.subject.id == id_)
        return Standing(None, next(scores, 0.0), False)

    def _fitting(self, found: Found, kind: SubjectKind, unquoted: frozenset[str]) -> list[Ranked[Any]]:
        """Those that fit the need and can be quoted, by score."""
        ranked = (one for one in _ranked(kind, found) if one.subject.id not in unquoted)
        return [one for one in ranked if self._doubt.fits(one)]

    def _factors(self, ranked: Ranked[Any]) -> Iterator[Factor]:
        """Each factor and what it stands for, also where it gave nothing."""
        about = {
            "count": len(ranked.authorships),
            "region": region_in_words(self._need.region or self._need.near, self._need.language),
            "field": self._need.field,
        }
        for name, value in ranked.factors.items():
            key = f"explaining.{'factor' if value else 'no'}_{name}"
            yield Factor(name, value, message(key, self._need.language, **about))

    def _loss(self, evidence: str, standing: Standing, without: Standing) -> str:
        """How the subject would stand without a piece of evidence, in words."""
        if not without.score:
            key = "not_found"
        elif without.rank is None:
            key = "in_doubt"
        elif not without.is_recommended:
            key = "below"
        else:
            key = "same_rank" if without.rank == standing.rank else "other_rank"
        return message(
            f"explaining.without_{key}",
            self._need.language,
            evidence=evidence,
            rank=without.rank,
            score=f"{without.score:.2f}",
            instead=f"{standing.score:.2f}",
        )

    def _named(self, kind: SupportKind, subject: Expert | Work) -> str:
        language = self._need.language
        if kind == "work" and isinstance(subject, Work):
            return message(f"explaining.the_{subject.kind}", language, title=subject.title(language))
        return message(f"explaining.the_{kind}", language)

    def _left_out(self, kind: SubjectKind, chosen: Sequence[Recommendation]) -> Iterator[LeftOut]:
        """The best of those that were not recommended, in the order of their score without limits; nobody
        where the question names no subject, for then nobody was looked for."""
        if self._judged.reason_to_refuse == "no_topic":
            return
        ids = {recommendation.subject.id for recommendation in chosen}
        line = self._line(kind, ids)
        admitted = {one.subject.id: one for one in _ranked(kind, self._found)}
        rest = [one for one in _ranked(kind, self._found, limited=False) if one.subject.id not in ids]
        for ranked in rest[:LEFT_OUT_TOLD]:
            within = admitted.get(ranked.subject.id)
            reason = self._reason(kind, within, line)
            told = within or ranked
            yield LeftOut(told.subject, told.score, reason, self._in_words(kind, told, reason))

    def _reason(self, kind: SubjectKind, within: Ranked[Any] | None, line: _Line) -> LeftOutReason:
        """Why one that was not recommended was left out; `within`: as it is ranked within the limits."""
        if within is None:
            return "outside_limits"
        if not self._doubt.fits(within):
            return "doubtful"
        if self._judged.reason_to_refuse:
            return "answer_in_doubt"
        if not is_near(_best(kind, self._found), within.score):
            return "share_of_best"
        if within.subject.id in line.unquoted:
            return "nothing_to_quote"
        standing = self._standing(self._found, kind, within.subject.id, line)
        return "took_turns" if standing.is_recommended else "beyond_top"

    def _in_words(self, kind: SubjectKind, ranked: Ranked[Any], reason: LeftOutReason) -> str:
        calibration = self._doubt.calibration
        return message(
            f"explaining.{reason}",
            self._need.language,
            limits=", ".join(limits_in_words(_unmet(self._need, ranked.subject), self._need.language)),
            own=f"{self._doubt.confidence(ranked):.2f}",
            own_needed=f"{self._doubt.confidence_needed:.2f}",
            confidence=f"{self._judged.confidence:.2f}",
            needed=f"{calibration.confidence_needed:.2f}",
            share=f"{SHARE_OF_BEST:.0%}",
            best=f"{_best(kind, self._found):.2f}",
            top=self._top,
        )


def _ranked(kind: SubjectKind, found: Found, *, limited: bool = True) -> Sequence[Ranked[Any]]:
    """The experts or the works found: those the need admits, or all."""
    if kind == "expert":
        return found.experts if limited else found.all_experts
    return found.works if limited else found.all_works


def _best(kind: SubjectKind, found: Found) -> float:
    return found.best_expert if kind == "expert" else found.best_work


def _unmet(need: Need, subject: Expert | Work) -> Need:
    """The need with those of its limits alone that the subject does not meet; of an expert who meets all
    that speak of people, those that their works do not meet."""
    free = need.without_limits()
    of_people = (
        replace(free, region=need.region),
        replace(free, centre=need.centre),
        replace(free, organisation=need.organisation),
        *(replace(free, without=one) for one in need.without.each()),
    )
    of_works = (
        replace(free, year_from=need.year_from, year_to=need.year_to),
        replace(free, trl_from=need.trl_from, trl_to=need.trl_to),
    )
    unmet = [limit for limit in of_people if not is_in_place(limit, subject)]
    if isinstance(subject, Work):
        unmet += [limit for limit in of_works if not is_in_time(limit, subject)]
    elif not unmet:
        unmet = list(of_works)
    return reduce(_both, unmet, free)


def _both(first: Need, second: Need) -> Need:
    """The limits of two needs that limit different things."""
    return replace(
        first,
        region=first.region or second.region,
        centre=first.centre or second.centre,
        organisation=first.organisation or second.organisation,
        year_from=first.year_from or second.year_from,
        year_to=first.year_to or second.year_to,
        trl_from=first.trl_from or second.trl_from,
        trl_to=first.trl_to or second.trl_to,
        without=first.without | second.without,
    )
