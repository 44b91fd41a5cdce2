import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import paho.mqtt.client as mqtt
import pytest

from controlcenter.demo.broker import BrokerError, DemoBroker

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
PATIENCE_S = 10.0
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def broker():
    broker = DemoBroker()
    broker.start()
    yield broker
    broker.stop()


def listening(pid):
    """Return the local addresses the process *pid* listens on, from /proc, as hexadecimal address:port."""
    inodes = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        link = str(each.readlink())
        if link.startswith("socket:["):
            inodes.add(link[8:-1])
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                found.append(fields[1])
    return sorted(found)


def ended(pid):
    """Wait for the end of a process that is not our child; say whether it came."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], PATIENCE_S)[0])
    finally:
        os.close(handle)


@LINUX
def test_the_broker_listens_on_loopback_alone(broker):
    loopback = "0100007F"
    expected = sorted(f"{loopback}:{port:04X}" for port in (broker.port, broker.port_311))
    assert listening(broker.pid) == expected


def test_the_broker_is_ready_when_start_returns_and_soon():
    broker = DemoBroker()
    began = time.monotonic()
    url = broker.start()
    try:
        assert time.monotonic() - began < 2.0
        assert url == f"mqtt://127.0.0.1:{broker.port}"
        socket.create_connection(("127.0.0.1", broker.port), 1).close()
    finally:
        broker.stop()
    assert not broker.running


@pytest.mark.parametrize("protocol", [mqtt.MQTTv5, mqtt.MQTTv311])
def test_both_versions_meet_at_one_broker(broker, listen, protocol):
    ear = listen(broker.port if protocol == mqtt.MQTTv5 else broker.port_311, protocol)
    mouth = listen(broker.port)
    mouth.say("a/b", b"x" * 300_000)
    assert len(ear.await_message(lambda message: message.topic == "a/b").payload) == 300_000


def test_the_ports_stay_over_a_kill_and_a_restart(broker, listen):
    ports = broker.port, broker.port_311
    broker.kill()
    assert not broker.running
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", broker.port), 1)
    broker.start()
    assert (broker.port, broker.port_311) == ports
    listen(broker.port)


@LINUX
def test_a_frozen_broker_keeps_its_connections_and_says_nothing_until_it_thaws(broker, listen):
    ear = listen(broker.port)
    broker.freeze()
    assert broker.frozen
    os.waitid(os.P_PID, broker.pid, os.WSTOPPED | os.WNOWAIT)
    assert Path(f"/proc/{broker.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"
    broker.thaw()
    ear.say("a", b"1")
    ear.await_message(lambda message: message.topic == "a")


def test_a_broker_that_does_not_run_cannot_be_frozen():
    with pytest.raises(BrokerError, match="not running"):
        DemoBroker().freeze()


def test_stopping_twice_and_stopping_frozen_leave_nothing(broker):
    pid = broker.pid
    broker.freeze()
    broker.stop()
    broker.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


PARENT = """
import sys
from controlcenter.demo.run import Demo
demo = Demo(devices=20)
demo.start()
if {frozen}:
    demo.broker.freeze()
print(demo.broker.pid, demo.city.pid, flush=True)
sys.stdin.read()
"""


@LINUX
@pytest.mark.parametrize("frozen", [False, True])
def test_broker_and_city_end_with_a_parent_that_is_killed(frozen):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT.format(frozen=frozen)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    with parent:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        assert len(pids) == 2
        assert all(ended(pid) for pid in pids)
