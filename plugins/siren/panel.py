"""The three states of a siren, and how long the one it is in will last."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from controlcenter.ui.panel_api import Panel, PanelHost

HEIGHT = 58
GAP = 14


def create_panel(host: PanelHost) -> Panel:
    return SirenPanel(host)


class SirenPanel(Panel):
    """Locked, armed, sounding: the one the siren reports is filled, with the time until it ends by itself."""

    def __init__(self, host: PanelHost) -> None:
        super().__init__(host)
        self.setMinimumHeight(HEIGHT)
        self.state: str | None = None
        """``locked``, ``armed`` or ``sounding``; None when nothing fresh tells."""
        self.note = ""

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT)

    def show_now(self) -> None:
        armed, sounding = self.host.live("armed"), self.host.live("sounding")
        if sounding is True:
            self.state = "sounding"
        elif armed is True:
            self.state = "armed"
        else:
            self.state = "locked" if armed is False and sounding is False else None
        self.note = self._note()
        self.setAccessibleName(f"{self._names().get(self.state or '', '')} {self.note}".strip())
        self.update()

    def _note(self) -> str:
        if self.state is None:
            if self.host.age_s("armed") is None:
                return self.host.words("Nothing heard from it yet", "Chưa nhận được số liệu")
            return self.host.words("Not known: last heard {} ago", "Chưa rõ: lần cuối cách đây {}").format(
                self.host.age("armed")
            )
        if self.state == "locked":
            return self.host.words("Arm it before it can sound", "Phải mở khóa trước khi hú")
        left = self._left_s()
        if left is None:
            return ""
        if left == 0:
            return self.host.words("Should have ended: wait for its report", "Lẽ ra đã ngừng: chờ còi báo lại")
        time = f"{left // 60}:{left % 60:02d}"
        if self.state == "sounding":
            silent = self.host.words("{}: silent in {}", "{}: tự ngừng sau {}")
            return silent.format(self.host.text("tone"), time)
        return self.host.words("Locks itself in {}", "Tự khóa sau {}").format(time)

    def _left_s(self) -> int | None:
        """Seconds until it ends by itself, counted on from what it said."""
        told, age = self.host.live("ends_in"), self.host.age_s("ends_in")
        if not isinstance(told, int | float) or age is None:
            return None
        return max(0, round(told - age))

    def _names(self) -> dict[str, str]:
        words = self.host.words
        return {
            "locked": words("Locked", "Đã khóa"),
            "armed": words("Armed", "Đã mở khóa"),
            "sounding": words("SOUNDING", "ĐANG HÚ"),
        }

    def paintEvent(self, _event: QPaintEvent) -> None:
        roles = {"locked": "normal", "armed": "medium", "sounding": "high"}
        width = (self.width() - 2 * GAP) / 3
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number, (state, name) in enumerate(self._names().items()):
                left = number * (width + GAP)
                box = QRectF(left + 1, 1, width - 2, 30)
                here = state == self.state
                painter.setPen(QPen(self.host.color(roles[state] if here else "line"), 2 if here else 1))
                painter.setBrush(self.host.color("raised") if here else Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box, 3, 3)
                font = self.font()
                font.setBold(here)
                painter.setFont(font)
                painter.setPen(self.host.color("text" if here else "muted"))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)
                if number:
                    arrow = QRectF(left - GAP, 1, GAP, 30)
                    painter.setPen(self.host.color("muted"))
                    painter.drawText(arrow, int(Qt.AlignmentFlag.AlignCenter), "›")
            painter.setFont(self.font())
            painter.setPen(self.host.color("text" if self.state in ("armed", "sounding") else "muted"))
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            text = painter.fontMetrics().elidedText(self.note, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QRectF(0, 34, self.width(), HEIGHT - 34), flags, text)
