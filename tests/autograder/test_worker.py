"""One worker: what a student's code can do to it, and what the trusted side makes of it."""

import os
import pathlib
import time

import pytest

from autograder.kit import Record, StudentError
from autograder.kit.errors import (
    BUILTIN_ERRORS,
    Crashed,
    Garbled,
    ImportFailed,
    Left,
    LimitHit,
    Missing,
    NoAnswer,
    NotAValue,
    TimedOut,
    student_error,
)
from autograder.kit.submission import Submission
from autograder.sandbox import Zygote


def ask(worker, name="f", *args):
    return getattr(Submission(worker).flops, name)(*args)


def test_a_call_gives_a_value_back(worker_for):
    assert ask(worker_for("def f(a, b):\n    return a + b\n"), "f", [1], [2.5]) == [1, 2.5]


def test_an_exception_reads_as_the_builtin_nearest_to_it(worker_for):
    source = "class Mine(ValueError):\n    pass\ndef f():\n    raise Mine('too small')\n"
    with pytest.raises(ValueError) as caught:
        ask(worker_for(source))
    assert isinstance(caught.value, StudentError) and caught.value.type_name == "Mine"
    assert not isinstance(caught.value, KeyError)


@pytest.mark.parametrize(
    "source, kind",
    [
        ("raise ValueError('at import')\n", ImportFailed),
        ("def f(:\n", ImportFailed),
        ("import sys; sys.exit(0)\n", ImportFailed),
        ("import os; os._exit(0)\n", Crashed),
        ("def f():\n    import os; os._exit(0)\n", Crashed),
        ("def f():\n    import os; os.execv('/bin/true', ['true'])\n", Crashed),
        ("def f():\n    import ctypes; ctypes.string_at(0)\n", Crashed),
        ("def f():\n    raise SystemExit(0)\n", Left),
        ("def f():\n    raise KeyboardInterrupt\n", Left),
        ("def f():\n    import pytest; pytest.skip('no')\n", Left),
        ("def f():\n    return (x for x in [1])\n", NotAValue),
        ("class I(int):\n    pass\ndef f():\n    return I(3)\n", NotAValue),
        ("def g():\n    return 1\n", Missing),
        ("def f():\n    import os\n    os.write(3, b'{\"passed\": true}' * 100)\n    return 1\n", Garbled),
        ("def f():\n    import os\n    os.close(3)\n    return 1\n", Crashed),
    ],
)
def test_what_is_no_answer_satisfies_no_raises(worker_for, source, kind):
    with pytest.raises(kind) as caught:
        with pytest.raises(Exception):  # noqa: B017 - the point is that nothing of this is an Exception
            ask(worker_for(source))
    assert isinstance(caught.value, NoAnswer) and len(str(caught.value)) > 10


def test_a_forged_second_reply_is_garbled(worker_for):
    source = """
import json, os, struct
def f(again):
    text = json.dumps({"kind": "value", "tree": 7, "id": 2 + again}).encode()
    frame = struct.pack("<4sII", b"AGW1", len(text), 0) + text
    os.write(3, frame * (1 + again))
    return 0
"""
    with pytest.raises(Garbled):
        worker = worker_for(source)
        ask(worker, "f", 1)
        ask(worker, "f", 1)


def test_the_wall_clock_is_kept_from_outside(worker_for):
    source = """
import signal
def f():
    for number in range(1, 65):
        try: signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError): pass
    while True:
        try:
            while True: pass
        except BaseException: pass
"""
    with pytest.raises(TimedOut, match="longer than 0.7 seconds"):
        ask(worker_for(source, timeout=0.7))


def test_after_the_end_every_call_fails_the_same_way(worker_for):
    worker = worker_for("def f():\n    while True: pass\n", timeout=0.3)
    for _ in range(3):
        with pytest.raises(TimedOut):
            ask(worker)


def test_printing_a_gigabyte_ends_the_worker_and_keeps_head_and_tail(worker_for):
    worker = worker_for("def f():\n    print('the beginning')\n    while True: print('x' * 10**6)\n")
    with pytest.raises(LimitHit, match="printed"):
        ask(worker)
    text = worker.output.text()
    assert text.startswith("the beginning") and "bytes" in text and len(text) < 20_000


def test_memory_is_watched_while_the_worker_prints_without_pause(worker_for):
    source = """
import os, time
def f():
    if os.fork() == 0:
        while True: os.write(1, b'.')
    time.sleep(0.2)
    for _ in range(4):
        if os.fork() == 0:
            x = [bytearray(b'1' * 10**7) for _ in range(30)]
            time.sleep(60)
    time.sleep(60)
"""
    with pytest.raises(LimitHit, match="memory"):
        ask(worker_for(source, memory=700 * 2**20, timeout=6.0))


def test_a_flood_after_the_answer_changes_no_verdict_and_leaks_no_descriptor(worker_for):
    source = """
import threading
def flood():
    while True: print('x' * 100_000)
def f():
    threading.Timer(0.1, flood).start()
    return 7
"""
    before = len(os.listdir("/proc/self/fd"))
    worker = worker_for(source, output=1000)
    assert ask(worker) == 7
    time.sleep(0.4)
    worker.__exit__(None, None, None)
    assert len(os.listdir("/proc/self/fd")) == before and worker.output.total > 1000


def test_nothing_is_left_of_a_worker(worker_for):
    source = """
import ctypes, os, time
def f():
    for _ in range(5):
        if os.fork() == 0:
            os.setsid()
            ctypes.CDLL(None).prctl(15, b'left-behind')
            time.sleep(300)
    time.sleep(0.3)
    open('/tmp/left-behind', 'w').write('x')
    return os.listdir('/tmp')
"""
    worker = worker_for(source)
    assert "left-behind" in ask(worker)
    worker.__exit__(None, None, None)
    names = [p.read_text().strip() for p in pathlib.Path("/proc").glob("[0-9]*/comm") if p.exists()]
    assert "left-behind" not in names
    assert ask(worker_for("import os\ndef f():\n    return os.listdir('/tmp')\n")) == ["submission"]


def test_records_arrive_as_the_students_own_class_and_come_back_inert(worker_for):
    source = """
from dataclasses import dataclass
@dataclass(frozen=True)
class Law:
    a: float
    b: float
def f(law):
    return Law(a=law.b, b=law.a), type(law).__name__
"""
    given = (("flops", "Law", ("a", "b")),)
    law, name = ask(worker_for(source, given=given), "f", Record("flops", "Law", a=1.0, b=2.0))
    assert (law.record_name, law.a, law.b, name) == ("Law", 2.0, 1.0, "Law")


def test_a_class_that_is_not_given_does_not_cross(worker_for):
    source = (
        "from dataclasses import dataclass\n@dataclass\nclass Other:\n    a: float\ndef f():\n    return Other(1.0)\n"
    )
    with pytest.raises(NotAValue):
        ask(worker_for(source))


def test_probes_get_the_modules_and_values(worker_for):
    worker = worker_for(
        "def f(x):\n    return x + 1\n", probes="def p(student, x):\n    return [student.flops.f(x), x]\n"
    )
    assert Submission(worker).probes.p(3) == [4, 3]


def test_state_does_not_outlive_a_worker(worker_for):
    source = "n = []\ndef f():\n    n.append(1)\n    return len(n)\n"
    assert [ask(worker_for(source)) for _ in range(3)] == [1, 1, 1]


def test_the_canary_finds_this_sandbox_tight(zygote, tmp_path):
    from autograder.sandbox.canary import isolation

    assert isolation(zygote, (str(tmp_path), "/root", "/home")).level == "namespaces"


def test_landlock_stands_behind_the_mounts_where_the_kernel_has_it(worker_for):
    source = """
import os, socket
def f():
    made = []
    for place in ("/proc/self/comm", "/proc/self/oom_score_adj", "/dev/pts/new", "/tmp/new", "/dev/shm/new"):
        try:
            open(place, "w").close()
            made.append(place)
        except OSError:
            pass
    os.makedirs("/tmp/a/b"); os.rename("/tmp/new", "/tmp/a/b/moved"); os.truncate("/tmp/a/b/moved", 9)
    return made, socket.create_server(("127.0.0.1", 0)).getsockname()[0]
"""
    from autograder.worker import landlock

    if not landlock.abi():
        pytest.skip("this kernel has no Landlock")
    assert ask(worker_for(source)) == (["/tmp/new", "/dev/shm/new"], "127.0.0.1")


@pytest.mark.parametrize("there", [0, 1, 3, 4, 5, 6, 7])
def test_landlock_asks_a_kernel_for_no_more_than_it_knows(there, monkeypatch):
    """The kernel refuses unknown rights and fields, so each older ABI is tried against this one as its superset."""
    from autograder.worker import landlock, linux

    asked = []
    monkeypatch.setattr(linux, "landlock_abi", lambda: there)
    monkeypatch.setattr(linux, "landlock_ruleset", lambda *words: asked.append(words) or os.open("/", os.O_PATH))
    monkeypatch.setattr(linux, "landlock_allow", lambda ruleset, fd, rights: asked.append(rights))
    monkeypatch.setattr(linux, "landlock_restrict", lambda ruleset: None)
    assert landlock.restrict(landlock.FileRules(("/",), ("/dev/null",), ("/tmp",)), tcp=False) == there
    files = {0: None, 1: 2**13 - 1, 3: 2**15 - 1, 4: 2**15 - 1, 5: 2**16 - 1, 6: 2**16 - 1, 7: 2**16 - 1}[there]
    if there == 0:
        assert asked == []
    else:
        assert asked[0] == (files, 3 if there >= 4 else 0, 3 if there >= 6 else 0)
        assert all(rights & ~files == 0 for rights in asked[1:]) and len(asked) == 4


def test_the_canary_says_what_leaks(zygote):
    from autograder.sandbox import SandboxError
    from autograder.sandbox.canary import isolation

    with pytest.raises(SandboxError, match="no secret in sight"):
        isolation(zygote, ("/usr",))


@pytest.mark.parametrize("name", sorted(BUILTIN_ERRORS))
def test_every_builtin_exception_has_a_stand_in(name):
    error = student_error(name, "Mine", "text")
    assert isinstance(error, BUILTIN_ERRORS[name]) and isinstance(error, StudentError)
    assert str(error) == "Mine: text"


def test_a_zygote_leaves_no_living_process_behind():
    with Zygote(2, ("numpy",), ("numpy",)) as zygote:
        zygote.wait_until_ready()
        assert zygote.process is not None
        family = {zygote.process.pid} | descendants(zygote.process.pid)
        assert len(family) >= 3  # bubblewrap, its inner process, the zygote
    assert [pid for pid in family if alive(pid)] == []


def alive(pid):
    """Neither gone nor a zombie: bubblewrap's inner process is an orphan by then, and waits for init to collect it."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def descendants(pid):
    found = set()
    for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found |= {child} | descendants(child)
    return found


def test_what_was_printed_before_a_kill_is_kept(worker_for):
    worker = worker_for("def f():\n    print('so far')\n    while True: pass\n", timeout=0.5)
    with pytest.raises(TimedOut):
        ask(worker)
    assert worker.output.text() == "so far\n"
