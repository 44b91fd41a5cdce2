"""What the command line does with the city: through the store, with the running engine where there is one."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from controlcenter.domain.authority import DeviceRefusal, Why
from controlcenter.domain.commands import CommandRecord, CommandState, Operator, Transition
from controlcenter.domain.conditions import AlarmId
from controlcenter.domain.devices import Device
from controlcenter.domain.documents import Document
from controlcenter.domain.ids import CommandId, DeviceId, OrderId
from controlcenter.domain.orders import OrderDraft, OrderRecord, OrderState
from controlcenter.domain.readings import Value
from controlcenter.engine.control.requests import Preview
from controlcenter.engine.face import EngineError, Refusal
from controlcenter.engine.snapshot import FORMAT, describe, describe_discovered
from controlcenter.storage.store import Store

ENGINE_GONE_S = 5.0
"""An engine that has not said for this long that it runs is taken for gone."""
ANSWER_WITHIN_S = 15.0
_LOOK_S = 0.05
_LOOK_ORDER_S = 0.25


class NoEngineError(Exception):
    """Nothing runs on this profile that could do what was asked."""


class Client:
    """One caller; *sleep* and *clock* are passed in for tests."""

    def __init__(
        self, store: Store, by: Operator, clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._store = store
        self._by = by
        self._clock = clock
        self._sleep = sleep

    @property
    def engine_runs(self) -> bool:
        path = self._store.path
        if path is not None and not Store.duty_lock(path).holder():
            return False  # the lock goes with its process, however that ended
        seen = self._store.engine_seen()
        return seen is not None and self._clock() - seen[1] < ENGINE_GONE_S

    def snapshot(self) -> dict[str, Any]:
        """The city as the running engine sees it now; without one what the store knows, with nothing called live."""
        if self.engine_runs:
            found: dict[str, Any] = self._ask("snapshot", {})
            return found
        devices = [
            describe(device) | {"connection": "unknown", "last_seen": None, "points": {}}
            for device in self._store.load_devices()
        ]
        discovered = [describe_discovered(one) for one in self._store.load_discovered()]
        return {"format": FORMAT, "at": self._clock(), "live": False, "devices": devices, "discovered": discovered}

    def adopt(self, ids: Sequence[DeviceId] | None) -> list[str]:
        """Take devices in, all discovered ones when *ids* is None; returns their ids."""
        if self.engine_runs:
            body: dict[str, Any] = {"all": True} if ids is None else {"ids": list(ids)}
            adopted: list[str] = self._ask("adopt", body)
            return adopted
        return self._adopt_in_store(ids)

    def _adopt_in_store(self, ids: Sequence[DeviceId] | None) -> list[str]:
        known = {one.id: one for one in self._store.load_discovered()}
        for wanted in ids or ():
            if wanted not in known:
                raise EngineError("not_discovered", f"{wanted} is not on the discovered list")
        devices = [
            Device(
                one.id, one.site, one.driver, one.address, one.kind, one.name or one.address,
                position=one.position, points=tuple(point.key for point in one.points), commands=one.commands,
            )
            for one in known.values()
            if ids is None or one.id in ids
        ]  # fmt: skip
        self._store.save_devices(devices, self._by.name, self._clock())
        self._store.remove_discovered([device.id for device in devices])
        return [device.id for device in devices]

    def save_devices(self, devices: Sequence[Device]) -> int:
        """Store imported devices; returns how many."""
        if self.engine_runs:
            self._ask("save_devices", {"devices": msgspec.to_builtins(list(devices))})
        else:
            self._store.save_devices(devices, self._by.name, self._clock())
            self._store.remove_discovered([device.id for device in devices])
        return len(devices)

    def find_device(self, text: str) -> Device:
        """The device with this id, address or name; raises EngineError when there is none or more than one."""
        devices = self._store.load_devices()
        for field in ("id", "address", "name"):
            found = [device for device in devices if getattr(device, field) == text]
            if len(found) == 1:
                return found[0]
            if found:
                ids = ", ".join(device.id for device in found[:5])
                raise EngineError("ambiguous", f"{text!r} may be any of: {ids}")
        raise EngineError("unknown_device", f"there is no device {text!r}")

    def find_document(self, text: str, kind: str) -> Document:
        """The document of *kind* with this id or name; raises EngineError when there is none or more than one."""
        documents = [document for document in self._store.load_documents() if document.kind == kind]
        named = [document for document in documents if document.name == text]
        found = named or [document for document in documents if str(document.id) == text]
        if len(found) > 1:
            ids = ", ".join(str(document.id) for document in found)
            raise EngineError("ambiguous", f"{text!r} may be any of the {kind}s {ids}: give the number")
        if not found:
            raise EngineError(f"unknown_{kind}", f"there is no {kind} {text!r}")
        return found[0]

    def send(
        self, device: DeviceId, command: str, arguments: dict[str, Value], until: float | None = None, reason: str = ""
    ) -> CommandId:
        """Ask the running engine for a command; raises NoEngineError without one."""
        body = {"device": device, "command": command, "arguments": arguments, "until": until, "reason": reason}
        return CommandId(self._ask_engine("send", body)["id"])

    # -- orders, and who rules -----------------------------------------------------------------------

    def preview_order(self, draft: OrderDraft) -> Preview:
        """Who would be commanded and who not. Raises NoEngineError, as all that follow."""
        return msgspec.convert(self._ask_engine("preview_order", {"draft": msgspec.to_builtins(draft)}), Preview)

    def place_order(self, draft: OrderDraft) -> OrderId:
        return OrderId(self._ask_engine("place_order", {"draft": msgspec.to_builtins(draft)})["id"])

    def decide_order(self, verb: str, order: OrderId, note: str = "") -> OrderState:
        """*verb*: ``approve_order``, ``refuse_order`` or ``cancel_order``; returns the order's state after it."""
        return OrderState(self._ask_engine(verb, {"order": order, "note": note})["state"])

    def ask_devices(
        self, verb: str, devices: Sequence[DeviceId], reason: str = "", until: float | None = None
    ) -> list[DeviceRefusal]:
        """*verb*: ``release``, ``lock_devices`` or ``unlock_devices``; returns those of whom it could not be done."""
        body = {"devices": list(devices), "reason": reason, "until": until}
        return msgspec.convert(self._ask_engine(verb, body), list[DeviceRefusal])

    def why(self, device: DeviceId) -> Why:
        return msgspec.convert(self._ask_engine("why", {"devices": [device]}), Why)

    def follow_order(
        self, order: OrderId, most_s: float
    ) -> Iterator[tuple[OrderRecord, list[tuple[DeviceId, CommandState]]]]:
        """Yield the order and its commands whenever something changed, until all have ended or *most_s* passed."""
        shown = None
        until = self._clock() + most_s
        while self._clock() < until:
            record = self._store.order(order)
            states = self._store.order_commands(order)
            if record is None:
                return
            if shown != (record.state, states):
                shown = record.state, states
                yield record, states
            open_ = any(not state.final for _device, state in states)
            if record.state is OrderState.DONE or (record.state.final and not open_):
                return
            self._sleep(_LOOK_ORDER_S)

    # -- alarms --------------------------------------------------------------------------------------

    def acknowledge(self, alarms: Sequence[AlarmId], note: str = "") -> list[Refusal]:
        """Acknowledge alarms as they are now; returns those that could not be. Raises NoEngineError."""
        return self._ask_desk("acknowledge", alarms, {"note": note})

    def shelve(
        self, alarms: Sequence[AlarmId], duration_s: float, reason: str, one_shot: bool = False
    ) -> list[Refusal]:
        """Shelve alarms; returns those that could not be. Raises NoEngineError."""
        return self._ask_desk("shelve", alarms, {"duration_s": duration_s, "reason": reason, "one_shot": one_shot})

    def unshelve(self, alarms: Sequence[AlarmId], note: str = "") -> list[Refusal]:
        """Take alarms off the shelf; returns those that could not be. Raises NoEngineError."""
        return self._ask_desk("unshelve", alarms, {"note": note})

    def _ask_desk(self, kind: str, alarms: Sequence[AlarmId], body: dict[str, Any]) -> list[Refusal]:
        answer = self._ask_engine(kind, {"alarms": [str(alarm) for alarm in alarms], **body})
        return msgspec.convert(answer, list[Refusal])

    def follow(self, command: CommandId, most_s: float) -> Iterator[tuple[Transition, CommandRecord]]:
        """Yield each transition as it is stored, until the command has ended."""
        shown = 0
        until = self._clock() + most_s
        while self._clock() < until:
            record = self._store.command(command)
            steps = self._store.transitions(command)
            for step in steps[shown:]:
                if record is not None:
                    yield step, record
            shown = len(steps)
            if record is None or record.state.final:
                return
            self._sleep(_LOOK_S)

    def _ask_engine(self, kind: str, body: dict[str, Any]) -> Any:
        """Ask for what only an engine can do; raises NoEngineError without one."""
        if not self.engine_runs:
            raise NoEngineError("no engine runs on this profile: start the window or `controlcenter engine`")
        return self._ask(kind, body)

    def _ask(self, kind: str, body: dict[str, Any]) -> Any:
        number = self._store.post_request(kind, body, f"{self._by.name}@{self._by.seat}", self._clock())
        until = self._clock() + ANSWER_WITHIN_S
        while self._clock() < until:
            answer = self._store.read_answer(number)
            if answer is not None:
                if answer.error is not None:
                    code, _, text = answer.error.partition(": ")
                    raise EngineError(code, text or code)
                return msgspec.json.decode(answer.answer or b"null")
            self._sleep(_LOOK_S)
        raise NoEngineError(f"the engine did not answer within {ANSWER_WITHIN_S:.0f} s")
