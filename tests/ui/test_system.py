"""The system page shows the centre itself, and hostile bytes as bytes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from controlcenter.domain.words import Text
from controlcenter.engine.changes import BadPayload, ChangeSet, DriverStatus
from controlcenter.engine.face import EngineError
from controlcenter.ui.look import Look
from controlcenter.ui.views.system import LEAST_HEIGHTS, SystemPage
from controlcenter.ui.views.system_payload import escaped_text, hex_dump
from tests.support.city import broker, notice
from tests.support.fake_engine import NOW

HOSTILE = BadPayload(
    "tasmota", "tele/<b>x</b>\n/STATE", NOW - 5, "JSON is malformed", b'<img src="x">\x1b[31m\xff', 5000
)


@pytest.fixture
def page(qtbot, city, engine, look) -> SystemPage:
    engine.bad = [HOSTILE]
    page = SystemPage(city, look, clock=lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1280, 700)
    page.show()
    return page


def cells(table, row: int = 0) -> list[str]:
    model = table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_broker_in_figures(page: SystemPage) -> None:
    expected = "tanan-01|connected|09:42:07|tanan-01.example:1883|MQTT 5|4,812|12.3|1,204,512|0|—|"
    assert "|".join(cells(page.brokers)) == expected


def test_a_lost_broker_says_why(page: SystemPage, city, engine) -> None:
    engine.push(ChangeSet(brokers=(broker("tanan-01", "refused", reason="bad\npassword", round_trip_ms=None),)))
    city.tick()
    page._on_beat()
    row = cells(page.brokers)
    assert (row[1], row[6], row[-1]) == ("refused", "—", "bad password")


def test_stopped_drivers_come_first_and_say_their_last_error(page: SystemPage, city, engine) -> None:
    failed = DriverStatus("zz", "Zed", "2", "failed", 10, 0, 10, 1, "KeyError: 'x'", NOW - 60)
    engine.push(ChangeSet(drivers=(*city.mirror.drivers, failed)))
    city.tick()
    page._on_beat()
    assert "|".join(cells(page.drivers)) == "Zed|stopped after errors|10|0|10|1|2|11:41:07 · KeyError: 'x'"


def test_only_a_changed_row_is_painted_again(page: SystemPage, city, engine) -> None:
    engine.push(ChangeSet(brokers=(broker("a"), broker("b"))))
    city.tick()
    page._on_beat()
    changed, resets = [], []
    page.brokers.model().dataChanged.connect(lambda top, _bottom, _roles=(): changed.append(top.row()))
    page.brokers.model().modelReset.connect(lambda: resets.append(1))
    engine.push(ChangeSet(brokers=(broker("b", messages_per_s=1.0),)))
    city.tick()
    page._on_beat()
    assert changed == [1] and resets == []


def test_the_chosen_row_stays_chosen_when_others_come(page: SystemPage, city, engine) -> None:
    page.brokers.selectRow(0)
    engine.push(ChangeSet(brokers=(broker("a"), broker("b"))))
    city.tick()
    page._on_beat()
    chosen = page.brokers.current()
    assert chosen is not None and chosen.name == "tanan-01"


def test_nothing_is_written_while_the_page_is_hidden(page: SystemPage, city, engine) -> None:
    page.hide()
    asked = len(engine.called("bad_payloads"))
    engine.push(ChangeSet(brokers=(broker("a"),)))
    city.tick()
    for _ in range(20):
        page._on_beat()
    assert page.brokers.model().rowCount() == 1 and len(engine.called("bad_payloads")) == asked
    page.show()
    assert page.brokers.model().rowCount() == 2


def test_the_store_in_figures(page: SystemPage) -> None:
    figures = [figure.whole for figure in page.store.figures]
    assert figures == ["writing", "120", "1,800,000", "0", "48.0 MB", "90.0 GB", "0001", "sqlite:///city.sqlite", ""]


def test_notices_are_sentences_worst_first(page: SystemPage, city, engine) -> None:
    engine.push(
        ChangeSet(notices=(notice("what.ever", "x", type(notice("a").severity).INFO), notice("broker.silent", "a")))
    )
    city.tick()
    page._on_beat()
    assert cells(page.notices) == ["11:40:37", "Broker a is connected but nothing arrives"]
    assert cells(page.notices, 1)[1] == "what.ever · x"


def test_an_unreadable_message_is_shown_as_it_is(page: SystemPage) -> None:
    assert "|".join(cells(page.payloads)) == "11:42:02|tasmota|tele/<b>x</b> /STATE|5.0 kB|JSON is malformed"
    page.payloads.selectRow(0)
    assert page.viewer.text.toPlainText() == '<img src="x">\\x1b[31m\\xff'
    page.viewer.show_hex(True)
    assert page.viewer.text.toPlainText().startswith("0000  3c 69 6d 67 20 73 72 63")


def test_tooltips_never_become_markup(page: SystemPage) -> None:
    tip = page.payloads.model().index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip and "&lt;b&gt;" in tip


def test_a_refused_look_at_messages_is_said(page: SystemPage, engine, city) -> None:
    told = []
    city.request_failed.connect(lambda *refusal: told.append(refusal))
    engine.refuse["bad_payloads"] = EngineError("engine.stopped", "the engine has stopped")
    page._ask_payloads()
    assert page.payloads.model().rowCount() == 1 and told == []


@pytest.mark.parametrize(
    "state",
    [{}, {"splitters": 3}, {"splitters": [[1, 2]]}, {"splitters": [["a"]] * 4}, {"splitters": [[True, -1]] * 4}],
)
def test_a_broken_state_is_ignored(page: SystemPage, state) -> None:
    before = page.save_state()
    page.restore_state(state)
    assert page.save_state() == before


def test_the_page_speaks_the_language_in_force(page: SystemPage, look, qapp) -> None:
    from controlcenter.ui.language import Language

    language = Language(qapp, look)
    page.retranslate()
    look.use_language("vi")
    page.retranslate()
    assert cells(page.brokers)[1] == "đã kết nối"
    look.use_language("en")
    language.deleteLater()


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (b"", ""),
        (b"{}", "{}"),
        ("Đèn".encode(), "Đèn"),
        (b"a\nb\tc\r", "a\\n\nb\\tc\\x0d"),
        (b"\x00\x7f\xff", "\\x00\\x7f\\xff"),
        ("\u202eevil\u2066\u200b\ufeff".encode(), "\\u202eevil\\u2066\\u200b\\ufeff"),
        ("\u2028\u2029".encode(), "\\u2028\\u2029"),
        ("\U000e0041".encode(), "\\U000e0041"),
        ("\x85".encode(), "\\x85"),
    ],
)
def test_controls_are_written_out(payload, text) -> None:
    assert escaped_text(payload) == text


def test_hex_dump() -> None:
    assert hex_dump(b"") == ""
    first, second = hex_dump(bytes(range(65, 83))).split("\n")
    assert first == "0000  41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP"
    assert second == "0010  51 52" + " " * 42 + "  QR"


def test_drivers_have_names_in_the_windows_language(page: SystemPage, city, engine, look: Look) -> None:
    names = Text("Water gauges", "Trạm đo mực nước")
    engine.push(ChangeSet(drivers=(DriverStatus("zz", "Water gauges", "2", "running", names=names),)))
    city.tick()
    page._on_beat()
    assert cells(page.drivers)[0] == "Water gauges"
    look.use_language("vi")
    assert cells(page.drivers)[0] == "Trạm đo mực nước"


def test_a_low_window_scrolls_instead_of_clipping(page: SystemPage) -> None:
    page.resize(800, 380)
    scroll = page.findChild(QScrollArea)
    assert scroll is not None and scroll.verticalScrollBar().maximum() > 0
    for row, least in zip(page.rows[1:], LEAST_HEIGHTS, strict=True):
        assert row.height() >= least
