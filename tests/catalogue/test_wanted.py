"""Asking for many rows at once."""

from pathlib import Path

from sqlalchemy import Select, select

from catalogue import tables
from catalogue.engine import open_database
from catalogue.settings import CatalogueSettings
from catalogue.wanted import is_wanted, is_wanted_pair


def test_sqlite_goes_straight_to_what_is_wanted(tmp_path: Path) -> None:
    pages, chunks = tables.pages.c, tables.chunks.c
    places = select(pages.text).where(is_wanted_pair(pages.document_id, pages.number))
    ids = select(chunks.text).where(is_wanted(chunks.id))

    assert _search(places, tmp_path).endswith("(document_id=? AND number=?)")
    assert _search(ids, tmp_path).endswith("(id=?)")


def _search(statement: Select[str], home: Path) -> str:
    """How SQLite says that it looks for the rows."""
    engine = open_database(home, CatalogueSettings())
    asked = str(statement.compile(dialect=engine.dialect))
    with engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", ("[]",) * asked.count("?")).all()
    engine.dispose()
    return next(str(step.detail) for step in plan if step.detail.startswith("SEARCH"))
