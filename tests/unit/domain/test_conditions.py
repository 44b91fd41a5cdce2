"""Names of alarms, and which definitions are in force for which device."""

import msgspec
import pytest

from controlcenter.domain.conditions import (
    AlarmDefinition,
    AlarmId,
    CommandTest,
    DefinitionBook,
    DeviationTest,
    FaultTest,
    FrozenTest,
    LimitTest,
    NoDataTest,
    OfflineTest,
    Override,
    Priority,
    RateTest,
    Side,
    StateTest,
    Test,
    broker_device,
    parse_alarm,
)
from controlcenter.domain.ids import DeviceId
from controlcenter.domain.words import Text

ONE, TWO = DeviceId("main:json_air:aq-1"), DeviceId("main:json_air:aq-2")


def limit(at: float, key: str = "dusty", **changes: object) -> AlarmDefinition:
    made = AlarmDefinition(key, Text("Dusty", "Bụi"), LimitTest("pm25", Side.HIGH, at))
    return msgspec.structs.replace(made, **changes)


GONE = AlarmDefinition("offline", Text("Gone", "Mất"), OfflineTest())
SHIPPED = {"air": {"dusty": limit(50), "offline": GONE}, "lamp": {"offline": GONE}}


def limits(book: DefinitionBook) -> tuple[float | None, ...]:
    return tuple(book.of(device, "air")["dusty"].limit for device in (ONE, TWO))


# -- ids ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alarm", [AlarmId(ONE, "dusty"), AlarmId(DeviceId("main:mqtt:a/b:c"), "offline"), AlarmId(DeviceId("s:d:"), "x")]
)
def test_an_alarm_is_written_and_read_back(alarm: AlarmId) -> None:
    assert parse_alarm(str(alarm)) == alarm


@pytest.mark.parametrize(
    "text", ["", "dusty", "main:json_air:aq-1", "main:json_air:aq-1/", "main:aq-1/dusty", "/dusty"]
)
def test_what_is_no_alarm_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not an alarm") as caught:
        parse_alarm(text)
    assert repr(text) in str(caught.value)


def test_a_broker_has_an_id_like_a_device() -> None:
    alarm = AlarmId(broker_device("main", "field"), "offline")
    assert str(alarm) == "main:broker:field/offline"
    assert parse_alarm(str(alarm)) == alarm


def test_priorities_are_ordered() -> None:
    assert Priority.LOW < Priority.MEDIUM < Priority.HIGH < Priority.CRITICAL


@pytest.mark.parametrize(
    ("side", "upper"), [(Side.HIGH_HIGH, True), (Side.HIGH, True), (Side.LOW, False), (Side.LOW_LOW, False)]
)
def test_which_sides_are_upper(side: Side, upper: bool) -> None:
    assert side.is_upper is upper


# -- definitions ----------------------------------------------------------------------------------------

TESTS: list[tuple[Test, bool, str | None, float | None]] = [
    (LimitTest("pm25", Side.HIGH, 50.0), False, "pm25", 50.0),
    (RateTest("level", 0.3), False, "level", 0.3),
    (DeviationTest("l1", 20.0, "l2"), False, "l1", 20.0),
    (StateTest("door", (True,)), False, "door", None),
    (FaultTest("fault"), False, "fault", None),
    (FrozenTest("level", 3600.0), False, "level", None),
    (CommandTest(), False, None, None),
    (NoDataTest(), True, None, None),
    (OfflineTest(), True, None, None),
]


@pytest.mark.parametrize(("test", "communication", "point", "number"), TESTS)
def test_what_a_definition_says_of_its_test(
    test: Test, communication: bool, point: str | None, number: float | None
) -> None:
    definition = AlarmDefinition("a", Text("A", "A"), test)
    assert (definition.communication, definition.point, definition.limit) == (communication, point, number)
    assert msgspec.json.decode(msgspec.json.encode(definition), type=AlarmDefinition) == definition


# -- the book -------------------------------------------------------------------------------------------


def test_without_overrides_what_the_kind_ships_is_in_force() -> None:
    book = DefinitionBook(SHIPPED)
    assert dict(book.of(ONE, "air")) == SHIPPED["air"]
    assert book.overrides() == ()
    assert dict(book.of(ONE, "spaceship")) == {}


def test_the_devices_own_goes_over_the_kinds_and_that_over_what_is_shipped() -> None:
    book = DefinitionBook(SHIPPED)
    book.put(Override(limit(60), kind="air"))
    assert limits(book) == (60, 60)
    book.put(Override(limit(70), ONE))
    assert limits(book) == (70, 60)
    book.put(Override(limit(65), kind="air"))
    assert limits(book) == (70, 65)
    assert dict(book.of(ONE, "lamp")) == {"offline": GONE, "dusty": limit(70)}


def test_taken_back_what_lies_under_it_is_in_force_again() -> None:
    of_kind, own = Override(limit(60), kind="air"), Override(limit(70), ONE)
    book = DefinitionBook(SHIPPED, (of_kind, own))
    book.remove(own)
    assert limits(book) == (60, 60)
    book.remove(of_kind)
    assert limits(book) == (50, 50)
    book.remove(of_kind)
    book.remove(own)
    assert limits(book) == (50, 50)


def test_an_override_may_add_a_definition_and_switch_one_off() -> None:
    off = limit(50, enabled=False)
    book = DefinitionBook(SHIPPED, (Override(limit(150, "filthy"), kind="air"), Override(off, ONE)))
    assert list(book.of(TWO, "air")) == ["dusty", "offline", "filthy"]
    assert book.find(AlarmId(ONE, "dusty"), "air") == off
    assert book.find(AlarmId(TWO, "filthy"), "air") == limit(150, "filthy")
    assert book.find(AlarmId(TWO, "nothing"), "air") is None


def test_overrides_come_back_one_for_each_scope_and_key() -> None:
    given = (Override(limit(60), kind="air"), Override(limit(70), ONE), Override(limit(80), TWO))
    book = DefinitionBook(SHIPPED, (*given, given[0]))
    assert set(book.overrides()) == set(given)
    assert [one.key for one in given] == [("kind:air", "dusty"), (f"device:{ONE}", "dusty"), (f"device:{TWO}", "dusty")]


def test_the_book_leaves_what_is_shipped_as_it_is() -> None:
    before = {kind: dict(held) for kind, held in SHIPPED.items()}
    book = DefinitionBook(SHIPPED, (Override(limit(60), kind="air"),))
    book.put(Override(limit(150, "filthy"), kind="lamp"))
    assert before == SHIPPED
