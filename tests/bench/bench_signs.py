"""Sign texts at each keystroke: read, drawn and made a picture of; and what a text for a whole city of signs costs."""

import os
import time
from collections.abc import Callable
from typing import Any

from figures import Figure, figure, percentile
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from controlcenter import places
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import SiteId, device_id
from controlcenter.domain.readings import Value
from controlcenter.domain.signs.advice import forbidden_in, suggestions
from controlcenter.domain.signs.multi import parse, plain, write
from controlcenter.domain.signs.render import Picture, SignFace, problem_of, render
from controlcenter.drivers.kinds import load_kinds
from controlcenter.drivers.sign_fonts import load_sign_fonts
from controlcenter.drivers.sign_words import load_words
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.control.signs.view import SignsView
from controlcenter.ui.look import Look, load_themes
from tests.support.fake_engine import FakeBridge, FakeEngine

TWO_PAGES = "[pt28o0][jp3]NGẬP 30 CM[nl]PHÍA TRƯỚC[np]ĐI ĐƯỜNG[nl]VÀNH ĐAI"
DENSE = "[jp3][fo1]" + "[nl]".join(["Ngã tư Thủy Lợi: ngập 30 cm"] * 4)
SIZES = ((192, 64, 2), (128, 48, 4), (96, 32, 1))
FRAME_MS = 16.0
SIGNS = 40
TYPED = "NGẬP 30 CM\nPHÍA TRƯỚC"


def run(quick: bool) -> dict[str, Any]:
    rounds = 200 if quick else 2000
    began = time.perf_counter()
    fonts = load_sign_fonts(places.SIGN_FONTS)
    first_s = time.perf_counter() - began
    load_ms = min(_load_ms() for _ in range(5 if quick else 20))
    faces = [SignFace(width, height, "amber", fonts, font) for width, height, font in SIZES]
    return {
        "name": f"signs: {rounds} keystrokes, {len(fonts)} fonts",
        "figures": [
            figure("read all fonts, the first time", first_s * 1e3, "ms"),
            figure("read all fonts, again", load_ms, "ms", target="≤ 15 ms", ok=load_ms <= 15.0),
            *_drawing(faces[0], rounds),
            *_judging(faces, rounds),
            *_typing(30 if quick else 200),
        ],
    }


def _load_ms() -> float:
    load_sign_fonts.cache_clear()
    began = time.perf_counter()
    load_sign_fonts(places.SIGN_FONTS)
    return (time.perf_counter() - began) * 1e3


def _drawing(face: SignFace, rounds: int) -> list[Figure]:
    message, dense = parse(TWO_PAGES), parse(DENSE)
    two = _times_ms(lambda: render(message, face), rounds)
    four = _times_ms(lambda: render(dense, face), rounds)
    typed = _times_ms(lambda: _keystroke(face), rounds)
    middle, slow = percentile(two, 50), percentile(typed, 99)
    return [
        figure("draw two pages of 192 × 64, p50", middle, "ms", target="≤ 2 ms", ok=middle <= 2.0),
        figure("draw four dense lines, p50", percentile(four, 50), "ms"),
        figure("a keystroke: read, judge words, draw, pictures, write, p50", percentile(typed, 50), "ms"),
        figure("a keystroke, p99", slow, "ms", target=f"≤ {FRAME_MS:.0f} ms", ok=slow <= FRAME_MS),
    ]  # fmt: skip


def _keystroke(face: SignFace) -> None:
    words = _WORDS
    message = parse(TWO_PAGES)
    text = plain(message)
    suggestions(text, words.abbreviations)
    forbidden_in(text, words.forbidden)
    for frame in render(message, face):
        _image(frame.pixels)
    write(message)


_WORDS = load_words(places.SIGNS)


def _image(pixels: Picture) -> QImage:
    height, width, _colours = pixels.shape
    return QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)


def _judging(faces: list[SignFace], rounds: int) -> list[Figure]:
    def each() -> None:
        for face in faces:
            problem_of(TWO_PAGES, face)

    return [figure("whether signs of three sizes can show it, p50", percentile(_times_ms(each, rounds), 50), "ms")]


def _times_ms(what: Callable[[], object], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        what()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def _typing(rounds: int) -> list[Figure]:
    """The whole desk with forty signs: a letter typed until the preview is painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    engine = FakeEngine(load_kinds(places.RESOURCES / "kinds"))
    bridge = FakeBridge(engine)
    engine.push(ChangeSet(devices=tuple(_sign(number) for number in range(SIGNS))))
    bridge.tick()
    desk = SignsView(bridge, Look(load_themes(places.THEMES)))
    desk.resize(1856, 950)
    desk.show()
    desk.refresh()
    desk.choose(bridge.mirror.devices)
    took = []
    for number in range(rounds):
        text = TYPED[: 1 + number % len(TYPED)] + str(number)
        began = time.perf_counter()
        desk.compose.text.setPlainText(text)
        desk.compose.panel.repaint()
        took.append((time.perf_counter() - began) * 1e3)
        app.processEvents()
    desk.close()
    desk.deleteLater()
    slow = percentile(took, 95)
    return [
        figure(f"the desk with {SIGNS} signs: a letter until it is painted, p50", percentile(took, 50), "ms"),
        figure("the desk: a letter, p95", slow, "ms", target=f"≤ {FRAME_MS:.0f} ms", ok=slow <= FRAME_MS),
    ]


def _sign(number: int) -> Device:
    width, height, font = SIZES[number % len(SIZES)]
    address = f"vms-{number:02d}"
    options: dict[str, Value] = {"width": width, "height": height, "colour": "amber", "font": font}
    identity = device_id(SiteId("bench"), "message_sign", address)
    return Device(identity, SiteId("bench"), "message_sign", address, "sign", address, options=options)
