"""A BERT sentence encoder without padding: what sentence-transformers computes, in a third of the time.

It reads the same folder (BertModel, mean pooling, normalisation) and gives the same vectors. The tokens
of a batch stand in one row after another, so every matrix product works on real tokens only; attention
runs once for each group of passages of equal length. Importing transformers and sentence-transformers
alone takes longer than everything a single question needs, so neither is imported here.

Architecture: Devlin et al. 2019, "BERT", section 3 (post-layer normalisation, exact GELU).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from vectorstore.adapter import Adapter

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class Tokenized:
    """A text as the model reads it: the tokens that fit its window, with both end marks, and after how many
    letters of the text each of them ends."""

    text: str
    ids: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the model makes of some texts: `vectors` (texts, dimensions), each of unit length, and for each
    text the last layer's vectors of all its tokens (tokens, dimensions), as they are, and where in the text
    each of these ends."""

    vectors: npt.NDArray[np.float32]
    tokens: Sequence[npt.NDArray[np.float32]]
    ends: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Layer:
    attention_in: tuple["torch.Tensor", "torch.Tensor"]
    attention_out: tuple["torch.Tensor", "torch.Tensor"]
    attention_norm: tuple["torch.Tensor", "torch.Tensor"]
    widen: tuple["torch.Tensor", "torch.Tensor"]
    narrow: tuple["torch.Tensor", "torch.Tensor"]
    output_norm: tuple["torch.Tensor", "torch.Tensor"]


@dataclass(frozen=True, slots=True)
class _Group:
    """Passages of equal length that stand next to each other in the row of tokens."""

    start: int
    passages: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.passages * self.length


def is_readable(folder: Path) -> bool:
    """Whether `folder` holds a model that `BertEncoder` computes: BERT, mean pooling, normalisation."""
    try:
        modules = [entry["type"].rsplit(".", 1)[-1] for entry in _json(folder / "modules.json")]
        config, pooling = _json(folder / "config.json"), _json(folder / "1_Pooling" / "config.json")
    except (OSError, ValueError, KeyError, TypeError):
        return False
    modes = {name for name, used in pooling.items() if name.startswith("pooling_mode_") and used is True}
    return (
        modules == ["Transformer", "Pooling", "Normalize"]
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and (modes == {"pooling_mode_mean_tokens"} or pooling.get("pooling_mode") == "mean")
        and (folder / "tokenizer.json").is_file()
        and (folder / "model.safetensors").is_file()
    )


def unigram_scores(tokenizer: str) -> npt.NDArray[np.float32] | None:
    """The scores of a Unigram tokenizer's pieces, from its JSON; None for another kind of tokenizer."""
    import orjson  # a vocabulary of 250,000 pieces takes json half a second

    model = orjson.loads(tokenizer)["model"]
    if model.get("type") != "Unigram":
        return None
    return np.array([score for _, score in model["vocab"]], np.float32)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


class BertEncoder:
    """A model folder, loaded. `bfloat16` chooses the type of the matrix products."""

    def __init__(self, folder: Path, *, bfloat16: bool, adapter: Adapter | None = None) -> None:
        import torch
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        config = _json(folder / "config.json")
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._type = torch.bfloat16 if bfloat16 else torch.float32
        weights = load_file(folder / "model.safetensors")
        self.weights = adapter.added_to(weights) if adapter else weights
        # The table of words is most of the model; its rows are converted when they are looked up.
        self._words = self.weights["embeddings.word_embeddings.weight"]
        self._positions = (
            self._weight("embeddings.position_embeddings.weight")
            + self._weight("embeddings.token_type_embeddings.weight")[0]
        )
        self._norm = self._pair("embeddings.LayerNorm")
        self._layers = [self._layer(number) for number in range(config["num_hidden_layers"])]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        # "</s>" in a document is text, not an end mark.
        self._tokenizer.encode_special_tokens = True
        self.dimensions: int = config["hidden_size"]
        self.window: int = config["max_position_embeddings"]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text is, without end marks."""
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [len(encoding) for encoding in encoded]

    def tokenize(self, texts: Sequence[str]) -> list[Tokenized]:
        """Each text with its tokens; what exceeds the window is cut off, the end mark is kept."""
        encoded = self._tokenizer.encode_batch(list(texts))
        return [
            Tokenized(text, self._cut(encoding.ids), self._cut([end for _, end in encoding.offsets]))
            for text, encoding in zip(texts, encoded, strict=True)
        ]

    def encode(self, batch: Sequence[Tokenized]) -> Encoded:
        """The vectors of these texts. Texts of equal length should stand together."""
        import torch
        from torch.nn import functional

        lengths = [len(text.ids) for text in batch]
        with torch.inference_mode():
            # In float32: a mean taken in bfloat16 costs three digits of the cosine.
            tokens = torch.split(self._hidden(batch, lengths).float(), lengths)
            means = torch.stack([of_text.mean(0) for of_text in tokens])
            vectors = functional.normalize(means, dim=1).numpy()
        return Encoded(vectors, [of_text.numpy() for of_text in tokens], [text.ends for text in batch])

    def piece_scores(self) -> npt.NDArray[np.float32] | None:
        """How likely (natural logarithm) each piece of the vocabulary is; None if the tokenizer tells not."""
        return unigram_scores(self._tokenizer.to_str())

    def _cut(self, tokens: list[int]) -> tuple[int, ...]:
        return tuple(tokens) if len(tokens) <= self.window else (*tokens[: self.window - 1], tokens[-1])

    def _hidden(self, batch: Sequence[Tokenized], lengths: list[int]) -> "torch.Tensor":
        """The last layer's vectors of all tokens, one text after another."""
        import torch
        from torch.nn import functional

        ids = torch.tensor([token for text in batch for token in text.ids])
        places = torch.cat([torch.arange(length) for length in lengths])
        hidden = functional.embedding(ids, self._words).to(self._type)
        hidden = self._normalised(hidden + functional.embedding(places, self._positions), self._norm)
        groups = list(_groups(lengths))
        for layer in self._layers:
            hidden = self._through(layer, hidden, groups)
        return hidden

    def _through(self, layer: _Layer, hidden: "torch.Tensor", groups: Sequence[_Group]) -> "torch.Tensor":
        from torch.nn import functional

        attended = self._attend(functional.linear(hidden, *layer.attention_in), groups)
        hidden = self._normalised(
            hidden + functional.linear(attended, *layer.attention_out), layer.attention_norm
        )
        wide = functional.gelu(functional.linear(hidden, *layer.widen))
        return self._normalised(hidden + functional.linear(wide, *layer.narrow), layer.output_norm)

    def _attend(self, projected: "torch.Tensor", groups: Sequence[_Group]) -> "torch.Tensor":
        """Scaled dot-product attention within each text. `projected` holds queries, keys and values."""
        from torch.nn import functional

        result = projected.new_empty(len(projected), self.dimensions)
        for group in groups:
            parts = projected[group.start : group.end].view(group.passages, group.length, 3, self._heads, -1)
            query, key, value = parts.permute(2, 0, 3, 1, 4)
            attended = functional.scaled_dot_product_attention(query, key, value).transpose(1, 2)
            result[group.start : group.end] = attended.reshape(-1, self.dimensions)
        return result

    def _normalised(
        self, hidden: "torch.Tensor", norm: tuple["torch.Tensor", "torch.Tensor"]
    ) -> "torch.Tensor":
        from torch.nn import functional

        return functional.layer_norm(hidden, (self.dimensions,), *norm, self._epsilon)

    def _weight(self, name: str) -> "torch.Tensor":
        return self.weights[name].to(self._type)

    def _pair(self, name: str) -> tuple["torch.Tensor", "torch.Tensor"]:
        return self._weight(f"{name}.weight"), self._weight(f"{name}.bias")

    def _layer(self, number: int) -> _Layer:
        import torch

        prefix = f"encoder.layer.{number}."
        weights, biases = zip(
            *(self._pair(f"{prefix}attention.self.{part}") for part in ("query", "key", "value")), strict=True
        )
        return _Layer(
            attention_in=(torch.cat(weights), torch.cat(biases)),
            attention_out=self._pair(f"{prefix}attention.output.dense"),
            attention_norm=self._pair(f"{prefix}attention.output.LayerNorm"),
            widen=self._pair(f"{prefix}intermediate.dense"),
            narrow=self._pair(f"{prefix}output.dense"),
            output_norm=self._pair(f"{prefix}output.LayerNorm"),
        )


def _groups(lengths: Sequence[int]) -> Iterator[_Group]:
    start = 0
    for length, members in groupby(lengths):
        group = _Group(start, len(list(members)), length)
        yield group
        start = group.end
