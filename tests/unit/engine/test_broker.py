"""One link against a real Mosquitto: messages, outages, refusals, receipts."""

import subprocess
from collections.abc import Callable, Iterator

import pytest

from controlcenter.engine.broker import BrokerLink
from controlcenter.engine.link import Arrival, BrokerOptions, LinkChanged, LinkEvent, LinkState, Pulse, Receipt
from tests.support.mosquitto import Mosquitto, free_port
from tests.support.waiting import wait_until


class Heard:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.events: list[LinkEvent] = []

    def message(self, arrival: Arrival) -> None:
        self.arrivals.append(arrival)

    def event(self, event: LinkEvent) -> None:
        self.events.append(event)

    def states(self) -> list[LinkState]:
        return [event.state for event in self.events if isinstance(event, LinkChanged)]

    def last(self, state: LinkState) -> LinkChanged | None:
        found = [event for event in self.events if isinstance(event, LinkChanged) and event.state is state]
        return found[-1] if found else None

    def receipts(self) -> list[Receipt]:
        return [event for event in self.events if isinstance(event, Receipt)]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def connect(heard: Heard) -> Iterator[Callable[..., BrokerLink]]:
    links: list[BrokerLink] = []

    def make(port: int, **more: object) -> BrokerLink:
        options = BrokerOptions("b", "s", "127.0.0.1", port, "centre-test", **more)  # type: ignore[arg-type]
        link = BrokerLink(0, options, ["t/#"], heard)
        links.append(link)
        link.start()
        return link

    yield make
    for link in links:
        link.stop()


def say(broker: Mosquitto, topic: str, payload: bytes | str, retain: bool = False) -> None:
    words = ["mosquitto_pub", "-p", str(broker.port), "-q", "1", "-t", topic, "-s", *(["-r"] if retain else [])]
    subprocess.run(words, input=payload if isinstance(payload, bytes) else payload.encode(), check=True)


def test_messages_arrive_with_their_time_and_flag(mosquitto, heard, connect):
    say(mosquitto, "t/old", "1", retain=True)
    connect(mosquitto.port)
    wait_until(lambda: heard.last(LinkState.ONLINE))
    assert heard.last(LinkState.ONLINE).protocol == "MQTT 5"
    wait_until(lambda: heard.arrivals)
    say(mosquitto, "t/new", b"\xff\x00")
    wait_until(lambda: len(heard.arrivals) == 2)
    assert [(one.topic, one.payload, one.retained) for one in heard.arrivals] == [
        ("t/old", b"1", True),
        ("t/new", b"\xff\x00", False),
    ]


def test_a_broker_that_is_not_there_is_said_and_found_later(make_mosquitto, heard, connect):
    broker = make_mosquitto()
    connect(broker.port)
    wait_until(lambda: heard.last(LinkState.OFFLINE))
    assert (heard.last(LinkState.OFFLINE).code, heard.last(LinkState.OFFLINE).reason) == (
        "broker.offline",
        "Connection refused",
    )
    broker.start()
    wait_until(lambda: heard.last(LinkState.ONLINE), timeout=20)


def test_after_a_broker_died_and_came_back_everything_is_subscribed_again(mosquitto, heard, connect):
    connect(mosquitto.port)
    wait_until(lambda: heard.last(LinkState.ONLINE))
    mosquitto.kill()
    wait_until(lambda: heard.last(LinkState.OFFLINE))
    mosquitto.start()
    wait_until(lambda: heard.states().count(LinkState.ONLINE) == 2, timeout=20)
    say(mosquitto, "t/again", "2")
    wait_until(lambda: heard.arrivals)


def test_a_wrong_password_is_refused_in_the_brokers_words(make_mosquitto, heard, connect):
    broker = make_mosquitto(users={"ops": "right"}).start()
    connect(broker.port, user="ops", password="wrong")
    wait_until(lambda: heard.last(LinkState.REFUSED))
    assert heard.last(LinkState.REFUSED).code == "broker.refused"
    assert "wrong" not in repr(heard.events)


def test_the_right_password_gets_in(make_mosquitto, heard, connect):
    broker = make_mosquitto(users={"ops": "right"}).start()
    connect(broker.port, user="ops", password="right")
    wait_until(lambda: heard.last(LinkState.ONLINE))


def test_a_receipt_follows_every_publication(mosquitto, heard, connect):
    link = connect(mosquitto.port)
    wait_until(lambda: heard.last(LinkState.ONLINE))
    link.publish(41, "t/order", b"on", 1)
    link.publish(42, "nobody/order", b"on", 1)
    wait_until(lambda: len(heard.receipts()) == 2)
    by_token = {receipt.token: receipt for receipt in heard.receipts()}
    assert (by_token[41].error, by_token[41].unheard) == ("", False)
    assert (by_token[42].error, by_token[42].unheard) == ("", True)


def test_what_waits_when_the_broker_dies_is_failed_and_never_sent_later(mosquitto, heard, connect):
    link = connect(mosquitto.port)
    wait_until(lambda: heard.last(LinkState.ONLINE))
    mosquitto.freeze()
    link.publish(43, "t/order", b"on", 1)
    mosquitto.thaw()
    mosquitto.kill()
    wait_until(heard.receipts)
    mosquitto.start()
    wait_until(lambda: heard.states().count(LinkState.ONLINE) == 2, timeout=20)
    say(mosquitto, "t/after", "x")
    wait_until(lambda: any(one.topic == "t/after" for one in heard.arrivals))
    after = [one.topic for one in heard.arrivals]
    assert after.count("t/order") <= (1 if not heard.receipts()[0].error else 0)


def test_an_address_that_is_no_broker_is_said(heard, connect):
    connect(free_port(), protocol="3.1.1")
    wait_until(lambda: heard.last(LinkState.OFFLINE))


def test_the_round_trip_is_measured(mosquitto, heard, connect, monkeypatch):
    monkeypatch.setattr("controlcenter.engine.broker.PROBE_EVERY_S", 0.1)
    connect(mosquitto.port)
    wait_until(lambda: any(isinstance(event, Pulse) and event.round_trip_s for event in heard.events))


def test_a_network_that_falls_silent_is_noticed_without_a_disconnect(mosquitto, heard, connect, monkeypatch):
    monkeypatch.setattr("controlcenter.engine.broker.PROBE_EVERY_S", 0.1)
    monkeypatch.setattr("controlcenter.engine.broker.PROBE_LATE_S", 0.5)
    connect(mosquitto.port)
    wait_until(lambda: any(isinstance(event, Pulse) for event in heard.events))
    mosquitto.freeze()
    wait_until(lambda: heard.last(LinkState.OFFLINE))
    mosquitto.thaw()
    assert heard.last(LinkState.OFFLINE).code == "broker.silent"
