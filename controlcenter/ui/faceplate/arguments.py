"""Editors made from the types and ranges of a command's arguments."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSlider,
    QSpinBox,
    QWidget,
)

from controlcenter.domain.kinds import ArgumentKind, CommandKind
from controlcenter.domain.readings import Reading, Value
from controlcenter.ui.widgets.choice import ChoiceBox

_FREE = 1_000_000_000
_SLIDER_STEPS = 200


class _Field(NamedTuple):
    """How an editor is read and written."""

    read: Callable[[], Value]
    put: Callable[[Value], None]


class ArgumentEditor(QWidget):
    """One argument's editor; ``value`` is what will be sent."""

    entered = Signal()
    """Enter was pressed in it."""

    def __init__(self, argument: ArgumentKind, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.argument = argument
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        make = _MAKERS.get(argument.type, _text)
        self._field = make(self, row, argument, language)
        self.setAccessibleName(argument.name.in_(language))

    @property
    def value(self) -> Value:
        return self._field.read()

    def start_from(self, value: Value) -> None:
        """Show *value*, as near to it as the argument's range allows."""
        self._field.put(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def start_from_reported(
    editors: Sequence[ArgumentEditor], command: CommandKind, readings: Mapping[str, Reading]
) -> None:
    """Let each argument begin at what the device reports of it: *readings* by point."""
    points = {proof.argument: proof.point for proof in command.confirm if proof.argument is not None}
    for editor in editors:
        reading = readings.get(points.get(editor.argument.key, ""))
        if reading is not None and reading.value is not None:
            editor.start_from(reading.value)


def _number(editor: ArgumentEditor, row: QHBoxLayout, argument: ArgumentKind, _language: str) -> _Field:
    low = argument.minimum if argument.minimum is not None else -_FREE
    high = argument.maximum if argument.maximum is not None else _FREE
    bounded = argument.minimum is not None and argument.maximum is not None
    start = argument.default
    whole = argument.type == "integer"
    given = start if isinstance(start, int | float) else (high if bounded else 0)
    if whole:
        spin: QSpinBox | QDoubleSpinBox = QSpinBox(editor)
        spin.setRange(int(low), int(high))
        spin.setValue(int(given))
    else:
        spin = QDoubleSpinBox(editor)
        spin.setRange(low, high)
        spin.setSingleStep((high - low) / 100 if bounded else 1.0)
        spin.setValue(float(given))
    if argument.unit:
        spin.setSuffix(f" {argument.unit}")
    spin.setMinimumWidth(84)
    spin.setAlignment(Qt.AlignmentFlag.AlignRight)
    if bounded and high > low:
        row.addWidget(_slider(editor, spin, low, high, whole), 1)
    row.addWidget(spin, 0 if bounded else 1)

    def put(value: Value) -> None:
        if isinstance(value, int | float) and math.isfinite(value):
            # The range first: a whole number out of Qt's would not fit the call.
            nearest = min(max(value, low), high)
            if isinstance(spin, QSpinBox):
                spin.setValue(round(nearest))
            else:
                spin.setValue(nearest)

    return _Field(spin.value, put)


def _slider(editor: QWidget, spin: QSpinBox | QDoubleSpinBox, low: float, high: float, whole: bool) -> QSlider:
    """A slider bound to *spin*; whole numbers of a moderate range step one by one."""
    slider = QSlider(Qt.Orientation.Horizontal, editor)
    steps = int(high - low) if whole and high - low <= 1000 else _SLIDER_STEPS
    slider.setRange(0, steps)
    slider.setPageStep(max(1, steps // 10))
    slider.setMinimumHeight(28)

    def from_slider(step: int) -> None:
        value = low + (high - low) * step / steps
        if isinstance(spin, QSpinBox):
            spin.setValue(round(value))
        else:
            spin.setValue(value)

    def from_spin() -> None:
        slider.blockSignals(True)
        slider.setValue(round((spin.value() - low) / (high - low) * steps))
        slider.blockSignals(False)

    from_spin()
    slider.valueChanged.connect(from_slider)
    spin.valueChanged.connect(from_spin)
    return slider


def _choice(editor: ArgumentEditor, row: QHBoxLayout, argument: ArgumentKind, language: str) -> _Field:
    combo = ChoiceBox(editor)
    for value, words in argument.values.items():
        combo.addItem(words.in_(language), value)
    if isinstance(argument.default, str):
        combo.setCurrentIndex(max(0, combo.findData(argument.default)))
    row.addWidget(combo, 1)

    def put(value: Value) -> None:
        place = combo.findData(value)
        if place >= 0:
            combo.setCurrentIndex(place)

    return _Field(lambda: str(combo.currentData() or ""), put)


def _check(editor: ArgumentEditor, row: QHBoxLayout, argument: ArgumentKind, language: str) -> _Field:
    box = QCheckBox(argument.name.in_(language), editor)
    box.setChecked(argument.default is True)
    box.setMinimumHeight(28)
    row.addWidget(box, 1)
    return _Field(box.isChecked, lambda value: box.setChecked(value is True))


def _text(editor: ArgumentEditor, row: QHBoxLayout, argument: ArgumentKind, _language: str) -> _Field:
    line = QLineEdit(editor)
    line.setMaxLength(argument.max_length)
    if isinstance(argument.default, str):
        line.setText(argument.default)
    row.addWidget(line, 1)
    return _Field(line.text, lambda value: line.setText(str(value)))


_MAKERS: dict[str, Callable[[ArgumentEditor, QHBoxLayout, ArgumentKind, str], _Field]] = {
    "number": _number,
    "integer": _number,
    "enum": _choice,
    "bool": _check,
    "text": _text,
}
