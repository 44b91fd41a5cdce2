"""What a start leaves for later: it is made when first wanted."""

import subprocess
import sys

from controlcenter.engine.changes import NO_CHANGES
from controlcenter.ui.start import LateEngine
from tests.support.city import KINDS
from tests.support.fake_engine import FakeEngine

LATE = (
    "controlcenter.ui.finder",
    "controlcenter.ui.faceplate.view",
    "controlcenter.ui.presenter",
    "controlcenter.engine.engine",
    "controlcenter.engine.control.plan_runner",
    "paho",
    "pyqtgraph",
    "alembic",
    "keyring",
    "secrets",
    "tomllib",
)

OPENED = f"""
import linecache, sys
from controlcenter.app import run_window
from controlcenter.ui.binding import spare_sources
spare_sources()
import controlcenter.ui.start
import controlcenter.ui.views.overview
print(*(name for name in {LATE!r} if name in sys.modules))
print(*(name for name in linecache.cache if "controlcenter/ui/views" in name))
"""

COLLECTING = """
import gc
collections = []
gc.callbacks.append(lambda phase, facts: collections.append(phase))
import controlcenter.app
print(len(collections) < 20, gc.isenabled(), gc.get_freeze_count() > 50_000)
"""


def test_the_first_page_imports_nothing_it_does_not_show_and_reads_no_sources() -> None:
    done = subprocess.run([sys.executable, "-c", OPENED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == []


def test_the_collector_rests_while_the_program_is_imported_and_works_afterwards() -> None:
    done = subprocess.run([sys.executable, "-c", COLLECTING], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["True", "True", "True"]


def test_the_engine_is_made_once_by_who_asks_first() -> None:
    made: list[FakeEngine] = []

    def make() -> FakeEngine:
        made.append(FakeEngine(KINDS))
        return made[-1]

    late = LateEngine(make, KINDS)  # type: ignore[arg-type]  # any engine will do
    assert (late.kinds, made) == (KINDS, [])
    assert late.take_changes() is NO_CHANGES
    assert [late.get(), late.get()] == [made[0], made[0]]
    assert len(made) == 1
