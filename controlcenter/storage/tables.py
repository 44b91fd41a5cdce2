"""The tables, the same on SQLite and PostgreSQL. Times of samples are whole microseconds since 1970 UTC."""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts up by itself only in a column of exactly the type INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")

areas = Table(
    "areas",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", Integer),
    Column("kind", Text, nullable=False),
    Column("valid_from", Double, nullable=False),
    Column("valid_to", Double),
    Column("aliases", Text, nullable=False),
)

devices = Table(
    "devices",
    metadata,
    Column("id", String(512), primary_key=True),
    Column("site", Text, nullable=False),
    Column("driver", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("area", Integer, ForeignKey("areas.id", deferrable=True, initially="DEFERRED")),
    Column("lon", Double),
    Column("lat", Double),
    Column("parent", String(512)),
    Column("more", Text, nullable=False),
)
"""``more`` is JSON: options, tags, points, commands."""

discovered = Table(
    "discovered",
    metadata,
    Column("id", String(512), primary_key=True),
    Column("last_seen", Double, nullable=False),
    Column("body", Text, nullable=False),
)
"""``body`` is the whole thing as JSON: it is only ever read and written as one."""

audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", String(512), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index(None, "subject"),
)

commands = Table(
    "commands",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("device", String(512), nullable=False),
    Column("command", Text, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("seat", Text, nullable=False),
    Column("requested_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("state", String(20), nullable=False),
    Column("changed_at", Double, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sent_at", Double),
    Column("attempts", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("order_id", _Id),
    Column("source", SmallInteger, nullable=False, server_default="1"),
    Index(None, "device"),
    Index(None, "state"),
    Index(None, "order_id"),
)

transitions = Table(
    "transitions",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("command", _Id, ForeignKey("commands.id"), nullable=False),
    Column("at", Double, nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "command"),
)

requests = Table(
    "requests",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("kind", String(100), nullable=False),
    Column("body", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("posted_at", Double, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("answered_at", Double),
    Column("answer", LargeBinary),
    Column("error", Text),
    Index(None, "taken"),
    # An answer must never be read by the number of a request that was dropped.
    sqlite_autoincrement=True,
)

duty = Table(
    "duty",
    metadata,
    Column("site", String(100), primary_key=True),
    Column("owner", Text, nullable=False),
    Column("at", Double, nullable=False),
)
"""Which engine is on duty and when it last said so."""

meta = Table(
    "meta",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("value", Text, nullable=False),
)

series = Table(
    "series",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("device", String(512), nullable=False),
    Column("key", String(200), nullable=False),
    Column("retention", String(40), nullable=False),
    UniqueConstraint("device", "key"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("count", Integer, nullable=False),
    Column("first_us", BigInteger, nullable=False),
    Column("last_us", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""One row per flush: packed arrays of all series, until they are sealed into chunks."""

chunks = Table(
    "chunks",
    metadata,
    Column("series", Integer, ForeignKey("series.id"), primary_key=True),
    Column("first_us", BigInteger, primary_key=True),
    Column("id", _Id, primary_key=True),
    Column("last_us", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    Column("low", Double),
    Column("high", Double),
    Column("total", Double),
    Column("first", Double),
    Column("last", Double),
    Column("good", Integer, nullable=False),
    Column("worst", SmallInteger, nullable=False),
    Column("last_quality", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""The head of each chunk: ``good`` values that are numbers, their least, greatest and sum; NULL where not a number."""

chunk_data = Table(
    "chunk_data",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""The packed samples, in the order they were sealed: apart from the heads so that an overview reads heads only."""

texts = Table(
    "texts",
    metadata,
    Column("series", Integer, ForeignKey("series.id"), primary_key=True),
    Column("at_us", BigInteger, primary_key=True),
    Column("quality", SmallInteger, nullable=False),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Changes of values that are words."""

alarms = Table(
    "alarms",
    metadata,
    Column("device", String(512), primary_key=True),
    Column("condition", String(200), primary_key=True),
    Column("body", Text, nullable=False),
)
"""Every alarm that is not at rest, as JSON: read and written as one."""

alarm_journal = Table(
    "alarm_journal",
    metadata,
    Column("number", _Id, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("device", String(512), nullable=False),
    Column("condition", String(200), nullable=False),
    Column("event", String(20), nullable=False),
    Column("before", String(24), nullable=False),
    Column("after", String(24), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("overlays", SmallInteger, nullable=False),
    Column("area", Integer),
    Column("by", Text),
    Column("more", Text, nullable=False),
    # Whatever a day is filtered by stands in the index: a line is read only when it is wanted.
    Index("ix_alarm_journal_at", "at", "priority", "event", "area", "by"),
    Index(None, "device", "at"),
)
"""``overlays``: 1 shelved, 2 suppressed, 4 out of service. ``more`` is JSON: what is only read with the line."""

alarm_overrides = Table(
    "alarm_overrides",
    metadata,
    Column("scope", String(520), primary_key=True),
    Column("condition", String(200), primary_key=True),
    Column("body", Text, nullable=False),
)
"""``scope``: ``kind:…`` or ``device:…``. ``body`` is the override as JSON."""

orders = Table(
    "orders",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("state", String(20), nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "state"),
)
"""``body`` is the record as JSON, without what its commands say better: they carry its number."""

holds = Table(
    "holds",
    metadata,
    Column("device", String(512), primary_key=True),
    Column("source", SmallInteger, primary_key=True),
    Column("body", Text, nullable=False),
)

locks = Table(
    "locks",
    metadata,
    Column("device", String(512), primary_key=True),
    Column("body", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", _Id, primary_key=True, autoincrement=True),
    Column("kind", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    # An order or a plan names documents by number: one that was removed must not come back as another.
    sqlite_autoincrement=True,
)
"""Groups, scenes, snapshots, sign messages, plans: ``body`` is the whole document as JSON."""
