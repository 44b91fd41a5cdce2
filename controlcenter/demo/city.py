"""The demo city as a process of its own, and its handle in the parent.

The clocks of the devices are true. The city's *sun* is not: unless told otherwise the city starts at half past six in
the evening, so that whoever is shown it sees lamps alight, full streets and busy Wi-Fi at any time of the real day.
"""

import asyncio
import json
import os
import subprocess
import threading
import time

import msgspec

from controlcenter.demo import children
from controlcenter.demo.faults import ALL_CLEAR, CITY_FAULTS
from controlcenter.demo.inventory import make_inventory
from controlcenter.demo.layout import SEED
from controlcenter.demo.models.family import TICK_S
from controlcenter.demo.models.moment import local_hour
from controlcenter.demo.mqtt import Link
from controlcenter.demo.simulation import COMMANDS, City

EVENING_H = 18.5
_RETRY_S = 0.3


class CityError(RuntimeError):
    """The city is not there or does not know what was asked of it; the text says which."""


class CityOptions(msgspec.Struct, frozen=True):
    """How the city is to be. ``rate`` in messages a second, None for the natural one.

    ``start_hour`` is the city's hour of the day at start, None for the real one in Vietnam;
    ``faults_every_s`` the mean time between faults that happen by themselves, None for none.
    """

    host: str
    port: int
    devices: int = 5000
    seed: int = SEED
    rate: float | None = None
    start_hour: float | None = EVENING_H
    faults_every_s: float | None = 45.0

    @staticmethod
    def read(text: str) -> "CityOptions":
        return msgspec.json.decode(text, type=CityOptions)

    def text(self) -> str:
        return msgspec.json.encode(self).decode()


def run_city(options: CityOptions) -> None:
    """Be the city until standard input ends. Lines of JSON on it trigger faults: ``{"trigger":…,"target":…}``."""
    now = time.time()
    hour = local_hour(now) if options.start_hour is None else options.start_hour
    inventory = make_inventory(options.devices, options.seed)
    city = City(inventory, now, hour, options.rate, options.faults_every_s)
    asyncio.run(_Process(city, options).run())


class _Process:
    """Keeps the city connected and ticking."""

    def __init__(self, city: City, options: CityOptions) -> None:
        self._city, self._options = city, options
        self._link: Link | None = None

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(loop,), name="parent watch", daemon=True).start()
        while True:
            link = await self._connect(loop)
            if link is not None:
                self._link = link
                link.send(self._city.greetings(time.time()))
                await self._speak(link)
                self._link = None
                link.close()
            await asyncio.sleep(_RETRY_S)

    async def _connect(self, loop: asyncio.AbstractEventLoop) -> Link | None:
        client_id = f"demo-city-{os.getpid()}"
        try:
            _, link = await loop.create_connection(
                lambda: Link(client_id, COMMANDS, self._hear), self._options.host, self._options.port
            )
        except OSError:
            return None
        done, _ = await asyncio.wait((link.ready, link.lost), timeout=5.0, return_when=asyncio.FIRST_COMPLETED)
        if link.ready not in done:
            link.close()
            return None
        return link

    async def _speak(self, link: Link) -> None:
        while not link.lost.done():
            packets = self._city.tick(time.time())
            if packets and link.writable:
                link.send(packets)
            await asyncio.wait((link.lost,), timeout=TICK_S)

    def _hear(self, topic: str, payload: bytes) -> None:
        self._city.hear(topic, payload, time.time())

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        # Unbuffered: a thread inside a buffered read is fatal when the interpreter ends.
        with open(0, "rb", buffering=0, closefd=False) as parent:
            for line in parent:
                order = json.loads(line)
                loop.call_soon_threadsafe(self._trigger, order["trigger"], order["target"])
        os._exit(0)

    def _trigger(self, name: str, target: str | None) -> None:
        packets = self._city.trigger(name, target, time.time())
        if self._link is not None:
            self._link.send(packets)


class DemoCity:
    """The city's process seen from its parent."""

    def __init__(self, options: CityOptions) -> None:
        self.options = options
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process; it connects by itself, now and after every loss. Does nothing when it runs."""
        if not self.running:
            self._process = children.spawn("city", self.options.text())

    def trigger(self, name: str, target: str | None = None) -> None:
        """Let fault *name* (of ``faults.CITY_FAULTS``, or ``all_clear``) befall *target*, an id or address.

        Raises CityError when the name is not known or the city does not run.
        """
        if name not in (*CITY_FAULTS, ALL_CLEAR):
            raise CityError(f"{name!r} is not a fault of the city: {', '.join((*CITY_FAULTS, ALL_CLEAR))}")
        if not self.running or self._process is None or self._process.stdin is None:
            raise CityError("the city is not running")
        line = json.dumps({"trigger": name, "target": target}) + "\n"
        try:
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()
        except BrokenPipeError:
            raise CityError("the city has just ended") from None

    def stop(self) -> None:
        """End the process; safe to call twice."""
        if self._process is not None:
            children.end(self._process)
            self._process = None
