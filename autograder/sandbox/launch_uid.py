"""Started as a process of its own at level `uid`: lays out what the zygote uses, and becomes the zygote.

Reads a JSON plan on standard input, as `launch` does. No mount can be made here, so the view is laid out in a folder of
root's in /tmp: a copy of the two packages that run inside, links to the students' packages, a folder for the workers.
The zygote removes it at its end. The environment is empty but for what the plan names.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile


def main() -> None:
    """Lay out the stage, then exec the zygote, still root: it must be able to become any of the workers' users."""
    plan = json.load(sys.stdin)
    os.umask(0o022)
    stage = tempfile.mkdtemp(prefix="autograder-", dir="/tmp")
    os.chmod(stage, 0o711)
    for name in ("kit", "worker"):
        shutil.copytree(f"{plan['package']}/{name}", f"{stage}/grader/autograder/{name}", copy_function=plain_copy)
    os.mkdir(f"{stage}/site")
    for name, target in plan["packages"].items():
        os.symlink(target, f"{stage}/site/{name}")
    os.mkdir(f"{stage}/workers", 0o711)
    read = [*plan["read"], f"{stage}/grader", f"{stage}/site"]
    start = f"import sys; sys.path += ['{stage}/grader', '{stage}/site']; from autograder.worker.zygote import main; "
    start += f"from autograder.worker.uids import Users; main({plan['fds']!r}, {plan['warm']!r}, Users({stage!r}, {tuple(read)!r}))"
    environment = plan["environment"] | {"PYTHONPATH": f"{stage}/site", "HOME": stage, "TMPDIR": stage}
    os.chdir("/")
    os.execve(plan["python"], [plan["python"], "-I", "-S", "-B", "-c", start], environment)


def plain_copy(source: str, target: str) -> None:
    """The bytes alone: modes of a closed checkout would shut the workers out."""
    shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
