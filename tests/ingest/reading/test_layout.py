"""Printed lines become the lines that were written."""

import pytest

from ingest.reading.columns import in_reading_order
from ingest.reading.furniture import without_furniture as bodies
from ingest.reading.layout import Line, Run, lines_of, unplaced_lines, whole_clusters
from ingest.reading.paragraphs import joined, paragraphs_of, words_of


def line(
    text: str, y: float, *, left: float = 72, right: float = 520, size: float = 12, bold: bool = False
) -> Line:
    return Line(text, left, right, y, size, bold)


def texts(*lines: Line) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(lines)]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("ผู้ประกอบการสามารถนำ", "กระบวนการไปใช้", "ผู้ประกอบการสามารถนำกระบวนการไปใช้"),
        ("โดยใช้เวลา 12", "เดือนในการหมัก", "โดยใช้เวลา 12 เดือนในการหมัก"),
        ("the traditional", "product", "the traditional product"),
        ("a fermen-", "tation vessel", "a fermentation vessel"),
        ("pH-", "Wert", "pH-Wert"),
    ],
)
def test_a_wrapped_line_goes_on_as_it_was_written(first: str, second: str, together: str) -> None:
    assert joined(first, second) == together


@pytest.mark.parametrize(
    ("first", "second", "words", "together"),
    [
        ("94% of gamma-", "oryzanol. During", "", "94% of gamma-oryzanol. During"),
        ("silk-", "reeling groups", "silk", "silk-reeling groups"),
        ("sub-", "station three", "", "sub-station three"),
        ("a by-", "product of", "by-product byproduct", "a by-product of"),
        ("the de-", "hydrated fruit", "dehydrated", "the dehydrated fruit"),
        ("the experi-", "ments of", "", "the experiments of"),
        ("the partic\u00ad", "ulate matter", "", "the particulate matter"),
        ("a low\u2010", "carbon grade", "", "a low\u2010carbon grade"),
    ],
)
def test_only_a_hyphen_that_broke_a_word_goes(first: str, second: str, words: str, together: str) -> None:
    assert joined(first, second, frozenset(words.split())) == together


def test_the_words_of_a_document_are_those_that_stand_whole_on_a_line() -> None:
    pages = [[line("Low-carbon steel and dehy-", 700)], [line("drated fruit", 700)]]
    assert words_of(pages) == {"low-carbon", "steel", "and", "drated", "fruit"}


def centred(text: str, y: float, width: float) -> Line:
    return line(text, y, left=300 - width / 2, right=300 + width / 2)


def test_centred_lines_that_had_room_for_the_next_word_stand_apart() -> None:
    cover = [
        centred("ผศ.ดร.กมลชนก ศรีสุวรรณกุล", 540, 150),
        centred("รศ.ดร.ธีรเดช พงษ์ไพศาลกิจ", 520, 136),
        centred("W. Kaewmaneechot", 500, 110),
        centred("Phuwanat Saenkham", 480, 114),
        centred("Faculty of Technology, Khon Kaen University", 440, 243),
        centred("2023", 408, 26),
    ]
    assert [each.text for each in paragraphs_of(cover, margin=530)] == [each.text for each in cover]


def test_a_centred_title_goes_on_below_a_full_line() -> None:
    title = [
        centred("Moulded food trays from sugarcane leaf and maize", 660, 424),
        centred("husk pulp", 640, 90),
    ]
    assert [each.text for each in paragraphs_of(title, margin=530)] == [
        "Moulded food trays from sugarcane leaf and maize husk pulp"
    ]


def test_lines_at_the_usual_distance_are_one_paragraph() -> None:
    assert texts(line("ก" * 60, 700), line("ข" * 60, 680), line("ค" * 10, 660, right=150)) == [
        "ก" * 60 + "ข" * 60 + "ค" * 10
    ]


def test_a_larger_distance_begins_a_paragraph() -> None:
    lines = [line("ก" * 60, 700), line("ข" * 60, 680), line("ค" * 60, 640), line("ง" * 60, 620)]
    assert texts(*lines) == ["ก" * 60 + "ข" * 60, "ค" * 60 + "ง" * 60]


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [line("ก" * 60, 700), line("ข" * 60, 680), line("ค" * 55, 660, left=100), line("ง" * 60, 640)]
    assert texts(*lines) == ["ก" * 60 + "ข" * 60, "ค" * 55 + "ง" * 60]


def test_a_line_that_left_room_for_the_next_word_ends_its_paragraph() -> None:
    lines = [
        line("word " * 12, 700),
        line("short end.", 680, right=140),
        line("Next one begins here too", 660),
    ]
    assert texts(*lines)[-1] == "Next one begins here too"


def test_headings_list_items_and_table_rows_stand_alone() -> None:
    lines = [
        line("บทที่ 1 บทนำ", 740, right=180, size=18, bold=True),
        line("ก" * 60, 700),
        line("• เกลือ", 680, right=140),
        line("• รำข้าว", 660, right=140),
        Line("ตัวอย่าง pH", 72, 300, 640, 12, cells=2),
        Line("สูตร 1 4.5", 72, 300, 620, 12, cells=2),
    ]
    assert texts(*lines) == ["บทที่ 1 บทนำ", "ก" * 60, "• เกลือ", "• รำข้าว", "ตัวอย่าง pH", "สูตร 1 4.5"]


def test_a_figure_at_the_head_of_a_line_goes_on_with_the_sentence_before_it() -> None:
    full = line("ที่อุณหภูมิ 55 องศาเซลเซียสเครื่องอบแห้งแบบปั๊มความร้อนใช้ไฟฟ้ารวมทั้งสิ้น", 700)
    assert texts(full, line("56.6 กิโลวัตต์-ชั่วโมงต่อรุ่น", 682, right=250)) == [
        "ที่อุณหภูมิ 55 องศาเซลเซียสเครื่องอบแห้งแบบปั๊มความร้อนใช้ไฟฟ้ารวมทั้งสิ้น 56.6 กิโลวัตต์-ชั่วโมงต่อรุ่น"
    ]


def test_a_numbered_part_begins_below_a_heading_and_below_a_part_that_fills_its_line() -> None:
    heading, second = line("วิธีการทดลอง", 700, right=180), line("2.2 การวิเคราะห์", 664, right=250)
    first = line("2.1 การเตรียมตัวอย่างจากผู้ผลิตในจังหวัดขอนแก่น กาฬสินธุ์ และมหาสารคาม ที่เก็บไว้", 682)
    assert texts(heading, first, second) == [heading.text, first.text, second.text]


def test_print_size_and_weight_are_kept() -> None:
    heading, body = paragraphs_of([line("หัวข้อ", 700, right=120, size=18, bold=True), line("ก" * 60, 670)])
    assert (heading.size, heading.bold, body.size, body.bold) == (18, True, 12, False)


@pytest.mark.parametrize("number", ["3", "๓", "- 3 -", "หน้า ๓", "หน้า 3", "Page 3 of 9", "iii", "ค"])
def test_a_page_number_at_the_edge_is_no_text(number: str) -> None:
    page = [line("ก" * 60, 700), line("ข" * 60, 680), line(number, 40, left=290, right=310)]
    assert [kept.text for kept in bodies([page])[0]] == ["ก" * 60, "ข" * 60]


def test_what_a_browser_prints_around_a_page_is_no_text() -> None:
    page = [
        line("11/22/26, 10:32 PM รายงานเรื่องปลาร้า", 820),
        line("ก" * 60, 700),
        line("ดูเพิ่มเติมที่ https://example.ac.th/report", 60),
        line("file:///home/somebody/report.html 1/1", 20),
    ]
    assert [kept.text for kept in bodies([page])[0]] == ["ก" * 60, page[2].text]


@pytest.mark.parametrize("year", ["2023", "2567", "๒๕๖๗", "มีนาคม 2567"])
def test_a_year_at_the_foot_of_a_cover_is_no_page_number(year: str) -> None:
    cover = [line("ก" * 60, 700), line("ข" * 60, 680), line(year, 40, left=290, right=310)]
    others = [
        [line("คงจฉ"[number - 2] * 60, 700), line("ง" * 60, 680), line(str(number), 40, left=290, right=310)]
        for number in range(2, 6)
    ]
    first, *following = bodies([cover, *others])
    assert [kept.text for kept in first][-1] == year
    assert all(len(body) == 2 for body in following)


def test_numbers_of_four_digits_that_advance_with_the_pages_are_page_numbers() -> None:
    pages = [
        [line(letter * 60, 700), line("ข" * 60, 680), line(str(number), 40)]
        for letter, number in (("ก", 1203), ("ค", 1204), ("ง", 1205))
    ]
    assert all(len(body) == 2 for body in bodies(pages))


def test_what_is_repeated_at_the_edge_of_every_page_is_no_text() -> None:
    pages = [
        [line(f"รายงานปีที่ {page}", 800), line(f"เนื้อหา{page}" * 9, 700), line(f"- {page} -", 40)]
        for page in "๑๒๓"
    ]
    assert [[kept.text for kept in body] for body in bodies(pages)] == [
        [f"เนื้อหา{page}" * 9] for page in "๑๒๓"
    ]


def test_what_is_repeated_within_pages_stays() -> None:
    pages = [[line("ก" * 60, 700 - 20 * row) for row in range(8)] + [line("สรุป", 400)] for _ in range(3)]
    pages = [
        [*page, *(line(f"{number}{row}" * 30, 380 - 20 * row) for row in range(8))]
        for number, page in enumerate(pages)
    ]
    assert all("สรุป" in [kept.text for kept in body] for body in bodies(pages))


def test_runs_of_one_line_are_parted_where_a_gap_is() -> None:
    runs = [Run("Salt", 72, 95, 700, 12), Run("content", 99, 140, 700, 12), Run("s", 140, 146, 700, 12)]
    assert [each.text for each in lines_of(runs)] == ["Salt contents"]


def test_marks_drawn_apart_go_back_over_their_letter() -> None:
    word = Run("แหลง", 100, 128, 700, 12, sequence=1, widths=(5.0, 8.0, 8.0, 7.0))
    mark = Run("่", 121, 121, 700, 12, sequence=2)
    assert [run.text for run in whole_clusters([word, mark])] == ["แหล่ง"]


def test_a_cluster_said_again_for_its_mark_is_said_once() -> None:
    runs = [Run("ปลาร้", 72, 100, 700, 12, sequence=1), Run("ร้", 108, 108, 699, 12, sequence=2)]
    runs.append(Run("า", 108, 115, 700, 12, sequence=3))
    assert "".join(run.text for run in whole_clusters(runs)) == "ปลาร้า"


def test_a_syllable_that_is_written_twice_stays_twice() -> None:
    """พิพิธ: the second cluster is drawn after the first, whose width the extractor does not tell."""
    runs = [Run("ในพิ", 457, 477, 700, 14, sequence=1), Run("พิ", 486.4, 486.4, 700, 14, sequence=2)]
    runs.append(Run("ธ", 495.8, 502, 700, 14, sequence=3))
    assert "".join(run.text for run in whole_clusters(runs)) == "ในพิพิธ"


def test_two_marks_drawn_apart_both_find_their_letters() -> None:
    word = Run("เพิมชัน", 100, 142, 700, 12, sequence=1, widths=(6.0, 8.0, 0.0, 7.0, 7.0, 0.0, 14.0))
    marks = [Run("่", x, x, 700, 12, sequence=order) for order, x in ((2, 114.2), (3, 128.1))]
    assert [run.text for run in whole_clusters([word, *marks])] == ["เพิ่มชั่น"]


def test_a_comma_drawn_in_another_font_stays_behind_its_word() -> None:
    runs = [
        Run("salt", 76, 100, 700, 11, sequence=1),
        Run(" fish", 103, 130, 700, 11, sequence=2),
        Run(",", 100, 103, 700, 11, sequence=3),
    ]
    assert [each.text for each in lines_of(sorted(runs, key=lambda run: run.left))] == ["salt, fish"]


def test_a_space_that_is_printed_over_is_none() -> None:
    runs = [
        Run("low ", 300, 333, 700, 12, sequence=1),
        Run("-", 330, 334, 700, 12, sequence=2),
        Run("cost", 334, 358, 700, 12, sequence=3),
        Run(" ", 334, 337, 700, 12, sequence=4),
    ]
    assert [each.text for each in lines_of(runs)] == ["low-cost"]


def test_line_ends_within_a_printed_line_do_not_break_it() -> None:
    assert texts(line("one\u2028two\x85three", 700)) == ["one two three"]


def test_text_without_places_keeps_its_empty_lines_as_paragraph_ends() -> None:
    assert texts(*unplaced_lines("one two three\nfour five six\n\nseven")) == [
        "one two three four five six",
        "seven",
    ]


def column(left: float, words: str) -> list[Run]:
    return [Run(f"{words}{row}", left, left + 200, 700 - 15 * row, 10) for row in range(12)]


def test_the_left_column_is_read_before_the_right_one() -> None:
    title = Run("A title over both columns of the page", 72, 500, 750, 14)
    rows = [run for pair in zip(column(72, "l"), column(300, "r"), strict=True) for run in pair]
    expected = [
        "A title over both columns of the page",
        *(f"l{row}" for row in range(12)),
        *(f"r{row}" for row in range(12)),
    ]
    assert [run.text for run in in_reading_order([title, *rows])] == expected


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        Run(text, left, left + 30, 700 - 15 * row, 10)
        for row in range(12)
        for left, text in ((72.0, f"a{row}"), (300.0, f"b{row}"), (440.0, f"c{row}"))
    ]
    assert in_reading_order(rows) == rows
