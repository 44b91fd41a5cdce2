"""How lines stand and look: left or right, top or bottom, font, colour."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from controlcenter.domain.signs.multi import CLASSIC, Align, Rgb, Span, Valign
from controlcenter.domain.signs.render import SignFace
from controlcenter.ui.alarms.conditions_fields import Choice

OWN = "own"
_COLOURS = (7, 9, 8, 1, 2, 3, 4, 5)
"""Numbers of CLASSIC that read on a dark ground."""
_ICON_PX = 14


class StyleBar(QWidget):
    """Fonts and colours are those of the sign in the preview."""

    align_chosen = Signal(object)
    valign_chosen = Signal(object)
    font_chosen = Signal(object)
    """A number, None for the sign's own."""
    colour_chosen = Signal(object)
    """An Rgb, None for the sign's own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aligns = {align: self._button(self.align_chosen, align) for align in Align}
        self._valigns = {valign: self._button(self.valign_chosen, valign) for valign in Valign}
        self.font_choice = Choice(11)
        self.font_choice.setParent(self)
        self.colours: dict[Rgb | None, QToolButton] = {
            rgb: self._button(self.colour_chosen, rgb) for rgb in (None, *(CLASSIC[number] for number in _COLOURS))
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        looks = (*self._aligns.values(), *self._valigns.values(), self.font_choice)
        for widgets in (looks, tuple(self.colours.values())):
            row = QHBoxLayout()
            row.setSpacing(4)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        for rgb, button in self.colours.items():
            if rgb is not None:
                dot = QPixmap(_ICON_PX, _ICON_PX)
                dot.fill(QColor(*rgb))
                button.setIcon(QIcon(dot))
        self._fonts: Mapping[int, str] = {}
        self.font_choice.currentIndexChanged.connect(self._on_font)
        self.retranslate()

    def _button(self, signal: object, value: object) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setMinimumSize(30, 28)
        button.setStyleSheet("padding: 4px 5px")
        button.clicked.connect(lambda: signal.emit(value))  # type: ignore[attr-defined]  # a bound signal
        return button

    def put(self, face: SignFace, look: Span, valign: Valign, usable: bool) -> None:
        """Show what the line being written looks like on *face*."""
        for align, button in self._aligns.items():
            button.setChecked(align is look.align)
        for stand, button in self._valigns.items():
            button.setChecked(stand is valign)
        for rgb, button in self.colours.items():
            button.setChecked(rgb == look.style.colour)
            button.setVisible(face.colour == "rgb")
        fonts = {number: font.name for number, font in face.fonts.items()}
        if fonts != self._fonts:
            self._fonts = fonts
            self._offer()
        self.font_choice.blockSignals(True)
        self.font_choice.put(OWN if look.style.font is None else str(look.style.font))
        self.font_choice.blockSignals(False)
        self.setEnabled(usable)

    def _offer(self) -> None:
        own = QCoreApplication.translate("Signs", "Sign's font")
        self.font_choice.offer([(OWN, own), *((str(number), name) for number, name in self._fonts.items())])

    def _on_font(self, _place: int) -> None:
        key = self.font_choice.key()
        self.font_chosen.emit(int(key) if key.isdigit() else None)

    def retranslate(self) -> None:
        words = {
            Align.LEFT: ("⇤", QCoreApplication.translate("Signs", "Lines at the left (Ctrl+L)")),
            Align.CENTRE: ("↔", QCoreApplication.translate("Signs", "Lines in the middle (Ctrl+E)")),
            Align.RIGHT: ("⇥", QCoreApplication.translate("Signs", "Lines at the right (Ctrl+R)")),
        }
        stands = {
            Valign.TOP: ("⤒", QCoreApplication.translate("Signs", "Page from the top")),
            Valign.MIDDLE: ("↕", QCoreApplication.translate("Signs", "Page in the middle")),
            Valign.BOTTOM: ("⤓", QCoreApplication.translate("Signs", "Page from the bottom")),
        }
        for buttons, said in ((self._aligns, words), (self._valigns, stands)):
            for key, button in buttons.items():
                text, tip = said[key]  # type: ignore[index]  # each table has the keys of its own buttons
                button.setText(text)
                button.setToolTip(tip)
                button.setAccessibleName(tip)
        for rgb, button in self.colours.items():
            name = QCoreApplication.translate("Signs", "Sign's colour") if rgb is None else ",".join(map(str, rgb))
            button.setText(name if rgb is None else "")
            button.setToolTip(name)
            button.setAccessibleName(name)
        self._offer()
