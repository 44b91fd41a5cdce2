"""The demo's menu runs what it says and survives what fails."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from controlcenter.demo.faults import TRIGGERS
from controlcenter.ui.layout_memory import LayoutMemory
from controlcenter.ui.presenter import Presenter, Show, fault_title
from controlcenter.ui.window import MainWindow
from tests.support.waiting import until


@pytest.fixture
def window(bridge, look, tmp_path, qapp: QApplication) -> Iterator[MainWindow]:
    window = MainWindow(bridge, look, (), LayoutMemory(tmp_path / "layout.json"))
    yield window
    window.close()
    window.deleteLater()
    qapp.processEvents()


def test_every_fault_of_the_demo_has_words():
    assert all(fault_title(fault) != fault for fault in TRIGGERS)


@pytest.mark.leaves_running("Dummy-")  # what Python calls the Qt threads of the loop, which have ended
def test_a_fault_runs_off_the_windows_thread_and_a_failure_is_said(window, qapp):
    ran: list[tuple[str, bool]] = []

    def trigger(fault: str) -> None:
        ran.append((fault, threading.current_thread() is threading.main_thread()))
        if fault == "lamp_fails":
            raise RuntimeError("the city has ended")

    Presenter(window, Show(("broker_down", "lamp_fails"), trigger))
    titles = {action.text(): action for action in window.header.menu.actions()}
    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)

    async def journey() -> None:
        titles[fault_title("broker_down")].trigger()
        await until(lambda: ran, 5)
        titles[fault_title("lamp_fails")].trigger()
        await until(lambda: len(ran) == 2, 5)
        await asyncio.sleep(0.05)

    loop.run_until_complete(journey())
    loop.close()
    asyncio.set_event_loop(None)
    assert ran == [("broker_down", False), ("lamp_fails", False)]
