"""A PDF comes out as the text that went in, or a problem says what to do."""

import io
import shutil
from pathlib import Path

import pypdf
import pytest

from ingest.personal_data import MARKER
from ingest.reading import ReadingSettings
from ingest.reading.ocr import Pictures
from ingest.reading.pdf import page_ranges, read_pdf, read_pdf_text
from ingest.reading.pdf_fonts import with_corrected_fonts
from prompts import LANGUAGES
from tests.ingest.reading.pdfs import (
    ENGLISH,
    ITEMS,
    RUNNING_HEAD,
    THAI,
    TITLE,
    by_hand,
    by_reportlab,
    by_typst,
    by_weasyprint,
    hello,
    squeezed,
)

WITHOUT_OCR = ReadingSettings(ocr="off")
NO_PAGE = hello(pages=0).replace(b"/Type/Page/", b"/Type/Nope/")


def problems(content: bytes, settings: ReadingSettings = WITHOUT_OCR) -> list[str]:
    found = read_pdf_text(content, file="report.pdf", settings=settings).problems
    assert all(problem.message(language) for problem in found for language in LANGUAGES)
    return [problem.key for problem in found]


def page_texts(path: Path) -> list[str]:
    return [
        page.text for page in read_pdf_text(path.read_bytes(), file=path.name, settings=WITHOUT_OCR).pages
    ]


def has_corrections(path: Path) -> bool:
    content = path.read_bytes()
    return with_corrected_fonts(content, pypdf.PdfReader(io.BytesIO(content))) is not None


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    items = "\n".join(f"- {item}" for item in ITEMS)
    first = f'#text(size: 20pt, weight: "bold")[{TITLE}]\n\n= บทคัดย่อ\n{THAI}\n\n= Abstract\n{ENGLISH}'
    second = f"= บทที่ 1 วัตถุดิบ\n{items}\n\n{THAI}"
    third = "= บทที่ 2 ผล\n#table(columns: 2, [ตัวอย่าง], [pH], [สูตรที่ 1], [4.52])"
    return by_typst(tmp_path_factory.mktemp("typst"), [first, second, third])


def test_typst_pages_read_as_written(report: Path) -> None:
    first, second, third = page_texts(report)
    assert squeezed(first) == squeezed(TITLE + "บทคัดย่อ" + THAI + "Abstract" + ENGLISH)
    assert squeezed(second).replace("•", "") == squeezed("บทที่ 1 วัตถุดิบ" + "".join(ITEMS) + THAI)
    assert third.split("\n") == ["บทที่ 2 ผล", "ตัวอย่าง pH", "สูตรที่ 1 4.52"]


def test_headings_and_paragraphs_stand_on_lines_of_their_own(report: Path) -> None:
    first = page_texts(report)[0].split("\n")
    assert [first[0], first[1], first[3], first[4]] == [TITLE, "บทคัดย่อ", "Abstract", ENGLISH]


def test_running_heads_and_page_numbers_are_left_out(report: Path) -> None:
    assert not any(RUNNING_HEAD in text or "หน้า" in text for text in page_texts(report))


def test_printed_lines_stand_where_they_say_and_tell_size_and_weight(report: Path) -> None:
    text = read_pdf_text(report.read_bytes(), file="report.pdf", settings=WITHOUT_OCR)
    assert all(text.pages[line.page - 1].text[line.start : line.end] == line.text for line in text.lines)
    title, heading = text.lines[:2]
    assert (title.size, title.bold) == (20, True)
    assert heading.size > text.lines[2].size == 14
    assert not text.lines[2].bold


def test_weasyprint_pages_read_as_written_though_their_glyph_maps_are_wrong(tmp_path: Path) -> None:
    path = by_weasyprint(tmp_path, f"<h1>{TITLE}</h1><p>{THAI}</p><p>{ENGLISH}</p>")
    assert has_corrections(path)
    assert page_texts(path)[0].split("\n")[1:] == [THAI, ENGLISH]


def test_reportlab_pages_read_as_written(tmp_path: Path) -> None:
    path = by_reportlab(tmp_path, [TITLE, THAI, ENGLISH])
    assert squeezed(page_texts(path)[0]) == squeezed(TITLE + THAI + ENGLISH)
    assert not has_corrections(path)


def test_clean_text_holds_no_glyphs_of_private_use_and_no_split_sara_am(report: Path) -> None:
    text = "".join(page_texts(report))
    assert "\u0e4d" not in text
    assert not any("\ue000" <= character <= "\uf8ff" for character in text)


def test_the_document_is_known_by_its_content_alone() -> None:
    first, again = (
        read_pdf(hello(), file=name, settings=WITHOUT_OCR).documents[0] for name in ("a.pdf", "b.pdf")
    )
    assert first.id == again.id
    assert first.id.startswith("doc-")


def test_personal_numbers_never_leave_the_reader() -> None:
    content = hello("Call 081-000-0123 for samples")
    (document,) = read_pdf(content, file="report.pdf", settings=WITHOUT_OCR).documents
    assert "081" not in document.pages[0].text
    assert dict(document.redactions) == {"mobile_number": 1}


def locked(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(hello()))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")  # noqa: S106
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_file_locked_with_a_password_is_named() -> None:
    assert problems(locked("secret")) == ["reading.encrypted"]


def test_a_file_that_anybody_may_open_is_read_though_encrypted() -> None:
    (page,) = read_pdf_text(locked(""), file="report.pdf", settings=WITHOUT_OCR).pages
    assert page.text == "Hello science park"


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\ngarbage %%EOF", hello()[:60], NO_PAGE])
def test_a_file_without_a_readable_page_is_named(content: bytes) -> None:
    assert problems(content) in (["reading.damaged_pdf"], ["reading.no_text"])


def test_a_file_cut_off_at_its_end_is_read_as_far_as_it_goes() -> None:
    (page,) = read_pdf_text(hello()[:-80], file="report.pdf", settings=WITHOUT_OCR).pages
    assert page.text == "Hello science park"


def test_only_as_many_pages_are_read_as_allowed() -> None:
    text = read_pdf_text(hello(pages=5), file="report.pdf", settings=ReadingSettings(ocr="off", max_pages=3))
    (problem,) = text.problems
    assert len(text.pages) == 3
    assert (problem.key, problem.severity) == ("reading.too_many_pages", "warning")
    assert dict(problem.variables) == {"read": "3", "count": "5"}


def scanned(path: Path, folder: Path) -> bytes:
    """Return the first page of `path` as a picture in a PDF."""
    image = pytest.importorskip("PIL.Image")
    pictures = Pictures(path.read_bytes())
    (folder / "page.pgm").write_bytes(pictures.picture(0))
    pictures.close()
    target = io.BytesIO()
    with image.open(folder / "page.pgm") as picture:
        picture.save(target, "PDF", resolution=200)
    return target.getvalue()


def test_pictures_of_pages_without_ocr_say_how_to_get_it(report: Path, tmp_path: Path) -> None:
    assert problems(scanned(report, tmp_path)) == ["reading.scanned_pages_off", "reading.no_text"]


def test_pictures_of_pages_without_tesseract_say_how_to_get_it(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problems(scanned(report, tmp_path), ReadingSettings()) == [
        "reading.scanned_pages",
        "reading.no_text",
    ]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_pictures_of_pages_are_read_by_ocr(report: Path, tmp_path: Path) -> None:
    text = read_pdf_text(scanned(report, tmp_path), file="scan.pdf", settings=ReadingSettings())
    assert "reading.ocr_pages" in [problem.key for problem in text.problems]
    assert text.pages[0].extractor == "tesseract"
    assert "fermented fish" in text.pages[0].text.lower()
    assert "เกลือ" in text.pages[0].text


def test_an_empty_page_is_no_picture() -> None:
    assert problems(by_hand(b"")) == ["reading.no_text"]


def test_damaged_text_is_kept_and_named() -> None:
    rubbish = by_hand(
        b"BT /F 12 Tf 72 700 Td (\\001\\002\\003x\\004\\005\\006bcdfghjklmnp\\007\\016\\017) Tj ET"
    )
    text = read_pdf_text(rubbish, file="report.pdf", settings=WITHOUT_OCR)
    assert [problem.key for problem in text.problems] == ["reading.unwell_pages"]
    assert not text.pages[0].health.is_well


def test_no_damage_to_the_bytes_raises(report: Path) -> None:
    content = report.read_bytes()
    for step in range(12):
        broken = bytearray(content)
        for place in range(step, len(broken), 97 + step):
            broken[place] = (broken[place] * 31 + step) % 256
        read_pdf_text(bytes(broken), file="report.pdf", settings=WITHOUT_OCR)


def test_pages_are_named_as_in_an_index() -> None:
    assert page_ranges([9, 1, 3, 4, 5]) == "1, 3-5, 9"


def test_the_labels_of_pages_are_cleaned_and_personal_numbers_on_them_blanked() -> None:
    prefix = "\ufeff1-1017-00230-70-8\0 ".encode("utf-16-be").hex().encode()
    content = hello().replace(b"/Catalog", b"/Catalog/PageLabels<</Nums[0<</S/D/P<%s>>>]>>" % prefix)
    (document,) = read_pdf(content, file="report.pdf", settings=WITHOUT_OCR).documents
    assert [page.label for page in document.pages] == [f"{MARKER} 1"]
    assert document.redactions == {"national_id": 1}


def test_what_nobody_sees_on_a_page_is_not_read() -> None:
    target = io.BytesIO()
    canvas = pytest.importorskip("reportlab.pdfgen.canvas").Canvas(target)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(72, 700, "Herbs were dried at 55 degrees for eight hours.")
    canvas.setFillColorRGB(0, 0, 0.4)
    canvas.rect(60, 640, 400, 30, fill=1, stroke=0)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 650, "White words on a blue bar are seen.")
    canvas.drawString(72, 600, "White words on white paper are not.")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica", 0.5)
    canvas.drawString(72, 550, "Nor are words without size.")
    canvas.scale(12, 12)
    canvas.setFont("Helvetica", 1)
    canvas.drawString(6, 40, "Scaled words are seen.")
    canvas.save()
    (page,) = read_pdf_text(target.getvalue(), file="hidden.pdf", settings=ReadingSettings()).pages
    assert all(seen in page.text for seen in ("Herbs were dried", "blue bar", "Scaled words"))
    assert "white paper" not in page.text
    assert "without size" not in page.text
