"""Corrects what a PDF says its glyphs mean, where the embedded font itself says otherwise.

A PDF maps glyph numbers to text twice: in the font's ToUnicode map, which its writer made from the text
it set, and in the character map of the embedded font program. Writers that note one letter per glyph go
wrong where Thai shares glyphs between letters (SARA AA also ends SARA AM), so that every `า` reads `ำ`.
The font program knows better.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import cast

import pypdf
from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

from ingest.reading.broken import attempt

_MAX_PAGES_SEARCHED = 200
_GLYPH_NAME = re.compile(r"uni(0E[0-5][0-9A-F])(?:\..*)?")
_SINGLE = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def with_corrected_fonts(content: bytes, reader: pypdf.PdfReader) -> bytes | None:
    """Return the PDF in `content` with its wrong Thai glyph maps put right, or None when none is wrong.

    `reader` is pypdf's on the same content; it stays as it is.
    """
    return attempt(lambda: _corrected(content) if _has_wrong_font(reader) else None, None)


def _has_wrong_font(reader: pypdf.PdfReader) -> bool:
    return any(_better_map(font) is not None for font in _composite_fonts(reader.pages))


def _corrected(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    for font in _composite_fonts(writer.pages):
        better = _better_map(font)
        if better is not None:
            stream = DecodedStreamObject()
            stream.set_data(_written(better))
            font[NameObject("/ToUnicode")] = writer._add_object(stream)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _better_map(font: DictionaryObject) -> dict[int, str] | None:
    """Return what the glyphs of `font` mean, or None where its own map says the same."""
    printed = _glyph_map(font)
    known = _thai_letters_of_program(font)
    better = {glyph: _right_text(text, known.get(glyph, text)) for glyph, text in printed.items()}
    return better if better != printed else None


def _right_text(printed: str, letter: str) -> str:
    # A text of several letters that holds this one is the cluster that the glyph begins: meant so.
    return printed if len(printed) > 1 and letter in printed else letter


def _composite_fonts(pages: Sequence[pypdf.PageObject]) -> Iterator[DictionaryObject]:
    seen: set[int] = set()
    for page in islice(pages, _MAX_PAGES_SEARCHED):
        resources = page.get("/Resources", DictionaryObject()).get_object()
        fonts = resources.get("/Font", DictionaryObject()).get_object()
        for reference in fonts.values():
            number = reference.idnum if isinstance(reference, IndirectObject) else id(reference)
            font = reference.get_object()
            if number not in seen and font.get("/Encoding") == "/Identity-H" and "/ToUnicode" in font:
                seen.add(number)
                yield font


def _glyph_map(font: DictionaryObject) -> dict[int, str]:
    stream = font["/ToUnicode"].get_object()
    data = stream.get_data() if isinstance(stream, StreamObject) else b""
    glyphs: dict[int, str] = {}
    for block in _RANGES.findall(data):
        for first, last, start, listed in _RANGE.findall(block):
            low, high = int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF)
            texts = _HEX.findall(listed) if listed else []
            for offset in range(high - low + 1):
                if texts:
                    if offset < len(texts):
                        glyphs[low + offset] = _text(texts[offset])
                else:
                    text = _text(start)
                    glyphs[low + offset] = text[:-1] + chr(ord(text[-1]) + offset) if text else ""
    for block in _SINGLE.findall(data):
        glyphs |= {int(glyph, 16): _text(text) for glyph, text in _PAIR.findall(block)}
    return glyphs


def _text(hexadecimal: bytes) -> str:
    return bytes.fromhex(hexadecimal.decode("ascii")).decode("utf-16-be", "replace")


def _thai_letters_of_program(font: DictionaryObject) -> Mapping[int, str]:
    """Return the letters that the font program itself gives to glyphs."""
    descendants = cast(ArrayObject, font["/DescendantFonts"].get_object())
    descendant = cast(DictionaryObject, descendants[0].get_object())
    if descendant.get("/CIDToGIDMap", "/Identity") != "/Identity":
        return {}
    program = cast(DictionaryObject, descendant["/FontDescriptor"].get_object()).get("/FontFile2")
    if program is None:
        return {}
    try:
        with TTFont(io.BytesIO(program.get_object().get_data()), lazy=True) as opened:
            return _letters_of_names(opened) | _letters_of_cmap(opened)
    except TTLibError:
        return {}


# Marks drawn elsewhere (low, left) have code points of their own from U+F700 on; `normalise` knows them.
def _letters_of_cmap(program: TTFont) -> dict[int, str]:
    mapped = program.getBestCmap() if "cmap" in program else None
    return {
        program.getGlyphID(name): chr(code)
        for code, name in sorted((mapped or {}).items(), reverse=True)
        if 0x0E01 <= code <= 0x0E5B or 0xF700 <= code <= 0xF71A
    }


def _letters_of_names(program: TTFont) -> dict[int, str]:
    if "post" not in program or program["post"].formatType != 2.0:
        return {}
    names = ((glyph, _GLYPH_NAME.fullmatch(name)) for glyph, name in enumerate(program.getGlyphOrder()))
    return {glyph: chr(int(match[1], 16)) for glyph, match in names if match}


def _written(glyphs: Mapping[int, str]) -> bytes:
    head = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    head += (
        b"/CMapName /Corrected def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    )
    entries = [
        b"<%04X> <%s>" % (glyph, text.encode("utf-16-be", "replace").hex().encode())
        for glyph, text in sorted(glyphs.items())
        if text
    ]
    blocks = [
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(block), b"\n".join(block))
        for block in (entries[start : start + 100] for start in range(0, len(entries), 100))
    ]
    return head + b"".join(blocks) + b"endcmap end end\n"
