"""Properties of the unpacker: whatever the bytes, only safe names come out, or a sentence."""

import io
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.intake.archive import unpack
from autograder.intake.canvas import read_name, readings
from autograder.intake.model import Limits, Refusal, digest_of
from autograder.intake.paths import canonical

LIMITS = Limits(entries=40, total_bytes=200_000, kept_bytes=30_000, notebook_bytes=20_000, ratio_from=20_000)
PIECE = st.sampled_from(
    ["..", ".", "", "a", "A", "é", "e\u0301", "C:", "con", "x.py", ".git", "\\", "a\\b", "\u202e", "d.", " "]
)
NAME_IN_TAR = st.text(st.characters(exclude_characters="\0"), max_size=12)
NAME = st.one_of(st.lists(PIECE, min_size=1, max_size=5).map("/".join), st.text(max_size=12))
CONTENT = st.binary(max_size=60)


def assert_safe(files):
    folded = set()
    for path in files:
        where = os.path.normpath(os.path.join("/room", path))
        assert where == f"/room/{path}" and "\\" not in path and not os.path.isabs(path)
        assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in path)
        folded.add(unicodedata.normalize("NFC", path.casefold()))
    assert len(folded) == len(files)
    assert sum(map(len, files.values())) <= LIMITS.read_bytes


def unpacked(raw):
    try:
        files = unpack(io.BytesIO(raw), "week01.zip", LIMITS)
    except Refusal as refusal:
        assert str(refusal).isprintable() and str(refusal).endswith(".")
        return None
    assert_safe(files)
    return files


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(st.lists(st.tuples(NAME, CONTENT), max_size=6))
@settings(max_examples=200, deadline=None)
def test_whatever_a_zip_holds_only_safe_names_come_out(builders, entries):
    try:
        raw = builders.zip(entries)
    except (UnicodeError, ValueError):
        return
    unpacked(raw)


@given(
    st.dictionaries(st.one_of(NAME_IN_TAR, NAME.filter(lambda name: "\0" not in name)), CONTENT, max_size=6),
    st.sampled_from(["w", "w:gz", "w:xz"]),
)
@settings(max_examples=150, deadline=None)
def test_whatever_a_tar_holds_only_safe_names_come_out(builders, files, mode):
    try:
        raw = builders.tar(files, mode)
    except UnicodeError:
        return
    unpacked(raw)


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_damaged_archives_give_a_sentence_or_whole_files(builders, data):
    raw = bytearray(data.draw(st.sampled_from([builders.zip(), builders.tar(), builders.tar(mode="w")])))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    files = unpacked(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
    if files is not None and raw.startswith(b"PK"):
        assert set(files.values()) <= set(builders.five.values()), "a zip's checksums hold"


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_sentence(raw):
    unpacked(raw)


SAFE = st.text("abcxyz_é", min_size=1, max_size=8)


@given(st.dictionaries(SAFE, CONTENT, min_size=1, max_size=6), st.sampled_from(["", "w/", "a\\b\\"]))
@settings(max_examples=100, deadline=None)
def test_an_honest_archive_comes_out_byte_for_byte(builders, files, prefix):
    expected = {canonical(prefix + name): data for name, data in files.items()}
    assert unpacked(builders.zip(files, prefix)) == expected
    assert unpacked(builders.tar({prefix + name: data for name, data in files.items()})) == expected


@given(NAME)
def test_canonical_names_stay_what_they_are(name):
    try:
        path = canonical(name)
    except Refusal:
        return
    assert canonical(path) == path and ".." not in Path(path).parts


@given(st.dictionaries(SAFE, CONTENT, max_size=4), st.dictionaries(SAFE, CONTENT, max_size=4))
def test_digests_are_equal_only_for_equal_files(one, other):
    assert (digest_of(one) == digest_of(other)) == (one == other)
    assert digest_of(dict(reversed(one.items()))) == digest_of(one)


NUMBER = st.integers(1, 10**9)


@given(st.text("abzé", min_size=1), st.booleans(), NUMBER, NUMBER, st.text(min_size=1, max_size=20))
def test_canvas_own_names_are_read_as_canvas_joins_them(name, late, user, attachment, file):
    said = read_name(f"{name}{'_LATE' if late else ''}_{user}_{attachment}_{file}", None)
    assert said is not None
    if file.strip("_") and len(readings(f"x_{user}_{attachment}_{file}")) == 1:
        assert (said.label, said.late, said.file) == (name, late, file)
        assert (said.user, said.attachment) == (str(user), attachment)
