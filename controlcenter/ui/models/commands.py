"""Commands in words, and the last ones as a table."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from controlcenter.domain.commands import CommandRecord, CommandState, Source
from controlcenter.domain.devices import Device
from controlcenter.domain.kinds import CommandKind, Kind
from controlcenter.domain.readings import Value
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.elided import plain_tooltip
from controlcenter.ui.words import DASH, clock_text, count_text

_S = CommandState
WRONG = frozenset({_S.REFUSED, _S.EXPIRED, _S.FAILED, _S.MISMATCH, _S.UNCONFIRMED})
"""Ends somebody should look at."""
PENDING = frozenset({_S.REQUESTED, _S.APPROVAL, _S.QUEUED, _S.SENT, _S.ACKED})
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
ROWS_MOST = 100
_READINGS = frozenset({"shown", "wrong_value"})
"""Reasons whose facts are readings, as ``level=60``."""
_NAMED_FACTS = frozenset({"locked", "outranked", "does_not_fit", "forbidden_words"})
"""Reasons whose facts speak for themselves without their names."""

_SOURCES: dict[Source, Callable[[], str]] = {
    Source.PLAN: lambda: QCoreApplication.translate("Commands", "Plan"),
    Source.OPERATOR: lambda: QCoreApplication.translate("Commands", "Operator"),
    Source.INCIDENT: lambda: QCoreApplication.translate("Commands", "Incident"),
    Source.EMERGENCY: lambda: QCoreApplication.translate("Commands", "Emergency"),
}

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def state_text(state: CommandState) -> str:
    """The state in words; what is still on its way ends in an ellipsis."""
    return {
        _S.REQUESTED: QCoreApplication.translate("Commands", "requested…"),
        _S.APPROVAL: QCoreApplication.translate("Commands", "waits for a second person…"),
        _S.QUEUED: QCoreApplication.translate("Commands", "waiting…"),
        _S.SENT: QCoreApplication.translate("Commands", "sent, no answer…"),
        _S.ACKED: QCoreApplication.translate("Commands", "accepted…"),
        _S.CONFIRMED: QCoreApplication.translate("Commands", "confirmed"),
        _S.REFUSED: QCoreApplication.translate("Commands", "refused"),
        _S.EXPIRED: QCoreApplication.translate("Commands", "expired"),
        _S.FAILED: QCoreApplication.translate("Commands", "failed"),
        _S.MISMATCH: QCoreApplication.translate("Commands", "mismatch"),
        _S.UNCONFIRMED: QCoreApplication.translate("Commands", "not confirmed"),
        _S.SUPERSEDED: QCoreApplication.translate("Commands", "replaced"),
        _S.CANCELLED: QCoreApplication.translate("Commands", "cancelled"),
    }[state]


def reason_text(reason: str, kind: Kind | None = None, language: str = "en") -> str:
    """Why, in words: the code before the colon translated; readings among the facts in the words of *kind*."""
    code, _, facts = reason.partition(":")
    if code in _READINGS:
        facts = readings_text(facts.strip(), kind, language)
    elif code == "interlock":
        found = dict(fact.partition("=")[::2] for fact in facts.strip().split(", "))
        facts = readings_text(f"{found.get('point', '')}={found.get('value', '')}", kind, language)
    elif code in _NAMED_FACTS:
        facts = ", ".join(_named_fact(fact) for fact in facts.strip().split(", "))
    words = {
        "no_answer": QCoreApplication.translate("Commands", "the device did not answer"),
        "device_refused": QCoreApplication.translate("Commands", "the device refused"),
        "wrong_value": QCoreApplication.translate("Commands", "the device shows another value"),
        "expired": QCoreApplication.translate("Commands", "too late to be sent"),
        "broker_offline": QCoreApplication.translate("Commands", "the broker is offline"),
        "unknown_command": QCoreApplication.translate("Commands", "the device has no such command"),
        "bad_argument": QCoreApplication.translate("Commands", "a value is not allowed"),
        "superseded": QCoreApplication.translate("Commands", "a newer command took its place"),
        "cancelled": QCoreApplication.translate("Commands", "taken back"),
        "device_removed": QCoreApplication.translate("Commands", "the device was removed"),
        "no_broker": QCoreApplication.translate("Commands", "no broker leads to the device"),
        "publish_failed": QCoreApplication.translate("Commands", "the broker did not take it"),
        "no_receipt": QCoreApplication.translate("Commands", "the broker never confirmed it"),
        "nobody_listens": QCoreApplication.translate("Commands", "nothing listens to the device's commands"),
        "retry": QCoreApplication.translate("Commands", "attempt"),
        "gone": QCoreApplication.translate("Commands", "the engine is not running"),
        "unknown_device": QCoreApplication.translate("Commands", "the device is not known"),
        "too_late": QCoreApplication.translate("Commands", "it is already on its way"),
        "restarted": QCoreApplication.translate("Commands", "the centre was restarted"),
        "shown": QCoreApplication.translate("Commands", "the device shows"),
        "locked": QCoreApplication.translate("Commands", "locked for maintenance"),
        "outranked": QCoreApplication.translate("Commands", "something more important holds the device"),
        "interlock": QCoreApplication.translate("Commands", "an interlock keeps it"),
        "offline": QCoreApplication.translate("Commands", "the device is offline"),
        "out_of_service": QCoreApplication.translate("Commands", "out of service"),
        "already": QCoreApplication.translate("Commands", "it shows that already"),
        "does_not_fit": QCoreApplication.translate("Commands", "the text does not fit"),
        "forbidden_words": QCoreApplication.translate("Commands", "forbidden words"),
        "wrong_kind": QCoreApplication.translate("Commands", "the device has no such command"),
        "not_approved": QCoreApplication.translate("Commands", "no second person agreed"),
        "no_driver": QCoreApplication.translate("Commands", "its driver is missing"),
        "driver_error": QCoreApplication.translate("Commands", "the driver failed"),
        "same_person": QCoreApplication.translate("Commands", "who asked for it cannot approve it: somebody else must"),
        "not_waiting": QCoreApplication.translate("Commands", "it does not wait for a second person any more"),
        "nothing_to_do": QCoreApplication.translate("Commands", "no device is left to be commanded"),
        "no_reason": QCoreApplication.translate("Commands", "a reason is needed"),
        "bad_time": QCoreApplication.translate("Commands", "the end is over already"),
        "not_held": QCoreApplication.translate("Commands", "nothing holds the device"),
        "not_locked": QCoreApplication.translate("Commands", "the device is not locked"),
    }.get(code.strip(), code.strip())
    facts = one_line(facts.strip(), 120)
    if code.strip() == "retry":
        return f"{words} {facts}"
    return f"{words}: {facts}" if facts else words


def source_text(source: Source) -> str:
    return _SOURCES[source]()


def _named_fact(fact: str) -> str:
    name, _, value = fact.partition("=")
    if name == "source" and value.upper() in Source.__members__:
        return source_text(Source[value.upper()])
    return value or fact


def readings_text(facts: str, kind: Kind | None, language: str) -> str:
    """``level=60, on=True`` as ``Level 60 %, On yes``; what *kind* does not know stays as it came."""
    return ", ".join(_one_reading(fact, kind, language) for fact in facts.split(", ") if fact)


def _one_reading(fact: str, kind: Kind | None, language: str) -> str:
    key, sign, value = fact.partition("=")
    point = kind.points.get(key) if kind is not None and sign else None
    if point is None:
        return fact
    words = point.values.get(value)
    booleans = {"True": True, "False": False}
    if words is not None:
        text = words.in_(language)
    elif value in booleans:
        text = argument_text(booleans[value], language)
    else:
        text = f"{value} {point.unit}" if point.unit else value
    return f"{point.name.in_(language)} {text}"


def argument_text(value: Value, language: str) -> str:
    if isinstance(value, bool):
        return QCoreApplication.translate("Commands", "yes") if value else QCoreApplication.translate("Commands", "no")
    if isinstance(value, str):
        return one_line(value, 60)
    return count_text(value, language, 0 if float(value).is_integer() else 2)


def order_text(record: CommandRecord, kind: Kind | None, language: str) -> str:
    """The command with its arguments, such as ``Dim 60 %``."""
    command = kind.commands.get(record.command) if kind else None
    name = command.name.in_(language) if command else one_line(record.command, 60)
    digests = {one.key for one in command.arguments if one.type == "digest"} if command else set()
    given = ((key, value) for key, value in record.arguments.items() if key not in digests)
    return " ".join([name, *(_one_argument(command, key, value, language) for key, value in given)])


def _one_argument(command: CommandKind | None, key: str, value: Value, language: str) -> str:
    argument = next((known for known in command.arguments if known.key == key), None) if command else None
    if argument is None:
        return f"{key} {argument_text(value, language)}"
    known = argument.values.get(value) if isinstance(value, str) else None
    text = known.in_(language) if known else argument_text(value, language)
    return f"{text} {argument.unit}" if argument.unit else text


def outcome_text(record: CommandRecord, language: str, kind: Kind | None = None) -> str:
    """The state, and how long it took or why it ended so; with *kind* also the reading that proves it."""
    text = state_text(record.state)
    if record.state is CommandState.CONFIRMED:
        took = count_text(max(0.0, record.changed_at - record.requested_at), language, 1)
        text = QCoreApplication.translate("Commands", "confirmed after {seconds} s").format(seconds=took)
        if kind is None:
            return text
    return f"{text} · {reason_text(record.reason, kind, language)}" if record.reason else text


def color_role(state: CommandState) -> str:
    """The theme's role for the state: pending is quiet, what went wrong asks to be looked at."""
    if state in WRONG:
        return "high"
    return "text" if state is CommandState.CONFIRMED else "muted"


class _Column(msgspec.Struct, frozen=True):
    title: Callable[[], str]
    text: Callable[["CommandsModel", CommandRecord], str]


class CommandsModel(QAbstractTableModel):
    """The last commands, newest first: when, what (and to whom), how it ended."""

    def __init__(self, mirror: Mirror, look: Look, with_device: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._columns = _WITH_DEVICE if with_device else _ALONE
        self._rows: list[CommandRecord] = []

    def show_records(self, records: Sequence[CommandRecord]) -> None:
        """Show *records*, newest first; records that advanced are repainted where they stand."""
        rows = list(records[:ROWS_MOST])
        if rows == self._rows:
            return
        if [record.id for record in rows] != [record.id for record in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old is not new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(self._columns) - 1))

    def repaint_all(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def record(self, row: int) -> CommandRecord | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title()
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        record = self.record(index.row())
        if record is None:
            return None
        last = index.column() == len(self._columns) - 1
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()].text(self, record)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._look.color(color_role(record.state) if last else "text")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{self.whom(record)}: {self.what(record)}\n{self.outcome(record)}")
        return record.state if role == STATE_ROLE else None

    def device(self, record: CommandRecord) -> Device | None:
        return self._mirror.devices.get(record.device)

    def when(self, record: CommandRecord) -> str:
        return clock_text(record.requested_at, self._look.zone)

    def whom(self, record: CommandRecord) -> str:
        device = self.device(record)
        return one_line(device.name if device else record.device, 80)

    def what(self, record: CommandRecord) -> str:
        device = self.device(record)
        kind = self._mirror.kinds.get(device.kind) if device else None
        return order_text(record, kind, self._look.language) or DASH

    def both(self, record: CommandRecord) -> str:
        return f"{self.what(record)} · {self.whom(record)}"

    def fate(self, record: CommandRecord) -> str:
        """The state alone where a device's name takes the room; the whole outcome is in the tooltip."""
        return state_text(record.state) if self._columns is _WITH_DEVICE else self.outcome(record)

    def outcome(self, record: CommandRecord) -> str:
        return outcome_text(record, self._look.language)


_TIME = _Column(lambda: QCoreApplication.translate("Commands", "Time"), CommandsModel.when)
_FATE = _Column(lambda: QCoreApplication.translate("Commands", "State"), CommandsModel.fate)
_ALONE = (_TIME, _Column(lambda: QCoreApplication.translate("Commands", "Command"), CommandsModel.what), _FATE)
_WITH_DEVICE = (_TIME, _Column(lambda: QCoreApplication.translate("Commands", "Command"), CommandsModel.both), _FATE)
