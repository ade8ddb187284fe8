"""A cluster of worker processes on this machine: the results are the local run's, also where nodes are lost in the middle."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import psutil
import pytest
from distributed import Client

from autograder.grading import GradingError
from autograder.grading import node as at_node
from autograder.grading.cluster import Cluster, _agreed
from autograder.grading.nodes import NodeLost, Process
from autograder.grading.tasks import Graded, Task, graded_from_json, graded_to_json, pack_task, unpack_task
from autograder.kit.frames import FrameReader, pack
from autograder.pipeline import Run
from autograder.results import RunFolder
from autograder.secret import read_secret

from .conftest import ONE, TWO
from .test_grading import HAND_INS, write

SLOW = "import time\n" + ONE.replace("return 2 * x", "time.sleep(0.1)\n    return 2 * x")
CLASS = {name: HAND_INS[name] for name in ("wrong", "broken", "talker")} | {f"slow{n}": (SLOW, TWO) for n in range(5)}


def dask(command, *words, log):
    """A process of Dask's own; of its children none outlives it."""
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{command}", *map(str, words), "--no-dashboard"],
        stdout=subprocess.DEVNULL,
        stderr=log,
    )


@pytest.fixture
def cluster(tmp_path):
    """(address, two worker processes of one thread each)"""
    log = (tmp_path / "dask.log").open("w")
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", tmp_path / "where", log=log)
    where = ("--scheduler-file", tmp_path / "where", "--nthreads", "1", "--no-nanny", "--local-directory", tmp_path)
    workers = [dask("worker", *where, log=log) for _ in range(2)]
    try:
        while not (tmp_path / "where").exists():
            assert scheduler.poll() is None, (tmp_path / "dask.log").read_text()
            time.sleep(0.1)
        with Client(scheduler_file=str(tmp_path / "where"), set_as_default=False) as client:
            client.wait_for_workers(2)
        yield json.loads((tmp_path / "where").read_text())["address"], workers
    finally:
        for process in (*workers, scheduler):  # what ends with its Dask worker is looked at by the test, not here
            process.kill()
            process.wait()


def everything(folder):
    """A run's results and records without what a clock said."""
    files = {"scores.csv": (folder / "scores.csv").read_text()}
    for file in (*folder.glob("results/*"), *folder.glob("staff/*")):
        text = re.sub(r'("(?:seconds|graded_at|execution_time)": )[^,\n]+', r"\1null", file.read_text())
        files[f"{file.parent.name}/{file.name}"] = text
    return files


def one_run(course, folder, name, executor=None, progress=lambda done: None):
    grading = Run(course, course.assignment("mini"), RunFolder(folder / name), read_secret(course), 2)
    grading.executor, grading.progress = executor, progress
    return grading.grade(folder / "in", None)


def gone(processes):
    for process in processes:
        try:
            process.wait(30)
        except psutil.TimeoutExpired:
            return False
    return True


def test_a_cluster_that_loses_its_nodes_gives_what_a_local_run_gives(mini, tmp_path, cluster):
    """The nodes lie elsewhere and hold no secret. A Dask worker is killed, later the grading process of the other one."""
    address, workers = cluster
    write(tmp_path / "in", CLASS)
    elsewhere = tmp_path / "node" / "course"
    shutil.copytree(mini.root, elsewhere)
    (elsewhere / mini.secret).unlink()
    killed, left = [], []

    def progress(done):
        if done == 1 and not killed:
            killed.extend(psutil.Process(workers[0].pid).children(recursive=True))
            workers[0].kill()
        if done == 4 and not left:
            left.extend(psutil.Process(workers[1].pid).children(recursive=True))
            os.kill(next(p.pid for p in left if "autograder.grading.node" in p.cmdline()), signal.SIGKILL)

    report = one_run(mini, tmp_path, "cluster", Cluster(address, elsewhere), progress)
    assert killed and left and (report.graded, report.failures) == (len(CLASS), {})
    assert gone(killed) and gone(left) and not psutil.Process(workers[1].pid).children(recursive=True)
    one_run(mini, tmp_path, "here")
    here, there = everything(tmp_path / "here"), everything(tmp_path / "cluster")
    assert len(here) == 2 * len(CLASS) + 1 and there == here
    assert '"isolation": "namespaces"' in there["results/wrong.json"]


def order(course):
    told = {"course": str(course.root), "assignment": "mini", "isolation": "namespaces", "jobs": 1}
    return told | {"identity": at_node.identity(course, course.assignment("mini"))}


def one_frame(channel):
    reader = FrameReader(2**20)
    while (frame := reader.pull(channel)) is None:
        pass
    return frame


@pytest.mark.parametrize(
    "what, words",
    [
        ("other tests", "tests and assignment.toml: .* here, .* there.*; give it the same copy"),
        ("another grader", "grader's code"),
        ("no course", "there is no course at .*--node-course"),
        ("no sandbox", "`namespaces` cannot be had here: .*apt-get install bubblewrap"),
    ],
)
def test_a_node_that_could_not_grade_alike_refuses_in_a_sentence(mini, what, words, monkeypatch):
    told = order(mini)
    if what == "other tests":
        test = mini.root / "tests/mini/hidden/test_hidden_mini.py"
        test.write_text(test.read_text() + "\n# changed\n")
    elif what == "another grader":
        told["identity"]["grader's code"] = "0" * 64
    elif what == "no course":
        told["course"] = str(mini.root / "elsewhere")
    else:
        monkeypatch.setenv("PATH", "/nonexistent")
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"".join(pack({}, (json.dumps(told).encode(),))))
        at_node.serve(theirs)
        hello = one_frame(ours).buffers[0]
    assert re.search(words, json.loads(hello)["refused"])
    with pytest.raises(GradingError, match="the node tcp://n1 cannot grade: "):
        _agreed("tcp://n1", hello, None)


def test_nodes_of_different_isolation_are_refused():
    first = {"isolation": {"level": "namespaces", "landlock": True}, "suite": {}}
    other = {"isolation": {"level": "uid", "landlock": True}, "suite": {}}
    assert _agreed("tcp://n1", json.dumps(first).encode(), first) == first
    with pytest.raises(GradingError, match='tcp://n2 is not as the others: isolation .*"uid"'):
        _agreed("tcp://n2", json.dumps(other).encode(), first)


def test_a_scheduler_that_is_not_there_is_named(mini, tmp_path, monkeypatch):
    import dask

    write(tmp_path / "in", {"right": (ONE, TWO)})
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
    with dask.config.set({"distributed.comm.timeouts.connect": "0.2s"}):
        with pytest.raises(GradingError, match=f"no Dask scheduler can be reached at {address}.*dask scheduler"):
            one_run(mini, tmp_path, "out", Cluster(address))


def test_what_was_under_way_on_a_lost_process_is_said_to_be_lost(mini):
    task = Task("ada", {"one.py": SLOW.replace("0.1", "30").encode(), "two.py": TWO.encode()}, key=bytes(32))
    process = Process(order(mini))
    try:
        assert "isolation" in json.loads(process.hello.result(120))
        threading.Timer(1, process.process.kill).start()
        with pytest.raises(NodeLost, match="ended"):
            process.ask(1, pack_task(1, task))
        with pytest.raises(NodeLost):
            process.ask(2, pack_task(2, task))
    finally:
        process.end()


def test_a_node_that_is_sent_nothing_ends(monkeypatch):
    monkeypatch.setattr(at_node, "IDLE_SECONDS", 0)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert list(at_node._Line(theirs).tasks()) == []


def test_tasks_and_results_cross_unchanged():
    files = {"one.py": b"\x00\xff" * 9, "dir/n\u00e4me\udc80.txt": b""}
    task = Task("a\udcffb", files, ("hidden/t.py::x",), 2, None, 0.5, b"k" * 32, b"i" * 32)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(pack_task(7, task))
        frame = one_frame(theirs)
    assert unpack_task(frame) == (7, task)
    graded = Graded("a\udcffb", (), 1 / 3, "why", {"accuracy": 97.1})
    assert graded_from_json(json.loads(json.dumps(graded_to_json(graded)))) == graded
