"""Keep set-points as they are reported, and find the commands that bring them back."""

from collections.abc import Iterable, Mapping

from controlcenter.domain.arguments import ArgumentError, validate_arguments
from controlcenter.domain.devices import Device
from controlcenter.domain.documents import Snapshot
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import CommandKind, Kind
from controlcenter.domain.orders import Action
from controlcenter.domain.readings import Quality, Value
from controlcenter.domain.selections import Selection
from controlcenter.engine.control.judge import Judge
from controlcenter.engine.proof import shows


def kept_values(kinds: Mapping[str, Kind], judge: Judge, devices: Iterable[Device]) -> dict[DeviceId, dict[str, Value]]:
    """What can be brought back of each device: good readings of the points its set-points are proved by."""
    kept: dict[DeviceId, dict[str, Value]] = {}
    for device in devices:
        kind = kinds[device.kind]
        values: dict[str, Value] = {}
        for key in kind.setpoints:
            for rule in judge.rules(device, kind.commands[key]):
                reading = judge.reading(device.id, rule.point)
                if reading is not None and reading.value is not None and reading.quality < Quality.STALE:
                    values[rule.point] = reading.value
        if values:
            kept[device.id] = values
    return kept


def restoring_actions(
    kinds: Mapping[str, Kind], judge: Judge, snapshot: Snapshot, devices: Mapping[DeviceId, Device]
) -> list[Action]:
    """Actions that bring *snapshot* back for *devices*, one for each distinct command."""
    batches: dict[tuple[str, tuple[tuple[str, Value], ...]], list[DeviceId]] = {}
    for number, values in snapshot.values.items():
        device = devices.get(number)
        found = _restoring(kinds[device.kind], judge, device, values) if device is not None else None
        if found is not None:
            command, arguments = found
            batches.setdefault((command, tuple(arguments.items())), []).append(number)
    return [
        Action(Selection(tuple(numbers)), command, dict(arguments)) for (command, arguments), numbers in batches.items()
    ]


def _restoring(
    kind: Kind, judge: Judge, device: Device, values: Mapping[str, Value]
) -> tuple[str, dict[str, Value]] | None:
    for key in kind.setpoints:
        arguments = _arguments(kind.commands[key], judge, device, values)
        if arguments is not None:
            return key, arguments
    return None


def _arguments(
    command: CommandKind, judge: Judge, device: Device, values: Mapping[str, Value]
) -> dict[str, Value] | None:
    """Arguments with which *command* would be proved by *values*; None when it would not."""
    rules = judge.rules(device, command)
    if not rules or any(rule.point not in values for rule in rules):
        return None
    if not all(rule.argument is not None or shows(rule, rule.equals, values[rule.point]) for rule in rules):
        return None
    arguments = {rule.argument: values[rule.point] for rule in rules if rule.argument is not None}
    try:
        return validate_arguments(command, arguments)
    except ArgumentError:
        return None
