"""What the fields of a definition and of its test are called, in the form and in what is said of them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

FIELD_WORDS: dict[str, Callable[[], str]] = {
    "name": lambda: QCoreApplication.translate("AlarmConditions", "Name"),
    "key": lambda: QCoreApplication.translate("AlarmConditions", "Key"),
    "priority": lambda: QCoreApplication.translate("AlarmConditions", "Priority"),
    "on_delay_s": lambda: QCoreApplication.translate("AlarmConditions", "On-delay"),
    "off_delay_s": lambda: QCoreApplication.translate("AlarmConditions", "Off-delay"),
    "count": lambda: QCoreApplication.translate("AlarmConditions", "Times"),
    "window_s": lambda: QCoreApplication.translate("AlarmConditions", "… within"),
    "realarm_s": lambda: QCoreApplication.translate("AlarmConditions", "Alarm again after"),
    "cause": lambda: QCoreApplication.translate("AlarmConditions", "Cause"),
    "consequence": lambda: QCoreApplication.translate("AlarmConditions", "Consequence"),
    "response": lambda: QCoreApplication.translate("AlarmConditions", "Response"),
    "respond_s": lambda: QCoreApplication.translate("AlarmConditions", "Time to respond"),
    "page": lambda: QCoreApplication.translate("AlarmConditions", "Opens"),
    "point": lambda: QCoreApplication.translate("AlarmConditions", "Point"),
    "side": lambda: QCoreApplication.translate("AlarmConditions", "Side"),
    "direction": lambda: QCoreApplication.translate("AlarmConditions", "Direction"),
    "reference": lambda: QCoreApplication.translate("AlarmConditions", "Compared with"),
    "set_point": lambda: QCoreApplication.translate("AlarmConditions", "Set-point"),
    "limit": lambda: QCoreApplication.translate("AlarmConditions", "Limit"),
    "deadband": lambda: QCoreApplication.translate("AlarmConditions", "Deadband"),
    "band": lambda: QCoreApplication.translate("AlarmConditions", "Band, ±"),
    "per_s": lambda: QCoreApplication.translate("AlarmConditions", "Within"),
    "after_s": lambda: QCoreApplication.translate("AlarmConditions", "After"),
    "hold_s": lambda: QCoreApplication.translate("AlarmConditions", "Stands at most"),
    "values": lambda: QCoreApplication.translate("AlarmConditions", "Values"),
    "without": lambda: QCoreApplication.translate("AlarmConditions", "But for"),
    "ends": lambda: QCoreApplication.translate("AlarmConditions", "Ended"),
}
