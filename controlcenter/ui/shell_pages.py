"""The pages of the window and how each is made. Nothing is imported before its page is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from controlcenter.ui.bridge import Bridge
from controlcenter.ui.look import Look
from controlcenter.ui.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One entry of the rail. ``factory`` runs when the page is first opened and gives it that parent."""

    id: str
    title: Callable[[], str]
    icon: str
    factory: Callable[[Bridge, Look, QWidget], Page]
    last: bool = False
    """Stands at the foot of the rail."""


def standard_pages(base_map: Path | None = None) -> tuple[PageSpec, ...]:
    """The pages of this release, in the order of their shortcuts; *base_map* is drawn under the devices."""
    return (
        PageSpec(
            "overview",
            lambda: QCoreApplication.translate("Pages", "Overview"),
            "overview",
            partial(_overview, base_map),
        ),
        PageSpec("alarms", lambda: QCoreApplication.translate("Pages", "Alarms"), "alarms", _alarms),
        PageSpec("devices", lambda: QCoreApplication.translate("Pages", "Devices"), "devices", _devices),
        PageSpec("trends", lambda: QCoreApplication.translate("Pages", "Trends"), "trends", _trends),
        PageSpec(
            "control", lambda: QCoreApplication.translate("Pages", "Control"), "control", partial(_control, base_map)
        ),
        PageSpec("system", lambda: QCoreApplication.translate("Pages", "System"), "system", _system, last=True),
    )


def _overview(base_map: Path | None, bridge: Bridge, look: Look, parent: QWidget) -> Page:
    from controlcenter.ui.views.overview import OverviewPage

    return OverviewPage(bridge, look, base_map, parent=parent)


def _alarms(bridge: Bridge, look: Look, parent: QWidget) -> Page:
    from controlcenter.ui.alarms.page import AlarmsPage

    return AlarmsPage(bridge, look, parent=parent)


def _devices(bridge: Bridge, look: Look, parent: QWidget) -> Page:
    from controlcenter.ui.views.devices import DevicesPage

    return DevicesPage(bridge, look, parent=parent)


def _trends(bridge: Bridge, look: Look, parent: QWidget) -> Page:
    from controlcenter.ui.views.trends import TrendsPage

    return TrendsPage(bridge, look, parent=parent)


def _control(base_map: Path | None, bridge: Bridge, look: Look, parent: QWidget) -> Page:
    from controlcenter.ui.control.page import ControlPage
    from controlcenter.ui.control.views import control_views

    return ControlPage(bridge, look, control_views(base_map), parent)


def _system(bridge: Bridge, look: Look, parent: QWidget) -> Page:
    from controlcenter.ui.views.system import SystemPage

    return SystemPage(bridge, look, parent=parent)
