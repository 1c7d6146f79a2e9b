"""What a run tells where its output is no terminal."""

import io

import pytest

from ingest import progress as module
from ingest.progress import PlainLines


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_each_batch_of_passages_is_told_with_its_rate(clock: list[float]) -> None:
    stream = io.StringIO()
    lines = PlainLines(stream, "en")
    lines.begin(1)
    clock[0] = 4.0
    lines.passages_indexed(200)
    clock[0] = 8.0
    lines.passages_indexed(200)
    assert stream.getvalue().splitlines() == [
        "200 passages indexed so far · 50 passages/s",
        "400 passages indexed so far · 50 passages/s",
    ]


def test_the_time_left_is_told_once_there_is_something_to_go_by(clock: list[float]) -> None:
    stream = io.StringIO()
    lines = PlainLines(stream, "en")
    lines.begin(4)
    clock[0] = 2.0
    lines.file_done("a.pdf")
    clock[0] = 20.0
    lines.file_done("b.pdf")
    first, second = stream.getvalue().splitlines()
    assert "left" not in first
    assert second.endswith("about 20 s left")
