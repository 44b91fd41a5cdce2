"""The choice box says by an arrow that there is more, and never lets words run under it."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from controlcenter.ui.widgets.choice import ARROW_ROOM_PX, ChoiceBox


def drawn(image: QImage, left: int, right: int) -> int:
    """How many colours stand in the columns *left*…*right* between the frame's edges."""
    rows = range(4, image.height() - 4)
    return len({image.pixel(x, y) for x in range(left, right) for y in rows})


@pytest.mark.parametrize("words", ["A", "Bình Giang › Khu phố Chợ Giữa › Công viên Bờ Sông › Bến tàu"])
def test_words_end_before_the_arrow(qtbot: QtBot, words: str) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItem(words)
    box.setStyleSheet("QComboBox { border: none; } QComboBox::drop-down { border: none; width: 18px; }")
    box.resize(200, 30)
    image = box.grab().toImage()
    assert drawn(image, 200 - ARROW_ROOM_PX + 2, 200 - ARROW_ROOM_PX + 14) > 1
    assert drawn(image, 200 - ARROW_ROOM_PX - 1, 200 - ARROW_ROOM_PX + 2) == 1
