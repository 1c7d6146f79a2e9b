"""From a need to ranked experts and works, with everything an answer may draw on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.admission import at_home
from assistant.domain.needs import Exclusion, Need
from assistant.domain.people import Expert
from assistant.domain.works import Authorship, Work
from assistant.fields import centres_in
from assistant.language import fold, search_terms, squeeze
from assistant.limits import limit_spans
from assistant.ports import EvidenceIndex, Register
from assistant.ranking import Passage, Ranked, Subject, rank_experts, rank_works
from assistant.understanding import blanked

PASSAGES_SEARCHED = 40
_NEEDS_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of the passages found: all that ranking needs besides them and the need.

    `experts` and `works` hold every subject that a passage or an authorship names, by id;
    `centres_in_field` have the field that the need names.
    """

    experts: Mapping[str, Expert]
    works: Mapping[str, Work]
    authorships: Sequence[Authorship]
    centres_in_field: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a need. `passages`, best first, are those of all and of what the limits admit.

    `experts` and `works` are ranked and admitted by the need; `all_experts` and `all_works` are ranked as
    if nothing but the subject narrowed the search.
    """

    passages: Sequence[Passage]
    experts: Sequence[Ranked[Expert]]
    works: Sequence[Ranked[Work]]
    all_experts: Sequence[Ranked[Expert]]
    all_works: Sequence[Ranked[Work]]
    known: Known

    @property
    def best_expert(self) -> float:
        """The highest score before any constraint; 0 where there is nobody."""
        return _best(self.all_experts)

    @property
    def best_work(self) -> float:
        """The highest score before any constraint; 0 where there is nothing."""
        return _best(self.all_works)


class Finder:
    """Searches the index and ranks what the register knows of the passages found."""

    def __init__(self, index: EvidenceIndex, register: Register) -> None:
        self._index = index
        self._register = register

    def find(self, need: Need, *, passages_searched: int = PASSAGES_SEARCHED) -> Found:
        """Search and rank, over the best passages of all and, with limits, the best of what these admit."""
        within = self._register.directory().speaking_for(need) if need.is_constrained else None
        evidence = self._index.search(text_searched(need), limit=passages_searched, within=within)
        chunks = self._register.chunks([item.chunk_id for item in evidence])
        return self._rank(
            need, [Passage(chunks[item.chunk_id], item) for item in evidence if item.chunk_id in chunks]
        )

    def _rank(self, need: Need, passages: Sequence[Passage]) -> Found:
        work_ids = {p.chunk.subject_id for p in passages if p.chunk.subject_kind == "work"}
        expert_ids = {p.chunk.subject_id for p in passages if p.chunk.subject_kind == "expert"}
        authorships = self._register.authorships(work_ids)
        experts = self._register.experts(expert_ids.union(a.expert_id for a in authorships))
        works = at_home(self._register.works(work_ids), authorships, experts)
        in_field = centres_in(need.field, self._register.organisations()) if need.field else frozenset()
        return rank_found(need, passages, Known(experts, works, authorships, in_field))


@lru_cache(_NEEDS_REMEMBERED)
def text_searched(need: Need) -> str:
    """The text of a need without years and levels, which narrow the search and are no topics of it.

    A text of nothing else stays as it is, as does one that was not read for its topics.
    """
    if not need.topics:
        return need.text
    folded, topics = fold(need.text), frozenset(need.topics)
    limits = [
        (start, end)
        for start, end in limit_spans(folded)
        if not topics.issuperset(search_terms(folded[start:end]))
    ]
    if not limits:
        return need.text
    # Folding hardly ever changes where the words stand.
    spelt = need.text if len(need.text) == len(folded) else folded
    return squeeze(blanked(spelt, limits)) or need.text


def rank_found(need: Need, passages: Sequence[Passage], known: Known) -> Found:
    """Rank what is known of `passages`. It looks nothing up: less evidence can be ranked as well."""
    works, experts, in_field = known.works, known.experts, known.centres_in_field
    # Somebody in the region may have done the work elsewhere, so place narrows only what is shown.
    of_any_place = replace(need, region=None, centre="", organisation="", without=Exclusion())
    anywhere = rank_works(passages, works, of_any_place, in_field)
    admitted_experts = rank_experts(passages, experts, anywhere, known.authorships, need, in_field)
    admitted_works = anywhere if need == of_any_place else rank_works(passages, works, need, in_field)
    all_experts, all_works = admitted_experts, admitted_works
    if need.is_constrained:
        free = need.without_limits()
        all_works = rank_works(passages, works, free, in_field)
        all_experts = rank_experts(passages, experts, all_works, known.authorships, free, in_field)
    return Found(passages, admitted_experts, admitted_works, all_experts, all_works, known)


def _best(ranked: Sequence[Ranked[Subject]]) -> float:
    return ranked[0].score if ranked else 0.0
