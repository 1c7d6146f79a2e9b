"""Opening the database: SQLite in WAL mode by default, any other by URL, always at the newest migration."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, select
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
# Any number, as long as all processes take the same.
_MIGRATION_LOCK = 2569


def open_database(home: Path, settings: CatalogueSettings) -> Engine:
    """Return an engine whose schema is up to date. Raises StoreError or SettingsError."""
    engine = _create(settings.database_url or f"sqlite:///{home / 'catalogue.sqlite3'}")
    event.listen(engine, "handle_error", _translate)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    _migrate(engine)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Return a view of `engine` whose transactions hold the right to write from their first statement.

    Otherwise SQLite gives it out at the first change, and refuses it at once if another process has written
    since the transaction's first look.
    """
    return engine.execution_options(is_writing=True)


def for_reading(engine: Engine) -> Engine:
    """Return a view of `engine` whose statements stand alone: each sees one state of the register, and no
    time goes into beginning and ending a transaction around it."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(is_reading=True)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _create(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SettingsError("catalogue.bad_url") from error


def _configure_sqlite(connection: Any, _record: object) -> None:
    # Python's own transactions leave out CREATE TABLE, and a migration must happen whole or not at all.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("is_reading", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("is_writing", False) else "BEGIN")


def _translate(context: ExceptionContext) -> StoreError | None:
    """Return, in place of what the driver says, an error that tells the user what to do."""
    code = getattr(context.original_exception, "sqlite_errorname", "") or ""
    lost = context.is_disconnect or context.connection is None
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return StoreUnwritableError("catalogue.disk_full")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return StoreUnwritableError("catalogue.read_only")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusyError("catalogue.busy")
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreError("catalogue.damaged")
    if lost and not code:
        return StoreUnreachableError("catalogue.unreachable")
    return None


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", "catalogue:migrations")
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if _revision(connection) == newest:
            return
    with for_writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
        if _revision(connection) != newest:  # another process may have been first
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
