"""Round numbers and round local times to write on the axes."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200)
_DAY = 86400
_HOUR = 3600
_STEPS_DAYS = (1, 2, 7, 14, 28)


def time_step(span_s: float, most: int) -> float:
    """The shortest round step of which at most *most* fit into *span_s*."""
    steps = (*_STEPS_S, *(days * _DAY for days in _STEPS_DAYS))
    return float(next((step for step in steps if span_s / step <= most), steps[-1]))


def time_ticks(start: float, end: float, most: int, zone: ZoneInfo) -> list[float]:
    """Round local times of ``[start, end]``, s since 1970 UTC; a day begins at local midnight, however long it is."""
    step = time_step(end - start, max(1, most))
    first = datetime.fromtimestamp(start, UTC).astimezone(zone)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    ticks: list[float] = []
    for day in range(int((end - start) // _DAY) + 3):
        # Wall-clock arithmetic: the next local midnight, however long the day was.
        today = midnight + timedelta(days=day)
        if step >= _DAY:
            if today.toordinal() % int(step // _DAY) == 0:
                ticks.append(today.timestamp())
            continue
        if step >= _HOUR:
            ticks.extend((today + timedelta(seconds=part)).timestamp() for part in range(0, _DAY, int(step)))
            continue
        base = today.timestamp()
        length = (today + timedelta(days=1)).timestamp() - base
        low, high = max(0, math.ceil((start - base) / step)), min(math.ceil(length / step), 100_000)
        ticks.extend(base + number * step for number in range(low, high) if base + number * step <= end)
    return [tick for tick in ticks if start <= tick <= end]


def time_text(at: float, step: float, zone: ZoneInfo) -> str:
    """A tick's words: the date at local midnight, else the time, with seconds when they matter."""
    moment = datetime.fromtimestamp(at, UTC).astimezone(zone)
    if step >= _DAY or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.strftime("%d.%m.")
    return moment.strftime("%H:%M:%S" if step < 60 else "%H:%M")


def value_step(span: float, most: int) -> float:
    """1, 2 or 5 times a power of ten, so that at most *most* steps fit into *span*."""
    if not math.isfinite(span) or span <= 0:
        return 1.0
    rough = span / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    return float(next((factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999), 10 * power))


def value_ticks(low: float, high: float, most: int) -> tuple[list[float], float]:
    """Round values of ``[low, high]`` and their step."""
    step = value_step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    if last - first > 1000:
        return [], step
    return [number * step for number in range(first, last + 1)], step


def digits_of(step: float) -> int:
    """Digits after the point that tell neighbours *step* apart."""
    return max(0, min(9, -math.floor(math.log10(step) + 1e-9)))


def room_for(low: float, high: float, now: tuple[float, float] | None) -> tuple[float, float]:
    """The range of an axis for data *low*…*high*: *now* while that fits well, else a little more than the data."""
    span = high - low
    if now is not None and now[0] <= low and high <= now[1] and span >= 0.4 * (now[1] - now[0]):
        return now
    if span <= 0:
        span = max(abs(high) * 0.1, 1.0)
        return low - span / 2, high + span / 2
    return low - 0.06 * span, high + 0.06 * span
