"""Text that a student chose, made inert: names of files, cells of tables, lines on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.results.text import cell, file_name, name_cell, visible

ids = st.text() | st.text(min_size=150, max_size=400) | st.sampled_from(["", ".", "..", "a/b", "a%2Fb", "\ud800", "a" * 300])


@given(ids, ids)
def test_two_ids_never_share_a_file_and_no_name_leaves_the_folder(one, other):
    names = [file_name(one), file_name(other)]
    assert (names[0] == names[1]) == (one == other)
    for name in names:
        assert name and name.strip(".") and "/" not in name and "\0" not in name and name.isascii() and len(name) <= 200


def test_long_ids_that_begin_alike_have_files_of_their_own():
    assert file_name("a" * 300 + "x") != file_name("a" * 300 + "y")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_a_cell_is_no_formula(text):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text())
def test_what_is_shown_holds_no_control_bidi_or_surrogate_character(text):
    shown = visible(text)
    assert not any(c in shown for c in "\x00\x1b\n\u202e\u2066\u200f\x9b") and shown.encode("utf-8") is not None


def test_a_name_stays_as_it_is_written_but_begins_no_formula():
    unharmed = ['Ash, "Ro" Rowan', "Łukasz 姚", "‮Kim Birch", "O'Neil-Smith", "Zoë"]
    assert [name_cell(name) for name in unharmed] == unharmed
    assert [name_cell(n) for n in ("=2+5", "@SUM(1)", "-2+3", "+1", "＝1", "\t=1", "Cedar\nOla")] == [
        "'=2+5", "'@SUM(1)", "'-2+3", "'+1", "'＝1", "' =1", "Cedar Ola",
    ]  # fmt: skip
    assert name_cell("Kim;=cmd()") == "Kim;'=cmd()"
