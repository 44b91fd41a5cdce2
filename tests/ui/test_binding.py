"""The binding itself: PySide6 6.12.0 on Python 3.11 and older lost a reference of True, False or None at each emit."""

import subprocess
import sys

_MANY_EMITS = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    happened = Signal(object)
    switched = Signal(bool)

received = 0

def count(value):
    global received
    received += 1

sender = Sender()
sender.happened.connect(count)
sender.switched.connect(count)
# Immortal objects (Python 3.12 and newer) hide the fault; before that each costs a few hundred references at most.
for _ in range(20_000):
    for value in (True, None, False):
        sender.happened.emit(value)
    sender.switched.emit(True)
    sender.switched.emit(False)
print(received, sys.getrefcount(True) > 100, sys.getrefcount(None) > 1000, sys.getrefcount(False) > 100)
"""


def test_many_emits_of_true_false_and_none_do_not_abort_the_process() -> None:
    # A process of its own: the fault ends in a fatal error of the interpreter, not in an exception.
    result = subprocess.run([sys.executable, "-c", _MANY_EMITS], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.split()) == (0, ["100000", "True", "True", "True"]), result.stderr
