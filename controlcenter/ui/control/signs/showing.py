"""What a sign was told beside what it says it shows, and who rules it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.authority import Claim, Why
from controlcenter.domain.commands import Source
from controlcenter.domain.devices import Device
from controlcenter.domain.readings import Quality, Reading
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.signs.faces import FaceBook
from controlcenter.ui.control.signs.led import parse_pixels, whole_factor
from controlcenter.ui.control.signs.panel import SignPanel
from controlcenter.ui.control.signs.words import plain_text, problem_text
from controlcenter.ui.control.words import spoken, until_text
from controlcenter.ui.look import Look
from controlcenter.ui.models.commands import PENDING, source_text
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.words import age_text, count_text

ASK_MS = 500
"""Who rules the sign is asked again at most once in this time."""
AGE_MS = 1000
_SOURCES = (Source.EMERGENCY, Source.INCIDENT, Source.OPERATOR, Source.PLAN)


class ShowingPane(QWidget):
    """Of one sign. ``released`` asks for every hold of it to end."""

    released = Signal()

    def __init__(
        self, bridge: Bridge, faces: FaceBook, look: Look, parent: QWidget | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._bridge, self._faces, self._look, self._clock = bridge, faces, look, clock
        self._device: Device | None = None
        self._why: Why | None = None
        self._turn = 0
        self.head = SectionHeader(parent=self)
        self.release = QPushButton(self)
        self.head.add(self.release)
        self.ordered, self.reported = SignPanel(look, 1, self), SignPanel(look, 1, self)
        self.ordered_note, self.reported_note = ElidedLabel(parent=self), ElidedLabel(parent=self)
        self.facts = ElidedLabel(parent=self)
        self.why_title = QLabel(self)
        self.lines = {source: (QLabel(self), ElidedLabel(parent=self), QLabel(self)) for source in _SOURCES}
        self.lock = ElidedLabel(parent=self)
        self._asking, self._aging = QTimer(self), QTimer(self)
        for timer, wait in ((self._asking, ASK_MS), (self._aging, AGE_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
        self._lay()
        self._asking.timeout.connect(self._ask)
        self._aging.timeout.connect(self._show)
        self.release.clicked.connect(self.released)

    def _lay(self) -> None:
        self._pair = grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for note in (self.ordered_note, self.reported_note):
            note.setProperty("role", "muted")
        self._stacked: bool | None = None
        self._place_pair(False)
        why = QGridLayout()
        why.setHorizontalSpacing(10)
        why.setVerticalSpacing(3)
        why.setColumnStretch(1, 1)
        for row, labels in enumerate(self.lines.values()):
            for column, label in enumerate(labels):
                why.addWidget(label, row, column)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 6, 12, 8)
        inner.setSpacing(6)
        inner.addLayout(grid, 1)
        self.facts.setProperty("role", "muted")
        inner.addWidget(self.facts)
        self.why_title.setProperty("role", "title")
        inner.addWidget(self.why_title)
        inner.addLayout(why)
        inner.addWidget(self.lock)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(0)
        column_box.addWidget(self.head)
        column_box.addLayout(inner, 1)

    def _place_pair(self, stacked: bool) -> None:
        """Side by side, or one above the other, whichever draws them larger."""
        if stacked is self._stacked:
            return
        self._stacked = stacked
        pair = (self.ordered_note, self.ordered), (self.reported_note, self.reported)
        for number, (note, panel) in enumerate(pair):
            for row, widget in enumerate((note, panel)):
                self._pair.removeWidget(widget)
                self._pair.addWidget(widget, row + 2 * number if stacked else row, 0 if stacked else number)
        self._pair.setRowStretch(1, 1)
        self._pair.setRowStretch(3, 1 if stacked else 0)
        self._pair.setColumnStretch(0, 1)
        self._pair.setColumnStretch(1, 0 if stacked else 1)

    def _fit_pair(self) -> None:
        face, room = self._faces.face(self._device), self._pair.geometry()
        beside = whole_factor(face.width, face.height, room.width() / 2 - 14, room.height() - 30)
        above = whole_factor(face.width, face.height, room.width() - 8, room.height() / 2 - 34)
        self._place_pair(above > beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pair()

    # Following

    def show_device(self, device: Device | None) -> None:
        news = device is None or self._device is None or device.id != self._device.id
        self._device = device
        if news:
            self._why, self._turn = None, self._turn + 1
            self._ask()
        self._show()

    def take(self, changes: ChangeSet) -> None:
        device = self._device
        if device is None:
            return
        mine = device.id
        if any(reading.device == mine for reading in changes.readings):
            self._show()
        ruled = mine in {
            *(hold.device for hold in changes.holds),
            *(command.device for command in changes.commands),
            *(lock.device for lock in changes.locks),
        }
        freed = any(number == mine for number, _ in changes.released) or mine in changes.unlocked
        if (ruled or freed or changes.documents) and not self._asking.isActive():
            self._asking.start()

    def refresh(self) -> None:
        self._ask()
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        self._asking.stop()
        self._aging.stop()
        super().hideEvent(event)

    def _ask(self) -> None:
        device, turn = self._device, self._turn
        if device is not None:
            self._bridge.ask_then(
                self._bridge.engine.why(device.id), lambda why: self._on_told(turn, why), self._on_refused
            )

    def _on_told(self, turn: int, why: Why) -> None:
        if turn == self._turn:
            self._why = why
            self._show()

    def _on_refused(self, error: EngineError) -> None:
        self.lock.set_text(str(error))

    # Showing

    def ordered_multi(self) -> str | None:
        """What it was told to show, empty for nothing; None when nothing rules it."""
        claim = next((one for one in self._claims() if one.in_force), None)
        if claim is not None and claim.command in ("show", "blank"):
            return str(claim.arguments.get("multi", ""))
        return None

    def mismatch(self) -> bool:
        """It was told something, had time, and says it shows something else."""
        device, ordered = self._device, self.ordered_multi()
        message = self._reading("message")
        if device is None or ordered is None or message is None or not isinstance(message.value, str):
            return False
        pending = any(record.state in PENDING for record in self._bridge.mirror.control.recent(device.id))
        return message.value != ordered and not pending

    def _claims(self) -> tuple[Claim, ...]:
        return self._why.claims if self._why is not None else ()

    def _reading(self, key: str) -> Reading | None:
        device = self._device
        return self._bridge.mirror.readings.get(device.id, {}).get(key) if device is not None else None

    def _show(self) -> None:
        self.setEnabled(self._device is not None)
        name = self._device.name if self._device is not None else ""
        self.head.set_note(name)
        self._fit_pair()
        self._show_ordered()
        self._show_reported()
        self._show_facts()
        self._show_why()
        if self._device is not None and self.isVisible():
            self._aging.start()

    def _show_ordered(self) -> None:
        ordered = self.ordered_multi()
        note = QCoreApplication.translate("Signs", "Ordered")
        self.ordered_note.set_text(note)
        self._draw(self.ordered, ordered, QCoreApplication.translate("Signs", "nothing ordered"))

    def _show_reported(self) -> None:
        message, wrong = self._reading("message"), self.mismatch()
        value = message.value if message is not None and isinstance(message.value, str) else None
        stale = message is not None and message.quality is not Quality.GOOD
        self._draw(self.reported, value, QCoreApplication.translate("Signs", "not reported yet"))
        bad = self._reading("bad_pixels")
        pixels = []
        if self._device is not None and bad is not None and isinstance(bad.value, str):
            face = self._faces.face(self._device)
            pixels = parse_pixels(bad.value, face.width, face.height)
        self.reported.mark(stale, wrong, pixels)
        self.reported_note.setStyleSheet("font-weight: 600; color: palette(text)" if wrong else "")
        self.reported_note.set_text(self._reported_words(message, stale, wrong))

    def _reported_words(self, message: Reading | None, stale: bool, wrong: bool) -> str:
        if message is None:
            return QCoreApplication.translate("Signs", "Reported")
        words = QCoreApplication.translate("Signs", "Reported {age} ago")
        if wrong:  # shorter, so that the age is never cut off
            words = QCoreApplication.translate("Signs", "{age} ago")
        parts = [words.format(age=age_text(self._clock() - message.received_at))]
        if wrong:
            parts.insert(0, "◆ " + QCoreApplication.translate("Signs", "DIFFERS"))
        elif self.ordered_multi() is not None and message.value == self.ordered_multi():
            parts.append(QCoreApplication.translate("Signs", "same"))
        if stale:
            parts.append(QCoreApplication.translate("Signs", "old"))
        return " · ".join(parts)

    def _draw(self, panel: SignPanel, multi: str | None, words: str) -> None:
        face = self._faces.face(self._device)
        size = face.width, face.height
        if multi is None:
            panel.put(None, size, words)
            return
        verdict = self._faces.verdict(self._device, multi)
        if verdict.problem is not None:
            panel.put(None, size, f"{plain_text(multi)}\n{problem_text(verdict.problem)}")
        else:
            panel.put(verdict.frames[0].pixels, size, plain_text(multi))

    def _show_facts(self) -> None:
        parts: list[str] = []
        language = self._look.language
        for key in ("brightness", "pixels_bad", "source", "fault"):
            reading, kind = self._reading(key), self._bridge.mirror.kinds.get("sign")
            point = kind.points.get(key) if kind is not None else None
            if reading is None or reading.value is None or point is None:
                continue
            known = point.values.get(reading.value) if isinstance(reading.value, str) else None
            text = known.in_(language) if known is not None else str(reading.value)
            if isinstance(reading.value, float | int) and not isinstance(reading.value, bool):
                text = count_text(reading.value, language, point.precision)
            parts.append(f"{point.name.in_(language)}: {text}{' ' + point.unit if point.unit else ''}")
        self.facts.set_text(" · ".join(parts))

    def _show_why(self) -> None:
        claims = {claim.source: claim for claim in self._claims()}
        for source, (name, what, until) in self.lines.items():
            claim = claims.get(source)
            weight = "font-weight: 600" if claim is not None and claim.in_force else ""
            name.setStyleSheet(weight)
            name.setText(source_text(source))
            what.set_text(self._claim_words(claim) if claim is not None else "—")
            until.setText(self._until_words(claim) if claim is not None else "")
        self.release.setVisible(any(source is not Source.PLAN for source in claims))
        lock = self._why.lock if self._why is not None else None
        words = QCoreApplication.translate("Signs", "Locked by {owner}: {reason}")
        self.lock.set_text(words.format(owner=lock.owner.name, reason=lock.reason) if lock is not None else "")
        self.lock.setVisible(lock is not None)

    def _claim_words(self, claim: Claim) -> str:
        multi = claim.arguments.get("multi")
        what = f"“{plain_text(multi)}”" if isinstance(multi, str) and multi else self._command_words(claim.command)
        parts = [what]
        if claim.plan:
            parts.append(claim.plan)
        elif claim.by is not None:
            parts.append(claim.by.name)
        if claim.reason:
            parts.append(spoken(claim.reason))
        return " · ".join(parts)

    def _command_words(self, command: str) -> str:
        kind = self._bridge.mirror.kinds.get("sign")
        known = kind.commands.get(command) if kind is not None else None
        return known.name.in_(self._look.language) if known is not None else command

    def _until_words(self, claim: Claim) -> str:
        end = until_text(claim.until, self._clock(), self._look.zone)
        state = (
            QCoreApplication.translate("Signs", "in force")
            if claim.in_force
            else QCoreApplication.translate("Signs", "waiting")
        )
        return f"{state} · {end}" if claim.until is not None or claim.source is not Source.PLAN else state

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Signs", "Now showing"))
        self.why_title.setText(QCoreApplication.translate("Signs", "Why"))
        self.release.setText(QCoreApplication.translate("Signs", "Release"))
        self.release.setToolTip(QCoreApplication.translate("Signs", "End what was ordered: the plan rules again"))
        self._show()
