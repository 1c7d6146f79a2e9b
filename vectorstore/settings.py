"""Settings of the vector store. `api/settings.py` fills them from JABKOO_* variables or a TOML file."""

from dataclasses import dataclass

BUNDLED_MODEL = "bundled:multilingual-e5-small"


@dataclass(frozen=True, slots=True)
class VectorStoreSettings:
    """Which model embeds, where the vectors lie, and how much each leg of a search weighs.

    `embedding_model` is the bundled model, a sentence-transformers name, or a folder. With
    `embedding_adapter` the bundled model knows everyday questions better (`vectorstore.adapter`). An empty
    `chroma_url` keeps the vectors in the data folder; otherwise it is a Chroma server, e.g.
    "http://127.0.0.1:8001". A question of `balanced_terms` different search terms, all of them in
    the index, weighs its words as much as its meaning; words count less in a shorter question, and the
    fewer of them are in the index.
    `candidates` is how many passages each leg offers to the fusion, at least. Of the best
    `late_candidates` of these every token is compared with the question's; `late_weight` (0 to 1) is the
    share of that comparison in the meaning, the rest is the cosine's.
    `cross_encoder` is the name of a sentence-transformers cross-encoder, or a folder; empty for none. It
    reads the best `cross_encoder_candidates` of all that beside the question; `cross_encoder_weight` (0 to
    1) is its share in their new order, the rest is that of the order so far.
    """

    embedding_model: str = BUNDLED_MODEL
    embedding_adapter: bool = True
    chroma_url: str = ""
    balanced_terms: float = 14.0
    candidates: int = 80
    late_candidates: int = 40
    late_weight: float = 0.85
    cross_encoder: str = ""
    cross_encoder_candidates: int = 20
    cross_encoder_weight: float = 0.5
