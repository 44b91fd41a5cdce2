"""The header: what must be visible on every page."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from controlcenter.ui.alarm_words import by_symbol, priority_names
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.alarm_counts import AlarmCounts
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.icons import line_icon, paint_icon
from controlcenter.ui.widgets.steady import SteadyLabel
from controlcenter.ui.widgets.symbols import PRIORITIES, Symbol, SymbolLabel
from controlcenter.ui.words import clock_text, count_text

HEIGHT = 52
SITE_WIDTH = 200
ROOMY = 1240
"""Narrower than this the date and what other pages show give way."""
ROOMIEST = 1400
"""Narrower than this the product's name gives way to the site's."""


class Mark(QWidget):
    """The product's mark: a drawn pane beside its name."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedSize(20, 20)
        look.theme_changed.connect(self._on_theme_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_icon(painter, "overview", QRectF(0, 0, 20, 20), self._look.color("accent"))

    def _on_theme_changed(self, _theme: object) -> None:
        self.update()


class Card(QFrame):
    """A framed row of widgets, 32 px high."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(6)
        for widget in widgets:
            row.addWidget(widget)


class Header(QWidget):
    """Product, site, alarms, online, links, find, clock and the operator's menu. Fed by ``refresh`` and ``tell``."""

    find_wanted = Signal()
    alarms_wanted = Signal(str)
    """The Symbol of the priority that was clicked; empty for all."""
    lost_wanted = Signal()
    links_wanted = Signal()

    def __init__(self, bridge: Bridge, look: Look, sites: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._look = look
        self._sites = tuple(sites)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "header")
        self.setFixedHeight(HEIGHT)
        self.site = ElidedLabel("", self)
        self.site.setProperty("role", "title")
        self.site.setMaximumWidth(SITE_WIDTH)
        self.alarms = AlarmCounts(look, PRIORITIES, self)
        self.alarms.chosen.connect(self.alarms_wanted)
        self.calling = SteadyLabel(parent=self)
        self.calling.setProperty("role", "muted")
        self.lost = AlarmCounts(look, (Symbol.OFFLINE, Symbol.STALE), self)
        self.lost.chosen.connect(self._on_lost_chosen)
        self._online_name = _muted(self)
        self.online = SteadyLabel(parent=self)
        self.online.setProperty("role", "value")
        self.online.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.total = SteadyLabel(parent=self)
        self.total.setProperty("role", "muted")
        self._links_name = _muted(self)
        self._links_symbol = SymbolLabel(look, Symbol.NORMAL, 12, self)
        self.links = SteadyLabel(parent=self)
        self.clock = SteadyLabel("00:00:00", self)
        self.clock.setProperty("role", "clock")
        self.date = SteadyLabel(parent=self)
        self.date.setProperty("role", "muted")
        self.find_button = QToolButton(self)
        self.find_button.clicked.connect(self._on_find_clicked)
        self.menu_button = QToolButton(self)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu_button.setMenu(self.menu)
        self.menu_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # An icon stands before its text: turned round, the arrow stands after the name.
        self.menu_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.menu_button.setIconSize(QSize(12, 12))
        for button in (self.find_button, self.menu_button):
            button.setMinimumHeight(32)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._mark = QLabel("Control Center", self)
        look.theme_changed.connect(self._on_theme_changed)
        self._lay()
        self._on_theme_changed(None)
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(1200, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= ROOMY
        for widget in (self.date, self._links_name, self.lost):
            widget.setVisible(roomy)
        self._show_mark()

    def _lay(self) -> None:
        self._mark.setTextFormat(Qt.TextFormat.PlainText)
        self._mark.setProperty("role", "mark")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(Mark(self._look, self))
        row.addWidget(self._mark)
        row.addSpacing(6)
        row.addWidget(self.site)
        row.addWidget(Card(self.alarms, self.calling, parent=self))
        row.addWidget(Card(self._online_name, self.online, self.total, self.lost, parent=self))
        row.addWidget(Card(self._links_symbol, self._links_name, self.links, parent=self))
        row.addStretch(1)
        row.addWidget(self.find_button)
        row.addWidget(self.clock)
        row.addWidget(self.date)
        row.addWidget(self.menu_button)

    def retranslate(self) -> None:
        self._online_name.setText(QCoreApplication.translate("Header", "Online"))
        self._links_name.setText(QCoreApplication.translate("Header", "Links"))
        self.find_button.setText(QCoreApplication.translate("Header", "Find") + "  Ctrl+K")
        self.find_button.setToolTip(QCoreApplication.translate("Header", "Find a device, a page or an action (Ctrl+K)"))
        self.menu_button.setText(self._bridge.operator.name.replace("&", "&&"))
        self.menu_button.setToolTip(QCoreApplication.translate("Header", "Operator, theme, language, windows"))
        self.alarms.set_names(priority_names())
        self.lost.set_names(
            {
                Symbol.OFFLINE: QCoreApplication.translate("Header", "Offline"),
                Symbol.STALE: QCoreApplication.translate("Header", "No fresh data"),
            }
        )
        for label in (self.calling, self.online, self.total, self.links, self.date):
            label.reset_width()
        self.refresh()

    def refresh(self) -> None:
        """Put what the mirror knows; costs nothing where nothing changed."""
        mirror, language = self._bridge.mirror, self._look.language
        self.site.set_text(" · ".join(self._sites) or self._root_area())
        self._show_mark()
        self.alarms.set_counts(by_symbol(mirror.alarm_summary.standing))
        calling = sum(mirror.alarm_summary.unacknowledged)
        text = QCoreApplication.translate("Header", "unacknowledged: {count}")
        self.calling.put(text.replace("{count}", count_text(calling, language)))
        self.lost.set_counts({Symbol.OFFLINE: mirror.counts.offline, Symbol.STALE: mirror.counts.stale})
        self.online.put(count_text(mirror.counts.online, language))
        self.total.put(f"/ {count_text(mirror.counts.devices, language)}")
        up = sum(broker.state == "online" for broker in mirror.brokers.values())
        self.links.put(f"{up} / {len(mirror.brokers)}")
        self._links_symbol.set_symbol(
            Symbol.NORMAL if up == len(mirror.brokers) else Symbol.HIGH if up else Symbol.CRITICAL
        )

    def tell(self, now: float) -> None:
        """Put the time *now* (s since 1970 UTC) in the site's zone."""
        self.clock.put(clock_text(now, self._look.zone))
        self.date.put(_date_text(now, self._look))

    def _show_mark(self) -> None:
        self._mark.setVisible(self.width() >= ROOMIEST or not self.site.whole)

    def _root_area(self) -> str:
        roots = [area.name for area in self._bridge.mirror.areas.values() if area.parent is None]
        return " · ".join(roots[:3])

    def _on_theme_changed(self, _theme: object) -> None:
        self.menu_button.setIcon(line_icon("unfold", self._look.color("muted")))

    def _on_lost_chosen(self, _symbol: str) -> None:
        self.lost_wanted.emit()

    def _on_find_clicked(self) -> None:
        self.find_wanted.emit()


def _muted(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "muted")
    return label


def _date_text(now: float, look: Look) -> str:
    day = datetime.fromtimestamp(now, UTC).astimezone(look.zone)
    if look.language == "vi":
        return QLocale("vi_VN").toString(QDate(day.year, day.month, day.day), "ddd dd/MM")
    return QLocale("en_GB").toString(QDate(day.year, day.month, day.day), "ddd d MMM")
