"""Frames on a stream socket: a JSON header plus raw buffers, read piece by piece under caps.

    "AGW1" | header length u32 | number of buffers u32 | buffer lengths u64 each | header | buffers

Every length is checked before anything of that length is kept. Reading never trusts the peer: what is wrong raises
FrameError, the end of the stream EOFError, and nothing else.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any, NamedTuple

MAGIC = b"AGW1"
MAX_HEADER = 8 * 2**20
MAX_BUFFERS = 4096
_AT_ONCE = 2**16
_PREFIX = struct.Struct("<4sII")
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":"))


class FrameError(Exception):
    """Bytes that are no frame, or one over the caps."""


class Frame(NamedTuple):
    """A decoded header (a JSON object) and the buffers beside it."""

    header: dict[str, Any]
    buffers: tuple[bytes, ...]


def pack(header: dict[str, Any], buffers: tuple[bytes, ...]) -> list[bytes]:
    """The pieces of a frame, ready for sending in order."""
    text = _ENCODER.encode(header).encode()
    lengths = struct.pack(f"<{len(buffers)}Q", *map(len, buffers))
    return [_PREFIX.pack(MAGIC, len(text), len(buffers)) + lengths + text, *buffers]


class FrameReader:
    """Collects one frame after another from a socket; `pull` takes what is there and never waits for more."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.data = bytearray()
        self.sizes: tuple[int, list[int]] | None = None

    def pull(self, channel: socket.socket, flags: int = 0) -> Frame | None:
        """A frame that came with the one before, or read once: a whole frame, or None when more is to come."""
        if self.data and (frame := self._frame()) is not None:
            return frame
        missing = self._wanted() - len(self.data) if self.data else 0
        chunk = channel.recv(min(2**20, max(_AT_ONCE, missing)), flags)
        if not chunk:
            raise EOFError
        self.data += chunk
        return self._frame()

    def _wanted(self) -> int:
        if self.sizes is not None:
            header, lengths = self.sizes
            return int(_PREFIX.size + 8 * len(lengths) + header + sum(lengths))
        if len(self.data) < _PREFIX.size:
            return _PREFIX.size
        magic, header, count = _PREFIX.unpack_from(self.data)
        if magic != MAGIC or header > MAX_HEADER or count > MAX_BUFFERS:
            raise FrameError("a reply that is no frame, or one with too large a header")
        start = int(_PREFIX.size + 8 * count)
        if len(self.data) < start:
            return start
        lengths = list(struct.unpack_from(f"<{count}Q", self.data, _PREFIX.size))
        if sum(lengths) + header > self.max_bytes:
            raise FrameError(f"a reply of more than {self.max_bytes // 2**20} MB")
        self.sizes = (header, lengths)
        return self._wanted()

    def _frame(self) -> Frame | None:
        wanted = self._wanted()
        if len(self.data) < wanted or self.sizes is None:
            return None
        header, lengths = self.sizes
        start = _PREFIX.size + 8 * len(lengths)
        buffers, place = [], start + header
        with memoryview(self.data) as view:  # each byte is copied once
            text = bytes(view[start : start + header])
            for length in lengths:
                buffers.append(bytes(view[place : place + length]))
                place += length
        self.data, self.sizes = self.data[place:], None
        return Frame(parse_header(text), tuple(buffers))


def _refuse(text: str) -> Any:
    raise FrameError("a header that holds a number which is no integer")


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def parse_header(text: bytes) -> dict[str, Any]:
    """A JSON object of strings, integers, booleans, null and lists. Raises FrameError only."""
    if text.count(b",") + text.count(b"[") + text.count(b"{") > 1_000_000:
        raise FrameError("a header with too many parts")
    try:
        header = _DECODER.decode(text.decode("ascii"))
    except FrameError:
        raise
    except Exception as error:  # RecursionError, ValueError (too many digits), UnicodeDecodeError …
        raise FrameError(f"a header that is no JSON ({type(error).__name__})") from None
    if type(header) is not dict:
        raise FrameError("a header that is no object")
    return header
