"""The two fields a message is written in, with marks where something is wrong."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from controlcenter.ui.look import Look

Span = tuple[int, int]
"""Begin and end of a mark, in characters from 0."""


class Field(QPlainTextEdit):
    """Tab leaves it; ``put`` changes it without telling, ``mark`` underlines."""

    def __init__(self, look: Look, fixed: bool = False, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._lines = look, lines
        self._marks: tuple[Span, ...] = ()
        self.setTabChangesFocus(True)
        self.setProperty("role", "field")
        if fixed:
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            font.setPixelSize(self.font().pixelSize() if self.font().pixelSize() > 0 else 13)
            font.setStyleHint(QFont.StyleHint.Monospace)
            self.setFont(font)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.theme_changed.connect(self._on_theme_changed)

    def put(self, text: str) -> None:
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def mark(self, spans: Iterable[Span]) -> None:
        """Underline *spans* and lift their ground; nothing else stays marked."""
        marks = tuple(spans)
        if marks == self._marks:
            return
        self._marks = marks
        self._show_marks()

    def go_to(self, span: Span) -> None:
        """Select *span* and take the keyboard."""
        cursor = self.textCursor()
        length = len(self.toPlainText())
        cursor.setPosition(min(span[0], length))
        cursor.setPosition(min(span[1], length), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def line(self) -> int:
        return self.textCursor().blockNumber()

    @property
    def marks(self) -> tuple[Span, ...]:
        return self._marks

    def sizeHint(self) -> QSize:
        return QSize(300, self._height(self._lines + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height(self._lines))

    def _height(self, lines: int) -> int:
        return self.fontMetrics().lineSpacing() * lines + 14

    def _show_marks(self) -> None:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(self._look.color("high"))
        look.setBackground(self._look.color("selection"))
        look.setProperty(QTextFormat.Property.FullWidthSelection, False)
        made = []
        for start, end in self._marks:
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            last = max(0, self.document().characterCount() - 1)
            cursor.setPosition(min(start, last))
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
            one.cursor, one.format = cursor, look
            made.append(one)
        self.setExtraSelections(made)

    def _on_theme_changed(self, _theme: object) -> None:
        self._show_marks()
