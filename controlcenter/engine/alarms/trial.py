"""Try a definition on recorded history before it is put in force: how often would it have fired, and when."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import msgspec

from controlcenter.domain.conditions import AlarmDefinition, CommandTest, NoDataTest, OfflineTest
from controlcenter.domain.conditions_check import problems_of
from controlcenter.domain.ids import PointId
from controlcenter.engine.alarms.replay import Replay, Subject, concerned, pieces_of
from controlcenter.engine.face import EngineError, Firing, Series, TextSample, Trial

MOST_DEVICES = 300
MOST_SAMPLES = 5_000_000
"""Devices that come after so many samples were looked at are left out."""
LONGEST_S = 31 * 86400.0
"""Of history; of a longer span the end is tried."""
MOST_FIRINGS = 1000
SLICE_S = 7 * 86400.0
MOST_IN_SLICE = 20_000
"""Samples of one point read at once; where there are more the slice is halved."""

History = Callable[[PointId, float, float, int], Awaitable[Series]]
Texts = Callable[[PointId, float, float], Awaitable[Sequence[TextSample]]]


async def try_definition(
    definition: AlarmDefinition, subjects: Sequence[Subject], start: float, end: float, history: History, texts: Texts
) -> Trial:
    """What *definition* would have done between *start* and *end*. Gives way to the loop every few milliseconds.

    *history* and *texts* are the engine's verbs. Raises EngineError: ``bad_definition``, or ``no_history`` when what
    the test looks at is not recorded.
    """
    _refuse(definition, subjects)
    start = max(start, end - LONGEST_S)
    devices = samples = 0
    firings: list[Firing] = []
    for number, subject in enumerate(subjects):
        if number >= MOST_DEVICES or samples >= MOST_SAMPLES:
            break
        replay = Replay(definition, subject)
        async for count in _fed(replay, definition, subject, (start, end), history, texts):
            samples += count
        if replay.began:
            devices += 1
            firings += replay.finish(end)
    else:
        number = len(subjects)
    firings.sort(key=lambda one: (one.start, one.device))
    return Trial(start, end, devices, len(subjects) - number, len(firings), tuple(firings[:MOST_FIRINGS]))


def _refuse(definition: AlarmDefinition, subjects: Sequence[Subject]) -> None:
    kinds = {subject.kind.id: subject.kind for subject in subjects}
    for kind in kinds.values():
        problems = problems_of(definition, kind)
        if problems:
            raise EngineError("bad_definition", "; ".join(problems))
        if isinstance(definition.when, NoDataTest) and not concerned(definition, kind).numbers:
            raise EngineError(
                "no_history",
                f"devices of kind {kind.id!r} report only words, which are recorded when they change: "
                "history does not show their silence",
            )
    if isinstance(definition.when, OfflineTest | CommandTest):
        what = "links" if isinstance(definition.when, OfflineTest) else "the ends of commands"
        raise EngineError("no_history", f"a test of {what} cannot be tried: the samples of history do not show them")


async def _fed(
    replay: Replay, definition: AlarmDefinition, subject: Subject, span: tuple[float, float], history: History,
    texts: Texts,
) -> AsyncIterator[int]:  # fmt: skip
    """Feed everything recorded of *subject* to *replay*, slice by slice; yields how many samples each piece had."""
    wanted = concerned(definition, subject.kind)
    words = [
        # The one in force at the start counts from there. Few altogether: only changes are kept.
        (key, msgspec.structs.replace(text, at=max(text.at, span[0])))
        for key in wanted.words
        for text in await texts(PointId(subject.device, key), *span)
    ]
    words.sort(key=lambda one: one[1].at)
    points = [PointId(subject.device, key) for key in wanted.numbers]
    async for begin, until, series in _slices(points, span, history):
        here = [one for one in words if begin <= one[1].at < until]
        for piece in pieces_of(subject, series, here):
            replay.feed(piece)
            yield len(piece)
            await asyncio.sleep(0)


async def _slices(
    points: Sequence[PointId], span: tuple[float, float], history: History
) -> AsyncIterator[tuple[float, float, list[Series]]]:
    """Every sample of *points*, none summarised: begin, end and the series of one slice after another."""
    begin, end = span
    length = SLICE_S if points else end - begin
    while begin < end:
        until = min(begin + length, end)
        series = [await history(point, begin, until, MOST_IN_SLICE) for point in points]
        if any(one.summarised for one in series) and length > 1.0:
            length /= 2
            continue
        yield begin, until, [one for one in series if len(one.times)]
        begin = until
