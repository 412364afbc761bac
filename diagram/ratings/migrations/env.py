"""Run by Alembic with the connection, inside the transaction, that `diagram.ratings.opening` has begun."""

from __future__ import annotations

from alembic import context

from diagram.ratings.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=context.config.attributes["version_table"],
    transactional_ddl=True,  # in SQLite as well: the transaction is begun and ended by hand there
)
with context.begin_transaction():
    context.run_migrations()
