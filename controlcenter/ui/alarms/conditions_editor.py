"""The editor of a test: which one, and the fields that one needs."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from controlcenter.domain.conditions import (
    CommandTest,
    DeviationTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    RateTest,
    Side,
    StateTest,
    Test,
)
from controlcenter.domain.conditions_check import DIRECTIONS, ENDS
from controlcenter.domain.kinds import Kind, PointKind
from controlcenter.domain.readings import Value
from controlcenter.ui.alarms.conditions_fields import Choice, DurationField, NumberField, SeveralField, as_number
from controlcenter.ui.alarms.conditions_labels import FIELD_WORDS
from controlcenter.ui.alarms.conditions_words import TEST_WORDS, direction_word, end_word, point_name, side_word
from controlcenter.ui.words import value_text

SET_POINT = ""
"""The key among the reference's choices that means a constant."""

_FIELDS: dict[type, tuple[str, ...]] = {
    LimitTest: ("point", "side", "limit", "deadband"),
    RateTest: ("point", "direction", "limit", "per_s"),
    DeviationTest: ("point", "reference", "set_point", "limit", "deadband"),
    StateTest: ("point", "values"),
    FaultTest: ("point", "without"),
    NoDataTest: ("after_s",),
    FrozenTest: ("point", "after_s", "band"),
    OfflineTest: (),
    CommandTest: ("ends", "hold_s"),
}
TYPES: dict[str, type] = {test.__name__: test for test in _FIELDS}


def _fits(test: type, point: PointKind) -> bool:
    if test is StateTest:
        return True
    if test is FaultTest:
        return point.type in ("enum", "text") and bool(point.fault_values)
    return point.type == "number"


class ConditionEditor(QWidget):
    """Reads and shows a Test of devices of one kind."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind | None = None
        self._language = "en"
        self.type = Choice()
        self.fields: dict[str, Any] = {
            "point": Choice(),
            "side": Choice(),
            "direction": Choice(),
            "reference": Choice(),
            "set_point": NumberField(),
            "limit": NumberField(),
            "deadband": NumberField(0.0),
            "band": NumberField(0.0),
            "per_s": DurationField(),
            "after_s": DurationField(),
            "hold_s": DurationField(),
            "values": SeveralField(),
            "without": SeveralField(),
            "ends": SeveralField(),
        }
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._head = QLabel()
        self._labels: dict[str, QLabel] = {name: QLabel() for name in self.fields}
        self.form.addRow(self._head, self.type)
        for name, field in self.fields.items():
            self.form.addRow(self._labels[name], field)
        self._connect()

    def _connect(self) -> None:
        self.type.currentIndexChanged.connect(self._on_type_changed)
        self.fields["point"].currentIndexChanged.connect(self._on_point_changed)
        for name in ("side", "direction"):
            self.fields[name].currentIndexChanged.connect(self._on_changed)
        self.fields["reference"].currentIndexChanged.connect(self._on_reference_changed)
        for name in ("set_point", "limit", "deadband", "band"):
            self.fields[name].valueChanged.connect(self._on_changed)
        for name in ("per_s", "after_s", "hold_s", "values", "without", "ends"):
            self.fields[name].changed.connect(self._on_changed)

    @property
    def chosen(self) -> type:
        return TYPES.get(self.type.key(), OfflineTest)

    # Showing

    def put(self, test: Test, kind: Kind, language: str) -> None:
        """Show *test* without telling."""
        self.blockSignals(True)
        self._kind, self._language = kind, language
        self._offer_words()
        self.type.put(type(test).__name__)
        self._offer_points()
        if (point := getattr(test, "point", None)) is not None:
            self.fields["point"].put(point)
        self._offer_values()
        for name in _FIELDS[type(test)]:
            self._put_field(name, getattr(test, name))
        self._show_fields()
        self.blockSignals(False)

    def _put_field(self, name: str, value: Any) -> None:
        field = self.fields[name]
        if isinstance(field, NumberField):
            field.setValue(value or 0.0)
        elif isinstance(field, DurationField):
            field.put(value)
        elif isinstance(field, SeveralField):
            field.put(_key(one) for one in value)
        else:
            field.put(SET_POINT if value is None else str(value))

    def _offer_words(self) -> None:
        self.type.offer((name, TEST_WORDS[test]()) for name, test in TYPES.items())
        self.fields["side"].offer((str(side), side_word(side)) for side in Side)
        self.fields["direction"].offer((word, direction_word(word)) for word in DIRECTIONS)
        self.fields["ends"].offer([(end, end_word(end)) for end in ENDS])
        for name, field in self.fields.items():
            if isinstance(field, NumberField | DurationField):
                field.retranslate()
            self._labels[name].setText(FIELD_WORDS[name]())
        self._head.setText(QCoreApplication.translate("AlarmConditions", "Test"))

    def _offer_points(self) -> None:
        points = self._kind.points if self._kind else {}
        fitting = [key for key, point in points.items() if _fits(self.chosen, point)]
        words = [(key, point_name(key, self._kind, self._language)) for key in fitting]
        self.fields["point"].offer(words)
        constant = QCoreApplication.translate("AlarmConditions", "a set-point")
        self.fields["reference"].offer([(SET_POINT, constant), *words])

    def _offer_values(self) -> None:
        point = self._point()
        known = point.values if point else {}
        if point is not None and point.type == "bool":
            offered = [(_key(value), value_text(value, point, self._language)) for value in (True, False)]
        else:
            offered = [(value, word.in_(self._language)) for value, word in known.items()]
        self.fields["values"].offer(offered)
        self.fields["without"].offer([one for one in offered if one[0] not in ("none", "ok")])
        for name in ("limit", "deadband", "band", "set_point"):
            self.fields[name].put_unit(point.unit if point else "")

    def _show_fields(self) -> None:
        shown = _FIELDS[self.chosen]
        for name, field in self.fields.items():
            constant = name != "set_point" or self.fields["reference"].key() == SET_POINT
            self.form.setRowVisible(field, name in shown and constant)

    def labels(self) -> tuple[QLabel, ...]:
        return (self._head, *self._labels.values())

    def retranslate(self, language: str) -> None:
        self._offer_words()
        if self._kind is not None:
            self.put(self.test(), self._kind, language)

    # Reading

    def _point(self) -> PointKind | None:
        return self._kind.points.get(self.fields["point"].key()) if self._kind else None

    def test(self) -> Test:
        """The test as the fields say; whether it can be put in force is for others to judge."""
        read: dict[type, Callable[[], Test]] = {
            LimitTest: lambda: LimitTest(
                self._text("point"), Side(self._text("side")), self._number("limit"), self._number("deadband")
            ),
            RateTest: lambda: RateTest(
                self._text("point"), self._number("limit"), self._seconds("per_s"), self._text("direction")
            ),
            DeviationTest: self._deviation,
            StateTest: lambda: StateTest(self._text("point"), self._values("values")),
            FaultTest: lambda: FaultTest(self._text("point"), self.fields["without"].keys()),
            NoDataTest: lambda: NoDataTest(self._seconds("after_s")),
            FrozenTest: lambda: FrozenTest(self._text("point"), self._seconds("after_s"), self._number("band")),
            OfflineTest: OfflineTest,
            CommandTest: lambda: CommandTest(self.fields["ends"].keys(), self._seconds("hold_s")),
        }
        return read[self.chosen]()

    def _deviation(self) -> DeviationTest:
        reference = self._text("reference") or None
        constant = None if reference else self._number("set_point")
        return DeviationTest(self._text("point"), self._number("limit"), reference, constant, self._number("deadband"))

    def _text(self, name: str) -> str:
        return str(self.fields[name].key())

    def _number(self, name: str) -> float:
        return float(self.fields[name].value())

    def _seconds(self, name: str) -> float:
        return float(self.fields[name].seconds())

    def _values(self, name: str) -> tuple[Value, ...]:
        point = self._point()
        keys: tuple[str, ...] = self.fields[name].keys()
        if point is not None and point.type == "bool":
            return tuple(key == _key(True) for key in keys)
        if point is not None and point.type == "number":
            return tuple(key if (number := as_number(key)) is None else number for key in keys)
        return keys

    def _on_type_changed(self, _index: int) -> None:
        self._offer_points()
        self._offer_values()
        self._show_fields()
        self.changed.emit()

    def _on_point_changed(self, _index: int) -> None:
        self._offer_values()
        self.changed.emit()

    def _on_reference_changed(self, _index: int) -> None:
        self._show_fields()
        self.changed.emit()

    def _on_changed(self, *_: object) -> None:
        self.changed.emit()


def _key(value: Value) -> str:
    """A value as the key of a chip."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
