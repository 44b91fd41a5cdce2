"""The banner under the header: says since when the centre is blind, or what it needs to see at all."""

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from controlcenter.domain.notices import Severity
from controlcenter.engine.changes import BrokerStatus
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.notices import notice_text
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.symbols import Symbol, SymbolLabel
from controlcenter.ui.words import age_text, clock_text, count_text

CONNECTING_GRACE_S = 5.0
"""A connection may take this long before it is worth a banner."""


class Blindness(msgspec.Struct, frozen=True):
    """One reason why the window may not show what is. ``urgent``: nothing at all comes in or is kept."""

    urgent: bool
    symbol: Symbol
    text: str


def blindnesses(
    mirror: Mirror, look: Look, now: float, settings_path: str, engine_gone: float | None = None
) -> list[Blindness]:
    """Everything the operator must know before trusting the screen, worst first; empty when all is well.

    *engine_gone*: since when (s since 1970 UTC) the engine is silent. Nothing else can be known then.
    """
    if engine_gone is not None:
        text = QCoreApplication.translate(
            "Banner",
            "The engine is silent since {time} ({age}): nothing shown is current. Start Control Center again.",
        )
        return [Blindness(True, Symbol.CRITICAL, _with_time(text, engine_gone, look, now))]
    if mirror.loaded and not mirror.brokers:
        text = QCoreApplication.translate("Banner", "No broker is configured: add one to {path}")
        return [Blindness(False, Symbol.DISCOVERED, text.replace("{path}", settings_path))]
    found = _broker_blindness(mirror, look, now)
    store = mirror.store
    if store is not None and store.state != "writing":
        since = _store_since(mirror)
        text = (
            QCoreApplication.translate("Banner", "History is not being written: {count} values wait in memory")
            if since is None
            else QCoreApplication.translate("Banner", "History has not been written since {time}: {count} values wait")
        )
        text = text.replace("{count}", count_text(store.waiting, look.language))
        found.append(Blindness(False, Symbol.HIGH, text.replace("{time}", clock_text(since, look.zone))))
    found += [
        Blindness(False, Symbol.HIGH, notice_text(notice, look.language))
        for notice in mirror.notices.values()
        if notice.severity is Severity.ERROR
        and notice.code.split(".")[0] not in ("broker", "store", "driver", "payload")
    ]
    return sorted(found, key=lambda reason: not reason.urgent)


def _broker_blindness(mirror: Mirror, look: Look, now: float) -> list[Blindness]:
    gone = [broker for broker in mirror.brokers.values() if _gone(broker, now)]
    if not gone:
        silent = [notice for notice in mirror.notices.values() if notice.code == "broker.silent"]
        return [Blindness(False, Symbol.HIGH, notice_text(notice, look.language)) for notice in silent]
    if len(gone) == len(mirror.brokers):
        since = max(_since(broker, mirror) for broker in gone)
        text = QCoreApplication.translate(
            "Banner", "The centre is blind since {time} ({age}): no broker is connected. Values are the last known."
        )
        return [Blindness(True, Symbol.CRITICAL, _with_time(text, since, look, now))]
    return [Blindness(False, Symbol.HIGH, _one_gone(broker, mirror, look, now)) for broker in gone]


def _one_gone(broker: BrokerStatus, mirror: Mirror, look: Look, now: float) -> str:
    text = QCoreApplication.translate("Banner", "Broker {name} is not connected since {time} ({age}): {reason}")
    if not broker.reason:
        text = text.replace(": {reason}", "")
    text = _with_time(text, _since(broker, mirror), look, now)
    return text.replace("{name}", broker.name).replace("{reason}", broker.reason)


def _with_time(text: str, since: float, look: Look, now: float) -> str:
    return text.replace("{time}", clock_text(since, look.zone)).replace("{age}", age_text(now - since))


def _since(broker: BrokerStatus, mirror: Mirror) -> float:
    """When it was lost: each further attempt may begin a state anew, the standing notice does not."""
    stands = (mirror.notices.get((code, broker.name)) for code in ("broker.offline", "broker.refused", "broker.tls"))
    return min([broker.since, *(notice.since for notice in stands if notice is not None)])


def _gone(broker: BrokerStatus, now: float) -> bool:
    if broker.state == "online":
        return False
    return broker.state != "connecting" or now - broker.since > CONNECTING_GRACE_S


def _store_since(mirror: Mirror) -> float | None:
    return min((notice.since for notice in mirror.notices.values() if notice.code == "store.failing"), default=None)


class Banner(QFrame):
    """Hidden while all is well; the worst reason in words, and how many more there are."""

    details_wanted = Signal()

    def __init__(self, mirror: Mirror, look: Look, settings_path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror = mirror
        self._look = look
        self._settings_path = settings_path
        self.setProperty("role", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(40)
        self._symbol = SymbolLabel(look, Symbol.HIGH, 18, self)
        self._text = ElidedLabel("", self)
        self._text.setProperty("role", "title")
        self._details = QPushButton(self)
        self._details.clicked.connect(self._on_details)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._symbol)
        row.addWidget(self._text, 1)
        row.addWidget(self._details)
        self._level = ""
        self.retranslate()
        self.hide()

    @property
    def text(self) -> str:
        """What stands there; empty when the banner is hidden."""
        return "" if self.isHidden() else self._text.whole

    def retranslate(self) -> None:
        self._details.setText(QCoreApplication.translate("Banner", "Details"))

    def update_from_mirror(self, now: float, engine_gone: float | None = None) -> None:
        """Look again; *now* and *engine_gone*, since when the engine is silent, in s since 1970 UTC."""
        reasons = blindnesses(self._mirror, self._look, now, self._settings_path, engine_gone)
        if reasons:
            text = reasons[0].text
            if len(reasons) > 1:
                more = QCoreApplication.translate("Banner", "and {count} more")
                text += " · " + more.replace("{count}", str(len(reasons) - 1))
            self._text.set_text(text)
            self._symbol.set_symbol(reasons[0].symbol)
            self._set_level(reasons[0].symbol.value)
        if self.isHidden() == bool(reasons):
            self.setVisible(bool(reasons))

    def _set_level(self, level: str) -> None:
        if level != self._level:
            self._level = level
            self.setProperty("level", level)
            # Qt reads a property's rules again only when the style is put on anew.
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_details(self) -> None:
        self.details_wanted.emit()
