"""The dialog that takes discovered devices in: names by a pattern, an area, places on the map."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from controlcenter.domain.devices import Device, Discovered
from controlcenter.domain.ids import AreaId
from controlcenter.engine.face import Adoption, EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.models.devices_adoption import AREA, LAT, LON, NAME, AdoptionModel, same_names
from controlcenter.ui.models.devices_text import one_line
from controlcenter.ui.views.devices_cells import QuietCells
from controlcenter.ui.views.devices_fields import AreaBox, PositionError, area_choices, buttons, line, read_position

ROW_PX = 30


class AdoptDialog(QDialog):
    """Takes all of *found* in at once; what the engine refuses is said and nothing is lost."""

    def __init__(self, bridge: Bridge, look: Look, found: Sequence[Discovered], parent: QWidget | None = None):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(QCoreApplication.translate("Discovered", "Adopt devices"))
        self.resize(820, 200 + ROW_PX * min(12, max(3, len(found))))
        self._bridge, self._look = bridge, look
        self._kinds = {id_: kind.name.in_(look.language) for id_, kind in bridge.mirror.kinds.items()}
        self._choices = area_choices(bridge.mirror)
        self.model = AdoptionModel(found, {area: path for path, area in self._choices}, self)
        self.pattern = line("", QCoreApplication.translate("Discovered", "Lamp {n3} · {address} · {name} · {kind}"))
        self.start = line("1", "1", 6)
        self.start.setValidator(QIntValidator(0, 999_999, self))
        self.start.setFixedWidth(80)
        self.area = AreaBox(self._choices, None)
        self.table = self._make_table()
        self.message = QLabel()
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.hide()
        self.box = buttons(QCoreApplication.translate("Discovered", "Adopt"))
        self._lay()
        self.pattern.textChanged.connect(self._on_pattern_changed)
        self.start.textChanged.connect(self._on_pattern_changed)
        self.area.currentIndexChanged.connect(self._on_area_changed)
        self.box.accepted.connect(self._on_accepted)
        self.box.rejected.connect(self.reject)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(QuietCells(self._look, table))
        table.setItemDelegateForColumn(AREA, _AreaCells(self._look, self._choices, table))
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((0, 150), (NAME, 210), (AREA, 200), (LON, 95), (LAT, 95)):
            table.setColumnWidth(column, width)
        header.setStretchLastSection(True)
        return table

    def _lay(self) -> None:
        names = QHBoxLayout()
        names.addWidget(self.pattern, 1)
        names.addWidget(QLabel(QCoreApplication.translate("Discovered", "counting from")))
        names.addWidget(self.start)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(QCoreApplication.translate("Discovered", "Name for all"), names)
        form.addRow(QCoreApplication.translate("Discovered", "Area for all"), self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.table, 1)
        column.addWidget(self.message)
        column.addWidget(self.box)

    def adoptions(self) -> list[Adoption]:
        """What the rows say; raises PositionError naming the row."""
        found = []
        for draft in self.model.drafts:
            try:
                place = read_position(draft.lon, draft.lat)
            except PositionError as error:
                raise PositionError(f"{one_line(draft.found.address, 60)}: {error}") from None
            found.append(Adoption(draft.found.id, draft.name.strip(), draft.area, place))
        return found

    def _on_pattern_changed(self, _: object) -> None:
        if self.pattern.text().strip():
            self.model.name_all(self.pattern.text(), int(self.start.text() or 1), self._kinds)

    def _on_area_changed(self, _: int) -> None:
        self.model.area_all(self.area.area())

    def _on_accepted(self) -> None:
        try:
            adoptions = self.adoptions()
        except PositionError as error:
            self._say(str(error))
            return
        if twice := same_names(adoptions):
            text = QCoreApplication.translate("Discovered", "Names given more than once: %1")
            self._say(text.replace("%1", ", ".join(one_line(name, 40) for name in twice[:5])))
            return
        self.box.setEnabled(False)
        self._bridge.ask_then(
            self._bridge.engine.adopt(adoptions, self._bridge.operator), self._on_adopted, self._on_refused
        )

    def _on_adopted(self, _devices: Sequence[Device]) -> None:
        self.accept()

    def _on_refused(self, error: EngineError) -> None:
        self.box.setEnabled(True)
        self._say(QCoreApplication.translate("Discovered", "Nothing was adopted: %1").replace("%1", str(error)))

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()


class _AreaCells(QuietCells):
    """Edits an area cell by choosing from the tree's paths."""

    def __init__(self, look: Look, choices: list[tuple[str, AreaId]], parent: QWidget) -> None:
        super().__init__(look, parent)
        self._choices = choices

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        return AreaBox(self._choices, None, parent)

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if isinstance(editor, AreaBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, AreaBox):
            model.setData(index, editor.currentData())
