"""How well a passage answers a question, by a model that reads both at once: a cross-encoder.

It tells more than vectors that were made apart (Nogueira and Cho 2019, "Passage Re-ranking with BERT"), and
nothing of it can be made beforehand: each passage costs a pass through the model when the question comes. So
only a few are read, and only where a model is named. Nothing heavy is imported until one is opened.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np

from assistant.errors import ModelError
from vectorstore.embeddings import encodable, first_line, named_by_weights


class PassageReader(Protocol):
    """Reads passages beside a question."""

    @property
    def fingerprint(self) -> str: ...

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """How well each passage answers `question`, from 0 to 1."""
        ...


class CrossEncoder:
    """Any sentence-transformers cross-encoder that gives one score. Implements `PassageReader`.

    `model` is a name or a folder; a name is fetched from its hub once. `fingerprint` names the model and all
    its weights. Raises ModelError where it cannot be opened or gives no score, which opening tries.
    """

    def __init__(self, model: str) -> None:
        folder = Path(model).expanduser()
        if folder.is_absolute() and not folder.is_dir():
            raise ModelError("vectorstore.cross_encoder_folder_missing", model=model)
        self._lock = Lock()
        try:
            self._model = _opened(str(folder) if folder.is_dir() else model)
            self.fingerprint = named_by_weights(model, self._model.state_dict())
            tried = self._logits("a", ["a"])
        except Exception as error:  # the libraries that read a model raise whatever its files make them raise
            raise ModelError(
                "vectorstore.cross_encoder_not_loaded", model=model, reason=first_line(error)
            ) from error
        if tried.shape != (1,) or not np.isfinite(tried).all() or not _is_trained_to_score(self._model):
            raise ModelError("vectorstore.cross_encoder_without_score", model=model)

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """The sigmoid of what the model says of each passage, whatever it would make of that itself.

        Some models are kept to give it as it is, some its sigmoid. One thread reads at a time, on all
        processors: a model's tokenizer serves only one.
        """
        if not passages:
            return []
        scores: list[float] = (1 / (1 + np.exp(-np.clip(self._logits(question, passages), -60, 60)))).tolist()
        return scores

    def _logits(self, question: str, passages: Sequence[str]) -> Any:
        from torch.nn import Identity

        pairs = [(encodable(question), encodable(passage)) for passage in passages]
        with self._lock:
            logits = self._model.predict(pairs, activation_fn=Identity(), show_progress_bar=False)
        return np.asarray(logits, np.float64)


def _is_trained_to_score(model: Any) -> bool:
    """Whether what gives the score comes from the model's files.

    A model that was made for something else, such as an embedding model, is opened with random weights there.
    """
    if model[0].transformer_task != "sequence-classification":
        return True
    saved_as = model.config.architectures or ()
    return any(name.endswith("ForSequenceClassification") for name in saved_as)


def _opened(model: str) -> Any:
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import CrossEncoder as Model

    return Model(model, local_files_only=Path(model).is_dir())
