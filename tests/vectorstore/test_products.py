"""Products that are computed another way than they are written."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from vectorstore.products import one_thread, product, products_with_codes


def test_a_product_with_codes_is_one_with_what_they_stand_for() -> None:
    random = np.random.default_rng(5)
    questions = random.normal(size=(7, 64)).astype(np.float32)
    codes = random.integers(0, 256, (50, 33), dtype=np.uint8)[:, 1:]
    values = np.empty((50, 64), np.float32)
    values[:, ::2], values[:, 1::2] = codes >> 4, codes & 15

    found = products_with_codes(questions, codes)

    exact = product(questions, np.ascontiguousarray(values.T))
    assert np.abs(found - exact).max() < 0.02 * np.abs(exact).max()
    assert products_with_codes(np.zeros((1, 64), np.float32), codes) == pytest.approx(np.zeros((1, 50)))


def test_whoever_overlaps_with_one_thread_leaves_as_many_as_there_were() -> None:
    threads = torch.get_num_threads()
    first, second = one_thread(), one_thread()
    first.__enter__()
    with ThreadPoolExecutor(1) as other:
        other.submit(second.__enter__).result()
        first.__exit__(None, None, None)
        other.submit(second.__exit__, None, None, None).result()
        assert other.submit(torch.get_num_threads).result() == threads
    assert torch.get_num_threads() == threads


def test_what_had_one_thread_leaves_as_many_as_there_were() -> None:
    threads = torch.get_num_threads()
    with one_thread():
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == threads
