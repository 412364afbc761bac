"""How large each piece of work is: characters of its diagrams and bytes of its thumbnails."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("works", sa.Column("size", sa.BigInteger, nullable=False, server_default="0"))
    op.execute(
        "UPDATE works SET size = coalesce((SELECT sum(length(content) + length(thumbnail)) "
        "FROM versions WHERE versions.work_id = works.id), 0)"
    )


def downgrade() -> None:
    op.drop_column("works", "size")
