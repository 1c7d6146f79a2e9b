"""What stands on the paper, in order, whatever program prints it; and so the exact text to expect."""

from collections.abc import Iterator
from itertools import chain

from pythainlp.tokenize import word_tokenize

from samples.printing.reports import Block, BlockKind, Report
from samples.printing.styles import PrintStyle, style_of

FICTIONAL_MARK = "ข้อมูลสมมติเพื่อการสาธิต / Fictional demonstration data"
SHORT_TITLE_CHARACTERS = 60

_KICKERS = {
    "th": ("รายงานวิจัยฉบับสมบูรณ์", "รายงานการวิจัย", "รายงานฉบับสมบูรณ์ โครงการวิจัย", "รายงานผลการวิจัย"),
    "en": ("Final Report", "Research Report", "Technical Report", "Project Report"),
}
_BY = {"th": ("โดย", "คณะผู้วิจัย", "ผู้วิจัย", "ผู้เขียน"), "en": ("by", "Authors", "Prepared by", "Authors")}
_KEYWORDS_TH = ("คำสำคัญ: ", "คำสำคัญ : ", "คำสำคัญ: ", "คำสำคัญ  ")
_KEYWORDS_EN = ("Keywords: ", "Keywords: ", "Key words: ", "Keywords: ")


def source_text(report: Report) -> str:
    """The text of `report` as printed, one block a line, table cells apart by a space.

    Not in it: what stands on every page (`running_lines`), page numbers and the bullets of lists.
    """
    return "\n".join(_texts(printed_blocks(report)))


def printed_blocks(report: Report) -> tuple[Block, ...]:
    """Cover and body of `report`, in the order in which they are printed."""
    style = style_of(report)
    return tuple(chain(_cover(report, style), _body_with_keywords(report, style)))


def running_lines(report: Report) -> tuple[str, str]:
    """What stands on every page besides its number: the short title and the mark."""
    return short_title(report), FICTIONAL_MARK


def short_title(report: Report) -> str:
    """The title, cut between two words to at most 60 characters."""
    words = word_tokenize(report.title, engine="newmm", keep_whitespace=True)
    short = ""
    for word in words:
        if len(short + word) > SHORT_TITLE_CHARACTERS:
            return short.rstrip() + "…"
        short += word
    return short


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "table":
            yield from (" ".join(row) for row in block.rows)
        elif block.text:
            yield block.text


def _cover(report: Report, style: PrintStyle) -> Iterator[Block]:
    """Four covers as universities print them; the last is a title block above the running text."""
    kicker = Block("kicker", _KICKERS[report.language][style.cover])
    organisation = Block("organisation", report.organisation)
    if style.cover == 1:
        yield organisation
    yield kicker
    if style.cover == 1 and report.language == "th":
        yield Block("label", "เรื่อง")
    yield from _titles(report)
    yield Block("label", _BY[report.language][style.cover])
    yield from (Block("author", author) for author in report.author_names)
    if style.cover != 1:
        yield organisation
    yield Block("year", report.year_printed)
    if style.cover != 3:
        yield Block("page_break")


def _titles(report: Report) -> Iterator[Block]:
    yield Block("title", report.title)
    other = report.title_en if report.language == "th" else report.title_th
    if other and other != report.title:
        yield Block("subtitle", other)


def _body_with_keywords(report: Report, style: PrintStyle) -> Iterator[Block]:
    """Keywords follow the abstract of their language, where the text does not give them itself."""
    pending: Block | None = None
    for block in report.body:
        if block.kind == "chapter":
            if pending:
                yield pending
            pending = _keywords_after(block.text, report, style)
        if _gives_keywords(block):
            pending = None
            block = Block("keywords", block.text)
        yield block
    if pending:
        yield pending


def _keywords_after(heading: str, report: Report, style: PrintStyle) -> Block | None:
    kind: BlockKind = "keywords"
    if "บทคัดย่อ" in heading and report.keywords_th:
        return Block(kind, _KEYWORDS_TH[style.cover] + ", ".join(report.keywords_th))
    if heading.strip("0123456789. ").lower() == "abstract" and report.keywords_en:
        return Block(kind, _KEYWORDS_EN[style.cover] + (", ", "; ")[style.cover % 2].join(report.keywords_en))
    return None


def _gives_keywords(block: Block) -> bool:
    return block.kind == "paragraph" and block.text.lower().startswith(("คำสำคัญ", "keywords", "key words"))
