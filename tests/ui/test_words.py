"""How values, ages, sizes and times are written."""

from zoneinfo import ZoneInfo

import pytest

from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Quality
from controlcenter.domain.words import Text
from controlcenter.ui.words import (
    DASH,
    age_text,
    clock_text,
    count_text,
    moment_text,
    quality_text,
    reading_text,
    size_text,
    value_text,
)
from tests.support.city import KINDS, readings
from tests.support.fake_engine import NOW

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LEVEL = PointKind("level", Text("Level", "Mức"), unit="m", precision=2)
FAULT = PointKind("fault", Text("Fault", "Lỗi"), "enum", values={"lamp": Text("lamp failure", "hỏng đèn")})


@pytest.mark.parametrize(
    ("value", "point", "language", "text"),
    [
        (1.4249, LEVEL, "en", "1.42"),
        (1.4249, LEVEL, "vi", "1,42"),
        (12345.6, LEVEL, "vi", "12.345,60"),
        (True, None, "en", "yes"),
        (False, None, "en", "no"),
        ("lamp", FAULT, "vi", "hỏng đèn"),
        ("unknown (9)", FAULT, "vi", "unknown (9)"),
        (None, LEVEL, "en", DASH),
        (float("nan"), LEVEL, "en", DASH),
        (float("inf"), None, "en", DASH),
    ],
)
def test_value(value, point, language, text) -> None:
    assert value_text(value, point, language) == text


def test_a_reading_has_its_unit_once_and_a_missing_one_has_none() -> None:
    level = next(reading for reading in readings(9) if reading.key == "level")
    assert reading_text(level, KINDS["water_gauge"].points["level"], "en") == "1.09 m"
    assert reading_text(None, LEVEL, "en") == DASH


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, DASH), (-3, "0 s"), (0, "0 s"), (59.9, "59 s"), (60, "1 min"), (7200, "2 h"), (200_000, "2 d")],
)
def test_age(seconds, text) -> None:
    assert age_text(seconds) == text


@pytest.mark.parametrize(
    ("size", "language", "text"),
    [
        (None, "en", DASH),
        (0, "en", "0 B"),
        (999, "en", "999 B"),
        (48_000_000, "vi", "48,0 MB"),
        (123_400_000_000, "en", "123 GB"),
        (5_000_000_000_000, "en", "5.0 TB"),
    ],
)
def test_size(size, language, text) -> None:
    assert size_text(size, language) == text


def test_counts_are_grouped_as_the_language_writes_them() -> None:
    assert (count_text(1234567, "en"), count_text(1234567, "vi")) == ("1,234,567", "1.234.567")


def test_times_are_local() -> None:
    assert clock_text(NOW, ZONE) == "18:42:07"
    assert clock_text(NOW, ZONE, date=True) == "2026-11-23 18:42:07"
    assert clock_text(None, ZONE) == DASH


def test_a_moment_of_another_day_tells_its_date() -> None:
    assert moment_text(NOW - 60, NOW, ZONE) == "18:41:07"
    assert moment_text(NOW - 86400, NOW, ZONE) == "22/11 18:42"


def test_every_quality_has_its_own_word() -> None:
    assert len({quality_text(quality) for quality in Quality}) == len(Quality)
