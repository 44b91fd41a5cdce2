"""The demo as the application uses it: a broker, a city, its inventory and its map, started and ended together."""

from pathlib import Path

import msgspec

from controlcenter.demo.broker import HOST, DemoBroker
from controlcenter.demo.city import EVENING_H, CityOptions, DemoCity
from controlcenter.demo.faults import ALL_CLEAR
from controlcenter.demo.inventory import Inventory, make_inventory
from controlcenter.demo.site import SITE
from controlcenter.demo.town import BASE_MAP, SEED
from controlcenter.domain.ids import SiteId


class DemoSite(msgspec.Struct, frozen=True):
    """What the engine and the map need to know of the demo. ``broker_url`` speaks MQTT 5, ``broker_url_311`` 3.1.1."""

    site: SiteId
    broker_url: str
    broker_url_311: str
    inventory: Inventory
    base_map_path: Path


class Demo:
    """A living city on this machine alone. ``rate`` in messages a second, None for the natural one."""

    def __init__(
        self,
        devices: int = 5000,
        rate: float | None = None,
        seed: int = SEED,
        start_hour: float | None = EVENING_H,
        faults_every_s: float | None = 45.0,
    ) -> None:
        self.broker = DemoBroker()
        self.city: DemoCity | None = None
        self._wish = CityOptions(HOST, 0, devices, seed, rate, start_hour, faults_every_s)

    def start(self) -> DemoSite:
        """Start broker and city. Raises BrokerError when the broker does not come up, ValueError for bad numbers."""
        inventory = make_inventory(self._wish.devices, self._wish.seed)
        url = self.broker.start()
        self.city = DemoCity(msgspec.structs.replace(self._wish, port=self.broker.port_311))
        self.city.start()
        url_311 = f"mqtt://{HOST}:{self.broker.port_311}"
        return DemoSite(SITE, url, url_311, inventory, BASE_MAP)

    def trigger(self, name: str, target: str | None = None) -> None:
        """Let something go wrong (a name of ``faults.TRIGGERS``) or end all trouble (``all_clear``).

        ``broker_down`` and ``network_silent`` last until ``all_clear``. Raises CityError or BrokerError.
        """
        if name == "broker_down":
            self.broker.kill()
        elif name == "network_silent":
            self.broker.freeze()
        elif self.city is not None:
            if name == ALL_CLEAR:
                self.broker.thaw()
                self.broker.start()
            self.city.trigger(name, target)

    def stop(self) -> None:
        """End both processes; safe to call twice."""
        if self.city is not None:
            self.city.stop()
            self.city = None
        self.broker.stop()
