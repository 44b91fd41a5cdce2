"""A command desk with a real store and a real commander; the field is in the test's hands."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from controlcenter.domain.commands import CommandRecord, Operator
from controlcenter.domain.devices import Area, Device, Position
from controlcenter.domain.ids import AreaId, CommandId, DeviceId, OrderId, SiteId
from controlcenter.domain.kinds import ArgumentKind, CommandKind, Confirm, Kind, Permit, PointKind
from controlcenter.domain.orders import Action, OrderDraft, OrderRecord
from controlcenter.domain.readings import Quality, Value
from controlcenter.domain.selections import Query, Selection
from controlcenter.domain.words import Text
from controlcenter.drivers.api import Order, Publication
from controlcenter.engine.commander import Commander, Field
from controlcenter.engine.control.office import ControlOffice, Outside
from controlcenter.engine.control.orders import ControlOptions
from controlcenter.engine.control.verbs import ControlVerbs
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.link import Receipt
from controlcenter.engine.live import LiveState
from controlcenter.engine.notices import NoticeBoard
from controlcenter.engine.work import StoreWork
from controlcenter.storage import Store
from tests.support.clock import HandClock

WORDS = Text("words", "lời")
LEVEL = ArgumentKind("level", WORDS, type="integer", minimum=1, maximum=100)
LAMP_KIND = Kind(
    "streetlight",
    WORDS,
    points={key: PointKind(key, WORDS) for key in ("on", "level")},
    commands={
        "turn_on": CommandKind("turn_on", WORDS, (), (Confirm("on", equals=True),), idempotent=True),
        "turn_off": CommandKind("turn_off", WORDS, (), (Confirm("on", equals=False),), idempotent=True, off=True),
        "dim": CommandKind("dim", WORDS, (LEVEL,), (Confirm("level", argument="level", tolerance=1),), idempotent=True),
        "blink": CommandKind("blink", WORDS),
    },
    setpoints=("turn_off", "dim", "turn_on"),
)
SIGN_KIND = Kind(
    "sign",
    WORDS,
    points={key: PointKind(key, WORDS, type="text") for key in ("message",)},
    commands={
        "show": CommandKind(
            "show", WORDS,
            (
                ArgumentKind("multi", WORDS, type="text", format="multi"),
                ArgumentKind("duration_s", WORDS, type="integer", minimum=0, default=600),
            ),
            (Confirm("message", argument="multi"),), idempotent=True, lease="duration_s",
        ),
        "blank": CommandKind("blank", WORDS, (), (Confirm("message", equals=""),), idempotent=True),
    },
    setpoints=("blank", "show"),
    rest="blank",
)  # fmt: skip
SIREN_KIND = Kind(
    "siren",
    WORDS,
    points={key: PointKind(key, WORDS, type="bool") for key in ("armed", "sounding")},
    commands={
        "sound": CommandKind(
            "sound", WORDS, (), (Confirm("sounding", equals=True),),
            permits=(Permit("armed", WORDS, equals=True),), critical=True,
        )
    },
)  # fmt: skip
KINDS = {kind.id: kind for kind in (LAMP_KIND, SIGN_KIND, SIREN_KIND)}
LAN, BA = Operator("lan", "desk-1"), Operator("ba", "desk-2")


class AnyDriver:
    """Carries out whatever the kind has."""

    commands = ("turn_on", "turn_off", "dim", "blink", "show", "blank", "sound")
    points = ("on", "level", "message", "armed", "sounding")

    def confirms(self, _command: str) -> None:
        return None

    def period_s(self, _key: str) -> float:
        return 60.0

    def encode(self, order: Order) -> list[Publication]:
        return [Publication(f"cmd/{order.address}/{order.command}", repr(dict(order.arguments)).encode())]


class Desk(ControlVerbs):
    """The office with what is around it. ``say`` is a device's report, ``run`` lets time pass."""

    def __init__(self, path: Path, clock: HandClock, options: ControlOptions) -> None:
        self.path, self.clock, self.options = path, clock, options
        self.zone = ZoneInfo("Asia/Ho_Chi_Minh")
        self.out: set[DeviceId] = set()
        self.unfit: dict[str, Any] = {}
        self.published: list[tuple[DeviceId, int, Publication]] = []
        self.steps: list[CommandRecord] = []
        self.unreachable: set[DeviceId] = set()
        self.inventory: Inventory = Inventory(KINDS, {"d": AnyDriver()})  # type: ignore[dict-item]  # all that is asked of one

    async def open(self, devices: list[Device], areas: list[Area] | None = None) -> None:
        self.store = Store.open(self.path)
        self.work = StoreWork()
        self.live = LiveState(lambda _device, _key: 150.0, lambda *_: "")
        self.inventory.load(devices, areas or [])
        for device in devices:
            self.live.adopt(device)
        field = Field(self._publish, lambda _id: self.inventory.drivers["d"], lambda _id: 0.0, self._gate)
        self.commander = Commander(KINDS, field, self._on_command, self.clock)
        outside = Outside(
            self.commander.begin, self._on_command, lambda device: device.id not in self.unreachable,
            self.out.__contains__, lambda _device, text: self.unfit.get(text), self.clock,
        )  # fmt: skip
        self.control = ControlOffice(
            self.store, KINDS, self.inventory, self.live, NoticeBoard(self.clock), self.work, outside, self.zone,
            self.options,
        )  # fmt: skip
        self.control.restore(self.control.load())
        self.commander.restore(self.store.open_commands(), self.inventory.devices)
        self.control.start([], self.clock())

    async def close(self) -> None:
        await self.control.stop()
        self.work.close()
        self.store.close()

    def now(self) -> float:
        return self.clock()

    def show_command(self, record: CommandRecord) -> None:
        self.steps.append(record)

    def _gate(self, command: CommandRecord, device: Device, arguments: Any) -> str:
        return self.control.gate(command, device, arguments)

    def _publish(self, device: Device, token: int, publication: Publication) -> bool:
        self.published.append((device.id, token, publication))
        return True

    def _on_command(self, record: CommandRecord) -> None:
        self.steps.append(record)
        self.store.step_command(record)
        self.control.on_command(record)

    def receive(self) -> None:
        """The broker takes everything published so far."""
        published, self.published = self.published, []
        for _device, token, _publication in published:
            self.commander.receipt(Receipt(0, token, self.clock()))

    def say(self, device: DeviceId, **values: Value) -> None:
        state, now = self.live.devices[device], self.clock.turn(0.1)
        self.live.seen(state, now, 0)
        readings = [self.live.put(state, key, value, now, now, Quality.GOOD, False) for key, value in values.items()]
        self.commander.readings([reading for reading in readings if reading is not None])

    async def run(self, seconds: float, step_s: float = 0.5) -> None:
        """Let time pass in steps, as the engine's tasks do."""
        for _ in range(round(seconds / step_s)):
            self.clock.turn(step_s)
            self.commander.tick()
            self.control.tick(self.clock())
            if self.clock() % 1.0 < step_s:
                await self.control.each_second(self.clock())
            await asyncio.sleep(0)
        await self.control.flushed()

    def order(self, number: OrderId) -> OrderRecord:
        live = {one.id: one for one in self.control.orders.open_orders()}
        found = live.get(number) or self.store.order(number)
        assert found is not None
        return found

    def command(self, number: CommandId) -> CommandRecord:
        found = self.store.command(number)
        assert found is not None
        return found

    def last(self, device: DeviceId) -> CommandRecord:
        return self.store.commands_of(device, 1)[0]

    def sent(self) -> list[str]:
        return [publication.topic for _device, _token, publication in self.published]


def lamp(number: int, area: int | None = None, **more: Any) -> Device:
    where = AreaId(area) if area is not None else None
    return msgspec.structs.replace(
        Device(
            DeviceId(f"s:d:lamp-{number}"), SiteId("s"), "d", f"lamp-{number}", "streetlight", f"Đèn {number}", where,
            Position(106.4, 10.5),
        ),
        **more,
    )  # fmt: skip


SIGN = Device(DeviceId("s:d:sign"), SiteId("s"), "d", "sign", "sign", "Biển 1")
SIREN = Device(DeviceId("s:d:siren"), SiteId("s"), "d", "siren", "siren", "Còi 1")
LAMPS = [lamp(number).id for number in range(1, 5)]


def dim(level: int, *devices: DeviceId, **more: Any) -> OrderDraft:
    selection = Selection(devices) if devices else Selection(query=Query(kinds=("streetlight",)))
    return OrderDraft((Action(selection, "dim", {"level": level}),), **more)


@pytest.fixture
def options() -> ControlOptions:
    return ControlOptions()


@pytest.fixture
async def desk(tmp_path: Path, clock: HandClock, options: ControlOptions) -> AsyncIterator[Desk]:
    made = Desk(tmp_path / "city.sqlite", clock, options)
    await made.open([*(lamp(number) for number in range(1, 5)), SIGN, SIREN])
    yield made
    await made.close()
