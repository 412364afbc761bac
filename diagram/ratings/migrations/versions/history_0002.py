"""Pieces of work and their versions: the history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "works",
        sa.Column("id", number, primary_key=True),
        sa.Column("user_id", number, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(32), nullable=False, unique=True),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("current", number),
        sa.Column("created", moment, nullable=False),
        sa.Column("changed", moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("works_by_change", "works", ["user_id", "changed"])
    op.create_table(
        "versions",
        sa.Column("id", number, primary_key=True),
        sa.Column("work_id", number, sa.ForeignKey("works.id", ondelete="CASCADE"), nullable=False),
        sa.Column("parent", number),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("thumbnail", sa.LargeBinary, nullable=False),
        sa.Column("created", moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("versions_by_work", "versions", ["work_id", "id"])


def downgrade() -> None:
    for table in ("versions", "works"):
        op.drop_table(table)
