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
    lines.passages_indexed(256)
    lines.file_done("b.pdf")
    first, _, second = stream.getvalue().splitlines()
    assert "left" not in first
    assert second.endswith("about 20 s left")


def test_no_time_left_is_told_while_passages_of_files_that_were_read_wait(clock: list[float]) -> None:
    stream = io.StringIO()
    lines = PlainLines(stream, "th")
    lines.begin(3)
    clock[0] = 20.0
    lines.passages_indexed(256)
    lines.file_done("a.pdf")
    lines.file_done("b.pdf")
    _, first, second = stream.getvalue().splitlines()
    assert first.endswith("เหลือเวลาประมาณ 40 วินาที")
    assert second == "[2/3] b.pdf · จัดทำดัชนีแล้ว 256 ข้อความ"


def test_what_an_earlier_run_left_does_not_count_for_the_time_left(clock: list[float]) -> None:
    stream = io.StringIO()
    lines = PlainLines(stream, "en")
    clock[0] = 100.0
    lines.passages_indexed(256)
    lines.begin(2)
    clock[0] = 110.0
    lines.passages_indexed(20)
    lines.file_done("a.pdf")
    assert stream.getvalue().splitlines() == [
        "256 passages indexed so far · 3 passages/s",
        "20 passages indexed so far · 2 passages/s",
        "[1/2] a.pdf · 20 passages indexed · about 10 s left",
    ]
