"""The control page: the board, signs, plans, what operators name, and the log, one tab each."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.domain.selections import Selection
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.views import ControlView, ViewSpec, control_views
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page

BOARD, LOG = "board", "log"


class ControlPage(Page):
    """Views are made when they are first shown; only the one in front follows the mirror."""

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        views: Sequence[ViewSpec] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bridge, look, parent)
        self.specs = {spec.id: spec for spec in (views if views is not None else control_views())}
        self._views: dict[str, QWidget] = {}
        self._states: dict[str, object] = {}
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        for place, spec in enumerate(self.specs.values(), 1):
            self.tabs.addTab("")
            self.tabs.setTabData(place - 1, spec.id)
            shortcut = QShortcut(QKeySequence(f"Alt+{place}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda view=spec.id: self.show_view(view))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._title_tabs()

    # Views

    @property
    def view(self) -> str:
        """The id of the view in front."""
        return str(self.tabs.tabData(self.tabs.currentIndex()))

    @property
    def built(self) -> tuple[str, ...]:
        return tuple(self._views)

    def show_view(self, view: str) -> None:
        """Bring *view* to the front; unknown names are passed over."""
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == view:
                self.tabs.setCurrentIndex(place)
                self._raise(view)

    def widget(self, view: str) -> QWidget:
        """The view itself, made when it was not yet. Raises KeyError when there is none."""
        held = self._views.get(view)
        if held is not None:
            return held
        made = self.specs[view].factory(self.bridge, self.look)
        self._views[view] = made
        self._stack.addWidget(made)
        for name, carry in (
            ("device_chosen", self.device_chosen),
            ("map_wanted", self.map_wanted),
            ("trend_wanted", self.trend_wanted),
            ("board_wanted", self.show_selection),
            ("order_opened", self.show_order),
            ("log_wanted", self.show_log_of),
        ):
            signal = getattr(made, name, None)
            if signal is not None:
                signal.connect(carry)
        state = self._states.get(view)
        if isinstance(state, dict):
            self._follows(made).restore_state(state)
        return made

    def show_devices(self, devices: Sequence[DeviceId]) -> None:
        self.show_selection(Selection(tuple(devices)))

    def show_selection(self, selection: Selection) -> None:
        """Bring the board to the front with *selection* to be commanded."""
        from controlcenter.ui.control.board import BoardView

        self.show_view(BOARD)
        board = self._views.get(BOARD)
        if isinstance(board, BoardView):
            board.show_selection(selection)

    def show_order(self, order: int) -> None:
        """Bring the board to the front with what became of *order*."""
        from controlcenter.ui.control.board import BoardView

        self.show_view(BOARD)
        board = self._views.get(BOARD)
        if isinstance(board, BoardView):
            board.show_order(order)

    def show_log_of(self, order: int) -> None:
        """Bring the log to the front with the commands of *order*."""
        from controlcenter.ui.control.log import LogView

        self.show_view(LOG)
        log = self._views.get(LOG)
        if isinstance(log, LogView):
            log.show_order(order)

    def _follows(self, widget: QWidget) -> ControlView:
        return cast(ControlView, widget)

    def _raise(self, view: str) -> None:
        widget = self.widget(view)
        if self._stack.currentWidget() is not widget:
            self._stack.setCurrentWidget(widget)
            if self.isVisible():
                self._follows(widget).refresh()

    def _on_tab_changed(self, _place: int) -> None:
        self._raise(self.view)

    # What every page does

    def refresh(self) -> None:
        widget = self.widget(self.view)
        self._stack.setCurrentWidget(widget)
        self._follows(widget).refresh()

    def take(self, changes: ChangeSet) -> None:
        widget = self._views.get(self.view)
        if widget is not None:
            self._follows(widget).take(changes)

    def retranslate(self) -> None:
        self._title_tabs()
        for widget in self._views.values():
            self._follows(widget).retranslate()

    def save_state(self) -> dict[str, object]:
        kept = {view: self._follows(widget).save_state() for view, widget in self._views.items()}
        return {"view": self.view, "views": self._states | kept}

    def restore_state(self, state: dict[str, object]) -> None:
        view, views = state.get("view"), state.get("views")
        if isinstance(views, dict):
            self._states = views
        if isinstance(view, str):
            self.show_view(view)

    def _title_tabs(self) -> None:
        for place, spec in enumerate(self.specs.values()):
            self.tabs.setTabText(place, spec.title())
            self.tabs.setTabToolTip(place, f"{spec.title()} (Alt+{place + 1})")
