"""A child process that publishes lamp measurements as fast as asked: encoded by hand over one plain socket.

paho would need more of the two cores than what is being measured. Usage:
    python tests/bench/load.py PORT [--devices 5000] [--count N] [--rate PER_S] [--qos 1]
Without --rate it sends as fast as the broker takes it. It prints ``sent N in S s`` and ends.
"""

import argparse
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

TOPIC = "smartylighting/streetlights/1/0/event/{}/lighting/measured"
PAYLOAD_BYTES = 120
_TICK_S = 0.002


def address(number: int) -> str:
    return f"lamp-{number:05d}"


def start(port: int, *, devices: int, count: int, rate: float = 0, qos: int = 1) -> "subprocess.Popen[str]":
    """Start the publisher as a child process."""
    command = [sys.executable, str(Path(__file__)), str(port), "--devices", str(devices), "--count", str(count)]
    command += ["--rate", str(rate), "--qos", str(qos)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def payload(lumens: int, at: float) -> bytes:
    """A measurement of exactly PAYLOAD_BYTES bytes."""
    sent_at = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    text = f'{{"lumens":{lumens},"sentAt":"{sent_at}","firmware":"'
    return (text + "x" * (PAYLOAD_BYTES - len(text) - 2) + '"}').encode()


def connect_packet(name: str) -> bytes:
    body = b"\x00\x04MQTT\x04\x02" + (0).to_bytes(2) + _counted(name.encode())
    return b"\x10" + _length(len(body)) + body


def publish_packet(topic: bytes, body: bytes, qos: int, number: int) -> bytes:
    mid = (number % 65535 + 1).to_bytes(2) if qos else b""
    rest = _counted(topic) + mid + body
    return bytes([0x30 | qos << 1]) + _length(len(rest)) + rest


def _counted(data: bytes) -> bytes:
    return len(data).to_bytes(2) + data


def _length(size: int) -> bytes:
    digits = bytearray()
    while True:
        size, digit = divmod(size, 128)
        digits.append(digit | (0x80 if size else 0))
        if not size:
            return bytes(digits)


class Wire:
    """A connection that publishes; acknowledgements are counted and thrown away by a thread."""

    def __init__(self, port: int, name: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(connect_packet(name))
        if self._socket.recv(4) != b"\x20\x02\x00\x00":
            raise SystemExit("the broker refused the load generator")
        self.acknowledged = 0
        threading.Thread(target=self._drain, daemon=True).start()

    def _drain(self) -> None:
        waiting = 0
        while data := self._socket.recv(1 << 16):
            waiting += len(data)
            self.acknowledged = waiting // 4

    def send(self, data: bytes) -> None:
        self._socket.sendall(data)

    def finish(self, acknowledgements: int) -> None:
        idle = threading.Event()
        end = time.monotonic() + 60
        while self.acknowledged < acknowledgements and time.monotonic() < end:
            idle.wait(0.005)
        self._socket.sendall(b"\xe0\x00")
        self._socket.close()


def run(port: int, devices: int, count: int, rate: float, qos: int) -> float:
    """Publish *count* messages round-robin over *devices*; returns the seconds it took."""
    topics = [TOPIC.format(address(number)).encode() for number in range(devices)]
    wire = Wire(port, f"load-{time.time_ns()}")
    began = time.monotonic()
    if rate:
        _paced(wire, topics, count, rate, qos)
    else:
        _flat_out(wire, topics, count, qos)
    wire.finish(count if qos else 0)
    return time.monotonic() - began


def _flat_out(wire: Wire, topics: list[bytes], count: int, qos: int) -> None:
    # The measured times of one lamp lie a second apart and end now: each message is news to the receiver.
    rounds = -(-count // len(topics))
    first = time.time() - rounds
    bodies = [payload(1000 + number % 7000, first + number) for number in range(rounds)]
    packets = bytearray()
    for number in range(count):
        turn, device = divmod(number, len(topics))
        packets += publish_packet(topics[device], bodies[turn], qos, number)
        if len(packets) > 1 << 16:
            wire.send(packets)
            packets.clear()
    wire.send(packets)


def _paced(wire: Wire, topics: list[bytes], count: int, rate: float, qos: int) -> None:
    idle = threading.Event()
    began, sent = time.monotonic(), 0
    while sent < count:
        due = min(count, int((time.monotonic() - began) * rate))
        if due > sent:
            body = payload(1000 + sent % 7000, time.time())
            wire.send(b"".join(publish_packet(topics[n % len(topics)], body, qos, n) for n in range(sent, due)))
            sent = due
        idle.wait(_TICK_S)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--devices", type=int, default=5000)
    parser.add_argument("--count", type=int, default=60_000)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--qos", type=int, default=1)
    given = parser.parse_args()
    took = run(given.port, given.devices, given.count, given.rate, given.qos)
    print(f"sent {given.count} in {took:.3f} s")


if __name__ == "__main__":
    main()
