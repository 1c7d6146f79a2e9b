"""Settings of the register."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CatalogueSettings:
    """`database_url` is a SQLAlchemy URL; empty means an SQLite file in JABKOO_HOME."""

    database_url: str = ""
