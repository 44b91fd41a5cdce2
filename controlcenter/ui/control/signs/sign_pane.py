"""The right side of the desk: the signs to choose from, the order under way, what one of them shows."""

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.documents import Group
from controlcenter.domain.ids import DeviceId
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.members import devices_of
from controlcenter.ui.control.signs.faces import SIGN, FaceBook
from controlcenter.ui.control.signs.rollout import Rollout
from controlcenter.ui.control.signs.showing import ShowingPane
from controlcenter.ui.control.signs.sign_table import SignsTable
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader

LEVELS = (0, 20, 40, 60, 80, 100)
"""Brightness in per cent; 0 is automatic."""


class SignPane(QWidget):
    chosen = Signal(object)
    """The ids to be ticked instead of those that are."""
    map_clicked = Signal()
    blank_wanted = Signal()
    brightness_wanted = Signal(int)
    test_wanted = Signal()

    def __init__(
        self, bridge: Bridge, faces: FaceBook, look: Look, parent: QWidget | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "panel")
        self._bridge, self._look = bridge, look
        self.head = SectionHeader(parent=self)
        self.on_map, self.group = QPushButton(self), QPushButton(self)
        for button in (self.on_map, self.group):
            button.setMinimumHeight(28)
            self.head.add(button)
        self.table = SignsTable(look, self)
        self.hint = EmptyHint(parent=self)
        self.blank, self.bright, self.test = QPushButton(self), QPushButton(self), QPushButton(self)
        self.rollout = Rollout(look, self)
        self.showing = ShowingPane(bridge, faces, look, self, clock)
        self._lay()
        self.group.clicked.connect(self._open_groups)
        self.on_map.clicked.connect(self.map_clicked)
        self.blank.clicked.connect(self.blank_wanted)
        self.bright.clicked.connect(self._open_levels)
        self.test.clicked.connect(self.test_wanted)
        self.retranslate()

    def _lay(self) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        deeds = QHBoxLayout()
        deeds.setContentsMargins(12, 6, 12, 6)
        deeds.setSpacing(6)
        for button in (self.blank, self.bright, self.test):
            button.setMinimumHeight(28)
            deeds.addWidget(button)
        deeds.addStretch(1)
        upper = QWidget(self)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addLayout(deeds)
        column.addWidget(self.rollout)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(upper)
        self.split.addWidget(self.showing)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 5)
        self.split.setSizes([270, 340])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.split, 1)

    def show_count(self, signs: int, chosen: int) -> None:
        self.stack.setCurrentWidget(self.table if signs else self.hint)
        words = QCoreApplication.translate("Signs", "{count} chosen").format(count=chosen)
        self.head.set_note(words if signs else "")
        for button in (self.blank, self.bright, self.test):
            button.setEnabled(chosen > 0)
        self.on_map.setEnabled(signs > 0)
        self.group.setEnabled(signs > 0)

    def _open_groups(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        every = menu.addAction(QCoreApplication.translate("Signs", "All signs"))
        every.triggered.connect(lambda: self.chosen.emit(self._signs(tuple(self._bridge.mirror.devices))))
        none = menu.addAction(QCoreApplication.translate("Signs", "None"))
        none.triggered.connect(lambda: self.chosen.emit(()))
        menu.addSeparator()
        for document in self._bridge.mirror.control.documents_of(Group):
            body = document.body
            signs = self._signs(devices_of(body.selection, self._bridge.mirror)) if isinstance(body, Group) else ()
            if signs:
                action = menu.addAction(f"{document.name} ({len(signs)})".replace("&", "&&"))
                action.triggered.connect(lambda _=False, signs=signs: self.chosen.emit(signs))
        menu.popup(self.group.mapToGlobal(QPoint(0, self.group.height())))

    def _signs(self, devices: Iterable[DeviceId]) -> tuple[DeviceId, ...]:
        return tuple(device for device in devices if self._bridge.mirror.kind_of(device) == SIGN)

    def _open_levels(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for level in LEVELS:
            words = f"{level} %" if level else QCoreApplication.translate("Signs", "Automatic")
            menu.addAction(words).triggered.connect(lambda _=False, level=level: self.brightness_wanted.emit(level))
        menu.popup(self.bright.mapToGlobal(QPoint(0, self.bright.height())))

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Signs", "Signs"))
        self.on_map.setText(QCoreApplication.translate("Signs", "On the map"))
        self.on_map.setToolTip(QCoreApplication.translate("Signs", "Where the current sign stands (Ctrl+M)"))
        self.group.setText(QCoreApplication.translate("Signs", "Group") + " ▾")
        self.group.setToolTip(QCoreApplication.translate("Signs", "Tick the signs of a group (Ctrl+G)"))
        self.blank.setText(QCoreApplication.translate("Signs", "Blank…"))
        self.blank.setToolTip(QCoreApplication.translate("Signs", "Put out the ticked signs"))
        self.bright.setText(QCoreApplication.translate("Signs", "Brightness") + " ▾")
        self.test.setText(QCoreApplication.translate("Signs", "Test pixels"))
        self.hint.set_words(
            QCoreApplication.translate("Signs", "No signs yet"),
            QCoreApplication.translate(
                "Signs",
                "Devices of the kind message sign stand here once they are taken in on the page Devices. Messages can "
                "be written and kept before.",
            ),
        )
        self.table.signs.retranslate()
        self.rollout.retranslate()
        self.showing.retranslate()
