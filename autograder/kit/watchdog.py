"""A time limit for code that runs in this very process: ctrl-C, pressed by a clock.

It interrupts Python code on any operating system, but not a long call inside a C library. In grading the limit is
enforced from outside the process, and nothing escapes it.
"""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .errors import TimedOut


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimedOut in the main thread after `seconds`; no limit in other threads. Ctrl-C stays ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    lock = threading.Lock()
    fired = done = False

    def fire() -> None:
        nonlocal fired
        with lock:
            if not done:
                fired = True
                _thread.interrupt_main()

    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler):  # a job in the background ignores ctrl-C, and would ignore the clock's
        signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(seconds, fire)
    timer.daemon = True
    timer.start()
    try:
        yield
        with lock:
            done = True
        if fired:
            time.sleep(0.1)  # the interrupt is on its way, and must not hit the next test
    except KeyboardInterrupt:
        if not fired:
            raise
    finally:
        timer.cancel()
        if not callable(handler) and handler is not None:
            signal.signal(signal.SIGINT, handler)
    if fired:
        raise TimedOut(f"it took longer than its {seconds:g} seconds, and was stopped")
