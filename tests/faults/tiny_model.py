"""A sentence-transformers model of few and random weights: the real code in a hundredth of the time."""

import json
import string
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors

_SIZE = 32
_WINDOW = 512
_THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C))
_UNKNOWN = "<unk>"
_VOCABULARY = ["<s>", "</s>", _UNKNOWN, *string.printable, *_THAI]


def save_tiny_model(folder: Path) -> Path:
    """Save the model (one token a character, one layer) into `folder`, the same at every call."""
    (folder / "1_Pooling").mkdir(parents=True)
    _save_json(folder / "modules.json", [_module(i, kind) for i, kind in enumerate(_MODULES)])
    _save_json(folder / "config.json", _CONFIG)
    _save_json(folder / "1_Pooling" / "config.json", {"pooling_mode_mean_tokens": True})
    _tokenizer().save(str(folder / "tokenizer.json"))
    save_file(_weights(), folder / "model.safetensors")
    return folder


_MODULES = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
_CONFIG = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": _SIZE,
    "intermediate_size": _SIZE,
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": _WINDOW,
    "num_attention_heads": 2,
    "num_hidden_layers": 1,
    "vocab_size": len(_VOCABULARY),
}


def _module(place: int, kind: str) -> dict[str, object]:
    path = _MODULES[kind]
    return {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{kind}"}


def _save_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def _tokenizer() -> Tokenizer:
    words = {token: number for number, token in enumerate(_VOCABULARY)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token=_UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("(?m)."), "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)]
    )
    return tokenizer


def _weights() -> dict[str, torch.Tensor]:
    source = torch.Generator().manual_seed(2569)

    def random(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=source).div(_SIZE**0.5)

    def dense(name: str) -> dict[str, torch.Tensor]:
        return {f"{name}.weight": random(_SIZE, _SIZE), f"{name}.bias": random(_SIZE)}

    def norm(name: str) -> dict[str, torch.Tensor]:
        return {f"{name}.weight": torch.ones(_SIZE), f"{name}.bias": torch.zeros(_SIZE)}

    layer = "encoder.layer.0"
    return {
        "embeddings.word_embeddings.weight": random(len(_VOCABULARY), _SIZE),
        "embeddings.position_embeddings.weight": random(_WINDOW, _SIZE) / 10,
        "embeddings.token_type_embeddings.weight": torch.zeros(2, _SIZE),
        **norm("embeddings.LayerNorm"),
        **dense(f"{layer}.attention.self.query"),
        **dense(f"{layer}.attention.self.key"),
        **dense(f"{layer}.attention.self.value"),
        **dense(f"{layer}.attention.output.dense"),
        **norm(f"{layer}.attention.output.LayerNorm"),
        **dense(f"{layer}.intermediate.dense"),
        **dense(f"{layer}.output.dense"),
        **norm(f"{layer}.output.LayerNorm"),
    }
