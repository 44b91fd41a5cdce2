"""What the tables of the system page say of brokers, drivers, notices and unreadable messages."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from controlcenter.domain.notices import Notice
from controlcenter.engine.changes import BadPayload, BrokerStatus, DriverStatus
from controlcenter.ui.look import Look
from controlcenter.ui.notices import SEVERITY_SYMBOL, notice_text
from controlcenter.ui.views.system_table import Column
from controlcenter.ui.widgets.symbols import Symbol
from controlcenter.ui.words import DASH, age_text, count_text, moment_text, size_text

Clock = Callable[[], float]

_BROKER_SYMBOL = {"online": Symbol.NORMAL, "connecting": Symbol.UNKNOWN, "offline": Symbol.OFFLINE}
_DRIVER_SYMBOL = {"running": Symbol.NORMAL, "flooded": Symbol.MEDIUM}


def broker_state(state: str) -> str:
    """A broker's state in words; an unknown one as it is."""
    return {
        "online": QCoreApplication.translate("System", "connected"),
        "connecting": QCoreApplication.translate("System", "connecting"),
        "offline": QCoreApplication.translate("System", "not connected"),
        "refused": QCoreApplication.translate("System", "refused"),
    }.get(state, state)


def driver_state(state: str) -> str:
    """A driver's state in words; an unknown one as it is."""
    return {
        "running": QCoreApplication.translate("System", "running"),
        "failed": QCoreApplication.translate("System", "stopped after errors"),
        "flooded": QCoreApplication.translate("System", "flooded"),
    }.get(state, state)


def store_state(state: str) -> str:
    """The store's state in words; an unknown one as it is."""
    return {
        "writing": QCoreApplication.translate("System", "writing"),
        "failing": QCoreApplication.translate("System", "failing"),
        "closed": QCoreApplication.translate("System", "closed"),
    }.get(state, state)


def broker_columns(look: Look, clock: Clock) -> tuple[Column[BrokerStatus], ...]:
    def count(number: float, digits: int = 0) -> str:
        return count_text(number, look.language, digits)

    def round_trip(broker: BrokerStatus) -> str:
        return DASH if broker.round_trip_ms is None else count(broker.round_trip_ms, 1)

    return (
        Column(
            lambda: QCoreApplication.translate("System", "Broker"),
            lambda broker: broker.name,
            100,
            symbol=lambda broker: _BROKER_SYMBOL.get(broker.state, Symbol.HIGH),
        ),
        Column(lambda: QCoreApplication.translate("System", "State"), lambda broker: broker_state(broker.state), 112),
        Column(
            lambda: QCoreApplication.translate("System", "Since"),
            lambda broker: moment_text(broker.since, clock(), look.zone),
            84,
        ),
        Column(lambda: QCoreApplication.translate("System", "Address"), lambda broker: broker.address, 130, grows=True),
        Column(lambda: QCoreApplication.translate("System", "Protocol"), lambda broker: broker.protocol or DASH, 76),
        Column(
            lambda: QCoreApplication.translate("System", "msg/s"),
            lambda broker: count(broker.messages_per_s),
            64,
            right=True,
        ),
        Column(lambda: QCoreApplication.translate("System", "Trip, ms"), round_trip, 76, right=True),
        Column(
            lambda: QCoreApplication.translate("System", "Received"),
            lambda broker: count(broker.received),
            84,
            right=True,
        ),
        Column(lambda: QCoreApplication.translate("System", "Lost"), lambda broker: count(broker.lost), 54, right=True),
        Column(
            lambda: QCoreApplication.translate("System", "Silent"),
            lambda broker: age_text(broker.silent_s),
            62,
            right=True,
        ),
        Column(lambda: QCoreApplication.translate("System", "Reason"), lambda broker: broker.reason, 0),
    )


def driver_columns(look: Look, clock: Clock) -> tuple[Column[DriverStatus], ...]:
    def count(number: float) -> str:
        return count_text(number, look.language)

    def last_error(driver: DriverStatus) -> str:
        if driver.last_error_at is None:
            return driver.last_error
        return f"{moment_text(driver.last_error_at, clock(), look.zone)} · {driver.last_error}"

    return (
        Column(
            lambda: QCoreApplication.translate("System", "Driver"),
            lambda driver: (driver.names.in_(look.language) if driver.names else driver.name) or driver.id,
            126,
            grows=True,
            symbol=lambda driver: _DRIVER_SYMBOL.get(driver.state, Symbol.HIGH),
        ),
        Column(lambda: QCoreApplication.translate("System", "State"), lambda driver: driver_state(driver.state), 92),
        Column(
            lambda: QCoreApplication.translate("System", "Messages"),
            lambda driver: count(driver.messages),
            78,
            right=True,
        ),
        Column(
            lambda: QCoreApplication.translate("System", "Readings"),
            lambda driver: count(driver.readings),
            78,
            right=True,
        ),
        Column(
            lambda: QCoreApplication.translate("System", "Errors"), lambda driver: count(driver.errors), 56, right=True
        ),
        Column(lambda: QCoreApplication.translate("System", "Slow"), lambda driver: count(driver.slow), 58, right=True),
        Column(lambda: QCoreApplication.translate("System", "Version"), lambda driver: driver.version, 82),
        Column(lambda: QCoreApplication.translate("System", "Last error"), last_error, 0),
    )


def notice_columns(look: Look, clock: Clock) -> tuple[Column[Notice], ...]:
    return (
        Column(
            lambda: QCoreApplication.translate("System", "Since"),
            lambda notice: moment_text(notice.since, clock(), look.zone),
            110,
            symbol=lambda notice: SEVERITY_SYMBOL[notice.severity],
        ),
        Column(
            lambda: QCoreApplication.translate("System", "Notice"), lambda notice: notice_text(notice, look.language), 0
        ),
    )


def payload_columns(look: Look, clock: Clock) -> tuple[Column[BadPayload], ...]:
    return (
        Column(
            lambda: QCoreApplication.translate("System", "Time"),
            lambda bad: moment_text(bad.received_at, clock(), look.zone),
            100,
        ),
        Column(lambda: QCoreApplication.translate("System", "Driver"), lambda bad: bad.driver or DASH, 118),
        Column(lambda: QCoreApplication.translate("System", "Topic"), lambda bad: bad.topic, 200, grows=True),
        Column(
            lambda: QCoreApplication.translate("System", "Size"),
            lambda bad: size_text(bad.size, look.language),
            84,
            right=True,
        ),
        Column(lambda: QCoreApplication.translate("System", "Error"), lambda bad: bad.error, 0),
    )
