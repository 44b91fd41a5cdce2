"""A whole centre without a window: real engine thread, store file and brokers; what a window would know of it."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from controlcenter.app import Centre, StartOptions
from controlcenter.domain.alarms import Alarm, JournalEntry, JournalFilter
from controlcenter.domain.commands import CommandRecord, Operator
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, Override
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import CommandId, DeviceId
from controlcenter.domain.notices import Notice
from controlcenter.domain.readings import Connection, Reading
from controlcenter.engine.face import Series
from controlcenter.engine.host import EngineThread
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.mirror import Mirror
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until

BY = Operator("an", "ws-test")
LAMP = "main:tasmota:lamp-1"
AIR = "main:json_air:air-1"


class LiveCentre:
    """``start`` it; ask ``reading``, ``state``, ``notice``: each looks at the newest change-set first."""

    def __init__(self, profile: Path, brokers: Sequence[str], adopt: bool = True) -> None:
        self.profile = profile
        self._options = StartOptions(profile, tuple(brokers), adopt_all=adopt)

    def start(self) -> "LiveCentre":
        self._centre = Centre(self._options)
        self._host = EngineThread(self._centre.make_engine)
        self.engine = self._host.start()
        self.mirror = Mirror(self.engine.kinds)
        self._followed = False
        return self

    def bridge(self) -> Bridge:
        """The door of a window; from now on what it took is what this centre tells."""
        bridge = Bridge(self.engine, self._host.submit, BY)
        bridge.mirror, self._followed = self.mirror, True  # it has the first change-set, the whole city
        return bridge

    def stop(self) -> None:
        self._host.stop()
        self._centre.close()

    def look(self) -> Mirror:
        if not self._followed:
            self.mirror.apply(self.engine.take_changes())
        return self.mirror

    def ask(self, request: Any) -> Any:
        return self._host.submit(request).result(10)

    def reading(self, device: str, key: str) -> Reading | None:
        return self.look().readings.get(DeviceId(device), {}).get(key)

    def value(self, device: str, key: str) -> Any:
        found = self.reading(device, key)
        return found.value if found else None

    def connection(self, device: str) -> Connection | None:
        status = self.look().statuses.get(DeviceId(device))
        return status.connection if status else None

    def broker_state(self) -> str:
        return next((str(broker.state) for broker in self.look().brokers.values()), "")

    def notice(self, code: str) -> Notice | None:
        return next((one for one in self.look().notices.values() if one.code == code), None)

    def send(self, device: str, command: str, **arguments: Any) -> CommandId:
        record: CommandRecord = self.ask(self.engine.send(DeviceId(device), command, arguments, BY))
        return record.id

    def command(self, number: CommandId) -> CommandRecord | None:
        return next((one for one in self.look().control.commands if one.id == number), None)

    def alarm(self, device: str, condition: str) -> Alarm | None:
        """The alarm as a window would know it; None while it is at rest."""
        return self.look().alarms.get(AlarmId(DeviceId(device), condition))

    def define(self, definition: AlarmDefinition, kind: str) -> None:
        self.ask(self.engine.save_override(Override(definition, kind=kind), BY))

    def journal(self, device: str | None = None, limit: int = 500) -> list[JournalEntry]:
        """Oldest first."""
        wanted = JournalFilter(device=DeviceId(device) if device is not None else None)
        return list(reversed(self.ask(self.engine.alarm_journal(wanted, None, limit))))

    def history(self, device: str, key: str, start: float, end: float) -> Series:
        from controlcenter.domain.ids import PointId

        series: Series = self.ask(self.engine.history(PointId(DeviceId(device), key), start, end))
        return series

    def take_in(self, *devices: Device) -> None:
        self.ask(self.engine.save_devices(devices, BY))

    def wait_online(self, timeout: float = 20.0) -> None:
        wait_until(lambda: self.broker_state() == "online", timeout, "the link to the broker")


def say(broker: Mosquitto, topic: str, payload: bytes | str | dict[str, Any], *, retain: bool = False) -> None:
    """Publish with Mosquitto's own tool."""
    raw = json.dumps(payload) if isinstance(payload, dict) else payload
    words = [
        "mosquitto_pub",
        "-p",
        str(broker.port),
        "-q",
        "1",
        "-t",
        topic,
        "-s" if raw else "-n",
        *(["-r"] if retain else []),
    ]
    subprocess.run(words, input=raw if isinstance(raw, bytes) else raw.encode(), check=True)


def lamp(number: int = 1) -> Device:
    from controlcenter.domain.ids import SiteId

    return Device(
        DeviceId(f"main:tasmota:lamp-{number}"), SiteId("main"), "tasmota", f"lamp-{number}", "streetlight",
        f"Lamp {number}",
    )  # fmt: skip


def air() -> Device:
    from controlcenter.domain.ids import SiteId

    return Device(DeviceId(AIR), SiteId("main"), "json_air", "air-1", "air_station", "Air 1")
