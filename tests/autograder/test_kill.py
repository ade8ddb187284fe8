"""`kill -9` on the grader at any moment: no process, mount or temporary file is left, and the run resumes to equal scores."""

import ctypes
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fixtures.container import run_in_container, why_not

from .conftest import ONE, TWO

LEVEL = os.environ.get("AUTOGRADER_TEST_LEVEL", "namespaces")
SET_CHILD_SUBREAPER = 36
DAEMONS = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(300)
        os._exit(0)
open(os.environ["TMPDIR"] + "/left", "w").write("x" * 100)
open(f"/dev/shm/left-{os.getuid()}", "w").write("x" * 100)
"""
HAND_INS = {"daemons": DAEMONS + ONE, "right": ONE, "wrong": ONE.replace("2 * x", "3 * x"), "slow": ONE + "import time\ntime.sleep(0.3)\n"}


@pytest.fixture
def adopted():
    """Every process that an ended grader leaves becomes a child of this one; a function lists those alive."""
    libc = ctypes.CDLL(None)
    libc.prctl(SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = children()
    yield lambda: {pid: name for pid, name in children().items() if pid not in before}
    libc.prctl(SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def children() -> dict[int, str]:
    """Living children of this process; the dead ones that nobody waits for are collected."""
    found = {}
    for task in Path("/proc/self/task").glob("*/children"):
        for pid in map(int, task.read_text().split()):
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            if "State:\tZ" in status:
                try:
                    os.waitpid(pid, os.WNOHANG)
                except ChildProcessError:
                    pass
            else:
                found[pid] = Path(f"/proc/{pid}/cmdline").read_bytes()[:100].decode("utf-8", "replace")
    return found


def innermost(pid: int) -> int:
    """The zygote itself: under bubblewrap the child of a child, at level `uid` the process that was started."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            return innermost(int(child))
    return pid


def start(root: Path, folder: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", "from autograder.cli import app; app()", "grade", "mini", str(folder / "in")]
    command += ["--course", str(root), "--out", str(folder / "out"), "--isolation", LEVEL, "--jobs", "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=root)


def leftovers() -> set[str]:
    places = [Path("/tmp").glob("autograder-*"), Path("/dev/shm").glob("left*"), Path("/mnt").glob("*")]
    return {str(path) for place in places for path in place} | set(Path("/proc/self/mounts").read_text().splitlines())


def kill_at_random_moments(mini, folder, adopted, rounds, copies):
    for number in range(copies):
        for name, one in HAND_INS.items():
            hand_in = folder / "in" / f"{name}{number}"
            hand_in.mkdir(parents=True)
            (hand_in / "one.py").write_text(one)
            (hand_in / "two.py").write_text(TWO)
    settings = mini.root / "assignments/mini/assignment.toml"
    settings.write_text(settings.read_text().replace("timeout = 2", "timeout = 60"))
    clean = leftovers()
    began = time.monotonic()
    assert start(mini.root, folder).wait(600) == 0
    whole = time.monotonic() - began
    scores = folder / "out" / "scores.csv"
    expected = scores.read_text()
    assert len(expected.splitlines()) == 1 + copies * len(HAND_INS) and adopted() == {}

    draw = random.Random(20261125)
    killed = 0
    (folder / "out").rename(folder / "first")
    for _ in range(rounds):
        grader = start(mini.root, folder)
        try:
            grader.wait(draw.uniform(0.05, whole))
        except subprocess.TimeoutExpired:
            grader.send_signal(signal.SIGKILL)
            killed += 1
        grader.wait()
        deadline = time.monotonic() + 60
        while (left := adopted()) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert left == {} and leftovers() == clean
        if scores.exists():  # written at the end, whole or not at all
            assert scores.read_text() == expected
            (folder / "out").rename(folder / f"done{time.monotonic_ns()}")
    assert killed > 0
    assert start(mini.root, folder).wait(600) == 0 and scores.read_text() == expected
    assert not [path for path in (folder / "out").rglob(".*")], "a half-written file is left"


def test_a_killed_grader_leaves_nothing_and_resumes_to_the_same_scores(mini, tmp_path, adopted):
    kill_at_random_moments(mini, tmp_path, adopted, rounds=2 if LEVEL == "uid" else 3, copies=1)


@pytest.mark.long
def test_fifty_kills_leave_nothing_and_the_run_resumes_to_the_same_scores(mini, tmp_path, adopted):
    kill_at_random_moments(mini, tmp_path, adopted, rounds=50, copies=5)


@pytest.mark.skipif(LEVEL == "uid" or bool(why_not()), reason=why_not() or "this is the inner run")
@pytest.mark.parametrize("which", ["not long", pytest.param("long", marks=pytest.mark.long)])
def test_the_same_at_level_uid(which):
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-m", which, __file__]
    done = run_in_container(command, environment={"AUTOGRADER_TEST_LEVEL": "uid"}, timeout=3000)
    left = [name for name in done.left if "pytest-of-root" not in name]
    assert done.code == 0 and left == [], done.output + done.errors


@pytest.mark.parametrize("victim", ["zygote", "worker"])
def test_when_the_sandbox_itself_is_killed_the_grader_says_so_and_nothing_is_left(victim, adopted):
    """As the kernel does when memory runs out."""
    from autograder.kit.errors import Crashed
    from autograder.kit.submission import Submission
    from autograder.sandbox import Limits, SandboxError, Worker, Zygote
    from autograder.sandbox.worker import Setup

    clean = leftovers()
    setup = Setup({"one.py": (DAEMONS + ONE).encode()}, ("one",))
    with Zygote(1, ("numpy",), ("numpy",), LEVEL) as zygote:
        with Worker(zygote, 0, setup, Limits(timeout=60)) as worker:
            zygote.wait_until_ready()
            zygote_pid = innermost(zygote.process.pid)
            assert Submission(worker).one.double(3) == 6
            signal.pidfd_send_signal(worker.pidfd, signal.SIGKILL) if victim == "worker" else os.kill(zygote_pid, signal.SIGKILL)
            with pytest.raises((Crashed, SandboxError)):
                while True:  # the zygote takes its workers along, a moment later
                    Submission(worker).one.double(4)
    deadline = time.monotonic() + 60
    while (left := adopted()) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert left == {} and leftovers() == clean


@pytest.mark.skipif(LEVEL != "uid", reason="in bubblewrap the kernel does it; this runs within test_the_same_at_level_uid")
def test_what_a_zygote_and_its_grader_left_is_cleared_by_the_next(adopted):
    from autograder.kit.submission import Submission
    from autograder.sandbox import Limits, Worker, Zygote
    from autograder.sandbox.worker import Setup

    clean = leftovers()
    killed = Zygote(1, ("numpy",), ("numpy",), LEVEL).__enter__()
    worker = Worker(killed, 0, Setup({"one.py": (DAEMONS + ONE).encode()}, ("one",)), Limits(timeout=60))
    assert Submission(worker).one.double(3) == 6
    killed.process.kill()
    killed.process.wait()
    deadline = time.monotonic() + 60
    while len(adopted()) < 3 and time.monotonic() < deadline:  # until the daemons have left their parents
        time.sleep(0.02)
    assert len(leftovers() - clean) == 2 and len(adopted()) >= 3
    with Zygote(1, ("numpy",), ("numpy",), LEVEL) as following:
        following.wait_until_ready()
        assert len(leftovers() - clean) == 1  # its own folder
    assert adopted() == {} and leftovers() == clean
