"""From evidence to works and experts: the evidence ranks them, and the factors add up to the score.

A work, and an expert's profile, is as relevant as its best passage: one that says what was asked for is
enough, and a short register row has no second one. An expert stands on a profile and on works; the stronger
of the two counts most, so that neither a long list of papers nor a well-kept profile is needed to be found.
Profiles and works are the candidate and the document model of expert finding (Balog, Azzopardi and de Rijke,
SIGIR 2006). The works of a person are joined as independent reasons are, the probability that not all of
them are mistaken: each weighted by author position and by how sure the name is.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.admission import is_in_place, is_in_time
from assistant.domain.evidence import Chunk, Evidence, SubjectKind
from assistant.domain.needs import Need
from assistant.domain.people import Expert
from assistant.domain.works import Authorship, Work

# How much one work that fits entirely says of its people; each further one says so of what is left. Only the
# best few count: who has written much is not found for that alone.
ONE_WORK = 0.85
WORKS_COUNTED = 3
# The stronger of profile and works, and the weaker one.
STRONGER, WEAKER = 0.7, 0.3
# What relevance, the asker's region, the kind and the field asked for contribute to a score of at most 1.
RELEVANCE, NEARNESS, KIND, FIELD = 0.87, 0.05, 0.05, 0.03

AUTHOR_POSITION_DECAY = 0.05
LEAST_AUTHOR_WEIGHT = 0.9

Subject = TypeVar("Subject", Expert, Work)


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk with its scores for the need."""

    chunk: Chunk
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Subject]):
    """A subject with the factors of its score and the passages they rest on, best first.

    For an expert, `authorships` are the works among these passages that carry their name.
    """

    subject: Subject
    factors: Mapping[str, float]
    passages: tuple[Passage, ...]
    authorships: tuple[Authorship, ...] = ()

    @property
    def score(self) -> float:
        """From 0 to 1: the sum of the factors."""
        return sum(self.factors.values())

    @property
    def leading_profile(self) -> tuple[Passage, ...]:
        """The passages of an expert's profile, best first, where it says more for them than the works do."""
        if self.factors.get("profile", 0.0) <= self.factors.get("works", 0.0):
            return ()
        return tuple(passage for passage in self.passages if passage.chunk.subject_kind == "expert")


def rank_works(
    passages: Sequence[Passage],
    works: Mapping[str, Work],
    need: Need,
    centres_in_field: Collection[str] = (),
) -> list[Ranked[Work]]:
    """Return the works that the need admits, best first. `centres_in_field` have the field it names."""
    of_work = _by_subject(passages, "work", works)
    ranked = [
        Ranked(works[id_], _work_factors(works[id_], found, need, centres_in_field), tuple(found))
        for id_, found in of_work.items()
        if is_in_time(need, works[id_]) and is_in_place(need, works[id_])
    ]
    return _best_first(ranked)


def rank_experts(
    passages: Sequence[Passage],
    experts: Mapping[str, Expert],
    works: Sequence[Ranked[Work]],
    authorships: Sequence[Authorship],
    need: Need,
    centres_in_field: Collection[str] = (),
) -> list[Ranked[Expert]]:
    """Return the experts that the need admits, best first, over their profiles and `works`.

    `centres_in_field` have the field that the need names.
    """
    profiles = _by_subject(passages, "expert", experts)
    work_of = {ranked.subject.id: ranked for ranked in works}
    signed: dict[str, list[Authorship]] = {}
    for authorship in authorships:
        if authorship.work_id in work_of and authorship.expert_id in experts:
            signed.setdefault(authorship.expert_id, []).append(authorship)
    ranked = [
        _rank_expert(
            experts[id_], profiles.get(id_, []), signed.get(id_, []), work_of, need, centres_in_field
        )
        for id_ in dict.fromkeys((*profiles, *signed))
        if is_in_place(need, experts[id_])
    ]
    return _best_first(ranked)


def _by_subject(
    passages: Sequence[Passage], kind: SubjectKind, ids: Collection[str]
) -> dict[str, list[Passage]]:
    """The passages of each subject, best first. An expert and a work may have the same id."""
    grouped: dict[str, list[Passage]] = {}
    for passage in sorted(passages, key=lambda p: (-p.evidence.score, p.chunk.id)):
        if passage.chunk.subject_kind == kind and passage.chunk.subject_id in ids:
            grouped.setdefault(passage.chunk.subject_id, []).append(passage)
    return grouped


def _work_factors(
    work: Work, passages: Sequence[Passage], need: Need, centres_in_field: Collection[str]
) -> dict[str, float]:
    return {"passages": RELEVANCE * _best_score(passages)} | _fit(
        need, work.region, work.kind, work.centre in centres_in_field
    )


def _rank_expert(
    expert: Expert,
    profile: Sequence[Passage],
    signed: Sequence[Authorship],
    works: Mapping[str, Ranked[Work]],
    need: Need,
    centres_in_field: Collection[str],
) -> Ranked[Expert]:
    by_profile = _best_score(profile)
    ordered = sorted(signed, key=lambda a: (-_share(a, works), a.work_id))
    best_works = ordered[:WORKS_COUNTED]
    by_works = 1 - math.prod(1 - ONE_WORK * _share(authorship, works) for authorship in best_works)
    profile_weight, works_weight = (STRONGER, WEAKER) if by_profile >= by_works else (WEAKER, STRONGER)
    factors = {
        "profile": RELEVANCE * profile_weight * by_profile,
        "works": RELEVANCE * works_weight * by_works,
    }
    from_works = [passage for a in ordered for passage in works[a.work_id].passages]
    passages = sorted((*profile, *from_works), key=lambda p: (-p.evidence.score, p.chunk.id))
    fit = _fit(need, expert.region, "expert", expert.centre in centres_in_field)
    return Ranked(expert, factors | fit, tuple(passages), tuple(ordered))


def _share(authorship: Authorship, works: Mapping[str, Ranked[Work]]) -> float:
    """What a work says for one of its people: less for later authors and for unsure names."""
    position_weight = max(LEAST_AUTHOR_WEIGHT, 1 - AUTHOR_POSITION_DECAY * (authorship.position - 1))
    relevance = works[authorship.work_id].factors["passages"] / RELEVANCE
    return relevance * position_weight * authorship.confidence


def _fit(need: Need, region: str | None, kind: str, is_in_field: bool) -> dict[str, float]:
    near = need.near or need.region
    fits = {"region": NEARNESS * (region == near)} if near else {}
    if need.wanted:
        fits["kind"] = KIND * (kind in need.wanted)
    if need.field:
        fits["field"] = FIELD * is_in_field
    return fits


def _best_score(passages: Sequence[Passage]) -> float:
    return max((passage.evidence.score for passage in passages), default=0.0)


def _best_first(ranked: Sequence[Ranked[Subject]]) -> list[Ranked[Subject]]:
    return sorted(ranked, key=lambda r: (-r.score, r.subject.id))
