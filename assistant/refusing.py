"""Knowing when nothing fits: how sure the evidence makes us that the need can be answered at all.

No single threshold does it: within one language the words that a passage shares with the question tell
most, across languages only the vectors speak. So both go into one logistic model; docs/benchmarks.md
tells how its weights were fitted and what it reaches.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from statistics import fmean

from assistant.domain.evidence import Chunk
from assistant.domain.needs import Need
from assistant.language import fold, squeeze, terms_held
from assistant.ranking import Passage
from assistant.weighing import idf, telling

_BEST_PASSAGES = 5
_NEAREST_PASSAGES = 3
# More is a question, in which the words around its subject matter too.
_TOPICS_OF_A_SEARCH = 3
_NEEDS_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Signals:
    """What the evidence says of a need.

    cosine: the mean of the nearest passages (-1 to 1), since what is there is seldom said only once; shared:
    how much the topics that one passage holds tell: ln(1 + the sum of what they tell, in units of the idf of
    a word that stands in one passage only), so that a long text is not sure of all; holds_all: whether
    the question is like a search and one passage holds all of it: every one of up to three topics ("mango
    technology", "is there anybody who works on mango?"), or the very words ("กมลชนก ศรีสุวรรณกุล").
    """

    cosine: float
    shared: float
    holds_all: bool = False


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the logistic model, and how likely an answer must be to be given.

    They belong to one embedding model, because cosines of another lie elsewhere; `cosine` is 0 where they
    are not known, and then words alone decide.
    """

    intercept: float
    cosine: float
    shared: float
    confidence_needed: float = 0.5

    def confidence(self, found: Signals) -> float:
        """How likely (0 to 1) the need can be answered from what was found.

        What is searched for by name is shown wherever it is found.
        """
        if found.holds_all:
            return 1.0
        score = self.intercept + self.cosine * found.cosine + self.shared * found.shared
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))

    def is_answerable(self, found: Signals) -> bool:
        """Whether to answer."""
        return self.confidence(found) >= self.confidence_needed


# Fitted on eval/datasets/samples/tuning.jsonl by `python -m eval calibrate`, with the bundled adapter.
MULTILINGUAL_E5_SMALL = Calibration(intercept=-53.42, cosine=67.21, shared=1.95, confidence_needed=0.55)

# For every other model: a passage must share a telling word with the question, at least half as telling as
# one that stands in no other passage. Of the first 222 tuning questions that lets 141 of 160 be answered and
# refuses 41 of the 62 that nothing fits; a question in another language than the documents is refused.
SHARED_WORDS_ALONE = Calibration(intercept=-10.0, cosine=0.0, shared=25.0)


def signals(
    need: Need, passages: Sequence[Passage], document_frequencies: Mapping[str, int], count: int
) -> Signals:
    """Read the signals off the passages found, best first; `count` is how many the index holds."""
    if not passages:
        return Signals(0.0, 0.0)
    nearest = nlargest(_BEST_PASSAGES, passages, key=lambda passage: passage.evidence.dense)
    weights = telling(document_frequencies, count)
    best = [_topics_of(passage.chunk, need) for passage in nearest]
    shared = max(sum(weights[topic] for topic in need.topics if topic in held) for held in best)
    cosine = fmean(passage.evidence.dense for passage in nearest[:_NEAREST_PASSAGES])
    return Signals(cosine, math.log1p(shared / idf({"": 1}, count)[""]), _holds_all(passages, need))


def _holds_all(passages: Sequence[Passage], need: Need) -> bool:
    """Whether one passage holds all that is searched for."""
    if 0 < len(need.topics) <= _TOPICS_OF_A_SEARCH:
        return any(_topics_of(passage.chunk, need).issuperset(need.topics) for passage in passages)
    phrase = _phrase(need)
    # What holds the very words is among the best by words. Texts are normalised as they are read, and folding
    # the rest of the way would take longer than all else here.
    best = nlargest(_BEST_PASSAGES, passages, key=lambda passage: passage.evidence.lexical)
    return bool(phrase) and any(phrase in squeeze(passage.chunk.indexed_text).casefold() for passage in best)


@lru_cache(_NEEDS_REMEMBERED)
def _phrase(need: Need) -> str:
    """What the need says from its first topic to its last, folded; empty where one is inflected there."""
    text = fold(need.text)
    starts = [text.find(topic) for topic in need.topics]
    if not starts or min(starts) < 0:
        return ""
    return text[
        min(starts) : max(start + len(topic) for start, topic in zip(starts, need.topics, strict=True))
    ]


def _topics_of(chunk: Chunk, need: Need) -> frozenset[str]:
    """The topics of the need that a passage, or what it stands under, holds."""
    return terms_held(chunk.context, need.topics) | terms_held(chunk.text, need.topics)
