"""Users, prompts, drawings, ratings, latents and pictures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
moment = sa.DateTime(timezone=True)


def belongs_to(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.id", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("id", number, primary_key=True),
        sa.Column("name", sa.String(200), nullable=False, unique=True),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("changes", sa.BigInteger, nullable=False),
        sa.Column("created", moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "prompts",
        sa.Column("id", number, primary_key=True),
        sa.Column("user_id", number, belongs_to("users"), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("user_id", "digest"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "drawings",
        sa.Column("id", number, primary_key=True),
        sa.Column("user_id", number, belongs_to("users"), nullable=False),
        sa.Column("prompt_id", number, belongs_to("prompts"), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("adapter", sa.String(200), nullable=False),
        sa.Column("style", sa.JSON, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("outline", sa.Text, nullable=False),
        sa.Column("rows", sa.Text, nullable=False),
        sa.UniqueConstraint("user_id", "hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("drawings_by_prompt", "drawings", ["prompt_id"])
    op.create_table(
        "ratings",
        sa.Column("drawing_id", number, belongs_to("drawings"), primary_key=True, autoincrement=False),
        sa.Column("user_id", number, belongs_to("users"), nullable=False),
        sa.Column("score", sa.SmallInteger, nullable=False),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("rated", moment, nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 5", name="score_in_range"),
    )
    op.create_index("ratings_by_change", "ratings", ["user_id", "change"])
    op.create_index("ratings_by_time", "ratings", ["user_id", "rated"])
    op.create_table(
        "latent_counts",
        sa.Column("user_id", number, belongs_to("users"), primary_key=True, autoincrement=False),
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    for table, columns in {
        "latents": (
            sa.Column("version", sa.String(64), nullable=False),
            sa.Column("vector", sa.LargeBinary, nullable=False),
        ),
        "pictures": (sa.Column("png", sa.LargeBinary, nullable=False),),
    }.items():
        op.create_table(
            table,
            sa.Column("drawing_id", number, belongs_to("drawings"), primary_key=True, autoincrement=False),
            *columns,
        )


def downgrade() -> None:
    for table in ("pictures", "latents", "latent_counts", "ratings", "drawings", "prompts", "users"):
        op.drop_table(table)
