"""History in pieces: asked for as the operator scrolls, kept, and dropped when no longer wanted."""

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from controlcenter.domain.ids import PointId
from controlcenter.domain.readings import Quality
from controlcenter.engine.face import EngineError, Series, TextSample
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.trends.decimate import Floats

LENGTHS_S: tuple[float, ...] = tuple(300.0 * 4.0**level for level in range(9))
"""Lengths of pieces; the level of a view is the longest not longer than it."""
MOST_ROWS = 4000
AT_ONCE = 2
KEPT = 600
YOUNG_S = 5.0
OLD_S = 60.0
"""A piece that reaches into the present is asked for again after ``YOUNG_S``, then each ``OLD_S``."""
RETRY_S = 15.0


class PieceKey(NamedTuple):
    """Piece *number* of *level*: ``[number, number + 1) × LENGTHS_S[level]`` s since 1970 UTC."""

    point: PointId
    level: int
    number: int

    @property
    def start(self) -> float:
        return self.number * LENGTHS_S[self.level]

    @property
    def end(self) -> float:
        return self.start + LENGTHS_S[self.level]


@dataclass(slots=True)
class Piece:
    """What the engine answered; ``again_at`` when it is worth asking again."""

    times: Floats
    values: Floats
    summarised: bool
    again_at: float = math.inf
    young: bool = False


def level_of(span_s: float) -> int:
    """The level of pieces that suits a view of *span_s*."""
    return max(0, sum(1 for length in LENGTHS_S if length <= span_s) - 1)


class HistoryPieces(QObject):
    """Fetches pieces through the bridge, at most ``AT_ONCE`` at a time, newest first.

    ``want`` replaces what waits: pieces scrolled past are never asked for. Whatever was answered stays cached.
    """

    loaded = Signal()
    refused = Signal(str)

    def __init__(self, bridge: Bridge, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._clock = clock
        self._pieces: OrderedDict[PieceKey, Piece] = OrderedDict()
        self._waiting: list[PieceKey] = []
        self._running: set[PieceKey] = set()
        self._retry_at: dict[PieceKey, float] = {}
        self._numbers: dict[PointId, Callable[[str], float]] = {}

    def count_words(self, numbers: dict[PointId, Callable[[str], float]]) -> None:
        """These points say words: their texts are asked for, and drawn as the numbers given to them."""
        self._numbers = dict(numbers)

    @property
    def busy(self) -> int:
        """Pieces waiting or on their way."""
        return len(self._waiting) + len(self._running)

    def want(self, points: Iterable[PointId], start: float, end: float) -> None:
        """Ask for what ``[start, end)`` of *points* still lacks, and forget what else was waiting."""
        now, level = self._clock(), level_of(end - start)
        length = LENGTHS_S[level]
        numbers = range(math.floor(start / length), math.ceil(min(end, now) / length))
        keys = [PieceKey(point, level, number) for number in reversed(numbers) for point in points]
        self._waiting = [key for key in keys if self._lacking(key, now)]
        self._pump()

    def _lacking(self, key: PieceKey, now: float) -> bool:
        piece = self._pieces.get(key)
        if key in self._running or self._retry_at.get(key, 0.0) > now:
            return False
        return piece is None or piece.again_at <= now

    def expire(self) -> None:
        """Nothing was followed for a while: ask again for pieces that were not complete."""
        for piece in self._pieces.values():
            if piece.again_at < math.inf:
                piece.again_at, piece.young = 0.0, False

    def _pump(self) -> None:
        while self._waiting and len(self._running) < AT_ONCE:
            key = self._waiting.pop(0)
            self._running.add(key)
            if key.point in self._numbers:
                self._bridge.ask_then(
                    self._bridge.engine.texts(key.point, key.start, key.end),
                    partial(self._on_texts, key),
                    partial(self._on_refused, key),
                )
                continue
            self._bridge.ask_then(
                self._bridge.engine.history(key.point, key.start, key.end, MOST_ROWS),
                partial(self._on_answer, key),
                partial(self._on_refused, key),
            )

    def _on_texts(self, key: PieceKey, samples: Sequence[TextSample]) -> None:
        number: Callable[[str], float] = self._numbers.get(key.point, _unnumbered)
        # The one in force at the beginning holds from there on; its own time is another piece's.
        times = np.array([max(sample.at, key.start) for sample in samples], np.float64)
        known = ((sample.value, sample.quality is Quality.GOOD) for sample in samples)
        values = np.array([number(text) if text and good else math.nan for text, good in known], np.float64)
        self._keep(key, Piece(times, values, False))

    def _on_answer(self, key: PieceKey, series: Series) -> None:
        values = np.where(series.quality < Quality.STALE, series.values, np.nan)
        self._keep(key, Piece(series.times, values, series.summarised))

    def _keep(self, key: PieceKey, piece: Piece) -> None:
        self._running.discard(key)
        self._retry_at.pop(key, None)
        now = self._clock()
        if key.end > now - YOUNG_S:
            before = self._pieces.get(key)
            piece.young = before is None or not before.young
            piece.again_at = now + (YOUNG_S if piece.young else OLD_S)
        self._pieces[key] = piece
        self._pieces.move_to_end(key)
        while len(self._pieces) > KEPT:
            self._pieces.popitem(last=False)
        self._pump()
        self.loaded.emit()

    def _on_refused(self, key: PieceKey, error: EngineError) -> None:
        self._running.discard(key)
        self._retry_at[key] = self._clock() + RETRY_S
        self._pump()
        self.refused.emit(str(error))

    def get(self, point: PointId, start: float, end: float) -> tuple[Floats, Floats, float]:
        """Samples of ``[start, end)`` at hand: times, values (NaN where bad or stale), s between summary rows.

        Where a piece of the right level is not there yet, pieces of other levels stand in for it.
        """
        level = level_of(end - start)
        chosen: list[tuple[Floats, Floats]] = []
        apart = 0.0
        length = LENGTHS_S[level]
        for number in range(math.floor(start / length), math.ceil(end / length)):
            for key, piece in self._stand_ins(PieceKey(point, level, number)):
                low, high = max(key.start, number * length), min(key.end, (number + 1) * length)
                within = slice(*np.searchsorted(piece.times, (low, high)).tolist())
                chosen.append((piece.times[within], piece.values[within]))
                if piece.summarised and len(piece.times) > 1:
                    apart = max(apart, 2 * LENGTHS_S[key.level] / (MOST_ROWS // 2))
        if not chosen:
            return np.empty(0), np.empty(0), 0.0
        times, values = (np.concatenate(column) for column in zip(*chosen, strict=True))
        return times, values, apart

    def _stand_ins(self, key: PieceKey) -> list[tuple[PieceKey, Piece]]:
        exact = self._pieces.get(key)
        if exact is not None:
            self._pieces.move_to_end(key)
            return [(key, exact)]
        for level in (*range(key.level + 1, len(LENGTHS_S)), *range(key.level - 1, -1, -1)):
            if level < key.level - 2:
                break
            length = LENGTHS_S[level]
            numbers = range(math.floor(key.start / length), math.ceil(key.end / length))
            others = [PieceKey(key.point, level, number) for number in numbers]
            found = [(other, self._pieces[other]) for other in others if other in self._pieces]
            if found:
                return found
        return []


def _unnumbered(_text: str) -> float:
    """For a pen taken away while its texts were on their way."""
    return math.nan
