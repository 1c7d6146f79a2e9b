"""Makes damaged and hostile files: from good ones by cutting and flipping, and from nothing."""

import io
import os
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_ZEROS = b"\0" * (1 << 20)
_PAGES = "<< /Type /Pages /Kids [{kids}] /Count {count} >>"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that cannot be read as it should. `is_told` is False where nothing need be wrong with it."""

    name: str
    content: bytes
    is_told: bool = True


def damaged_files(good: Path) -> Iterator[Damaged]:
    """More than sixty files, each broken in a way of its own. `good` is the sample corpus."""
    reports, registers = good / "reports", good / "registers"
    pdf = (reports / "report-cab-01.pdf").read_bytes()
    docx = (reports / "report-cee-02.docx").read_bytes()
    xlsx = (registers / "experts.xlsx").read_bytes()
    csv = (registers / "technologies.csv").read_bytes()
    json = (registers / "projects.json").read_bytes()
    yield from _cut("report.pdf", pdf, (0.0, 0.001, 0.02, 0.1, 0.25, 0.5))
    yield from _cut("report.docx", docx, (0.01, 0.3, 0.6, 0.9, 0.99))
    yield from _cut("register.xlsx", xlsx, (0.01, 0.3, 0.6, 0.9, 0.99))
    yield from _cut("register.json", json, (0.05, 0.5, 0.99))
    yield from _flipped("report.pdf", pdf, (200, 2000))
    yield from _flipped("report.docx", docx, (20, 200))
    yield from _flipped("register.xlsx", xlsx, (20, 200))
    yield from _pdfs(pdf)
    yield from _archives(docx, xlsx)
    yield from _texts(csv)
    yield from _misnamed(pdf, docx)


def damaged_entries(folder: Path) -> Iterator[tuple[str, bool]]:
    """Make what is no plain file; yields each name and whether it must be told."""
    (folder / "dangling.pdf").symlink_to(folder / "nowhere.pdf")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    (folder / "loop.pdf").symlink_to(folder / "loop.pdf")
    (folder / "again").symlink_to(folder)
    os.mkfifo(folder / "pipe.pdf")
    yield from ((name, True) for name in ("dangling.pdf", "outside.txt", "loop.pdf", "again", "pipe.pdf"))
    if os.geteuid() != 0:
        (folder / "forbidden.pdf").write_bytes(b"%PDF-1.7")
        (folder / "forbidden.pdf").chmod(0)
        yield "forbidden.pdf", True
    latin = os.fsencode(folder) + b"/caf\xe9.pdf"
    with open(latin, "wb") as stream:  # noqa: PTH123 the name is no text
        stream.write(b"no PDF at all \x01")
    yield "caf�.pdf", True


def _cut(name: str, content: bytes, shares: tuple[float, ...]) -> Iterator[Damaged]:
    for share in shares:
        yield Damaged(f"cut-{share:.1%}-{name}", content[: int(len(content) * share)])


def _flipped(name: str, content: bytes, counts: tuple[int, ...]) -> Iterator[Damaged]:
    """Bytes changed at random, sparing the first, so that the file still looks like its kind."""
    for count in counts:
        chance = random.Random(f"{name} {count}")
        changed = bytearray(content)
        for _ in range(count):
            changed[chance.randrange(64, len(changed))] = chance.randrange(256)
        yield Damaged(f"flipped-{count}-{name}", bytes(changed), is_told=False)


# PDF


def _pdfs(good: bytes) -> Iterator[Damaged]:
    yield Damaged("header-only.pdf", b"%PDF-1.7\n")
    yield Damaged("no-pages.pdf", pdf_of("<< /Type /Catalog >>"))
    yield Damaged("page-tree-loop.pdf", pdf_of(_catalog(), _PAGES.format(kids="2 0 R", count=1)))
    yield Damaged("page-tree-deep.pdf", pdf_of(_catalog(), *_chain(5000)))
    yield Damaged("page-tree-huge-count.pdf", pdf_of(_catalog(), _PAGES.format(kids="", count=2**31)))
    yield Damaged("arrays-nested.pdf", pdf_of(_catalog(), _PAGES.format(kids="[" * 100_000, count=1)))
    yield Damaged("dictionaries-nested.pdf", pdf_of("<< /A " * 50_000))
    yield Damaged("length-loop.pdf", pdf_of(*_one_page("<< /Length 4 0 R >>", b"BT ET")))
    yield Damaged("flate-bomb.pdf", pdf_of(*_one_page(_FLATE, bomb(300))))
    yield Damaged("flate-bomb-twice.pdf", pdf_of(*_one_page(_FLATE_TWICE, zlib.compress(bomb(2000), 9))))
    yield Damaged("flate-rubbish.pdf", pdf_of(*_one_page(_FLATE, b"\x78\x9crubbish" * 50)))
    yield Damaged(
        "text-endless.pdf", pdf_of(*_one_page(_FLATE, zlib.compress(b"BT (a) Tj ET\n" * 2_000_000, 9)))
    )
    yield Damaged("form-loop.pdf", pdf_of(*_form_loop()))
    yield Damaged("object-streams-nested.pdf", _nested_object_streams())
    yield Damaged("wrong-offsets.pdf", good.replace(b"\nstartxref\n", b"\nstartxref\n999999"), is_told=False)
    yield Damaged("previous-loop.pdf", good + b"\ntrailer << /Prev 0 >>\nstartxref\n0\n%%EOF", is_told=False)
    yield Damaged("locked.pdf", _locked(good))
    yield Damaged("zeros.pdf", b"%PDF-1.7\n" + _ZEROS)


_FLATE = "<< /Filter /FlateDecode /Length {length} >>"
_FLATE_TWICE = "<< /Filter [/FlateDecode /FlateDecode] /Length {length} >>"


def _catalog() -> str:
    return "<< /Type /Catalog /Pages 2 0 R >>"


def pdf_of(*objects: str | bytes) -> bytes:
    """A PDF of these objects, numbered from 1 (the catalogue), without a table of offsets."""
    bodies = [part.encode("latin-1") if isinstance(part, str) else part for part in objects]
    numbered = (b"%d 0 obj\n%b\nendobj\n" % (number, body) for number, body in enumerate(bodies, start=1))
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def _one_page(dictionary: str, stream: bytes) -> list[str | bytes]:
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>"
    content = dictionary.format(length=len(stream)).encode() + b"\nstream\n" + stream + b"\nendstream"
    return [_catalog(), _PAGES.format(kids="3 0 R", count=1), page, content]


def _form_loop() -> list[str | bytes]:
    """A form that draws itself twice."""
    resources = "/Resources << /XObject << /F 5 0 R >> >>"
    catalog, pages, _, content = _one_page("<< /Length {length} >>", b"/F Do /F Do")
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R {resources} >>"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] {resources} /Length 11 >>"
    return [catalog, pages, page, content, f"{form}\nstream\n/F Do /F Do\nendstream"]


def _chain(depth: int) -> Iterator[str]:
    """Page tree nodes, each the only child of the one before."""
    for number in range(2, depth + 2):
        yield _PAGES.format(kids=f"{number + 1} 0 R", count=1)


def _nested_object_streams() -> bytes:
    """Object streams of which each says that it lies in the other."""
    stream = "<< /Type /ObjStm /N 1 /First 4 /Extends {other} 0 R /Length 12 >>"
    stream += "\nstream\n{other} 0 << >>\nendstream"
    return pdf_of(_catalog(), stream.format(other=3), stream.format(other=2))


def _locked(good: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good)))
    writer.encrypt("secret", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def bomb(megabytes: int) -> bytes:
    """Zeros, compressed to a thousandth."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(_ZEROS) for _ in range(megabytes)) + packer.flush()


# Office


def _archives(docx: bytes, xlsx: bytes) -> Iterator[Damaged]:
    document, sheet = "word/document.xml", "xl/worksheets/sheet1.xml"
    for name, good, part in (("report.docx", docx, document), ("register.xlsx", xlsx, sheet)):
        yield Damaged(f"bomb-{name}", _repacked(good, part, _huge_part))
        yield Damaged(f"entities-{name}", _repacked(good, part, lambda _: _ENTITIES))
        yield Damaged(f"outside-entity-{name}", _repacked(good, part, lambda _: _OUTSIDE_ENTITY))
        yield Damaged(f"nested-{name}", _repacked(good, part, lambda _: b"<a>" * 200_000))
        yield Damaged(f"empty-part-{name}", _repacked(good, part, lambda _: b""))
        # What is left of a workbook without a sheet is a sound workbook of the others.
        rest = _repacked(good, part, lambda _: None)
        yield Damaged(f"without-part-{name}", rest, is_told=name.endswith("docx"))
    yield Damaged("many-parts.docx", _zip({f"word/{i}.xml": b"<a/>" for i in range(20_000)}))
    yield Damaged("climbing.docx", _zip({"../../word/document.xml": b"<a/>"}))
    yield Damaged("archive.zip", _zip({"readme.txt": b"no office file"}))


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w ['
    + b'<!ENTITY a0 "lol">'
    + b"".join(b'<!ENTITY a%d "%b">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10))
    + b"]><worksheet>&a9;</worksheet>"
)
_OUTSIDE_ENTITY = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


def _huge_part(good: bytes) -> bytes:
    """The good part with 300 MB of white space in the middle."""
    middle = good.index(b">", len(good) // 2) + 1
    return good[:middle] + b" " * 300_000_000 + good[middle:]


def _repacked(archive: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    changed = change(parts.pop(part))
    return _zip(parts if changed is None else parts | {part: changed})


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


# Text


def _texts(csv: bytes) -> Iterator[Damaged]:
    head, _, rows = csv.partition(b"\n")
    long = b"word " * 2_000_000
    yield Damaged("empty.md", b"")
    yield Damaged("blank.txt", b" \n\t\n" * 100)
    yield Damaged("long-line.md", b"# One line\n\n" + long, is_told=False)
    yield Damaged("no-spaces.md", "ก".encode() * 1_000_000, is_told=False)
    yield Damaged("latin.txt", "Café à la crème, déjà vu. ".encode("latin-1") * 20, is_told=False)
    yield Damaged("thai-windows.txt", "รายงานการวิจัยปลาร้า ".encode("cp874") * 20, is_told=False)
    yield Damaged("half-utf16.txt", "รายงาน".encode("utf-16")[:-1], is_told=False)
    yield Damaged("broken-utf8.txt", "รายงานการวิจัย".encode()[:-1] + b"\xff\xfe\x80 text" * 20, is_told=False)
    yield Damaged("nested.json", b"[" * 100_000 + b"]" * 100_000)
    yield Damaged("nested-objects.json", b'{"a":' * 100_000 + b"1" + b"}" * 100_000)
    yield Damaged("not-a-number.json", b'[{"id": NaN, "title_en": 1e999}]')
    yield Damaged(
        "surrogate.json", rb'[{"id": "t-1", "title_en": "half \ud800 a pair", "trl": 3}]', is_told=False
    )
    yield Damaged("huge-number.json", b'[{"id": "t-2", "title_en": "Big", "trl": ' + b"9" * 50_000 + b"}]")
    yield Damaged("scalar.json", b'"only a text"')
    yield Damaged("half.jsonl", b'{"id": "t-3", "title_en": "One"}\n{"id": "t-4", \n')
    yield Damaged("nulls.csv", head + b"\n" + rows.replace(b" ", b"\0"))
    yield Damaged("quotes.csv", head + b'\n"never closed,' + rows)
    yield Damaged("long-line.csv", head + b"\n" + b"x" * 50_000_000)
    yield Damaged("columns.csv", b"id,title_en," + b",".join(b"c%d" % i for i in range(20_000)) + b"\n1,A\n")
    yield Damaged(
        "long-cell.csv",
        b"id,title_en,abstract_en\nt-5,Long cell," + b"A sentence here. " * 30_000 + b"\n",
        is_told=False,
    )
    yield Damaged("same-id.csv", b"id,title_en,trl\n" + b"t-6,The same row,3\n" * 500, is_told=False)


def _misnamed(pdf: bytes, docx: bytes) -> Iterator[Damaged]:
    chance = random.Random("rubbish")
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + chance.randbytes(2000)
    yield Damaged("picture.pdf", png)
    yield Damaged("picture.png", png)
    yield Damaged("random.pdf", chance.randbytes(100_000))
    yield Damaged("random.xlsx", chance.randbytes(100_000))
    yield Damaged("random", chance.randbytes(5000))
    yield Damaged("program.docx", b"\x7fELF" + chance.randbytes(5000))
    yield Damaged("page.pdf", b"<!DOCTYPE html><html><body>404 Not Found</body></html>")
    yield Damaged("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + chance.randbytes(5000))
    yield Damaged("really-pdf.docx", pdf + b"\n% one")
    yield Damaged("really-docx.pdf", docx + b"\0")
    yield Damaged("line\nbreak.pdf", b"%PDF-1.7 no more\n1")
    yield Damaged("🦆 emoji \u202egnp.pdf", b"%PDF-1.7 no more\n2")
    yield Damaged("ยาว" * 27 + ".pdf", b"%PDF-1.7 no more\n3")
    yield Damaged("-rf; $(touch x) `id`.pdf", b"%PDF-1.7 no more\n4")
