"""Who fell silent without anybody saying so: most devices have no last will, and a hold must not outlive its device."""

from controlcenter.domain.ids import DeviceId
from controlcenter.domain.readings import Connection
from controlcenter.engine.control.authority import Authority
from controlcenter.engine.inventory import Inventory
from controlcenter.engine.live import LiveState


class Contact:
    """Looks at the devices that are held; what a link or a last will tells goes to the authority by itself."""

    def __init__(self, inventory: Inventory, live: LiveState, authority: Authority, survives_s: float) -> None:
        self._inventory = inventory
        self._live = live
        self._authority = authority
        self._survives_s = survives_s
        self._since = float("inf")

    def start(self, now: float) -> None:
        """From *now* on somebody listens."""
        self._since = now

    def look(self, now: float) -> list[tuple[DeviceId, float]]:
        """Note who has been silent for too long; returns who speaks again, and since when (s since 1970 UTC)."""
        back: list[tuple[DeviceId, float]] = []
        for device in self._authority.held():
            state = self._live.devices.get(device)
            if state is None or state.connection is Connection.OFFLINE:
                continue
            since = self._authority.away_since(device)
            if since is None:
                heard = self._since if state.last_seen is None else max(state.last_seen, self._since)
                if now - heard > self._survives_s and now - heard > self._silence_s(device):
                    self._authority.lost([device], heard)
            elif state.last_seen is not None and state.last_seen > since:
                back.append((device, state.last_seen))
        return back

    def _silence_s(self, device: DeviceId) -> float:
        held = self._inventory.devices.get(device)
        return self._inventory.silence_s(held) if held is not None else 0.0
