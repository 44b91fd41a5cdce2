"""One MQTT broker on a thread of its own. The only file of the engine that knows paho.

Each connection is a new client: nothing that was waiting in an old one can ever be sent again after a reconnect.
The socket is waited for here, on public calls, so that reading can be done in batches.
"""

import collections
import logging
import random
import select
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from controlcenter.engine.batch_client import BatchClient
from controlcenter.engine.link import Arrival, BrokerOptions, Clock, LinkChanged, LinkState, Pulse, Receipt, Sink

_log = logging.getLogger(__name__)

PROBE_EVERY_S = 5.0
PROBE_LATE_S = 10.0
CONNECT_TIMEOUT_S = 8.0
FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 30.0
REFUSED_BACKOFF_S = 20.0
MOST_PACKET = 4 * 1024 * 1024
"""Larger packets a broker speaking MQTT 5 does not even send us."""
LOSS_TOPIC = "$SYS/broker/publish/messages/dropped"
CLOSED = "the connection was closed"
UNREADABLE_TOPIC = "(topic is not UTF-8)"
_OURS = -1
"""Token of publications nobody waits for."""
LOSS_GRUDGE_S = 1.0
"""A connection closed this soon after the question for losses was closed because of it."""
_REFUSALS = frozenset({"Bad user name or password", "Not authorized", "Banned", "Client identifier not valid"})
_NO_MATCHING_SUBSCRIBERS = 16
_OLD_PROTOCOL = frozenset({"Unsupported protocol version"})


class BrokerLink:
    """Keeps one broker connected, with back-off, probes and a last will."""

    def __init__(
        self, number: int, options: BrokerOptions, topics: Sequence[str], sink: Sink, clock: Clock = time.time
    ) -> None:
        self.name = options.name
        self.site = options.site
        self.address = f"{options.host}:{options.port}"
        self._number = number
        self._options = options
        self._topics = tuple(topics)
        self._sink = sink
        self._clock = clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"broker-{options.name}", daemon=True)
        self._outbox: collections.deque[tuple[int, str, bytes, int]] = collections.deque()
        self._ear, self._bell = socket.socketpair()
        self._bell.setblocking(False)
        self._ear.setblocking(False)
        self._versions = _versions_to_try(options.protocol)
        self._backoff_s = FIRST_BACKOFF_S
        self._session = _Session()
        self._loss_told = options.count_losses
        """Whether the broker lets us ask how many messages it dropped."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._ring()
        if self._thread.ident is not None:
            self._thread.join(CONNECT_TIMEOUT_S + 2)
        self._ear.close()
        self._bell.close()

    def publish(self, token: int, topic: str, payload: bytes, qos: int) -> None:
        self._outbox.append((token, topic, payload, qos))
        self._ring()

    def _ring(self) -> None:
        try:
            self._bell.send(b"!")
        except (BlockingIOError, OSError):
            return  # it is ringing already, or the thread has gone

    # -- the thread --------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._report(LinkState.CONNECTING)
            code, reason = self._one_connection()
            self._fail_waiting(reason or "stopping")
            if self._stopping.is_set():
                break
            refused = code == "broker.refused"
            self._report(LinkState.REFUSED if refused else LinkState.OFFLINE, code, reason)
            self._rest(REFUSED_BACKOFF_S if refused else self._backoff_s)
            self._backoff_s = min(self._backoff_s * 2, LONGEST_BACKOFF_S)

    def _rest(self, most_s: float) -> None:
        """Wait between half of *most_s* and all of it, so that a hundred seats do not knock at once."""
        self._stopping.wait(most_s * random.uniform(0.5, 1.0))

    def _report(self, state: LinkState, code: str = "", reason: str = "") -> None:
        protocol = _PROTOCOL_NAMES[self._versions[0]] if state is LinkState.ONLINE else ""
        self._sink.event(LinkChanged(self._number, state, self._clock(), code, reason, protocol))

    def _one_connection(self) -> tuple[str, str]:
        """Connect, serve until it breaks; returns the notice code and the reason it ended."""
        session = self._session = _Session()
        try:
            client = self._make_client(session)
        except (OSError, ssl.SSLError, ValueError) as error:
            return "broker.tls", f"{self._options.ca_file}: {error}"
        try:
            client.connect(self._options.host, self._options.port, self._options.keepalive_s, **_fresh(self._versions))
            self._serve(client, session)
        except ssl.SSLError as error:
            return "broker.tls", _plain(error)
        except (OSError, ValueError) as error:
            session.end("broker.offline", _plain(error))
        finally:
            _hang_up(client)
        return self._verdict(session)

    def _verdict(self, session: "_Session") -> tuple[str, str]:
        if not session.welcomed and len(self._versions) > 1 and not session.refused and session.reached:
            # Old brokers close the connection, or answer with a code of their own version.
            self._versions = self._versions[1:] + self._versions[:1]
            self._backoff_s = FIRST_BACKOFF_S / 2
        asked = session.loss_asked_at
        if asked is not None and time.monotonic() - asked < LOSS_GRUDGE_S and session.code == "broker.offline":
            # rumqttd closes the connection of whoever subscribes below $SYS: without the count, but connected.
            self._loss_told = False
            self._backoff_s = FIRST_BACKOFF_S / 2
        return session.code, session.reason

    def _make_client(self, session: "_Session") -> BatchClient:
        options = self._options
        version = self._versions[0]
        arguments: dict[str, Any] = {} if version is MQTTProtocolVersion.MQTTv5 else {"clean_session": True}
        client = BatchClient(
            self._deliver, callback_api_version=CallbackAPIVersion.VERSION2, client_id=options.client_id,
            protocol=version, userdata=session, **arguments,
        )  # fmt: skip
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(1000)
        if options.user is not None:
            client.username_pw_set(options.user, options.password)
        if options.tls:
            context = ssl.create_default_context(cafile=options.ca_file or None)
            context.sslsocket_class = _TidySocket
            client.tls_set_context(context)
        client.will_set(self._state_topic, b"offline", qos=1, retain=True)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_publish = self._on_publish
        client.on_subscribe = self._on_subscribe
        return client

    @property
    def _state_topic(self) -> str:
        return f"controlcenter/{self._options.client_id}/state"

    def _serve(self, client: BatchClient, session: "_Session") -> None:
        session.reached = True
        wire: Any = client.socket()
        if wire is not None:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # small acknowledgements must not wait 40 ms
        deadline = time.monotonic() + CONNECT_TIMEOUT_S
        while not session.code:
            if self._stopping.is_set():
                self._say_goodbye(client, session)
                return
            wire = client.socket()
            if wire is None:
                session.end("broker.offline", CLOSED)
                return
            self._wait_and_move(client, session, wire)
            now = time.monotonic()
            if not session.welcomed and now > deadline:
                session.end("broker.offline", f"no answer to CONNECT within {CONNECT_TIMEOUT_S:.0f} s")
            elif session.welcomed:
                self._probe(client, session, now)

    def _wait_and_move(self, client: BatchClient, session: "_Session", wire: Any) -> None:
        writers = [wire] if client.want_write() else []
        pending = client.has_buffered or bool(getattr(wire, "pending", int)())
        readable, writable, _ = select.select([wire, self._ear], writers, [], 0 if pending else 0.5)
        if self._ear in readable:
            self._ear.recv(4096)
        if wire in readable or pending:
            self._read(client, session)
        if writable:
            client.loop_write()
        if session.welcomed:
            self._empty_outbox(client, session)
        result = client.loop_misc()
        if result != MQTTErrorCode.MQTT_ERR_SUCCESS and not session.code:
            session.end("broker.offline", _closed(result))

    def _read(self, client: BatchClient, session: "_Session") -> None:
        result = client.read_batch()
        if result != MQTTErrorCode.MQTT_ERR_SUCCESS:
            session.end("broker.offline", _closed(result))

    def _empty_outbox(self, client: mqtt.Client, session: "_Session") -> None:
        while self._outbox:
            token, topic, payload, qos = self._outbox.popleft()
            try:
                info = client.publish(topic, payload, qos=qos, retain=False)
            except ValueError as error:
                self._sink.event(Receipt(self._number, token, self._clock(), error=str(error)))
                continue
            if info.rc != MQTTErrorCode.MQTT_ERR_SUCCESS:
                self._sink.event(Receipt(self._number, token, self._clock(), error=mqtt.error_string(info.rc)))
            elif info.mid in session.early:
                self._receive(token, session.early.pop(info.mid))
            else:
                session.unacknowledged[info.mid] = token

    def _fail_waiting(self, reason: str) -> None:
        waiting = [*self._session.unacknowledged.values(), *(entry[0] for entry in self._outbox)]
        self._outbox.clear()
        self._session.unacknowledged.clear()
        for token in waiting:
            if token == _OURS:
                continue
            self._sink.event(Receipt(self._number, token, self._clock(), error=reason))

    def _probe(self, client: mqtt.Client, session: "_Session", now: float) -> None:
        """Ask the broker something it must answer whatever its access rules: a subscription nobody publishes to."""
        if session.probe_mid is not None and now - session.probed_at > PROBE_LATE_S:
            session.end("broker.silent", f"no answer for {PROBE_LATE_S:.0f} s")
        elif session.probe_mid is None and now - session.probed_at > PROBE_EVERY_S:
            _, session.probe_mid = client.subscribe(f"controlcenter/{self._options.client_id}/probe", 0)
            session.probed_at = now

    def _say_goodbye(self, client: mqtt.Client, session: "_Session") -> None:
        if session.welcomed:
            client.publish(self._state_topic, b"offline", qos=0, retain=True)
        client.disconnect()
        session.end("stopped", "")

    # -- paho's callbacks, on the same thread ------------------------------------------------------

    def _on_connect(
        self, client: mqtt.Client, session: "_Session", _flags: Any, reason: ReasonCode, _properties: Any
    ) -> None:
        if reason.is_failure:
            name = str(reason)
            session.refused = name not in _OLD_PROTOCOL
            session.end("broker.refused" if name in _REFUSALS else "broker.offline", name)
            return
        session.welcomed = True
        self._backoff_s = FIRST_BACKOFF_S
        session.unacknowledged[client.publish(self._state_topic, b"online", qos=1, retain=True).mid] = _OURS
        wanted = [(topic, 1) for topic in self._topics]
        if wanted:
            _, session.topics_mid = client.subscribe(wanted)
        self._report(LinkState.ONLINE)

    def _on_disconnect(
        self, _client: mqtt.Client, session: "_Session", _flags: Any, reason: ReasonCode, _properties: Any
    ) -> None:
        session.end("broker.offline", CLOSED if str(reason) == "Unspecified error" else str(reason))

    def _deliver(self, raw_topic: bytes, payload: bytes, retained: bool) -> None:
        try:
            topic = raw_topic.decode()
        except UnicodeDecodeError:
            topic = UNREADABLE_TOPIC
        if topic == LOSS_TOPIC:
            self._note_loss(payload)
            return
        self._sink.message(Arrival(self._number, topic, payload, self._clock(), retained))

    def _note_loss(self, payload: bytes) -> None:
        if payload.isdigit() and len(payload) < 20:
            self._sink.event(Pulse(self._number, self._clock(), lost=int(payload)))

    def _on_publish(
        self, _client: mqtt.Client, session: "_Session", mid: int, reason: ReasonCode, _properties: Any
    ) -> None:
        token = session.unacknowledged.pop(mid, None)
        if token is None:
            session.early[mid] = reason
        else:
            self._receive(token, reason)

    def _receive(self, token: int, reason: ReasonCode) -> None:
        if token == _OURS:
            return
        error = str(reason) if reason.is_failure else ""
        unheard = reason.value == _NO_MATCHING_SUBSCRIBERS
        self._sink.event(Receipt(self._number, token, self._clock(), error, unheard))

    def _on_subscribe(
        self, client: mqtt.Client, session: "_Session", mid: int, reasons: list[ReasonCode], _properties: Any
    ) -> None:
        if mid == session.probe_mid:
            session.probe_mid = None
            trip = time.monotonic() - session.probed_at
            self._sink.event(Pulse(self._number, self._clock(), round_trip_s=trip))
        elif mid == session.topics_mid:
            denied = [topic for topic, reason in zip(self._topics, reasons, strict=False) if reason.is_failure]
            for topic in denied:
                _log.warning("broker %s refuses the subscription to %s", self.name, topic)
            if self._loss_told:
                session.loss_asked_at = time.monotonic()
                client.subscribe(LOSS_TOPIC, 0)


class _TidySocket(ssl.SSLSocket):
    """Closes itself when the handshake fails: paho would leave that to the collector."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except (OSError, ValueError):
            self.close()
            raise


class _Session:
    """What belongs to one connection and ends with it."""

    def __init__(self) -> None:
        self.reached = False
        self.welcomed = False
        self.refused = False
        self.code = ""
        self.reason = ""
        self.probe_mid: int | None = None
        self.probed_at = 0.0
        self.topics_mid: int | None = None
        self.unacknowledged: dict[int, int] = {}
        self.loss_asked_at: float | None = None
        self.early: dict[int, ReasonCode] = {}

    def end(self, code: str, reason: str) -> None:
        """Note why this connection is over; the first reason stands."""
        if not self.code:
            self.code = code
            self.reason = reason


_PROTOCOL_NAMES = {MQTTProtocolVersion.MQTTv5: "MQTT 5", MQTTProtocolVersion.MQTTv311: "MQTT 3.1.1"}


def _versions_to_try(protocol: str) -> tuple[MQTTProtocolVersion, ...]:
    return {
        "5": (MQTTProtocolVersion.MQTTv5,),
        "3.1.1": (MQTTProtocolVersion.MQTTv311,),
    }.get(protocol, (MQTTProtocolVersion.MQTTv5, MQTTProtocolVersion.MQTTv311))


def _fresh(versions: Sequence[MQTTProtocolVersion]) -> dict[str, Any]:
    """Arguments of connect that ask for a clean start and small packets, where the version has them."""
    if versions[0] is not MQTTProtocolVersion.MQTTv5:
        return {}
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho leaves it untyped
    properties.MaximumPacketSize = MOST_PACKET
    properties.ReceiveMaximum = 1000
    return {"clean_start": True, "properties": properties}


def _hang_up(client: mqtt.Client) -> None:
    """Close the socket whatever state the client is in; the callbacks must not speak any more."""
    client.on_disconnect = None
    client.disconnect()
    wire = client.socket()
    if wire is not None:
        wire.close()


def _closed(result: MQTTErrorCode) -> str:
    """Why the connection ended, in words a technician can use: paho calls most ends unspecified."""
    vague = result in (MQTTErrorCode.MQTT_ERR_UNKNOWN, MQTTErrorCode.MQTT_ERR_CONN_LOST)
    return CLOSED if vague else mqtt.error_string(result)


def _plain(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
