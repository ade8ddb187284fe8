"""A worker's life after confinement: take the hand-in, then answer one request after another until the channel closes.

The student's code shares this process and may own it; that is the design. Nothing here is a secret or a verdict.
"""

from __future__ import annotations

import gc
import os
import random
import signal
import socket
import sys
import types
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.kit.dispatch import Dispatcher
from autograder.kit.frames import Frame, FrameReader, pack
from autograder.kit.modules import StudentModules

HAND_IN = Path("/tmp/submission")
_MAX_REQUEST = 512 * 2**20


def serve(channel: socket.socket) -> None:
    """The setup frame first (files, modules, given classes, probes), then requests."""
    reader = FrameReader(_MAX_REQUEST)
    setup = _next(channel, reader)
    _write_files(setup)
    _settle()
    given = {(module, name): tuple(fields) for module, name, fields in setup.header["given"]}
    with StudentModules(HAND_IN, setup.header["modules"]) as modules:
        dispatcher = Dispatcher(modules, given, setup.header["probes"])
        while True:
            request = _next(channel, reader)
            reply, buffers = dispatcher.answer(request.header, request.buffers)
            _send(channel, {**reply, "id": request.header["id"]}, buffers)


def _next(channel: socket.socket, reader: FrameReader) -> Frame:
    while True:
        try:
            frame = reader.pull(channel)
        except EOFError:
            os._exit(0)
        if frame is not None:
            return frame


def _send(channel: socket.socket, reply: dict[str, Any], buffers: tuple[bytes, ...]) -> None:
    for piece in pack(reply, buffers):
        channel.sendall(piece)


def _write_files(setup: Frame) -> None:
    """The hand-in, as this worker's own copy. Names were checked by intake, and are checked again."""
    HAND_IN.mkdir()
    for name, data in zip(setup.header["files"], setup.buffers, strict=True):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            os._exit(90)
        target = HAND_IN.joinpath(*path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    os.chdir(HAND_IN)


def _settle() -> None:
    """Make this process look like any Python that has just started: one thread, empty __main__, default signals."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
        torch.manual_seed(0)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(0)
    random.seed(0)
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = [""]
    sys.path[:] = [place for place in sys.path if place != "/opt/grader"]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.enable()
