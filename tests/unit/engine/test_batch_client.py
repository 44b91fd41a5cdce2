"""However the stream is cut, every publication comes out once, whole and in order."""

import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion

from controlcenter.engine.batch_client import BatchClient

V5, V4 = MQTTProtocolVersion.MQTTv5, MQTTProtocolVersion.MQTTv311
PINGRESP = b"\xd0\x00"
Publication = tuple[bytes, bytes, bool, int, bytes]

publications = st.tuples(
    st.text("abc/ậ", min_size=1, max_size=20).map(str.encode),
    st.one_of(st.binary(max_size=40), st.integers(100, 20_000).map(bytes)),
    st.booleans(),
    st.integers(0, 1),
    st.sampled_from(
        [b"", b"\x26\x00\x01k\x00\x01v", b"\x01\x01", b"".join([b"\x26\x00\x01k\x00\x28" + b"v" * 40] * 4)]
    ),
)


def varint(number: int) -> bytes:
    out = bytearray()
    while True:
        number, digit = number >> 7, number & 127
        out.append(digit | (128 if number else 0))
        if not number:
            return bytes(out)


def packet(item: Publication, five: bool, mid: int) -> bytes:
    topic, payload, retained, quality, properties = item
    body = len(topic).to_bytes(2, "big") + topic
    if quality:
        body += mid.to_bytes(2, "big")
    if five:
        body += varint(len(properties)) + properties
    body += payload
    return bytes([0x30 | quality << 1 | retained]) + varint(len(body)) + body


class Wire:
    """A client on one end of a socket pair; the test holds the other."""

    def __init__(self, version: MQTTProtocolVersion) -> None:
        self.got: list[tuple[bytes, bytes, bool]] = []
        self.far, near = socket.socketpair()
        near.setblocking(False)
        self.far.setblocking(False)
        more = {"clean_session": True} if version is V4 else {}
        self.client = BatchClient(
            lambda *delivered: self.got.append(delivered),
            callback_api_version=CallbackAPIVersion.VERSION2,
            client_id="x",
            protocol=version,
            **more,
        )
        self.client._sock = near  # as connect() would; the handshake is not what is tested

    def feed(self, part: bytes) -> MQTTErrorCode:
        self.far.send(part)
        code = self.client.read_batch()
        while code is MQTTErrorCode.MQTT_ERR_SUCCESS and self.client.has_buffered:
            code = self.client.read_batch()
        return code

    def sent(self) -> bytes:
        self.client.loop_write()
        try:
            return self.far.recv(1_000_000)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        near, self.client._sock = self.client._sock, None
        if near is not None:
            near.close()
        self.far.close()


@pytest.mark.parametrize("version", [V4, V5], ids=["3.1.1", "5"])
@settings(max_examples=60, deadline=None)
@given(
    items=st.lists(publications, max_size=8),
    cuts=st.lists(st.integers(1, 3000), min_size=1, max_size=20),
    data=st.data(),
)
def test_any_cut_of_the_stream_gives_the_same_publications(version, items, cuts, data):
    stream = b""
    for mid, item in enumerate(items, 1):
        stream += packet(item, version is V5, mid)
        if data.draw(st.booleans()):
            stream += PINGRESP
    wire = Wire(version)
    try:
        at, number = 0, 0
        while at < len(stream):
            size = cuts[number % len(cuts)]
            assert wire.feed(stream[at : at + size]) is MQTTErrorCode.MQTT_ERR_SUCCESS
            at, number = at + size, number + 1
        assert wire.got == [(topic, payload, retained) for topic, payload, retained, _quality, _properties in items]
        acknowledged = wire.sent()
        mids = [mid for mid, item in enumerate(items, 1) if item[3]]
        assert acknowledged.startswith(b"".join(b"\x40\x02" + mid.to_bytes(2, "big") for mid in mids)[:4])
        assert acknowledged.count(b"\x40\x02") >= len(mids)
    finally:
        wire.close()


@pytest.mark.parametrize("raw", [b"\x30\x05\x00\xff", b"\x32\x04\x00\x02ab", b"\x36\x04\x00\x01ab"])
def test_a_malformed_publication_is_never_delivered_as_something_else(raw):
    wire = Wire(V5)
    try:
        wire.feed(raw + b"\x00" * 8)
        assert all(topic == b"" or len(topic) <= 2 for topic, _payload, _retained in wire.got)
    finally:
        wire.close()


def test_the_end_of_the_connection_is_told():
    wire = Wire(V4)
    wire.far.close()
    assert wire.client.read_batch() is MQTTErrorCode.MQTT_ERR_CONN_LOST
    wire.close()


@pytest.mark.parametrize("payload", [b"", b"x", b"\xff\x00" * 70, b"y" * 300_000])
def test_sizes_at_the_edges_come_through(payload):
    wire = Wire(V5)
    try:
        stream = packet((b"t/1", payload, True, 0, b""), True, 0) * 2
        for at in range(0, len(stream), 60_000):
            wire.feed(stream[at : at + 60_000])
        assert wire.got == [(b"t/1", payload, True)] * 2
    finally:
        wire.close()
