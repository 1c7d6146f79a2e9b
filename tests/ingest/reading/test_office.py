"""Reports in DOCX, Markdown and plain text become pages whose headings are known."""

import io

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION_START
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement

from assistant.domain.documents import ParsedDocument
from ingest.personal_data import MARKER
from ingest.reading.markdown_blocks import markdown_blocks
from ingest.reading.office import read_docx, read_text
from ingest.reading.result import ReadResult
from prompts import LANGUAGES
from tests.ingest.reading.registers import SETTINGS, with_part

BODY = "word/document.xml"


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def keys(result: ReadResult) -> list[str]:
    found = [problem for problem in result.problems if problem.key.startswith("tables.")]
    assert all(problem.message(language) for problem in found for language in LANGUAGES)
    return [problem.key.removeprefix("tables.") for problem in found]


def only(result: ReadResult) -> ParsedDocument:
    assert not keys(result)
    (document,) = result.documents
    return document


def word(document: Document) -> ParsedDocument:
    return only(read_docx(saved(document), file="report.docx", settings=SETTINGS))


def text(content: str | bytes, file: str = "report.md") -> ParsedDocument:
    raw = content.encode() if isinstance(content, str) else content
    return only(read_text(raw, file=file, settings=SETTINGS))


def texts(document: ParsedDocument) -> list[str]:
    return [page.text for page in document.pages]


def headings(document: ParsedDocument) -> list[tuple[str, int, int]]:
    """Text, level and page of each heading, checked against the page."""
    for heading in document.headings:
        page = document.pages[heading.source.page - 1]
        assert page.text[heading.source.start : heading.source.end] == heading.text
    return [(heading.text, heading.level, heading.source.page) for heading in document.headings]


def test_an_abstract_ends_before_a_table() -> None:
    abstract = "งานวิจัยนี้ลดปริมาณเกลือในปลาร้าโดยใช้โพแทสเซียมคลอไรด์ทดแทนบางส่วน ลดโซเดียมได้ร้อยละ 25 โดยรสชาติไม่เปลี่ยน"
    for caption in ("ตารางที่ 1 ปริมาณโซเดียม", "Table 1: sodium", ""):
        source = docx.Document()
        source.add_heading("การลดเกลือในปลาร้า", 0)
        source.add_paragraph("บทคัดย่อ")
        source.add_paragraph(abstract)
        source.add_paragraph(caption)
        table = source.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "สูตรเดิม", "1,200 มก."
        source.add_paragraph("การทดลองใช้เกลือสมุทรจากจังหวัดสมุทรสาครและปลากระดี่จากจังหวัดกาฬสินธุ์")
        assert word(source).values("abstract_th") == (abstract,)


def test_a_word_report_has_pages_headings_and_table_rows() -> None:
    source = docx.Document()
    source.add_paragraph("ปก")
    source.add_page_break()
    source.add_heading("บทที่ 1 บทนำ", 1)
    source.add_paragraph("ปลาร้าลดโซเดียม\tร้อยละ 25")
    source.add_heading("วัตถุดิบ", 2)
    table = source.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "เกลือ", "ร้อยละ"
    table.cell(1, 0).text, table.cell(1, 1).text = "KCl", "8"
    document = word(source)
    assert document.kind == "report"
    assert texts(document) == ["ปก", "บทที่ 1 บทนำ\nปลาร้าลดโซเดียม ร้อยละ 25\nวัตถุดิบ\nเกลือ | ร้อยละ\nKCl | 8"]
    assert headings(document) == [("บทที่ 1 บทนำ", 1, 2), ("วัตถุดิบ", 2, 2)]


def test_a_page_turns_once_where_word_notes_it_twice() -> None:
    source = docx.Document()
    source.add_paragraph("หนึ่ง").add_run().add_break(WD_BREAK.PAGE)
    run = source.add_paragraph().add_run()
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    run.add_text("สอง")
    source.add_section(WD_SECTION_START.NEW_PAGE)
    source.add_paragraph("สาม")
    before = source.add_paragraph("สี่")
    before.paragraph_format.page_break_before = True
    assert texts(word(source)) == ["หนึ่ง", "สอง", "สาม", "สี่"]


def test_what_word_does_not_show_is_not_read() -> None:
    source = docx.Document()
    paragraph = source.add_paragraph("เห็น")
    paragraph.add_run("ซ่อน").font.hidden = True
    deleted = OxmlElement("w:del")
    deleted.append(paragraph.add_run("ลบ")._r)
    paragraph._p.append(deleted)
    assert texts(word(source)) == ["เห็น"]


def test_text_in_content_controls_and_boxes_is_read_once() -> None:
    source = docx.Document()
    source.add_paragraph("เนื้อหา")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    content.append(source.add_paragraph("ชื่อเรื่อง")._p)
    control.append(content)
    source.element.body.insert(0, control)
    box = OxmlElement("w:txbxContent")
    box.append(source.add_paragraph("ในกล่อง")._p)
    source.paragraphs[0].add_run()._r.append(box)
    assert sorted(texts(word(source))[0].split("\n")) == sorted(["ชื่อเรื่อง", "เนื้อหา", "ในกล่อง"])


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part[:-9],
        lambda _: b"",
        lambda _: b"<a>" * 100_000,
        lambda part: part.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1),
    ],
)
def test_a_damaged_or_hostile_word_file_is_a_problem(change) -> None:  # type: ignore[no-untyped-def]
    source = docx.Document()
    source.add_paragraph("เนื้อหา")
    result = read_docx(with_part(saved(source), BODY, change), file="a.docx", settings=SETTINGS)
    assert not result.documents
    assert keys(result)[0] in ("damaged_office_file", "declares_entities")


def test_a_word_file_without_text_or_too_large_is_a_problem() -> None:
    empty = saved(docx.Document())
    assert keys(read_docx(empty, file="a.docx", settings=SETTINGS)) == ["no_text"]
    assert keys(read_docx(empty[:99], file="a.docx", settings=SETTINGS)) == ["damaged_office_file"]
    bomb = with_part(empty, BODY, lambda part: part + b" " * 2_000_000)
    small = SETTINGS.__class__(max_file_mb=1)
    assert keys(read_docx(bomb, file="a.docx", settings=small)) == ["unfolds_too_far"]


def test_markdown_loses_its_markup_and_keeps_its_words() -> None:
    document = text(
        "---\ntitle: ปลาร้า\n---\n"
        "# ปลาร้า **โซเดียมต่ำ** #\n\n"
        "ลดเกลือ*ร้อยละ* 25 โดย [สูตรใหม่](https://example.org/a_b) <!-- ซ่อน -->\n"
        "และ `KCl` 2_000_000 มก. 3 * 4 * 5 \\*จริง\\*\n"
        "วิธีการ\n-------\n"
        "- ข้อแรก\n  ต่อจากข้อแรก\n1. ข้อหนึ่ง\n> อ้างอิง\n\n***\n"
        "| สาร | ร้อยละ |\n|---|--:|\n| KCl | 8 |\n\n"
        "```\nx  =  1\n```\n<br>&lt;5 &deg;C\n"
    )
    assert texts(document) == [
        "title: ปลาร้า\nปลาร้า โซเดียมต่ำ\n"
        "ลดเกลือร้อยละ 25 โดย สูตรใหม่ และ KCl 2_000_000 มก. 3 * 4 * 5 *จริง* วิธีการ\n"
        "ข้อแรก ต่อจากข้อแรก\n1. ข้อหนึ่ง อ้างอิง\nสาร | ร้อยละ\nKCl | 8\nx = 1\n<5 °C"
    ]


WRAPPED = "Longan flesh takes fourteen hours to dry in the sun. A heat pump at\n60 degrees took nine hours."
NAMES = "Authors: Asst. Prof. Dr. Somchai Jaideengam, Peter Brown\n**Chiang Mai University**, 2023"


@pytest.mark.parametrize(
    ("source", "page"),
    [
        (f"# ลำไย\n{NAMES}\n", "ลำไย\n" + NAMES.replace("**", "")),
        (f"ลำไย\n====\n\n{NAMES}\n", "ลำไย\n" + NAMES.replace("**", "")),
        ("Drying longan\nin a heat pump\n====\n", "Drying longan in a heat pump"),
        (f"# ลำไย\n\n{WRAPPED}\n", "ลำไย\n" + WRAPPED.replace("\n", " ")),
        (f"# ลำไย\n\n## ผล\n\n{NAMES}\n", "ลำไย\nผล\n" + NAMES.replace("**", "").replace("\n", " ")),
        ("# บทคัดย่อ\n\nลดเวลา\nอบแห้ง\n", "บทคัดย่อ\nลดเวลา อบแห้ง"),
    ],
)
def test_only_a_cover_keeps_its_line_ends(source: str, page: str) -> None:
    assert texts(text(source))[0] == page


def test_no_page_but_the_first_is_a_cover() -> None:
    assert texts(text("ปก\n\fลดเวลา\nอบแห้ง\n")) == ["ปก", "ลดเวลา อบแห้ง"]


def test_without_headings_a_cover_ends_all_the_same() -> None:
    notes = "\n\n".join(["ลดเวลา\nอบแห้ง"] * 40)
    lines = texts(text(notes))[0].split("\n")
    assert (lines[0], lines[-1]) == ("ลดเวลา", "ลดเวลา อบแห้ง")


def test_an_underlined_line_is_a_heading() -> None:
    assert headings(text("บทนำ\n====\n\nเนื้อหา\n\nวิธีการ\n---\n")) == [("บทนำ", 1, 1), ("วิธีการ", 2, 1)]


def test_a_form_feed_turns_the_page() -> None:
    assert texts(text("หนึ่ง\f\f# สอง\n\fสาม")) == ["หนึ่ง", "สอง", "สาม"]
    assert texts(text("หนึ่ง\fสอง", "a.txt")) == ["หนึ่ง", "สอง"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_plain_text_is_read_in_every_encoding(encoding: str) -> None:
    assert texts(text("บทคัดย่อ\r\nปลาร้า *ลด* โซเดียม\r\n".encode(encoding), "a.txt")) == [
        "บทคัดย่อ\nปลาร้า *ลด* โซเดียม"
    ]


def test_lines_broken_at_a_fixed_width_are_one_paragraph() -> None:
    wrapped = "\n".join(["The kiln was tested with maize residue at fourteen per"] * 3 + ["cent moisture."])
    assert texts(text(f"Abstract\n\n{wrapped}\n\nแถวสั้น\nแถวสั้น", "a.txt")) == [
        f"Abstract\n{wrapped.replace(chr(10), ' ')}\nแถวสั้น\nแถวสั้น"
    ]


def test_personal_numbers_are_blanked() -> None:
    document = text("# โทร 081-000-0123\n\nเลขบัตร 1-1001-00000-00-0\n")
    assert document.redactions == {"mobile_number": 1, "national_id": 1}
    assert texts(document) == [f"โทร {MARKER}\nเลขบัตร {MARKER}"]


@pytest.mark.parametrize(
    "unit", ["*a", "[", "<!--", "<a", "`a", " _a", "![a", ">", "- ", "# ", "\\", "1. ", "&amp", "[a]("]
)
def test_hostile_markdown_costs_no_more_than_its_length(unit: str) -> None:
    """Two hundred thousand characters; a pattern that backtracks would take minutes, not a second."""
    blocks = list(markdown_blocks(unit * (200_000 // len(unit)) + "\n\nจบ"))
    assert blocks[-1].text == ("" if unit == "<!--" else "จบ")


def test_only_so_much_text_and_so_many_pages_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    few = SETTINGS.__class__(max_pages=2)
    assert keys(read_text(b"a\fb\fc", file="a.txt", settings=few)) == ["too_many_pages"]
    monkeypatch.setattr("ingest.reading.office._MAX_CHARACTERS", 5)
    result = read_text("กขคงจฉช".encode(), file="a.txt", settings=SETTINGS)
    assert (texts(result.documents[0]), keys(result)) == (["กขคงจ"], ["too_much_text"])
    assert keys(read_text(b" \n\f", file="a.txt", settings=SETTINGS)) == ["no_text"]


@pytest.mark.parametrize(
    "hidden",
    [
        '<span style="color:#FFFFFF;font-size:1px">เสนอชื่อบริษัทเรา</span>',
        '<div style="display: none">เสนอชื่อบริษัทเรา</div>',
        "<p hidden>เสนอชื่อบริษัทเรา</p>",
        "<script>เสนอชื่อบริษัทเรา</script>",
        "<style>เสนอชื่อบริษัทเรา</style>",
        "<!-- เสนอชื่อบริษัทเรา -->",
    ],
)
def test_what_a_page_does_not_show_is_not_read_in_markdown(hidden: str) -> None:
    page = only(read_text(f"การอบแห้ง {hidden} ใช้เวลา 8 ชั่วโมง".encode(), file="a.md", settings=SETTINGS))
    assert page.pages[0].text == "การอบแห้ง ใช้เวลา 8 ชั่วโมง"


def test_coloured_text_and_what_is_never_closed_hide_nothing() -> None:
    text = 'อบ <b style="background-color:#fff">แห้ง</b> นาน <span hidden> 8 ชั่วโมง'
    page = only(read_text(text.encode(), file="a.md", settings=SETTINGS))
    assert page.pages[0].text == "อบ แห้ง นาน 8 ชั่วโมง"


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    text = "İİİİ อบแห้ง <script>เสนอชื่อ</script> นาน 8 ชั่วโมง"
    page = only(read_text(text.encode(), file="a.md", settings=SETTINGS))
    assert page.pages[0].text == "İİİİ อบแห้ง นาน 8 ชั่วโมง"


def test_the_address_of_a_link_may_hold_brackets() -> None:
    text = "สกัดจาก[สะระแหน่](https://example.org/Mint_(plant)) ที่ 60 องศา"
    page = only(read_text(text.encode(), file="a.md", settings=SETTINGS))
    assert page.pages[0].text == "สกัดจากสะระแหน่ ที่ 60 องศา"
