"""Samples on their way to the disk: columns that grow, and batches that wait."""

from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from controlcenter.domain.readings import Quality
from controlcenter.storage.history.query import Columns


class WaitingText(NamedTuple):
    """A text that changed; ``series`` is the recorder's own number."""

    series: int
    at: float
    value: str
    quality: int


class Batch(NamedTuple):
    """Columns of one length, numbered by the recorder, and texts."""

    series: npt.NDArray[np.uint32]
    times: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    quality: npt.NDArray[np.uint8]
    texts: tuple[WaitingText, ...]

    def __len__(self) -> int:
        return len(self.series) + len(self.texts)


class Growing:
    """The columns readings are appended to, 21 bytes a sample."""

    __slots__ = ("quality", "series", "texts", "times", "values")

    def __init__(self) -> None:
        self.series = array("I")
        self.times = array("d")
        self.values = array("d")
        self.quality = array("B")
        self.texts: list[WaitingText] = []

    def __len__(self) -> int:
        return len(self.series) + len(self.texts)

    def batch(self) -> Batch:
        """A copy as arrays; numbers that are not finite become NaN and bad."""
        values = np.array(self.values, np.float64)
        quality = np.array(self.quality, np.uint8)
        wrong = ~np.isfinite(values)
        values[wrong] = np.nan
        quality[wrong] = Quality.BAD
        return Batch(
            np.array(self.series, np.uint32), np.array(self.times, np.float64), values, quality, tuple(self.texts)
        )


class Waiting:
    """Batches in the order they came, at most *most* samples; the oldest are given up, and counted, beyond that."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._batches: deque[Batch] = deque()
        self._flying: list[Batch] = []
        self.count = 0
        self.dropped = 0

    def add(self, batch: Batch) -> None:
        self._batches.append(batch)
        self.count += len(batch)
        while self.count > self._most and self._batches:
            oldest = self._batches.popleft()
            self.count -= len(oldest)
            self.dropped += len(oldest)

    def take_off(self, most: int) -> Batch | None:
        """The oldest batches as one of about *most*; they stay until ``landed`` or ``failed`` is told."""
        size = 0
        while self._batches and size < most:
            self._flying.append(self._batches.popleft())
            size += len(self._flying[-1])
        if not self._flying:
            return None
        return _join(self._flying)

    def landed(self) -> None:
        """What took off is on disk."""
        self.count -= sum(len(batch) for batch in self._flying)
        self._flying = []

    def failed(self) -> None:
        """What took off is not on disk and waits again."""
        self._batches.extendleft(reversed(self._flying))
        self._flying = []

    def give_up(self) -> int:
        """Drop everything; returns how much that was."""
        given_up = self.count
        self.dropped += given_up
        self._batches.clear()
        self._flying = []
        self.count = 0
        return given_up

    def of(self, series: int, newest: Batch) -> Columns:
        """Samples of one series that wait, with those of *newest*, in the order they came."""
        parts: list[Columns] = []
        for batch in (*self._all(), newest):
            mine = np.flatnonzero(batch.series == series)
            parts.append(Columns(batch.times[mine], batch.values[mine], batch.quality[mine]))
        return Columns(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def texts_of(self, series: int) -> list[WaitingText]:
        return [text for batch in self._all() for text in batch.texts if text.series == series]

    def _all(self) -> Iterator[Batch]:
        yield from self._flying
        yield from self._batches


def _join(batches: Sequence[Batch]) -> Batch:
    if len(batches) == 1:
        return batches[0]
    return Batch(
        np.concatenate([batch.series for batch in batches]),
        np.concatenate([batch.times for batch in batches]),
        np.concatenate([batch.values for batch in batches]),
        np.concatenate([batch.quality for batch in batches]),
        tuple(text for batch in batches for text in batch.texts),
    )
