"""Device clocks on the wire."""

from typing import Any

import pytest

from controlcenter.drivers.api import time_of


@pytest.mark.parametrize(
    ("raw", "form", "offset", "seconds"),
    [
        ("2026-11-23T10:00:00Z", "iso", 0, 1795428000.0),
        ("2026-11-23T17:00:00+07:00", "iso", 0, 1795428000.0),
        ("2026-11-23T17:00:00", "iso", 7, 1795428000.0),
        ("2026-11-23T10:00:00.250Z", "iso", 7, 1795428000.25),
        ("2026-11-23T10:00:00.250123456+00:00", "iso", 0, 1795428000.250123),
        (1795428000, "epoch_s", 0, 1795428000.0),
        (1795428000250, "epoch_ms", 0, 1795428000.25),
        (1795428000250000, "epoch_us", 0, 1795428000.25),
    ],
)
def test_times_become_seconds(raw: Any, form: str, offset: float, seconds: float) -> None:
    assert time_of(raw, form, offset) == seconds


@pytest.mark.parametrize("form", ["iso", "epoch_s", "epoch_ms"])
@pytest.mark.parametrize(
    "raw",
    [
        *("", "yesterday", "2026-13-45T00:00:00Z", "0001-01-01T00:00:00Z", "x" * 200_000),
        *(None, True, [], {}, -1, float("nan"), float("inf"), 10**400, 1e308),
    ],
)
def test_what_is_no_time_is_none(raw: Any, form: str) -> None:
    assert time_of(raw, form) is None
