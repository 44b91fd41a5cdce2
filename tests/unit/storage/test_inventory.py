"""Devices, areas, discovered addresses, and the audit of changes to them."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from controlcenter.domain.devices import Area, Device, Discovered, Position, SeenPoint
from controlcenter.domain.ids import AreaId, DeviceId, SiteId
from controlcenter.storage import Store
from controlcenter.storage.errors import StoreConflictError, StoreDamagedError

LAMP = Device(
    DeviceId("q1:tasmota:lamp-1"),
    SiteId("q1"),
    "tasmota",
    "lamp-1",
    "streetlight",
    "Đèn số 1",
    position=Position(105.78, 10.03),
    parent=DeviceId("q1:json_cabinet:cab-1"),
    options={"rated_lumens": 8000, "scale": 1.0, "inverted": True, "note": "0"},
    tags=("circuit-a",),
    points=("on", "level"),
    commands=("dim",),
)
BARE = Device(DeviceId("q1:json_air:a"), SiteId("q1"), "json_air", "a", "air_station", "")


def test_devices_come_back_as_they_were_saved(path: Path, store: Store) -> None:
    store.save_devices([LAMP, BARE], "lan", 100.0)
    again = Store.open(path)
    assert again.load_devices() == [BARE, LAMP]
    again.close()
    options = store.load_devices()[1].options
    assert [type(value) for value in options.values()] == [int, float, bool, str]


def test_an_edit_replaces_and_leaves_a_trace_of_both(store: Store) -> None:
    store.save_devices([LAMP, BARE], "lan", 100.0)
    renamed = msgspec.structs.replace(LAMP, name="Lamp 1", position=None)
    store.save_devices([renamed, BARE], "minh", 200.0)
    assert store.load_devices() == [BARE, renamed]
    rows = store.audit_rows(LAMP.id)
    assert [(row.what, row.by, row.at) for row in rows] == [
        ("device.changed", "minh", 200.0),
        ("device.added", "lan", 100.0),
    ]
    assert rows[0].before is not None
    assert msgspec.json.decode(rows[0].before, type=Device) == LAMP
    assert rows[0].after is not None
    assert msgspec.json.decode(rows[0].after, type=Device) == renamed
    # What did not change leaves no trace.
    assert len(store.audit_rows(BARE.id)) == 1


def test_a_removed_device_is_gone_and_removing_it_again_changes_nothing(store: Store) -> None:
    store.save_devices([LAMP, BARE], "lan", 100.0)
    store.remove_device(LAMP.id, "lan", 101.0)
    store.remove_device(LAMP.id, "lan", 102.0)
    assert store.load_devices() == [BARE]
    assert [row.what for row in store.audit_rows(LAMP.id)] == ["device.removed", "device.added"]


def test_areas_get_a_number_and_keep_it(store: Store) -> None:
    ward = store.save_area(Area(AreaId(0), "Ninh Kiều", kind="ward", aliases=("Ninh Kieu",)), "lan", 1.0)
    park = store.save_area(Area(AreaId(0), "Park", parent=ward.id, valid_from=5.0, valid_to=9.0), "lan", 1.0)
    assert (ward.id, park.id) == (1, 2)
    renamed = store.save_area(msgspec.structs.replace(ward, name="Cái Khế", aliases=("Ninh Kiều",)), "lan", 2.0)
    assert store.load_areas() == [renamed, park]
    assert [row.what for row in store.audit_rows("1")] == ["area.changed", "area.added"]


def test_a_device_in_an_area_that_is_not_there_is_refused_whole(store: Store) -> None:
    with pytest.raises(StoreConflictError):
        store.save_devices([BARE, msgspec.structs.replace(LAMP, area=AreaId(77))], "lan", 1.0)
    assert store.load_devices() == []
    assert store.audit_rows() == []


def test_discovered_addresses_are_replaced_and_removed(store: Store) -> None:
    seen = Discovered(
        DeviceId("q1:tasmota:x"), SiteId("q1"), "tasmota", "x", "streetlight", "",
        (SeenPoint("on", True), SeenPoint("level", None)), ("dim",), 1.0, 2.0, 3, Position(105.0, 10.0),
    )  # fmt: skip
    other = msgspec.structs.replace(seen, id=DeviceId("q1:tasmota:y"), address="y")
    store.save_discovered([seen, other])
    later = msgspec.structs.replace(seen, last_seen=9.0, messages=7)
    store.save_discovered([later])
    assert store.load_discovered() == [later, other]
    store.remove_discovered([later.id, DeviceId("q1:tasmota:never")])
    assert store.load_discovered() == [other]
    store.save_discovered([])
    store.remove_discovered([])


def test_a_row_nobody_can_read_names_itself(path: Path, store: Store) -> None:
    store.save_devices([LAMP], "lan", 1.0)
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("UPDATE devices SET more = '{broken'")
    raw.close()
    with pytest.raises(StoreDamagedError, match="device q1:tasmota:lamp-1"):
        store.load_devices()


def test_thousands_of_devices_are_saved_and_edited_at_once(store: Store) -> None:
    many = [msgspec.structs.replace(LAMP, id=DeviceId(f"q1:tasmota:{n:05}"), address=str(n)) for n in range(2500)]
    store.save_devices(many, "import", 1.0)
    edited = [msgspec.structs.replace(device, name="x") for device in many]
    store.save_devices(edited, "import", 2.0)
    assert store.load_devices() == edited
