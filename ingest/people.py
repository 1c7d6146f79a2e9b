"""Joins the names printed on works to experts, and says how sure it is.

A name alone joins where it can only be one expert's: the same in the same script, or a spelling of it.
What is less than that (an initial, namesakes) is decided by the company it keeps: the centre, university,
region and subjects of the work and its other authors. What stays open is left to an officer, whose word
stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.domain.people import Expert
from assistant.domain.works import Authorship, Work
from assistant.institutions import institution_of
from assistant.language import search_terms
from assistant.names import SURE, PersonName, academic_rank, block_keys, compare, read_name
from catalogue.repository import Decision

# Below this a likeness is not worth an officer's time.
WORTH_ASKING = 0.5

_DECIDED = 2.0
_EXACT = 0.97  # the same name in the same script, perhaps with the surname first
_CONTRADICTED = 0.6

# Kinds of likeness: a better one leaves no doubt about lesser ones.
_BY_DECISION, _SAME_NAME, _SPELLING_OF_IT, _PART_OF_NAME = 4, 3, 2, 1
_MOST = {_BY_DECISION: 1.0, _SAME_NAME: 1.0, _SPELLING_OF_IT: 0.97, _PART_OF_NAME: 0.85}
_NAMESAKE_MARGIN = 0.04
_INITIAL_MARGIN = 0.08
_MOST_FOR_NAMESAKE = 0.9
_MOST_IF_TIED = 0.7

_SAME_CENTRE = 0.06
_CENTRE_OF_COAUTHOR = 0.05
_SAME_UNIVERSITY = 0.05
_UNIVERSITY_OF_COAUTHOR = 0.02
_SAME_REGION = 0.02
_SAME_RANK = 0.03
_SHARED_TERM = 0.025
_MOST_SHARED = 0.05
_NOTHING_IN_COMMON = -0.05


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An expert who may be meant. `name` is the likeness of the names, `company` what else speaks for it."""

    expert: Expert
    name: float
    company: float = 0.0

    @property
    def total(self) -> float:
        return self.name + self.company


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The experts that a printed name may be (one if it is sure), each with a confidence."""

    candidates: tuple[tuple[Expert, float], ...] = ()

    @property
    def expert(self) -> Expert | None:
        """The expert it surely is."""
        if len(self.candidates) == 1 and self.candidates[0][1] >= SURE:
            return self.candidates[0][0]
        return None


class _Decisions:
    """What officers said of a printed name on a work."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._said: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
        for decision in sorted(decisions, key=lambda each: each.decided_on):
            self._said[decision.work_id, decision.printed_name][decision.expert_id] = decision.is_same

    def of(self, work: Work, printed: str) -> Mapping[str, bool]:
        """Whether the name is theirs, by the id of each expert that was decided on."""
        return self._said.get((work.id, printed), {})


def join_people(
    works: Sequence[Work], experts: Sequence[Expert], decisions: Sequence[Decision]
) -> tuple[list[Authorship], list[Authorship]]:
    """Return the authorships that are sure and those that an officer should look at.

    Confidence is 0.75 to 1 for the first and 0.5 to 0.75 for the second. Both are in the order of work,
    place and expert, whatever the order of what is passed in. Decisions stand over everything.
    """
    roster = _Roster(experts)
    said = _Decisions(decisions)
    joined: list[Authorship] = []
    unsure: list[Authorship] = []
    for work in sorted(works, key=lambda work: work.id):
        for place, (printed, verdict) in enumerate(
            zip(work.people, _verdicts(work, roster, said), strict=True), start=1
        ):
            target = joined if verdict.expert else unsure
            for expert, confidence in sorted(verdict.candidates, key=lambda pair: pair[0].id):
                target.append(Authorship(work.id, expert.id, printed, place, round(confidence, 3)))
    return joined, unsure


def _verdicts(work: Work, roster: "_Roster", said: _Decisions) -> list[_Verdict]:
    """Judge each name alone, then the open ones again in the light of the co-authors found."""
    found = [_after_decisions(roster, printed, said.of(work, printed)) for printed in work.people]
    alone = [_judge(work, printed, one, ()) for printed, one in zip(work.people, found, strict=True)]
    verdicts = []
    for place, verdict in enumerate(alone):
        others = [each.expert for at, each in enumerate(alone) if each.expert and at != place]
        again = not verdict.expert and bool(found[place]) and bool(others)
        verdicts.append(_judge(work, work.people[place], found[place], others) if again else verdict)
    return _each_once(work, verdicts)


def _after_decisions(roster: "_Roster", printed: str, said: Mapping[str, bool]) -> tuple[_Candidate, ...]:
    """The candidates that officers have left: only those they confirmed, if there are any."""
    confirmed = [expert for id_, same in said.items() if same and (expert := roster.expert(id_))]
    if confirmed:
        return tuple(_Candidate(expert, _DECIDED) for expert in confirmed)
    return tuple(each for each in roster.candidates(printed) if said.get(each.expert.id) is not False)


def _judge(
    work: Work, printed: str, candidates: Sequence[_Candidate], coauthors: Sequence[Expert]
) -> _Verdict:
    """Weigh the candidates of the best kind of likeness against each other."""
    if not candidates:
        return _Verdict()
    best_kind = max(_kind(each) for each in candidates)
    rivals = [each for each in candidates if _kind(each) == best_kind]
    if best_kind >= _SAME_NAME and len(rivals) == 1:
        return _Verdict(((rivals[0].expert, min(1.0, rivals[0].name)),))
    known = [replace(each, company=_company(work, printed, each.expert, coauthors)) for each in rivals]
    known.sort(key=lambda each: (-each.total, each.expert.id))
    margin = _NAMESAKE_MARGIN if best_kind > _PART_OF_NAME else _INITIAL_MARGIN
    tied = [each for each in known if each.total > known[0].total - margin]
    if len(tied) > 1:
        return _Verdict(tuple((each.expert, min(each.name, _MOST_IF_TIED)) for each in tied))
    return _one(known[0], _MOST_FOR_NAMESAKE if len(known) > 1 else 1.0)


def _one(candidate: _Candidate, most: float) -> _Verdict:
    confidence = min(most, candidate.total, _MOST[_kind(candidate)])
    return _Verdict(((candidate.expert, confidence),)) if confidence >= WORTH_ASKING else _Verdict()


def _kind(candidate: _Candidate) -> int:
    if candidate.name >= _DECIDED:
        return _BY_DECISION
    if candidate.name >= _EXACT:
        return _SAME_NAME
    if candidate.name >= SURE:
        return _SPELLING_OF_IT
    return _PART_OF_NAME


def _each_once(work: Work, verdicts: Sequence[_Verdict]) -> list[_Verdict]:
    """Nobody stands on one work twice in the same script: the less sure name is somebody else's."""
    best: dict[tuple[str, bool], tuple[float, str]] = {}
    for printed, verdict in zip(work.people, verdicts, strict=True):
        if verdict.expert:
            key = (verdict.expert.id, printed.isascii())
            best[key] = max(best.get(key, (0.0, "")), (verdict.candidates[0][1], printed))
    return [
        _Verdict(
            tuple(
                (expert, confidence)
                for expert, confidence in verdict.candidates
                if best.get((expert.id, printed.isascii()), (0.0, printed))[1] == printed
            )
        )
        for printed, verdict in zip(work.people, verdicts, strict=True)
    ]


def _company(work: Work, printed: str, expert: Expert, coauthors: Sequence[Expert]) -> float:
    """What the work and its other authors say for an expert; a little against where nothing does."""
    centre = _centre_in_common(work, expert, coauthors)
    university = _university_in_common(work, expert, coauthors)
    region = _SAME_REGION if work.region and work.region == expert.region else 0.0
    subject = min(_MOST_SHARED, _SHARED_TERM * len(_work_terms(work) & _expert_terms(expert)))
    rank = academic_rank(printed)
    same_rank = _SAME_RANK if rank and rank == academic_rank(expert.academic_title) else 0.0
    found = centre + university + region + subject
    return (found if found else _NOTHING_IN_COMMON) + same_rank


def _centre_in_common(work: Work, expert: Expert, coauthors: Sequence[Expert]) -> float:
    if not expert.centre:
        return 0.0
    if work.centre == expert.centre:
        return _SAME_CENTRE
    return _CENTRE_OF_COAUTHOR if any(each.centre == expert.centre for each in coauthors) else 0.0


def _university_in_common(work: Work, expert: Expert, coauthors: Sequence[Expert]) -> float:
    university = institution_of(expert.organisation)
    if not university:
        return 0.0
    if institution_of(work.organisation) == university:
        return _SAME_UNIVERSITY
    others = (institution_of(each.organisation) for each in coauthors)
    return _UNIVERSITY_OF_COAUTHOR if university in others else 0.0


@lru_cache(maxsize=4096)
def _work_terms(work: Work) -> frozenset[str]:
    return _terms((work.title_th, work.title_en, work.field, *work.keywords))


@lru_cache(maxsize=4096)
def _expert_terms(expert: Expert) -> frozenset[str]:
    return _terms((*expert.fields, *expert.expertise))


def _terms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(term for text in texts for term in search_terms(text) if len(term) > 3)


class _Roster:
    """The experts, found by name: exactly, or by a coarse key that all spellings of a name share."""

    def __init__(self, experts: Iterable[Expert]) -> None:
        self._by_id = {expert.id: expert for expert in sorted(experts, key=lambda expert: expert.id)}
        self._names: dict[str, list[tuple[PersonName, ...]]] = {}
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, tuple[_Candidate, ...]] = {}
        for expert in self._by_id.values():
            self._add(expert)

    def expert(self, expert_id: str) -> Expert | None:
        return self._by_id.get(expert_id)

    def candidates(self, printed: str) -> tuple[_Candidate, ...]:
        """The experts whose name is like the printed one, the likest first."""
        if printed not in self._found:
            self._found[printed] = tuple(self._search(read_name(printed)))
        return self._found[printed]

    def _add(self, expert: Expert) -> None:
        readings = [read_name(name) for name in (expert.name_th, expert.name_en) if name]
        self._names[expert.id] = [each for each in readings if each]
        for reading in self._names[expert.id]:
            for name in reading:
                if not name.swapped:
                    self._by_name[_written(name)].add(expert.id)
                    for key in block_keys(name):
                        self._by_key[key].add(expert.id)

    def _search(self, printed: tuple[PersonName, ...]) -> list[_Candidate]:
        exact = any(_written(name) in self._by_name for name in printed)
        best: dict[str, float] = {}
        for name in printed:
            for id_ in self._by_name.get(_written(name), ()) if exact else self._sharing_a_key(name):
                best[id_] = max(best.get(id_, 0.0), _likeness(name, self._names[id_]))
        worth = [_Candidate(self._by_id[id_], score) for id_, score in best.items() if score >= WORTH_ASKING]
        return sorted(worth, key=lambda each: (-each.name, each.expert.id))

    def _sharing_a_key(self, name: PersonName) -> set[str]:
        return {id_ for key in block_keys(name) for id_ in self._by_key.get(key, ())}


def _written(name: PersonName) -> tuple[str, str]:
    return name.given, name.surname


def _likeness(printed: PersonName, names: Sequence[tuple[PersonName, ...]]) -> float:
    """The best likeness to any registered form; a spelling that another form rules out is left open."""
    scores = [compare((printed,), name) for name in names]
    best = max(scores, default=0.0)
    if SURE <= best < _EXACT and min(scores) == 0.0:
        return _CONTRADICTED
    return best
