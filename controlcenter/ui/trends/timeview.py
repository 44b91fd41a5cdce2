"""Which stretch of time is shown, and whether it follows the present."""

SHORTEST_S = 10.0
LONGEST_S = 10 * 366 * 86_400.0


class TimeView:
    """``[start, end]`` in s since 1970 UTC. While ``live``, ``end`` is now."""

    def __init__(self, now: float, span_s: float = 3600.0) -> None:
        self.live = True
        self.start, self.end = now - span_s, now

    @property
    def span_s(self) -> float:
        return self.end - self.start

    def follow(self, now: float) -> None:
        """Move on to *now* if live."""
        if self.live:
            self.start, self.end = now - self.span_s, now

    def go_live(self, live: bool, now: float) -> None:
        self.live = live
        self.follow(now)

    def set_span(self, span_s: float, now: float) -> None:
        """Keep the right edge and show *span_s* before it."""
        span_s = min(max(span_s, SHORTEST_S), LONGEST_S)
        self.start = self.end - span_s
        self.follow(now)

    def move(self, seconds: float, now: float) -> None:
        """Shift to the right; past the present the view is live again."""
        span = self.span_s
        if self.end + seconds >= now:
            self.live = True
            self.start, self.end = now - span, now
        else:
            self.live = False
            self.start, self.end = self.start + seconds, self.end + seconds

    def zoom(self, factor: float, at: float, now: float) -> None:
        """Make the span *factor* times as long; *at* stays where it is, but a live view keeps its right edge."""
        span = min(max(self.span_s * factor, SHORTEST_S), LONGEST_S)
        if self.live:
            self.start = self.end - span
            return
        share = (at - self.start) / self.span_s
        self.start = at - share * span
        self.end = self.start + span
        if self.end > now:
            self.go_live(True, now)

    def show(self, start: float, end: float, now: float) -> None:
        """Show exactly this stretch, at least ``SHORTEST_S`` of it."""
        middle, span = (start + end) / 2, max(end - start, SHORTEST_S)
        self.start, self.end = middle - span / 2, middle + span / 2
        self.live = False
        if self.end > now + 1.0:
            self.start, self.end = now - span, now
