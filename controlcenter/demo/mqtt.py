"""The little of MQTT 3.1.1 that ten thousand devices behind one connection need.

A general client spends 20 µs of Python on each message it publishes; here a tick's messages are joined into one write.
Specification: OASIS MQTT 3.1.1, sections 2 and 3.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

KEEP_ALIVE_S = 30
_CONNACK, _PUBLISH = 2, 3


class Packet(NamedTuple):
    """One control packet: ``kind`` is the type number, ``flags`` the low four bits of its first byte."""

    kind: int
    flags: int
    body: bytes


def header(topic: str) -> bytes:
    """Return *topic* as the variable header of a publication at QoS 0."""
    raw = topic.encode()
    return len(raw).to_bytes(2, "big") + raw


def publication(topic_header: bytes, payload: bytes, retain: bool = False) -> bytes:
    """Return a PUBLISH packet at QoS 0."""
    size = len(topic_header) + len(payload)
    first = b"\x31" if retain else b"\x30"
    if size < 128:
        return first + bytes((size,)) + topic_header + payload
    if size < 16384:
        return first + bytes((size & 127 | 128, size >> 7)) + topic_header + payload
    return first + _length(size) + topic_header + payload


def _length(size: int) -> bytes:
    digits = bytearray()
    while size > 127:
        digits.append(size & 127 | 128)
        size >>= 7
    digits.append(size)
    return bytes(digits)


def _packet(first: int, body: bytes) -> bytes:
    return bytes((first,)) + _length(len(body)) + body


def connect(client_id: str) -> bytes:
    return _packet(0x10, b"\x00\x04MQTT\x04\x02" + KEEP_ALIVE_S.to_bytes(2, "big") + header(client_id))


def subscribe(filters: Sequence[str]) -> bytes:
    return _packet(0x82, b"\x00\x01" + b"".join(header(each) + b"\x01" for each in filters))


def split(buffer: bytearray) -> Iterator[Packet]:
    """Take whole packets off the front of *buffer*; what is not complete stays."""
    while len(buffer) >= 2:
        size = shift = 0
        for at in range(1, min(5, len(buffer))):
            size |= (buffer[at] & 127) << shift
            shift += 7
            if not buffer[at] & 128:
                break
        else:
            return
        if len(buffer) < at + 1 + size:
            return
        first, body = buffer[0], bytes(buffer[at + 1 : at + 1 + size])
        del buffer[: at + 1 + size]
        yield Packet(first >> 4, first & 15, body)


def published(packet: Packet) -> tuple[str, bytes, int | None]:
    """Return topic, payload and packet id (None at QoS 0) of a PUBLISH packet."""
    end = 2 + int.from_bytes(packet.body[:2], "big")
    topic = packet.body[2:end].decode()
    if not packet.flags & 6:
        return topic, packet.body[end:], None
    return topic, packet.body[end + 2 :], int.from_bytes(packet.body[end : end + 2], "big")


class Link(asyncio.Protocol):
    """One connection to the broker; asyncio calls it."""

    def __init__(self, client_id: str, filters: Sequence[str], on_message: Callable[[str, bytes], None]) -> None:
        self._client_id = client_id
        self._filters = filters
        self._on_message = on_message
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._ping: asyncio.TimerHandle | None = None
        self._paused = False
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.lost: asyncio.Future[None] = loop.create_future()

    @property
    def writable(self) -> bool:
        """False while the broker takes nothing: what devices say meanwhile is gone, as on a dead network."""
        return self._transport is not None and not self._paused and not self._transport.is_closing()

    def send(self, packets: Iterable[bytes]) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(b"".join(packets))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.set_write_buffer_limits(high=4 << 20)
        transport.write(connect(self._client_id))

    def connection_lost(self, error: Exception | None) -> None:
        if self._ping is not None:
            self._ping.cancel()
        if not self.lost.done():
            self.lost.set_result(None)

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        for packet in split(self._buffer):
            if packet.kind == _CONNACK:
                self._on_connack(packet)
            elif packet.kind == _PUBLISH:
                topic, payload, number = published(packet)
                if number is not None:
                    self.send((b"\x40\x02" + number.to_bytes(2, "big"),))
                self._on_message(topic, payload)

    def _on_connack(self, packet: Packet) -> None:
        if packet.body[1] != 0:
            self.close()
            return
        self.send((subscribe(self._filters),))
        self._keep_alive()
        if not self.ready.done():
            self.ready.set_result(None)

    def _keep_alive(self) -> None:
        self.send((b"\xc0\x00",))
        self._ping = asyncio.get_running_loop().call_later(KEEP_ALIVE_S / 2, self._keep_alive)
