"""Alembic's entry: runs the migrations on the connection that `catalogue.engine` hands over."""

from alembic import context

from catalogue.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
