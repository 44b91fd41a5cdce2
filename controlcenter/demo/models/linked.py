"""Devices with a retained word about their link, which may be lost and come back."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from controlcenter.demo.models.family import Family, Said, turned
from controlcenter.demo.models.moment import Moment
from controlcenter.domain.devices import Device

FLAP_S = 8.0


class Linked(Family, ABC):
    """A family each of whose devices has a last will."""

    words = ("online", "offline")

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        self.flapping: set[int] = set()
        """Rows whose link comes and goes."""

    @abstractmethod
    def _link_topic(self, row: int) -> str:
        """Where the link of *row* is told."""

    def greetings(self, at: Moment) -> list[Said]:
        return [
            Said(self._link_topic(row), self.words[0 if up else 1], True) for row, up in enumerate(self.speaks.tolist())
        ]

    def hang_up(self, row: int) -> list[Said]:
        """Let a device lose its link."""
        self.speaks[row] = False
        return [Said(self._link_topic(row), self.words[1], True)]

    def come_back(self, row: int) -> list[Said]:
        self.speaks[row] = True
        return [Said(self._link_topic(row), self.words[0], True)]

    def flap(self, at: Moment) -> list[Said]:
        """Return what is said of links that come and go."""
        up = turned(at, FLAP_S)
        rows = [row for row in sorted(self.flapping) if bool(self.speaks[row]) is not up]
        return [each for row in rows for each in (self.come_back(row) if up else self.hang_up(row))]
