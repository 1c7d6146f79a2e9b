"""Sheets of the sample corpus' technologies, found by the words that they share with a question."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.asking import Assistant
from assistant.domain.documents import SourceRef
from assistant.domain.evidence import Chunk
from assistant.domain.works import Work
from assistant.language import detect_language, normalise
from assistant.refusing import Calibration
from tests.examples import a_page
from tests.fakes import DictRegister, SharedWordsIndex

SHEETS = Path(str(files("samples").joinpath("sources")))
# The fake's cosine is the share of the question's words that a passage holds.
ONE_WORD_IN_FIVE = Calibration(intercept=-20.0, cosine=100.0, shared=0.0)


class SheetStore:
    """A register and an index of these technologies, each in a page and passage of either language."""

    def __init__(self) -> None:
        rows = [row for file in sorted(SHEETS.glob("*/technologies.json")) for row in _rows(file)]
        self.works = [_work(row) for row in rows]
        self._chunks = [chunk for row in rows for chunk in _chunks(row)]
        pages = {
            (chunk.document_id, chunk.sources[0].page): a_page(chunk.sources[0].page, chunk.text)
            for chunk in self._chunks
        }
        self.register = DictRegister(self._chunks, pages, self.works)
        self.index = SharedWordsIndex(self._chunks)

    def assistant(self, **parts: Any) -> Assistant:
        return Assistant(self.index, self.register, lambda: date(2026, 11, 22), ONE_WORD_IN_FIVE, **parts)


def _rows(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def _work(row: dict[str, Any]) -> Work:
    return Work(
        row["id"],
        "technology",
        row.get("title_th", ""),
        row.get("title_en", ""),
        SourceRef(row["id"], 1, 0, 1),
        year=row.get("year"),
        people=tuple(row.get("people", ())),
        organisation=row.get("organisation", ""),
        trl=row.get("trl"),
    )


def _chunks(row: dict[str, Any]) -> list[Chunk]:
    texts = enumerate((normalise(row.get(f"abstract_{language}", "")) for language in ("th", "en")), start=1)
    return [
        Chunk(
            f"{row['id']}:{page}", row["id"], "work", row["id"], text, row.get("title_th", ""),
            (SourceRef(row["id"], page, 0, len(text)),), detect_language(text),
        )
        for page, text in texts
        if text
    ]  # fmt: skip
