"""A made-up city for tests of the window: kinds, and any number of devices with statuses and readings."""

from typing import Any

from controlcenter.domain.alarms import Alarm, Cycle
from controlcenter.domain.conditions import (
    AlarmDefinition,
    AlarmId,
    FaultTest,
    LimitTest,
    OfflineTest,
    Priority,
    Side,
)
from controlcenter.domain.devices import Area, Device, DeviceStatus, Discovered, Position, SeenPoint
from controlcenter.domain.ids import AreaId, SiteId, device_id
from controlcenter.domain.kinds import ArgumentKind, CommandKind, Confirm, Kind, PointKind
from controlcenter.domain.notices import Notice, Severity
from controlcenter.domain.readings import Connection, Quality, Reading, Value
from controlcenter.domain.words import Text
from controlcenter.engine.changes import AlarmSummary, BrokerStatus, ChangeSet, Counts, DriverStatus, StoreStatus
from tests.support.fake_engine import NOW

SITE = SiteId("tanan")


def _points(*points: PointKind) -> dict[str, PointKind]:
    return {point.key: point for point in points}


_ON = PointKind("on", Text("On", "Bật"), "bool")
_FAULT = PointKind(
    "fault",
    Text("Fault", "Lỗi"),
    "enum",
    values={"none": Text("none", "không"), "door_open": Text("door open", "cửa mở")},
    fault_values=("*",),
)
_SWITCH = {
    "turn_on": CommandKind("turn_on", Text("Turn on", "Bật"), confirm=(Confirm("on", equals=True),), idempotent=True),
    "turn_off": CommandKind(
        "turn_off", Text("Turn off", "Tắt"), confirm=(Confirm("on", equals=False),), idempotent=True
    ),
}

_OFFLINE = AlarmDefinition(
    "offline",
    Text("Offline", "Mất liên lạc"),
    OfflineTest(),
    Priority.HIGH,
    explains=True,
    cause=Text("The device or its network is gone.", "Thiết bị hoặc mạng của nó không còn."),
    consequence=Text("Nobody knows its state.", "Không ai biết trạng thái của nó."),
    response=Text("1. Ping it. 2. Call the technician.", "1. Kiểm tra kết nối. 2. Gọi kỹ thuật viên."),
    respond_s=900.0,
)
_FAULTY = AlarmDefinition("fault", Text("Device fault", "Thiết bị báo lỗi"), FaultTest("fault"), Priority.MEDIUM)
_LEVEL_HIGH = AlarmDefinition(
    "level_high",
    Text("Level high", "Mực nước cao"),
    LimitTest("level", Side.HIGH, 1.4, 0.05),
    Priority.CRITICAL,
    latching=True,
    cause=Text("Rain or tide.", "Mưa hoặc triều cường."),
    consequence=Text("The street floods.", "Đường bị ngập."),
    response=Text("Close the road.", "Đóng đường."),
    respond_s=600.0,
)
_PM_HIGH = AlarmDefinition(
    "pm25_high", Text("PM2.5 high", "PM2.5 cao"), LimitTest("pm25", Side.HIGH, 50.0, 5.0), Priority.LOW
)


def _conditions(*definitions: AlarmDefinition) -> dict[str, AlarmDefinition]:
    return {definition.key: definition for definition in definitions}


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind(
            "streetlight",
            Text("Streetlight", "Đèn đường"),
            "streetlight",
            "level",
            _points(
                _ON,
                PointKind("level", Text("Level", "Mức sáng"), unit="%", precision=0, minimum=0, maximum=100),
                PointKind("power", Text("Power", "Công suất"), unit="W"),
                _FAULT,
            ),
            _SWITCH
            | {
                "dim": CommandKind(
                    "dim",
                    Text("Dim", "Điều sáng"),
                    (ArgumentKind("level", Text("Level", "Mức sáng"), "integer", "%", 1, 100, default=60),),
                    (Confirm("level", argument="level", tolerance=2),),
                    idempotent=True,
                )
            },
            alarms=_conditions(_OFFLINE, _FAULTY),
        ),
        Kind(
            "cabinet",
            Text("Cabinet", "Tủ điện"),
            "cabinet",
            "power",
            _points(PointKind("power", Text("Power", "Công suất"), unit="W", precision=0), _FAULT),
            _SWITCH,
            alarms=_conditions(_OFFLINE, _FAULTY),
        ),
        Kind(
            "air_station",
            Text("Air station", "Trạm không khí"),
            "air_station",
            "pm25",
            _points(
                PointKind("pm25", Text("PM2.5", "PM2.5"), unit="µg/m³", high=50),
                PointKind("temperature", Text("Temperature", "Nhiệt độ"), unit="°C"),
            ),
            alarms=_conditions(_OFFLINE, _PM_HIGH),
        ),
        Kind(
            "water_gauge",
            Text("Water gauge", "Trạm mực nước"),
            "water_gauge",
            "level",
            _points(PointKind("level", Text("Level", "Mực nước"), unit="m", precision=2, high=1.4), _FAULT),
            alarms=_conditions(_OFFLINE, _LEVEL_HIGH),
        ),
    )
}

AREAS = (
    Area(AreaId(1), "Tân An", kind="city"),
    *(Area(AreaId(1 + number), f"Phường {number}", AreaId(1), "ward") for number in range(1, 7)),
)
_KIND_OF = ("streetlight",) * 7 + ("cabinet", "air_station", "water_gauge")
_NAME = {"streetlight": "Đèn L-", "cabinet": "Tủ TD-", "air_station": "Không khí KK-", "water_gauge": "Mực nước MN-"}
_DRIVER = {
    "streetlight": "tasmota",
    "cabinet": "json_cabinet",
    "air_station": "json_air",
    "water_gauge": "json_water",
}


def device(number: int) -> Device:
    """The *number*-th device: the same one every time."""
    kind = _KIND_OF[number % 10]
    driver = _DRIVER[kind]
    address = f"{kind}-{number:05d}"
    place = Position(106.38 + (number * 7919 % 1000) / 10_000, 10.50 + (number * 104_729 % 1000) / 12_500)
    return Device(
        device_id(SITE, driver, address),
        SITE,
        driver,
        address,
        kind,
        f"{_NAME[kind]}{number:04d}",
        AreaId(2 + number % 6),
        place,
        points=tuple(KINDS[kind].points),
        commands=tuple(KINDS[kind].commands),
    )


def status(number: int, at: float = NOW) -> DeviceStatus:
    """Online mostly; every 40th offline, every 55th stale, every 90th with a fault."""
    which = device(number).id
    if number % 40 == 39:
        return DeviceStatus(which, Connection.OFFLINE, Quality.STALE, at - 3600.0)
    if number % 55 == 54:
        return DeviceStatus(which, Connection.ONLINE, Quality.STALE, at - 900.0)
    fault = "door_open" if number % 90 == 87 else ""
    return DeviceStatus(which, Connection.ONLINE, Quality.GOOD, at - number % 30, fault)


def readings(number: int, at: float = NOW) -> list[Reading]:
    """One reading of each point of the *number*-th device, arrived by *at*."""
    this, state = device(number), status(number, at)
    values: dict[str, Value] = {
        "on": True,
        "level": number % 101 if this.kind == "streetlight" else 1.0 + number % 100 / 100,
        "power": 40.0 + number % 600 / 10,
        "pm25": 12.0 + number % 90,
        "temperature": 28.0 + number % 60 / 10,
        "fault": state.fault or "none",
    }
    seen = state.last_seen or at
    return [
        Reading(this.id, key, values[key], seen, seen, state.quality)
        for key in KINDS[this.kind].points
        if key in values
    ]


def ui_city(n: int, at: float = NOW) -> ChangeSet:
    """The first change-set of a city of *n* devices: areas, devices, statuses, readings, broker, drivers, store."""
    states = [status(number, at) for number in range(n)]
    offline = sum(state.connection is Connection.OFFLINE for state in states)
    stale = sum(state.connection is Connection.ONLINE and state.quality is Quality.STALE for state in states)
    return ChangeSet(
        readings=tuple(reading for number in range(n) for reading in readings(number, at)),
        statuses=tuple(states),
        devices=tuple(device(number) for number in range(n)),
        areas=AREAS,
        discovered=tuple(found(number, at) for number in range(min(n, 3))),
        brokers=(broker(at=at),),
        counts=Counts(n, n - offline, offline, stale, min(n, 3), n / 10.0),
        drivers=tuple(
            DriverStatus(
                name, name.replace("_", " ").title(), "1.0", "running", 10 * n, 12 * n, source=f"plugins/{name}"
            )
            for name in sorted(set(_DRIVER.values()))
        ),
        store=StoreStatus("sqlite:///city.sqlite", "writing", "0001", 120, 9_000 * n, 0, 48_000_000, 90_000_000_000),
    )


def broker(name: str = "tanan-01", state: str = "online", at: float = NOW, **more: object) -> BrokerStatus:
    facts: dict[str, object] = {
        "protocol": "MQTT 5",
        "messages_per_s": 4812.4,
        "round_trip_ms": 12.3,
        "received": 1_204_512,
    }
    return BrokerStatus(name, SITE, f"{name}.example:1883", state, at - 7200, **(facts | more))  # type: ignore[arg-type]  # free keywords


def found(number: int, at: float = NOW) -> Discovered:
    """An address nobody has taken in yet."""
    address = f"lamp-{number:04d}"
    points = (SeenPoint("on", True), SeenPoint("level", 60))
    return Discovered(
        device_id(SITE, "tasmota", address),
        SITE,
        "tasmota",
        address,
        "streetlight",
        "",
        points,
        ("turn_on",),
        at - 60,
        at,
        12,
    )


def notice(
    code: str, place: str = "tanan-01", severity: Severity = Severity.ERROR, at: float = NOW, **facts: Value
) -> Notice:
    return Notice(code, place, severity, at - 90, dict(facts))


def make_alarm(
    number: int,
    condition: str | None = None,
    priority: Priority | None = None,
    cycle: Cycle = Cycle.UNACKNOWLEDGED,
    raised_at: float = NOW - 185.0,
    **more: Any,
) -> Alarm:
    """An alarm of the *number*-th device, of the first condition of its kind unless given; *more*: Alarm's fields."""
    this = device(number)
    definitions = KINDS[this.kind].alarms
    definition = definitions[condition] if condition is not None else next(iter(definitions.values()))
    facts: dict[str, Any] = {
        "latching": definition.latching,
        "occurrence": 1,
        "source_at": raised_at - 0.257,
        "changed_at": raised_at,
        "limit": definition.limit,
        "area": this.area,
    }
    chosen = definition.priority if priority is None else priority
    return Alarm(AlarmId(this.id, definition.key), chosen, cycle=cycle, raised_at=raised_at, **(facts | more))


def alarm_changes(*alarms: Alarm, summary: AlarmSummary | None = None) -> ChangeSet:
    """A change-set that brings *alarms* and nothing else; *summary* is counted from them when it is not given."""
    return ChangeSet(alarms=alarms, alarm_summary=summary or count_alarms(*alarms))


def count_alarms(*alarms: Alarm, at: float = NOW) -> AlarmSummary:
    """The desk in numbers if *alarms* were all there is."""
    standing, calling = [0, 0, 0, 0], [0, 0, 0, 0]
    for alarm in alarms:
        if not alarm.overlaid and not alarm.at_rest:
            standing[alarm.priority - 1] += 1
            calling[alarm.priority - 1] += alarm.annunciated
    return AlarmSummary(
        (standing[0], standing[1], standing[2], standing[3]),
        (calling[0], calling[1], calling[2], calling[3]),
        shelved=sum(alarm.shelving is not None for alarm in alarms),
        suppressed=sum(alarm.suppression is not None for alarm in alarms),
        out_of_service=sum(alarm.out_of_service is not None for alarm in alarms),
        rate=(0, 1, 0, 2, 1, 0, 0, 1, 3, 2, 1, 0, 0, 1, 0, 2, 0, 0, 1, 14, 11, 6, 3, 2, 1, 1, 0),
        rate_until=at + 300.0,
        last_flood=(at - 4.4 * 3600, at - 4.0 * 3600),
    )


def city_alarms(n: int, at: float = NOW) -> tuple[Alarm, ...]:
    """What the statuses of the first *n* devices raise: offline ones and faults, all unacknowledged."""
    return tuple(
        make_alarm(number, condition, raised_at=state.last_seen or at, value=state.fault or None)
        for number in range(n)
        if (condition := _condition(state := status(number, at))) in KINDS[device(number).kind].alarms
    )


def _condition(state: DeviceStatus) -> str:
    if state.connection is Connection.OFFLINE:
        return "offline"
    return "fault" if state.fault else ""
