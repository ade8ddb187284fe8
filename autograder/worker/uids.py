"""Level `uid`: where root may make no namespace, each worker gets a user of its own instead.

A zygote owns a block of uids (a lock in /run keeps two graders apart) and gives one to a worker at a time. What a pid
namespace does elsewhere is done here by hand: the zygote adopts orphans, and after a worker it kills whatever its uid
still runs, then removes what it left in the places that everybody may write to. A uid that cannot be emptied is never
given out again. The order of giving up is that of `confine`; users and file modes take the place of mounts.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import confine, landlock, linux, seccomp

FIRST, BLOCK, BLOCKS = 58000, 32, 60
NOBODY = FIRST - 1
LOCK = "/run/autograder-uids"
SHARED_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
_PATIENCE = 20.0
_NAME = 64


@dataclass
class Users:
    """This zygote's uids, and the folder in which each worker has its own. `read`: what a worker may read."""

    stage: str
    read: tuple[str, ...]
    first: int = 0
    lock: int = -1
    given: set[int] = field(default_factory=set)
    turn: int = 0
    adopts: bool = False
    ended: dict[int, tuple[int, float]] = field(default_factory=dict)

    def claim(self) -> None:
        """Take a block that no living zygote has, and clear away what a killed one may have left."""
        linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
        self.adopts = True
        self.lock = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        for number in range(BLOCKS):
            try:
                fcntl.lockf(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
            except OSError:
                continue
            self.first = FIRST + number * BLOCK
            self._inherit(number)
            self.sweep(range(self.first, self.first + BLOCK))
            return
        sys.exit(f"{BLOCKS} graders run here already; wait for one to end")

    def _inherit(self, number: int) -> None:
        """The lock file names each block's folder: one whose owner was killed together with its grader goes now."""
        last = os.pread(self.lock, _NAME, number * _NAME).rstrip(b"\0").decode()
        if last.startswith("/tmp/autograder-"):
            _remove(last)
        os.pwrite(self.lock, self.stage.encode().ljust(_NAME, b"\0"), number * _NAME)

    def take(self) -> int:
        """A uid that nothing runs under, with an empty folder of its own."""
        for _ in range(BLOCK):
            self.turn = (self.turn + 1) % BLOCK
            uid = self.first + self.turn
            if uid not in self.given:
                self.given.add(uid)
                folder = self.folder(uid)
                os.mkdir(folder, 0o700)
                os.chown(folder, uid, uid)
                return uid
        raise OSError("no user is free for another worker")

    def folder(self, uid: int) -> str:
        """The worker's own: its TMPDIR and HOME."""
        return f"{self.stage}/workers/{uid}"

    def give_back(self, uid: int) -> None:
        """After a worker: end what its user runs, remove what it left. A uid that stays busy is kept out of use."""
        if self.sweep(range(uid, uid + 1)):
            _remove(self.folder(uid))
            self.given.discard(uid)

    def sweep(self, uids: range) -> bool:
        """Kill every process of these users, then remove their files in shared places; whether that could be done."""
        deadline = time.monotonic() + _PATIENCE
        while running := processes_of(uids):
            for uid in set(running.values()):
                _kill_all(uid)
            self.collect()
            if time.monotonic() > deadline:
                return False
            time.sleep(0.001)
        self.collect()
        for place in SHARED_PLACES:
            with contextlib.suppress(FileNotFoundError), os.scandir(place) as entries:
                for entry in entries:
                    with contextlib.suppress(FileNotFoundError):
                        if entry.stat(follow_symlinks=False).st_uid in uids:
                            _remove(entry.path)
        return True

    def collect(self) -> None:
        """Reap adopted orphans; how a worker's own process ended is kept for whoever asks."""
        with contextlib.suppress(ChildProcessError):
            while self.adopts:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
                if pid == 0:
                    return
                self.ended[pid] = status, usage.ru_utime + usage.ru_stime

    def close(self) -> None:
        """End everything and leave nothing. The grader does the same once more, should the zygote have been killed."""
        if self.first >= FIRST:
            self.sweep(range(self.first, self.first + BLOCK))
        _remove(self.stage)

    def confine(self, uid: int, channel: int, output: int, limits: Mapping[str, int], parent: int) -> None:
        """The worker's side of the fork: become `uid`, for good, with all that follows."""
        os.setsid()
        os.umask(0o077)
        confine.write("/proc/self/oom_score_adj", "1000", needed=False)
        confine.descriptors(channel, output)
        linux.drop_bounding_set()
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        linux.prctl(linux.PR_SET_DUMPABLE, 1)  # else its own /proc entry belongs to root
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(93)
        folder = self.folder(uid)
        files = landlock.FileRules(self.read, landlock.DEVICES, (folder, "/dev/shm"))
        system_calls = seccomp.program(linux.machine(), seccomp.LOCAL, seccomp.LASTING)
        confine.give_up_privileges(limits, files, system_calls, private_network=False)
        own = {"TMPDIR": "", "HOME": "", "MPLCONFIGDIR": "/matplotlib", "TORCHINDUCTOR_CACHE_DIR": "/torchinductor"}
        os.environ |= {name: folder + place for name, place in own.items()}
        tempfile.tempdir = folder


def processes_of(uids: range) -> dict[int, int]:
    """Living processes with such a uid in any role, and the uid. Who owns /proc/<pid> says nothing: that can be hidden."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                status = Path("/proc", name, "status").read_text()
            except OSError:
                continue
            lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
            roles = [int(word) for word in lines["Uid"].split() if int(word) in uids]
            if roles and lines["State"].split()[0] not in "ZX":
                found[int(name)] = roles[0]
    return found


def _kill_all(uid: int) -> None:
    """One signal for all of a user's processes at once, so that no fork slips through, and for nobody else's.

    kill(-1) reaches whom the sender's effective or real user may signal. The real one is set to a user that runs
    nothing: root as the real user would reach every process of root's, and the worker's would let it strike back.
    """
    if not FIRST <= uid < FIRST + BLOCK * BLOCKS:
        raise ValueError(f"{uid} is no worker's user")
    os.setresuid(NOBODY, uid, 0)
    try:
        os.kill(-1, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    finally:
        os.setresuid(0, 0, 0)


def _remove(path: str) -> None:
    """A file or a whole tree, however deep; links are not followed."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return
    except OSError:
        try:
            shutil.rmtree(path)
        except (OSError, RecursionError):
            command = ["/bin/rm", "-rf", "--one-file-system", "--", path]
            os.waitpid(os.posix_spawn(command[0], command, {}), 0)
