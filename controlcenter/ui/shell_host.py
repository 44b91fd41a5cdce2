"""Holds the pages: built when first opened, shown one at a time, torn off into windows of their own."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, QCoreApplication, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId, parse_point
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page
from controlcenter.ui.shell_pages import PageSpec
from controlcenter.ui.widgets.empty import EmptyHint

TORN_SIZE = (1100, 720)


class TornPage(QWidget):
    """A window of its own around one page; closing it gives the page back."""

    closed = Signal(str)

    def __init__(self, spec: PageSpec, page: Page, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Window)
        self._spec = spec
        self.page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        page.show()
        self.resize(*TORN_SIZE)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(f"{self._spec.title()} — Control Center")

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit(self._spec.id)


class PageHost(QWidget):
    """Pages by id. What a page asks for is carried to the others here."""

    opened = Signal(str)
    silence_wanted = Signal()
    changed = Signal()
    """Something worth remembering changed."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        specs: Sequence[PageSpec],
        states: Mapping[str, dict[str, object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._look = look
        self.specs = {spec.id: spec for spec in specs}
        self._states = dict(states)
        self._pages: dict[str, Page] = {}
        self._places: dict[str, QWidget] = {}
        self._torn: dict[str, TornPage] = {}
        self._chosen: DeviceId | None = None
        self._current = ""
        self._stack = QStackedWidget(self)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @property
    def current(self) -> str:
        return self._current

    @property
    def torn(self) -> tuple[str, ...]:
        return tuple(self._torn)

    @property
    def built(self) -> tuple[str, ...]:
        return tuple(self._pages)

    def open(self, page: str) -> None:
        """Bring *page* to the front; a torn-off one raises its window. Raises KeyError when there is none."""
        if page in self._torn:
            self._torn[page].show()
            self._torn[page].raise_()
            self._torn[page].activateWindow()
        if page == self._current:
            return
        self._page(page)
        self._current = page
        self._stack.setCurrentWidget(self._places[page])
        self.opened.emit(page)
        self.changed.emit()

    def widget(self, page: str) -> Page:
        """The page itself, built when it was not yet."""
        return self._page(page)

    def tear_off(self, page: str, geometry: str = "") -> None:
        """Move *page* to a window of its own; *geometry* is what ``torn_geometry`` gave."""
        if page in self._torn:
            return
        widget = self._page(page)
        hint = EmptyHint()
        hint.action_chosen.connect(lambda: self.take_back(page))
        self._replace(page, hint)
        window = TornPage(self.specs[page], widget, self.window())
        window.closed.connect(self.take_back)
        self._torn[page] = window
        self._write_hint(page)
        if geometry:
            window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "replace")))
        window.show()
        self.changed.emit()

    def hide_torn(self) -> None:
        """The main window goes: so do the torn-off ones, still torn off at the next start."""
        for window in self._torn.values():
            window.hide()

    def take_back(self, page: str) -> None:
        """Bring a torn-off *page* back into the window."""
        window = self._torn.pop(page, None)
        if window is None:
            return
        self._replace(page, window.page)
        window.hide()
        window.deleteLater()
        self.changed.emit()

    def torn_geometry(self) -> dict[str, str]:
        """Base64 of each torn-off window's place."""
        return {page: window.saveGeometry().toBase64().toStdString() for page, window in self._torn.items()}

    def choose_device(self, device: DeviceId | None, but: Page | None = None) -> None:
        """Tell every built page but one that *device* was chosen; pages built later hear it then."""
        self._chosen = device
        for page in tuple(self._pages.values()):
            if page is not but:
                page.choose(device)

    def states(self) -> dict[str, dict[str, object]]:
        """What every page wants kept, those not opened this time as they were."""
        return self._states | {name: page.save_state() for name, page in self._pages.items()}

    def retranslate(self) -> None:
        for page, window in self._torn.items():
            window.retranslate()
            self._write_hint(page)

    def _page(self, page: str) -> Page:
        held = self._pages.get(page)
        if held is not None:
            return held
        # Made where it stays: what moves to another parent is styled once more.
        made = self.specs[page].factory(self._bridge, self._look, self._stack)
        self._pages[page] = made
        self._places[page] = made
        self._stack.addWidget(made)
        made.device_chosen.connect(lambda device: self.choose_device(DeviceId(device), made))
        made.trend_wanted.connect(self._on_trend_wanted)
        made.map_wanted.connect(self._on_map_wanted)
        made.command_wanted.connect(self._on_command_wanted)
        made.silence_wanted.connect(self.silence_wanted)
        made.restore_state(self._states.get(page, {}))
        if self._chosen is not None:
            made.choose(self._chosen)
        return made

    def _replace(self, page: str, widget: QWidget) -> None:
        old = self._places[page]
        index = self._stack.indexOf(old)
        front = self._stack.currentWidget() is old
        self._stack.insertWidget(index, widget)
        self._stack.removeWidget(old)
        self._places[page] = widget
        if front:
            self._stack.setCurrentWidget(widget)
        if not isinstance(old, Page):
            old.deleteLater()

    def _write_hint(self, page: str) -> None:
        hint = self._places[page]
        if isinstance(hint, EmptyHint):
            hint.set_words(
                QCoreApplication.translate("Window", "This page is in a window of its own"),
                QCoreApplication.translate("Window", "Close that window, or bring the page back here."),
                QCoreApplication.translate("Window", "Bring it back"),
            )

    def _on_trend_wanted(self, point: str) -> None:
        if "trends" in self.specs:
            self.open("trends")
            self._page("trends").show_point(parse_point(point))

    def _on_map_wanted(self, device: str) -> None:
        if "overview" in self.specs:
            self.open("overview")
            self.choose_device(DeviceId(device))

    def _on_command_wanted(self, devices: Sequence[DeviceId]) -> None:
        if "control" in self.specs:
            self.open("control")
            self._page("control").show_devices(devices)
