"""What a plan is for, where its sun is taken, and when one of its days ends."""

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from controlcenter.domain.devices import Position
from controlcenter.domain.plans import Plan, Turn
from controlcenter.ui.alarms.conditions_fields import Choice
from controlcenter.ui.control.library.pane import LABEL_PX

LONGEST_DESCRIPTION = 500


class AboutEditor(QWidget):
    """``apply`` lays what the fields say over a plan; ``changed`` tells of edits by hand."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._putting = False
        self.description = QLineEdit(self)
        self.description.setMaxLength(LONGEST_DESCRIPTION)
        self.description.setMinimumHeight(28)
        self.turn = Choice(18)
        self.own_place = QCheckBox(self)
        self.own_place.setMinimumHeight(28)
        self.lat, self.lon = self._degrees(90.0), self._degrees(180.0)
        self._labels = [QLabel(self) for _ in range(3)]
        self._lay()
        self.description.textEdited.connect(self._on_edited)
        self.turn.currentIndexChanged.connect(self._on_edited)
        self.own_place.toggled.connect(self._on_place_toggled)
        self.lat.valueChanged.connect(self._on_edited)
        self.lon.valueChanged.connect(self._on_edited)
        self.retranslate()

    def _degrees(self, most: float) -> QDoubleSpinBox:
        field = QDoubleSpinBox(self)
        field.setRange(-most, most)
        field.setDecimals(4)
        field.setSuffix("°")
        field.setSingleStep(0.1)
        field.setMinimumHeight(28)
        field.lineEdit().setTextMargins(6, 0, 4, 0)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return field

    def _lay(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(12, 8, 12, 8)
        form.setHorizontalSpacing(6)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        place = QHBoxLayout()
        place.setSpacing(6)
        place.addWidget(self.lat)
        place.addWidget(self.lon)
        place.addStretch(1)
        for label, field in zip(self._labels, (self.description, self.turn, self.own_place), strict=True):
            label.setBuddy(field)
            label.setMinimumWidth(LABEL_PX)
            form.addRow(label, field)
        form.addRow("", place)

    def put(self, plan: Plan, usual: Position) -> None:
        """Show *plan*; *usual* is where its sun is taken unless it names a place."""
        self._putting = True
        if " ".join(self.description.text().split()) != plan.description:
            self.description.setText(plan.description)
            self.description.setCursorPosition(0)
        self.turn.put(plan.turn.value)
        self.own_place.setChecked(plan.place is not None)
        shown = plan.place or usual
        self.lat.setValue(shown.lat)
        self.lon.setValue(shown.lon)
        self._putting = False
        self._enable()

    def apply(self, plan: Plan) -> Plan:
        """*plan* as the fields have it; a place is kept to the digit unless it was edited."""
        place = Position(self.lon.value(), self.lat.value()) if self.own_place.isChecked() else None
        kept = plan.place
        if place is not None and kept is not None and _shown(kept) == _shown(place):
            place = kept
        description = " ".join(self.description.text().split())
        return replace(plan, description=description, turn=Turn(self.turn.key()), place=place)

    def retranslate(self) -> None:
        words = (
            QCoreApplication.translate("Plans", "Description"),
            QCoreApplication.translate("Plans", "Its day"),
            QCoreApplication.translate("Plans", "Sun taken"),
        )
        for label, word in zip(self._labels, words, strict=True):
            label.setText(word)
        self._putting = True
        self.turn.offer(
            (
                (Turn.NOON.value, QCoreApplication.translate("Plans", "from noon to noon: a night is one day")),
                (Turn.MIDNIGHT.value, QCoreApplication.translate("Plans", "from midnight to midnight")),
            )
        )
        self._putting = False
        self.own_place.setText(QCoreApplication.translate("Plans", "Of a place of its own, not of its devices' middle"))
        self.lat.setPrefix(QCoreApplication.translate("Plans", "Lat ", "before degrees"))
        self.lon.setPrefix(QCoreApplication.translate("Plans", "Lon ", "before degrees"))

    def _enable(self) -> None:
        for field in (self.lat, self.lon):
            field.setEnabled(self.own_place.isChecked())

    def _on_place_toggled(self, _on: bool) -> None:
        self._enable()
        self._on_edited()

    def _on_edited(self, *_: object) -> None:
        if not self._putting:
            self.changed.emit()


def _shown(place: Position) -> tuple[float, float]:
    """As far as the fields show it."""
    return round(place.lon, 4), round(place.lat, 4)
