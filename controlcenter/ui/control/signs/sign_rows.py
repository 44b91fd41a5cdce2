"""The signs of the city, one row each: what they make of the text, and what became of the order."""

from collections.abc import Mapping, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication

from controlcenter.domain.commands import CommandRecord
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.orders import Exclusion, OrderPreview, OrderRecord
from controlcenter.domain.signs.render import Problem
from controlcenter.ui.control.signs.faces import SIGN
from controlcenter.ui.control.signs.words import problem_text
from controlcenter.ui.control.words import exclusion_text
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.commands import WRONG, outcome_text
from controlcenter.ui.models.devices_text import natural_key


class SignRow(msgspec.Struct, frozen=True):
    """``fits`` None: not worked out yet."""

    device: DeviceId
    name: str
    place: str
    pixels: str
    chosen: bool
    text: str = ""
    fits: bool | None = None
    result: str = ""
    wrong: bool = False


def signs_of(mirror: Mirror) -> list[Device]:
    """Every sign, by name as people count."""
    found = [device for device in mirror.devices.values() if device.kind == SIGN]
    return sorted(found, key=lambda device: natural_key(device.name))


class Results(msgspec.Struct, frozen=True):
    """What an order does or would do with each device."""

    left_out: Mapping[DeviceId, Exclusion] = {}
    commands: Mapping[DeviceId, CommandRecord] = {}
    rolling: bool = False
    """Whoever has no command yet waits for one."""
    targets: frozenset[DeviceId] = frozenset()

    def of(self, device: DeviceId, mirror: Mirror, language: str) -> tuple[str, bool]:
        """In words, and whether somebody must look at it."""
        record = self.commands.get(device)
        if record is not None:
            return outcome_text(record, language), record.state in WRONG
        excluded = self.left_out.get(device)
        if excluded is not None:
            words = QCoreApplication.translate("Signs", "left out: {why}")
            return words.format(why=_why(excluded, mirror, language)), False
        if self.rolling and device in self.targets:
            return QCoreApplication.translate("Signs", "not handed over…"), False
        return "", False


def _why(excluded: Exclusion, mirror: Mirror, language: str) -> str:
    """The reason; of a text that does not fit, where."""
    facts = dict(excluded.facts)
    code = facts.pop("problem", None)
    if excluded.code != "does_not_fit" or not isinstance(code, str):
        return exclusion_text(excluded, mirror, language)
    page, line = (value if isinstance(value := facts.pop(key, None), int) else None for key in ("page", "line"))
    return problem_text(Problem(code, {k: v for k, v in facts.items() if isinstance(v, str | int)}, None, page, line))


def results_of(order: OrderRecord | None, preview: OrderPreview | None, mirror: Mirror) -> Results:
    """Of the order if there is one, else of what it would do."""
    if order is not None:
        commands = mirror.control.order_commands.get(order.id, {})
        targets = frozenset(device for action in order.actions for device in action.selection.devices)
        return Results(
            {one.device: one for one in order.excluded},
            {record.device: record for record in commands.values()},
            not order.state.final,
            targets,
        )
    if preview is not None:
        return Results({one.device: one for one in preview.excluded})
    return Results()


def place_of(device: Device, mirror: Mirror) -> str:
    """The name of its area."""
    area = mirror.areas.get(device.area) if device.area is not None else None
    return area.name if area is not None else ""


def chosen_count(rows: Sequence[SignRow]) -> int:
    return sum(row.chosen for row in rows)
