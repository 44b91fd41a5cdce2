"""A group, a scene and a plan made in the window's views, and a lamp that obeys them over a real broker."""

import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from controlcenter import places
from controlcenter.engine.face import EngineError
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.control.library.view import LibraryView
from controlcenter.ui.control.orders_results import Outcome
from controlcenter.ui.control.plans.view import PlansView
from controlcenter.ui.look import Look, load_theme
from tests.support.lamp import TasmotaLamp
from tests.support.live_centre import BY, LAMP, LiveCentre
from tests.support.mosquitto import Mosquitto
from tests.support.waiting import wait_until

pytestmark = pytest.mark.journey


class WaitingBridge(Bridge):
    """Answers before ``ask_then`` returns: the test has no loop of its own."""

    def ask_then(
        self,
        request: Coroutine[Any, Any, Any],
        done: Callable[[Any], None] | None = None,
        refused: Callable[[EngineError], None] | None = None,
    ) -> None:
        try:
            result = self._submit(request).result(10)
        except EngineError as error:
            if refused is not None:
                refused(error)
            return
        if done is not None:
            done(result)


@pytest.fixture
def bridge(qtbot: QtBot, centre: LiveCentre, mosquitto: Mosquitto) -> Iterator[WaitingBridge]:
    bulb = TasmotaLamp(mosquitto)
    wait_until(lambda: centre.connection(LAMP) == 1, 10)
    made = centre.bridge()
    bridge = WaitingBridge(made.engine, made._submit, BY)
    bridge.mirror = centre.mirror
    yield bridge
    bulb.stop()


@pytest.fixture
def look() -> Look:
    return Look({path.stem: load_theme(path) for path in sorted(places.THEMES.glob("*.toml"))})


def until(bridge: Bridge, reached: Callable[[], bool], timeout: float = 20.0) -> None:
    """Take change-sets until *reached*."""

    def looked() -> bool:
        bridge.tick()
        return reached()

    wait_until(looked, timeout)


def name(line: Any, text: str) -> None:
    """Type *text* as a person would: programs setting it are not heard."""
    line.setText(text)
    line.textEdited.emit(text)


def test_a_scene_over_a_group_reaches_the_lamp_and_a_snapshot_sees_it(
    bridge: WaitingBridge, look: Look, qtbot: QtBot
) -> None:
    view = LibraryView(bridge, look)
    qtbot.addWidget(view)
    bridge.ticked.connect(view.take)
    documents = bridge.mirror.control.documents
    view.begin()
    name(view.groups.head.name, "All lamps")
    view.groups.editor.fields["kinds"]._on_picked("streetlight")
    view.save()
    until(bridge, lambda: len(documents) == 1)
    [group] = documents
    view.show_sort("scene")
    view.begin()
    name(view.scenes.head.name, "Bright")
    view.scenes.editor.add_action()
    view.scenes.editor.selection.fields["groups"]._on_picked(str(group))
    view.scenes.editor.fields.choice.put("dim")
    view.scenes.editor.fields.editors[0].start_from(80)
    view.save()
    until(bridge, lambda: len(documents) == 2)
    order = view.scenes.order
    order.preview()
    assert [row.result for row in order.table.rows_model.rows] == ["ready"]
    order.reason.setText("a try")
    order.place()
    until(bridge, lambda: order.result.model.counts()[Outcome.CONFIRMED] == 1)
    until(bridge, lambda: bridge.mirror.readings[LAMP]["level"].value == 80)  # type: ignore[index]  # its id as text
    view.show_sort("snapshot")
    view.begin()
    name(view.maker.head.name, "Bright evening")
    view.maker.editor.fields["groups"]._on_picked(str(group))
    view.save()
    until(bridge, lambda: len(documents) == 3)
    assert {row.point: (row.kept, row.differs) for row in view.snapshots.rows}["Level"] == ("80 %", False)
    view.snapshots.bring_all()
    assert "1 left out" in view.snapshots.order.facts.text()


def test_a_plan_is_tried_saved_and_disabled(bridge: WaitingBridge, look: Look, qtbot: QtBot) -> None:
    view = PlansView(bridge, look, clock=time.time)
    qtbot.addWidget(view)
    bridge.ticked.connect(view.take)
    view.begin()
    name(view.pane.head.name, "Every night")
    view.pane.try_it()
    assert "refused" not in view.pane.changes.hint._title.text()
    view.save()
    until(bridge, lambda: len(bridge.mirror.control.documents) == 1)
    view.toggle()
    until(bridge, lambda: view.pane.force.text() == "Disabled: it asks for nothing")
    assert view.list.table.rows_model.rows[0].note == "1 · disabled"
