"""The filters over the command log: time, device, area, operator, command, outcome, order."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from controlcenter.domain.commands import CommandState
from controlcenter.domain.ids import AreaId, OrderId
from controlcenter.domain.selections import Query, find
from controlcenter.engine.face import CommandFilter
from controlcenter.ui.alarms.journal_device import DeviceField, named_devices
from controlcenter.ui.alarms.journal_period import Period, PeriodField
from controlcenter.ui.control.orders_results import Outcome, outcome_of, outcome_word
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.widgets.choice import ChoiceBox
from controlcenter.ui.widgets.flow import FlowLayout

TYPING_MS = 300
ALL = ""
OUTCOMES = (Outcome.CONFIRMED, Outcome.PENDING, Outcome.FAILED, Outcome.OTHER)


class LogFilters(QWidget):
    """Tells when another part of the log is wanted; ``wanted`` says which."""

    changed = Signal()

    def __init__(self, mirror: Mirror, look: Look, clock: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self._order: OrderId | None = None
        self.period = PeriodField(look, clock, self)
        self.area = ChoiceBox(self)
        self.device = DeviceField(lambda: named_devices(mirror), self)
        self.device.setFixedWidth(180)
        self.command = ChoiceBox(self)
        self.outcome = ChoiceBox(self)
        self.operator = QLineEdit(self)
        self.operator.setClearButtonEnabled(True)
        self.operator.setFixedWidth(130)
        self.operator.setMaxLength(100)
        self.order = QPushButton(self)
        self.order.hide()
        self.clear = QPushButton(self)
        self.clear.setFlat(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        flow = FlowLayout(self, 6)
        flow.setContentsMargins(8, 6, 8, 6)
        for widget in (
            self.period, self.area, self.device, self.command, self.outcome, self.operator, self.order, self.clear,
        ):  # fmt: skip
            widget.setMinimumHeight(28)
            flow.addWidget(widget)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.area.setMaximumWidth(200)
        self.period.changed.connect(self.changed)
        for choice in (self.area, self.command, self.outcome):
            choice.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.device.chosen.connect(lambda _device: self.changed.emit())
        self.operator.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.changed)
        self.order.clicked.connect(lambda: self.show_order(None))
        self.clear.clicked.connect(lambda: self.reset(Period.DAY))
        self.retranslate()

    def wanted(self) -> CommandFilter:
        """What is chosen; an area means the devices that stand in it now."""
        start, end = self.period.bounds()
        devices = () if self.device.device is None else (self.device.device,)
        area = self.area.currentData()
        if not devices and isinstance(area, int):
            query = Query(areas=(AreaId(area),))
            # An id nobody has: no device stands there, and no filter at all would mean every device.
            devices = tuple(find(query, self._mirror.devices.values(), self._mirror.areas)) or ("",)  # type: ignore[assignment]  # a plain str for DeviceId
        outcome = self.outcome.currentData()
        states = tuple(state for state in CommandState if outcome_of(state) == outcome) if outcome != ALL else ()
        return CommandFilter(
            start,
            end,
            devices,
            self._order,
            states,
            self.operator.text().strip(),
            str(self.command.currentData() or ""),
        )

    def show_order(self, order: int | None) -> None:
        """Narrow to one order, over all times, and tell; None takes that filter away."""
        self.blockSignals(True)
        self.reset(Period.ALL if order is not None else self.period.period)
        self._order = None if order is None else OrderId(order)
        self.order.setVisible(order is not None)
        self.order.setText(QCoreApplication.translate("Control", "Order {number}").format(number=order) + "  ×")
        self.blockSignals(False)
        self.changed.emit()

    def reset(self, period: Period) -> None:
        """Take every filter away, that of time set to *period*, and tell."""
        told = self.blockSignals(True)
        self.period.put(period)
        self.device.put(None)
        for choice in (self.area, self.command, self.outcome):
            choice.setCurrentIndex(0)
        self.operator.clear()
        self._typing.stop()
        self._order = None
        self.order.hide()
        self.blockSignals(told)
        self.changed.emit()

    def refresh(self) -> None:
        """The areas may be others."""
        mirror, language = self._mirror, self._look.language
        areas = [(one_line(mirror.area_path(area)), int(area)) for area in mirror.areas]
        self._fill(self.area, QCoreApplication.translate("Control", "All areas"), areas)
        names = {
            command.key: command.name.in_(language)
            for kind in mirror.kinds.values()
            for command in kind.commands.values()
        }
        commands = [(name, key) for key, name in names.items()]
        self._fill(self.command, QCoreApplication.translate("Control", "All commands"), commands)
        outcomes = [(outcome_word(outcome), int(outcome)) for outcome in OUTCOMES]
        self._fill(self.outcome, QCoreApplication.translate("Control", "All results"), outcomes, ordered=True)

    def _fill(
        self, box: ChoiceBox, every: str, choices: list[tuple[str, int]] | list[tuple[str, str]], ordered: bool = False
    ) -> None:
        wanted = [(every, ALL), *(choices if ordered else sorted(choices, key=lambda one: natural_key(one[0])))]
        if wanted == [(box.itemText(place), box.itemData(place)) for place in range(box.count())]:
            return
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        for word, key in wanted:
            box.addItem(word, key)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def retranslate(self) -> None:
        self.period.retranslate()
        self.device.setPlaceholderText(QCoreApplication.translate("Control", "Device…"))
        self.operator.setPlaceholderText(QCoreApplication.translate("Control", "Operator…"))
        self.operator.setToolTip(QCoreApplication.translate("Control", "The name exactly as it is signed in"))
        self.clear.setText(QCoreApplication.translate("Control", "Clear the filters"))
        self.order.setToolTip(QCoreApplication.translate("Control", "Show the commands of every order"))
        self.refresh()
