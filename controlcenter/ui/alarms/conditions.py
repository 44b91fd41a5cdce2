"""The editor of what makes an alarm: definitions of kinds, their overrides, tried before they are put in force."""

import time
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from controlcenter.domain.conditions import BROKER, AlarmDefinition, Override, broker_device
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.engine.changes import ChangeSet
from controlcenter.engine.face import EngineError
from controlcenter.ui.alarms.conditions_copy import CopyDialog
from controlcenter.ui.alarms.conditions_deeds import DefinitionDeeds
from controlcenter.ui.alarms.conditions_drafts import (
    NEW,
    DefinitionRow,
    Drafts,
    blank,
    definition_columns,
    problem_with,
)
from controlcenter.ui.alarms.conditions_form import DefinitionForm
from controlcenter.ui.alarms.conditions_problems import refusal_text
from controlcenter.ui.alarms.conditions_scopes import Scope, ScopeList, in_force
from controlcenter.ui.alarms.conditions_trial import TrialPanel
from controlcenter.ui.alarms.conditions_words import Origin
from controlcenter.ui.alarms.journal_device import named_devices
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.views.system_table import RowsTable
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.section import SectionHeader

SIZES = (150, 620, 340)
WIDEST_FORM = 460
"""In a narrow window the form scrolls rather than push the table out."""


class ConditionsView(QWidget):
    """Left for whom, in the middle what is in force there, right the form of one definition."""

    saved = Signal(object)
    """The Override that was put in force."""

    def __init__(
        self, bridge: Bridge, look: Look, parent: QWidget | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._bridge, self._look = bridge, look
        self._drafts = Drafts()
        self._row: str | None = None
        self._refusal = ""
        self.scopes = ScopeList(bridge.mirror, look, self)
        columns = definition_columns(bridge.mirror, look, self._kind_id)
        self.table: RowsTable[DefinitionRow] = RowsTable(columns, lambda row: row.row, look, self)
        self.form = DefinitionForm(look, self)
        self.trial = TrialPanel(bridge, look, clock, self._to_try, self)
        self.head, self.form_head = SectionHeader(parent=self), SectionHeader(parent=self)
        self.deeds = DefinitionDeeds(bridge.mirror, self)
        self.hint, self.no_form = EmptyHint(parent=self), EmptyHint(parent=self)
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        self.deeds.put_into(self.head)
        self.middle = QStackedWidget()
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.hint)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(self.scopes)
        self.split.addWidget(_column(self.head, self.middle, grows=self.middle))
        filled = _column(self.form_head, self.form, self.deeds.message, self.trial, grows=self.form)
        filled.layout().addLayout(self.deeds.foot())  # type: ignore[union-attr]  # _column gives it one
        self.right = QStackedWidget()
        self.right.addWidget(filled)
        self.right.addWidget(self.no_form)
        self.split.addWidget(self.right)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes(list(SIZES))
        for place, stretch in enumerate((0, 3, 2)):
            self.split.setStretchFactor(place, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)

    def _connect(self) -> None:
        self.scopes.chosen.connect(self._on_scope_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.form.changed.connect(self._on_edited)
        self.deeds.new.clicked.connect(self.add_new)
        self.deeds.copy.clicked.connect(self._on_copy_clicked)
        self.deeds.toggle.clicked.connect(self._on_toggle_clicked)
        self.deeds.save.clicked.connect(self.put_in_force)
        self.deeds.discard.clicked.connect(self._on_discard_clicked)
        self.deeds.shipped.clicked.connect(self._on_shipped_clicked)
        self._look.theme_changed.connect(self._on_theme_changed)
        for keys, deed in (("Ctrl+N", self.add_new), ("Ctrl+S", self.put_in_force), ("Ctrl+T", self.trial.run)):
            QShortcut(QKeySequence(keys), self, deed).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Following

    def refresh(self) -> None:
        self.scopes.refresh()
        self._show_rows(self._row)

    def take(self, changes: ChangeSet) -> None:
        if changes.overrides is not None or changes.devices or changes.removed:
            self.scopes.refresh()
        if changes.overrides is not None:
            self._show_rows(self._row)

    def choose(self, scope: Scope, key: str | None = None) -> None:
        """Show what is in force for *scope*, and the form of *key*."""
        self._row = key
        self.scopes.choose(scope)

    def _kind_id(self) -> str:
        return self.scopes.scope.kind if self.scopes.scope else ""

    def _kind(self) -> Kind | None:
        return self._bridge.mirror.kinds.get(self._kind_id())

    def _force(self) -> dict[str, tuple[AlarmDefinition, Origin]]:
        return in_force(self._bridge.mirror, self.scopes.scope) if self.scopes.scope else {}

    def _current(self) -> DefinitionRow | None:
        return next((row for row in self.table.rows_model.rows if row.row == self._row), None)

    def _show_rows(self, wanted: str | None) -> None:
        scope = self.scopes.scope
        rows: list[DefinitionRow] = []
        if scope is not None:
            wanted = self._drafts.settle(scope, self._force()) or wanted
            rows = self._drafts.rows(scope, self._force())
        self._row = wanted if any(row.row == wanted for row in rows) else rows[0].row if rows else None
        model = self.table.selectionModel()
        model.blockSignals(True)
        self.table.put(rows)
        place = next((number for number, row in enumerate(rows) if row.row == self._row), -1)
        if place >= 0:
            self.table.selectRow(place)
        model.blockSignals(False)
        self.table.viewport().update()
        self.middle.setCurrentWidget(self.table if rows else self.hint)
        self._show_head()
        self._show_form()

    def _show_head(self) -> None:
        scope, kind = self.scopes.scope, self._kind()
        name = kind.name.in_(self._look.language) if kind else ""
        self.head.set_title(self._bridge.mirror.name_of(scope.device) if scope and scope.device else name)
        self.head.set_note(name if scope and scope.device else "")

    def _show_form(self) -> None:
        row, kind = self._current(), self._kind()
        if row is None or kind is None:
            self.right.setCurrentWidget(self.no_form)
            self._show_deeds()
            return
        self.right.setCurrentIndex(0)
        if self.form.definition() != row.definition or self._shown_form != (self.scopes.scope, row.row):
            self.form.put(row.definition, kind, row.row == NEW)
            self.form.verticalScrollBar().setValue(0)
            self._shown_form = (self.scopes.scope, row.row)
            self.trial.clear()
        self._show_deeds()

    _shown_form: tuple[Scope | None, str] | None = None

    def _show_deeds(self) -> None:
        row, kind = self._current(), self._kind()
        problem = ""
        if row and kind:
            problem = problem_with(row.row, row.definition, kind, self._force(), self._look.language)
        self.deeds.show(row, self.scopes.scope, kind, problem, self._refusal)

    # Editing

    def _on_scope_chosen(self, _scope: Scope) -> None:
        self._refusal = ""
        self._show_rows(self._row)

    def _on_row_chosen(self, *_: object) -> None:
        row = self.table.current()
        if row is not None:
            self._refusal = ""
            self._row = row.row
            self._show_form()

    def _on_edited(self) -> None:
        scope = self.scopes.scope
        if scope is None or self._row is None:
            return
        held = self._force().get(self._row)
        self._drafts.put(scope, self._row, self.form.definition(), held[0] if held else None)
        self._refusal = ""
        self.table.put(self._drafts.rows(scope, self._force()))
        self.trial.clear()
        self._show_deeds()

    def add_new(self) -> None:
        """Begin a definition of one's own for the scope shown."""
        scope, kind = self.scopes.scope, self._kind()
        if scope is None or kind is None:
            return
        if self._drafts.get(scope, NEW) is None:
            self._drafts.put(scope, NEW, blank(kind), None)
        self._show_rows(NEW)
        self.form.name.fields[0].setFocus()

    def put_in_force(self) -> None:
        """Ask the engine to use what the form says; what it says against it stands at the form."""
        row, scope = self._current(), self.scopes.scope
        if row is not None and scope is not None and self.deeds.save.isEnabled():
            self._store(scope.override(row.definition))

    def _store(self, override: Override) -> None:
        def stored(done: Override) -> None:
            # What was edited stays a draft until the change-set brings it: nothing jumps back in between.
            self._refusal = ""
            self._show_rows(self._row)
            self.saved.emit(done)

        self.deeds.save.setEnabled(False)
        self._bridge.ask_then(
            self._bridge.engine.save_override(override, self._bridge.operator), stored, self._on_refused
        )

    def _on_refused(self, error: EngineError) -> None:
        words = QCoreApplication.translate("AlarmConditions", "The engine refused: {reason}")
        self._refusal = words.format(reason=refusal_text(error, self._kind(), self._look.language))
        self._show_deeds()

    def _on_toggle_clicked(self) -> None:
        row, scope = self._current(), self.scopes.scope
        if row is not None and scope is not None:
            switched = msgspec.structs.replace(row.definition, enabled=not row.definition.enabled)
            self._drafts.put(scope, row.row, switched, row.definition)
            self._store(scope.override(switched))

    def _on_discard_clicked(self) -> None:
        if self.scopes.scope is not None and self._row is not None:
            self._drafts.drop(self.scopes.scope, self._row)
            self._refusal = ""
            self._show_rows(self._row)

    def _on_shipped_clicked(self) -> None:
        row, scope = self._current(), self.scopes.scope
        held = self._force().get(row.row) if row is not None else None
        if row is None or scope is None or held is None:
            return

        def removed(_: None) -> None:
            self._drafts.drop(scope, row.row)
            self._refusal = ""
            self._show_rows(self._row)

        override = scope.override(held[0])
        asked = self._bridge.engine.remove_override(override, self._bridge.operator)
        self._bridge.ask_then(asked, removed, self._on_refused)

    def _on_copy_clicked(self) -> None:
        row = self._current()
        if row is None:
            return
        dialog = CopyDialog(self._devices_of_kind, row.definition.name.in_(self._look.language), self)
        dialog.device_chosen.connect(self.copy_to)
        dialog.open()

    def copy_to(self, device: DeviceId) -> None:
        """Take the definition shown over to *device* as a draft of its own."""
        row = self._current()
        if row is None:
            return
        scope = Scope(self._kind_id(), device)
        # A draft even when it says the same: put in force, it stays when the kind's is changed.
        self._drafts.put(scope, row.row, row.definition, None)
        self.choose(scope, row.row)

    def _devices_of_kind(self) -> list[tuple[str, DeviceId]]:
        kind, mirror = self._kind_id(), self._bridge.mirror
        return [(name, device) for name, device in named_devices(mirror) if mirror.kind_of(device) == kind]

    def _to_try(self) -> tuple[AlarmDefinition, Sequence[DeviceId]] | None:
        row, scope = self._current(), self.scopes.scope
        if row is None or scope is None:
            return None
        mirror = self._bridge.mirror
        if scope.device is not None:
            devices = [scope.device]
        elif scope.kind == BROKER:
            devices = [broker_device(broker.site, broker.name) for broker in mirror.brokers.values()]
        else:
            devices = [device.id for device in mirror.devices.values() if device.kind == scope.kind]
        return (row.definition, devices) if devices else None

    # Words, theme, memory

    def _on_theme_changed(self, _theme: object) -> None:
        self.form.use_theme()
        self.scopes.refresh()

    def retranslate(self) -> None:
        self.scopes.retranslate()
        self.form.retranslate()
        self.right.setMinimumWidth(min(WIDEST_FORM, max(SIZES[2], self.form.wanted_width())))
        self.trial.retranslate()
        self.table.rows_model.retranslate()
        self.form_head.set_title(QCoreApplication.translate("AlarmConditions", "Definition"))
        self.deeds.retranslate()
        self.hint.set_words(
            QCoreApplication.translate("AlarmConditions", "No alarm is defined here"),
            QCoreApplication.translate(
                "AlarmConditions", "A definition says when devices of this kind are worth an operator's attention."
            ),
        )
        self.no_form.set_words(QCoreApplication.translate("AlarmConditions", "Choose a definition to edit it"), "")
        self._show_rows(self._row)

    def save_state(self) -> dict[str, object]:
        return {"split": self.split.sizes()}

    def restore_state(self, state: dict[str, object]) -> None:
        sizes = state.get("split")
        if isinstance(sizes, list) and len(sizes) == len(SIZES) and all(type(one) is int and one > 0 for one in sizes):
            self.split.setSizes(sizes)


def _column(*widgets: QWidget, grows: QWidget) -> QWidget:
    whole = QWidget()
    whole.setProperty("role", "panel")
    whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if widget is grows else 0)
    return whole
