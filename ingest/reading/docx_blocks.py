"""The paragraphs and table rows of a Word document, in the order they are read."""

import re
from collections.abc import Iterator, Mapping

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from assistant.language import squeeze
from ingest.reading.text_blocks import Block

_PAGE_TURN = "\f"
_PARAGRAPH, _TABLE, _ROW, _CELL, _RUN = (qn(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc", "r"))
_TEXT, _BREAK, _TEXT_BOX = qn("w:t"), qn("w:br"), qn("w:txbxContent")
_VALUE = qn("w:val")
_CHARACTERS = {
    qn("w:lastRenderedPageBreak"): _PAGE_TURN,
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# Properties, what was deleted, and the second drawing of a text box for older programs.
_LEFT_OUT = {
    *(qn(f"w:{tag}") for tag in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "del", "moveFrom")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_DEEPEST_STYLE = 12
_LONGEST_HEADING = 300


def docx_blocks(document: Document) -> Iterator[Block]:
    """Yield the document's blocks; the page turns where the file says so or Word last turned it."""
    levels = _style_levels(document)
    yield from _blocks(document.element.body, levels)


def _blocks(parent: Element, levels: Mapping[str, int]) -> Iterator[Block]:
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield from _paragraph(child, levels)
        elif child.tag == _TABLE:
            yield from _table_rows(child)
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _blocks(child, levels)  # content controls and other wrappers


def _paragraph(paragraph: Element, levels: Mapping[str, int]) -> Iterator[Block]:
    boxes: list[Element] = []
    text = "".join(_characters(paragraph, boxes))
    level = _level(paragraph, levels) if len(text) <= _LONGEST_HEADING else 0
    starts_page = _is_on(paragraph.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}"))
    for part in text.split(_PAGE_TURN):
        yield Block(part.replace("\n", " ") if level else part, level, starts_page)
        starts_page = True
    for box in boxes:
        yield from _blocks(box, levels)
    if _ends_page(paragraph):
        yield Block("", starts_page=True)


def _characters(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The visible text below `element`; text boxes are put aside in `boxes`."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _BREAK:
            yield _PAGE_TURN if child.get(qn("w:type")) == "page" else "\n"
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag == _TEXT_BOX:
            boxes.append(child)
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT and not _is_hidden(child):
            yield from _characters(child, boxes)


def _is_hidden(run: Element) -> bool:
    return run.tag == _RUN and _is_on(run.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))


def _is_on(switch: Element | None) -> bool:
    return switch is not None and switch.get(_VALUE) not in ("0", "false", "off")


def _ends_page(paragraph: Element) -> bool:
    section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if section is None:
        return False
    kind = section.find(qn("w:type"))
    return kind is None or kind.get(_VALUE) != "continuous"


def _table_rows(table: Element) -> Iterator[Block]:
    """One block a row, its filled cells joined by " | ". Tables in cells are read as the cell's text."""
    for row in _nearest(table, _ROW):
        cells = ["".join(_cell_text(cell)) for cell in _nearest(row, _CELL)]
        filled = [text for text in (squeeze(cell.replace(_PAGE_TURN, " ")) for cell in cells) if text]
        yield Block(" | ".join(filled), starts_page=any(_PAGE_TURN in cell for cell in cells))


def _cell_text(cell: Element) -> Iterator[str]:
    for paragraph in cell.iter(_PARAGRAPH):
        yield "".join(_characters(paragraph, []))
        yield " "


def _nearest(element: Element, tag: str) -> Iterator[Element]:
    """The elements called `tag` below `element`, not those within one another."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _nearest(child, tag)


def _level(paragraph: Element, levels: Mapping[str, int]) -> int:
    """The heading's level from 1, or 0."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return 0
    own = _outline_level(properties)
    style = properties.find(qn("w:pStyle"))
    return own if own is not None else levels.get("" if style is None else style.get(_VALUE, ""), 0)


def _outline_level(properties: Element | None) -> int | None:
    """Word counts outline levels from 0; 9 is body text."""
    outline = None if properties is None else properties.find(qn("w:outlineLvl"))
    value = "" if outline is None else str(outline.get(_VALUE, ""))
    return (int(value) + 1) % 10 if re.fullmatch("[0-9]", value) else None


def _style_levels(document: Document) -> dict[str, int]:
    """Heading levels by style id. "heading 1" is the name in the file whatever Word's language shows."""
    styles = {style.get(qn("w:styleId"), ""): style for style in document.styles.element.iter(qn("w:style"))}
    return {identity: _style_level(style, styles) for identity, style in styles.items()}


def _style_level(style: Element, styles: Mapping[str, Element]) -> int:
    current: Element | None = style
    for _ in range(_DEEPEST_STYLE):
        if current is None:
            return 0
        name = current.find(qn("w:name"))
        found = re.fullmatch("heading ([1-9])", "" if name is None else name.get(_VALUE, ""), re.IGNORECASE)
        outline = _outline_level(current.find(qn("w:pPr")))
        if found or outline is not None:
            return int(found[1]) if found else outline or 0
        base = current.find(qn("w:basedOn"))
        current = None if base is None else styles.get(base.get(_VALUE, ""))
    return 0
