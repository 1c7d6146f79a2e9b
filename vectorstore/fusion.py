"""One score from two: how near in meaning, how many words shared. Pure functions.

A weighted sum of min-max normalised scores keeps how much better one passage is than the next, which
rank fusion throws away (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid
Retrieval", ACM TOIS 42(1), section 4). The words weigh less where they can say less: a Thai question
shares only numbers and names with English passages, and these must not decide; nor do two words tell as
surely what is meant as the hundred of an abstract.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from assistant.weighing import telling

Key = TypeVar("Key", bound=Hashable)

# Where meaning tells passages apart, the best one's MaxSim is so much above that of the passage so many
# places below it (docs/benchmarks.md).
_STANDS_OUT, _OTHERS = 0.12, 20
_LEAST_DIFFERENCE = 1e-3


def covered_share(holding: Mapping[str, int], passages: int) -> float:
    """The share (0 to 1) of what a question's terms tell that belongs to terms standing in any passage.

    `holding` says for each term of the question in how many of `passages` passages it stands.
    """
    weights = telling(holding, passages)
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if holding[term]) / total if total else 0.0


def words_weight(covered: float, terms: int, balanced_terms: float) -> float:
    """How much the words weigh in a fused score, 0 to 1: half for a question of `balanced_terms` different
    search terms, more for a longer one; and that times the square of the share that is `covered`."""
    return covered**2 * terms / (terms + balanced_terms) if terms else 0.0


def raised_where_alike(words: float, late: Mapping[Key, float]) -> float:
    """The weight of the words (0 to 1) once tokens were compared: more than `words` where these tell little.

    Among passages of one field all are alike in meaning, and their differences, stretched to run from 0 to 1,
    would be chance. So where the best stands out from the others by less than `_STANDS_OUT`, the odds of the
    words grow by the square of how much less. Of few passages nothing can be told.
    """
    ordered = sorted(late.values(), reverse=True)
    if len(ordered) <= _OTHERS or not 0 < words < 1:
        return words
    stands_out = max(ordered[0] - ordered[_OTHERS], _LEAST_DIFFERENCE)
    odds = words / (1 - words) * max(1.0, _STANDS_OUT / stands_out) ** 2
    return odds / (1 + odds)


def min_max(scores: Mapping[Key, float]) -> dict[Key, float]:
    """Scores moved and stretched to run from 0 to 1; all 1 when they are equal."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}


def fuse(
    dense: Mapping[Key, float],
    lexical: Mapping[Key, float],
    late: Mapping[Key, float] | None = None,
    *,
    words: float,
    late_weight: float = 0.0,
) -> dict[Key, float]:
    """The fused score (0 to 1, higher is better) of each passage, by its key.

    `dense` holds the cosine of every passage, `lexical` the BM25 of those that words found, `late` the
    MaxSim of those that came so far. With w = `words` (`words_weight`; 0 where no passage shares a word) a
    passage scores (1 - w) * meaning² + w * BM25, where meaning is the cosine, or
    (1 - late_weight) * cosine + late_weight * MaxSim once there is any; cosine and MaxSim are min-max
    normalised, BM25 is divided by the best one, and what a passage lacks counts 0. Squared, because BM25
    falls off from the best as steeply, and cosines do not.
    """
    best = max(lexical.values(), default=0.0)
    share = words if best else 0.0
    meaning = min_max(dense)
    if late:
        refined = min_max(late)
        meaning = {
            key: (1 - late_weight) * cosine + late_weight * refined.get(key, 0.0)
            for key, cosine in meaning.items()
        }
    return {
        key: (1 - share) * score**2 + (share * lexical.get(key, 0.0) / best if best else 0.0)
        for key, score in meaning.items()
    }


def reordered(scores: Mapping[Key, float], judged: Mapping[Key, float], *, weight: float) -> dict[Key, float]:
    """The fused scores of passages that were `judged` beside the question, put into a new order.

    Both are min-max normalised and joined: (1 - weight) * fused + weight * judged. That is put where the
    fused scores of these passages lie, from the lowest to the highest. So what stood below all of them
    without being judged stands below all of them still, with the score it had; and a score means what it
    meant, whether a judge gives high marks or low ones.
    """
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    before, told = min_max(scores), min_max(judged)
    joined = {key: (1 - weight) * place + weight * told[key] for key, place in before.items()}
    return {key: min(high, low + (high - low) * place) for key, place in joined.items()}


def without_language_bias(
    cosines: Mapping[Key, float], languages: Mapping[Key, str], background: Mapping[str, float]
) -> dict[Key, float]:
    """Cosines as if both languages stood equally near to the question.

    Passages in the question's own language are nearer to it whatever they say; `background` tells how
    near passages of each language are at large, and the difference is taken away.
    """
    nearest = max(background.values(), default=0.0)
    return {
        key: cosine + nearest - background.get(languages.get(key, ""), nearest)
        for key, cosine in cosines.items()
    }
