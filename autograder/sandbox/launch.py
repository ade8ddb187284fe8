"""Started as a process of its own: stages what the sandbox may see, gives up root, and becomes bubblewrap.

Reads a JSON plan on standard input. As root, the sources are bind-mounted under /mnt of a private mount namespace
first, since the unprivileged user that bubblewrap then runs as cannot reach a 0700 folder; nothing is left behind.
It runs with an empty environment, so that bubblewrap's own /proc/1/environ holds no secret.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys

CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE = 0x00020000, 4096, 16384, 1 << 18
STAGE = "/mnt"
PASSWD = "student:x:1000:1000::/tmp:/bin/sh\nroot:x:0:0::/tmp:/bin/sh\n"
FILES = {
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "/etc/passwd": PASSWD,
    "/etc/group": "student:x:1000:\nroot:x:0:\n",
}


def main() -> None:
    """Stage, drop to the unprivileged user, exec bubblewrap with its arguments on a descriptor."""
    plan = json.load(sys.stdin)
    sources = plan["sources"]
    if plan["uid"]:
        sources = stage(sources)
        os.setgroups([])
        os.setresgid(plan["uid"], plan["uid"], plan["uid"])
        os.setresuid(plan["uid"], plan["uid"], plan["uid"])
    arguments = [word.format(**sources) for word in plan["before"]]
    for name, target in plan["binds"]:
        arguments += ["--ro-bind", f"{sources['site']}/{name}", target]
    for path, text in FILES.items():
        arguments += ["--ro-bind-data", str(memory_file(text.encode())), path]
    arguments += [word.format(**sources) for word in plan["after"]]
    fd = memory_file("\0".join(arguments).encode() + b"\0")
    os.execv(plan["bwrap"], ["bwrap", "--args", str(fd), *plan["command"]])


def stage(sources: dict[str, str]) -> dict[str, str]:
    """Bind-mount each source folder under a tmpfs on /mnt that only this process's children see."""
    libc = ctypes.CDLL(None, use_errno=True)

    def call(result: int, what: str) -> None:
        if result < 0:
            sys.exit(f"{what}: {os.strerror(ctypes.get_errno())}")

    call(libc.unshare(CLONE_NEWNS), "a private mount namespace")
    call(libc.mount(None, b"/", None, ctypes.c_ulong(MS_REC | MS_PRIVATE), None), "private mounts")
    held = {name: os.open(path, os.O_PATH | os.O_DIRECTORY) for name, path in sources.items()}
    call(libc.mount(b"tmpfs", STAGE.encode(), b"tmpfs", ctypes.c_ulong(0), b"mode=0755"), "a staging folder on /mnt")
    staged = {}
    for name, fd in held.items():
        staged[name] = f"{STAGE}/{name}"
        os.mkdir(staged[name], 0o755)
        source = f"/proc/self/fd/{fd}".encode()
        flags = ctypes.c_ulong(MS_BIND | MS_REC)
        call(libc.mount(source, staged[name].encode(), None, flags, None), f"staging of {name}")
        os.close(fd)
    return staged


def memory_file(data: bytes) -> int:
    """An inheritable descriptor from which `data` can be read once."""
    fd = os.memfd_create("plan", 0)
    os.write(fd, data)
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


if __name__ == "__main__":
    main()
