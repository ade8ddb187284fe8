"""A worker's life after confinement: take the hand-in, then answer one request after another until the channel closes.

The student's code shares this process and may own it; that is the design. Nothing here is a secret or a verdict.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import types
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.kit.dispatch import Dispatcher
from autograder.kit.frames import Frame, FrameReader, pack
from autograder.kit.ipynb import Unreadable, read_notebook
from autograder.kit.modules import StudentModules

from .baseline import Baseline, Known

_GRADER = str(Path(__file__).resolve().parents[2])
_MAX_REQUEST = 512 * 2**20
_LARGE = 4 * 2**20


def serve(channel: socket.socket, known: Known) -> None:
    """The setup frame first (files, modules, given classes), then requests; `renew` stands between two tests."""
    reader = FrameReader(_MAX_REQUEST)
    setup = _next(channel, reader)
    hand_in = Path(os.environ["TMPDIR"], "submission")
    _settle()
    baseline = Baseline(hand_in, _files(setup), known)
    given = {(module, name): tuple(fields) for module, name, fields in setup.header["given"]}
    modules = StudentModules(
        hand_in, setup.header["modules"], new_process=True, cell_seconds=setup.header["cell_seconds"]
    )
    while True:
        with modules:
            dispatcher = Dispatcher(modules, given)
            while (request := _next(channel, reader)).header["op"] != "renew":
                reply, buffers = dispatcher.answer(request.header, request.buffers)
                _flush()
                _send(channel, {**reply, "id": request.header["id"]}, buffers)
        _send(channel, {"kind": "renewed", "clean": baseline.restore(), "id": request.header["id"]}, ())


def _next(channel: socket.socket, reader: FrameReader) -> Frame:
    while True:
        try:
            frame = reader.pull(channel)
        except EOFError:
            os._exit(0)
        if frame is not None:
            return frame


def _flush() -> None:
    """What was printed goes out with the answer; a student's own stream may refuse."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass


def _send(channel: socket.socket, reply: dict[str, Any], buffers: tuple[bytes, ...]) -> None:
    for piece in pack(reply, buffers):
        channel.sendall(piece)


def _files(setup: Frame) -> dict[str, bytes]:
    """The hand-in. Names were checked by intake, and are checked again."""
    files = dict(zip(setup.header["files"], setup.buffers, strict=True))
    for path in map(PurePosixPath, files):
        if path.is_absolute() or ".." in path.parts or not path.parts:
            os._exit(90)
    return {
        name: _slim(data) if name.endswith(".ipynb") and len(data) > _LARGE else data for name, data in files.items()
    }


def _slim(data: bytes) -> bytes:
    """A large notebook without its saved outputs, for which there is no room; one that cannot be read, cut off."""
    try:
        cells, _ = read_notebook(data)
    except Unreadable:
        return data[:_LARGE]
    kept = [{"cell_type": kind, "id": name, "metadata": {}, "source": source} for _, _, name, kind, source in cells]
    return json.dumps({"cells": kept, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _settle() -> None:
    """Make this process look like any Python that has just started: one thread, empty __main__, default signals."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.argv = [""]
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # what is printed before a kill is kept
    sys.path[:] = [place for place in sys.path if place != _GRADER]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.enable()
