"""An evaluator with hand-turned time, fed one reading at a time."""

from controlcenter.domain.alarms import Sight
from controlcenter.domain.conditions import AlarmDefinition, AlarmId, Test
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Quality, Reading, Value
from controlcenter.domain.words import Text
from controlcenter.engine.alarms.evaluation import Context, Evaluator
from controlcenter.engine.alarms.timers import Timers

LAMP = DeviceId("main:x:lamp")
NAME = Text("Too high", "Quá cao")


def condition(test: Test, key: str = "c", **more: object) -> AlarmDefinition:
    return AlarmDefinition(key, NAME, test, **more)  # type: ignore[arg-type]  # fields of the definition, by name


class Feed:
    """``told`` are (key, active, at) of one device; times start at 0."""

    def __init__(
        self, *definitions: AlarmDefinition, silence_s: float = 60.0, active: tuple[str, ...] = (), now: float = 0.0
    ) -> None:
        self.timers = Timers()
        self.evaluator = Evaluator(self.timers, self._tell)
        self.sights: list[tuple[AlarmId, bool, Sight]] = []
        self.silence_s = silence_s
        self.watch(*definitions, active=active, now=now)

    def watch(self, *definitions: AlarmDefinition, active: tuple[str, ...] = (), now: float = 0.0) -> None:
        context = Context(self.silence_s, lambda _key, value: value not in ("none", "ok"), frozenset(active), now)
        self.evaluator.watch(LAMP, {one.key: one for one in definitions}, context, now)

    def _tell(self, alarm: AlarmId, active: bool, sight: Sight) -> None:
        self.sights.append((alarm, active, sight))

    @property
    def told(self) -> list[tuple[str, bool, float]]:
        return [(alarm.condition, active, sight.at) for alarm, active, sight in self.sights]

    @property
    def edges(self) -> list[tuple[bool, float]]:
        return [(active, at) for _, active, at in self.told]

    def read(
        self, value: Value | None, at: float, *, key: str = "p", source: float | None = None,
        quality: Quality = Quality.GOOD,
    ) -> None:  # fmt: skip
        """A reading that arrives at *at*, stamped *source* or the same."""
        self.evaluator.readings([Reading(LAMP, key, value, at if source is None else source, at, quality)])

    def reads(self, *pairs: tuple[float, Value]) -> None:
        """(arrival, value) of point ``p``."""
        for at, value in pairs:
            self.read(value, at)

    def pass_to(self, now: float) -> None:
        self.timers.run(now)
        self.evaluator.sweep(now, 1)
