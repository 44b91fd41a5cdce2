"""Where a message is written: its drawing, its pages, its words and its MULTI, kept in step."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from controlcenter.domain.devices import Device
from controlcenter.domain.signs.advice import Suggestion
from controlcenter.domain.signs.render import Frame
from controlcenter.ui.control.signs.draft import Draft
from controlcenter.ui.control.signs.editors import Field
from controlcenter.ui.control.signs.faces import FaceBook, Verdict
from controlcenter.ui.control.signs.pages_bar import PagesBar
from controlcenter.ui.control.signs.panel import FRAME_PX, SignPanel
from controlcenter.ui.control.signs.player import Player
from controlcenter.ui.control.signs.style_bar import StyleBar
from controlcenter.ui.control.signs.text_edit import look_of, stand_of
from controlcenter.ui.control.signs.words import forbidden_words, longest_text, problem_text
from controlcenter.ui.look import Look
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.flow import FlowLayout
from controlcenter.ui.widgets.section import SectionHeader

LABEL_PX = 64
MOST_SUGGESTED = 6


class ComposePane(QWidget):
    """``changed`` tells of every edit; ``draft`` is the message, ``verdict`` what the previewed sign makes of it."""

    changed = Signal()

    def __init__(self, faces: FaceBook, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._faces, self._look = faces, look
        self._device: Device | None = None
        self.draft = Draft()
        self.verdict = Verdict()
        self.player = Player(self)
        self.head = SectionHeader(parent=self)
        self.zoom, self.day = QPushButton(self), QPushButton(self)
        for button in (self.zoom, self.day):
            button.setCheckable(True)
            button.setMinimumHeight(28)
            self.head.add(button)
        self.panel = SignPanel(look, 2, self)
        self.pages = PagesBar(look, self)
        self.styles = StyleBar(self)
        self.longest = ElidedLabel(parent=self)
        self.text, self.multi = Field(look, lines=2, parent=self), Field(look, True, 1, self)
        self.message = QPushButton(self)
        self.message.setFlat(True)
        self.labels = {name: QLabel(self) for name in ("text", "multi", "shorter")}
        self.shorter = QWidget(self)
        self._flow = FlowLayout(self.shorter, 4)
        self._offered: tuple[Suggestion, ...] | None = None
        self._lay()
        self._connect()
        self.retranslate()

    def _lay(self) -> None:
        # One row: what has no room comes forward when one before it was taken.
        self.shorter.setFixedHeight(28)
        self.longest.setProperty("role", "muted")
        self.longest.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        looks = QHBoxLayout()
        looks.addWidget(self.styles)
        looks.addWidget(self.longest, 1, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL_PX)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, field) in enumerate((("text", self.text), ("multi", self.multi), ("shorter", self.shorter))):
            self.labels[name].setProperty("role", "muted")
            self.labels[name].setContentsMargins(0, 6, 0, 0)
            grid.addWidget(self.labels[name], row, 0, top)
            grid.addWidget(field, row, 1)
        grid.setRowStretch(0, 3)
        grid.setRowStretch(1, 2)
        self.labels["text"].setBuddy(self.text)
        self.labels["multi"].setBuddy(self.multi)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 10, 12, 8)
        inner.setSpacing(8)
        inner.addWidget(self.panel, 8)
        inner.addWidget(self.pages)
        inner.addLayout(looks)
        inner.addLayout(grid, 3)
        inner.addWidget(self.message, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(inner, 1)

    def _connect(self) -> None:
        self.zoom.toggled.connect(self.panel.show_whole)
        self.day.toggled.connect(self.panel.show_by_day)
        self.player.stepped.connect(self._on_stepped)
        self.pages.played.connect(self.player.play)
        self.pages.stepped.connect(self.player.step)
        self.pages.page_chosen.connect(self.show_page)
        self.pages.page_added.connect(lambda: self._edit(self.draft.add_page))
        self.pages.page_removed.connect(lambda: self._edit(self.draft.remove_page))
        self.pages.page_moved.connect(lambda by: self._edit(lambda: self.draft.move_page(by)))
        self.pages.seconds_changed.connect(lambda seconds: self._edit(lambda: self.draft.last(seconds)))
        self.styles.align_chosen.connect(lambda align: self._edit(lambda: self.draft.align(align, self._chosen())))
        self.styles.valign_chosen.connect(lambda valign: self._edit(lambda: self.draft.stand(valign)))
        self.styles.font_chosen.connect(lambda font: self._edit(lambda: self.draft.use_font(font)))
        self.styles.colour_chosen.connect(lambda rgb: self._edit(lambda: self.draft.use_colour(rgb, self._chosen())))
        self.text.textChanged.connect(self._on_text)
        self.text.cursorPositionChanged.connect(self._show_styles)
        self.multi.textChanged.connect(self._on_multi)
        self.message.clicked.connect(self.go_to_problem)

    # What is written

    def put(self, multi: str) -> None:
        """Take up another message."""
        self.draft.page = 0
        self.draft.put(multi)
        self._edited()

    def show_device(self, device: Device | None) -> None:
        """Draw on the front of *device* from now on."""
        if self._faces.key(device) != self._faces.key(self._device) or device is None:
            self._device = device
            self._draw()
        self._device = device
        self._fit_panel()
        self._title()

    def show_page(self, page: int) -> None:
        self.draft.page = page
        self.text.put(self.draft.text)
        self._draw()

    def problem(self) -> str:
        """Why it cannot be shown on the sign in the preview, in words; empty when it can."""
        if self.verdict.problem is not None:
            return problem_text(self.verdict.problem)
        words = forbidden_words(self.draft.multi)
        if words:
            said = QCoreApplication.translate("Signs", "must not be shown: {words}")
            return said.format(words=", ".join(words))
        return ""

    def go_to_problem(self) -> None:
        """Bring the keyboard to what is wrong."""
        problem = self.verdict.problem
        if problem is not None and problem.page is not None and problem.page != self.draft.page:
            self.show_page(problem.page)
        if problem is None:
            self._to_forbidden_page()
        field = self.multi if self.multi.marks else self.text
        if field.marks:
            field.go_to(field.marks[0])

    def _to_forbidden_page(self) -> None:
        for page in range(len(self.draft.pages)):
            if not self.draft.forbidden():
                self.show_page(page)

    def _chosen(self) -> range:
        """The lines of the selection, or the one with the caret."""
        cursor = self.text.textCursor()
        document = self.text.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(cursor.selectionEnd()).blockNumber()
        return range(first, last + 1)

    # Edits

    def _edit(self, deed: Callable[[], None]) -> None:
        deed()
        self._edited()

    def _on_text(self) -> None:
        self.draft.put_text(self.text.toPlainText())
        self.multi.put(self.draft.multi)
        self._draw()
        self.changed.emit()

    def _on_multi(self) -> None:
        self.draft.put(self.multi.toPlainText().replace("\n", ""))
        if self.draft.message is not None:
            self.text.put(self.draft.text)
        self._draw()
        self.changed.emit()

    def _edited(self) -> None:
        self.multi.put(self.draft.multi)
        self.text.put(self.draft.text)
        self._draw()
        self.changed.emit()

    def _shorten(self, one: Suggestion) -> None:
        text = self.draft.text
        if text[one.start : one.end] == one.word:
            self.draft.put_text(text[: one.start] + one.short + text[one.end :])
            self._edited()

    # Drawing

    def _draw(self) -> None:
        self.verdict = self._faces.verdict(self._device, self.draft.multi)
        face = self._faces.face(self._device)
        wrong = self.verdict.problem is not None
        self.panel.mark(wrong=wrong)
        self.player.put(self.verdict.cut if wrong else self.verdict.frames, self.draft.page)
        self.pages.put(self.draft.pages, self.draft.page)
        self.longest.set_text("" if self.verdict.problem else longest_text(self.verdict, face.width))
        self.text.setEnabled(self.draft.message is not None)
        self._show_styles()
        self._show_problem()
        self._offer()

    def _on_stepped(self, frame: Frame | None) -> None:
        face = self._faces.face(self._device)
        words = self.problem() if frame is None else ""
        self.panel.put(frame.pixels if frame is not None else None, (face.width, face.height), words)

    def _show_styles(self) -> None:
        if self.draft.pages:
            page = self.draft.pages[self.draft.page]
            self.styles.put(self._faces.face(self._device), look_of(page, self.text.line()), stand_of(page), True)
        else:
            self.styles.setEnabled(False)

    def _show_problem(self) -> None:
        problem = self.verdict.problem
        in_multi, in_text = [], []
        if problem is not None and problem.position is not None:
            start = problem.position
            end = self.draft.multi.find("]", start) + 1
            in_multi.append((start, end if end > start else start + 1))
        elif problem is not None and problem.page == self.draft.page:
            in_text.append(self.draft.line_span(problem.line or 0))
        in_text += [(place.start, place.end) for place in self.draft.forbidden()]
        self.multi.mark(in_multi)
        self.text.mark(in_text)
        words = self.problem()
        self.message.setText(words.replace("&", "&&"))
        self.message.setVisible(bool(words))

    def _offer(self) -> None:
        found = tuple({one.word.upper(): one for one in self.draft.suggestions()}.values())[:MOST_SUGGESTED]
        if found == self._offered:
            return
        self._offered = found
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in found:
            button = QPushButton(f"{one.word} → {one.short}".replace("&", "&&"), self.shorter)
            button.setMinimumHeight(28)
            button.clicked.connect(lambda _=False, one=one: self._shorten(one))
            self._flow.addWidget(button)
            button.show()
        self.shorter.setVisible(bool(found))
        self.labels["shorter"].setVisible(bool(found))
        self.shorter.updateGeometry()

    def _fit_panel(self) -> None:
        """As high as the drawing can become at this width; the fields get the rest."""
        face = self._faces.face(self._device)
        factor = max(1, (self.panel.width() - 2 * FRAME_PX) // face.width)
        self.panel.setMaximumHeight(max(120, face.height * factor + 2 * FRAME_PX + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panel()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.player.wind()

    def hideEvent(self, event: QHideEvent) -> None:
        self.player.stop()
        super().hideEvent(event)

    def _title(self) -> None:
        face = self._faces.face(self._device)
        self.head.set_title(QCoreApplication.translate("Signs", "Compose"))
        colours = {
            "amber": QCoreApplication.translate("Signs", "amber"),
            "white": QCoreApplication.translate("Signs", "white"),
            "rgb": QCoreApplication.translate("Signs", "colours"),
        }
        if self._device is None:
            words = QCoreApplication.translate("Signs", "preview on a usual sign ({width}×{height}, {colour})")
        else:
            words = QCoreApplication.translate("Signs", "preview on {name} ({width}×{height}, {colour})")
        name = self._device.name if self._device is not None else ""
        colour = colours[face.colour]
        self.head.set_note(words.format(name=name, width=face.width, height=face.height, colour=colour))

    def retranslate(self) -> None:
        self.zoom.setText(QCoreApplication.translate("Signs", "100 %"))
        self.zoom.setToolTip(QCoreApplication.translate("Signs", "A dot for each pixel, as from afar (Ctrl+0)"))
        self.day.setText(QCoreApplication.translate("Signs", "Day"))
        self.day.setToolTip(QCoreApplication.translate("Signs", "How it looks in the sun (Ctrl+Shift+D)"))
        self.labels["text"].setText(QCoreApplication.translate("Signs", "Text"))
        self.labels["multi"].setText("MULTI")
        self.labels["shorter"].setText(QCoreApplication.translate("Signs", "Shorter"))
        self.text.setAccessibleName(QCoreApplication.translate("Signs", "Text of this page"))
        self.multi.setAccessibleName("MULTI")
        self.multi.setToolTip(
            QCoreApplication.translate("Signs", "[np] page, [nl] line, [jl2] [jl3] [jl4] left middle right, [fo2] font")
        )
        self.message.setToolTip(QCoreApplication.translate("Signs", "Go to the place (F8)"))
        self.pages.retranslate()
        self.styles.retranslate()
        self._offered = None
        self._draw()
        self._title()
