"""The banner: since when the centre is blind, in words; and the words of every notice."""

import pytest

from controlcenter.domain.notices import Notice, Severity
from controlcenter.engine.changes import ChangeSet, StoreStatus
from controlcenter.ui.banner import Banner
from controlcenter.ui.notices import CODES, notice_text
from controlcenter.ui.widgets.symbols import Symbol
from tests.support.city import broker, notice
from tests.support.fake_engine import NOW

LOST = StoreStatus("sqlite:///x", "failing", "1", waiting=1234, reason="disk full")


@pytest.fixture
def banner(qtbot, bridge, look) -> Banner:
    banner = Banner(bridge.mirror, look, "/home/op/settings.toml")
    qtbot.addWidget(banner)
    return banner


def shown(banner: Banner, bridge, changes: ChangeSet) -> str:
    bridge.engine.push(changes)
    bridge.tick()
    banner.update_from_mirror(NOW)
    return banner.text


def test_a_silent_engine_is_said_before_all_else(banner: Banner, bridge) -> None:
    shown(banner, bridge, ChangeSet(brokers=(broker("a", "offline", at=NOW - 90),)))
    banner.update_from_mirror(NOW, NOW - 7)
    assert banner.text.startswith("The engine is silent since 11:42:00 (7 s)")


def test_an_empty_profile_says_what_to_do(banner: Banner, bridge) -> None:
    assert shown(banner, bridge, ChangeSet()) == "No broker is configured: add one to /home/op/settings.toml"


def test_all_is_well(banner: Banner, bridge) -> None:
    assert shown(banner, bridge, ChangeSet(brokers=(broker(),))) == ""


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            ChangeSet(brokers=(broker("a", "offline", at=NOW + 7200 - 90),)),
            "The centre is blind since 11:40:37 (1 min): no broker is connected. Values are the last known.",
        ),
        (
            ChangeSet(brokers=(broker("a"), broker("b", "refused", reason="not authorised", at=NOW + 7200 - 90))),
            "Broker b is not connected since 11:40:37 (1 min): not authorised",
        ),
        (
            ChangeSet(brokers=(broker("a"), broker("b", "offline", at=NOW + 7200 - 90))),
            "Broker b is not connected since 11:40:37 (1 min)",
        ),
        (ChangeSet(brokers=(broker("a"), broker("b", "connecting", at=NOW + 7200 - 2))), ""),
        (
            ChangeSet(brokers=(broker("a"),), store=LOST, notices=(notice("store.failing", "history"),)),
            "History has not been written since 11:40:37: 1,234 values wait",
        ),
        (
            ChangeSet(brokers=(broker("a"),), store=LOST),
            "History is not being written: 1,234 values wait in memory",
        ),
        (
            ChangeSet(brokers=(broker("a"), broker("b", "offline")), store=LOST),
            "Broker b is not connected since 09:42:07 (2 h) · and 1 more",
        ),
        (
            ChangeSet(brokers=(broker("a"),), notices=(notice("broker.silent", "a", Severity.WARNING),)),
            "Broker a is connected but nothing arrives",
        ),
        (
            ChangeSet(brokers=(broker("a"),), notices=(notice("profile.second_copy", "/p"),)),
            "Another copy of the program already uses this profile: /p",
        ),
    ],
)
def test_each_blindness_is_said(banner: Banner, bridge, changes, text) -> None:
    assert shown(banner, bridge, changes) == text


def test_further_attempts_do_not_move_the_time_it_was_lost(banner: Banner, bridge) -> None:
    retried = broker("a", "offline", at=NOW + 7200 - 1)
    said = shown(banner, bridge, ChangeSet(brokers=(retried,), notices=(notice("broker.offline", "a"),)))
    assert "since 11:40:37" in said


def test_the_banner_goes_when_the_broker_is_back(banner: Banner, bridge) -> None:
    assert shown(banner, bridge, ChangeSet(brokers=(broker("a", "offline"),)))
    assert shown(banner, bridge, ChangeSet(brokers=(broker("a"),))) == ""


def test_all_gone_is_marked_as_critical(banner: Banner, bridge) -> None:
    shown(banner, bridge, ChangeSet(brokers=(broker("a", "offline"),)))
    assert banner.property("level") == Symbol.CRITICAL.value


ASKED = [
    "broker.offline",
    "broker.refused",
    "broker.silent",
    "broker.loss",
    "broker.tls",
    "driver.failed",
    "driver.flooded",
    "driver.slow",
    "driver.load_failed",
    "store.failing",
    "store.dropped",
    "store.disk_low",
    "store.damaged",
    "payload.bad",
    "payload.too_large",
    "clock.jump",
    "discovery.full",
    "profile.second_copy",
    "settings.bad",
]


@pytest.mark.parametrize("code", ASKED)
def test_every_code_has_a_sentence_without_facts_and_with(code) -> None:
    assert code in CODES
    facts = {"reason": "R", "lost": 5, "dropped": 6, "seconds": 3.25, "error": "E"}
    for given in ({}, facts):
        text = notice_text(Notice(code, "place-1", Severity.ERROR, NOW, dict(given)), "en")
        assert text != code and "{" not in text and code not in text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (notice("store.failing", "x", error="disk full"), "History cannot be written and waits in memory: disk full"),
        (notice("store.failing", "x"), "History cannot be written and waits in memory"),
        (notice("broker.loss", "a", lost=1200), "Messages from broker a were lost: 1,200"),
        (notice("made.up", "a", why="x", number=2), "made.up · a · why x · number 2"),
        (notice("made.up", ""), "made.up"),
    ],
)
def test_notice_text(given, text) -> None:
    assert notice_text(given, "en") == text
