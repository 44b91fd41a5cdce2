"""What a bench returns, and small sums on many measurements."""

from collections.abc import Sequence
from typing import Any

Figure = dict[str, Any]


def figure(
    what: str,
    value: float,
    unit: str,
    *,
    limit: str = "",
    limit_value: float | None = None,
    target: str = "",
    ok: bool | None = None,
) -> Figure:
    """One row. *limit* names what it is compared with in the same run, *target* is in words, *ok* None is no goal."""
    ratio = value / limit_value if limit_value else None
    return {
        "what": what, "value": value, "unit": unit, "limit": limit, "limit_value": limit_value,
        "ratio": ratio, "target": target, "ok": ok,
    }  # fmt: skip


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that *percent* of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
