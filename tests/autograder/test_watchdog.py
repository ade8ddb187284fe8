"""The laptop's time limit, in processes of their own: it must work wherever a student starts Python."""

import subprocess
import sys

import pytest

LOOP = """
import signal
from autograder.kit.errors import TimedOut
from autograder.kit.watchdog import time_limit

signal.signal(signal.SIGINT, signal.{handler})
try:
    with time_limit(0.2):
        while True:
            pass
except TimedOut as error:
    print(error, signal.getsignal(signal.SIGINT).name)
"""


@pytest.mark.parametrize("handler", ["SIG_IGN", "SIG_DFL"])
def test_an_endless_loop_is_stopped_also_where_ctrl_c_is_ignored(handler):
    done = subprocess.run([sys.executable, "-c", LOOP.format(handler=handler)], capture_output=True, text=True, timeout=60)
    assert done.stdout == f"it took longer than its 0.2 seconds, and was stopped {handler}\n", done.stderr
