"""The store in figures."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from controlcenter.engine.changes import StoreStatus
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_columns import store_state
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.symbols import Symbol, SymbolLabel
from controlcenter.ui.words import DASH, count_text, size_text

_ROWS: tuple[tuple[Callable[[], str], Callable[[StoreStatus, str], str]], ...] = (
    (lambda: QCoreApplication.translate("System", "State"), lambda store, _: store_state(store.state)),
    (
        lambda: QCoreApplication.translate("System", "Waiting"),
        lambda store, language: count_text(store.waiting, language),
    ),
    (
        lambda: QCoreApplication.translate("System", "Written since start"),
        lambda store, language: count_text(store.written, language),
    ),
    (
        lambda: QCoreApplication.translate("System", "Given up"),
        lambda store, language: count_text(store.dropped, language),
    ),
    (
        lambda: QCoreApplication.translate("System", "Size"),
        lambda store, language: size_text(store.size_bytes, language),
    ),
    (
        lambda: QCoreApplication.translate("System", "Free on disk"),
        lambda store, language: size_text(store.free_bytes, language),
    ),
    (lambda: QCoreApplication.translate("System", "Schema"), lambda store, _: store.schema or DASH),
    (lambda: QCoreApplication.translate("System", "Address"), lambda store, _: store.url),
    (lambda: QCoreApplication.translate("System", "Reason"), lambda store, _: store.reason),
)


class StorePanel(QWidget):
    """Name at the left, figure at the right; rows without a figure are left out."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._store: StoreStatus | None = None
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._header = SectionHeader(parent=self)
        self._symbol = SymbolLabel(look, Symbol.UNKNOWN, 12, self)
        self._header.add(self._symbol)
        self._names: list[QLabel] = []
        self.figures: list[ElidedLabel] = []
        grid = QGridLayout()
        grid.setContentsMargins(12, 6, 12, 6)
        grid.setVerticalSpacing(3)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row in range(len(_ROWS)):
            name, figure = QLabel(self), ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setProperty("role", "muted")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(name, row, 0)
            grid.addWidget(figure, row, 1)
            self._names.append(name)
            self.figures.append(figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addLayout(grid)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self._header.set_title(QCoreApplication.translate("System", "Store"))
        for label, (name, _) in zip(self._names, _ROWS, strict=True):
            label.setText(name())
        self.show_store(self._store)

    def show_store(self, store: StoreStatus | None) -> None:
        self._store = store
        if store is None:
            for figure in self.figures:
                figure.set_text(DASH)
            return
        self._symbol.set_symbol(Symbol.NORMAL if store.state == "writing" else Symbol.HIGH)
        for name, figure, (_, text) in zip(self._names, self.figures, _ROWS, strict=True):
            figure.set_text(text(store, self._look.language))
            for label in (name, figure):
                label.setVisible(bool(figure.whole))
