"""Acknowledging alarms from anywhere in the window: exactly the occurrence that was shown."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.alarms import Alarm
from controlcenter.engine.face import Refusal, Seen
from controlcenter.ui.alarm_words import condition_words, device_words, refusal_words
from controlcenter.ui.bridge import Bridge


def acknowledge(bridge: Bridge, shown: Sequence[Alarm], language: str) -> bool:
    """Acknowledge those of *shown* that call for it, as they were shown; say whether any does.

    What is refused is told through the bridge's ``request_failed``, in words.
    """
    calling = [alarm for alarm in shown if alarm.annunciated]
    if not calling:
        return False

    def tell(refusals: Sequence[Refusal]) -> None:
        for refusal in refusals:
            text = QCoreApplication.translate("AlarmWords", "{alarm} not acknowledged: {reason}")
            mirror = bridge.mirror
            name = f"{device_words(refusal.alarm, mirror)} · {condition_words(refusal.alarm, mirror, language)}"
            words = text.replace("{alarm}", name).replace("{reason}", refusal_words(refusal.code, refusal.text))
            bridge.request_failed.emit(refusal.code, words)

    seen = [Seen(alarm.id, alarm.occurrence) for alarm in calling]
    bridge.ask_then(bridge.engine.acknowledge(seen, bridge.operator), tell)
    return True
