"""The mirror lays change-sets over each other."""

import msgspec
import pytest

from controlcenter.domain.alarms import Cycle, Suppression
from controlcenter.domain.commands import CommandRecord, CommandState
from controlcenter.domain.ids import AreaId, CommandId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.mirror import Mirror
from controlcenter.ui.mirror_control import COMMANDS_KEPT
from tests.support.city import KINDS, device, found, make_alarm, notice, readings, ui_city
from tests.support.fake_engine import NOW, OPERATOR


def _command(number: int, state: CommandState = CommandState.QUEUED) -> CommandRecord:
    return CommandRecord(CommandId(number), device(0).id, "turn_on", {}, OPERATOR, NOW, NOW + 60, state, NOW)


@pytest.fixture
def mirror() -> Mirror:
    mirror = Mirror(KINDS)
    mirror.apply(ui_city(20))
    return mirror


def test_the_first_change_set_brings_the_whole_city(mirror: Mirror) -> None:
    assert len(mirror.devices) == len(mirror.statuses) == 20
    assert mirror.readings[device(0).id]["level"].value == 0
    assert mirror.counts.devices == 20
    assert mirror.store is not None and mirror.store.state == "writing"


def test_a_newer_reading_replaces_the_older_of_its_point_only(mirror: Mirror) -> None:
    later = [reading for reading in readings(0, NOW + 60) if reading.key == "power"]
    mirror.apply(ChangeSet(readings=tuple(later)))
    assert mirror.readings[device(0).id]["power"].at == NOW + 60
    assert mirror.readings[device(0).id]["on"].at == NOW


def test_a_removed_device_takes_its_status_and_readings_along(mirror: Mirror) -> None:
    gone = device(3).id
    mirror.apply(ChangeSet(removed=(gone,)))
    assert gone not in mirror.devices and gone not in mirror.statuses and gone not in mirror.readings


def test_an_adopted_address_leaves_the_discovered_list(mirror: Mirror) -> None:
    mirror.apply(ChangeSet(undiscovered=(found(0).id,)))
    assert found(0).id not in mirror.discovered and found(1).id in mirror.discovered


def test_a_notice_stays_until_it_is_taken_back(mirror: Mirror) -> None:
    raised = notice("broker.offline")
    mirror.apply(ChangeSet(notices=(raised,)))
    assert mirror.notices == {raised.key: raised}
    taken_back = type(raised)(raised.code, raised.place, raised.severity, raised.since, active=False)
    mirror.apply(ChangeSet(notices=(taken_back,)))
    assert mirror.notices == {}


def test_a_command_advances_in_its_place_and_newer_ones_come_first(mirror: Mirror) -> None:
    mirror.apply(ChangeSet(commands=(_command(1), _command(2))))
    mirror.apply(ChangeSet(commands=(_command(1, CommandState.CONFIRMED),)))
    assert [(record.id, record.state.value) for record in mirror.control.commands] == [(2, "queued"), (1, "confirmed")]


def test_only_the_newest_commands_are_kept(mirror: Mirror) -> None:
    mirror.apply(ChangeSet(commands=tuple(_command(number) for number in range(COMMANDS_KEPT + 5))))
    assert len(mirror.control.commands) == COMMANDS_KEPT
    assert mirror.control.commands[0].id == COMMANDS_KEPT + 4


@pytest.mark.parametrize(("area", "path"), [(2, "Tân An › Phường 1"), (1, "Tân An"), (99, ""), (None, "")])
def test_area_path(mirror: Mirror, area: int | None, path: str) -> None:
    assert mirror.area_path(None if area is None else AreaId(area)) == path


def test_the_standing_alarms_of_a_device_are_at_hand(mirror: Mirror) -> None:
    faulty, offline = make_alarm(0, "fault"), make_alarm(0, "offline", cycle=Cycle.ACKNOWLEDGED)
    mirror.apply(ChangeSet(alarms=(faulty, offline)))
    assert mirror.worst_alarm(device(0).id) == offline
    hidden = msgspec.structs.replace(offline, suppression=Suppression(NOW, faulty.id))
    mirror.apply(ChangeSet(alarms=(hidden,)))
    assert mirror.worst_alarm(device(0).id) == faulty
    assert set(mirror.alarms) == {faulty.id, offline.id}
    mirror.apply(ChangeSet(alarms=(msgspec.structs.replace(faulty, cycle=Cycle.NORMAL),)))
    assert mirror.worst_alarm(device(0).id) is None
    assert mirror.standing == {}
