"""What one message sign makes of its orders: it shows, refuses with its reason, and blanks itself when left alone."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from controlcenter.demo.models.answering import RefusedError
from controlcenter.demo.models.pixels import Pixels
from controlcenter.domain.arguments import digest

PRIORITIES = ("none", "plan", "operator", "incident", "emergency")
LONGEST_TEXT = 1000
LONGEST_S = 604_800
TEST_S = 6.0
NO_FAULT, PIXEL_FAILURE, POWER_FAILURE = range(3)

Judge = Callable[[str], str]
"""Why the sign cannot show a text in MULTI; empty when it can."""


class Panel:
    """One sign behind its controller. Times are s since 1970 UTC."""

    def __init__(self, pixels: Pixels, judge: Judge) -> None:
        self.pixels = pixels
        self._judge = judge
        self.multi = ""
        self.number = ""
        """What the centre calls the message shown; empty while the sign is blank."""
        self.priority = PRIORITIES[0]
        self.source = "restarted"
        self.ends_at: float | None = None
        """When the message goes out by itself; None: it stays."""
        self.brightness_set = 0
        """Per cent; 0: as bright as the day wants it."""
        self.tested_at: float | None = None
        self.test_ends_at: float | None = None
        self.stuck = False
        """The controller takes orders, but the pixels stay as they are, and it says so."""
        self.dark = False
        self.half_hearted = False
        """Loses the last line of what it is told to show."""

    @property
    def fault(self) -> int:
        if self.dark:
            return POWER_FAILURE
        return PIXEL_FAILURE if self.pixels.failing else NO_FAULT

    def obey(self, body: Mapping[str, Any], now: float) -> None:
        """Do what *body* asks for; raises RefusedError and leaves everything as it is when the sign will not."""
        verbs = {"show": self._show, "blank": self._blank, "brightness": self._dim, "pixel_test": self._test}
        verb = verbs.get(str(body.get("cmd")))
        if verb is None:
            raise RefusedError("unknown command")
        verb(body, now)

    def step(self, now: float) -> bool:
        """Let a message go out and a test end when they are due; say whether either did."""
        changed = False
        if self.ends_at is not None and now >= self.ends_at and not self.stuck:
            self._clear("expired")
            changed = True
        if self.test_ends_at is not None and now >= self.test_ends_at:
            self.pixels = self.pixels.tested()
            self.tested_at, self.test_ends_at = now, None
            changed = True
        return changed

    def stand(self, multi: str) -> None:
        """Show *multi* until something else comes, as left by the plan of the day before."""
        self._take(multi, digest(multi), "plan", None)

    def lose_power(self) -> None:
        """The pixels have no supply any more; the controller has, and forgets what it showed."""
        self.dark = True
        self._clear("restarted")

    def brightness(self, hour: float) -> int:
        """How bright the pixels are at *hour* of the day, in per cent."""
        if self.dark:
            return 0
        return self.brightness_set or (100 if 6.5 <= hour < 17.0 else 70 if 5.5 <= hour < 18.5 else 40)

    def ends_in_s(self, now: float) -> int:
        return 0 if self.ends_at is None else max(0, math.ceil(self.ends_at - now))

    def _show(self, body: Mapping[str, Any], now: float) -> None:
        multi, number, priority = body.get("multi"), body.get("id"), body.get("priority", "operator")
        lasts_s = body.get("duration_s", 0)
        if not isinstance(multi, str) or not multi or len(multi) > LONGEST_TEXT:
            raise RefusedError(f"a message has 1 to {LONGEST_TEXT} characters")
        if number != digest(multi):
            raise RefusedError("the text is not the one of this message number")
        if priority not in PRIORITIES[1:]:
            raise RefusedError("unknown priority")
        if type(lasts_s) is not int or not 0 <= lasts_s <= LONGEST_S:
            raise RefusedError(f"a message lasts 0 to {LONGEST_S} s")
        self._refuse_when_outranked(body, priority)
        if self.dark:
            raise RefusedError("no power on the panel")
        problem = self._judge(multi)
        if problem:
            raise RefusedError(problem)
        if not self.stuck:
            shown = multi.rpartition("[nl]")[0] or multi[: len(multi) // 2] if self.half_hearted else multi
            self._take(shown, number, priority, now + lasts_s if lasts_s else None)

    def _blank(self, body: Mapping[str, Any], _: float) -> None:
        self._refuse_when_outranked(body, "operator")
        if not self.stuck:
            self._clear("centre")

    def _dim(self, body: Mapping[str, Any], _: float) -> None:
        level = body.get("level")
        if type(level) is not int or not 0 <= level <= 100:
            raise RefusedError("a brightness is 0 to 100")
        self.brightness_set = level

    def _test(self, _: Mapping[str, Any], now: float) -> None:
        if self.dark:
            raise RefusedError("no power on the panel")
        if self.test_ends_at is not None:
            raise RefusedError("a test is running")
        self.test_ends_at = now + TEST_S

    def _refuse_when_outranked(self, body: Mapping[str, Any], unless_said: str) -> None:
        weight = body.get("activate", unless_said)
        if weight not in PRIORITIES:
            raise RefusedError("unknown priority")
        if PRIORITIES.index(weight) < PRIORITIES.index(self.priority):
            raise RefusedError(f"a message of priority {self.priority} is shown")

    def _take(self, multi: str, number: str, priority: str, ends_at: float | None) -> None:
        self.multi, self.number, self.priority = multi, number, priority
        self.source, self.ends_at = "centre", ends_at

    def _clear(self, source: str) -> None:
        self.multi = self.number = ""
        self.priority, self.source, self.ends_at = PRIORITIES[0], source, None
