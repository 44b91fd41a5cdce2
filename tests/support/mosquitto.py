"""Debian's Mosquitto as a child process, to be killed, frozen and brought back at the same port."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.waiting import wait_until

PROGRAM = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
_PASSWD = shutil.which("mosquitto_passwd", path=os.environ.get("PATH", "") + ":/usr/sbin")

TUNED = ("max_queued_messages 0", "max_inflight_messages 1000")
"""As docs/mosquitto.conf: the defaults drop QoS 1 to a slow subscriber without a word."""


def free_port() -> int:
    """A TCP port of the loopback nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Mosquitto:
    """A broker on a free loopback port; ``start`` returns when it accepts connections.

    *users* maps names to passwords and turns anonymous clients away. *tls* is (certificate, key).
    *extra* are lines of mosquitto.conf. *persistent* keeps retained messages over a restart.
    """

    def __init__(
        self,
        folder: Path,
        *,
        users: Mapping[str, str] | None = None,
        tls: tuple[Path, Path] | None = None,
        extra: Sequence[str] = (),
        persistent: bool = False,
        port: int | None = None,
    ) -> None:
        if PROGRAM is None:
            raise RuntimeError("mosquitto is not installed: make test installs it, or apt-get install mosquitto")
        self.port = port or free_port()
        self._folder = folder
        self._scheme = "mqtts" if tls else "mqtt"
        self._config = folder / f"mosquitto-{self.port}.conf"
        self._log = folder / f"mosquitto-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._frozen = False
        folder.mkdir(parents=True, exist_ok=True)
        self._config.write_text("\n".join(self._lines(users, tls, extra, persistent)) + "\n", encoding="utf-8")

    def _lines(
        self,
        users: Mapping[str, str] | None,
        tls: tuple[Path, Path] | None,
        extra: Sequence[str],
        persistent: bool,
    ) -> list[str]:
        lines = [f"listener {self.port} 127.0.0.1", *TUNED, f"log_dest file {self._log}", "log_type all"]
        if os.geteuid() == 0:
            # Started by root it would become the user mosquitto, who may not read a test's folder.
            lines.append("user root")
        if users:
            lines += ["allow_anonymous false", f"password_file {self._passwords(users)}"]
        else:
            lines.append("allow_anonymous true")
        if tls:
            lines += [f"certfile {tls[0]}", f"keyfile {tls[1]}"]
        if persistent:
            lines += ["persistence true", f"persistence_location {self._folder}/", "autosave_interval 1"]
        return [*lines, *extra]

    def _passwords(self, users: Mapping[str, str]) -> Path:
        path = self._folder / f"mosquitto-{self.port}.passwd"
        path.write_text("".join(f"{name}:{word}\n" for name, word in users.items()), encoding="utf-8")
        path.chmod(0o600)
        subprocess.run([_PASSWD or "mosquitto_passwd", "-U", str(path)], check=True, capture_output=True)
        return path

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def url_for(self, user: str) -> str:
        return f"{self._scheme}://{user}@127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            raise RuntimeError(f"the broker at port {self.port} is not running")
        return self._process

    def start(self) -> "Mosquitto":
        """Start it, or start it again at the same port."""
        if self._process is not None:
            raise RuntimeError(f"the broker at port {self.port} is running already")
        self._process = subprocess.Popen(
            [PROGRAM or "", "-c", str(self._config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(self._answers, 10, f"a broker at port {self.port} (see {self._log})")
        return self

    def _answers(self) -> bool:
        if self._running.poll() is not None:
            raise RuntimeError(f"mosquitto ended with {self._running.returncode}:\n{self.log()}")
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """Ask it to end, as a service manager does; nothing happens when it is not running."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does (SIGKILL)."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if self._frozen:
            process.send_signal(signal.SIGCONT)
            self._frozen = False
        process.send_signal(how)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)

    def restart(self) -> None:
        self.stop()
        self.start()

    def freeze(self) -> None:
        """Make it silent without a disconnect (SIGSTOP): the connections stay open."""
        self._running.send_signal(signal.SIGSTOP)
        self._frozen = True

    def thaw(self) -> None:
        self._running.send_signal(signal.SIGCONT)
        self._frozen = False

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""
