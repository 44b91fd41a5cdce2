"""What a start leaves for later: it is made when first wanted."""

import subprocess
import sys

LATE = ("controlcenter.ui.finder", "controlcenter.ui.faceplate.view", "pyqtgraph", "alembic", "keyring")

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


def test_the_first_page_imports_nothing_it_does_not_show_and_reads_no_sources() -> None:
    done = subprocess.run([sys.executable, "-c", OPENED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == []
