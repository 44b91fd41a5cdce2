"""Recorded samples of a device, fed to a definition as if they came now."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np

from controlcenter.domain.alarms import Sight
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, DeviationTest, NoDataTest
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.kinds import Kind
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.engine.alarms.evaluation import Context, Evaluator
from controlcenter.engine.alarms.timers import Timers
from controlcenter.engine.face import Firing, Series, TextSample

PIECE = 2000
"""Readings fed at a time: a few milliseconds of work."""
_WORDS = ("enum", "text")
_QUALITIES = tuple(Quality)


class Subject(msgspec.Struct, frozen=True):
    """A device to try a definition on; the last two as in ``Context``."""

    device: DeviceId
    kind: Kind
    silence_s: float
    is_fault: Callable[[str, Value], bool]


class Concerned(msgspec.Struct, frozen=True):
    """Points of a kind whose history a definition needs: those of numbers, also on and off, and those of words."""

    numbers: tuple[str, ...]
    words: tuple[str, ...]


def concerned(definition: AlarmDefinition, kind: Kind) -> Concerned:
    """A test of silence needs all points of the kind; any other those it names."""
    test = definition.when
    keys: Sequence[str] = (definition.point or "",)
    if isinstance(test, NoDataTest):
        keys = tuple(kind.points)
    elif isinstance(test, DeviationTest) and test.reference is not None:
        keys = (test.point, test.reference)
    points = [kind.points[key] for key in keys if key in kind.points]
    return Concerned(
        tuple(point.key for point in points if point.type not in _WORDS),
        tuple(point.key for point in points if point.type in _WORDS),
    )


def pieces_of(
    subject: Subject, series: Sequence[Series], words: Sequence[tuple[str, TextSample]]
) -> Iterator[list[Reading]]:
    """Samples of several points of *subject* as readings in order of time, ``PIECE`` at a time.

    History keeps one clock: it stands for the arrival too. What was not known (NaN, an empty text) counts as not heard:
    history does not tell whether the device said so, or the centre when nothing came.
    """
    if not series and not words:
        return
    times = np.concatenate([*(one.times for one in series), np.array([text.at for _, text in words], np.float64)])
    values = np.concatenate([*(one.values for one in series), np.arange(len(words), dtype=np.float64)])
    quality = np.concatenate([*(one.quality for one in series), np.array([t.quality for _, t in words], np.uint8)])
    sources = np.repeat(np.arange(len(series) + 1), [*(len(one.times) for one in series), len(words)])
    keys = [one.point.key for one in series]
    booleans = [subject.kind.points[key].type == "bool" for key in keys]
    order = np.argsort(times, kind="stable")
    for first in range(0, len(order), PIECE):
        rows = order[first : first + PIECE]
        columns = zip(times[rows].tolist(), values[rows].tolist(), quality[rows].tolist(), sources[rows].tolist(),
                      strict=True)  # fmt: skip
        piece = []
        for at, number, grade, source in columns:
            value: Value | None
            if source == len(keys):
                key, text = words[int(number)]
                value, grade = (text.value, grade) if text.value else (None, Quality.STALE)
            elif number != number:
                key, value, grade = keys[source], None, Quality.STALE
            else:
                key, value = keys[source], bool(number) if booleans[source] else number
            piece.append(Reading(subject.device, key, value, at, at, _QUALITIES[grade]))
        yield piece


class Replay:
    """One definition on one device. Watching begins with the first that is known of it."""

    def __init__(self, definition: AlarmDefinition, subject: Subject) -> None:
        self._definition = msgspec.structs.replace(definition, enabled=True)
        self._subject = subject
        self._timers = Timers()
        self._evaluator = Evaluator(self._timers, self._tell)
        self._began = False
        self._firings: list[Firing] = []

    @property
    def began(self) -> bool:
        """Whether there was anything to look at."""
        return self._began

    def feed(self, readings: Sequence[Reading]) -> None:
        """Go on with *readings*, oldest first."""
        if readings:
            self._watch(readings[0].received_at)
        self._evaluator.readings(readings)

    def link(self, online: bool, at: float) -> None:
        """The device was heard of as there, or not."""
        self._watch(at)
        self._evaluator.connection(self._subject.device, online, at)

    def command(self, state: str, at: float) -> None:
        """A command of the device ended in *state*."""
        self._watch(at)
        self._evaluator.command(self._subject.device, state, at)

    def _watch(self, at: float) -> None:
        if not self._began:
            self._began = True
            subject = self._subject
            context = Context(subject.silence_s, subject.is_fault, frozenset(), at)
            self._evaluator.watch(subject.device, {self._definition.key: self._definition}, context, at)

    def finish(self, end: float) -> list[Firing]:
        """Let time run on to *end*; return for which times the definition would have stood, oldest first."""
        self._timers.run(end)
        self._evaluator.sweep(end, 1)
        return self._firings

    def _tell(self, _alarm: AlarmId, active: bool, sight: Sight) -> None:
        if active:
            self._firings.append(Firing(self._subject.device, sight.at, None))
        else:
            self._firings[-1] = msgspec.structs.replace(self._firings[-1], end=sight.at)
