"""How many parts of the sample reports are recognised as their sources have them.

Run as `python -m eval.benchmarks.structure`. Each report of samples/corpus is read as ingestion reads it
and compared, field by field, with the text it was printed from. A field is right when the values are the
same after folding and without white space (reading may lose or add a space); a list is right when all
its values are, in order. A field that the source does not have is right when nothing is found.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.documents import ParsedDocument
from assistant.language import fold
from ingest.reading import ReadingSettings, read_file
from samples.printing.reports import Report, all_reports

CORPUS = Path(__file__).parents[2] / "samples" / "corpus" / "reports"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that was not recognised as the source has it."""

    report: str
    field: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]


def _abstract(report: Report, heading: str) -> tuple[str, ...]:
    texts: list[str] = []
    inside = False
    for block in report.body:
        if block.kind == "chapter":
            inside = block.text.strip("0123456789. ").lower() == heading
        elif (
            inside
            and block.kind in ("paragraph", "item")
            and not block.text.startswith(("คำสำคัญ", "Keyword"))
        ):
            texts.append(block.text)
    return (" ".join(texts),) if texts else ()


def _printed_keywords(report: Report, language: str) -> tuple[str, ...]:
    """The keywords of `language`, where the report has the abstract that they are printed under."""
    heading, keywords = (
        ("บทคัดย่อ", report.keywords_th) if language == "th" else ("abstract", report.keywords_en)
    )
    return keywords if _abstract(report, heading) else ()


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


_WANTED: dict[str, Callable[[Report], tuple[str, ...]]] = {
    "title_th": lambda report: _one(report.title_th),
    "title_en": lambda report: _one(report.title_en),
    "author": lambda report: tuple(author.name for author in report.authors),
    "organisation": lambda report: _one(report.organisation),
    "year": lambda report: (str(report.year_be - 543),),
    "abstract_th": lambda report: _abstract(report, "บทคัดย่อ"),
    "abstract_en": lambda report: _abstract(report, "abstract"),
    "keyword_th": lambda report: _printed_keywords(report, "th"),
    "keyword_en": lambda report: _printed_keywords(report, "en"),
    "heading": lambda report: tuple(
        block.text for block in report.body if block.kind in ("chapter", "section")
    ),
}


def _found(document: ParsedDocument, field: str) -> tuple[str, ...]:
    if field == "heading":
        return tuple(heading.text for heading in document.headings)
    values = tuple(fact.value for fact in document.facts if fact.name == field)
    return _one(" ".join(values)) if field.startswith("abstract") else values


def differences(report: Report, document: ParsedDocument) -> Iterator[Difference]:
    """Yield the fields of `document` that are not as `report` has them."""
    for field, wanted_of in _WANTED.items():
        wanted, found = wanted_of(report), _found(document, field)
        if list(map(_bare, wanted)) != list(map(_bare, found)):
            yield Difference(report.id, field, wanted, found)


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")


def _documents(reports: Sequence[Report], corpus: Path) -> Iterator[tuple[Report, ParsedDocument]]:
    for report in reports:
        for path in sorted(corpus.glob(f"{report.id}.*")):
            result = read_file(path, file=path.name, settings=ReadingSettings())
            yield from ((report, document) for document in result.documents)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--show", action="store_true", help="print each difference")
    arguments = parser.parse_args()
    read = list(_documents(all_reports(), arguments.corpus))
    wrong = [difference for pair in read for difference in differences(*pair)]
    print(f"{len(read)} reports\n\n| field | right |\n|---|---|")
    for field in _WANTED:
        right = len(read) - sum(difference.field == field for difference in wrong)
        print(f"| {field} | {right / max(1, len(read)):.3f} |")
    for difference in wrong if arguments.show else ():
        print(f"\n{difference.report} {difference.field}")
        print(f"  wanted {difference.wanted}\n  found  {difference.found}")


if __name__ == "__main__":
    main()
