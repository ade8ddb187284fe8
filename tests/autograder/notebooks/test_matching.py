"""Which cell is which, by label, text and place; and what runs in which order."""

from autograder.kit.ipynb import read_notebook
from autograder.notebooks.match import StudentCell, match
from tests.fixtures.notebooks import DOUBLE, HALVE, code, honest, named, packed, with_cell

from .conftest import RELEASE

NAMES = [cell.grade_id for cell in RELEASE.cells]


def matched(notebook):
    cells = [StudentCell(a, b, c, kind == "code", source) for a, b, c, kind, source in read_notebook(packed(notebook))[0]]
    return cells, match(RELEASE.cells, cells)


def places(found):
    return dict(zip(NAMES, found.places))


def ran(found):
    return [step.text for step in found.steps]


def without_labels(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    return notebook


def test_an_untouched_notebook_matches_in_order():
    _, found = matched(honest())
    assert found.places == tuple((i,) for i in range(8)) and not found.extras and not found.notes
    assert ran(found)[1:3] == [DOUBLE, HALVE] and len(found.steps) == 4


def test_checks_run_at_the_end_and_not_where_the_student_put_them():
    notebook = honest()
    notebook["cells"].insert(0, notebook["cells"].pop(3))
    assert not [text for text in ran(matched(notebook)[1]) if "assert" in text]


def test_cells_without_labels_are_found_by_text_and_place():
    _, found = matched(without_labels(honest()))
    assert found.places == tuple((i,) for i in range(8)) and not found.extras
    assert found.notes[0].startswith("No cell has a label any more")


def test_a_renamed_answer_is_found_by_its_place():
    notebook = honest()
    named(notebook, "double-answer")["metadata"]["nbgrader"]["grade_id"] = "my-answer"
    assert places(matched(notebook)[1])["double-answer"] == (2,)


def test_where_places_are_in_doubt_nothing_is_guessed():
    notebook = without_labels(honest())
    notebook["cells"].insert(2, code("x = 1"))
    found = matched(notebook)[1]
    assert places(found)["double-answer"] == () and set(found.extras) == {2, 3}
    assert ran(found)[1:3] == ["x = 1", DOUBLE]


def test_a_split_answer_keeps_both_parts():
    notebook = honest(double_answer="def double(x):\n    return 2 * x")
    notebook["cells"].insert(3, {**named(notebook, "double-answer"), "source": "y = 3"})
    _, found = matched(notebook)
    assert places(found)["double-answer"] == (2, 3) and "The id double-answer occurs twice." in found.notes
    assert ran(found)[1:3] == [DOUBLE, "y = 3"]


def test_a_deleted_set_up_runs_all_the_same_and_first():
    notebook = honest()
    del notebook["cells"][1]
    found = matched(notebook)[1]
    assert "SCALE = 10" in ran(found)[0] and "The cell setup is missing." in found.notes


def test_an_edited_locked_cell_runs_as_released():
    found = matched(honest(setup="SCALE = 0"))[1]
    assert "SCALE = 10" in ran(found)[0] and "SCALE = 0" not in ran(found)
    assert "The locked cell setup holds other text than was released; the released text counts." in found.notes


def test_an_answer_that_became_text_is_code_again():
    notebook = honest()
    named(notebook, "double-answer")["cell_type"] = "markdown"
    found = matched(notebook)[1]
    assert DOUBLE in ran(found) and "The type of double-answer had changed; it was taken as code again." in found.notes


def test_labels_that_say_other_points_are_noted_and_nothing_more():
    notebook = honest()
    named(notebook, "double-check")["metadata"]["nbgrader"] |= {"points": 200, "locked": False}
    found = matched(notebook)[1]
    assert found.notes == ("The labels of double-check (points, graded, locked) differ from the released ones, which count.",)


def test_a_cell_of_the_students_own_runs_where_it_stands():
    assert ran(matched(with_cell(4, "mine = 1"))[1])[1:3] == [DOUBLE, "mine = 1"]


def test_an_empty_notebook_misses_everything():
    _, found = matched({"cells": []})
    assert found.places == ((),) * 8 and len(found.steps) == 1  # the set-up alone
