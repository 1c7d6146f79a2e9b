"""The tables. Plain SQL types only, so that SQLite and PostgreSQL hold the same register.

A file (a path) holds a content (its hash); a content is read into documents; a document has pages,
facts, chunks and register rows. The same row id may come from several documents, so these tables are
keyed by id and document; readers take the row of the first document (`catalogue.register`).
A conversation has turns, kept by their ordinal from 1 on. A recorded need goes with its conversation where
that is deleted on request; its number is never given to another one.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


def _document_id(*, primary_key: bool = False) -> Column[str]:
    reference = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", String(64), reference, primary_key=primary_key, nullable=False, index=True)


def _place() -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in ("page", "start", "end")]


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


files = Table(
    "files",
    metadata,
    Column("path", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content_hash", String(64), nullable=False, index=True),
    Column("reader", Text, nullable=False),
)

problems = Table(
    "problems",
    metadata,
    Column("content_hash", String(64), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("severity", String(16), nullable=False),
    Column("key", Text, nullable=False),
    Column("place", Text, nullable=False),  # JSON of a Place
    Column("variables", JSON, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("content_hash", String(64), nullable=False, index=True),
    Column("part", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("redactions", JSON, nullable=False),
    Column("index_generation", Integer),
)

removals = Table(
    "removals",
    metadata,
    Column("document_id", String(64), primary_key=True),
)

pages = Table(
    "pages",
    metadata,
    _document_id(primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("extractor", String(32), nullable=False),
    Column("label", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("orphan_marks", Integer, nullable=False),
    Column("nulls", Integer, nullable=False),
    Column("private_use", Integer, nullable=False),
    Column("dictionary_share", Float, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    _document_id(primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", String(32), nullable=False),
    Column("value", Text, nullable=False),
    *_place(),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", String(80), primary_key=True),
    _document_id(),
    Column("subject_kind", String(16), nullable=False),
    Column("subject_id", String(160), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("language", String(2), nullable=False),
    Column("quotable", Boolean, nullable=False),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", String(160), primary_key=True),
    _document_id(primary_key=True),
    *_place(),
    Column("kind", String(16), nullable=False),
    *_texts("code", "name_th", "name_en", "host", "field"),
    Column("region", String(16), index=True),
    Column("contact", JSON),
)

experts = Table(
    "experts",
    metadata,
    Column("id", String(160), primary_key=True),
    _document_id(primary_key=True),
    *_place(),
    *_texts("name_th", "name_en", "academic_title", "position", "organisation", "centre"),
    Column("region", String(16), index=True),
    Column("fields", JSON, nullable=False),
    Column("expertise", JSON, nullable=False),
    *_texts("bio_th", "bio_en", "orcid", "openalex", "nriis"),
    Column("contact", JSON),
    Column("contact_consent", Boolean, nullable=False),
)

works = Table(
    "works",
    metadata,
    Column("id", String(160), primary_key=True),
    _document_id(primary_key=True),
    *_place(),
    Column("kind", String(16), nullable=False, index=True),
    *_texts("title_th", "title_en", "abstract_th", "abstract_en"),
    Column("year", Integer, index=True),
    Column("people", JSON, nullable=False),
    *_texts("organisation", "centre", "field"),
    Column("keywords", JSON, nullable=False),
    Column("region", String(16), index=True),
    Column("trl", Integer, index=True),
    *_texts("ip_status", "licence_contact", "url"),
)

authorships = Table(
    "authorships",
    metadata,
    Column("work_id", String(160), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("expert_id", String(160), primary_key=True),
    Column("printed_name", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("is_joined", Boolean, nullable=False),
    Index("ix_authorships_expert_id", "expert_id"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("work_id", String(160), primary_key=True),
    Column("printed_name", String(400), primary_key=True),
    Column("expert_id", String(160), primary_key=True),
    Column("is_same", Boolean, nullable=False),
    Column("decided_on", Date, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("last_at", DateTime, nullable=False, index=True),  # in UTC, as all times
)

turns = Table(
    "turns",
    metadata,
    Column(
        "conversation_id",
        String(64),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("ordinal", Integer, primary_key=True),
    Column("said", Text, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("act", String(16), nullable=False),
    Column("need", JSON),
    Column("pointing", JSON),
    Column("experts", JSON, nullable=False),
    Column("works", JSON, nullable=False),
    Column("opening", JSON(none_as_null=True)),
)

needs = Table(
    "needs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("need", JSON, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("status", String(16), nullable=False),
    Column("asker", String(64), nullable=False),
    Column("contact", Text, nullable=False),
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    sqlite_autoincrement=True,
)

state = Table(
    "state",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
