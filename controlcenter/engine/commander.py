"""Commands from the request to the proof. Nothing is called done because a broker took it."""

import itertools
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from controlcenter.domain.arguments import ArgumentError, validate_arguments
from controlcenter.domain.commands import CommandRecord, CommandState, advance
from controlcenter.domain.devices import Device
from controlcenter.domain.ids import CommandId, DeviceId
from controlcenter.domain.kinds import CommandKind, Kind
from controlcenter.domain.readings import Reading, Value
from controlcenter.drivers.api import Answer, EncodeError, Order, Publication
from controlcenter.drivers.loader import LoadedDriver
from controlcenter.engine.link import Clock, Receipt
from controlcenter.engine.proof import Proof

_log = logging.getLogger(__name__)
_S = CommandState
TRIES = 3
"""How often an idempotent command is put on the wire at most, spread over its time limit."""


class Field(msgspec.Struct, frozen=True):
    """How the commander reaches the field."""

    publish: Callable[[Device, int, Publication], bool]
    """Hand a publication with its token to a broker that reaches the device; False when none is online."""
    driver: Callable[[str], LoadedDriver | None]
    lag_s: Callable[[DeviceId], float]
    """How far the device's clock usually is behind the arrival."""
    gate: Callable[[CommandRecord, Device, Mapping[str, Value]], str] = lambda _record, _device, _arguments: ""
    """Why a command must not go out now (``code: facts``): locks, weightier sources, interlocks; empty when it may."""


class _Open:
    """A command under way."""

    def __init__(self, record: CommandRecord, device: Device, command: CommandKind, proof: Proof, now: float) -> None:
        self.record = record
        self.device = device
        self.command = command
        self.proof = proof
        self.handed_at = now
        self.deadline = now + command.timeout_s
        self.tokens: set[int] = set()
        self.answer: Answer | None = None
        self.unheard = False
        self.restarted = False
        self.tries = 1

    @property
    def shown(self) -> str:
        """The readings that prove it, as a reason."""
        return f"shown: {self.proof.shown}"


class Commander:
    """Carries commands through their states. ``put`` receives every transition, to be stored and then shown."""

    def __init__(
        self, kinds: Mapping[str, Kind], field: Field, put: Callable[[CommandRecord], None], clock: Clock
    ) -> None:
        self._kinds = kinds
        self._field = field
        self._put = put
        self._clock = clock
        self._tokens = itertools.count(1)
        self._by_token: dict[int, _Open] = {}
        self._by_device: dict[DeviceId, list[_Open]] = {}

    # -- asking ------------------------------------------------------------------------------------

    def refusal(self, device: Device, command: str, arguments: Mapping[str, Value]) -> str:
        """Why *command* cannot be asked of *device*: ``code: facts``; empty when it can."""
        driver = self._field.driver(device.driver)
        if driver is None:
            return f"no_driver: {device.driver}"
        kind = self._kinds[device.kind].commands.get(command)
        if kind is None or command not in driver.commands or (device.commands and command not in device.commands):
            return f"unknown_command: {command}"
        try:
            validate_arguments(kind, arguments)
        except ArgumentError as error:
            return f"bad_argument: {error}"
        return ""

    def limits(self, device: Device, command: str) -> tuple[float, float]:
        """(expires_s, timeout_s) of *command*; the defaults of a command kind for an unknown one."""
        kind = self._kinds[device.kind].commands.get(command)
        return (kind.expires_s, kind.timeout_s) if kind is not None else (60.0, 20.0)

    def begin(self, record: CommandRecord, device: Device) -> CommandRecord:
        """Take a stored REQUESTED record on: refuse it, let it expire, or put it on the wire."""
        now = self._clock()
        reason = self.refusal(device, record.command, record.arguments)
        if reason:
            return self._end_early(record, _S.REFUSED, reason, now)
        if now > record.expires_at:
            return self._end_early(record, _S.EXPIRED, "expired", now)
        command = self._kinds[device.kind].commands[record.command]
        arguments = validate_arguments(command, record.arguments)
        reason = self._field.gate(record, device, arguments)
        if reason:
            return self._end_early(record, _S.REFUSED, reason, now)
        driver = self._field.driver(device.driver)
        rules = driver.confirms(record.command) if driver is not None else None
        proof = Proof(command.confirm if rules is None else rules, arguments, now)
        under_way = _Open(msgspec.structs.replace(record, arguments=arguments), device, command, proof, now)
        self._step(under_way, _S.QUEUED, now)
        self._supersede(under_way, now)
        self._by_device.setdefault(device.id, []).append(under_way)
        self._hand_over(under_way, now)
        return under_way.record

    def _end_early(self, record: CommandRecord, state: CommandState, reason: str, now: float) -> CommandRecord:
        ended = advance(record, state, now, reason)
        self._put(ended)
        return ended

    def _supersede(self, newer: _Open, now: float) -> None:
        for older in tuple(self._by_device.get(newer.device.id, ())):
            same = older.command.key == newer.command.key or older.proof.points & newer.proof.points
            if same:
                self._finish(older, _S.SUPERSEDED, f"superseded: {newer.record.id}", now)

    def _hand_over(self, under_way: _Open, now: float) -> None:
        record, device = under_way.record, under_way.device
        driver = self._field.driver(device.driver)
        if driver is None:
            self._finish(under_way, _S.FAILED, f"no_driver: {device.driver}", now)
            return
        try:
            order = Order(device.address, record.command, record.arguments, device.options, now)
            publications = driver.encode(order)
        except EncodeError as error:
            self._finish(under_way, _S.REFUSED, f"bad_argument: {error}", now)
            return
        except Exception as error:  # noqa: BLE001 - a driver call is one of the three seams
            _log.warning("driver %s raised while encoding %s", device.driver, record.command, exc_info=True)
            self._finish(under_way, _S.FAILED, f"driver_error: {type(error).__name__}: {error}", now)
            return
        for publication in publications:
            token = next(self._tokens)
            self._by_token[token] = under_way
            under_way.tokens.add(token)
            if not self._field.publish(device, token, publication):
                if under_way.record.state is _S.QUEUED:  # a repetition that does not get out changes nothing
                    self._finish(under_way, _S.REFUSED, "broker_offline", now)
                return

    # -- hearing -----------------------------------------------------------------------------------

    def receipt(self, receipt: Receipt) -> None:
        """The broker's word: it makes SENT, never more."""
        under_way = self._by_token.pop(receipt.token, None)
        if under_way is None or under_way.record.state.final:
            return
        under_way.tokens.discard(receipt.token)
        if under_way.record.state is not _S.QUEUED:
            return
        if receipt.error:
            # It may have got through or not: nobody can say, so nobody claims either.
            self._finish(under_way, _S.UNCONFIRMED, f"publish_failed: {receipt.error}", receipt.at)
            return
        under_way.unheard = under_way.unheard or receipt.unheard
        if under_way.tokens:
            return
        self._step(under_way, _S.SENT, receipt.at)
        if under_way.answer is not None:
            self._weigh_answer(under_way, under_way.answer, receipt.at)
        elif under_way.proof.complete:
            self._finish(under_way, _S.CONFIRMED, under_way.shown, receipt.at)

    def answer(self, device: DeviceId, answer: Answer, at: float) -> None:
        """The device's word on the oldest command it can mean."""
        for under_way in self._by_device.get(device, ()):
            if answer.command is None or answer.command == under_way.command.key:
                if under_way.record.state is _S.QUEUED:
                    under_way.answer = answer
                else:
                    self._weigh_answer(under_way, answer, at)
                return

    def _weigh_answer(self, under_way: _Open, answer: Answer, at: float) -> None:
        if not answer.accepted:
            self._finish(under_way, _S.REFUSED, f"device_refused: {answer.reason[:300]}", at)
            return
        if under_way.record.state is _S.SENT:
            self._step(under_way, _S.ACKED, at)
        if under_way.proof.complete:
            self._finish(under_way, _S.CONFIRMED, under_way.shown, at)
        elif not under_way.proof.possible:
            self._forget(under_way)

    def readings(self, readings: Iterable[Reading]) -> None:
        """Weigh fresh readings. Costs one look-up a reading while nothing is open on its device."""
        if not self._by_device:
            return
        for reading in readings:
            for under_way in tuple(self._by_device.get(reading.device, ())):
                complete = under_way.proof.feed(reading, self._field.lag_s(reading.device))
                if complete and under_way.record.state in (_S.SENT, _S.ACKED):
                    self._finish(under_way, _S.CONFIRMED, under_way.shown, reading.received_at)

    # -- time --------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Let overdue commands end, send idempotent ones again. Call a few times a second."""
        now = self._clock()
        for under_way in [one for ones in self._by_device.values() for one in ones]:
            if now >= under_way.deadline:
                self._give_up(under_way, now)
            elif self._should_retry(under_way, now):
                self._retry(under_way, now)

    def _should_retry(self, under_way: _Open, now: float) -> bool:
        due = under_way.handed_at + under_way.tries * under_way.command.timeout_s / TRIES
        return (
            now >= due
            and under_way.command.idempotent
            and not under_way.restarted
            and under_way.record.state is _S.SENT
            and under_way.tries < TRIES
            and now <= under_way.record.expires_at
        )

    def _retry(self, under_way: _Open, now: float) -> None:
        under_way.tries += 1
        record = under_way.record
        record = msgspec.structs.replace(
            record, attempts=record.attempts + 1, changed_at=now, reason=f"retry: {under_way.tries}"
        )
        under_way.record = record
        self._put(record)
        self._hand_over(under_way, now)

    def _give_up(self, under_way: _Open, now: float) -> None:
        wrong = under_way.proof.wrong
        if under_way.record.state is _S.QUEUED:
            self._finish(under_way, _S.UNCONFIRMED, "no_receipt", now)
        elif wrong:
            self._finish(under_way, _S.MISMATCH, f"wrong_value: {wrong}", now)
        elif under_way.restarted:
            self._finish(under_way, _S.UNCONFIRMED, "restarted", now)
        else:
            self._finish(under_way, _S.UNCONFIRMED, "nobody_listens" if under_way.unheard else "no_answer", now)

    # -- after a restart ---------------------------------------------------------------------------

    def restore(self, records: Sequence[CommandRecord], devices: Mapping[DeviceId, Device]) -> None:
        """Take open commands of an earlier run on: nothing is sent again, fresh readings may still prove them."""
        now = self._clock()
        for record in records:
            device = devices.get(record.device)
            kind = self._kinds[device.kind].commands.get(record.command) if device is not None else None
            if record.state in (_S.REQUESTED, _S.APPROVAL):
                self._put(advance(record, _S.EXPIRED, now, "restarted"))
            elif device is None or kind is None or record.state is _S.QUEUED:
                self._put(advance(record, _S.UNCONFIRMED, now, "restarted"))
            else:
                driver = self._field.driver(device.driver)
                rules = driver.confirms(record.command) if driver is not None else None
                sent_at = record.sent_at if record.sent_at is not None else now
                proof = Proof(kind.confirm if rules is None else rules, record.arguments, sent_at)
                under_way = _Open(record, device, kind, proof, now)
                under_way.restarted = True
                self._by_device.setdefault(device.id, []).append(under_way)

    def forget_device(self, device: DeviceId) -> None:
        """The device was removed: nothing can prove its commands any more."""
        now = self._clock()
        for under_way in tuple(self._by_device.get(device, ())):
            self._finish(under_way, _S.UNCONFIRMED, "device_removed", now)

    def cancel(self, command: CommandId) -> CommandRecord | None:
        """Take back a command not yet taken by a broker; None when it is too late or unknown."""
        for ones in self._by_device.values():
            for under_way in ones:
                if under_way.record.id == command and under_way.record.state is _S.QUEUED and not under_way.tokens:
                    self._finish(under_way, _S.CANCELLED, "cancelled", self._clock())
                    return under_way.record
        return None

    # -- bookkeeping -------------------------------------------------------------------------------

    def _step(self, under_way: _Open, state: CommandState, at: float, reason: str = "") -> None:
        under_way.record = advance(under_way.record, state, at, reason)
        self._put(under_way.record)

    def _finish(self, under_way: _Open, state: CommandState, reason: str, at: float) -> None:
        self._step(under_way, state, at, reason)
        self._forget(under_way)

    def _forget(self, under_way: _Open) -> None:
        for token in under_way.tokens:
            self._by_token.pop(token, None)
        under_way.tokens.clear()
        ones = self._by_device.get(under_way.device.id)
        if ones is not None and under_way in ones:
            ones.remove(under_way)
            if not ones:
                del self._by_device[under_way.device.id]
