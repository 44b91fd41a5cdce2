"""What an order would do, one line for each device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.ids import DeviceId
from controlcenter.domain.orders import OrderPreview
from controlcenter.domain.readings import Value
from controlcenter.ui.control.words import (
    approval_text,
    exclusion_text,
    length_text,
    wish_text,
)
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key
from controlcenter.ui.views.system_table import Column
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.words import DASH, count_text


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A device, what it would be told, or why it is left out."""

    device: DeviceId
    name: str
    told: str
    result: str
    symbol: Symbol | None = None


def command_words(kind_id: str, command: str, arguments: Mapping[str, Value], mirror: Mirror, language: str) -> str:
    """The command with its arguments in the words of its kind, such as ``Dim 60 %``; digests are left out."""
    kind = mirror.kinds.get(kind_id)
    known = kind.commands.get(command) if kind else None
    if known is None:
        return command
    return wish_text(known, dict(arguments), language)


def preview_rows(preview: OrderPreview, mirror: Mirror, language: str) -> list[PreviewRow]:
    """Those left out first: they are what somebody must read."""
    left_out = [
        PreviewRow(one.device, mirror.name_of(one.device), DASH, exclusion_text(one, mirror, language), Symbol.UNKNOWN)
        for one in preview.excluded
    ]
    ready = QCoreApplication.translate("Library", "ready")
    told = [
        PreviewRow(
            target.device,
            mirror.name_of(target.device),
            command_words(mirror.kind_of(target.device), target.command, target.arguments, mirror, language),
            ready,
        )
        for target in preview.affected
    ]
    return [*sorted(left_out, key=_by_name), *sorted(told, key=_by_name)]


def preview_words(preview: OrderPreview, language: str) -> str:
    """Counts, how long it takes, and whether a second person is asked."""
    parts = [
        QCoreApplication.translate("Library", "{count} will be commanded").format(
            count=count_text(len(preview.affected), language)
        ),
        QCoreApplication.translate("Library", "{count} left out").format(
            count=count_text(len(preview.excluded), language)
        ),
    ]
    if preview.seconds >= 1:
        parts.append(QCoreApplication.translate("Library", "takes {time}").format(time=length_text(preview.seconds)))
    if preview.approval:
        words = QCoreApplication.translate("Library", "a second person must agree: {why}")
        parts.append(words.format(why=approval_text(preview.approval)))
    return " · ".join(parts)


def preview_columns() -> Sequence[Column[PreviewRow]]:
    return (
        Column(
            lambda: QCoreApplication.translate("Library", "Device"),
            lambda row: row.name,
            122,
            symbol=lambda row: row.symbol,
        ),
        Column(lambda: QCoreApplication.translate("Library", "Command"), lambda row: row.told, 128),
        Column(lambda: QCoreApplication.translate("Library", "Result"), lambda row: row.result, 0),
    )


def _by_name(row: PreviewRow) -> str:
    return natural_key(row.name)
