"""How much a word tells.

A small collection of reports makes chatter look telling: "grandmother" and "afraid" stand in few of them.
So how rare a word is among the passages is weighed by how rare it is in Thai at large.
"""

import math
from collections.abc import Mapping
from functools import lru_cache

from assistant.language import frequencies, words_counted

# A Thai word counts fully from one in 440,000 on (e^13), and least if it is as frequent as one in 150 (e^5).
_FREQUENT, _RARE = 5.0, 13.0
_LEAST_RARITY = 0.1


def idf(document_frequencies: Mapping[str, int], count: int) -> dict[str, float]:
    """Inverse document frequency of each term, ln(1 + (N - n + 0.5) / (n + 0.5)), as BM25 has it.

    (Robertson and Zaragoza 2009, eq. 3.15 with the +1 that keeps it positive.)
    """
    return {
        term: math.log(1 + (max(count - n, 0) + 0.5) / (n + 0.5)) for term, n in document_frequencies.items()
    }


def telling(document_frequencies: Mapping[str, int], count: int) -> dict[str, float]:
    """What each term tells: its idf times its `rarity`."""
    return {term: weight * rarity(term) for term, weight in idf(document_frequencies, count).items()}


@lru_cache(65536)
def rarity(term: str) -> float:
    """How rare a word is in Thai at large, from 0.1 to 1 on a logarithmic scale (Thai National Corpus).

    A word that the corpus does not know, English ones among them, counts as rare.
    """
    known = frequencies().get(term)
    if known is None:
        return 1.0
    surprise = math.log(words_counted() / known)
    return min(1.0, max(_LEAST_RARITY, (surprise - _FREQUENT) / (_RARE - _FREQUENT)))
