"""What speaks but is not taken in: remembered, bounded, and taken in with what it said."""

from types import SimpleNamespace

import pytest

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.words import NO_TEXT
from controlcenter.drivers.api import Description, Report
from controlcenter.engine import discovery as module
from controlcenter.engine.discovery import Discovery
from controlcenter.engine.face import Adoption
from controlcenter.engine.link import Arrival
from controlcenter.engine.notices import NoticeBoard

ONE = DeviceId("s:one:a")
MANIFEST = SimpleNamespace(id="one", kind="streetlight", proposed_name=lambda address: f"Lamp {address}")
DRIVER = SimpleNamespace(id="one", driver=SimpleNamespace(manifest=MANIFEST))


@pytest.fixture
def found(clock) -> Discovery:
    kinds = {id_: Kind(id_, NO_TEXT, device=id_ != "broker") for id_ in ("streetlight", "cabinet", "broker")}
    return Discovery(kinds, NoticeBoard(clock))


def see(found, *items, device=ONE, at=100.0, retained=False):
    address = device.rsplit(":", 1)[1]
    found.see(DRIVER, device, "s", address, items, Arrival(0, "t", b"", at, retained))


def test_it_is_listed_with_what_it_shows(found):
    see(found, Report("level", 60), Report("on", True))
    see(found, Report("level", 70), at=110.0)
    (one,) = found.take_changed()
    assert (one.name, one.kind, one.messages, one.first_seen, one.last_seen) == ("Lamp a", "streetlight", 2, 100, 110)
    assert {point.key: point.value for point in one.points} == {"level": 70, "on": True}
    assert found.take_changed() == ()


def test_what_it_says_of_itself_counts_when_it_can_be_true(found):
    see(found, Description(kind="cabinet", name="Tủ 1", commands=("turn_on",), position=Position(106.4, 10.5)))
    see(found, Description(kind="spaceship", position=Position(999, 999)))
    see(found, Description(kind="broker"))
    (one,) = found.take_changed()
    assert (one.kind, one.name, one.commands, one.position) == ("cabinet", "Tủ 1", ("turn_on",), Position(106.4, 10.5))


def test_taken_in_it_brings_its_last_words(found):
    see(found, Report("level", 60))
    device, reports = found.make_device(Adoption(ONE, "Đèn 1", position=Position(106.4, 10.5)))
    assert (device.id, device.name, device.points, device.position) == (ONE, "Đèn 1", ("level",), Position(106.4, 10.5))
    assert (reports["level"].report.value, reports["level"].retained) == (60, False)


def test_an_unbelievable_place_is_left_out(found):
    see(found, Report("level", 60))
    device, _reports = found.make_device(Adoption(ONE, position=Position(400.0, 10.5)))
    assert (device.name, device.position) == ("Lamp a", None)


def test_who_was_never_seen_cannot_be_taken_in(found):
    assert found.make_device(Adoption(DeviceId("s:one:ghost"))) is None


def test_inventors_of_addresses_and_points_are_bounded(found, monkeypatch):
    monkeypatch.setattr(module, "MOST_DISCOVERED", 5)
    monkeypatch.setattr(module, "MOST_SEEN_POINTS", 3)
    for number in range(9):
        see(found, *(Report(f"p{key}", "x" * 1000) for key in range(9)), device=DeviceId(f"s:one:{number}"))
    assert len(found) == 5
    assert all(len(one.points) == 3 for one in found.everything())
    assert all(len(str(point.value)) <= 120 for one in found.everything() for point in one.points)


def test_only_those_that_settled_are_taken_in_by_themselves(found):
    see(found, Report("level", 60), at=100.0)
    see(found, Report("level", 60), device=DeviceId("s:one:b"), at=108.0)
    see(found, device=DeviceId("s:one:silent"), at=90.0)
    assert found.ready_for_adoption(109.0, 3.0) == (ONE,)
