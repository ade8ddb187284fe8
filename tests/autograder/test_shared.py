"""One worker for all tests of a submission: what a test finds is what it would find in a worker of its own."""

import time

import pytest

from autograder.kit.errors import NoAnswer, TimedOut
from autograder.kit.submission import Submission
from autograder.sandbox import Limits
from autograder.sandbox.shared import Workers
from autograder.sandbox.worker import Setup

SOURCE = """
import os, random, signal, sys, threading, time, warnings
import numpy as np
import helper

calls = 0

def count():
    global calls
    calls += 1
    return calls

def count_in_helper():
    helper.calls += 1
    return helper.calls

def leave(path):
    with open(path, "w") as file:
        file.write("I was here")
    return sorted(os.listdir("/tmp")) + sorted(os.listdir("/dev/shm"))

def look():
    return sorted(os.listdir("/tmp")) + sorted(os.listdir("/dev/shm")) + sorted(os.listdir("."))

def state():
    return [
        os.getcwd(), dict(os.environ), sys.getrecursionlimit(), sys.path[-1], np.geterr(), random.random(),
        float(np.random.rand()), len(warnings.filters), abs(-1), threading.active_count(), str(signal.getsignal(signal.SIGALRM)),
        open("data.txt").read(), sys.stdout is sys.__stdout__, float(np.mean([1.0, 3.0])), len(sys.meta_path), sys.gettrace() is None,
    ]

def spoil(how):
    exec(how, globals())
    return 0

def hang():
    while True:
        pass
"""
FILES = {"flops.py": SOURCE.encode(), "helper.py": b"calls = 0\n", "data.txt": b"as handed in"}

#: What code may leave behind, and whether the worker can be used again after it.
SPOILS = {
    "os.chdir('/')": True,
    "os.environ['HOME'] = '/elsewhere'": True,
    "random.seed(7); np.random.seed(7)": True,
    "warnings.simplefilter('error')": True,
    "os.remove('data.txt')": True,
    "open('data.txt', 'w').write('changed')": True,
    "os.makedirs('/tmp/a/b/c'); open('/dev/shm/x', 'w').close()": True,
    "helper.calls = 70": True,
    "sys.setrecursionlimit(5000)": False,
    "np.seterr(all='raise')": False,
    "np.mean = lambda x: 7.0": False,
    "import builtins; builtins.abs = lambda x: 7": False,
    "sys.stdout = open(os.devnull, 'w')": False,
    "sys.meta_path.append(object())": False,
    "sys.settrace(lambda *a: None)": False,
    "signal.signal(signal.SIGALRM, lambda *a: None)": False,
    "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()": False,
    "import _thread; _thread.start_new_thread(time.sleep, (60,))": False,
    "import subprocess; subprocess.Popen(['/bin/sleep', '60'])": False,
    "if os.fork() == 0: time.sleep(60)": False,
    "os.open('/dev/null', os.O_RDONLY)": False,
    "global hold; hold = bytearray(350 * 2**20)": True,  # given back with the module
    "sys.hold = np.ones(330 * 2**17)": False,
    "sys.modules['numpy'] = sys": False,
}


@pytest.fixture
def workers(zygote):
    with Workers(zygote, 0, shared=True) as running:
        yield running


def run(workers, *calls, fresh=False, **limits):
    """One test: a worker, and the answers to these calls of functions of flops.py."""
    setup = Setup(FILES, ("flops",))
    with workers.worker_for(setup, Limits(**{"timeout": 30.0, "memory": 600 * 2**20, **limits}), fresh) as worker:
        student = Submission(worker)
        return worker, [getattr(student.flops, name)(*args) for name, *args in calls]


def test_the_next_test_gets_the_same_worker_and_fresh_modules(workers):
    first, counted = run(workers, ["count"], ["count"], ["count_in_helper"])
    second, again = run(workers, ["count"], ["count_in_helper"])
    assert counted == [1, 2, 1] and again == [1, 1]
    assert second is first


def test_files_of_one_test_are_gone_in_the_next(workers):
    _, (left, _) = run(workers, ["leave", "/tmp/note"], ["leave", "/dev/shm/note"])
    first, (found,) = run(workers, ["look"])
    assert "note" in left and found == ["submission", "data.txt", "flops.py", "helper.py"]


@pytest.mark.parametrize("spoil, usable", SPOILS.items())
def test_what_a_test_leaves_behind_reaches_no_other(workers, spoil, usable):
    first, (before,) = run(workers, ["state"])
    spoiled, _ = run(workers, ["spoil", spoil])
    after_it, (after,) = run(workers, ["state"])
    assert spoiled is first and (after_it is first) == usable
    assert after == before


def test_a_worker_that_died_or_hung_is_replaced(workers):
    first, _ = run(workers, ["count"])
    with pytest.raises(TimedOut):
        run(workers, ["hang"], timeout=0.5)
    with pytest.raises(NoAnswer):
        run(workers, ["spoil", "os._exit(0)"])
    second, (counted,) = run(workers, ["count"])
    assert counted == 1 and second is not first


def test_a_worker_that_calls_itself_clean_is_looked_at_from_outside(workers):
    lie = "import autograder.worker.baseline as b; b.Baseline.restore = lambda self: True\n"
    lie += "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    first, _ = run(workers, ["spoil", lie])
    second, _ = run(workers, ["count"])
    assert second is not first


def test_a_reply_sent_in_advance_ends_the_worker(workers):
    forged = '{"kind": "renewed", "clean": true, "id": 3}'
    forge = f"import struct; text = {forged!r}.encode(); os.write(3, struct.pack('<4sII', b'AGW1', len(text), 0) + text)"
    with pytest.raises(NoAnswer):
        run(workers, ["spoil", forge], ["count"])
    _, (counted,) = run(workers, ["count"])
    assert counted == 1


def test_a_tests_clock_starts_with_its_first_request_as_in_a_worker_of_its_own(workers, monkeypatch):
    run(workers, ["count"])
    with workers.worker_for(Setup(FILES, ("flops",)), Limits(timeout=30.0, memory=600 * 2**20), fresh=False) as worker:
        clock = time.monotonic
        monkeypatch.setattr(time, "monotonic", lambda: clock() + 3600)  # an hour of the test's own work
        assert Submission(worker).flops.count() == 1
        monkeypatch.setattr(time, "monotonic", lambda: clock() + 7200)
        with pytest.raises(TimedOut):
            Submission(worker).flops.count()


def test_fresh_tests_and_other_memory_limits_get_workers_of_their_own(workers):
    first, _ = run(workers, ["count"])
    alone, _ = run(workers, ["count"], fresh=True)
    third, _ = run(workers, ["count"])
    larger, _ = run(workers, ["count"], memory=700 * 2**20)
    assert len({id(worker) for worker in (first, alone, third, larger)}) == 4


def test_what_was_printed_stays_with_its_test(workers):
    first, _ = run(workers, ["spoil", "print('one'); sys.stderr.write('two')"])
    assert first.output.text() in ("one\ntwo", "twoone\n")
    second, _ = run(workers, ["spoil", "print('three')"])
    assert second is first and second.output.text() == "three\n"
