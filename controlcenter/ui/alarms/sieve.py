"""Which alarms pass onto a list, and in which order: for one alarm at once, for a hundred thousand in steps."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from controlcenter.domain.alarms import Alarm
from controlcenter.domain.conditions import AlarmId
from controlcenter.ui.alarms.columns import COLUMNS, PLACE, Key, Speech, folded_text
from controlcenter.ui.alarms.groups import STEP, Steps
from controlcenter.ui.alarms.lists import NO_FILTER, ListId, Tally, stands_on

_SEARCHED = tuple(PLACE[key] for key in ("device", "condition", "note", "area", "kind"))
_SORTED_AT_ONCE = 5000
Sorted = tuple[Key, int, float, int]
"""Key of the column, priority, time, and a number for the alarm.

No alarm's id: a tuple of plain values is nothing the garbage collector must look at; a hundred thousand that it must
stop the window for a fifth of a second.
"""


class Sieve:
    """A list, a filter and a column to sort by. Searched words of each alarm are kept until it changes."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._texts: dict[AlarmId, str] = {}
        self._ids: list[AlarmId] = []
        self._numbers: dict[AlarmId, int] = {}
        self.list = ListId.ACTIVE
        self.filter = NO_FILTER
        self.sort_column = PLACE["priority"]

    def forget(self, alarm: AlarmId) -> None:
        """*alarm* is another than it was."""
        self._texts.pop(alarm, None)

    def forget_all(self) -> None:
        """Names, definitions or the language changed."""
        self._texts.clear()

    def key(self, alarm: Alarm) -> Sorted | None:
        """Its place in the order; None when it does not pass."""
        if not self._passes(alarm):
            return None
        order = COLUMNS[self.sort_column].order(alarm, self._speech)
        number = self._numbers.get(alarm.id)
        if number is None:
            number = self._numbers[alarm.id] = len(self._ids)
            self._ids.append(alarm.id)
        return (order, -int(alarm.priority), -alarm.raised_at, number)

    def alarm_of(self, key: Sorted) -> AlarmId:
        """Whose *key* it is."""
        return self._ids[key[3]]

    def _passes(self, alarm: Alarm) -> bool:
        wanted = self.filter
        if not stands_on(alarm, self.list):
            return False
        if wanted.priorities and alarm.priority not in wanted.priorities:
            return False
        if wanted.areas and alarm.area not in wanted.areas:
            return False
        return not wanted.text or self._found(alarm, wanted.text)

    def _found(self, alarm: Alarm, text: str) -> bool:
        words = self._texts.get(alarm.id)
        if words is None:
            parts = [COLUMNS[column].text(alarm, self._speech) for column in _SEARCHED]
            words = self._texts[alarm.id] = "\n".join(folded_text(part) for part in (*parts, alarm.id.device))
        return all(word in words for word in folded_text(text).split())

    def sorting(self, alarms: Sequence[Alarm]) -> Steps[list[Sorted]]:
        """The keys of those of *alarms* that pass, in order."""
        part: list[Sorted] = []
        runs: list[list[Sorted]] = []
        for number, alarm in enumerate(alarms):
            key = self.key(alarm)
            if key is not None:
                part.append(key)
            if number % STEP == STEP - 1:
                yield
                if len(part) >= _SORTED_AT_ONCE:
                    runs.append(sorted(part))
                    part = []
        runs.append(sorted(part))
        yield
        return (yield from _merging(runs))


def counting(alarms: Iterable[Alarm]) -> Steps[Tally]:
    """Count *alarms* anew."""
    tally = Tally()
    for number, alarm in enumerate(alarms):
        tally.put(alarm)
        if number % STEP == STEP - 1:
            yield
    return tally


def placing(lines: Sequence[object]) -> Steps[dict[AlarmId, int]]:
    """The row of each alarm among *lines*; heads of groups have none."""
    place: dict[AlarmId, int] = {}
    for number, line in enumerate(lines):
        if isinstance(line, AlarmId):
            place[line] = number
        if number % (10 * STEP) == 10 * STEP - 1:
            yield
    return place


def _merging(runs: list[list[Sorted]]) -> Steps[list[Sorted]]:
    """Join sorted *runs* two by two, a part at a time."""
    while len(runs) > 1:
        joined = []
        for first, second in zip(runs[::2], [*runs[1::2], []][: len(runs[::2])], strict=True):
            joined.append((yield from _joining(first, second)) if second else first)
        runs = joined
    return runs[0]


def _joining(first: list[Sorted], second: list[Sorted]) -> Steps[list[Sorted]]:
    whole: list[Sorted] = []
    at = 0
    for begin in range(0, len(first), _SORTED_AT_ONCE):
        part = first[begin : begin + _SORTED_AT_ONCE]
        until = bisect_left(second, part[-1], at)
        # Two runs one after the other: sorting joins them in one pass.
        whole += sorted(part + second[at:until])
        at = until
        yield
    whole += second[at:]
    return whole
