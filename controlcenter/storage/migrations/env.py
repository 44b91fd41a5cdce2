"""Alembic's entry: runs inside the connection and the transaction that ``storage.migrate`` opened."""

from alembic import context

from controlcenter.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Our SQLite connections begin transactions themselves, so a broken upgrade leaves the old schema.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
