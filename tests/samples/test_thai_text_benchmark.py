"""The benchmark of Thai reading counts what is wrong, and nothing that print leaves open."""

import pytest

from eval.benchmarks.thai_text import compare
from samples.printing import running_lines, source_text
from samples.printing.reports import Author, Block, Report

REPORT = Report(
    id="report-phtic-01",
    language="th",
    title_th="น้ำพริก",
    title_en="",
    authors=(Author("นายก้อง ดีพร้อม", ""),),
    organisation="มหาวิทยาลัยแม่โจ้",
    centre="PHTIC",
    year_be=2566,
    year_printed="2566",
    keywords_th=(),
    keywords_en=(),
    body=(
        Block("chapter", "ผล"),
        Block("paragraph", "เก็บน้ำได้ 10 วัน โทร 081-000-0123 ทุกวัน"),
        Block("table", rows=(("ชุด", "สีแดง"), ("ก", "81"))),
        Block("paragraph", "จบ"),
    ),
)
TEXT = source_text(REPORT)
LENGTH = len("".join(TEXT.replace("081-000-0123", "[ปกปิดข้อมูลส่วนบุคคล]").split()))


def read(text: str) -> list[str]:
    return [text.replace("081-000-0123", "[ปกปิดข้อมูลส่วนบุคคล]")]


def test_a_true_reading_has_no_errors() -> None:
    comparison = compare(REPORT, read(TEXT))
    assert (comparison.cer, comparison.cer_in_order, comparison.wrong_spaces) == (0, 0, 0)


def test_each_wrong_character_counts() -> None:
    comparison = compare(REPORT, read(TEXT.replace("เก็บน้ำ", "เก็บนํา")))
    assert comparison.cer == pytest.approx(1 / LENGTH)


def test_line_ends_and_decomposed_sara_am_do_not_count() -> None:
    assert compare(REPORT, read(TEXT.replace("น้ำ", "นํ้า").replace("ทุกวัน", "ทุก\nวัน"))).cer == 0


def test_a_space_within_a_word_counts_apart() -> None:
    comparison = compare(REPORT, read(TEXT.replace("ทุกวัน", "ทุก วัน")))
    assert comparison.cer == 0
    assert comparison.wrong_spaces == pytest.approx(1000 / LENGTH)


def test_running_lines_and_the_number_of_a_page_are_left_out() -> None:
    title, mark = running_lines(REPORT)
    assert compare(REPORT, [f"{mark}\n{page}\n{title} ๑" for page in read(TEXT)]).cer == 0


def test_the_order_within_a_table_is_free_and_reported_apart() -> None:
    comparison = compare(REPORT, read(TEXT.replace("ชุด สีแดง\nก 81", "ชุด ก\nสีแดง 81")))
    assert comparison.cer == 0
    assert comparison.cer_in_order > 0
