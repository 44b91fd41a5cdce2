"""Whether a sign can and may show a text: what it is made of, and what the authority does not show."""

from pathlib import Path
from typing import TYPE_CHECKING

from controlcenter.domain.devices import Device
from controlcenter.domain.orders import Exclusion
from controlcenter.domain.readings import Value

if TYPE_CHECKING:  # what draws is imported with the first text: a start does not wait for it
    from controlcenter.domain.signs.advice import SignWords
    from controlcenter.domain.signs.render import SignFace

WIDTH, HEIGHT, MOST_PIXELS = 128, 48, 4096
_KEPT = 2000
"""Verdicts remembered: an order for forty signs of four sizes is drawn four times."""


def face_of(device: Device, fonts: Path) -> "SignFace":
    """The front of a sign, from the options of its device. Raises SignFontError."""
    from controlcenter.domain.signs.render import COLOURS, SignFace
    from controlcenter.drivers.sign_fonts import load_sign_fonts

    colour = device.options.get("colour")
    return SignFace(
        _pixels(device.options.get("width"), WIDTH),
        _pixels(device.options.get("height"), HEIGHT),
        colour if isinstance(colour, str) and colour in COLOURS else "amber",
        load_sign_fonts(fonts),
        _pixels(device.options.get("font"), 1),
    )


def _pixels(value: Value | None, usual: int) -> int:
    known = isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= MOST_PIXELS
    return int(value) if known and value is not None else usual


class SignTexts:
    """Reads fonts and words when the first text is judged."""

    def __init__(self, fonts: Path, words: Path) -> None:
        self._fonts = fonts
        self._words_folder = words
        self._words: SignWords | None = None
        self._verdicts: dict[tuple[object, ...], tuple[str, dict[str, Value]] | None] = {}

    def check(self, device: Device, multi: str) -> Exclusion | None:
        """What keeps *device* from showing *multi*. Raises SignFontError, SignWordsError."""
        options = device.options
        key = (multi, *(options.get(name) for name in ("width", "height", "colour", "font")))
        if key not in self._verdicts:
            if len(self._verdicts) >= _KEPT:
                self._verdicts.clear()
            self._verdicts[key] = self._judged(device, multi)
        found = self._verdicts[key]
        return None if found is None else Exclusion(device.id, found[0], found[1])

    def _judged(self, device: Device, multi: str) -> tuple[str, dict[str, Value]] | None:
        from controlcenter.domain.signs.advice import forbidden_in
        from controlcenter.domain.signs.multi import parse, plain
        from controlcenter.domain.signs.render import problem_of
        from controlcenter.drivers.sign_words import load_words

        problem = problem_of(multi, face_of(device, self._fonts))
        if problem is not None:
            where = {"page": problem.page, "line": problem.line, "position": problem.position}
            facts: dict[str, Value] = {"problem": problem.code, **problem.facts}
            return "does_not_fit", facts | {name: value for name, value in where.items() if value is not None}
        if self._words is None:
            self._words = load_words(self._words_folder)
        forbidden = forbidden_in(plain(parse(multi)), self._words.forbidden)
        if forbidden:
            return "forbidden_words", {"words": ", ".join(dict.fromkeys(place.word for place in forbidden))}
        return None
