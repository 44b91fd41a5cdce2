"""The editor of a selection: devices by name, groups, and all that are of a kind, in an area, with a tag."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from controlcenter.domain.documents import Group
from controlcenter.domain.ids import AreaId, DeviceId, DocumentId
from controlcenter.domain.selections import Query, Selection
from controlcenter.ui.control.library.pane import LABEL_PX
from controlcenter.ui.control.library.picks import Offer, PicksField
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror


class _Part(NamedTuple):
    """One row of the form: its words, what it offers and how a key of it is named."""

    title: Callable[[], str]
    hint: Callable[[], str]
    known: Callable[[Mirror, str], Iterable[Offer]]
    word: Callable[[Mirror, str, str], str]


def _groups(mirror: Mirror, _language: str) -> Iterable[Offer]:
    return ((str(document.id), document.name) for document in mirror.control.documents_of(Group))


def _group_word(mirror: Mirror, key: str, _language: str) -> str:
    document = mirror.control.documents.get(DocumentId(int(key)))
    return document.name if document else QCoreApplication.translate("Library", "a group that is gone")


def _kinds(mirror: Mirror, language: str) -> Iterable[Offer]:
    used = {device.kind for device in mirror.devices.values()}
    return ((kind.id, kind.name.in_(language)) for kind in mirror.kinds.values() if kind.id in used)


def _kind_word(mirror: Mirror, key: str, language: str) -> str:
    kind = mirror.kinds.get(key)
    return kind.name.in_(language) if kind else key


def _areas(mirror: Mirror, _language: str) -> Iterable[Offer]:
    return ((str(area), mirror.area_path(area)) for area in mirror.areas)


def _area_word(mirror: Mirror, key: str, _language: str) -> str:
    area = mirror.areas.get(AreaId(int(key)))
    return area.name if area else QCoreApplication.translate("Library", "an area that is gone")


def _cabinets(mirror: Mirror, _language: str) -> Iterable[Offer]:
    parents = {device.parent for device in mirror.devices.values() if device.parent is not None}
    return ((parent, mirror.name_of(parent)) for parent in parents)


def _drivers(mirror: Mirror, language: str) -> Iterable[Offer]:
    used = {device.driver for device in mirror.devices.values()}
    return ((driver, _driver_word(mirror, driver, language)) for driver in used)


def _driver_word(mirror: Mirror, key: str, language: str) -> str:
    found = next((driver for driver in mirror.drivers if driver.id == key), None)
    return ((found.names.in_(language) if found.names else found.name) or key) if found else key


def _name(mirror: Mirror, key: str, _language: str) -> str:
    return mirror.name_of(DeviceId(key))


_PARTS: dict[str, _Part] = {
    "devices": _Part(
        lambda: QCoreApplication.translate("Library", "Devices"),
        lambda: QCoreApplication.translate("Library", "+ device…"),
        lambda mirror, _language: ((device.id, device.name) for device in mirror.devices.values()),
        _name,
    ),
    "groups": _Part(
        lambda: QCoreApplication.translate("Library", "Groups"),
        lambda: QCoreApplication.translate("Library", "+ group…"),
        _groups,
        _group_word,
    ),
    "kinds": _Part(
        lambda: QCoreApplication.translate("Library", "Kinds"),
        lambda: QCoreApplication.translate("Library", "+ kind…"),
        _kinds,
        _kind_word,
    ),
    "areas": _Part(
        lambda: QCoreApplication.translate("Library", "Areas"),
        lambda: QCoreApplication.translate("Library", "+ area and all below…"),
        _areas,
        _area_word,
    ),
    "parents": _Part(
        lambda: QCoreApplication.translate("Library", "Cabinets"),
        lambda: QCoreApplication.translate("Library", "+ cabinet or gateway…"),
        _cabinets,
        _name,
    ),
    "tags": _Part(
        lambda: QCoreApplication.translate("Library", "Tags"),
        lambda: QCoreApplication.translate("Library", "+ tag…"),
        lambda mirror, _language: ((tag, tag) for tag in _tags(mirror)),
        lambda _mirror, key, _language: key,
    ),
    "drivers": _Part(
        lambda: QCoreApplication.translate("Library", "Drivers"),
        lambda: QCoreApplication.translate("Library", "+ driver…"),
        _drivers,
        _driver_word,
    ),
}
QUERY_PARTS = ("kinds", "areas", "parents", "tags", "drivers")


def _tags(mirror: Mirror) -> set[str]:
    return {tag for device in mirror.devices.values() for tag in device.tags}


def selection_words(selection: Selection, mirror: Mirror, language: str, most: int = 3) -> str:
    """*selection* in few words, such as ``Phường 2 · Street light + 3``."""
    words = [_PARTS[key].word(mirror, value, language) for key, value in _values(selection)]
    if selection.query is not None and selection.query.text:
        words.append(f"“{selection.query.text}”")
    shown = " · ".join(words[:most])
    return f"{shown} + {len(words) - most}" if len(words) > most else shown


def _values(selection: Selection) -> list[tuple[str, str]]:
    """Part and key of everything picked."""
    query = selection.query or Query()
    held: dict[str, Iterable[object]] = {
        "devices": selection.devices,
        "groups": selection.groups,
        "kinds": query.kinds,
        "areas": query.areas,
        "parents": query.parents,
        "tags": query.tags,
        "drivers": query.drivers,
    }
    return [(part, str(value)) for part, values in held.items() for value in values]


class SelectionEditor(QWidget):
    """``selection()`` is what the fields say now; ``changed`` tells of edits by hand."""

    changed = Signal()

    def __init__(self, mirror: Mirror, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mirror, self._look = mirror, look
        self.fields: dict[str, PicksField] = {key: self._field(part) for key, part in _PARTS.items()}
        self._labels: dict[str, QLabel] = {key: QLabel() for key in (*_PARTS, "text", "rule")}
        self.text = QLineEdit(self)
        self.text.setMinimumHeight(28)
        self.text.setMaxLength(200)
        self.text.textEdited.connect(self._on_changed)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(12, 8, 12, 8)
        self.form.setVerticalSpacing(6)
        self.form.setHorizontalSpacing(6)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for key in ("devices", "groups"):
            self.form.addRow(self._labels[key], self.fields[key])
        self._labels["rule"].setProperty("role", "muted")
        self._labels["rule"].setWordWrap(True)
        self.form.addRow(self._labels["rule"])
        for key in QUERY_PARTS:
            self.form.addRow(self._labels[key], self.fields[key])
        self.form.addRow(self._labels["text"], self.text)
        for key, label in self._labels.items():
            label.setTextFormat(Qt.TextFormat.PlainText)
            if key != "rule":
                label.setMinimumWidth(LABEL_PX)
            if key in self.fields:
                label.setBuddy(self.fields[key].line)
        self.retranslate()

    def _field(self, part: _Part) -> PicksField:
        field = PicksField(
            lambda: part.known(self._mirror, self._look.language),
            lambda key: part.word(self._mirror, key, self._look.language),
            self,
        )
        field.changed.connect(self._on_changed)
        return field

    def selection(self) -> Selection:
        picked = {key: field.keys() for key, field in self.fields.items()}
        query = Query(
            kinds=picked["kinds"],
            areas=tuple(AreaId(int(area)) for area in picked["areas"]),
            tags=picked["tags"],
            drivers=picked["drivers"],
            parents=tuple(DeviceId(parent) for parent in picked["parents"]),
            text=self.text.text().strip(),
        )
        devices = tuple(DeviceId(device) for device in picked["devices"])
        groups = tuple(DocumentId(int(group)) for group in picked["groups"])
        return Selection(devices, None if query.empty else query, groups)

    def put(self, selection: Selection) -> None:
        """Show *selection* without telling; what the fields say already stays as it is typed."""
        if selection == self.selection():
            return
        picked = _values(selection)
        for part, field in self.fields.items():
            field.put([key for of, key in picked if of == part])
        self.text.setText(selection.query.text if selection.query else "")

    def retranslate(self) -> None:
        for key, part in _PARTS.items():
            self._labels[key].setText(part.title())
            self.fields[key].set_hint(part.hint())
            self.fields[key].line.setAccessibleName(part.title())
            self.fields[key].retranslate()
        self._labels["rule"].setText(
            QCoreApplication.translate("Library", "And all that match every line below, also those taken in later:")
        )
        self._labels["text"].setText(QCoreApplication.translate("Library", "Text"))
        self.text.setPlaceholderText(QCoreApplication.translate("Library", "in the name or the address"))

    def _on_changed(self, *_: object) -> None:
        self.changed.emit()
