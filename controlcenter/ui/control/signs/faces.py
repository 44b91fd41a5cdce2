"""The fronts of the city's signs, and whether each can show a text; worked out once for all that are alike."""

from collections.abc import Hashable
from functools import cache

import msgspec
import numpy as np
from msgspec.structs import replace

from controlcenter import places
from controlcenter.domain.devices import Device
from controlcenter.domain.signs.advice import SignWords
from controlcenter.domain.signs.multi import MultiError, parse
from controlcenter.domain.signs.render import FitError, Frame, Problem, SignFace, render
from controlcenter.drivers.sign_fonts import load_sign_fonts
from controlcenter.drivers.sign_words import load_words
from controlcenter.engine.control.signs import HEIGHT, WIDTH, face_of

SIGN = "sign"
_KEPT = 300
"""Verdicts remembered; the texts shown all over a city are few."""
_TRIES = 16
"""Lines that are too long, each a new try."""
_WIDEST = 6
"""Times the sign; what is longer still is not drawn."""
_OPTIONS = ("width", "height", "colour", "font")


class Verdict(msgspec.Struct, frozen=True):
    """What a sign makes of a text: its pictures, or why there are none."""

    frames: tuple[Frame, ...] = ()
    problem: Problem | None = None
    cut: tuple[Frame, ...] = ()
    """The pictures with what does not fit cut off, for looking at alone."""

    @property
    def pages(self) -> int:
        return 1 + max((frame.page for frame in self.frames), default=0)

    @property
    def longest_px(self) -> int:
        return max((frame.longest_line_px for frame in self.frames), default=0)


@cache
def sign_words() -> SignWords:
    """What is written short and what is not shown, read at the first need. Raises SignWordsError."""
    return load_words(places.SIGNS)


def judged(multi: str, face: SignFace) -> Verdict:
    """Draw *multi* on *face*."""
    try:
        return Verdict(render(parse(multi), face))
    except MultiError as error:
        return Verdict(problem=Problem(error.code, error.facts, position=error.position))
    except FitError as error:
        problem = Problem(error.code, error.facts, page=error.page, line=error.line)
        return Verdict(problem=problem, cut=_cut(multi, face))


def _cut(multi: str, face: SignFace) -> tuple[Frame, ...]:
    """Draw on a sign large enough and keep its middle; nothing where that is not what is wrong."""
    wide = face
    for _ in range(_TRIES):
        try:
            frames = render(parse(multi), wide)
        except FitError as error:
            more = int(error.facts.get("px", 0))
            grown = (
                {"width": wide.width + 2 * more} if error.code == "line_too_long" else {"height": wide.height + more}
            )
            wide = replace(wide, **grown)
            if not more or wide.width > _WIDEST * face.width or wide.height > _WIDEST * face.height:
                return ()
            continue
        left = (wide.width - face.width) // 2
        room = slice(0, face.height), slice(left, left + face.width)
        return tuple(frame._replace(pixels=np.ascontiguousarray(frame.pixels[room])) for frame in frames)
    return ()


class FaceBook:
    """Fonts are read when the first face is asked for. Raises SignFontError then."""

    def __init__(self) -> None:
        self._faces: dict[Hashable, SignFace] = {}
        self._verdicts: dict[tuple[Hashable, str], Verdict] = {}

    def key(self, device: Device | None) -> Hashable:
        """Equal for signs that look alike; None stands for a usual sign."""
        return tuple(device.options.get(name) for name in _OPTIONS) if device is not None else None

    def face(self, device: Device | None) -> SignFace:
        key = self.key(device)
        held = self._faces.get(key)
        if held is None:
            fonts = load_sign_fonts(places.SIGN_FONTS)
            usual = SignFace(WIDTH, HEIGHT, "amber", fonts)
            held = self._faces[key] = usual if device is None else face_of(device, places.SIGN_FONTS)
        return held

    def known(self, device: Device | None, multi: str) -> Verdict | None:
        """The verdict if it was worked out before."""
        return self._verdicts.get((self.key(device), multi))

    def verdict(self, device: Device | None, multi: str) -> Verdict:
        key = (self.key(device), multi)
        held = self._verdicts.get(key)
        if held is None:
            while len(self._verdicts) >= _KEPT:
                del self._verdicts[next(iter(self._verdicts))]
            held = self._verdicts[key] = judged(multi, self.face(device))
        return held
