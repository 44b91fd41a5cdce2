"""The guards guard: a test that misbehaves fails, one that behaves or says so passes."""

from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]

_MISBEHAVING = {
    "an error nobody expected": (
        """
        import logging
        def test_it():
            logging.getLogger("engine.x").error("the roof is on %s", "fire")
        """,
        "*unexpected log record: engine.x ERROR: the roof is on fire*",
    ),
    "another error than expected": (
        """
        import logging, pytest
        @pytest.mark.expected_errors("water")
        def test_it():
            logging.getLogger("engine.x").error("fire")
        """,
        "*unexpected log record: engine.x ERROR: fire*",
    ),
    "a thread": (
        """
        import threading
        def test_it():
            threading.Thread(target=threading.Event().wait, args=(20,), daemon=True, name="runaway").start()
        """,
        "*left running: thread runaway*",
    ),
    "a process": (
        """
        import subprocess, sys
        KEPT = []
        def test_it():
            KEPT.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))
        """,
        "*left running: process *input()*",
    ),
    "a task": (
        """
        import asyncio
        KEPT = []
        async def test_it():
            KEPT.append(asyncio.create_task(asyncio.sleep(60), name="forgotten"))
        """,
        "*left running: task forgotten*",
    ),
    "a timer": (
        """
        from PySide6.QtCore import QTimer
        KEPT = []
        def test_it(qapp):
            KEPT.append(QTimer())
            KEPT[0].start(1000)
        """,
        "*left running: QTimer*",
    ),
    "a warning from Qt": (
        """
        from PySide6.QtCore import qWarning
        def test_it():
            qWarning("no such signal")
        """,
        "*no such signal*",
    ),
    "a swallowed connection to elsewhere": (
        """
        import contextlib, socket
        def test_it():
            with contextlib.suppress(OSError), socket.socket() as outside:
                outside.connect(("192.0.2.1", 80))
        """,
        "*the loopback alone, not a connection to*192.0.2.1*",
    ),
    "a swallowed lookup": (
        """
        import contextlib, socket
        def test_it():
            with contextlib.suppress(OSError):
                socket.getaddrinfo("broker.example", 1883)
        """,
        "*the loopback alone, not a lookup of 'broker.example'*",
    ),
    "a Python warning": (
        """
        import warnings
        def test_it():
            warnings.warn("old")
        """,
        "*UserWarning: old*",
    ),
}

_BEHAVING = """
    import asyncio, logging, socket, subprocess, sys, threading
    import pytest

    @pytest.mark.expected_errors("fire")
    def test_an_announced_error(expected_errors):
        logging.getLogger("engine.x").error("fire")
        assert expected_errors.messages == ["fire"]

    def test_warnings_in_the_log_are_fine():
        logging.getLogger("engine.x").warning("smoke")

    def test_things_that_end():
        thread = threading.Thread(target=threading.Event().wait, args=(0.05,))
        thread.start()
        assert subprocess.call([sys.executable, "-c", ""]) == 0

    async def test_tasks_that_end():
        assert await asyncio.create_task(asyncio.sleep(0, "done")) == "done"
        assert await asyncio.to_thread(int, "3") == 3

    @pytest.mark.leaves_running("known")
    def test_an_announced_thread():
        threading.Thread(target=threading.Event().wait, args=(20,), daemon=True, name="known-1").start()

    def test_the_loopback():
        with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
            pass

    def test_the_clock(clock):
        before = clock()
        clock.turn(90)
        assert clock() == before + 90
"""


@pytest.fixture
def guarded(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder with this project's settings and guards."""
    pytester.makepyprojecttoml((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pytester.makeconftest((_ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    monkeypatch.setenv("PYTHONPATH", str(_ROOT))
    return pytester


def test_misbehaving_tests_fail_and_say_why(guarded: pytest.Pytester) -> None:
    cases = {f"test_case_{number}": case for number, case in enumerate(_MISBEHAVING.values())}
    guarded.makepyfile(**{name: source for name, (source, _) in cases.items()})
    result = guarded.runpytest_subprocess("-p", "no:randomly", ".")
    for _, pattern in cases.values():
        result.stdout.fnmatch_lines_random([pattern])
    summary = [line for line in result.outlines if line.startswith(("FAILED test_case", "ERROR test_case"))]
    assert {line.split()[1].partition(".")[0] for line in summary} == set(cases)


def test_behaving_tests_pass(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(_BEHAVING)
    guarded.runpytest_subprocess(".").assert_outcomes(passed=7)
