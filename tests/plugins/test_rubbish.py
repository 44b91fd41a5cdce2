"""No payload whatever makes a shipped driver raise anything but DecodeError, or report what may not be kept."""

import contextlib
import re

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controlcenter import places
from controlcenter.drivers.api import DecodeError, Message
from controlcenter.drivers.hostile import verdict
from controlcenter.drivers.loader import LoadedDriver, load_catalogue

DRIVERS = load_catalogue(places.RESOURCES / "kinds", [places.PLUGINS]).drivers
SAMPLES = "".join(path.read_text(encoding="utf-8") for path in places.PLUGINS.glob("*/samples/*.toml"))
KEYS = sorted(set(re.findall(r'"(\w+)":', SAMPLES)))

_NUMBER = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
_LEAF = st.none() | st.booleans() | _NUMBER | st.text(max_size=50)
_JSON = st.recursive(
    _LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8)
)
_OPTIONS = st.dictionaries(st.sampled_from(["rated_lumens", "utc_offset_h"]), _LEAF.filter(lambda one: one is not None))


@pytest.mark.parametrize("driver", DRIVERS, ids=lambda driver: driver.id)
@given(document=st.dictionaries(st.sampled_from(KEYS), _JSON, max_size=12) | _JSON, raw=st.binary(), options=_OPTIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rubbish_is_survived(driver: LoadedDriver, document: object, raw: bytes, options: dict[str, object]) -> None:
    bodies = [raw]
    with contextlib.suppress(msgspec.MsgspecError, UnicodeEncodeError, OverflowError):
        bodies.append(msgspec.json.encode(document))
    for pattern in driver.patterns:
        for body in bodies:
            message = Message("t", body, 1.0, False, pattern.route, "a1", options)  # type: ignore[arg-type]  # rubbish
            try:
                decoded = list(driver.decode(message))
            except DecodeError:
                continue
            assert [verdict(item, driver.kind) for item in decoded if verdict(item, driver.kind)] == []
