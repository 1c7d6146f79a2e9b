"""Who and what of the ranked is recommended: what is near the best, and near enough by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.domain.answers import RefusalReason
from assistant.domain.exposure import Exposure
from assistant.domain.needs import Need
from assistant.domain.people import Expert
from assistant.domain.works import Work
from assistant.exposure import Turns
from assistant.finding import Found
from assistant.ranking import Ranked, Subject
from assistant.refusing import Calibration, Signals, signals

# Recommended is what scores at least this share of the best, be it within the limits or not, and whose own
# best passage makes us at least this share as sure as an answer must be. (docs/benchmarks.md has what other
# shares would show and miss.)
SHARE_OF_BEST = 0.4
SHARE_OF_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True)
class Doubt:
    """Tells of one subject at a time whether it fits the need at all.

    Of few candidates, as within limits, also the best may be far from the subject. `frequencies` tells in
    how many of the index's `passages` each topic of the need stands.
    """

    need: Need
    calibration: Calibration
    frequencies: Mapping[str, int]
    passages: int

    @property
    def confidence_needed(self) -> float:
        """How sure (0 to 1) a subject's own best passage must make us."""
        return SHARE_OF_CONFIDENCE * self.calibration.confidence_needed

    def fits(self, ranked: Ranked[Subject]) -> bool:
        """Whether its own best passage leaves little enough doubt."""
        return (
            self._by_meaning(ranked) >= self.confidence_needed
            or self._by_words_too(ranked) >= self.confidence_needed
        )

    def confidence(self, ranked: Ranked[Subject]) -> float:
        """How sure (0 to 1) its own best passage makes us."""
        return max(self._by_meaning(ranked), self._by_words_too(ranked))

    def _by_meaning(self, ranked: Ranked[Subject]) -> float:
        nearest = max(passage.evidence.dense for passage in ranked.passages)
        return self.calibration.confidence(Signals(nearest, shared=0.0))

    def _by_words_too(self, ranked: Ranked[Subject]) -> float:
        nearest = max(ranked.passages, key=lambda passage: passage.evidence.dense)
        return self.calibration.confidence(signals(self.need, [nearest], self.frequencies, self.passages))


def is_near(best: float, score: float) -> bool:
    """Whether a score is a fair share of the `best`."""
    return score > 0 and score >= SHARE_OF_BEST * best


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found for a need, how sure (0 to 1) it makes us, and why it is not enough, if so.

    With `turns`, experts who fit about equally take them.
    """

    need: Need
    found: Found
    doubt: Doubt
    confidence: float
    reason_to_refuse: RefusalReason | None
    turns: Turns | None = None

    def experts(self, top: int) -> list[Ranked[Expert]]:
        """At most `top` experts to recommend, best first but for turns; none where the need is refused."""
        by_score = self._chosen(self.found.best_expert, self.found.experts)
        return list(islice(self.turns.ordered(list(by_score), _score) if self.turns else by_score, top))

    def exposure(self, shown: Sequence[str]) -> Exposure | None:
        """Who took turns with those `shown` by id, in this order; None where nobody takes turns."""
        if self.turns is None:
            return None
        by_score = list(self._chosen(self.found.best_expert, self.found.experts))
        bands = [tuple(r.subject.id for r in band) for band in self.turns.bands(by_score, _score)]
        in_order = [id_ for band in bands for id_ in band if id_ in shown]
        return Exposure(
            share=self.turns.share,
            day=self.turns.day,
            near_equals=tuple(band for band in bands if len(band) > 1 and not set(band).isdisjoint(shown)),
            moved=tuple(id_ for id_, by_score_id in zip(shown, in_order, strict=True) if id_ != by_score_id),
        )

    def works(self, top: int) -> list[Ranked[Work]]:
        """At most `top` works to recommend, best first; none where the need is refused."""
        return list(islice(self._chosen(self.found.best_work, self.found.works), top))

    def _chosen(self, best: float, ranked: Sequence[Ranked[Subject]]) -> Iterator[Ranked[Subject]]:
        """Those to recommend, best first: told one at a time, because doubting takes its time."""
        if self.reason_to_refuse:
            return iter(())
        return (one for one in ranked if is_near(best, one.score) and self.doubt.fits(one))


def _score(ranked: Ranked[Expert]) -> float:
    return ranked.score
