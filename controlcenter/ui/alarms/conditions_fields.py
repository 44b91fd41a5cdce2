"""Fields of the form of a definition: numbers with units, durations, several values, both languages."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from controlcenter.domain.words import Text
from controlcenter.ui.widgets.choice import ChoiceBox
from controlcenter.ui.widgets.flow import ChipRow

LARGEST = 1e12
NAME_LENGTH = 200
NOTE_LENGTH = 2000
NOTE_PX = 54
LEAST_PX = 96


class NumberField(QDoubleSpinBox):
    """A number with the digits it needs and a unit after it; the wheel scrolls the form instead."""

    def __init__(self, least: float = -LARGEST, most: float = LARGEST, digits: int = 6) -> None:
        super().__init__()
        self.setDecimals(digits)
        self.setRange(least, most)
        self.setGroupSeparatorShown(False)
        self.setMinimumHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(6, 0, 6, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        # Qt's own has room for the largest number there may be.
        return QSize(LEAST_PX, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def put_unit(self, unit: str) -> None:
        self.setSuffix(f" {unit}" if unit else "")

    def textFromValue(self, value: float) -> str:
        text = f"{value:.{self.decimals()}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", self.locale().decimalPoint())

    def retranslate(self) -> None:
        self.setLocale(QLocale())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Choice(ChoiceBox):
    """One of several words; what is chosen is its key."""

    def __init__(self, editable_width: int = 12) -> None:
        super().__init__()
        self.setMinimumHeight(28)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(editable_width)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """Show these ``(key, word)``; the chosen key stays chosen if it is among them."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        for key, word in choices:
            self.addItem(word, key)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    def put(self, key: str) -> None:
        """Choose *key*; one that is not offered is offered as it is, so that nothing is changed unseen."""
        if self.findData(key) < 0:
            self.addItem(key, key)
        self.setCurrentIndex(self.findData(key))

    def key(self) -> str:
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DurationField(QWidget):
    """A duration in the unit that suits it; ``seconds`` is what counts."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = NumberField(0.0, 1e7, 3)
        self.unit = Choice(4)
        self.unit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.number, 1)
        row.addWidget(self.unit)
        self.retranslate()
        self.number.valueChanged.connect(self._on_changed)
        self.unit.currentIndexChanged.connect(self._on_changed)

    def seconds(self) -> float:
        return self.number.value() * float(self.unit.key() or 1)

    def put(self, seconds: float) -> None:
        size = next((size for size in (3600, 60) if seconds and not seconds % size), 1)
        for field in (self.number, self.unit):
            field.blockSignals(True)
        self.unit.put(str(size))
        self.number.setValue(seconds / size)
        for field in (self.number, self.unit):
            field.blockSignals(False)

    def retranslate(self) -> None:
        self.number.retranslate()
        words = (
            ("1", QCoreApplication.translate("Words", "s")),
            ("60", QCoreApplication.translate("Words", "min")),
            ("3600", QCoreApplication.translate("Words", "h")),
        )
        self.unit.offer(words)

    def _on_changed(self, *_: object) -> None:
        self.changed.emit()


class SeveralField(QWidget):
    """Some of known values as chips, or any with commas where none are known."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chips = ChipRow()
        self.line = QLineEdit()
        self.line.setMinimumHeight(28)
        self.line.setMaxLength(1000)
        self._known: tuple[str, ...] = ()
        column = QGridLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chips, 0, 0)
        column.addWidget(self.line, 1, 0)
        self.chips.changed.connect(self._on_changed)
        self.line.textEdited.connect(self._on_changed)
        self.offer(())

    def offer(self, known: Sequence[tuple[str, str]]) -> None:
        """Offer these ``(key, word)``; with none a line takes any."""
        self._known = tuple(key for key, _ in known)
        self.chips.blockSignals(True)
        self.chips.set_chips(known)
        self.chips.blockSignals(False)
        self.chips.setVisible(bool(known))
        self.line.setVisible(not known)

    def put(self, keys: Iterable[str]) -> None:
        wanted = tuple(keys)
        self.chips.blockSignals(True)
        self.chips.choose(wanted)
        self.chips.blockSignals(False)
        self.line.setText(", ".join(wanted))

    def keys(self) -> tuple[str, ...]:
        if self._known:
            return tuple(key for key in self._known if key in self.chips.chosen())
        return tuple(dict.fromkeys(part.strip() for part in self.line.text().split(",") if part.strip()))

    def _on_changed(self, *_: object) -> None:
        self.changed.emit()


class BothLanguages(QWidget):
    """The same words in English and Vietnamese, one under the other; *lines* of them when long."""

    changed = Signal()

    def __init__(self, long: bool = False) -> None:
        super().__init__()
        self.fields: tuple[QLineEdit | QPlainTextEdit, ...] = tuple(self._field(long) for _ in range(2))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for row, (code, field) in enumerate(zip(("EN", "VI"), self.fields, strict=True)):
            label = QLabel(code)
            label.setProperty("role", "muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            field.textChanged.connect(self._on_changed)

    @staticmethod
    def _field(long: bool) -> QLineEdit | QPlainTextEdit:
        if long:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setProperty("role", "card")
            text.setFixedHeight(NOTE_PX)
            return text
        line = QLineEdit()
        line.setMaxLength(NAME_LENGTH)
        line.setMinimumHeight(28)
        return line

    def text(self) -> Text:
        en, vi = (
            (field.text() if isinstance(field, QLineEdit) else field.toPlainText()).strip()[:NOTE_LENGTH]
            for field in self.fields
        )
        return Text(en, vi)

    def put(self, text: Text) -> None:
        for field, words in zip(self.fields, (text.en, text.vi), strict=True):
            field.blockSignals(True)
            if isinstance(field, QLineEdit):
                field.setText(words)
                field.setCursorPosition(0)
            else:
                field.setPlainText(words)
            field.blockSignals(False)

    def _on_changed(self, *_: object) -> None:
        self.changed.emit()


def as_number(text: str) -> float | None:
    """A number as typed, with comma or point; None when it is none."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
