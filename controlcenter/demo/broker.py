"""The demo's own MQTT broker: a child process that listens on this machine's loopback and nowhere else.

The broker forgets retained messages when it restarts; the city publishes them again whenever it connects.
"""

import logging
import os
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from controlcenter.demo import children

HOST = "127.0.0.1"
READY_WITHIN_S = 10.0

# One listener speaks one version. Segments bound the memory of the broker's log (per topic filter, 8 MiB) and with it
# how far a slow reader may lag before it loses messages.
_CONFIGURATION = """
id = 0
[router]
id = 0
max_connections = 1000
max_outgoing_packet_count = 1000
max_segment_size = 1048576
max_segment_count = 8
[v5.1]
name = "v5"
listen = "{host}:{port}"
next_connection_delay_ms = 1
[v5.1.connections]
connection_timeout_ms = 10000
max_payload_size = 1048576
max_inflight_count = 1000
[v4.1]
name = "v4"
listen = "{host}:{port_311}"
next_connection_delay_ms = 1
[v4.1.connections]
connection_timeout_ms = 10000
max_payload_size = 1048576
max_inflight_count = 1000
"""


class BrokerError(RuntimeError):
    """The demo's broker could not be started or is not in the state asked for; the text says why."""


def serve(port: int, port_311: int) -> None:
    """Run the broker in this process until it ends: MQTT 5 on *port*, MQTT 3.1.1 on *port_311*, loopback only."""
    from iotcore.iotcore import IotCoreBroker

    # The broker's tracing shows up as an ERROR record for each packet.
    logging.getLogger("rumqttd").setLevel(logging.CRITICAL + 1)
    with tempfile.NamedTemporaryFile("w", suffix=".toml", delete=False) as file:
        file.write(_CONFIGURATION.format(host=HOST, port=port, port_311=port_311))
    try:
        broker = IotCoreBroker(config_path=file.name)
    finally:
        Path(file.name).unlink()
    broker.run_forever()


class DemoBroker:
    """The broker process seen from its parent. Ports stay the same over restarts."""

    def __init__(self) -> None:
        self.port = 0
        """MQTT 5; 0 until the first start."""
        self.port_311 = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"mqtt://{HOST}:{self.port}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def frozen(self) -> bool:
        return self._guard is not None

    def start(self) -> str:
        """Start the broker, wait until it accepts connections, return its address.

        Raises BrokerError when it does not come up. Does nothing when it runs already.
        """
        if not self.running:
            if not self.port:
                self.port, self.port_311 = _free_ports(2)
            self._process = children.spawn("broker", str(self.port), str(self.port_311))
            self._await_ready(self._process)
        return self.url

    def stop(self) -> None:
        """End the broker and release its ports; safe to call twice."""
        self.thaw()
        if self._process is not None:
            children.end(self._process)
            self._process = None

    def kill(self) -> None:
        """Let the broker die without a word, as a machine that loses its power."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self.thaw()
            self.stop()

    def freeze(self) -> None:
        """Stop the broker's process without closing its connections: the network falls silent.

        Raises BrokerError where processes cannot be stopped so, or when the broker is not running.
        """
        if not hasattr(signal, "SIGSTOP"):
            raise BrokerError("this system cannot freeze a process")
        if not self.running or self._process is None:
            raise BrokerError("the broker is not running")
        if self._guard is None:
            self._guard = children.spawn("guard", str(self._process.pid))
            os.kill(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen broker go on."""
        guard, self._guard = self._guard, None
        if guard is None:
            return
        if self._process is not None and self._process.poll() is None:
            os.kill(self._process.pid, signal.SIGCONT)
        if guard.stdin is not None:
            with suppress(BrokenPipeError):
                guard.stdin.write(children.DISMISSED)
                guard.stdin.flush()
        children.end(guard)

    def _await_ready(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while not (_accepts(self.port) and _accepts(self.port_311)):
            code = process.poll()
            if code is not None:
                self._process = None
                raise BrokerError(f"the demo's broker ended with code {code} before it listened on port {self.port}")
            if time.monotonic() > deadline:
                self.stop()
                raise BrokerError(f"the demo's broker did not listen on port {self.port} in {READY_WITHIN_S:.0f} s")
            time.sleep(0.01)


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((HOST, 0))
        return [int(each.getsockname()[1]) for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=0.2):
            return True
    except OSError:
        return False
