"""A profile with lamps all over the made-up town, and a link to the bench's broker."""

import time
from pathlib import Path

import load

from controlcenter.demo.inventory import make_inventory
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import SiteId, device_id
from controlcenter.storage.store import Store

SITE = SiteId("bench")


def make_profile(folder: Path, devices: int, port: int) -> Path:
    """Write settings and a store with *devices* lamps that ``load.py`` speaks for; returns *folder*."""
    folder.mkdir(parents=True)
    broker = f'[[brokers]]\nname = "bench"\nsite = "{SITE}"\nurl = "mqtt://127.0.0.1:{port}"\n'
    (folder / "settings.toml").write_text(f'language = "en"\n{broker}', encoding="utf-8")
    inventory = make_inventory(devices)
    store = Store.open(folder / "controlcenter.sqlite")
    try:
        for area in inventory.areas:
            store.save_area(area, "bench", time.time())
        store.save_devices([_lamp(number, model) for number, model in enumerate(inventory.devices)], "bench", 0.0)
    finally:
        store.close()
    return folder


def _lamp(number: int, model: Device) -> Device:
    """A lamp standing where *model* stands."""
    address = load.address(number)
    return Device(
        device_id(SITE, "smartylighting", address), SITE, "smartylighting", address, "streetlight", model.name,
        area=model.area, position=model.position,
    )  # fmt: skip
