"""Level `uid`, truly run: in an imitated container without namespaces, with and without Landlock."""

import csv
import json
import sys
import zipfile
from pathlib import Path

import pytest

from tests.fixtures.container import run_in_container, why_not

from .conftest import ONE, TWO

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
AUTOGRADER = (sys.executable, "-c", "from autograder.cli import app; app()")
HOSTILE = """
import ctypes, glob, os, signal, socket, subprocess, sys, time
libc = ctypes.CDLL(None, use_errno=True)

def succeeds(what, action):
    try:
        action()
    except BaseException:
        return
    os.write(1, f"BROKE {{what}}\\n".encode())

def syscall(*words):
    if libc.syscall(*words) < 0:
        raise OSError(ctypes.get_errno())

def double(x):
    os.write(1, b"ATTACKING\\n")
    for place in {places!r}:
        succeeds("read " + place, lambda: open(place).read())
        succeeds("list " + place, lambda: os.listdir(place))
        succeeds("stat in " + place, lambda: os.stat(place + "/."))
        succeeds("write " + place, lambda: open(place + "/forged", "w"))
    for other in [pid for pid in range(1, 400) if pid != os.getpid()]:
        succeeds(f"signal {{other}}", lambda: os.kill(other, signal.SIGKILL))
        for name in ("mem", "environ", "maps", "fd/0"):
            succeeds(f"read {{name}} of {{other}}", lambda: open(f"/proc/{{other}}/{{name}}", "rb").read(1)[0])  # a zombie's is empty
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET, 40):
        succeeds(f"socket {{family}}", lambda: socket.socket(family, socket.SOCK_STREAM))
    succeeds("become root", lambda: os.setuid(0))
    succeeds("become a neighbour", lambda: os.setuid(os.getuid() + 1))
    succeeds("read as a neighbour", lambda: os.listdir(os.path.dirname(os.environ["TMPDIR"])))
    succeeds("trace", lambda: syscall(101, 16, os.getppid(), 0, 0))
    succeeds("message queue", lambda: syscall(68, 0, 0o1600))
    succeeds("semaphores", lambda: syscall(64, 0, 1, 0o1600))
    succeeds("namespace", lambda: syscall(272, 0x10000000))
    succeeds("chroot", lambda: os.chroot("/tmp"))
    succeeds("terminal", lambda: open("/dev/tty"))
    succeeds("write to the system", lambda: open("/usr/local/forged", "w"))
    for place in ("/tmp", "/var/tmp", "/dev/shm", "/run/lock"):
        try:
            os.makedirs(place + "/left/behind")
        except OSError:
            pass
    for _ in range(1500):
        os.mkdir("d"); os.chdir("d")
    for _ in range(2):  # each hops from process to process as fast as it can
        try:
            child = os.fork()
        except OSError:  # its own children have used up the limit
            break
        if child == 0:
            os.setsid()
            libc.prctl(4, 0, 0, 0, 0)
            for number in range(1, 65):
                try: signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError): pass
            while True:
                if os.fork():
                    os._exit(0)
    return 0
"""


@pytest.fixture
def class_of_two(mini, tmp_path):
    """`ada`, who is right, and `mallory`, who attacks; graded one after the other."""
    patient = mini.root / "assignments/mini/assignment.toml"
    patient.write_text(patient.read_text().replace("timeout = 2", "timeout = 60"))
    places = [str(mini.root / name) for name in ("tests", "course.toml", ".course_secret")]
    places += [str(tmp_path / "in"), str(tmp_path / "out"), "/etc/shadow"]
    hand_ins = {"ada": ONE, "mallory": HOSTILE.format(places=places), "zoe": ONE}
    for name, one in hand_ins.items():
        (tmp_path / "in").mkdir(exist_ok=True)
        with zipfile.ZipFile(tmp_path / "in" / f"{name}.zip", "w") as archive:
            archive.writestr("one.py", one)
            archive.writestr("two.py", TWO)
    return mini.root, tmp_path


def grade(root: Path, folder: Path, *flags: str, landlock: bool = True):
    command = [*AUTOGRADER, "grade", "mini", str(folder / "in"), "--course", str(root), "--out", str(folder / "out"), *flags]
    return run_in_container(command, folders=[folder], cwd=root, landlock=landlock)


@pytest.mark.parametrize("landlock", [True, False])
def test_a_hostile_hand_in_breaks_nothing_and_leaves_nothing(class_of_two, landlock):
    root, folder = class_of_two
    done = grade(root, folder, "--isolation", "uid", "--jobs", "2", landlock=landlock)
    assert done.code == 0, done.output + done.errors
    with (folder / "out" / "scores.csv").open(newline="") as file:
        totals = {row["student_id"]: row["total"] for row in csv.DictReader(file)}
    assert totals == {"ada": "10", "mallory": "4", "zoe": "10"}
    record = json.loads((folder / "out" / "staff" / "mallory.json").read_text())
    printed = "".join(verdict["staff"].get("printed", "") for verdict in record["verdicts"])
    assert printed.count("ATTACKING") == 3 and "BROKE" not in printed, printed
    assert {v["kind"] for v in record["verdicts"] if v["question"] == "double"} == {"value"}
    extra = json.loads((folder / "out" / "results" / "ada.json").read_text())["extra_data"]
    assert (extra["isolation"], extra["landlock"]) == ("uid", landlock)
    assert done.left == ()


def test_below_the_courses_level_nothing_is_graded_and_the_flag_is_named(class_of_two):
    root, folder = class_of_two
    done = grade(root, folder)
    words = " ".join(done.output.split())
    assert done.code == 1 and "--isolation uid" in words and "apt-get install bubblewrap" in words
    assert not list((folder / "out").rglob("*.csv")) and done.left == ()


def test_tests_that_others_may_read_are_refused_with_what_to_run(class_of_two):
    root, folder = class_of_two
    folder.chmod(0o755)
    done = grade(root, folder, "--isolation", "uid")
    words = "".join(done.output.split())
    assert done.code == 1 and f"chmod-Rgo-rwx{root}/tests" in words


def test_a_level_that_does_not_exist_is_refused(mini):
    from autograder.config import ConfigError, with_isolation

    with pytest.raises(ConfigError, match="namespaces and uid"):
        with_isolation(mini, "none")
    assert with_isolation(mini, "uid").isolation == "uid" and with_isolation(mini, None) is mini
