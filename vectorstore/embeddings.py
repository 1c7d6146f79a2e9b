"""Texts as vectors of meaning: the bundled model, or any sentence-transformers model.

Nothing heavy is imported until an instance is made, so that importing this module costs nothing.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from assistant.errors import JabkooError, ModelError
from assistant.language import ARABIC_DIGITS
from vectorstore.adapter import Adapter
from vectorstore.bert import BertEncoder, Encoded, Tokenized, is_readable, unigram_scores
from vectorstore.bundled_model import is_unpacked, unpack
from vectorstore.products import one_thread
from vectorstore.settings import BUNDLED_MODEL

if TYPE_CHECKING:
    import torch

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]

CODE_VERSION = 2
_BUNDLED_PREFIX = "bundled:"
_BATCH_TOKENS = 1024
_TOKENIZED_AT_A_TIME = 4096
_LONG_WINDOW = 8192
_CLEARLY = 1.15


class Prompts(NamedTuple):
    """What stands before a text so that the model knows its part."""

    query: str
    passage: str


E5_PROMPTS = Prompts("query: ", "passage: ")


class Encoder(Protocol):
    """A loaded model. `window` counts tokens with both end marks."""

    @property
    def dimensions(self) -> int: ...

    @property
    def window(self) -> int: ...

    @property
    def weights(self) -> Mapping[str, "torch.Tensor"]: ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]: ...

    def tokenize(self, texts: Sequence[str]) -> list[Tokenized]: ...

    def encode(self, batch: Sequence[Tokenized]) -> Encoded: ...

    def piece_scores(self) -> Vectors | None: ...


class Question(NamedTuple):
    """A question as the model sees it: its vector (dimensions,), the vectors of its tokens without prompt
    and end marks (tokens, dimensions), and what pieces of the vocabulary these are."""

    vector: Vectors
    tokens: Vectors
    pieces: tuple[int, ...]


class SentenceEmbeddings(Embeddings):
    """Embeds questions and passages as unit vectors, so that their product is the cosine.

    `model` is "bundled:multilingual-e5-small", a sentence-transformers name, or a folder. The bundled
    model is unpacked into `models_folder` the first time; with it nothing ever asks the network. An
    `adapter` belongs to the bundled model and changes the vectors of no other.
    `max_tokens` is how many tokens of a passage the model reads; `fingerprint` names everything that
    the vectors depend on: two indexes with equal fingerprints can be searched with each other's vectors.
    bfloat16 and float32 agree to a cosine of 0.999 and so share a fingerprint.
    """

    def __init__(
        self, model: str = BUNDLED_MODEL, *, models_folder: Path, adapter: Adapter | None = None
    ) -> None:
        self.model = model
        self._encoder, self._prompts = _load(model, models_folder, adapter)
        self.dimensions = self._encoder.dimensions
        self.max_tokens = self._encoder.window - self._length(self._prompts.passage)
        self.fingerprint = _fingerprint(model, self._encoder, self._prompts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self.query_vector(text).tolist()
        return vector

    def embed_documents(self, texts: list[str], progress: Progress | None = None) -> list[list[float]]:
        """The vectors of passages, in their order. `progress` is told (done, total) after each batch."""
        vectors: list[list[float]] = self.passage_vectors(texts, progress).tolist()
        return vectors

    def query_vector(self, text: str) -> Vectors:
        """The vector of a question, of shape (dimensions,)."""
        return self.question(text).vector

    def question(self, text: str) -> Question:
        """A question's vector and those of its tokens, in one pass through the model."""
        (tokenized,) = self._encoder.tokenize([self._prompts.query + _as_read(text)])
        with one_thread():
            encoded = self._encoder.encode([tokenized])
        # The end mark stands last; what stands before the text is as long as it is before no text.
        own = slice(self._length(self._prompts.query.rstrip()) - 1, -1)
        return Question(encoded.vectors[0], encoded.tokens[0][own], tokenized.ids[own])

    def passage_vectors(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """The vectors of passages, of shape (passages, dimensions)."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for places, encoded in self.passages(texts, progress):
            vectors[places] = encoded.vectors
        return vectors

    def passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> Iterator[tuple[list[int], Encoded]]:
        """What the model makes of passages, some at a time: their places in `texts`, and their vectors.

        Tokens are without the end marks; those of the prompt end where the passage begins, at 0. `progress`
        is told (done, total).
        """
        done = 0
        for start in range(0, len(texts), _TOKENIZED_AT_A_TIME):
            part = [
                self._prompts.passage + _as_read(text) for text in texts[start : start + _TOKENIZED_AT_A_TIME]
            ]
            tokenized = self._encoder.tokenize(part)
            for batch in batches([len(text.ids) for text in tokenized], _BATCH_TOKENS):
                encoded = self._encoder.encode([tokenized[i] for i in batch])
                places = [start + place for place in batch]
                yield places, self._without_prompt(encoded)
                done += len(batch)
                if progress:
                    progress(done, len(texts))

    def piece_scores(self) -> Vectors | None:
        """How likely (natural logarithm) each piece of the vocabulary is; None if the tokenizer tells not."""
        return self._encoder.piece_scores()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens each text is, without prompt and end marks, however long it is."""
        return self._encoder.count_tokens([_as_read(text) for text in texts]) if texts else []

    def _without_prompt(self, encoded: Encoded) -> Encoded:
        prompt = len(self._prompts.passage)
        return Encoded(
            encoded.vectors,
            [tokens[1:-1] for tokens in encoded.tokens],
            [[max(0, end - prompt) for end in ends[1:-1]] for ends in encoded.ends],
        )

    def _length(self, prompt: str) -> int:
        """How many tokens a prompt is, with both end marks."""
        return len(self._encoder.tokenize([prompt])[0].ids)


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Places of texts in batches of at most `budget` tokens (one text may exceed it), longest first.

    Texts of equal length stand together and lengths within a batch are close, so that little or
    nothing is spent on padding.
    """
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: -lengths[place]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > budget:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def encodable(text: str) -> str:
    """The text without lone surrogates, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _as_read(text: str) -> str:
    """The text as a model is given it: with Arabic digits, or "๒๕๖๖" would be other letters than "2566"."""
    return encodable(text).translate(ARABIC_DIGITS)


# Loading


def _load(model: str, models_folder: Path, adapter: Adapter | None) -> tuple[Encoder, Prompts]:
    try:
        if model.startswith(_BUNDLED_PREFIX):
            return _load_bundled(model, models_folder, adapter), E5_PROMPTS
        return _load_other(model)
    except JabkooError:
        raise
    except Exception as error:  # the libraries that read a model raise whatever its files make them raise
        raise ModelError("vectorstore.model_not_loaded", model=model, reason=first_line(error)) from error


def is_at_hand(model: str, models_folder: Path) -> bool:
    """Whether `model` can be loaded at once: the bundled one must be unpacked first. Raises ModelError."""
    return model != BUNDLED_MODEL or is_unpacked(_bundled_folder(models_folder))


def _bundled_folder(models_folder: Path) -> Path:
    return models_folder / BUNDLED_MODEL.removeprefix(_BUNDLED_PREFIX)


def _load_bundled(model: str, models_folder: Path, adapter: Adapter | None) -> Encoder:
    if model != BUNDLED_MODEL:
        raise ModelError("vectorstore.bundled_model_unknown", model=model, bundled=BUNDLED_MODEL)
    folder = unpack(_bundled_folder(models_folder))
    try:
        return BertEncoder(folder, bfloat16=prefers_bfloat16(), adapter=adapter)
    except Exception as error:  # a damaged copy can be made again: say so
        raise ModelError("vectorstore.unpacked_model_damaged", folder=folder) from error


def _load_other(model: str) -> tuple[Encoder, Prompts]:
    folder = Path(model).expanduser()
    if folder.is_absolute() and not folder.is_dir():
        raise ModelError("vectorstore.model_folder_missing", model=model)
    if is_readable(folder):
        return BertEncoder(folder, bfloat16=prefers_bfloat16()), _prompts(model, _saved_prompts(folder))
    encoder = _SentenceTransformerEncoder(str(folder) if folder.is_dir() else model)
    return encoder, _prompts(model, encoder.prompts)


def _saved_prompts(folder: Path) -> Mapping[str, str]:
    path = folder / "config_sentence_transformers.json"
    saved = json.loads(path.read_text(encoding="utf-8")).get("prompts") if path.is_file() else None
    return saved or {}


def _prompts(model: str, saved: Mapping[str, str]) -> Prompts:
    """The model's own prompts; those of the E5 family, whose folders leave them out; or none."""
    passage = next((saved[name] for name in ("document", "passage", "corpus") if saved.get(name)), "")
    if saved.get("query") or passage:
        return Prompts(saved.get("query", ""), passage)
    name = Path(model).name.lower()
    return E5_PROMPTS if "e5" in name.split("-") and "instruct" not in name else Prompts("", "")


class _SentenceTransformerEncoder:
    """Any model that sentence-transformers loads, in float32."""

    def __init__(self, model: str) -> None:
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(model, local_files_only=Path(model).is_dir())
        self.prompts = {name: prompt or "" for name, prompt in self._model.prompts.items()}
        self.dimensions: int = self._model.get_embedding_dimension() or len(self._model.encode("a"))
        self.window: int = self._model.get_max_seq_length() or _LONG_WINDOW

    @property
    def weights(self) -> Mapping[str, "torch.Tensor"]:
        return self._model.state_dict()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(ids) for ids in self._read(texts, add_special_tokens=False)["input_ids"]]

    def tokenize(self, texts: Sequence[str]) -> list[Tokenized]:
        read = self._read(texts, return_offsets_mapping=self._model.tokenizer.is_fast)
        ids = read["input_ids"]
        if "offset_mapping" in read:
            ends = [[end for _, end in of_text] for of_text in read["offset_mapping"]]
        else:  # a tokenizer that does not tell: as if all tokens were of one length
            ends = [even_ends(len(text), len(own)) for text, own in zip(texts, ids, strict=True)]
        return [
            Tokenized(text, tuple(own[: self.window]), tuple(of_text[: self.window]))
            for text, own, of_text in zip(texts, ids, ends, strict=True)
        ]

    def encode(self, batch: Sequence[Tokenized]) -> Encoded:
        outputs: Any = self._model.encode(
            [text.text for text in batch],
            prompt="",
            batch_size=len(batch),
            show_progress_bar=False,
            output_value=None,
        )
        vectors = np.stack([output["sentence_embedding"].float().cpu().numpy() for output in outputs])
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        read = (output["token_embeddings"][output["attention_mask"].bool()] for output in outputs)
        tokens = [of_text.float().cpu().numpy() for of_text in read]
        return Encoded(vectors, tokens, [text.ends for text in batch])

    def piece_scores(self) -> Vectors | None:
        backend = getattr(self._model.tokenizer, "backend_tokenizer", None)
        return unigram_scores(backend.to_str()) if backend else None

    def _read(self, texts: Sequence[str], **asked: bool) -> Any:
        return self._model.tokenizer(list(texts), truncation=False, verbose=False, **asked)


def even_ends(length: int, parts: int) -> list[int]:
    """After how many of `length` letters each of so many equal parts ends."""
    return [length * number // parts for number in range(1, parts + 1)]


def prefers_bfloat16() -> bool:
    """Whether this processor multiplies this model's matrices clearly faster in bfloat16 than in float32.

    Having the instructions is not enough: some processors have them at half the speed of float32.
    """
    import torch

    capabilities = torch.cpu.get_capabilities()
    if not any(capabilities.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16", "arm_bf16")):
        return False
    bfloat16, float32 = _Product(torch.bfloat16), _Product(torch.float32)
    rounds = [(bfloat16.seconds(), float32.seconds()) for _ in range(6)]
    return min(first for first, _ in rounds) * _CLEARLY < min(second for _, second in rounds)


class _Product:
    """A product of the shape of the model's widest layer."""

    def __init__(self, kind: "torch.dtype") -> None:
        import torch

        self._tokens, self._weights = torch.ones(512, 384, dtype=kind), torch.ones(1536, 384, dtype=kind)

    def seconds(self) -> float:
        import torch

        with torch.inference_mode():
            start = time.perf_counter()
            torch.nn.functional.linear(self._tokens, self._weights)
            return time.perf_counter() - start


def _fingerprint(model: str, encoder: Encoder, prompts: Prompts) -> str:
    about = [CODE_VERSION, encoder.dimensions, encoder.window, *prompts]
    return named_by_weights(model.removeprefix(_BUNDLED_PREFIX), encoder.weights, about)


def named_by_weights(model: str, weights: "Mapping[str, torch.Tensor]", about: Sequence[object] = ()) -> str:
    """The model's name, then 16 digits of a SHA-256 over its weights and what else is told `about` it."""
    digest = hashlib.sha256(json.dumps(list(about)).encode())
    for name, tensor in sorted(weights.items()):
        digest.update(f"{name}{tuple(tensor.shape)}".encode())
        digest.update(_sample(tensor))
    return f"{Path(model).name}@{digest.hexdigest()[:16]}"


def _sample(tensor: "torch.Tensor") -> bytes:
    """Some sixteen values from all over the tensor: training changes them all, reading them is quick."""
    flat = tensor.detach().reshape(-1)
    sample: bytes = flat[:: max(1, len(flat) // 16)].float().cpu().numpy().tobytes()
    return sample


def first_line(error: Exception) -> str:
    """What an error says, in one line."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:300]
