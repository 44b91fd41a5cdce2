"""Shows the bytes of a message nobody could read: never as markup, nothing in them takes effect."""

import unicodedata

from PySide6.QtCore import QCoreApplication, QSignalBlocker
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QTabBar, QVBoxLayout, QWidget

from controlcenter.engine.changes import BadPayload
from controlcenter.ui.widgets.section import SectionHeader

_HARMLESS = {"\n": "\\n\n", "\t": "\\t"}
_PER_LINE = 16
_FIXED_PX = 12


def escaped_text(payload: bytes) -> str:
    """*payload* read as UTF-8 with broken bytes, controls and direction marks written out as ``\\x1b``, ``\\u202e``."""
    text = payload.decode("utf-8", "backslashreplace")
    return "".join(_HARMLESS.get(sign) or (_escaped(sign) if _hidden(sign) else sign) for sign in text)


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _escaped(sign: str) -> str:
    code = ord(sign)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def hex_dump(payload: bytes) -> str:
    """Lines of an offset, 16 bytes and their ASCII."""
    lines = []
    for start in range(0, len(payload), _PER_LINE):
        part = payload[start : start + _PER_LINE]
        letters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in part)
        lines.append(f"{start:04x}  {part.hex(' '):<{_PER_LINE * 3 - 1}}  {letters}")
    return "\n".join(lines)


class PayloadViewer(QWidget):
    """One payload as text or as hexadecimal figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: BadPayload | None = None
        self._header = SectionHeader(parent=self)
        self._kind = QTabBar(self)
        self._kind.setDrawBase(False)
        self._kind.addTab("")
        self._kind.addTab("")
        self._kind.currentChanged.connect(self._on_kind_changed)
        self._header.add(self._kind)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(_FIXED_PX)
        self.text.setFont(font)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self.text, 1)
        self.retranslate()

    def show_payload(self, bad: BadPayload | None) -> None:
        if bad != self._shown:
            self._shown = bad
            self._write()

    def show_hex(self, wanted: bool) -> None:
        self._kind.setCurrentIndex(1 if wanted else 0)

    def retranslate(self) -> None:
        with QSignalBlocker(self._kind):
            self._kind.setTabText(0, QCoreApplication.translate("System", "Text"))
            self._kind.setTabText(1, QCoreApplication.translate("System", "Hex"))
        self._write()

    def _write(self) -> None:
        bad = self._shown
        self._header.set_title(QCoreApplication.translate("System", "Payload"))
        self.text.setPlaceholderText(QCoreApplication.translate("System", "Choose a message to see its bytes."))
        if bad is None:
            self._header.set_note("")
            self.text.setPlainText("")
            return
        note = bad.topic
        if bad.size > len(bad.payload):
            cut = QCoreApplication.translate("System", "the first {shown} of {size} bytes")
            note += " · " + cut.replace("{shown}", str(len(bad.payload))).replace("{size}", str(bad.size))
        self._header.set_note(note)
        self.text.setPlainText(hex_dump(bad.payload) if self._kind.currentIndex() else escaped_text(bad.payload))

    def _on_kind_changed(self, _index: int) -> None:
        self._write()
