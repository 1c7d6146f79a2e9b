"""Remembering what was read."""

from collections.abc import Collection

from catalogue.snapshot import Memory


def test_only_what_is_not_known_is_read() -> None:
    reads: list[list[str]] = []

    def read(keys: Collection[str]) -> dict[str, int]:
        reads.append(sorted(keys))
        return {key: len(key) for key in keys if key != "nothing"}

    memory = Memory[str, int]()
    assert memory.get(["a", "bb", "nothing"], read) == {"a": 1, "bb": 2}
    assert memory.get(["bb", "ccc", "nothing"], read) == {"bb": 2, "ccc": 3}
    assert memory.get(["a"], read) == {"a": 1}
    assert reads == [["a", "bb", "nothing"], ["ccc"]]


def test_the_oldest_go_when_it_is_full() -> None:
    memory = Memory[int, int](limit=2)

    def double(keys: Collection[int]) -> dict[int, int]:
        return {key: 2 * key for key in keys}

    assert memory.get([1, 2, 3], double) == {1: 2, 2: 4, 3: 6}
    assert memory.get([2, 3], lambda _: {}) == {2: 4, 3: 6}
    assert memory.get([1], lambda _: {}) == {}
