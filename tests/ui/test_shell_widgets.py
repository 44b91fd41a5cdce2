"""The small widgets every page shares."""

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from controlcenter.domain.devices import DeviceStatus
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import PointKind
from controlcenter.domain.readings import Connection, Quality, Reading
from controlcenter.domain.words import Text
from controlcenter.ui.widgets.elided import ElidedLabel
from controlcenter.ui.widgets.empty import EmptyHint
from controlcenter.ui.widgets.flow import ChipRow, FlowLayout
from controlcenter.ui.widgets.icons import icon_names, paint_icon
from controlcenter.ui.widgets.steady import SteadyLabel
from controlcenter.ui.widgets.symbols import Symbol, paint_symbol, status_symbol, symbol_pixmap
from controlcenter.ui.widgets.value_label import ValueLabel
from tests.support.fake_engine import NOW

LAMP = DeviceId("tanan:tasmota:lamp-1")
LEVEL = PointKind("level", Text("Level", "Mức"), unit="m", precision=2)


def _reading(quality: Quality, age: float = 0.0, value: float | None = 1.42) -> Reading:
    return Reading(LAMP, "level", value, NOW - age, NOW - age, quality)


@pytest.mark.parametrize(
    ("reading", "words", "live"),
    [
        (_reading(Quality.GOOD, 3), ("1.42", "m", ""), True),
        (_reading(Quality.STALE, 345), ("1.42", "m", "5 min"), False),
        (_reading(Quality.UNCERTAIN), ("1.42", "m", "uncertain"), False),
        (_reading(Quality.BAD), ("1.42", "m", "bad"), False),
        (_reading(Quality.BAD, value=None), ("—", "", ""), False),
        (None, ("—", "", ""), False),
    ],
)
def test_a_value_is_live_only_when_it_is_good(qtbot, look, reading, words, live) -> None:
    label = ValueLabel(look)
    qtbot.addWidget(label)
    label.show_reading(reading, LEVEL, NOW)
    assert (label.words, label.live) == (words, live)


def test_a_stale_value_looks_otherwise(qtbot, look) -> None:
    label = ValueLabel(look)
    qtbot.addWidget(label)
    label.resize(200, 28)
    pictures = []
    for quality in (Quality.GOOD, Quality.STALE):
        label.show_text("1.42", "m", quality, None)
        pictures.append(label.grab().toImage())
    assert pictures[0] != pictures[1]


def test_every_shape_reads_in_greyscale(look) -> None:
    """All in one colour: what differs is the shape alone."""
    grey = type(look.theme)("grey", True, dict.fromkeys(look.theme.roles, "#808080"))
    pictures = set()
    for symbol in Symbol:
        image = QImage(32, 32, QImage.Format.Format_ARGB32)
        image.fill(QColor(0, 0, 0))
        with QPainter(image) as painter:
            paint_symbol(painter, symbol, QPointF(16, 16), 24, grey)
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(Symbol)


def test_every_icon_draws_inside_its_box() -> None:
    for name in (*icon_names(), "no such icon"):
        image = QImage(40, 40, QImage.Format.Format_ARGB32)
        image.fill(0)
        with QPainter(image) as painter:
            paint_icon(painter, name, QRect(8, 8, 24, 24).toRectF(), QColor("white"))
        painted = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha()]
        assert painted, name
        assert all(7 <= x <= 32 and 7 <= y <= 32 for x, y in painted), name


def test_a_picture_of_a_symbol_is_drawn_once_per_colour_and_scale(qapp, look) -> None:
    first = symbol_pixmap(Symbol.HIGH, 16, look.theme)
    assert symbol_pixmap(Symbol.HIGH, 16, look.theme) is first
    look.use_theme("day")
    assert symbol_pixmap(Symbol.HIGH, 16, look.theme) is not first
    assert symbol_pixmap(Symbol.HIGH, 16, look.theme, 2.0).width() == 32


_S = DeviceStatus


@pytest.mark.parametrize(
    ("status", "symbol"),
    [
        (None, Symbol.UNKNOWN),
        (_S(LAMP, Connection.ONLINE, Quality.GOOD, NOW), Symbol.NORMAL),
        (_S(LAMP, Connection.ONLINE, Quality.GOOD, NOW, "lamp"), Symbol.NORMAL),
        (_S(LAMP, Connection.ONLINE, Quality.BAD, NOW), Symbol.STALE),
        (_S(LAMP, Connection.ONLINE, Quality.STALE, NOW), Symbol.STALE),
        (_S(LAMP, Connection.UNKNOWN, Quality.STALE, None), Symbol.UNKNOWN),
        (_S(LAMP, Connection.OFFLINE, Quality.STALE, NOW, "lamp"), Symbol.OFFLINE),
    ],
)
def test_one_shape_stands_for_a_device(status, symbol) -> None:
    assert status_symbol(status) is symbol


def test_a_long_name_is_shortened_and_whole_in_the_tooltip(qtbot) -> None:
    label = ElidedLabel("<b>Đèn</b>\n" + "x" * 100)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…") and "\n" not in label.whole
    assert "&lt;b&gt;" in label.toolTip()
    label.set_text("short")
    assert (label.text(), label.toolTip()) == ("short", "")


def test_a_steady_label_never_shrinks_until_the_language_changes(qtbot) -> None:
    label = SteadyLabel("88,888")
    qtbot.addWidget(label)
    wide = label.sizeHint().width()
    label.put("1")
    assert label.sizeHint().width() == wide
    label.reset_width()
    assert label.sizeHint().width() < wide


def test_an_empty_place_offers_its_action_only_when_there_is_one(qtbot) -> None:
    hint = EmptyHint("Nothing here", "Connect a broker.", "Open")
    qtbot.addWidget(hint)
    chosen = []
    hint.action_chosen.connect(lambda: chosen.append(1))
    hint._button.click()
    hint.set_words("Nothing here", "Connect a broker.")
    assert chosen == [1] and hint._button.isHidden()


def test_chips_keep_their_state_when_words_or_neighbours_change(qtbot) -> None:
    row = ChipRow()
    qtbot.addWidget(row)
    told = []
    row.changed.connect(told.append)
    row.set_chips([("a", "Lamps"), ("b", "Air & water")])
    row.chip("b").click()
    assert told == [frozenset({"b"})]
    row.set_chips([("a", "Đèn"), ("b", "Khí"), ("c", "Nước")])
    assert row.chosen() == {"b"}
    row.choose({"a", "c"})
    row.choose({"a", "c"})
    assert told[1:] == [frozenset({"a", "c"})]
    row.set_count("a", 4120)
    assert row.chip("a").text().startswith("Đèn 4")


def test_a_chip_shows_an_ampersand(qtbot) -> None:
    row = ChipRow()
    qtbot.addWidget(row)
    row.set_chips([("b", "Air & water")])
    assert row.chip("b").text() == "Air && water"


def test_chips_wrap_instead_of_being_clipped(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    boxes = []
    for _ in range(5):
        box = QWidget()
        box.setFixedSize(60, 20)
        flow.addWidget(box)
        boxes.append(box)
    assert flow.heightForWidth(330) == 20
    assert flow.heightForWidth(200) == 44
    holder.resize(200, 100)
    flow.setGeometry(QRect(0, 0, 200, 100))
    assert all(box.geometry().right() < 200 for box in boxes)
    boxes[0].hide()
    assert flow.heightForWidth(260) == 20
