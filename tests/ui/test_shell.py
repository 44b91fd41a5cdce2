"""The window around the pages."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel

from controlcenter.domain.conditions import AlarmId, Priority
from controlcenter.domain.ids import DeviceId, PointId
from controlcenter.engine.changes import ChangeSet
from controlcenter.ui.dialogs.sounds import SoundDialog
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page
from controlcenter.ui.screenshots import Screenshooter
from controlcenter.ui.shell_pages import PageSpec, standard_pages
from controlcenter.ui.sound_choices import SoundChoices
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.window import MainWindow
from tests.support.city import alarm_changes, broker, city_alarms, device, make_alarm, ui_city
from tests.support.fake_engine import NOW, FakeBridge, FakeEngine


class NotedPage(Page):
    """A page that notes what the shell asks of it."""

    def __init__(self, bridge, look, parent) -> None:
        super().__init__(bridge, look, parent)
        self.chosen: list[DeviceId | None] = []
        self.points: list[PointId] = []
        self.state: dict[str, object] = {}

    def choose(self, device: DeviceId | None) -> None:
        self.chosen.append(device)

    def show_point(self, point: PointId) -> None:
        self.points.append(point)

    def save_state(self) -> dict[str, object]:
        return {"kept": 1} | self.state

    def restore_state(self, state: dict[str, object]) -> None:
        self.state = state


def pages() -> list[PageSpec]:
    return [PageSpec(spec.id, spec.title, spec.icon, NotedPage, spec.last) for spec in standard_pages()]


@pytest.fixture
def memory(qapp: QApplication, tmp_path: Path) -> LayoutMemory:
    return LayoutMemory(tmp_path / "layout.json")


@pytest.fixture
def make_window(qtbot, city: FakeBridge, look: Look, memory: LayoutMemory):
    made = []
    look.zone = ZoneInfo("Asia/Ho_Chi_Minh")

    def make(kept: LayoutMemory | None = None) -> MainWindow:
        window = MainWindow(city, look, pages(), kept or memory, ["Tân An"], "settings.toml", clock=lambda: NOW)
        window.resize(1366, 768)
        made.append(window)
        qtbot.addWidget(window)
        window.show()
        return window

    yield make
    for window in made:
        for page in window.host.torn:
            window.host.take_back(page)
        window.close()
        if window._finder is not None:
            window._finder.hide()
    look.use_language("en")


@pytest.fixture
def window(make_window) -> MainWindow:
    return make_window()


def test_the_finder_is_made_when_first_wanted(window: MainWindow) -> None:
    assert window._finder is None
    window.retranslate()
    assert window._finder is None
    window.header.find_wanted.emit()
    assert window._finder is not None
    assert window.finder is window._finder
    assert window.finder.isVisible()


def noted(window: MainWindow, page: str) -> NotedPage:
    widget = window.host.widget(page)
    assert isinstance(widget, NotedPage)
    return widget


def test_only_the_first_page_is_built_at_the_start(window: MainWindow) -> None:
    assert window.host.built == ("overview",)


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Qt.Key.Key_1, "overview"),
        (Qt.Key.Key_2, "alarms"),
        (Qt.Key.Key_3, "devices"),
        (Qt.Key.Key_4, "trends"),
        (Qt.Key.Key_5, "control"),
        (Qt.Key.Key_6, "system"),
    ],
)
def test_each_page_has_its_shortcut(qtbot, window: MainWindow, key, page) -> None:
    window.open_page("devices" if page != "devices" else "trends")
    qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.host.current == page


def test_the_header_says_what_must_be_visible(make_window, engine: FakeEngine, city: FakeBridge) -> None:
    engine.push(alarm_changes(*city_alarms(200)))
    city.tick()
    header = make_window().header
    assert header.clock.text() == "18:42:07"
    assert header.site.whole == "Tân An"
    assert (header.online.text(), header.total.text()) == ("195", "/ 200")
    assert header.links.text() == "1 / 1"
    assert {symbol: header.alarms.count(symbol) for symbol in (Symbol.HIGH, Symbol.MEDIUM)} == {
        Symbol.HIGH: 5,
        Symbol.MEDIUM: 2,
    }
    assert header.calling.text() == "unacknowledged: 7"
    assert header.menu_button.text() == "operator-2"


def test_the_status_line_says_how_the_centre_does(window: MainWindow, engine: FakeEngine, city: FakeBridge) -> None:
    status = window.status
    assert status.brokers[0].text.whole == "tanan-01 · 4,812 msg/s · 12 ms"
    assert status.history.text.whole == "History · writing"
    assert status.gap.whole == "No data gap since start"
    engine.push(ChangeSet(brokers=(broker("tanan-01", "offline"),)))
    city.tick()
    status.refresh(NOW)
    assert status.brokers[0].text.whole == "tanan-01 · down for 2 h"
    engine.push(ChangeSet(brokers=(broker("tanan-01", at=NOW + 60),)))
    city.tick()
    status.refresh(NOW)
    assert status.gap.whole == "Last data gap 16:42:07, 1 min long"


def test_many_brokers_are_counted_and_the_lost_ones_named(window, engine, city) -> None:
    names = [broker(f"b-{number}") for number in range(6)] + [broker("z-lost", "offline")]
    engine.push(ChangeSet(brokers=tuple(names)))
    city.tick()
    window.status.refresh(NOW)
    assert window.status.brokers[0].text.whole.startswith("z-lost")
    assert window.status.others.text.whole == "6 of 6 more connected"


def test_a_hidden_window_is_not_written_to(window: MainWindow, engine: FakeEngine, city: FakeBridge) -> None:
    window.hide()
    engine.push(ui_city(40))
    city.tick()
    window._on_refresh()
    assert window.header.total.text() == "/ 200"
    window.show()
    assert window.header.total.text() == "/ 40"


def test_a_chosen_device_is_told_to_the_other_pages_now_and_to_later_ones_when_built(window: MainWindow) -> None:
    overview, devices = noted(window, "overview"), noted(window, "devices")
    overview.device_chosen.emit(device(3).id)
    assert devices.chosen == [device(3).id] and overview.chosen == []
    assert noted(window, "trends").chosen == [device(3).id]


def test_a_wanted_trend_opens_the_trends_page_on_it(window: MainWindow) -> None:
    noted(window, "overview").trend_wanted.emit(f"{device(0).id}/level")
    assert window.host.current == "trends"
    assert noted(window, "trends").points == [PointId(device(0).id, "level")]


def test_a_wanted_place_opens_the_map_on_it(window: MainWindow) -> None:
    noted(window, "devices").map_wanted.emit(device(0).id)
    assert window.host.current == "overview"
    assert noted(window, "overview").chosen == [device(0).id]


def test_a_page_is_torn_off_and_comes_back_when_its_window_is_closed(window: MainWindow) -> None:
    page = noted(window, "overview")
    window.host.tear_off("overview")
    assert page.window() is not window and page.isVisible()
    page.window().close()
    assert page.window() is window and window.host.torn == ()
    assert page.isVisible()


def test_wall_mode_hides_all_but_the_page_and_escape_brings_it_back(qtbot, window: MainWindow) -> None:
    window.set_wall(True)
    assert window.header.isHidden() and window.rail.isHidden() and window.status.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.header.isVisible() and window.rail.isVisible()


def test_f11_fills_the_screen_and_gives_it_back(qtbot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_a_refused_request_is_said_literally(window: MainWindow, city: FakeBridge) -> None:
    city.request_failed.emit("device.unknown", "no device <b>x</b>")
    assert window.toast.text == "Refused: no device <b>x</b>"
    label = window.toast.findChild(QLabel)
    assert label is not None and label.textFormat() == Qt.TextFormat.PlainText


def test_messages_wait_for_each_other_and_are_not_repeated(window: MainWindow) -> None:
    for text in ("one", "one", "two", "two"):
        window.toast.say(text)
    window.toast._on_done()
    assert window.toast.text == "two"
    window.toast._on_done()
    assert window.toast.text == ""


def _type(window: MainWindow, text: str) -> None:
    """As an input method does: the test library's key clicks know no letters beyond ASCII."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(window.finder.edit, event)


def _index_all(window: MainWindow) -> None:
    while not window.finder._index.complete:
        window.finder._on_step()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("tủ td-0007", "Tủ TD-0007"),
        ("tu td-0007", "Tủ TD-0007"),
        ("0007 tu", "Tủ TD-0007"),
        ("json_air:air_station-00018", "Không khí KK-0018"),
        ("system", "System"),
        ("wall", "Wall mode"),
        ("tieng viet", "Tiếng Việt"),
    ],
)
def test_the_finder_finds_devices_pages_and_actions(window: MainWindow, text, first) -> None:
    window.finder.open()
    _type(window, text)
    _index_all(window)
    assert window.finder.titles[0] == first


def test_enter_in_the_finder_shows_the_device(qtbot, window: MainWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    _index_all(window)
    _type(window, "KK-0008")
    qtbot.keyClick(window.finder.edit, Qt.Key.Key_Return)
    assert window.host.current == "devices"
    assert noted(window, "devices").chosen == [device(8).id]
    assert window.finder.isHidden()


def test_the_finder_says_when_nothing_is_called_so_and_escape_closes_it(qtbot, window: MainWindow) -> None:
    window.finder.open()
    _index_all(window)
    _type(window, "qqqq")
    assert window.finder.titles == []
    qtbot.keyClick(window.finder.edit, Qt.Key.Key_Escape)
    assert window.finder.isHidden()


def test_the_finder_knows_devices_that_came_later(window: MainWindow, engine: FakeEngine, city: FakeBridge) -> None:
    window.finder.open()
    _index_all(window)
    engine.push(ChangeSet(devices=(device(5000),)))
    city.tick()
    window.finder.open()
    _index_all(window)
    _type(window, "L-5000")
    assert window.finder.titles == ["Đèn L-5000"]


def test_the_next_start_finds_the_window_as_it_was_left(make_window, look: Look, tmp_path: Path) -> None:
    first = make_window()
    first.open_page("devices")
    first.host.tear_off("overview")
    look.use_theme("day")
    first.close()
    kept = LayoutMemory(tmp_path / "layout.json")
    assert (kept.layout.page, kept.layout.theme, kept.layout.language) == ("devices", "day", "en")
    assert kept.layout.pages["devices"] == {"kept": 1}
    second = make_window(kept)
    assert second.host.current == "devices"
    assert noted(second, "devices").state == {"kept": 1}
    assert second.host.torn == ("overview",)
    second.open_page("trends")
    second.close()
    assert LayoutMemory(tmp_path / "layout.json").layout.pages["devices"] == {"kept": 1}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b'{"page": 5}', b"[1]", b'{"pages": {"devices": 3}}', b"{" * 100_000, b" " * 1_000_001],
    ids=["empty", "cut", "no text", "wrong type", "list", "wrong page", "deep", "huge"],
)
def test_a_broken_layout_is_logged_and_the_usual_one_taken(make_window, tmp_path: Path, content, caplog) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    window = make_window(LayoutMemory(path))
    assert window.host.current == "overview"
    assert "broken.json" in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        b'{"page": "gone", "geometry": "!!", "torn": {"gone": "", "devices": "%%"}}',
        '{"geometry": "đ", "pages": {"gone": {"x": 1}}}'.encode(),
    ],
)
def test_a_layout_of_another_release_is_taken_as_far_as_it_goes(make_window, tmp_path: Path, content) -> None:
    path = tmp_path / "other.json"
    path.write_bytes(content)
    assert make_window(LayoutMemory(path)).host.current == "overview"


def test_a_layout_that_cannot_be_written_is_logged(qapp, tmp_path: Path, caplog) -> None:
    (tmp_path / "file").write_bytes(b"")
    memory = LayoutMemory(tmp_path / "file" / "layout.json")
    memory.write()
    assert "cannot be kept" in caplog.text


def test_nothing_is_clipped_in_the_header_at_any_width(window: MainWindow, look: Look) -> None:
    for width in (1024, 1366, 1920):
        window.resize(width, 700)
        for _ in range(4):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        for label in (window.header.online, window.header.total, window.header.links, window.header.clock):
            assert label.width() >= label.sizeHint().width(), (width, label.text())
        assert window.header.menu_button.geometry().right() < width


def test_pictures_are_named_by_local_time_and_page(window: MainWindow, tmp_path: Path) -> None:
    shooter = Screenshooter(window, tmp_path / "new" / "folder", clock=lambda: NOW)
    shooter.start()
    path = shooter.take()
    shooter.stop()
    assert path is not None and path.name == "184207-overview.png" and path.read_bytes().startswith(b"\x89PNG")
    shooter._on_turn()
    shooter.stop()
    assert window.host.current == "alarms"


# Alarms


class NotedAlarms(NotedPage):
    """A page of alarms that notes what it is asked to show."""

    def __init__(self, bridge, look, parent) -> None:
        super().__init__(bridge, look, parent)
        self.asked: list[object] = []

    def show_alarm(self, alarm: AlarmId) -> None:
        self.asked.append(alarm)

    def show_priority(self, symbol: str) -> None:
        self.asked.append(symbol)


@pytest.fixture
def desk(qtbot, city: FakeBridge, look: Look, memory: LayoutMemory, engine: FakeEngine):
    """A window with a page of alarms, and one alarm that calls."""
    others = [spec for spec in pages() if spec.id != "alarms"]
    specs = [*others, PageSpec("alarms", lambda: "Alarms", "alarms", NotedAlarms)]
    window = MainWindow(city, look, specs, memory, clock=lambda: NOW)
    qtbot.addWidget(window)
    window.show()
    engine.push(alarm_changes(make_alarm(9, "level_high")))
    city.tick()
    yield window
    window.close()
    window.finder.hide()


def test_every_page_has_the_strip_and_the_wall_does_not(desk: MainWindow) -> None:
    for page in desk.host.specs:
        desk.open_page(page)
        assert desk.attention.strip.isVisible()
    desk.set_wall(True)
    assert not desk.attention.strip.isVisible()


def test_strip_header_and_finder_lead_to_the_page_of_alarms(qtbot, desk: MainWindow) -> None:
    alarm = make_alarm(9, "level_high").id
    desk.attention.refresh(NOW)
    desk.attention.strip.alarm_wanted.emit(alarm)
    desk.header.alarms.chosen.emit(Symbol.HIGH)
    desk.open_page("overview")
    desk.finder.open()
    desk.finder.edit.setText("muc nuoc level high")
    assert desk.finder.titles == [f"{device(9).name} · Level high"]
    qtbot.keyClick(desk.finder.edit, Qt.Key.Key_Return)
    page = desk.host.widget("alarms")
    assert isinstance(page, NotedAlarms)
    assert page.asked == [alarm, Symbol.HIGH, alarm]
    assert desk.host.current == "alarms"


def test_without_a_page_of_alarms_the_device_is_shown(desk: MainWindow) -> None:
    del desk.host.specs["alarms"]
    alarm = make_alarm(9, "level_high").id
    desk.show_alarm(alarm)
    assert noted(desk, "overview").chosen[-1] == alarm.device


def test_keys_silence_and_acknowledge_wherever_one_is(qtbot, desk: MainWindow, engine: FakeEngine) -> None:
    desk.attention.refresh(NOW)
    qtbot.keyClick(desk, Qt.Key.Key_F8)
    assert "just changed" in desk.toast.text or desk.toast.text.startswith("No sound")
    assert engine.called("acknowledge") == []
    assert desk.attention.sounds.sounding is Priority.CRITICAL
    qtbot.keyClick(desk, Qt.Key.Key_F9)
    assert desk.attention.sounds.sounding is None


def test_a_page_may_ask_for_silence(desk: MainWindow) -> None:
    desk.host.widget("alarms").silence_wanted.emit()
    assert desk.attention.sounds.sounding is None


def test_the_choices_of_sounds_are_kept_in_the_profile(desk: MainWindow, memory: LayoutMemory, tmp_path: Path) -> None:
    desk.attention.choose(SoundChoices(volume=40, quiet=True, quiet_from=1320, quiet_until=300))
    memory.write()
    again = LayoutMemory(tmp_path / "layout.json").layout.sounds
    assert (again.volume, again.quiet, again.quiet_until) == (40, True, 300)


def test_the_dialog_of_sounds_is_in_force_at_once(qtbot, desk: MainWindow) -> None:
    dialog = SoundDialog(desk.attention, desk)
    qtbot.addWidget(dialog)
    dialog.volume.setValue(25)
    dialog.quiet.setChecked(True)
    dialog.enabled.setChecked(False)
    choices = desk.attention.sounds.choices
    assert (choices.volume, choices.quiet, choices.enabled) == (25, True, False)
    assert dialog.quiet_from.isEnabled()
