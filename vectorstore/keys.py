"""The number by which every part of the index knows a passage.

A number is found faster than a text, and each part can tell it of a passage without reading the rest.
"""

import hashlib
from functools import lru_cache

_REMEMBERED = 65536


@lru_cache(_REMEMBERED)
def key_of(chunk_id: str) -> int:
    """63 bits of SHA-256 of the id: as if drawn by chance, but always the same.

    That two of a million passages have one key happens in one of 20 million indexes; the parts would then
    not agree (`HybridIndex.check`).
    """
    return int.from_bytes(hashlib.sha256(chunk_id.encode()).digest()[:8], "big") >> 1
