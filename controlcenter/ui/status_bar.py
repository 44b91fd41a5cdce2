"""The lowest line: how well the centre itself sees and writes."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from controlcenter.engine.changes import BrokerStatus, StoreStatus
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.symbols import Symbol, SymbolLabel
from controlcenter.ui.words import age_text, clock_text, count_text

HEIGHT = 28
WAITING_S = 2.0
"""Values of so many seconds always wait: the writer takes them together."""
WAITING_LEAST = 1000
MOST_BROKERS = 2
"""With more, those that are down come first and the rest are counted."""
ROOMY = 1280
"""Narrower than this only one broker is named."""

SHORTEST_GAP_S = 1.0
"""A link that comes up at once was not away."""


class StatusCell(QWidget):
    """A shape and a line of text."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.symbol = SymbolLabel(look, Symbol.NORMAL, 9, self)
        self.text = ElidedLabel("", self)
        self.text.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.symbol)
        row.addWidget(self.text, 1)

    def put(self, symbol: Symbol, text: str) -> None:
        self.symbol.set_symbol(symbol)
        self.text.set_text(text)


class StatusBar(QWidget):
    """Brokers, history, engine, discovered, last data gap; fed by ``refresh``."""

    discovered_wanted = Signal()

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._down: dict[str, float] = {}
        self._gap: tuple[float, float] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "status")
        self.setFixedHeight(HEIGHT)
        self.brokers = [StatusCell(look, self) for _ in range(MOST_BROKERS)]
        self.others = StatusCell(look, self)
        self.history = StatusCell(look, self)
        self.engine = StatusCell(look, self)
        self.discovered = QPushButton(self)
        self.discovered.setFlat(True)
        self.discovered.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.discovered.clicked.connect(self._on_discovered)
        self.gap = ElidedLabel("", self)
        self.gap.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(18)
        for cell in (*self.brokers, self.others, self.history, self.engine):
            row.addWidget(cell)
        row.addWidget(self.discovered)
        row.addStretch(1)
        row.addWidget(self.gap)

    def refresh(self, now: float, engine_gone: float | None = None) -> None:
        """Put what the mirror knows; *now* and *engine_gone*, since when the engine is silent, in s since 1970 UTC."""
        self._watch_gaps()
        brokers = sorted(self._mirror.brokers.values(), key=lambda broker: (broker.state == "online", broker.name))
        most = MOST_BROKERS if self.width() >= ROOMY else 1
        for index, cell in enumerate(self.brokers):
            shown = index < min(most, len(brokers))
            if shown:
                cell.put(*self._broker(brokers[index], now))
            _show(cell, shown)
        rest = brokers[most:]
        up = sum(broker.state == "online" for broker in rest)
        more = QCoreApplication.translate("StatusBar", "{up} of {count} more connected")
        self.others.put(
            Symbol.NORMAL if up == len(rest) else Symbol.HIGH,
            more.replace("{up}", str(up)).replace("{count}", str(len(rest))),
        )
        _show(self.others, bool(rest))
        self._put_centre()
        self._put_engine(now, engine_gone)
        self.gap.set_text(self._gap_text(now))

    def _put_centre(self) -> None:
        mirror, language = self._mirror, self._look.language
        store = mirror.store
        if store is not None:
            self.history.put(Symbol.NORMAL if store.state == "writing" else Symbol.HIGH, self._history(store))
        _show(self.history, store is not None)
        found = mirror.counts.discovered or len(mirror.discovered)
        text = QCoreApplication.translate("StatusBar", "{count} discovered").replace(
            "{count}", count_text(found, language)
        )
        if text != self.discovered.text():
            self.discovered.setText(text)
        _show(self.discovered, found > 0)

    def _history(self, store: StoreStatus) -> str:
        """Counts what waits only when it is more than the writer's own rhythm explains."""
        usual = max(WAITING_S * self._mirror.counts.readings_per_s, WAITING_LEAST)
        if store.state == "writing" and store.waiting <= usual:
            return QCoreApplication.translate("StatusBar", "History · writing")
        text = QCoreApplication.translate("StatusBar", "History · {count} waiting")
        return text.replace("{count}", count_text(store.waiting, self._look.language))

    def _put_engine(self, now: float, gone: float | None) -> None:
        if gone is not None:
            text = QCoreApplication.translate("StatusBar", "Engine · silent for {age}")
            self.engine.put(Symbol.CRITICAL, text.replace("{age}", age_text(now - gone)))
            return
        rate = count_text(round(self._mirror.counts.readings_per_s), self._look.language)
        text = QCoreApplication.translate("StatusBar", "Engine · {rate} readings/s")
        self.engine.put(Symbol.NORMAL, text.replace("{rate}", rate))

    def _broker(self, broker: BrokerStatus, now: float) -> tuple[Symbol, str]:
        if broker.state == "online":
            rate = count_text(round(broker.messages_per_s), self._look.language)
            text = QCoreApplication.translate("StatusBar", "{name} · {rate} msg/s").replace("{rate}", rate)
            if broker.round_trip_ms is not None:
                text += f" · {count_text(round(broker.round_trip_ms), self._look.language)} ms"
            if broker.silent_s is not None:
                silent = QCoreApplication.translate("StatusBar", "silent for {age}")
                text += " · " + silent.replace("{age}", age_text(broker.silent_s))
            symbol = Symbol.NORMAL if broker.silent_s is None else Symbol.STALE
        elif broker.state == "connecting":
            symbol, text = Symbol.UNKNOWN, QCoreApplication.translate("StatusBar", "{name} · connecting")
        else:
            down = QCoreApplication.translate("StatusBar", "{name} · down for {age}")
            symbol, text = Symbol.OFFLINE, down.replace("{age}", age_text(now - broker.since))
        return symbol, text.replace("{name}", broker.name)

    def _watch_gaps(self) -> None:
        """A broker that was gone and came back leaves a gap in the data."""
        for broker in self._mirror.brokers.values():
            if broker.state != "online":
                self._down.setdefault(broker.name, broker.since)
            elif broker.name in self._down:
                began = self._down.pop(broker.name)
                if broker.since - began >= SHORTEST_GAP_S:
                    self._gap = (began, broker.since)

    def _gap_text(self, now: float) -> str:
        if self._down:
            text = QCoreApplication.translate("StatusBar", "Data gap since {time}")
            return text.replace("{time}", clock_text(min(self._down.values()), self._look.zone))
        if self._gap is None:
            return QCoreApplication.translate("StatusBar", "No data gap since start")
        start, end = self._gap
        text = QCoreApplication.translate("StatusBar", "Last data gap {time}, {age} long")
        return text.replace("{time}", clock_text(start, self._look.zone)).replace("{age}", age_text(end - start))

    def _on_discovered(self) -> None:
        self.discovered_wanted.emit()


def _show(widget: QWidget, wanted: bool) -> None:
    if widget.isHidden() == wanted:
        widget.setVisible(wanted)
