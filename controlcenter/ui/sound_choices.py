"""How a seat wants to hear alarms."""

from datetime import datetime

import msgspec

from controlcenter.domain.conditions import Priority

VOLUME_LEAST = 5
"""Percent; whoever wants less switches the sounds off."""


class SoundChoices(msgspec.Struct, frozen=True, omit_defaults=True):
    """Kept per profile with the layout. Times are minutes after midnight at the site."""

    enabled: bool = True
    volume: int = 70
    """Percent of the tone as made."""
    quiet: bool = False
    quiet_from: int = 22 * 60
    quiet_until: int = 6 * 60
    notify: bool = True
    """Also tell the desktop while the window is not in front."""

    def lets_through(self, priority: Priority, local: datetime) -> bool:
        """Whether *priority* may sound at *local* time: in quiet hours only critical ones do."""
        return self.enabled and (priority is Priority.CRITICAL or not self.is_quiet(local))

    def is_quiet(self, local: datetime) -> bool:
        """Whether *local* time lies in the quiet hours; they may span midnight."""
        if not self.quiet or self.quiet_from == self.quiet_until:
            return False
        minute = local.hour * 60 + local.minute
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= minute < self.quiet_until
        return minute >= self.quiet_from or minute < self.quiet_until
