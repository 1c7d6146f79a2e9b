"""A database of an earlier version is brought to the newest one when it is opened, with all that it holds."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from assistant.domain.conversations import Conversation, Turn
from assistant.domain.openings import Opening
from catalogue.conversations import SqlConversations
from catalogue.engine import for_writing, open_database
from catalogue.settings import CatalogueSettings
from catalogue.tables import metadata

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SAID = "INSERT INTO turns (conversation_id, ordinal, said, at, act, experts, works)"


def take_openings_back(engine: Engine) -> None:
    """Make the database as it was before openings were kept."""
    config = Config()
    config.set_main_option("script_location", "catalogue:migrations")
    with for_writing(engine).begin() as connection:
        connection.execute(text("ALTER TABLE turns DROP COLUMN opening"))
        config.attributes["connection"] = connection
        command.stamp(config, "0003")


def test_the_migrations_make_the_tables_that_are_used(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_conversations_from_before_openings_were_kept_go_on(engine: Engine, tmp_path: Path) -> None:
    take_openings_back(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO conversations VALUES ('one', '2026-11-22 09:30:00')"))
        values = "VALUES ('one', 1, 'สวัสดี', '2026-11-22 09:30:00', 'greet', '[]', '[]')"
        connection.execute(text(f"{SAID} {values}"))
    engine.dispose()
    is_sqlite = engine.dialect.name == "sqlite"
    url = "" if is_sqlite else engine.url.render_as_string(hide_password=False)
    upgraded = open_database(tmp_path, CatalogueSettings(url))
    try:
        conversations = SqlConversations(upgraded)
        before = Conversation("one", (Turn("สวัสดี", AT, "greet"),))
        assert conversations.find("one") == before
        opened = replace(before.turns[0], opening=Opening("scripted:model", (), ()))
        assert conversations.keep_opening(Conversation("one", (opened,)))
        assert conversations.find("one") == Conversation("one", (opened,))
    finally:
        upgraded.dispose()
