"""Devices with a controller of their own: a state, a retained link, and a word on every order."""

import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from controlcenter.demo.models.family import Later, Rows, Said, Stream
from controlcenter.demo.models.linked import Linked
from controlcenter.demo.models.moment import Moment
from controlcenter.demo.models.streetlights import Temper, answer_delay
from controlcenter.domain.devices import Device

PERIOD_S = 30.0
ONE_ODD_OF = 6
"""One device of so many does not do as it is told."""


class RefusedError(Exception):
    """The device does not do it; the text is the reason it answers with."""


def few_odd(count: int, odd: Sequence[Temper], rng: np.random.Generator) -> list[Temper]:
    """Tempers of *count* devices: one of ``ONE_ODD_OF`` does not obey, in the ways of *odd* by turns."""
    tempers = [Temper.OBEYS] * count
    for turn, row in enumerate(rng.choice(count, count // ONE_ODD_OF, replace=False).tolist()):
        tempers[row] = odd[turn % len(odd)]
    return tempers


class Answering(Linked):
    """``<root>/<address>/status``, ``link``, ``reply``; orders come on ``set``. All JSON but the link."""

    root: str
    odd: tuple[Temper, ...]
    """In what ways a few of them do not obey."""

    def __init__(self, devices: Sequence[Device], rng: np.random.Generator) -> None:
        super().__init__(devices, rng)
        self.temper = few_odd(len(self.devices), self.odd, rng)
        self.streams = (Stream([self._topic(row) for row in range(len(self))], PERIOD_S, self._texts, rng),)

    @abstractmethod
    def _state(self, row: int, at: Moment) -> dict[str, Any]:
        """What a device says of itself, apart from the time."""

    @abstractmethod
    def _carry_out(self, row: int, body: Mapping[str, Any], now: float) -> None:
        """Do what *body* asks for; raises RefusedError."""

    @abstractmethod
    def _live(self, row: int, now: float) -> bool:
        """Let happen what is due by itself; say whether anything changed."""

    def _topic(self, row: int, what: str = "status") -> str:
        return f"{self.root}/{self.address(row)}/{what}"

    def _link_topic(self, row: int) -> str:
        return self._topic(row, "link")

    def step(self, at: Moment, passed_s: float) -> list[Said]:
        changed = [row for row in range(len(self)) if self._live(row, at.now)]
        return [*self.states(changed, at), *self.flap(at)]

    def states(self, rows: Sequence[int], at: Moment) -> list[Said]:
        """Return what those of *rows* that speak say of themselves."""
        return [Said(self._topic(row), self._text(row, at)) for row in rows if self.speaks[row]]

    def obey(self, topic: Sequence[str], payload: bytes, at: Moment) -> list[Later]:
        row = self.row.get(topic[1]) if len(topic) == 3 and topic[2] == "set" else None
        if row is None or not self.speaks[row] or self.temper[row] is Temper.MUTE:
            return []
        found = row
        return [Later(answer_delay(self.rng), lambda at: self._answer(found, payload, at))]

    def _answer(self, row: int, payload: bytes, at: Moment) -> list[Said]:
        if not self.speaks[row]:
            return []
        body = _read(payload)
        answer: dict[str, Any] = {key: body[key] for key in ("cmd", "id") if isinstance(body.get(key), str)}
        try:
            if self.temper[row] is Temper.REFUSES:
                raise RefusedError("local control")
            self._carry_out(row, body, at.now)
        except RefusedError as refusal:
            answer |= {"ok": False, "error": str(refusal)}
        else:
            answer["ok"] = True
        return [Said(self._topic(row, "reply"), _written(answer)), *self.states([row], at)]

    def _texts(self, rows: Rows, at: Moment) -> list[str]:
        return [self._text(row, at) for row in rows.tolist()]

    def _text(self, row: int, at: Moment) -> str:
        return _written({"ts": at.iso, **self._state(row, at)})


def stamp(at: float) -> str:
    """Write *at* (s since 1970 UTC) to the second: ``2026-11-23T10:00:00Z``."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(payload: bytes) -> dict[str, Any]:
    try:
        body = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _written(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
