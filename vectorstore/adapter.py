"""What the bundled model learnt about everyday questions, as a small addition to its weights.

A low-rank addition to each linear layer (Hu et al. 2022, "LoRA"), trained on question-passage pairs written
for it and scaled down so that nothing of what the model knew is lost (Wortsman et al. 2022, "Robust
fine-tuning of zero-shot models"). `python -m eval train` makes it; docs/benchmarks.md tells what it gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import torch

BUNDLED_ADAPTER = "adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """For each linear layer by name two matrices, (rank, in) and (out, rank); their product is added."""

    pairs: Mapping[str, tuple[npt.NDArray[np.float16], npt.NDArray[np.float16]]]

    @classmethod
    def bundled(cls) -> "Adapter":
        with as_file(files("vectorstore") / BUNDLED_ADAPTER) as path, np.load(path) as arrays:
            layers = {name.rpartition(".")[0] for name in arrays.files}
            return cls({layer: (arrays[f"{layer}.narrow"], arrays[f"{layer}.widen"]) for layer in layers})

    def added_to(self, weights: Mapping[str, "torch.Tensor"]) -> dict[str, "torch.Tensor"]:
        """The weights with what was learnt added. Raises KeyError when they belong to another model."""
        import torch

        adapted = dict(weights)
        for layer, (narrow, widen) in self.pairs.items():
            learnt = torch.from_numpy(widen).float() @ torch.from_numpy(narrow).float()
            adapted[f"{layer}.weight"] = weights[f"{layer}.weight"].float() + learnt
        return adapted
