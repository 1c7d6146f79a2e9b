"""Knowing when nothing fits: how sure the evidence makes us that the need can be answered at all.

No single threshold does it: within one language the share of the question's words that the best
passage holds tells most, across languages only the vectors speak. So both go into one logistic model;
docs/benchmarks.md tells how its weights were fitted and what it reaches.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.needs import Need
from assistant.language import search_terms
from assistant.ranking import Passage

CONFIDENCE_NEEDED = 0.5
_BEST_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Signals:
    """What the evidence says of a need.

    cosine: of the nearest passage (-1 to 1); lead: how far it stands above the average of the
    candidates; coverage: share (0 to 1) of the topics' idf that the best-covering passage holds.
    """

    cosine: float
    lead: float
    coverage: float


# Fitted on eval/datasets/samples/tuning.jsonl by eval/calibrate_refusal.py.
_INTERCEPT = -40.0
_COSINE = 46.0
_LEAD = 10.0
_COVERAGE = 3.0


def signals(need: Need, passages: Sequence[Passage], weights: Mapping[str, float]) -> Signals:
    """Read the signals off the passages found, best first."""
    if not passages:
        return Signals(0.0, 0.0, 0.0)
    cosines = [passage.evidence.dense for passage in passages]
    best = max(cosines)
    covered = max(_coverage(need, passage, weights) for passage in passages[:_BEST_PASSAGES])
    return Signals(best, best - sum(cosines) / len(cosines), covered)


def confidence(found: Signals) -> float:
    """How likely (0 to 1) the need can be answered from what was found."""
    score = _INTERCEPT + _COSINE * found.cosine + _LEAD * found.lead + _COVERAGE * found.coverage
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))


def _coverage(need: Need, passage: Passage, weights: Mapping[str, float]) -> float:
    total = sum(weights.get(topic, 0.0) for topic in need.topics)
    if not total:
        return 0.0
    terms = set(search_terms(passage.chunk.indexed_text))
    return sum(weights.get(topic, 0.0) for topic in need.topics if topic in terms) / total
