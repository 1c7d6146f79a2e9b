"""All that an installation holds, as values that can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

QUESTIONS = (
    "ลดโซเดียมในปลาร้า",
    "a project for treating waste water",
    "วัสดุสำหรับตัวเร่งปฏิกิริยา",
)
# What tells one history from another and not what is known.
_HISTORY = {"documents": {"index_generation"}, "state": {"key", "value"}}


@dataclass(frozen=True, slots=True)
class State:
    """The register's rows, the passages in each index, and what is answered."""

    rows: Mapping[str, list[str]]
    unfinished: int
    vectors: Mapping[str, npt.NDArray[np.float32]]
    words: list[int]
    tokens: Mapping[str, tuple[str, int]]
    answers: list[tuple[str, ...]]

    def differences(self, other: "State") -> list[str]:
        """What is not the same in `other`, in words; empty when all is."""
        found = [
            f"{table}: {len(set(rows) ^ set(other.rows[table]))} rows"
            for table, rows in self.rows.items()
            if rows != other.rows[table]
        ]
        if self.vectors.keys() != other.vectors.keys():
            found.append(f"vectors: {len(self.vectors.keys() ^ other.vectors.keys())} passages")
        elif not all(np.allclose(self.vectors[key], other.vectors[key], atol=1e-4) for key in self.vectors):
            found.append("vectors: not the same")
        if self.words != other.words:
            found.append(f"words: {len(self.words)} and {len(other.words)} passages")
        if self.tokens != other.tokens:
            found.append(f"tokens: {len(self.tokens.items() ^ other.tokens.items())} passages")
        if self.answers != other.answers:
            found.append(f"answers: {self.answers} and {other.answers}")
        if self.unfinished or other.unfinished:
            found.append(f"unfinished: {self.unfinished} and {other.unfinished}")
        return found

    def contradictions(self) -> list[str]:
        """Where register and indexes do not hold the same passages."""
        passages = len(self.rows["chunks"])
        found = [f"{passages} passages, {len(self.vectors)} vectors"] * (passages != len(self.vectors))
        found += [f"{passages} passages, {len(self.words)} words"] * (passages != len(self.words))
        found += [f"{passages} passages, {len(self.tokens)} of tokens"] * (passages != len(self.tokens))
        return found + [f"{self.unfinished} unfinished"] * bool(self.unfinished)


def state_of(environment: Mapping[str, str]) -> State:
    """Open the installation that `environment` names and take down what it holds."""
    from api.bootstrap import open_services
    from api.settings import load_settings

    with open_services(load_settings(environment)) as services:
        catalogue = services.catalogue
        return State(
            rows=_rows(services.register),
            unfinished=len(catalogue.pending_documents()) + len(catalogue.pending_removals()),
            vectors=_vectors(services.index),
            words=_words(services.index),
            tokens=_tokens(services.index),
            answers=[_answer(services.assistant, question) for question in QUESTIONS],
        )


def _rows(register: Any) -> dict[str, list[str]]:
    from sqlalchemy import select

    from catalogue import tables

    found = {}
    with register._engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in _HISTORY.get(table.name, ())]
            rows = connection.execute(select(*columns)).all() if columns else []
            found[table.name] = sorted(repr(tuple(row)) for row in rows)
    return found


def _vectors(index: Any) -> dict[str, npt.NDArray[np.float32]]:
    if not index.vectors.count():
        return {}
    held = index.vectors.store.get(include=["embeddings"])
    return dict(zip(held["ids"], np.asarray(held["embeddings"], np.float32), strict=True))


def _words(index: Any) -> list[int]:
    from tantivy import Query

    view = index.words._view()
    if view is None or not view.searcher.num_docs:
        return []
    searcher = view.searcher
    hits = searcher.search(Query.all_query(), searcher.num_docs).hits
    return sorted(searcher.fast_field_values("key", [address for _, address in hits]))


def _tokens(index: Any) -> dict[str, tuple[str, int]]:
    """Language and length of what is kept of each passage's tokens; their last digits are not the same."""
    with index.tokens._read() as connection:
        query = "SELECT chunk_id, language, length(packed) FROM passages JOIN tokens USING (key)"
        rows = connection.execute(query) if connection else []
        return {chunk_id: (language, length) for chunk_id, language, length in rows}


def _answer(assistant: Any, question: str) -> tuple[str, ...]:
    """The first work recommended, or the reason why there is none."""
    answer = assistant.ask(question)
    if answer.refusal:
        return ("refused", answer.refusal.reason)
    return tuple(each.subject.id for each in answer.works[:1])
