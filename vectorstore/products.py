"""Matrix products by torch, with the threads that the model uses.

numpy brings threads of its own that go on waiting busily after each product and keep the model's threads
from the processor: on two cores a question's embedding takes 37 ms beside them, 15 without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import torch

Matrix = npt.NDArray[np.float32]

_STEPS = 127
_LEAST = 1e-12


class _Threads:
    """How many threads torch works on when nobody wants one alone.

    The number is one of the whole process: whoever is second to lower it must not take 1 for the usual one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._usual = 1

    def lower(self) -> None:
        import torch

        with self._lock:
            self._usual = self._usual if self._users else torch.get_num_threads()
            self._users += 1
            torch.set_num_threads(1)

    def restore(self) -> None:
        import torch

        with self._lock:
            self._users -= 1
            torch.set_num_threads(self._usual)


_threads = _Threads()


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch work on this thread alone meanwhile.

    What a question takes is too little to share: its threads wait for each other busily, and where another
    process wants the processor too, each wait costs a time slice (docs/benchmarks.md).
    """
    _threads.lower()
    try:
        yield
    finally:
        _threads.restore()


def product(first: Matrix, second: Matrix) -> Matrix:
    """`first @ second`."""
    import torch

    with torch.inference_mode():
        result: Matrix = (_tensor(first) @ _tensor(second)).numpy()
    return result


def products_with_codes(first: Matrix, codes: npt.NDArray[np.uint8]) -> Matrix:
    """`first @ second.T`, where each byte of `codes` holds two neighbouring values (0 to 15) of a row of
    `second`: the earlier one in its high half.

    Rows of `first` are rounded to 255 steps of their own largest value, so that whole numbers are multiplied:
    four times as fast, and less than the codes themselves are rounded by.
    """
    import torch

    steps = np.maximum(np.abs(first).max(axis=1, initial=0.0), _LEAST) / _STEPS
    whole = np.rint(first / steps[:, None]).astype(np.int8)
    with torch.inference_mode():
        pairs = _tensor(codes)
        high, low = (pairs >> 4).view(torch.int8), (pairs & 15).view(torch.int8)
        even, odd = _tensor(whole[:, ::2].T), _tensor(whole[:, 1::2].T)
        products: npt.NDArray[np.int32] = (torch._int_mm(high, even) + torch._int_mm(low, odd)).numpy()
    result: Matrix = products.T.astype(np.float32) * steps[:, None].astype(np.float32)
    return result


def _tensor(matrix: npt.NDArray[Any]) -> "torch.Tensor":
    import torch

    # torch warns of a matrix that must not be written to, such as one read from a store.
    return torch.from_numpy(np.require(matrix, requirements=["C", "W"]))
