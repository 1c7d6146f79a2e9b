"""What is recognised in reports, on pages a reader can check by eye."""

from dataclasses import dataclass
from functools import reduce

import pytest

from assistant.domain.documents import FactName, Page, ParsedDocument, TextHealth
from ingest.reading.office import read_text
from ingest.reading.paragraphs import joined
from ingest.reading.settings import ReadingSettings
from ingest.structure import recognise, report_work

HEALTH = TextHealth(1.0)


@dataclass(frozen=True)
class Line:
    text: str
    size: float
    bold: bool
    page: int
    start: int
    end: int


def document(*pages: str, file: str = "report.pdf") -> ParsedDocument:
    numbered = tuple(Page(n, text, HEALTH, "test") for n, text in enumerate(pages, start=1))
    return ParsedDocument("doc-0123456789abcdef", file, "report", numbered)


def printed(*pages: str) -> tuple[ParsedDocument, list[Line]]:
    """Pages whose lines begin with their print size, "16 Title", and "b" when bold: "16b Title"."""
    texts, lines = [], []
    for number, page in enumerate(pages, start=1):
        start, kept = 0, []
        for row in page.strip().splitlines():
            size, _, text = row.strip().partition(" ")
            lines.append(
                Line(text, float(size.rstrip("b")), size.endswith("b"), number, start, start + len(text))
            )
            kept.append(text)
            start += len(text) + 1
        texts.append("\n".join(kept))
    return document(*texts), lines


COVER = """
12b รายงานวิจัยฉบับสมบูรณ์
18b การอบแห้งเนื้อลำไยสีทอง
18b ด้วยเครื่องอบแห้งแบบปั๊มความร้อน
14 Drying of golden longan flesh in a heat pump dryer
12 โดย
12 ผศ.ดร.สมหญิง ใจดีงาม
12 S. Srisuk
12 ใจดี วิชัย, ดร.
12 คณะอุตสาหกรรมเกษตร มหาวิทยาลัยเชียงใหม่
12 ปีงบประมาณ ๒๕๖๖
"""
ABSTRACT_TH = "ลำไยอบแห้งแบบเดิมใช้เวลา 14 ชั่วโมง งานวิจัยนี้ลดเวลาเหลือ 9 ชั่วโมงที่ 60 องศาเซลเซียสโดยสีไม่เปลี่ยนแปลง"
ABSTRACT_EN = (
    "Longan flesh takes 14 hours to dry. A heat pump at 60 degrees took 9 hours and kept the colour."
)
BODY = f"""
15b บทคัดย่อ
12 {ABSTRACT_TH}
12 คำสำคัญ: ลำไย, การอบแห้ง, ปั๊มความร้อน
15b Abstract
12 {ABSTRACT_EN}
12 Keywords: longan; drying; heat pump
15b บทที่ 1 บทนำ
13b 1.1 ที่มา
12 {ABSTRACT_TH}
"""


def test_a_thai_report_is_recognised_with_every_fact_in_its_place() -> None:
    parsed, problems = recognise(*printed(COVER, BODY))
    expected: dict[FactName, tuple[str, ...]] = {
        "title_th": ("การอบแห้งเนื้อลำไยสีทองด้วยเครื่องอบแห้งแบบปั๊มความร้อน",),
        "title_en": ("Drying of golden longan flesh in a heat pump dryer",),
        "author": ("ผศ.ดร.สมหญิง ใจดีงาม", "S. Srisuk", "ใจดี วิชัย, ดร."),
        "organisation": ("คณะอุตสาหกรรมเกษตร มหาวิทยาลัยเชียงใหม่",),
        "year": ("2023",),
        "abstract_th": (ABSTRACT_TH,),
        "abstract_en": (ABSTRACT_EN,),
        "keyword_th": ("ลำไย", "การอบแห้ง", "ปั๊มความร้อน"),
        "keyword_en": ("longan", "drying", "heat pump"),
    }
    assert {name: parsed.values(name) for name in expected} == expected
    assert problems == ()
    for fact in parsed.facts:
        on_page = parsed.pages[fact.source.page - 1].text[fact.source.start : fact.source.end]
        unbroken = reduce(joined, on_page.splitlines())
        assert unbroken == ("ปีงบประมาณ ๒๕๖๖" if fact.name == "year" else fact.value)


def test_headings_have_levels_and_the_cover_has_none() -> None:
    parsed, _ = recognise(*printed(COVER, BODY))
    assert [(heading.level, heading.text) for heading in parsed.headings] == [
        (1, "บทคัดย่อ"),
        (1, "Abstract"),
        (1, "บทที่ 1 บทนำ"),
        (2, "1.1 ที่มา"),
    ]


def test_without_print_sizes_the_words_tell() -> None:
    parsed, lines = printed(COVER, BODY)
    bare, problems = recognise(parsed)
    with_sizes, _ = recognise(parsed, lines)
    names: tuple[FactName, ...] = ("author", "organisation", "year", "abstract_th", "keyword_en")
    assert all(bare.values(name) == with_sizes.values(name) for name in names)
    assert bare.value("title_en") == "Drying of golden longan flesh in a heat pump dryer"
    assert problems == ()


def test_what_is_missing_is_told_in_one_notice() -> None:
    parsed, problems = recognise(document("บทนำ\nเนื้อความของรายงานที่ไม่มีปก"))
    assert parsed.facts == ()
    (problem,) = problems
    assert (problem.severity, problem.key) == ("notice", "structure.not_found")
    assert "title" in problem.message("en")
    assert "บทคัดย่อ" in problem.message("th")


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("พ.ศ. ๒๕๖๖", "2023"),
        ("ปีงบประมาณ 2566", "2023"),
        ("ปีงบประมาณ พ.ศ. 2567", "2024"),
        ("เมษายน 2566", "2023"),
        ("B.E. 2565", "2022"),
        ("2023", "2023"),
        ("ปี: 2566", "2023"),
        ("Year: 2023", "2023"),
        ("March 2021", "2021"),
        ("โทร. 2566", ""),
        ("0999", ""),
        ("ห้อง 2566 อาคาร 3", ""),
    ],
)
def test_the_year_is_read_in_both_eras(line: str, year: str) -> None:
    parsed, _ = recognise(document(f"การอบแห้งเนื้อลำไยสีทอง\n{line}"))
    assert parsed.value("year") == year


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("by\nBoonprasong, Chalermchai\nMs. Nuree Samaae", ("Boonprasong, Chalermchai", "Ms. Nuree Samaae")),
        (
            "Authors: Somchai Srisuk, Wichai Deengam and M. Suwan",
            ("Somchai Srisuk", "Wichai Deengam", "M. Suwan"),
        ),
        ("ผู้วิจัย ดร.สมชาย ศรีสุข และ นายวิชัย ดีงาม", ("ดร.สมชาย ศรีสุข", "นายวิชัย ดีงาม")),
        ("คณะผู้วิจัย\n1. ดร.สมชาย ศรีสุข*\n2. วิชัย ดีงาม", ("ดร.สมชาย ศรีสุข", "วิชัย ดีงาม")),
        ("หัวหน้าโครงการ: รศ.ดร.สมชาย ศรีสุข", ("รศ.ดร.สมชาย ศรีสุข",)),
        ("โดยดร.สมชาย ศรีสุขนางสาวสุดา ดีงาม", ("ดร.สมชาย ศรีสุข", "นางสาวสุดา ดีงาม")),
        ("โดย\nทีมงานของโครงการ", ()),
        ("by\nthe research team of the project", ()),
    ],
)
def test_people_are_found_however_they_are_listed(lines: str, authors: tuple[str, ...]) -> None:
    cover = f"การอบแห้งเนื้อลำไยสีทองด้วยปั๊มความร้อน\n{lines}\nมหาวิทยาลัยเชียงใหม่\nพ.ศ. 2566"
    parsed, _ = recognise(document(cover, "บทคัดย่อ\n" + ABSTRACT_TH))
    assert parsed.values("author") == authors


@pytest.mark.parametrize(
    ("lines", "organisation", "year"),
    [
        ("Chiang Mai University, 2023", "Chiang Mai University", "2023"),
        ("Chiang Mai University (2023).", "Chiang Mai University", "2023"),
        ("คณะเกษตรศาสตร์\nมหาวิทยาลัยเชียงใหม่, ๒๕๖๖", "คณะเกษตรศาสตร์มหาวิทยาลัยเชียงใหม่", "2023"),
        ("Chiang Mai University, Room 2023", "Chiang Mai University, Room 2023", ""),
    ],
)
def test_a_year_may_stand_beside_the_organisation(lines: str, organisation: str, year: str) -> None:
    parsed, _ = recognise(document(f"Drying of longan flesh, 2019\nby Peter Brown\n{lines}"))
    assert (parsed.value("organisation"), parsed.value("year")) == (organisation, year)
    assert parsed.value("title_en") == "Drying of longan flesh, 2019"


def test_a_markdown_cover_of_lines_below_one_another_is_recognised() -> None:
    cover = (
        "# Drying of golden longan flesh in a heat pump dryer\n\n"
        "Authors: Asst. Prof. Dr. Somchai Jaideengam, Peter Brown\n"
        "Chiang Mai University, 2023\n\n"
        "## Abstract\n\n"
        "A heat pump at sixty degrees took nine hours and\nkept the colour.\n"
    )
    parsed = read_text(cover.encode(), file="report.md", settings=ReadingSettings()).documents[0]
    assert parsed.values("author") == ("Asst. Prof. Dr. Somchai Jaideengam", "Peter Brown")
    assert parsed.value("organisation") == "Chiang Mai University"
    assert parsed.value("year") == "2023"
    assert parsed.value("abstract_en") == "A heat pump at sixty degrees took nine hours and kept the colour."


def test_an_abstract_that_turns_the_page_is_whole_in_the_work() -> None:
    parsed, _ = recognise(
        document("บทคัดย่อ\n" + ABSTRACT_TH, "และใช้ไฟฟ้าน้อยลงร้อยละ 30 เมื่อเทียบกับวิธีเดิม\nบทนำ\nเนื้อความ")
    )
    assert [fact.source.page for fact in parsed.facts if fact.name == "abstract_th"] == [1, 2]
    assert report_work(parsed).abstract_th.endswith("เมื่อเทียบกับวิธีเดิม")


def test_a_table_of_contents_gives_no_headings() -> None:
    contents = "สารบัญ\nบทที่ 1 บทนำ ........ 1\nบทที่ 2 วิธีการวิจัย 5"
    parsed, _ = recognise(document("ปก", contents, "บทที่ 1 บทนำ\nเนื้อความ"))
    assert [heading.text for heading in parsed.headings] == ["สารบัญ", "บทที่ 1 บทนำ"]


def test_a_work_takes_what_was_recognised() -> None:
    parsed, _ = recognise(*printed(COVER, BODY))
    work = report_work(parsed)
    assert (work.id, work.kind, work.year, work.region) == (
        "report-0123456789abcdef",
        "report",
        2023,
        "north",
    )
    assert work.people == ("ผศ.ดร.สมหญิง ใจดีงาม", "S. Srisuk", "ใจดี วิชัย, ดร.")
    assert work.keywords == ("ลำไย", "การอบแห้ง", "ปั๊มความร้อน", "longan", "drying", "heat pump")
    assert (work.source.page, work.source.start > 0) == (1, True)


@pytest.mark.parametrize(
    "pages", [(), ("",), ("\n\n",), ("๒",), ("(" * 5000,), ("ก" * 20000,), ("1 " * 9000,)]
)
def test_any_pages_give_a_work_with_a_title(pages: tuple[str, ...]) -> None:
    parsed, _ = recognise(document(*pages, file="drying.pdf"))
    work = report_work(parsed)
    assert work.title("th")


def test_headings_that_the_file_itself_gives_are_kept_but_for_the_title() -> None:
    text = (
        "# Handbook of drying\n\nOn fruit.\n\n## Solar tunnels\n\nText.\n\n# Second part\n\n### Costs of it\n"
    )
    (report,) = read_text(text.encode(), file="a.md", settings=ReadingSettings()).documents
    assert report.value("title_en") == "Handbook of drying"
    assert [(heading.text, heading.level) for heading in report.headings] == [
        ("Solar tunnels", 2),
        ("Second part", 1),
        ("Costs of it", 3),
    ]


def test_a_title_and_an_organisation_below_a_report_kind_are_known_by_their_labels() -> None:
    page = "รายงานการวิจัย\nเรื่อง ผึ้งโพรงในสวนลำไย\nหน่วยงาน: คณะเกษตรศาสตร์ มหาวิทยาลัยขอนแก่น\nโดย ดร. สมชาย ใจงาม"
    found, _ = recognise(document(page))
    assert found.value("title_th") == "ผึ้งโพรงในสวนลำไย"
    assert found.value("organisation") == "คณะเกษตรศาสตร์ มหาวิทยาลัยขอนแก่น"
    assert found.values("author") == ("ดร. สมชาย ใจงาม",)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("โครงการส่งเสริมการเลี้ยงผึ้ง\nเรื่อง ผึ้งโพรงในสวนลำไย", "ผึ้งโพรงในสวนลำไย"),
        ("รายงานวิจัยเรื่อง ผึ้งโพรงในสวนลำไย", "ผึ้งโพรงในสวนลำไย"),
        ("งานวิจัย เรื่อง: ผึ้งโพรงในสวนลำไย", "ผึ้งโพรงในสวนลำไย"),
        ("เรื่องเล่าของผึ้งโพรง", "เรื่องเล่าของผึ้งโพรง"),
    ],
)
def test_a_short_title_is_told_by_its_label(lines: str, title: str) -> None:
    found, _ = recognise(document(f"{lines}\nโดย ดร. สมชาย ใจงาม"))
    assert found.value("title_th") == title


@pytest.mark.parametrize("label", ["", "ชื่อเรื่อง (อังกฤษ): ", "Project title: "])
def test_the_title_in_the_other_language_below_a_labelled_one_is_taken_too(label: str) -> None:
    english = "Stingless bees in the longan orchards of northern smallholders"
    found, _ = recognise(document(f"งานวิจัยเรื่อง ผึ้งโพรงในสวนลำไย\n{label}{english}\nโดย ดร. สมชาย ใจงาม"))
    assert (found.value("title_th"), found.value("title_en")) == ("ผึ้งโพรงในสวนลำไย", english)


@pytest.mark.parametrize(
    ("lines", "organisation"),
    [
        ("หน่วยงาน: คณะเกษตรศาสตร์ มหาวิทยาลัยขอนแก่น", "คณะเกษตรศาสตร์ มหาวิทยาลัยขอนแก่น"),
        ("สังกัด: คณะเกษตรศาสตร์ มหาวิทยาลัยขอนแก่น", "คณะเกษตรศาสตร์ มหาวิทยาลัยขอนแก่น"),
        ("Organisation: Bee Lab Ltd., Lamphun, 2023", "Bee Lab Ltd., Lamphun"),
        (
            "Affiliation:\nFaculty of Agriculture, Khon Kaen University",
            "Faculty of Agriculture, Khon Kaen University",
        ),
        ("หน่วยงาน:", ""),
    ],
)
def test_an_organisation_is_told_by_its_label(lines: str, organisation: str) -> None:
    found, _ = recognise(document(f"การเลี้ยงผึ้งโพรงในสวนลำไย\n{lines}\nผู้วิจัย: ดร. สมชาย ใจงาม"))
    assert found.value("organisation") == organisation
    assert all(fact.value for fact in found.facts)


def test_the_rest_of_a_thai_title_that_ran_together_with_the_english_one_stays_thai() -> None:
    lines = """
    18 การเลือกระบบตัวเร่งและการลดซิงก์ออกไซด์เพื่อย่นเวลา
    17 คงรูปของแผ่นยางปูพื้นคอกสัตว์ Accelerator selection for shorter cure time of rubber mats
    12 ผศ.ดร.บูรีดา เจะหลง
    """
    found, _ = recognise(*printed(lines))
    assert found.value("title_th").endswith("คงรูปของแผ่นยางปูพื้นคอกสัตว์")
    assert found.value("title_en") == "Accelerator selection for shorter cure time of rubber mats"


def test_what_a_report_does_not_say_is_named() -> None:
    _, (problem,) = recognise(document("เรื่อง ผึ้งโพรงในสวนลำไย\nโดย ดร. สมชาย ใจงาม"))
    missing = dict(problem.variables)["missing"]
    assert all(name in missing for name in ("organisation", "year", "abstract", "keywords"))
    assert "title" not in missing
