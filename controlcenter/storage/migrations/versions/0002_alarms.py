"""Make the tables of the alarm desk."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("device", sa.String(length=512), nullable=False),
        sa.Column("condition", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "condition", name="pk_alarms"),
    )
    op.create_table(
        "alarm_journal",
        sa.Column("number", _ID, autoincrement=True, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("device", sa.String(length=512), nullable=False),
        sa.Column("condition", sa.String(length=200), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("before", sa.String(length=24), nullable=False),
        sa.Column("after", sa.String(length=24), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("overlays", sa.SmallInteger(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("more", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_alarm_journal"),
    )
    op.create_index("ix_alarm_journal_at", "alarm_journal", ["at", "priority", "event", "area", "by"], unique=False)
    op.create_index("ix_alarm_journal_device_at", "alarm_journal", ["device", "at"], unique=False)
    op.create_table(
        "alarm_overrides",
        sa.Column("scope", sa.String(length=520), nullable=False),
        sa.Column("condition", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "condition", name="pk_alarm_overrides"),
    )


def downgrade() -> None:
    for table in ("alarm_overrides", "alarm_journal", "alarms"):
        op.drop_table(table)
