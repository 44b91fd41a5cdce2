"""What an operator may do with alarms: one table of deeds for buttons, menu and keys, and how each is asked for."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from controlcenter.domain.conditions import AlarmId
from controlcenter.engine.face import EngineError, Refusal, Seen
from controlcenter.ui.alarms.dialogs import NoteDialog, ReasonDialog, note_words
from controlcenter.ui.alarms.lists import ListId
from controlcenter.ui.alarms.model import AlarmsModel
from controlcenter.ui.alarms.shelve import ShelveDialog
from controlcenter.ui.alarms.texts import refusal_text, title_text
from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look

_ACTIVE = frozenset({ListId.ACTIVE, ListId.UNACKNOWLEDGED})
_ALL = frozenset(ListId)


class NotDone(NamedTuple):
    """An alarm (None: all that were asked for) and why nothing was done with it, in words."""

    title: str
    why: str


class Choosing(Protocol):
    """Where the alarms come from that a deed is done with."""

    def chosen(self) -> list[AlarmId]: ...

    def whole_rows(self) -> tuple[int, int]: ...


class Deed(NamedTuple):
    """``lists``: where it stands as a button; in the menu it stands everywhere."""

    key: str
    word: Callable[[], str]
    shortcut: str
    run: Callable[["AlarmDeeds"], None]
    lists: frozenset[ListId] = frozenset()


class AlarmDeeds(QObject):
    """Asks the engine; whatever was not done is told by ``refused``."""

    refused = Signal(list)
    """NotDone of the last request; an empty list when all of it was done."""
    map_wanted = Signal(str)
    trend_wanted = Signal(str)
    command_wanted = Signal(object)
    """Ids of devices (a list) to command on the board."""
    silence_wanted = Signal()

    def __init__(
        self,
        bridge: Bridge,
        look: Look,
        model: AlarmsModel,
        choosing: Choosing,
        window: QWidget,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(window)
        self._clock = clock
        self._bridge, self._look, self._model, self._choosing, self._window = bridge, look, model, choosing, window

    # Acknowledging

    def acknowledge(self, note: str = "") -> None:
        """The chosen ones that were on screen, each with the occurrence that was shown."""
        self.acknowledge_these(self._choosing.chosen(), note)

    def acknowledge_these(self, alarms: Sequence[AlarmId], note: str = "") -> None:
        calling = [alarm for alarm in alarms if (held := self._model.alarm(alarm)) and not held.cycle.acknowledged]
        # None of them calls: the engine says why not.
        seen, unseen = self._on_screen(calling or alarms)
        request = [Seen(alarm, self._model.seen(alarm) or 0) for alarm in seen]
        self._ask(request, unseen, lambda: self._bridge.engine.acknowledge(request, self._bridge.operator, note))

    def acknowledge_seen(self, seen: Seen) -> None:
        """One that is shown elsewhere than in the list."""
        self._ask([seen], [], lambda: self._bridge.engine.acknowledge([seen], self._bridge.operator))

    def acknowledge_visible(self) -> None:
        """Every row that stands wholly on screen now, and nothing else."""
        first, last = self._choosing.whole_rows()
        rows = (self._model.alarm_at(row) for row in range(first, last + 1))
        alarms = [alarm.id for alarm in rows if alarm is not None and alarm.annunciated]
        if alarms:
            self.acknowledge_these(alarms)

    def acknowledge_with_note(self) -> None:
        self._noted("acknowledge", self.acknowledge_these)

    def _noted(self, deed: str, done: Callable[[Sequence[AlarmId], str], None]) -> None:
        """Ask for a note first; *done* gets what was chosen before, and the note."""
        alarms = self._choosing.chosen()
        if alarms:
            dialog = NoteDialog(*note_words(deed), self._titles(alarms), self._window)
            dialog.given.connect(lambda note: done(alarms, note))
            dialog.open()

    # Out of sight and back

    def shelve(self) -> None:
        alarms = self._choosing.chosen()
        if not alarms:
            return
        dialog = ShelveDialog(self._titles(alarms), self._look, self._clock, self._window)
        dialog.given.connect(lambda seconds, reason, once: self._shelve(alarms, seconds, reason, once))
        dialog.open()

    def _shelve(self, alarms: Sequence[AlarmId], duration_s: float, reason: str, one_shot: bool) -> None:
        seen, unseen = self._on_screen(alarms)
        engine, by = self._bridge.engine, self._bridge.operator
        self._ask(seen, unseen, lambda: engine.shelve(seen, duration_s, reason, by, one_shot))

    def take_out(self) -> None:
        alarms = self._choosing.chosen()
        if alarms:
            dialog = ReasonDialog(self._titles(alarms), self._window)
            dialog.given.connect(lambda reason: self._take_out(alarms, reason))
            dialog.open()

    def _take_out(self, alarms: Sequence[AlarmId], reason: str) -> None:
        seen, unseen = self._on_screen(alarms)
        engine, by = self._bridge.engine, self._bridge.operator
        self._ask(seen, unseen, lambda: engine.take_out_of_service(seen, reason, by))

    def unshelve(self) -> None:
        self._unshelve(self._choosing.chosen())

    def unshelve_with_note(self) -> None:
        self._noted("unshelve", self._unshelve)

    def _unshelve(self, alarms: Sequence[AlarmId], note: str = "") -> None:
        self._ask(alarms, [], lambda: self._bridge.engine.unshelve(alarms, self._bridge.operator, note))

    def put_back(self) -> None:
        self._put_back(self._choosing.chosen())

    def put_back_with_note(self) -> None:
        self._noted("put_back", self._put_back)

    def _put_back(self, alarms: Sequence[AlarmId], note: str = "") -> None:
        self._ask(alarms, [], lambda: self._bridge.engine.put_back_in_service(alarms, self._bridge.operator, note))

    def reset(self) -> None:
        self._reset(self._choosing.chosen())

    def reset_with_note(self) -> None:
        self._noted("reset", self._reset)

    def _reset(self, alarms: Sequence[AlarmId], note: str = "") -> None:
        self._ask(alarms, [], lambda: self._bridge.engine.reset_alarms(alarms, self._bridge.operator, note))

    # Elsewhere

    def show_on_map(self) -> None:
        if alarms := self._choosing.chosen():
            self.map_wanted.emit(alarms[0].device)

    def show_trend(self) -> None:
        for alarm in self._choosing.chosen()[:1]:
            if point := trend_point(alarm, self._bridge):
                self.trend_wanted.emit(point)

    def command(self) -> None:
        """Take the devices of the chosen alarms to the board of the control page; a broker is none."""
        known = self._bridge.mirror.devices
        devices = dict.fromkeys(alarm.device for alarm in self._choosing.chosen() if alarm.device in known)
        if devices:
            self.command_wanted.emit(list(devices))

    def open_linked(self) -> None:
        """The page its definition links to; the map where it links to none."""
        for alarm in self._choosing.chosen()[:1]:
            definition = self._bridge.mirror.definition_of(alarm)
            if definition is not None and definition.page == "trends":
                self.show_trend()
            else:
                self.show_on_map()

    def copy(self) -> None:
        """The chosen alarms as lines of words, for a message to somebody."""
        QGuiApplication.clipboard().setText("\n".join(self._line(alarm) for alarm in self._choosing.chosen()))

    def _line(self, alarm: AlarmId) -> str:
        place = self._model.place_of(alarm)
        columns = range(1, self._model.columnCount())
        cells = [self._model.text(place, column).strip() for column in columns] if place is not None else []
        return "\t".join([*cells, str(alarm)])

    def silence(self) -> None:
        self.silence_wanted.emit()

    # Asking

    def _on_screen(self, alarms: Sequence[AlarmId]) -> tuple[list[AlarmId], list[AlarmId]]:
        """Those that have been before the operator's eyes, and those that have not."""
        seen = [alarm for alarm in alarms if self._model.seen(alarm) is not None]
        return seen, [alarm for alarm in alarms if self._model.seen(alarm) is None]

    def _ask(self, wanted: Sequence[object], unseen: Sequence[AlarmId], request: Callable[[], object]) -> None:
        words = QCoreApplication.translate("Alarms", "it has not been on your screen yet")
        left = [NotDone(self._title(alarm), words) for alarm in unseen]
        if not wanted:
            if left:
                self.refused.emit(left)
            return

        def done(refusals: Sequence[Refusal]) -> None:
            self.refused.emit([*(NotDone(self._title(one.alarm), refusal_text(one)) for one in refusals), *left])

        def refused(error: EngineError) -> None:
            self.refused.emit([NotDone(QCoreApplication.translate("Alarms", "Nothing was done"), refusal_text(error))])

        self._bridge.ask_then(request(), done, refused)  # type: ignore[arg-type]  # each verb is a coroutine of refusals

    def _title(self, alarm: AlarmId) -> str:
        return title_text(alarm, self._bridge.mirror, self._look.language)

    def _titles(self, alarms: Sequence[AlarmId]) -> list[str]:
        return [self._title(alarm) for alarm in alarms]


def trend_point(alarm: AlarmId, bridge: Bridge) -> str | None:
    """``device/key`` of the point the alarm looks at, else of the device's primary one."""
    definition = bridge.mirror.definition_of(alarm)
    kind = bridge.mirror.kinds.get(bridge.mirror.kind_of(alarm.device))
    key = definition.point if definition and definition.point else kind.primary if kind else None
    return f"{alarm.device}/{key}" if key and alarm.device in bridge.mirror.devices else None


DEEDS: tuple[Deed, ...] = (
    Deed(
        "acknowledge", lambda: QCoreApplication.translate("Alarms", "Acknowledge"), "Space", AlarmDeeds.acknowledge,
        _ACTIVE,
    ),
    Deed(
        "acknowledge_note", lambda: QCoreApplication.translate("Alarms", "Acknowledge with a note…"), "Shift+Space",
        AlarmDeeds.acknowledge_with_note,
    ),
    Deed(
        "acknowledge_visible", lambda: QCoreApplication.translate("Alarms", "Acknowledge all on screen"),
        "Ctrl+Shift+Space", AlarmDeeds.acknowledge_visible,
    ),
    Deed("reset", lambda: QCoreApplication.translate("Alarms", "Reset latch"), "R", AlarmDeeds.reset),
    Deed(
        "reset_note", lambda: QCoreApplication.translate("Alarms", "Reset latch with a note…"), "Shift+R",
        AlarmDeeds.reset_with_note,
    ),
    Deed(
        "shelve", lambda: QCoreApplication.translate("Alarms", "Shelve…"), "S", AlarmDeeds.shelve,
        _ACTIVE | {ListId.SUPPRESSED},
    ),
    Deed(
        "unshelve", lambda: QCoreApplication.translate("Alarms", "Unshelve"), "U", AlarmDeeds.unshelve,
        frozenset({ListId.SHELVED}),
    ),
    Deed(
        "unshelve_note", lambda: QCoreApplication.translate("Alarms", "Unshelve with a note…"), "Shift+U",
        AlarmDeeds.unshelve_with_note,
    ),
    Deed(
        "take_out", lambda: QCoreApplication.translate("Alarms", "Out of service…"), "O", AlarmDeeds.take_out,
        _ALL - {ListId.OUT_OF_SERVICE},
    ),
    Deed(
        "put_back", lambda: QCoreApplication.translate("Alarms", "Put back in service"), "B", AlarmDeeds.put_back,
        frozenset({ListId.OUT_OF_SERVICE}),
    ),
    Deed(
        "put_back_note", lambda: QCoreApplication.translate("Alarms", "Put back in service with a note…"), "Shift+B",
        AlarmDeeds.put_back_with_note,
    ),
    Deed("silence", lambda: QCoreApplication.translate("Alarms", "Silence"), "F9", AlarmDeeds.silence, _ACTIVE),
    Deed(
        "open", lambda: QCoreApplication.translate("Alarms", "Open the linked page"), "Ctrl+Return",
        AlarmDeeds.open_linked,
    ),
    Deed("map", lambda: QCoreApplication.translate("Alarms", "Show on map"), "Ctrl+M", AlarmDeeds.show_on_map),
    Deed("trend", lambda: QCoreApplication.translate("Alarms", "Trend"), "Ctrl+T", AlarmDeeds.show_trend),
    Deed("command", lambda: QCoreApplication.translate("Alarms", "Command…"), "Ctrl+B", AlarmDeeds.command),
    Deed("copy", lambda: QCoreApplication.translate("Alarms", "Copy"), "Ctrl+C", AlarmDeeds.copy),
)  # fmt: skip
DEED = {deed.key: deed for deed in DEEDS}
