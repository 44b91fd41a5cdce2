"""Ctrl+K: finds any device, page or action by typing a part of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.ids import DeviceId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.alarm_words import SYMBOLS, condition_words, device_symbol, device_words, state_words, urgency
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.finder_index import AlarmIndex, FinderIndex, folded
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.symbols import Symbol, paint_symbol

SIZE = (620, 420)
MOST = 50
MOST_ALARMS = 10
_ROW = 40


@dataclass(frozen=True, slots=True)
class FinderAction:
    """Something that can be done or opened by its words. ``note``: its kind, ``shortcut``: how else."""

    title: str
    note: str
    shortcut: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Hit:
    title: str
    note: str
    right: str = ""
    device: DeviceId | None = None
    action: FinderAction | None = None
    alarm: AlarmId | None = None


class _Hits(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.hits: list[_Hit] = []

    def put(self, hits: list[_Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        return f"{hit.title}, {hit.note}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class _HitDelegate(QStyledItemDelegate):
    """Two lines a hit; a device with its shape."""

    def __init__(self, bridge: Bridge, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, _Hits):
            return
        hit, theme = model.hits[index.row()], self._look.theme
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("selection"))
        symbol = self._symbol(hit)
        if symbol is not None:
            center = box.topLeft()
            center.setX(center.x() + 20)
            center.setY(box.center().y())
            paint_symbol(painter, symbol, center, 14, theme)
        font, metrics = QFont(painter.font()), painter.fontMetrics()
        right = metrics.horizontalAdvance(hit.right)
        text = box.adjusted(40, 3, -16, -3)
        painter.setPen(theme.color("muted"))
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hit.right)
        text.setRight(text.right() - right - 12)
        wide = int(text.width())
        small = QFont(font)
        small.setPixelSize(11)
        painter.setFont(small)
        note = painter.fontMetrics().elidedText(hit.note, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, note)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.restore()

    def _symbol(self, hit: _Hit) -> Symbol | None:
        mirror = self._bridge.mirror
        if hit.alarm is not None:
            alarm = mirror.alarms.get(hit.alarm)
            return SYMBOLS[alarm.priority] if alarm is not None else Symbol.NORMAL
        return device_symbol(hit.device, mirror) if hit.device is not None else None


class Finder(QFrame):
    """Lies over the middle of its window while one searches; Escape or a click elsewhere closes it."""

    device_found = Signal(str)
    alarm_found = Signal(object)
    """An AlarmId."""

    def __init__(self, bridge: Bridge, look: Look, actions: Callable[[], Sequence[FinderAction]], parent: QWidget):
        super().__init__(parent)
        self._bridge = bridge
        self._look = look
        self._actions = actions
        self._window = parent
        self._index = FinderIndex()
        self._alarms = AlarmIndex()
        self._outdated = True
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.edit = QLineEdit(self)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.installEventFilter(self)
        self._model = _Hits(self)
        self.list = QListView(self)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_HitDelegate(bridge, look, self))
        self.list.clicked.connect(self._on_chosen)
        self._nothing = QLabel(self)
        self._nothing.setTextFormat(Qt.TextFormat.PlainText)
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.edit)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing, 1)
        self._steps = QTimer(self)
        self._steps.setInterval(0)
        self._steps.timeout.connect(self._on_step)
        bridge.ticked.connect(self._on_ticked)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(
            QCoreApplication.translate("Finder", "Name, id or address of a device; alarm; page; action")
        )
        self._nothing.setText(QCoreApplication.translate("Finder", "Nothing is called so."))

    def open(self) -> None:
        """Show the finder, empty, with the keyboard in it."""
        if self._outdated:
            self._outdated = False
            self._index.rebuild(self._bridge.mirror.devices.values())
            self._steps.start()
        self._alarms = AlarmIndex(self._alarm_lines())
        wide, high = min(SIZE[0], self._window.width() - 40), min(SIZE[1], self._window.height() - 80)
        self.setGeometry((self._window.width() - wide) // 2, 64, wide, high)
        self.edit.clear()
        self._search()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and not self._holds_focus():
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    @property
    def titles(self) -> list[str]:
        """What is listed now, best first."""
        return [hit.title for hit in self._model.hits]

    def _holds_focus(self) -> bool:
        focus = self._window.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.hide()
        elif key in steps:
            self._select(self.list.currentIndex().row() + steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(self.list.currentIndex())
        else:
            return False
        return True

    def _select(self, row: int) -> None:
        row = max(0, min(row, len(self._model.hits) - 1))
        self.list.setCurrentIndex(self._model.index(row, 0))

    def _on_text_changed(self, _text: str) -> None:
        self._search()

    def _on_step(self) -> None:
        if self._index.step():
            self._steps.stop()
            if self.isVisible():
                self._search()

    def _on_ticked(self, changes: ChangeSet) -> None:
        if changes.devices or changes.removed:
            self._outdated = True

    def _search(self) -> None:
        text = self.edit.text()
        words = folded(text).split()
        hits = [
            _Hit(action.title, action.note, action.shortcut, action=action)
            for action in self._actions()
            if all(word in folded(f"{action.title} {action.note}") for word in words)
        ]
        hits += [self._alarm_hit(alarm) for alarm in self._alarms.find(text, MOST_ALARMS)]
        hits += [self._hit(device) for device in self._index.find(text, MOST)]
        self._model.put(hits)
        self._select(0)
        self.list.setVisible(bool(hits))
        self._nothing.setVisible(not hits)

    def _alarm_lines(self) -> list[tuple[str, AlarmId]]:
        """Words and id of each standing alarm, by priority and then the newest."""
        mirror, language = self._bridge.mirror, self._look.language
        alarms = sorted((alarm for held in mirror.standing.values() for alarm in held.values()), key=urgency)
        kind = QCoreApplication.translate("Finder", "alarm")
        return [
            (f"{device_words(one.id, mirror)} {condition_words(one.id, mirror, language)} {kind}", one.id)
            for one in alarms
        ]

    def _alarm_hit(self, identity: AlarmId) -> _Hit:
        mirror, language = self._bridge.mirror, self._look.language
        alarm = mirror.alarms.get(identity)
        title = f"{device_words(identity, mirror)} · {condition_words(identity, mirror, language)}"
        parts = (mirror.area_path(alarm.area), state_words(alarm)) if alarm is not None else ()
        note = " · ".join(part for part in parts if part)
        return _Hit(_printable(title), _printable(note), QCoreApplication.translate("Finder", "alarm"), alarm=identity)

    def _hit(self, identity: DeviceId) -> _Hit:
        mirror = self._bridge.mirror
        device = mirror.devices.get(identity)
        if device is None:
            return _Hit(identity, "", device=identity)
        kind = mirror.kinds.get(device.kind)
        name = kind.name.in_(self._look.language) if kind else device.kind
        area = mirror.area_path(device.area)
        return _Hit(
            _printable(device.name), _printable(" · ".join(part for part in (area, identity) if part)), name, identity
        )

    def _on_chosen(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if not index.isValid():
            return
        hit = self._model.hits[index.row()]
        self.hide()
        if hit.action is not None:
            hit.action.run()
        elif hit.alarm is not None:
            self.alarm_found.emit(hit.alarm)
        elif hit.device is not None:
            self.device_found.emit(hit.device)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
