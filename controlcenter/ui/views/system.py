"""The system page: brokers, store, drivers, notices, and messages nobody could read."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from controlcenter.engine.changes import BadPayload, ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page
from controlcenter.ui.views.system_columns import broker_columns, driver_columns, notice_columns, payload_columns
from controlcenter.ui.views.system_payload import PayloadViewer
from controlcenter.ui.views.system_store import StorePanel
from controlcenter.ui.views.system_table import RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader

REFRESH_MS = 500
PAYLOADS_EVERY = 10
"""Refreshes between two looks at the unreadable messages."""
STORE_WIDTH = 300
LEAST_HEIGHTS = (218, 170, 150)
"""Pixels in which the three rows can still be read; a lower window scrolls."""


class Panel(QWidget):
    """A section header over a table, or over a hint while the table is empty."""

    def __init__(self, table: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = SectionHeader(parent=self)
        self.hint = EmptyHint(parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(table)
        self._stack.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)

    def set_rows(self, count: int) -> None:
        self.header.set_note(str(count) if count else "")
        self._stack.setCurrentIndex(0 if count else 1)


class SystemPage(Page):
    """Looks at the mirror twice a second while visible; asks for unreadable messages every five."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(bridge, look, parent)
        self.brokers = RowsTable(broker_columns(look, clock), lambda broker: broker.name, look, self)
        self.drivers = RowsTable(driver_columns(look, clock), lambda driver: driver.id, look, self)
        self.notices = RowsTable(notice_columns(look, clock), lambda notice: notice.key, look, self)
        self.payloads = RowsTable(
            payload_columns(look, clock), lambda bad: (bad.received_at, bad.topic, bad.payload), look, self
        )
        self.store = StorePanel(look, self)
        self.viewer = PayloadViewer(self)
        self._panels = {
            "brokers": Panel(self.brokers, self),
            "drivers": Panel(self.drivers, self),
            "notices": Panel(self.notices, self),
            "payloads": Panel(self.payloads, self),
        }
        self._again = QToolButton(self)
        self._again.clicked.connect(self._ask_payloads)
        self._panels["payloads"].header.add(self._again)
        self.payloads.selectionModel().currentRowChanged.connect(self._on_payload_chosen)
        self.rows = self._lay()
        self._dirty = True
        self._beats = 0
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start()
        self.retranslate()

    def _lay(self) -> tuple[QSplitter, ...]:
        pairs = (
            _beside(self._panels["brokers"], self.store),
            _beside(self._panels["drivers"], self._panels["notices"]),
            _beside(self._panels["payloads"], self.viewer),
        )
        whole = QSplitter(Qt.Orientation.Vertical, self)
        for pair, height in zip(pairs, LEAST_HEIGHTS, strict=True):
            pair.setMinimumHeight(height)
            whole.addWidget(pair)
        whole.setChildrenCollapsible(False)
        # The store's rows need this much, and seven drivers; what is left belongs to the messages.
        whole.setSizes([232, 268, 160])
        for place, stretch in enumerate((0, 0, 1)):
            whole.setStretchFactor(place, stretch)
        pairs[0].setSizes([900, STORE_WIDTH])
        pairs[0].setStretchFactor(0, 1)
        pairs[0].setStretchFactor(1, 0)
        pairs[1].setSizes([1280, 720])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(whole)
        column.addWidget(scroll)
        return (whole, *pairs)

    def retranslate(self) -> None:
        words = {
            "brokers": (
                QCoreApplication.translate("System", "Brokers"),
                QCoreApplication.translate("System", "No broker is configured"),
                QCoreApplication.translate("System", "Name one under [[brokers]] in settings.toml, then start again."),
            ),
            "drivers": (
                QCoreApplication.translate("System", "Drivers"),
                QCoreApplication.translate("System", "No driver is loaded"),
                QCoreApplication.translate("System", "Drivers are folders with a driver.toml under plugins."),
            ),
            "notices": (
                QCoreApplication.translate("System", "Notices"),
                QCoreApplication.translate("System", "Nothing to report"),
                QCoreApplication.translate("System", "Standing conditions of the centre itself appear here."),
            ),
            "payloads": (
                QCoreApplication.translate("System", "Unreadable messages"),
                QCoreApplication.translate("System", "Every message could be read"),
                QCoreApplication.translate(
                    "System", "The last ones that no driver understands are kept here for a technician."
                ),
            ),
        }
        for name, (title, empty, hint) in words.items():
            self._panels[name].header.set_title(title)
            self._panels[name].hint.set_words(empty, hint)
        self._again.setText(QCoreApplication.translate("System", "Look again"))
        self._again.setToolTip(QCoreApplication.translate("System", "Ask the engine for the last unreadable messages"))
        self.store.retranslate()
        self.viewer.retranslate()
        for table in (self.brokers, self.drivers, self.notices, self.payloads):
            table.rows_model.retranslate()
        self._put_payloads(self.payloads.rows_model.rows)
        self._show()

    def refresh(self) -> None:
        self._show()
        self._ask_payloads()

    def take(self, changes: ChangeSet) -> None:
        self._dirty = True

    def save_state(self) -> dict[str, object]:
        return {"splitters": [splitter.sizes() for splitter in self.rows]}

    def restore_state(self, state: dict[str, object]) -> None:
        kept = state.get("splitters")
        if not isinstance(kept, list) or len(kept) != len(self.rows):
            return
        for splitter, sizes in zip(self.rows, kept, strict=True):
            if isinstance(sizes, list) and all(type(size) is int and 0 <= size < 20_000 for size in sizes):
                splitter.setSizes(sizes)

    def _on_beat(self) -> None:
        if not self.isVisible():
            return
        self._beats += 1
        if self._dirty:
            self._show()
        if self._beats % PAYLOADS_EVERY == 0:
            self._ask_payloads()

    def _show(self) -> None:
        self._dirty = False
        mirror = self.bridge.mirror
        brokers = sorted(mirror.brokers.values(), key=lambda broker: broker.name)
        notices = sorted(mirror.notices.values(), key=lambda notice: (-notice.severity, -notice.since))
        drivers = sorted(mirror.drivers, key=lambda driver: (driver.state == "running", driver.id))
        self.brokers.put(brokers)
        self.drivers.put(drivers)
        self.notices.put(notices)
        self.store.show_store(mirror.store)
        for name, rows in (("brokers", brokers), ("drivers", drivers), ("notices", notices)):
            self._panels[name].set_rows(len(rows))

    def _ask_payloads(self) -> None:
        self.bridge.ask_then(self.bridge.engine.bad_payloads(None), self._put_payloads, self._on_refused)

    def _put_payloads(self, payloads: Sequence[BadPayload]) -> None:
        self.payloads.put(payloads)
        self._panels["payloads"].set_rows(len(payloads))
        self.viewer.show_payload(self.payloads.current())

    def _on_refused(self, error: EngineError) -> None:
        self._panels["payloads"].header.set_note(str(error))

    def _on_payload_chosen(self) -> None:
        self.viewer.show_payload(self.payloads.current())


def _beside(left: QWidget, right: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setChildrenCollapsible(False)
    splitter.setSizes([1000, 1000])
    return splitter
