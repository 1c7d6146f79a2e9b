"""Every database that the register and the conversations run on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from catalogue.engine import open_database
from catalogue.settings import CatalogueSettings


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_database(tmp_path, CatalogueSettings())
    else:
        engine = open_database(tmp_path, CatalogueSettings(request.getfixturevalue("postgresql_url")))
    yield engine
    if request.param == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
