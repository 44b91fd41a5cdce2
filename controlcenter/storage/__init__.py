"""The shared truth on disk: SQLAlchemy tables, history, migrations."""
