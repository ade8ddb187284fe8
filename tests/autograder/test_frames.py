"""Frames: what was packed is read again whatever the pieces; anything else is a FrameError or the end of the stream."""

import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.kit.frames import Frame, FrameError, FrameReader, pack, parse_header


def feed(data, max_bytes=2**20):
    """Everything that a reader makes of these bytes, until they end."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(5)
    frames = []
    with ours, theirs:
        ours.sendall(data)
        ours.shutdown(socket.SHUT_WR)
        reader = FrameReader(max_bytes)
        while True:
            try:
                frame = reader.pull(theirs)
            except EOFError:
                return frames
            if frame is not None:
                frames.append((frame.header, frame.buffers))


@given(
    st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9)),
    st.lists(st.binary(max_size=99), max_size=4),
)
def test_a_frame_comes_back_as_it_was(header, buffers):
    data = b"".join(pack(header, tuple(buffers)))
    assert feed(data * 2) == [(header, tuple(buffers))] * 2


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_end(data):
    try:
        feed(data)
    except FrameError:
        pass


@given(st.integers(0, 60), st.integers(0, 255))
def test_a_frame_with_one_byte_changed_never_raises_anything_else(place, value):
    data = bytearray(b"".join(pack({"id": 1, "tree": ["l", 1, 2, "text"]}, (b"12345678",))))
    data[place % len(data)] = value
    try:
        feed(bytes(data))
    except FrameError:
        pass


@pytest.mark.parametrize(
    "prefix",
    [
        struct.pack("<4sII", b"AGW1", 2**31, 0),
        struct.pack("<4sII", b"AGW1", 2, 2**31),
        struct.pack("<4sIIQ", b"AGW1", 2, 1, 2**62),
        struct.pack("<4sII", b"HTTP", 2, 0),
    ],
)
def test_lengths_over_the_caps_are_refused_before_anything_is_read(prefix):
    with pytest.raises(FrameError):
        feed(prefix)


@pytest.mark.parametrize(
    "text",
    [b"[1]", b"1e5", b'{"a":1.5}', b'{"a":NaN}', b"{" * 5000, b"[" * 100_000, b"\xff", b'{"a":' + b"9" * 9999 + b"}"],
)
def test_headers_are_objects_of_whole_numbers_only(text):
    with pytest.raises(FrameError):
        parse_header(text)


def test_frames_that_arrive_together_are_read_one_by_one():
    ours, theirs = socket.socketpair()
    for number in range(3):
        for piece in pack({"id": number}, (bytes(number),)):
            theirs.sendall(piece)
    theirs.sendall(b"AGW1")
    reader = FrameReader(2**20)
    assert [reader.pull(ours) for _ in range(3)] == [Frame({"id": n}, (bytes(n),)) for n in range(3)]
    assert reader.data == b"AGW1"
