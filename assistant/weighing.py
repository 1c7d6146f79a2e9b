"""How much a word tells."""

import math
from collections.abc import Mapping


def idf(document_frequencies: Mapping[str, int], count: int) -> dict[str, float]:
    """Inverse document frequency of each term, ln(1 + (N - n + 0.5) / (n + 0.5)), as BM25 has it.

    (Robertson and Zaragoza 2009, eq. 3.15 with the +1 that keeps it positive.)
    """
    return {
        term: math.log(1 + (max(count - n, 0) + 0.5) / (n + 0.5)) for term, n in document_frequencies.items()
    }
