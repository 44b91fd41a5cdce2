"""The drawing of a sign: whole dots, gaps between them, failed pixels where the sign says."""

import time

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from controlcenter import places
from controlcenter.domain.signs.render import SignFace, blank
from controlcenter.drivers.sign_fonts import load_sign_fonts
from controlcenter.ui.control.signs.faces import judged
from controlcenter.ui.control.signs.led import DAY, NIGHT, led_image, parse_pixels, whole_factor
from controlcenter.ui.control.signs.panel import SignPanel
from controlcenter.ui.look import Look


@pytest.mark.parametrize(
    ("text", "places_"),
    [
        ("12,4;13-15,4", [(12, 4), (13, 4), (14, 4), (15, 4)]),
        ("", []),
        ("x,1;5,;7,2", [(7, 2)]),
        ("190-400,3;1,99", [(190, 3), (191, 3)]),
    ],
)
def test_failed_pixels_are_read_and_kept_on_the_sign(text, places_) -> None:
    assert parse_pixels(text, 192, 64) == places_


def test_a_dot_shines_in_its_middle_and_leaves_a_gap_at_its_corner(qapp: QApplication) -> None:
    face = SignFace(4, 3, "amber", {})
    picture = blank(face)
    picture[1, 2] = (255, 180, 0)
    image = led_image(picture, 5)
    assert (image.width(), image.height()) == (20, 15)
    assert image.pixelColor(12, 7).getRgb()[:3] == (255, 180, NIGHT.dark_dot)
    assert image.pixelColor(10, 5).getRgb()[:3] == (NIGHT.board,) * 3
    assert image.pixelColor(2, 2).getRgb()[:3] == (NIGHT.dark_dot,) * 3
    assert led_image(picture, 5, DAY).pixelColor(2, 2).red() > image.pixelColor(2, 2).red()


@pytest.mark.parametrize(("room", "factor"), [((960, 320), 5), ((959, 320), 4), ((960, 127), 1), ((10, 10), 1)])
def test_the_factor_is_whole_and_fits(room, factor) -> None:
    assert whole_factor(192, 64, *room) == factor


def test_what_is_too_long_is_shown_cut_off() -> None:
    face = SignFace(96, 32, "amber", load_sign_fonts(places.SIGN_FONTS))
    verdict = judged("NGẬP 30 CM PHÍA TRƯỚC[nl]VÀNH ĐAI", face)
    assert verdict.problem is not None and verdict.problem.code == "line_too_long"
    assert verdict.frames == ()
    assert verdict.cut[0].pixels.shape == (32, 96, 3)
    assert verdict.cut[0].pixels.any()


def test_a_wall_of_text_does_not_draw_without_end() -> None:
    face = SignFace(96, 32, "amber", load_sign_fonts(places.SIGN_FONTS))
    verdict = judged("[nl]".join(["NGẬP"] * 60), face)
    assert verdict.problem is not None and verdict.cut == ()


def test_a_keystroke_is_drawn_within_a_frame(qtbot, look: Look) -> None:
    face = SignFace(192, 64, "amber", load_sign_fonts(places.SIGN_FONTS), 2)
    panel = SignPanel(look)
    qtbot.addWidget(panel)
    panel.resize(970, 330)
    panel.show()
    took = []
    for text in ("NGẬP", "NGẬP 3", "NGẬP 30", "NGẬP 30 C", "NGẬP 30 CM", "NGẬP 30 CM[nl]PHÍA", "NGẬP 30 CM[nl]ĐI"):
        begun = time.perf_counter()
        panel.put(judged(f"[jp3]{text}", face).frames[0].pixels, (192, 64))
        panel.repaint()
        took.append(time.perf_counter() - begun)
    # The median: one slow turn of a busy machine says nothing.
    assert float(np.median(took)) < 0.016
