"""A clock that a test turns by hand."""


class HandClock:
    """Seconds since 1970 UTC, standing still until turned. Call it to read it."""

    def __init__(self, now: float = 1_795_430_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def turn(self, seconds: float) -> float:
        """Go *seconds* on (or back) and return the new time."""
        self.now += seconds
        return self.now
