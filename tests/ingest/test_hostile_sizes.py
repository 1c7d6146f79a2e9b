"""Whatever a text is made of, the time to take it apart grows no faster than its length."""

import time
from collections.abc import Callable

import pytest

from assistant.domain.documents import Page, ParsedDocument, TextHealth
from assistant.language import sentence_spans
from ingest.chunking import chunk_report
from ingest.personal_data import redact
from ingest.reading.markdown_blocks import markdown_blocks
from ingest.structure import recognise, report_work
from ingest.text_health import assess
from ingest.thai_repair import repair

# Long enough that a step for each pair of characters would take minutes.
SIZE = 300_000
# The slowest takes one second on an idle machine.
PATIENCE_S = 4.0


def document(text: str) -> ParsedDocument:
    return ParsedDocument("doc-0", "a.txt", "report", (Page(1, text, TextHealth(1.0), "test"),))


def chunked(text: str) -> None:
    report = document(text)
    chunk_report(report, report_work(report), lambda texts: [len(each) // 4 for each in texts])


def seconds(work: Callable[[str], object], piece: str) -> float:
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    started = time.process_time()
    work(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "[a](", "(", "1. ", "1.1.1.1 ", " ", "\t", "a,", ",", " and ", "a\n", "ก"),
        *("ใจดี สมหญิง, ", "พ.ศ. ", "ผศ.ดร. ", "คำสำคัญ(", "คำสำคัญ: a, b,\n", "abstract: a\n"),
    ],
)
def test_recognising_the_parts_of_a_report(piece: str) -> None:
    assert seconds(lambda text: recognise(document(text)), piece) < PATIENCE_S


@pytest.mark.parametrize("piece", ["ก", "a", "0", "(", "เ", "1-", "ครับผม", "(1) ", "\n", '"a":', "<script>"])
@pytest.mark.parametrize("work", [chunked, assess, redact, sentence_spans], ids=lambda work: work.__name__)
def test_health_redaction_sentences_and_passages(work: Callable[[str], object], piece: str) -> None:
    assert seconds(work, piece) < PATIENCE_S


@pytest.mark.parametrize("piece", ["กำ ", "กำ", "เ ", "ก่่", "ก\x00", "กุ ด", "\n"])
def test_repairing_thai(piece: str) -> None:
    assert seconds(repair, piece) < PATIENCE_S


@pytest.mark.parametrize(
    "piece", ["\n", "# ", "[a](", "*a", "<a", "<!--", "|", "> ", "`", "1. a\n", "[a](()", "<p hidden>"]
)
def test_taking_markdown_apart(piece: str) -> None:
    assert seconds(lambda text: list(markdown_blocks(text)), piece) < PATIENCE_S


def test_hidden_elements_each_of_another_name() -> None:
    text = "".join(f"<a{number} hidden>" for number in range(SIZE // 15))
    assert seconds(lambda text: list(markdown_blocks(text)), text) < PATIENCE_S
