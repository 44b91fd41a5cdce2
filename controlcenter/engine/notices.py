"""The standing notices of the centre itself, each raised once and taken back by the same code and place."""

import logging
from collections.abc import Mapping

from controlcenter.domain.notices import Notice, Severity
from controlcenter.domain.readings import Value
from controlcenter.engine.link import Clock

_log = logging.getLogger(__name__)
_LEVELS = {Severity.INFO: logging.INFO, Severity.WARNING: logging.WARNING, Severity.ERROR: logging.WARNING}


class NoticeBoard:
    """Holds what stands; logs a condition when it changes, not each time it is met."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._standing: dict[tuple[str, str], Notice] = {}
        self._changed: list[Notice] = []

    def raise_(self, code: str, place: str, severity: Severity, facts: Mapping[str, Value] | None = None) -> None:
        held = self._standing.get((code, place))
        facts = dict(facts or {})
        if held is not None and held.facts == facts:
            return
        since = held.since if held is not None else self._clock()
        notice = Notice(code, place, severity, since, facts)
        self._standing[notice.key] = notice
        self._changed.append(notice)
        if held is None:
            _log.log(_LEVELS[severity], "%s at %s: %s", code, place, facts)

    def clear(self, code: str, place: str) -> None:
        held = self._standing.pop((code, place), None)
        if held is None:
            return
        _log.info("%s at %s is over", code, place)
        self._changed.append(Notice(held.code, held.place, held.severity, held.since, held.facts, active=False))

    def standing(self) -> tuple[Notice, ...]:
        return tuple(self._standing.values())

    def take_changed(self) -> tuple[Notice, ...]:
        changed, self._changed = self._changed, []
        return tuple(changed)
