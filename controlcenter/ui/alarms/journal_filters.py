"""The filters over the journal: time, area, device, priority, operator, event."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from controlcenter.domain.alarms import Event, JournalFilter
from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.devices import Area
from controlcenter.domain.ids import AreaId
from controlcenter.ui.alarm_words import SYMBOLS, condition_words, event_word, priority_word
from controlcenter.ui.alarms.journal_device import DeviceField, named_devices
from controlcenter.ui.alarms.journal_period import Period, PeriodField
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.widgets.choice import ChoiceBox
from controlcenter.ui.widgets.flow import FilterChip, FlowLayout
from controlcenter.ui.widgets.icons import line_icon
from controlcenter.ui.widgets.symbols import symbol_icon

TYPING_MS = 300
ALL_AREAS = -1


def below(area: AreaId, areas: Iterable[Area]) -> tuple[AreaId, ...]:
    """*area* and every area under it."""
    children: dict[AreaId | None, list[AreaId]] = {}
    for one in areas:
        children.setdefault(one.parent, []).append(one.id)
    found: dict[AreaId, None] = {}
    waiting = [area]
    while waiting:
        this = waiting.pop()
        if this not in found:
            found[this] = None
            waiting.extend(children.get(this, ()))
    return tuple(found)


class JournalFilters(QWidget):
    """Tells when another part of the journal is wanted; ``wanted`` says which."""

    changed = Signal()

    def __init__(self, mirror: Mirror, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self._condition: str | None = None
        self._areas: tuple[Area, ...] = ()
        self.period = PeriodField(look, clock, self)
        self.area = ChoiceBox(self)
        self.area.setMinimumHeight(28)
        self.area.setMaximumWidth(220)
        self.device = DeviceField(lambda: named_devices(mirror), self)
        self.device.setFixedWidth(180)
        self.condition = QPushButton(self)
        self.condition.setMinimumHeight(28)
        self.condition.hide()
        self.priorities = {priority: FilterChip(str(int(priority)), "", self) for priority in reversed(Priority)}
        self.operator = QLineEdit(self)
        self.operator.setClearButtonEnabled(True)
        self.operator.setMinimumHeight(28)
        self.operator.setMaxLength(100)
        self.operator.setFixedWidth(130)
        self.events = QToolButton(self)
        self.events.setMinimumHeight(28)
        self.events.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The arrow belongs behind the words.
        self.events.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.events.setIconSize(QSize(12, 12))
        self.events.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.events)
        self.events.setMenu(self._menu)
        self.event_actions = {event: self._event_action(event) for event in Event}
        self.clear = QPushButton(self)
        self.clear.setFlat(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._lay()
        self._connect()
        self.retranslate()

    def _event_action(self, event: Event) -> QAction:
        action = QAction(self._menu)
        action.setCheckable(True)
        action.toggled.connect(self._on_event_toggled)
        self._menu.addAction(action)
        return action

    def _lay(self) -> None:
        flow = FlowLayout(self, 6)
        flow.setContentsMargins(8, 6, 8, 6)
        for widget in (
            self.period, self.area, self.device, self.condition,
            *self.priorities.values(), self.operator, self.events, self.clear,
        ):  # fmt: skip
            flow.addWidget(widget)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _connect(self) -> None:
        self.period.changed.connect(self._on_changed)
        self.area.currentIndexChanged.connect(self._on_changed)
        self.device.chosen.connect(self._on_device_chosen)
        self.condition.clicked.connect(self._on_condition_dropped)
        for chip in self.priorities.values():
            chip.toggled.connect(self._on_changed)
        self.operator.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._on_changed)
        self.clear.clicked.connect(self.reset)

    def wanted(self) -> JournalFilter:
        """What is chosen; a period that ends now begins to count from this moment."""
        start, end = self.period.bounds()
        area = self.area.currentData()
        return JournalFilter(
            start,
            end,
            self.device.device,
            self._condition if self.device.device is not None else None,
            () if area is None or area == ALL_AREAS else below(AreaId(area), self._mirror.areas.values()),
            tuple(priority for priority in Priority if self.priorities[priority].isChecked()),
            tuple(event for event, action in self.event_actions.items() if action.isChecked()),
            self.operator.text().strip() or None,
        )

    def show_alarm(self, alarm: AlarmId) -> None:
        """Narrow to one alarm, over all times, and tell."""
        self._put_defaults(Period.ALL)
        self.device.put(alarm.device, self._mirror.name_of(alarm.device))
        self._condition = alarm.condition
        self._show_condition()
        self.changed.emit()

    def reset(self) -> None:
        self._put_defaults(Period.DAY)
        self.changed.emit()

    def show_all(self) -> None:
        """Take every filter away, that of time too, and tell."""
        self._put_defaults(Period.ALL)
        self.changed.emit()

    def _put_defaults(self, period: Period) -> None:
        self.blockSignals(True)
        self.period.put(period)
        self.area.setCurrentIndex(0)
        self.device.put(None)
        self._condition = None
        for chip in self.priorities.values():
            chip.setChecked(False)
        self.operator.clear()
        for action in self.event_actions.values():
            action.setChecked(False)
        self._typing.stop()
        self._show_condition()
        self.blockSignals(False)

    def refresh(self) -> None:
        """The areas may be others."""
        areas = tuple(self._mirror.areas.values())
        if areas == self._areas and self.area.count():
            return
        self._areas = areas
        chosen = self.area.currentData()
        paths = [(one_line(self._mirror.area_path(area.id)), int(area.id)) for area in areas]
        self.area.blockSignals(True)
        self.area.clear()
        self.area.addItem(QCoreApplication.translate("AlarmJournal", "All areas"), ALL_AREAS)
        for path, area in sorted(paths, key=lambda one: natural_key(one[0])):
            self.area.addItem(path, area)
        self.area.setCurrentIndex(max(0, self.area.findData(chosen)))
        self.area.blockSignals(False)

    def retranslate(self) -> None:
        self.period.retranslate()
        self._areas = ()
        self.refresh()
        if self.area.count():
            self.area.setItemText(0, QCoreApplication.translate("AlarmJournal", "All areas"))
        self.area.setToolTip(QCoreApplication.translate("AlarmJournal", "An area and everything below it"))
        self.device.setPlaceholderText(QCoreApplication.translate("AlarmJournal", "Device…"))
        self.operator.setPlaceholderText(QCoreApplication.translate("AlarmJournal", "Operator…"))
        self.operator.setToolTip(QCoreApplication.translate("AlarmJournal", "The name exactly as it is signed in"))
        for priority, chip in self.priorities.items():
            chip.set_word(priority_word(priority))
        self.use_theme()
        for event, action in self.event_actions.items():
            action.setText(event_word(event))
        self.clear.setText(QCoreApplication.translate("AlarmJournal", "Clear the filters"))
        self._show_events()
        self._show_condition()

    def use_theme(self) -> None:
        for priority, chip in self.priorities.items():
            chip.setIcon(symbol_icon(SYMBOLS[priority], self._look.theme))
        self.events.setIcon(line_icon("unfold", self._look.color("text"), 12))

    def save_state(self) -> dict[str, object]:
        area = self.area.currentData()
        return {
            "period": str(self.period.period),
            "area": area,
            "priorities": [int(priority) for priority, chip in self.priorities.items() if chip.isChecked()],
            "events": [str(event) for event, action in self.event_actions.items() if action.isChecked()],
        }

    def restore_state(self, state: dict[str, object]) -> None:
        """Take back what ``save_state`` gave; anything else is passed over."""
        self.blockSignals(True)
        period, priorities, events, area = (state.get(key) for key in ("period", "priorities", "events", "area"))
        if period in set(Period) and period != Period.OWN:
            self.period.put(Period(str(period)))
        if isinstance(priorities, list):
            for priority, chip in self.priorities.items():
                chip.setChecked(int(priority) in priorities)
        if isinstance(events, list):
            for event, action in self.event_actions.items():
                action.setChecked(str(event) in events)
        self.refresh()
        if type(area) is int and self.area.findData(area) >= 0:
            self.area.setCurrentIndex(self.area.findData(area))
        self.blockSignals(False)

    def _show_events(self) -> None:
        chosen = [event_word(event) for event, action in self.event_actions.items() if action.isChecked()]
        all_words = QCoreApplication.translate("AlarmJournal", "All events")
        some = QCoreApplication.translate("AlarmJournal", "{count} kinds of events").format(count=len(chosen))
        self.events.setText(all_words if not chosen else chosen[0] if len(chosen) == 1 else some)
        self.events.setToolTip(QCoreApplication.translate("AlarmJournal", "Choose which events are listed"))

    def _show_condition(self) -> None:
        device = self.device.device
        shown = device is not None and self._condition is not None
        self.condition.setVisible(shown)
        if device is not None and self._condition is not None:
            name = condition_words(AlarmId(device, self._condition), self._mirror, self._look.language)
            self.condition.setText(f"{name}  ×".replace("&", "&&"))
            self.condition.setToolTip(QCoreApplication.translate("AlarmJournal", "List all conditions of this device"))

    def _on_device_chosen(self, _device: object) -> None:
        self._condition = None
        self._show_condition()
        self._on_changed()

    def _on_condition_dropped(self) -> None:
        self._condition = None
        self._show_condition()
        self._on_changed()

    def _on_event_toggled(self, _checked: bool) -> None:
        self._show_events()
        self._on_changed()

    def _on_changed(self, *_: object) -> None:
        self._typing.stop()
        self.changed.emit()
