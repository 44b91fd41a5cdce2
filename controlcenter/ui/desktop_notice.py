"""Tells the desktop of alarms while the operator looks at another program."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import Priority
from controlcenter.ui.alarm_words import condition_words, device_words, urgency
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.icons import window_icon
from controlcenter.ui.words import count_text

LEAST = Priority.HIGH
"""Lower ones only mark the window in the task bar."""
BETWEEN_S = 5.0


def application_in_front() -> bool:
    return QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive


class DesktopNotice(QObject):
    """Marks the window in the task bar; and where the desktop has a tray, a message says what calls."""

    def __init__(
        self,
        window: QWidget,
        mirror: Mirror,
        look: Look,
        in_front: Callable[[], bool] = application_in_front,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._mirror = mirror
        self._look = look
        self._in_front = in_front
        self._clock = clock
        self._tray: QSystemTrayIcon | None = None
        self._last = -BETWEEN_S

    @property
    def available(self) -> bool:
        """Whether this desktop shows messages."""
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def tell(self, fresh: list[Alarm], messages: bool) -> None:
        """*fresh* alarms just began to call; *messages*: say which, where that can be done."""
        if not fresh or self._in_front():
            return
        QApplication.alert(self._window)
        loud = sorted((alarm for alarm in fresh if alarm.priority >= LEAST), key=urgency)
        if not messages or not loud or self._clock() - self._last < BETWEEN_S or not self.available:
            return
        self._last = self._clock()
        title, text = self.words(loud)
        self._show(title, text)

    def words(self, loud: list[Alarm]) -> tuple[str, str]:
        """Title and text for *loud*, the most urgent first."""
        first, language = loud[0].id, self._look.language
        text = condition_words(first, self._mirror, language)
        if len(loud) > 1:
            more = QCoreApplication.translate("DesktopNotice", "and {count} more alarms")
            text += "\n" + more.replace("{count}", count_text(len(loud) - 1, language))
        return device_words(first, self._mirror), text

    def stop(self) -> None:
        if self._tray is not None:
            self._tray.hide()

    def _show(self, title: str, text: str) -> None:
        if self._tray is None:
            self._tray = QSystemTrayIcon(window_icon(self._look.theme), self)
            self._tray.messageClicked.connect(self._on_clicked)
            self._tray.activated.connect(self._on_clicked)
        self._tray.show()
        self._tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.Warning)

    def _on_clicked(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
