"""What may be done with a definition: the buttons of the editor, which of them can be pressed, and what is wrong."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from controlcenter.domain.kinds import Kind
from controlcenter.ui.alarms.conditions_drafts import NEW, DefinitionRow
from controlcenter.ui.alarms.conditions_scopes import Scope
from controlcenter.ui.alarms.conditions_words import Origin
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.widgets.section import SectionHeader


class DefinitionDeeds:
    """Buttons of the table's header and of the form's foot; the view lays them out and connects them."""

    def __init__(self, mirror: Mirror, parent: QWidget) -> None:
        self._mirror = mirror
        self.new, self.copy, self.toggle = (QPushButton(parent) for _ in range(3))
        self.save, self.discard, self.shipped = (QPushButton(parent) for _ in range(3))
        for button in (self.new, self.copy, self.toggle, self.save, self.discard, self.shipped):
            button.setMinimumHeight(26)
        self.message = QLabel(parent)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setContentsMargins(12, 6, 12, 6)

    def put_into(self, header: SectionHeader) -> None:
        for button in (self.toggle, self.copy, self.new):
            header.add(button)

    def foot(self) -> QHBoxLayout:
        """The row under the form."""
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 12, 8)
        row.setSpacing(6)
        row.addWidget(self.save)
        row.addWidget(self.discard)
        row.addStretch(1)
        row.addWidget(self.shipped)
        return row

    def show(self, row: DefinitionRow | None, scope: Scope | None, kind: Kind | None, problem: str, said: str) -> None:
        """Allow what can be done with *row*; *said* by the engine stands before the *problem* known here."""
        self.message.setText(said or problem)
        self.message.setVisible(bool(self.message.text()))
        edited = row is not None and row.edited
        one_device = scope is not None and scope.device is not None
        held = row is not None and row.row != NEW
        self.save.setEnabled(edited and not problem)
        self.discard.setEnabled(edited)
        self.shipped.setEnabled(row is not None and row.origin is (Origin.DEVICE if one_device else Origin.KIND))
        self.copy.setEnabled(held and scope is not None and not one_device)
        self.toggle.setEnabled(held and not edited)
        self.new.setEnabled(kind is not None)
        self._word(row, scope, kind)

    def _word(self, row: DefinitionRow | None, scope: Scope | None, kind: Kind | None) -> None:
        enable = QCoreApplication.translate("AlarmConditions", "Enable")
        disable = QCoreApplication.translate("AlarmConditions", "Disable")
        self.toggle.setText(disable if row is None or row.definition.enabled else enable)
        shipped = QCoreApplication.translate("AlarmConditions", "Back to shipped")
        of_kind = QCoreApplication.translate("AlarmConditions", "Back to the kind's")
        remove = QCoreApplication.translate("AlarmConditions", "Remove")
        if row is None or scope is None or kind is None:
            self.shipped.setText(shipped)
        elif scope.device is not None:
            below = row.row in self._mirror.definitions.of_kind(scope.kind)
            self.shipped.setText(of_kind if below else remove)
        else:
            self.shipped.setText(shipped if row.row in kind.alarms else remove)

    def retranslate(self) -> None:
        self.new.setText(QCoreApplication.translate("AlarmConditions", "New…"))
        self.new.setToolTip(QCoreApplication.translate("AlarmConditions", "Add a definition (Ctrl+N)"))
        self.copy.setText(QCoreApplication.translate("AlarmConditions", "Copy to one device…"))
        self.save.setText(QCoreApplication.translate("AlarmConditions", "Put in force"))
        self.save.setToolTip(QCoreApplication.translate("AlarmConditions", "Alarms follow it from now on (Ctrl+S)"))
        self.discard.setText(QCoreApplication.translate("AlarmConditions", "Discard"))
