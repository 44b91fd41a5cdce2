"""The shared truth on disk: SQLAlchemy tables, history, migrations."""

from controlcenter.storage.duty import DutyLock
from controlcenter.storage.errors import StoreError
from controlcenter.storage.store import Store

__all__ = ["DutyLock", "Store", "StoreError"]
