"""Make the tables of orders, holds, locks and documents; commands know their order and their source."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("commands", sa.Column("order_id", _ID, nullable=True))
    op.add_column("commands", sa.Column("source", sa.SmallInteger(), nullable=False, server_default="1"))
    op.create_index("ix_commands_order_id", "commands", ["order_id"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
    )
    op.create_index("ix_orders_state", "orders", ["state"], unique=False)
    op.create_table(
        "holds",
        sa.Column("device", sa.String(length=512), nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "source", name="pk_holds"),
    )
    op.create_table(
        "locks",
        sa.Column("device", sa.String(length=512), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", name="pk_locks"),
    )
    op.create_table(
        "documents",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in ("documents", "locks", "holds", "orders"):
        op.drop_table(table)
    op.drop_index("ix_commands_order_id", "commands")
    with op.batch_alter_table("commands") as batch:
        batch.drop_column("source")
        batch.drop_column("order_id")
