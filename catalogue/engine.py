"""Opening the database: SQLite in WAL mode by default, any other by URL, always at the newest migration."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from assistant.errors import (
    SettingsError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    StoreUnwritableError,
)
from catalogue.settings import CatalogueSettings

_BUSY_TIMEOUT_MS = 10_000


def open_database(home: Path, settings: CatalogueSettings) -> Engine:
    """Return an engine whose schema is up to date. Raises StoreError or SettingsError."""
    engine = _create(settings.database_url or f"sqlite:///{home / 'catalogue.sqlite3'}")
    event.listen(engine, "handle_error", _translate)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
    _migrate(engine)
    return engine


def _create(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SettingsError("catalogue.bad_url") from error


def _configure_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    cursor.close()


def _translate(context: ExceptionContext) -> None:
    """Turn what the driver says into an error that tells the user what to do."""
    code = getattr(context.original_exception, "sqlite_errorname", "") or ""
    lost = context.is_disconnect or context.connection is None
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        context.chained_exception = StoreUnwritableError("catalogue.disk_full")
    elif code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        context.chained_exception = StoreUnwritableError("catalogue.read_only")
    elif code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        context.chained_exception = StoreBusyError("catalogue.busy")
    elif code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        context.chained_exception = StoreError("catalogue.damaged")
    elif lost and not code:
        context.chained_exception = StoreUnreachableError("catalogue.unreachable")


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "catalogue:migrations")
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == newest:
        return
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
