"""What a plan would change at this moment, in force or only drafted: asked of the engine, nothing is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.ids import DeviceId
from controlcenter.domain.plans import Plan
from controlcenter.engine.control.plan_runner import Difference
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.plans.plan_words import action_text
from controlcenter.ui.look import Look
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.models.devices_text import natural_key
from controlcenter.ui.views.system_table import Column, RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader
from controlcenter.ui.widgets.symbols import Symbol, status_symbol
from controlcenter.ui.words import DASH, count_text, value_text

MOST_LISTED = 1000


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A device, what it shows and what the plan wants of it."""

    device: DeviceId
    name: str
    shown: str
    wanted: str
    symbol: Symbol


def change_rows(found: Sequence[Difference], mirror: Mirror, language: str) -> list[ChangeRow]:
    """By name; what nothing trustworthy is known of has a dash."""
    rows = []
    for one in found:
        kind = mirror.kinds.get(mirror.kind_of(one.device))
        shown = ", ".join(
            f"{kind.points[key].name.in_(language) if kind and key in kind.points else key} "
            f"{value_text(value, kind.points.get(key) if kind else None, language)}"
            for key, value in one.shown.items()
        )
        wanted = action_text(one.wanted.action, language)
        symbol = status_symbol(mirror.statuses.get(one.device))
        rows.append(ChangeRow(one.device, mirror.name_of(one.device), shown or DASH, wanted, symbol))
    return sorted(rows, key=lambda row: natural_key(row.name))


class ChangePanel(QWidget):
    """Asks when told to; an edit of the plan makes the answer void."""

    device_chosen = Signal(str)

    def __init__(self, bridge: Bridge, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self._plan: Plan | None = None
        self._found: Sequence[Difference] | None = None
        self._said = ""
        self.head = SectionHeader(parent=self)
        self.ask = QPushButton(self)
        self.ask.setMinimumHeight(26)
        self.head.add(self.ask)
        columns: tuple[Column[ChangeRow], ...] = (
            Column(
                lambda: QCoreApplication.translate("Plans", "Device"),
                lambda row: row.name,
                150,
                symbol=lambda row: row.symbol,
                grows=True,
            ),
            Column(lambda: QCoreApplication.translate("Plans", "Shows"), lambda row: row.shown, 130),
            Column(lambda: QCoreApplication.translate("Plans", "Plan wants"), lambda row: row.wanted, 0),
        )
        self.table: RowsTable[ChangeRow] = RowsTable(columns, lambda row: row.device, look)
        self.hint = EmptyHint(parent=self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        self.ask.clicked.connect(self.run)
        self.table.doubleClicked.connect(self._on_opened)
        self.retranslate()

    def put(self, plan: Plan | None) -> None:
        """*plan* as it stands now, None while something is wrong with it."""
        if plan != self._plan:
            self._plan, self._found, self._said = plan, None, ""
            self._show()

    def run(self) -> None:
        """Ask who does not show what the plan wants at this moment."""
        plan = self._plan
        if plan is not None:
            self._bridge.ask_then(
                self._bridge.engine.plan_changes(plan),
                lambda found: self._on_found(plan, found),
                lambda error: self._on_refused(plan, error),
            )

    def _on_found(self, plan: Plan, found: Sequence[Difference]) -> None:
        if plan == self._plan:
            self._found, self._said = found, ""
            self._show()

    def _on_refused(self, plan: Plan, error: EngineError) -> None:
        if plan == self._plan:
            self._found, self._said = None, str(error)
            self._show()

    def _show(self) -> None:
        language = self._look.language
        rows = change_rows(self._found or (), self._bridge.mirror, language)
        self.table.put(rows[:MOST_LISTED])
        self.stack.setCurrentWidget(self.table if rows else self.hint)
        words = QCoreApplication.translate("Plans", "{count} devices show something else")
        self.head.set_note(words.format(count=count_text(len(rows), language)) if rows else "")
        self.ask.setEnabled(self._plan is not None)
        if self._said:
            self.hint.set_words(QCoreApplication.translate("Plans", "The engine refused"), self._said)
        elif self._found is not None:
            self.hint.set_words(
                QCoreApplication.translate("Plans", "Nothing would change"),
                QCoreApplication.translate("Plans", "Every device shows what the plan wants now."),
            )
        else:
            self.hint.set_words(
                QCoreApplication.translate("Plans", "Not tried yet"),
                QCoreApplication.translate(
                    "Plans", "Lists the devices that do not show now what this plan wants of them. Nothing is sent."
                ),
            )

    def retranslate(self) -> None:
        self.head.set_title(QCoreApplication.translate("Plans", "What it would change now"))
        self.ask.setText(QCoreApplication.translate("Plans", "Try"))
        self.ask.setToolTip(QCoreApplication.translate("Plans", "Compare the plan with what is reported (Ctrl+T)"))
        self.table.rows_model.retranslate()
        self._show()

    def _on_opened(self, *_: object) -> None:
        row = self.table.current()
        if row is not None:
            self.device_chosen.emit(row.device)
