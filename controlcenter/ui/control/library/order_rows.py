"""What an order would do, or did, one line for each device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.commands import CommandRecord, CommandState
from controlcenter.domain.ids import CommandId, DeviceId
from controlcenter.domain.orders import OrderPreview, OrderRecord, Target
from controlcenter.domain.readings import Value
from controlcenter.ui.control.words import (
    approval_text,
    exclusion_text,
    length_text,
    order_state_text,
    wish_text,
)
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.commands import PENDING, WRONG, outcome_text
from controlcenter.ui.models.devices_text import natural_key
from controlcenter.ui.views.system_table import Column
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.words import DASH, count_text


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A device, what it is told, and what becomes of it."""

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


def preview_rows(preview: OrderPreview, mirror: Mirror, language: str) -> list[OrderRow]:
    """Those left out first: they are what somebody must read."""
    left_out = [
        OrderRow(one.device, mirror.name_of(one.device), DASH, exclusion_text(one, mirror, language), Symbol.UNKNOWN)
        for one in preview.excluded
    ]
    will = QCoreApplication.translate("Library", "ready")
    told = [_row(target, will, None, mirror, language) for target in preview.affected]
    return [*sorted(left_out, key=_by_name), *sorted(told, key=_by_name)]


def result_rows(
    preview: OrderPreview, commands: Mapping[CommandId, CommandRecord], mirror: Mirror, language: str
) -> list[OrderRow]:
    """What became of each command, what went wrong first; *commands* are those of the order."""
    by_device = {record.device: record for record in commands.values()}
    wrong: list[OrderRow] = []
    others: list[OrderRow] = []
    for target in preview.affected:
        record = by_device.get(target.device)
        text = outcome_text(record, language) if record else QCoreApplication.translate("Library", "not handed over…")
        bad = record is not None and record.state in WRONG
        (wrong if bad else others).append(_row(target, text, Symbol.HIGH if bad else None, mirror, language))
    left_out = [
        OrderRow(one.device, mirror.name_of(one.device), DASH, exclusion_text(one, mirror, language), Symbol.UNKNOWN)
        for one in preview.excluded
    ]
    return [*sorted(wrong, key=_by_name), *sorted(others, key=_by_name), *sorted(left_out, key=_by_name)]


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


def progress_words(order: OrderRecord, language: str) -> str:
    """The order's state and its commands by what became of them."""
    pending = sum(count for state, count in order.counts.items() if state in PENDING)
    wrong = sum(count for state, count in order.counts.items() if state in WRONG)
    parts = [order_state_text(order.state)]
    for count, words in (
        (order.counts.get(CommandState.CONFIRMED, 0), QCoreApplication.translate("Library", "{count} confirmed")),
        (pending, QCoreApplication.translate("Library", "{count} on their way")),
        (wrong, QCoreApplication.translate("Library", "{count} failed")),
    ):
        if count:
            parts.append(words.format(count=count_text(count, language)))
    return " · ".join(parts)


def order_columns(_look: Look) -> Sequence[Column[OrderRow]]:
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


def _row(target: Target, result: str, symbol: Symbol | None, mirror: Mirror, language: str) -> OrderRow:
    told = command_words(mirror.kind_of(target.device), target.command, target.arguments, mirror, language)
    return OrderRow(target.device, mirror.name_of(target.device), told, result, symbol)


def _by_name(row: OrderRow) -> str:
    return natural_key(row.name)
