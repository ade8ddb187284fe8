"""A node of a cluster at work: the local grader (zygote, collected suite, canary) behind a socket, kept for a whole run.

`python -m autograder.grading.node FD` is started by `nodes.Process` on a machine of the course's. It holds the hidden tests,
and of the secret only the keys of the students whom it is sent. It ends when the other end closes, or after an idle time.
"""

from __future__ import annotations

import hashlib
import json
import select
import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import autograder
from autograder.config import Assignment, ConfigError, Course, load_course
from autograder.kit.frames import Frame, FrameReader, pack
from autograder.sandbox import SandboxError
from autograder.sandbox.canary import Isolation

from .run import grade_keyed
from .suite import environment, suite_hash
from .tasks import Collected, Graded, GradingError, Task, graded_to_json, unpack_task

#: A run that was killed cannot say so to its nodes: they end by themselves. The next task starts them again.
IDLE_SECONDS = 600
MOST_BYTES = 2**31


def identity(course: Course, assignment: Assignment) -> dict[str, str]:
    """What must be the same on the head and on every node, each with a name that a sentence can use."""
    code = hashlib.sha256()
    for file in sorted(Path(autograder.__file__).parent.rglob("*.py")):
        code.update(hashlib.sha256(file.read_bytes()).digest())
    packages = hashlib.sha256(json.dumps([course.packages, course.warm]).encode())
    return {
        "tests and assignment.toml": suite_hash(course, assignment),
        "grader's code": code.hexdigest(),
        "packages in course.toml": packages.hexdigest(),
        **environment(),
    }


def differs(asked: dict[str, str], here: dict[str, str]) -> str:
    """A sentence that names what is not as the head has it; "" where all is."""
    names = [name for name in asked if here.get(name) != asked[name]]
    told = "; ".join(f"{name}: {here.get(name, 'nothing')[:12]} here, {asked[name][:12]} there" for name in names)
    advice = "give it the same copy of the course and the same packages"
    return f"it does not have what the head has ({told}); {advice}" if names else ""


@dataclass
class _Line:
    """The socket's end, and which tasks that came over it are under way."""

    channel: socket.socket
    reader: FrameReader = field(default_factory=lambda: FrameReader(MOST_BYTES))
    numbers: dict[str, int] = field(default_factory=dict)

    def send(self, header: dict[str, Any], value: Any) -> None:
        for piece in pack(header, (json.dumps(value).encode(),)):
            self.channel.sendall(piece)

    def receive(self) -> Frame:
        while (frame := self.reader.pull(self.channel)) is None:
            pass
        return frame

    def tasks(self) -> Iterator[Task | None]:
        """Tasks as they come; None while others are under way and none has come. Ends when nothing comes any more."""
        while True:
            patience = 0 if self.numbers else IDLE_SECONDS
            if self.reader.data or select.select([self.channel], [], [], patience)[0]:
                number, task = unpack_task(self.receive())
                self.numbers[task.student_id] = number
                yield task
            elif self.numbers:
                yield None
            else:
                return

    def done(self, graded: Graded) -> None:
        self.send({"id": self.numbers.pop(graded.student_id)}, graded_to_json(graded))


def serve(channel: socket.socket) -> None:
    """Take the order, say hello (what was found, or why it refuses), then grade what comes. EOFError: the other end has closed."""
    line = _Line(channel)
    found: list[Isolation] = []
    said_hello: list[bool] = []
    order = json.loads(line.receive().buffers[0])

    def ready(suite: Collected) -> None:
        line.send({"hello": True}, {"isolation": asdict(found[0]), "suite": asdict(suite)})
        said_hello.append(True)

    try:
        root = Path(order["course"])
        if not (root / "course.toml").is_file():
            raise ConfigError(
                f"there is no course at {root}; copy its folder there, or say where it lies: --node-course"
            )
        course = load_course(root).model_copy(update={"isolation": order["isolation"]})
        assignment = course.assignment(order["assignment"])
        if sentence := differs(order["identity"], identity(course, assignment)):
            raise ConfigError(sentence)
        wake = channel.fileno()
        grade_keyed(course, assignment, line.tasks(), order["jobs"], line.done, found.append, ready, wake=wake)
    except (ConfigError, SandboxError, GradingError, OSError) as error:
        if said_hello:
            line.send({"fatal": True}, str(error))
        else:
            line.send({"hello": True}, {"refused": str(error)})


if __name__ == "__main__":
    try:
        serve(socket.socket(fileno=int(sys.argv[1])))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the run is over, or its Dask worker has gone
