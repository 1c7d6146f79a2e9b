"""One score from two: how near in meaning, how many words shared. Pure functions.

A weighted sum of min-max normalised scores keeps how much better one passage is than the next, which
rank fusion throws away (Bruch, Gai and Ingber 2023, "An Analysis of Fusion Functions for Hybrid
Retrieval", ACM TOIS 42(1), section 4). The words weigh less where they can say less: a Thai question
shares only numbers and names with English passages, and these must not decide.
"""

from collections.abc import Mapping

from assistant.weighing import idf


def covered_share(holding: Mapping[str, int], passages: int) -> float:
    """The share (0 to 1) of a question's idf that belongs to terms standing in any passage.

    `holding` says for each term of the question in how many of `passages` passages it stands.
    """
    weights = idf(holding, passages)
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if holding[term]) / total if total else 0.0


def min_max(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores moved and stretched to run from 0 to 1; all 1 when they are equal."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], *, dense_weight: float, covered: float
) -> dict[str, float]:
    """The fused score (0 to 1, higher is better) of each passage, by id.

    `dense` holds the cosine of every passage, `lexical` the BM25 of those that share a word. `covered` is
    the question's `covered_share`. With w = (1 - dense_weight) * covered, a passage scores
    (1 - w) * cosine + w * BM25, the cosine min-max normalised and BM25 divided by the best one.
    """
    weight = (1 - dense_weight) * covered if lexical else 0.0
    best = max(lexical.values(), default=0.0)
    return {
        key: (1 - weight) * cosine + (weight * lexical.get(key, 0.0) / best if best else 0.0)
        for key, cosine in min_max(dense).items()
    }
