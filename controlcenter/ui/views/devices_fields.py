"""Fields the dialogs about devices share: an area, a place on the map."""

import math
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QSizePolicy, QWidget

from controlcenter.domain.devices import Position
from controlcenter.domain.ids import AreaId
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key, one_line
from controlcenter.ui.widgets.choice import ChoiceBox

NAME_LENGTH = 200


class PositionError(ValueError):
    """What was typed is no place on the map; ``str()`` says why in the window's language."""


def read_position(lon: str, lat: str) -> Position | None:
    """Degrees as typed, comma or point; None when both are empty. Raises PositionError."""
    lon, lat = lon.strip().replace(",", "."), lat.strip().replace(",", ".")
    if not lon and not lat:
        return None
    try:
        place = Position(float(lon), float(lat))
    except ValueError:
        raise PositionError(
            QCoreApplication.translate("Devices", "A position needs two numbers: longitude and latitude in degrees.")
        ) from None
    if not (math.isfinite(place.lon) and math.isfinite(place.lat)) or abs(place.lon) > 180 or abs(place.lat) > 90:
        raise PositionError(
            QCoreApplication.translate("Devices", "Longitude is −180 to 180, latitude −90 to 90 degrees.")
        )
    return place


def write_degrees(degrees: float | None) -> str:
    """Six digits: about ten centimetres."""
    return "" if degrees is None else f"{degrees:.6f}".rstrip("0").rstrip(".")


def area_choices(mirror: Mirror) -> list[tuple[str, AreaId]]:
    """Paths of all areas with their ids, as people sort them."""
    paths = [(one_line(mirror.area_path(area)), area) for area in mirror.areas]
    return sorted(paths, key=lambda choice: natural_key(choice[0]))


class AreaBox(ChoiceBox):
    """Chooses one area of the tree, or none."""

    def __init__(self, choices: Iterable[tuple[str, AreaId]], chosen: AreaId | None, parent: QWidget | None = None):
        super().__init__(parent)
        self.setMinimumHeight(28)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addItem(QCoreApplication.translate("Devices", "No area"), None)
        for path, area in choices:
            self.addItem(path, int(area))
        self.setCurrentIndex(max(0, self.findData(None if chosen is None else int(chosen))))

    def area(self) -> AreaId | None:
        data = self.currentData()
        return None if data is None else AreaId(data)


def line(text: str = "", hint: str = "", length: int = NAME_LENGTH) -> QLineEdit:
    field = QLineEdit(text)
    field.setPlaceholderText(hint)
    field.setMaxLength(length)
    field.setMinimumHeight(28)
    return field


def buttons(accept: str) -> QDialogButtonBox:
    """Two buttons in the window's language (Qt brings no Vietnamese of its own)."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    box.button(QDialogButtonBox.StandardButton.Ok).setText(accept)
    box.button(QDialogButtonBox.StandardButton.Cancel).setText(QCoreApplication.translate("Devices", "Cancel"))
    return box
