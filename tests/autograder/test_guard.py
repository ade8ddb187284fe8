"""The grader's own process: nobody reads its memory, and its descriptors stay its own."""

import ctypes
import fcntl
import os
import select
import signal
import time
from pathlib import Path

import pytest

from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.sandbox import Zygote
from autograder.sandbox.guard import die_with, hide_memory
from autograder.secret import read_secret

from .conftest import ONE, TWO

PRCTL, SET_DUMPABLE, GET_DUMPABLE = ctypes.CDLL(None).prctl, 4, 3


def as_ordinary_user(action):
    """Fork, leave root if this is root, and run; the child's pid."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setresgid(61002, 61002, 61002)
                os.setresuid(61002, 61002, 61002)
            PRCTL(SET_DUMPABLE, 1)
            code = action()
        finally:
            os._exit(code)
    return pid


@pytest.mark.parametrize("hidden", [True, False])
def test_a_peer_of_the_same_user_reads_nothing_of_a_hidden_process(hidden):
    reading, writing = os.pipe()

    def grader():
        if hidden:
            hide_memory()
        os.write(writing, b"ready")
        time.sleep(60)

    def peer():
        try:
            Path(f"/proc/{victim}/environ").read_bytes()
            return 0
        except PermissionError:
            return 13

    victim = as_ordinary_user(grader)
    assert os.read(reading, 5) == b"ready"
    _, status = os.waitpid(as_ordinary_user(peer), 0)
    os.kill(victim, signal.SIGKILL)
    os.waitpid(victim, 0)
    os.close(reading)
    os.close(writing)
    assert os.waitstatus_to_exitcode(status) == (13 if hidden else 0)


def test_the_grader_hides_its_memory_before_the_first_hand_in(mini, tmp_path):
    (tmp_path / "in" / "ada").mkdir(parents=True)
    (tmp_path / "in" / "ada" / "one.py").write_text(ONE)
    (tmp_path / "in" / "ada" / "two.py").write_text(TWO)
    PRCTL(SET_DUMPABLE, 1)
    seen = []
    run = Run(mini, mini.assignment("mini"), RunFolder(tmp_path / "out"), read_secret(mini), 1)
    run.progress = lambda done: seen.append(PRCTL(GET_DUMPABLE))
    run.grade(tmp_path / "in", None)
    assert seen and set(seen) == {0}


def test_every_descriptor_of_the_grader_closes_on_exec(worker_for):
    """Also while a worker is open: pidfd, channel, output, the zygote's controls."""
    worker = worker_for("def f():\n    return 1\n")
    worker.exchange({"op": "import", "module": "flops"}, ())
    ours = [worker.pidfd, worker.pipe, worker.channel.fileno(), *[c.fileno() for c in worker.zygote.controls]]
    assert worker.zygote.errors is not None
    for fd in (*ours, worker.zygote.errors.fileno()):
        assert fcntl.fcntl(fd, fcntl.F_GETFD) & fcntl.FD_CLOEXEC, fd


def test_a_worker_holds_four_descriptors_and_its_children_three(worker_for):
    source = """
import os, subprocess
def f():
    child = subprocess.run(["/bin/ls", "/proc/self/fd"], stdout=-1, close_fds=False).stdout.split()
    return sorted(os.listdir("/proc/self/fd"))[:4], len(os.listdir("/proc/self/fd")), len(child)
"""
    from autograder.kit.submission import Submission

    mine, count, childs = Submission(worker_for(source)).flops.f()
    assert (mine, count, childs) == (["0", "1", "2", "3"], 5, 4)  # one more each: the listing itself


def test_descriptors_open_in_the_grader_never_reach_the_zygote(tmp_path):
    """Even one that was left inheritable by mistake."""
    (tmp_path / "hidden").write_text("secret")
    leaked = os.open(tmp_path / "hidden", os.O_RDONLY)
    os.set_inheritable(leaked, True)
    try:
        with Zygote(1, ("numpy",), ("numpy",)) as zygote:
            zygote.wait_until_ready()
            family = [zygote.process.pid]
            for pid in family:
                for children in Path(f"/proc/{pid}/task").glob("*/children"):
                    family += map(int, children.read_text().split())
            opened = {os.readlink(fd) for pid in family for fd in Path(f"/proc/{pid}/fd").iterdir()}
        assert len(family) >= 3 and not any(str(tmp_path) in name for name in opened)
    finally:
        os.close(leaked)


def test_a_process_that_dies_with_its_parent_does():
    reading, writing = os.pipe()
    middle = os.fork()
    if middle == 0:
        parent, child = os.getpid(), os.fork()
        if child == 0:
            die_with(parent)
            os.write(writing, str(os.getpid()).encode())
            time.sleep(60)
        time.sleep(60)
        os._exit(0)
    child = int(os.read(reading, 20))
    pidfd = os.pidfd_open(child)
    os.kill(middle, signal.SIGKILL)
    os.waitpid(middle, 0)
    assert select.select([pidfd], [], [], 10)[0]
    for fd in (pidfd, reading, writing):
        os.close(fd)


def test_only_a_workers_user_is_ever_swept():
    """kill(-1) for user 0 would be the end of the machine."""
    from autograder.worker import uids

    for uid in (0, 1000, uids.NOBODY, uids.FIRST + uids.BLOCK * uids.BLOCKS):
        with pytest.raises(ValueError, match="no worker's user"):
            uids._kill_all(uid)
    users = uids.Users("/nonexistent/stage", ())
    users.close()  # before a block was claimed: nobody's processes
