"""Try a definition on recorded history before it is put in force: how often would it have fired, and when.

A request looks at devices for about half a second and says how many it left: whoever asks goes on with those, sees
how far it came and can stop in between.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

import msgspec

from controlcenter.domain.conditions import AlarmDefinition, CommandTest, NoDataTest, OfflineTest
from controlcenter.domain.conditions_check import problems_of
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.domain.readings import LINK_POINT, LINK_TEXTS, Connection, Reading
from controlcenter.engine.alarms.refusals import BadDefinitionError
from controlcenter.engine.alarms.replay import Replay, Subject, concerned, pieces_of
from controlcenter.engine.face import EngineError, Firing, Series, TextSample, Trial
from controlcenter.storage.commands import CommandEnd

WORK_S = 0.5
"""One request ends with the device it is at when so much time has gone by."""
LONGEST_S = 31 * 86400.0
"""Of history; of a longer span the end is tried."""
MOST_FIRINGS = 1000
SLICE_S = 7 * 86400.0
MOST_IN_SLICE = 20_000
"""Samples of one point read at once; where there are more the slice is halved."""
_ONLINE, _OFFLINE = LINK_TEXTS[Connection.ONLINE], LINK_TEXTS[Connection.OFFLINE]
Span = tuple[float, float]


class Records(Protocol):
    """What was recorded. Times in s since 1970 UTC, half open, oldest first."""

    async def history(self, point: PointId, start: float, end: float, most: int) -> Series:
        """As ``EngineFace.history``."""
        ...

    async def texts(self, point: PointId, start: float, end: float) -> Sequence[TextSample]:
        """As ``EngineFace.texts``."""
        ...

    async def ends(self, device: DeviceId, start: float, end: float) -> Sequence[CommandEnd]:
        """How commands of *device* ended."""
        ...


async def try_definition(
    definition: AlarmDefinition, subjects: Sequence[Subject], start: float, end: float, records: Records,
    watch: Callable[[], float] = time.monotonic,
) -> Trial:  # fmt: skip
    """What *definition* would have done between *start* and *end*. Gives way to the loop every few milliseconds.

    Raises EngineError: ``bad_definition``, or ``no_history`` when what the test looks at is not recorded.
    """
    _refuse(definition, subjects)
    start = max(start, end - LONGEST_S)
    until, devices, done = watch() + WORK_S, 0, 0
    firings: list[Firing] = []
    for subject in subjects:
        replay = Replay(definition, subject)
        await _feed(replay, definition, subject, (start, end), records)
        if replay.began:
            devices += 1
            firings += _within(replay.finish(end), start)
        done += 1
        if watch() >= until:
            break
    firings.sort(key=lambda one: (one.start, one.device))
    return Trial(start, end, devices, len(subjects) - done, len(firings), tuple(firings[:MOST_FIRINGS]))


def _refuse(definition: AlarmDefinition, subjects: Sequence[Subject]) -> None:
    kinds = {subject.kind.id: subject.kind for subject in subjects}
    for kind in kinds.values():
        problems = problems_of(definition, kind)
        if problems:
            raise BadDefinitionError(problems)
        if isinstance(definition.when, NoDataTest) and not concerned(definition, kind).numbers:
            raise EngineError(
                "no_history",
                f"devices of kind {kind.id!r} report only words, which are recorded when they change: "
                "history does not show their silence",
            )


def _within(firings: Sequence[Firing], start: float) -> list[Firing]:
    """Those that stood after *start*, counted from there: what came before was looked at for its consequences only."""
    return [
        msgspec.structs.replace(one, start=max(one.start, start))
        for one in firings
        if one.end is None or one.end > start
    ]


async def _feed(
    replay: Replay, definition: AlarmDefinition, subject: Subject, span: Span, records: Records
) -> None:  # fmt: skip
    """Feed *replay* everything recorded of *subject* that its test looks at."""
    test = definition.when
    if isinstance(test, OfflineTest):
        for text in await records.texts(PointId(subject.device, LINK_POINT), *span):
            if text.value in (_ONLINE, _OFFLINE):
                # The one in force at the start counts from there.
                replay.link(text.value == _ONLINE, max(text.at, span[0]))
    elif isinstance(test, CommandTest):
        # A command that ended before the start may hold its alarm beyond it.
        for end in await records.ends(subject.device, span[0] - test.hold_s, span[1]):
            replay.command(end.state, end.at)
    else:
        async for piece in _pieces(definition, subject, span, records):
            replay.feed(piece)
            await asyncio.sleep(0)


async def _pieces(
    definition: AlarmDefinition, subject: Subject, span: Span, records: Records
) -> AsyncIterator[list[Reading]]:  # fmt: skip
    """Recorded readings of the points the test looks at, a few at a time."""
    wanted = concerned(definition, subject.kind)
    words = [
        # The one in force at the start counts from there. Few altogether: only changes are kept.
        (key, msgspec.structs.replace(text, at=max(text.at, span[0])))
        for key in wanted.words
        for text in await records.texts(PointId(subject.device, key), *span)
    ]
    words.sort(key=lambda one: one[1].at)
    points = [PointId(subject.device, key) for key in wanted.numbers]
    async for begin, until, series in _slices(points, span, records):
        here = [one for one in words if begin <= one[1].at < until]
        for piece in pieces_of(subject, series, here):
            yield piece


async def _slices(
    points: Sequence[PointId], span: Span, records: Records
) -> AsyncIterator[tuple[float, float, list[Series]]]:
    """Every sample of *points*, none summarised: begin, end and the series of one slice after another."""
    begin, end = span
    length = SLICE_S if points else end - begin
    while begin < end:
        until = min(begin + length, end)
        series = [await records.history(point, begin, until, MOST_IN_SLICE) for point in points]
        if any(one.summarised for one in series) and length > 1.0:
            length /= 2
            continue
        yield begin, until, [one for one in series if len(one.times)]
        begin = until
