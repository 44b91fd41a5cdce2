"""Why a device does what it does: what holds it and who locked it at once, every claim on it in one click."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.authority import Claim, DeviceRefusal, Lock, Why
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.words import spoken, until_text, wish_text
from controlcenter.ui.faceplate.control import refusal_text
from controlcenter.ui.faceplate.lock import LockDialog, NoteDialog
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import order_text, outcome_text, source_text
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.widgets.flow import FlowLayout
from controlcenter.ui.words import moment_text


class RulesLine(QWidget):
    """A hold and a lock as lines of their own, and the deeds: why, return to plan, lock, unlock."""

    said = Signal(str)
    """A refusal, for the place where the faceplate says such things."""

    def __init__(
        self, bridge: Bridge, look: Look, clock: Callable[[], float] = time.time, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look, self._clock = bridge, look, clock
        self._device: DeviceId | None = None
        self.hold, self.lock, self.answer = QLabel(self), QLabel(self), QLabel(self)
        for label in (self.hold, self.lock, self.answer):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.hide()
        self.lock.setProperty("role", "title")
        self.answer.setProperty("role", "muted")
        self.why, self.release, self.lock_it, self.unlock = (QPushButton(self) for _ in range(4))
        self.why.setCheckable(True)
        deeds = QWidget(self)
        flow = FlowLayout(deeds, 6)
        for button in (self.why, self.release, self.lock_it, self.unlock):
            button.setAutoDefault(False)
            button.setMinimumHeight(28)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(6)
        for part in (self.lock, self.hold, deeds, self.answer):
            column.addWidget(part)
        self.why.toggled.connect(self._on_why_toggled)
        self.release.clicked.connect(self.return_to_plan)
        self.lock_it.clicked.connect(self.ask_lock)
        self.unlock.clicked.connect(self.ask_unlock)
        self.retranslate()

    def show_device(self, device: DeviceId | None) -> None:
        """Another device, or none."""
        if device != self._device:
            self._device = device
            self.why.setChecked(False)
        self.refresh()

    def refresh(self) -> None:
        """The hold and the lock as they are now; what is open of the answer is asked again."""
        device = self._device
        if device is None:
            return
        control = self._bridge.mirror.control
        hold, lock = control.hold_of(device), control.locks.get(device)
        now, zone = self._clock(), self._look.zone
        if hold is not None:
            words = QCoreApplication.translate("Faceplate", "Held by {source} ({by}): {wish}, {until}")
            wish = self._wish(hold.command, hold.arguments)
            _put(
                self.hold,
                words.format(
                    source=source_text(hold.source), by=hold.by.name, wish=wish, until=until_text(hold.until, now, zone)
                ),
            )
        else:
            _put(self.hold, "")
        _put(self.lock, self._lock_words(lock) if lock is not None else "")
        self.release.setVisible(hold is not None)
        self.lock_it.setVisible(lock is None)
        self.unlock.setVisible(lock is not None)

    def follow(self) -> None:
        """Something about the device's holds, locks or commands changed."""
        self.refresh()
        if self.why.isChecked():
            self._ask()

    # Why

    def _on_why_toggled(self, on: bool) -> None:
        if on:
            self._ask()
        else:
            _put(self.answer, "")

    def _ask(self) -> None:
        device = self._device
        if device is not None:
            self._bridge.ask_then(self._bridge.engine.why(device), self._on_answer, self._on_refused)

    def _on_answer(self, why: Why) -> None:
        if why.device == self._device and self.why.isChecked():
            _put(self.answer, "\n".join(self._lines(why)))

    def _lines(self, why: Why) -> list[str]:
        """What rules it by weight, then the lock and the last command."""
        lines = [self._claim_words(claim) for claim in why.claims]
        if not lines:
            lines = [QCoreApplication.translate("Faceplate", "Nothing rules it: no plan, no order.")]
        if why.lock is not None:
            lines.append(self._lock_words(why.lock))
        if why.last is not None:
            words = QCoreApplication.translate("Faceplate", "Last command: {command}, {outcome} ({by})")
            language, kind = self._look.language, self._kind()
            lines.append(
                words.format(
                    command=order_text(why.last, kind, language),
                    outcome=outcome_text(why.last, language, kind),
                    by=why.last.by.name,
                )
            )
        return lines

    def _claim_words(self, claim: Claim) -> str:
        now, zone = self._clock(), self._look.zone
        state = (
            QCoreApplication.translate("Faceplate", "in force")
            if claim.in_force
            else QCoreApplication.translate("Faceplate", "waiting")
        )
        since = QCoreApplication.translate("Faceplate", "since {time}").format(time=moment_text(claim.since, now, zone))
        parts = [
            self._wish(claim.command, claim.arguments),
            claim.plan,
            claim.by.name if claim.by is not None else "",
            spoken(claim.reason),
            since,
            until_text(claim.until, now, zone) if claim.until is not None or not claim.plan else "",
            state,
        ]
        mark = "▸" if claim.in_force else "·"
        return f"{mark} {source_text(claim.source)}: " + " · ".join(one_line(part, 120) for part in parts if part)

    def _lock_words(self, lock: Lock) -> str:
        words = QCoreApplication.translate("Faceplate", "Locked by {owner}: {reason}, {until}")
        ends = until_text(lock.until, self._clock(), self._look.zone)
        return one_line(words.format(owner=lock.owner.name, reason=lock.reason, until=ends), 300)

    def _kind(self) -> Kind | None:
        mirror = self._bridge.mirror
        return mirror.kinds.get(mirror.kind_of(self._device)) if self._device is not None else None

    def _wish(self, command: str, arguments: dict[str, bool | int | float | str]) -> str:
        kind = self._kind()
        known = kind.commands.get(command) if kind is not None else None
        return wish_text(known, dict(arguments), self._look.language) if known is not None else command

    # Deeds

    def return_to_plan(self) -> None:
        """End the holds: what they outranked comes back, the plan at last."""
        if self._device is not None:
            request = self._bridge.engine.release([self._device], self._bridge.operator)
            self._bridge.ask_then(request, self._on_done, self._on_refused)

    def ask_lock(self) -> None:
        """Ask for how long and why, then lock."""
        if self._device is None:
            return
        device, dialog = self._device, LockDialog(self._look, self._clock, self)
        dialog.given.connect(lambda reason, until: self._lock(device, reason, until))
        dialog.open()

    def _lock(self, device: DeviceId, reason: str, until: float | None) -> None:
        request = self._bridge.engine.lock_devices([device], reason, self._bridge.operator, until)
        self._bridge.ask_then(request, self._on_done, self._on_refused)

    def ask_unlock(self) -> None:
        """One's own lock goes at once; another's only with a note."""
        device = self._device
        lock = self._bridge.mirror.control.locks.get(device) if device is not None else None
        if device is None or lock is None:
            return
        if lock.owner.name == self._bridge.operator.name:
            self._unlock(device, "")
            return
        dialog = NoteDialog(self._lock_words(lock), self)
        dialog.given.connect(lambda note: self._unlock(device, note))
        dialog.open()

    def _unlock(self, device: DeviceId, note: str) -> None:
        request = self._bridge.engine.unlock_devices([device], self._bridge.operator, note)
        self._bridge.ask_then(request, self._on_done, self._on_refused)

    def _on_done(self, refused: Sequence[DeviceRefusal]) -> None:
        self.said.emit(refusal_text(refused[0].code, refused[0].text) if refused else "")

    def _on_refused(self, error: EngineError) -> None:
        self.said.emit(refusal_text(error.code, str(error)))

    def retranslate(self) -> None:
        self.why.setText(QCoreApplication.translate("Faceplate", "Why is it so?"))
        self.why.setToolTip(QCoreApplication.translate("Faceplate", "What rules this device, by weight"))
        self.release.setText(QCoreApplication.translate("Faceplate", "Return to plan"))
        self.release.setToolTip(QCoreApplication.translate("Faceplate", "End what holds it by hand"))
        self.lock_it.setText(QCoreApplication.translate("Faceplate", "Lock…"))
        self.lock_it.setToolTip(QCoreApplication.translate("Faceplate", "Nobody else commands it while you work on it"))
        self.unlock.setText(QCoreApplication.translate("Faceplate", "Unlock"))
        self.refresh()
        if self.why.isChecked():
            self._ask()


def _put(label: QLabel, text: str) -> None:
    """Show *text*; nothing takes no room."""
    if text != label.text():
        label.setText(text)
    label.setVisible(bool(text))
