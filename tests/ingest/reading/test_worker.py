"""No file can crash, stall or starve the process that asked for it to be read."""

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.reading import ReadingSettings
from ingest.reading.worker import ReadingWorker, _PlainUnpickler
from tests.ingest.reading.pdfs import by_hand, hello

SETTINGS = ReadingSettings(ocr="off")
# Takes seconds: many pages, each with many lines.
LONG = by_hand(b"BT /F 12 Tf 100 700 Td " + b"(hello world) Tj 0 -12 Td " * 20_000 + b"ET", pages=500)


@pytest.fixture(scope="module")
def worker() -> Iterator[ReadingWorker]:
    with ReadingWorker(SETTINGS) as opened:
        yield opened


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return written(tmp_path / "paper.pdf", hello())


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def process_id(worker: ReadingWorker) -> int:
    assert worker._child is not None
    return worker._child._process.pid


def is_gone(pid: int) -> bool:
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or "(zombie)" in Path(f"/proc/{pid}/status").read_text():
            return True
        time.sleep(0.05)
    return False


def keys(worker: ReadingWorker, path: Path) -> list[str]:
    return [problem.key for problem in worker.read(path, file=path.name).problems]


def test_one_process_reads_file_after_file(worker: ReadingWorker, paper: Path) -> None:
    first = worker.read(paper, file="paper.pdf").documents[0]
    process = process_id(worker)
    second = worker.read(paper, file="copy.pdf").documents[0]
    assert first.pages[0].text == "Hello science park"
    assert (first.id, second.file) == (second.id, "copy.pdf")
    assert process_id(worker) == process


@pytest.mark.parametrize("library", ["pdf_oxide", "pypdf"])
def test_what_lies_in_the_current_folder_is_never_run(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    (tmp_path / f"{library}.py").write_text("from pathlib import Path\nPath('was_run').touch()\n")
    monkeypatch.chdir(tmp_path)
    with ReadingWorker(SETTINGS) as worker:
        assert worker.read(paper, file="paper.pdf").documents
    assert not (tmp_path / "was_run").exists()


def test_all_files_come_back_in_order(worker: ReadingWorker, tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{name}.pdf", hello(f"Report {name}")) for name in "abcd"]
    texts = [(path.name, result.documents[0].pages[0].text) for path, result in worker.read_all(paths)]
    assert texts == [(f"{name}.pdf", f"Report {name}") for name in "abcd"]


def test_the_next_file_is_read_while_the_caller_works(worker: ReadingWorker, paper: Path) -> None:
    results = worker.read_all([paper, paper])
    next(results)
    time.sleep(0.3)
    started = time.monotonic()
    next(results)
    assert time.monotonic() - started < 0.1


def test_a_run_left_half_way_leaves_no_answer_behind(worker: ReadingWorker, tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{name}.pdf", hello(f"Report {name}")) for name in "abc"]
    for _ in worker.read_all(paths):
        break
    assert worker.read(paths[2], file="c.pdf").documents[0].pages[0].text == "Report c"


def test_leaving_half_way_does_not_wait_for_the_file_that_is_being_read(
    worker: ReadingWorker, paper: Path, tmp_path: Path
) -> None:
    long = written(tmp_path / "long.pdf", LONG)
    results = worker.read_all([paper, long])
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert [thread for thread in threading.enumerate() if thread.name == "reading"] == []
    assert len(worker.read(paper, file="paper.pdf").documents) == 1


def test_what_fails_in_reading_ahead_is_raised_where_results_are_taken(
    worker: ReadingWorker, paper: Path
) -> None:
    def name(path: Path) -> str:
        raise LookupError(path.name)

    with pytest.raises(LookupError, match=paper.name):
        list(worker.read_all([paper], name=name))


def test_a_broken_file_between_sound_ones_stops_nothing(
    worker: ReadingWorker, paper: Path, tmp_path: Path
) -> None:
    broken = written(tmp_path / "broken.pdf", b"%PDF-1.7 nothing")
    counts = [len(result.documents) for _, result in worker.read_all([paper, broken, paper])]
    assert counts == [1, 0, 1]


def test_a_file_that_takes_too_long_is_stopped_and_named(tmp_path: Path) -> None:
    long = written(tmp_path / "long.pdf", LONG)
    seen: list[int] = []
    with ReadingWorker(ReadingSettings(ocr="off", file_timeout_s=0.5)) as impatient:
        watcher = threading.Thread(target=lambda: seen.append(when_ready(impatient)))
        watcher.start()
        assert keys(impatient, long) == ["reading.timeout"]
        watcher.join()
        assert is_gone(seen[0])


@pytest.mark.parametrize(("fault", "key"), [(signal.SIGSEGV, "crashed"), (signal.SIGKILL, "memory")])
def test_a_file_that_ends_a_fresh_process_is_named(tmp_path: Path, fault: signal.Signals, key: str) -> None:
    long = written(tmp_path / "long.pdf", LONG)
    with ReadingWorker(SETTINGS) as fresh:
        killer = threading.Thread(target=end_when_ready, args=(fresh, fault))
        killer.start()
        result = fresh.read(long, file="long.pdf")
        killer.join()
    assert [(problem.key, problem.file) for problem in result.problems] == [(f"reading.{key}", "long.pdf")]


def end_when_ready(worker: ReadingWorker, fault: signal.Signals) -> None:
    process = when_ready(worker)
    time.sleep(0.2)
    os.kill(process, fault)


def when_ready(worker: ReadingWorker) -> int:
    """Wait for the process that reads the first file; return its id."""
    while worker._child is None:
        time.sleep(0.01)
    return process_id(worker)


def test_a_process_that_died_between_files_is_started_again(worker: ReadingWorker, paper: Path) -> None:
    worker.read(paper, file="paper.pdf")
    os.kill(process_id(worker), signal.SIGKILL)
    assert is_gone(process_id(worker))
    assert worker.read(paper, file="paper.pdf").documents


@pytest.mark.slow
def test_a_file_that_unfolds_to_gigabytes_meets_the_limit(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(60)) + packer.flush()
    content = by_hand(b"").replace(zlib.compress(b""), packed)
    bomb = written(tmp_path / "bomb.pdf", content.replace(b"/Length 8/", b"/Length %d/" % len(packed)))
    with ReadingWorker(ReadingSettings(ocr="off", file_memory_mb=64, file_timeout_s=60)) as small:
        assert keys(small, bomb)[0] in ("reading.memory", "reading.no_text")


def test_leaving_the_worker_ends_its_process(paper: Path) -> None:
    with ReadingWorker(SETTINGS) as short:
        short.read(paper, file="paper.pdf")
        process = process_id(short)
    assert is_gone(process)


def test_the_process_ends_when_its_parent_is_killed(paper: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom ingest.reading.settings import ReadingSettings\n"
        "from ingest.reading.worker import ReadingWorker\n"
        "worker = ReadingWorker(ReadingSettings())\nworker.read(Path(sys.argv[1]), file='paper.pdf')\n"
        "print(worker._child._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(paper)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    process = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert is_gone(process)


def test_only_plain_data_is_taken_from_the_process() -> None:
    with pytest.raises(pickle.UnpicklingError, match="no plain data"):
        _PlainUnpickler(io.BytesIO(pickle.dumps(os.system))).load()


@pytest.mark.parametrize("reply", [pickle.dumps(os.system), b"no pickle", b"", pickle.dumps("a text")])
def test_a_reply_that_is_no_plain_data_is_a_crash_of_that_file(
    paper: Path, monkeypatch: pytest.MonkeyPatch, reply: bytes
) -> None:
    def answer(_: object, count: int) -> bytes:
        return len(reply).to_bytes(count, "big") if count == 8 else reply

    with ReadingWorker(SETTINGS) as gone_wrong:
        assert gone_wrong.read(paper, file="paper.pdf").documents
        monkeypatch.setattr("ingest.reading.worker._Child._read", answer)
        result = gone_wrong.read(paper, file="paper.pdf")
    assert [(problem.key, problem.file) for problem in result.problems] == [("reading.crashed", "paper.pdf")]


def test_the_version_names_what_decides_how_a_file_is_read() -> None:
    limited = ReadingSettings(ocr="off", max_pages=10)
    assert ReadingWorker(SETTINGS).version != ReadingWorker(limited).version
    assert "pdf_oxide" in ReadingWorker(SETTINGS).version


@pytest.mark.parametrize("limit", ["file_timeout_s", "file_memory_mb", "max_file_mb"])
def test_another_limit_changes_the_limits_and_not_the_version(limit: str) -> None:
    before, after = ReadingWorker(SETTINGS), ReadingWorker(replace(SETTINGS, **{limit: 7}))
    assert before.limits != after.limits
    assert before.version == after.version


@pytest.mark.parametrize(
    ("kind", "stranger"),
    [("PDF", "docx openpyxl"), ("TEXT", "docx openpyxl"), ("CSV", "docx openpyxl"), ("XLSX", "docx")],
)
def test_a_reader_loads_the_libraries_of_its_own_format_only(kind: str, stranger: str) -> None:
    program = (
        "import sys; from ingest.reading.formats import Format; from ingest.reading.readers import reader_of"
        f"; reader_of(Format.{kind}); sys.exit(any(name in sys.modules for name in {stranger.split()!r}))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
