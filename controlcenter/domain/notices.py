"""What the centre says about itself: a code and facts, put into words by whoever shows them."""

import enum

import msgspec

from controlcenter.domain.readings import Value


class Severity(enum.IntEnum):
    INFO = 0
    WARNING = 1
    ERROR = 2


class Notice(msgspec.Struct, frozen=True):
    """A standing condition of the centre: raised once, changed, and taken back by the same key.

    ``code`` is one of the table in ``engine.notices``; ``place`` names the broker, driver, file or table.
    """

    code: str
    place: str
    severity: Severity
    since: float
    facts: dict[str, Value] = {}
    active: bool = True

    @property
    def key(self) -> tuple[str, str]:
        return (self.code, self.place)
