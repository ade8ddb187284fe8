"""Reading damaged files: what is there is read, what cannot be read is said in a sentence."""

import json

import pytest

from autograder.kit.ipynb import MAX_CELLS, Unreadable, read_notebook
from tests.fixtures.notebooks import honest, packed


def sources(data):
    return [source for *_, source in read_notebook(data)[0]]


def test_labels_kind_and_source_are_read():
    cells, notes = read_notebook(packed(honest()))
    assert cells[3] == ("double-check", "grade locked points=2", "double-check", "code", "assert double(3) == 6")
    assert cells[6][3] == "markdown" and notes == []


@pytest.mark.parametrize("damage", [
    {"metadata": None}, {"metadata": {"nbgrader": 7}}, {"metadata": {"nbgrader": {"grade_id": ["x"]}}}, {"id": 3},
    {"cell_type": None, "outputs": 7}, {"source": {"a": 1}}, {"source": [1, None, "x"]}, {"source": "\ud800"},
])  # fmt: skip
def test_one_wrong_cell_costs_no_other(damage):
    notebook = honest()
    notebook["cells"][1] |= damage
    notebook["cells"].insert(3, "no cell at all")
    cells, _ = read_notebook(packed(notebook))
    assert [c[4] for c in cells][2:] == sources(packed(honest()))[2:] and len(cells) == 8
    assert all(type(part) is str for part in cells[1])


def test_a_file_of_format_3_is_read():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["a\n", "b"]}, {"cell_type": "heading", "source": "H"}]}], "nbformat": 3}
    cells, notes = read_notebook(packed(old))
    assert [(kind, source) for *_, kind, source in cells] == [("code", "a\nb"), ("markdown", "H")]
    assert "old format" in notes[0]


def test_a_file_of_a_coming_format_is_read():
    assert sources(packed(honest() | {"nbformat": 5, "nbformat_minor": 10**30})) == sources(packed(honest()))


def test_other_encodings_are_read_and_said():
    text = json.dumps(honest(why="Größe – naïve"), ensure_ascii=False)
    for encoding, word in (("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", "")):
        cells, notes = read_notebook(text.encode(encoding))
        assert cells[6][4] == "Größe – naïve"
        assert bool(notes) == bool(word) and word in "".join(notes)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "empty"), (b" \n", "empty"), (b"<html>", "line 1"), (b"[1]", "no cells"), (b"{}", "no cells"),
    (b'{"cells": 3}', "no cells"), (b"[" * 200_000, "nested too deeply"), (b'{"cells": [' + b'{"a":' * 100_000, "nested too deeply"),
    (b'{\n "cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> b\n]}', "merge-conflict markers, the first one in line 3"),
    (packed(honest())[:-40], "line"), (b"\x00" * 50, "line 1"), (b'{"cells": [1' + b"0" * 100_000 + b"x", "line 1"),
])  # fmt: skip
def test_what_cannot_be_read_is_said_in_a_sentence(data, words):
    with pytest.raises(Unreadable, match=words):
        read_notebook(data)


def test_a_million_cells_are_not_kept():
    cells, notes = read_notebook(b'{"cells": [' + b"{}," * 100_000 + b"{}]}")
    assert len(cells) == MAX_CELLS and "only the first" in notes[0]
