"""Finds devices by any part of name, id or address among 100,000, without accents, as fast as one types."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import DeviceId

BLOCK = 2000
_MARKS = re.compile("[\u0300-\u036f]+")
_MOST_SEEN = 4000
"""Hits looked at for ranking; who types so little wants to type more, not wait."""


def folded(text: str) -> str:
    """*text* in small letters without accents: ``Đèn`` and ``den`` are the same."""
    text = text.lower()
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d")


class _Block:
    """Some devices as one folded text, a line each: one search in C sees them all."""

    def __init__(self, devices: Sequence[Device]) -> None:
        self._ids = [device.id for device in devices]
        lines = "\n".join(f"{device.name}\t{device.id}".replace("\n", " ") for device in devices)
        self._text = "\n" + folded(lines) + "\n"

    def matches(self, words: Sequence[str]) -> Iterator[tuple[int, int, DeviceId]]:
        """Rank, length and id of each line that holds every word; lower ranks are better."""
        text, place = self._text, 0
        if not all(word in text for word in words):
            return
        longest = max(words, key=len)
        number, counted = 0, 0
        while (place := text.find(longest, place)) >= 0:
            start = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            number += text.count("\n", counted, start) if counted < start else 0
            counted = start
            line = text[start:end]
            if all(word in line for word in words):
                yield _rank(line, words), len(line), self._ids[number - 1]
            place = end


def _rank(line: str, words: Sequence[str]) -> int:
    name, _, identity = line.partition("\t")
    whole = " ".join(words)
    if whole in (name, identity):
        return 0
    if name.startswith(whole):
        return 1
    return 2 if all(word in name for word in words) else 3


class FinderIndex:
    """Built in steps, so that the window never waits for it."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._left: Iterator[Device] = iter(())
        self.complete = True

    def rebuild(self, devices: Iterable[Device]) -> None:
        """Start again with *devices*; then call ``step`` until it is complete."""
        self._blocks = []
        self._left = iter(tuple(devices))
        self.complete = False

    def step(self) -> bool:
        """Take in the next block (about 5 ms); say whether that was the last."""
        part = list(islice(self._left, BLOCK))
        if part:
            self._blocks.append(_Block(part))
        self.complete = len(part) < BLOCK
        return self.complete

    def find(self, text: str, most: int = 50) -> list[DeviceId]:
        """Devices that hold every word of *text*, best first, at most *most*."""
        words = folded(text).split()
        if not words:
            return []
        hits: list[tuple[int, int, DeviceId]] = []
        for block in self._blocks:
            hits.extend(block.matches(words))
            if len(hits) > _MOST_SEEN:
                break
        return [device for _, _, device in sorted(hits)[:most]]


class AlarmIndex:
    """The standing alarms by device and condition; made anew each time somebody begins to search."""

    def __init__(self, alarms: Iterable[tuple[str, AlarmId]] = ()) -> None:
        """*alarms*: words and id, best first."""
        self._lines = [(folded(words), alarm) for words, alarm in islice(alarms, _MOST_SEEN)]

    def find(self, text: str, most: int) -> list[AlarmId]:
        """Alarms that hold every word of *text*, at most *most*."""
        words = folded(text).split()
        if not words:
            return []
        return list(islice((alarm for line, alarm in self._lines if all(word in line for word in words)), most))
