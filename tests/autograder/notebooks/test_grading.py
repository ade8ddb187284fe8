"""Notebooks graded in the sandbox: right, wrong, damaged and endless ones. Scores, sentences, and the clean copy."""

import json
import re

import nbformat
import pytest

from tests.fixtures.notebooks import DOUBLE, RELEASED, RIGHT, code, honest, named, packed, with_cell

from .conftest import scores_of

NONE = {"double-check": 0, "halve-check": 0, "why": 0, "plot": 0}


def copy_of(made):
    notebook = nbformat.reads(made.notebook.decode(), as_version=4)
    nbformat.validate(notebook)
    return {cell.id: cell for cell in notebook.cells}


def text_of(cell):
    return "".join(output.get("text", "") or output.get("data", {}).get("text/plain", "") for output in cell.outputs)


def test_an_honest_notebook(graded):
    made = graded(honest())
    assert scores_of(made) == RIGHT and made.messages == () and made.look == ()
    cells = copy_of(made)
    assert "image/png" in cells["plot"].outputs[0].data and text_of(cells["plot"]) == "drawn\n"
    assert cells["why"].source.startswith("Because $a< b$") and cells["double-answer"].source == DOUBLE
    assert text_of(cells["double-check"]) == "passed: 2 of 2 points\n"


def test_the_copy_is_the_release_but_for_answers_and_outputs(graded):
    made = json.loads(graded(with_cell(3, "mine = 1")).notebook)
    released = json.loads(RELEASED)
    kept = [cell for cell in made["cells"] if not cell["id"].startswith("student-")]
    assert [c["metadata"] for c in kept] == [c["metadata"] for c in released["cells"]]
    locked = [(c["source"], d["source"]) for c, d in zip(kept, released["cells"]) if d["metadata"]["nbgrader"]["locked"]]
    assert len(locked) == 4 and all(mine == theirs for mine, theirs in locked)
    assert {k: v for k, v in made.items() if k != "cells"} == {k: v for k, v in released.items() if k != "cells"}
    assert "HIDDEN-WORD" not in json.dumps(made) and "hidden" not in json.dumps(made).lower()


def test_the_release_unanswered_earns_nothing_and_waits_for_nobody(graded):
    made = graded(RELEASED)
    assert scores_of(made) == NONE
    assert {c.comment for c in made.cells if c.grade_id in ("why", "plot")} == {"Not answered."}


def test_a_hidden_test_decides_and_is_not_shown(graded):
    made = graded(honest(double_answer="def double(x):\n    return 6"))
    assert scores_of(made) == RIGHT | {"double-check": 0}
    assert made.cells[0].comment == "The check double-check: a hidden test failed: the value is not what is asked for."
    made = graded(honest(double_answer="def double(x):\n    if x != 3:\n        raise KeyError(x)\n    return 6"))
    assert made.cells[0].comment == "The check double-check: a hidden test failed: your code raised an exception."


def test_a_failed_released_test_names_its_line(graded):
    made = graded(honest(halve_answer="def halve(x):\n    return list(x)"))
    assert "it failed at `assert half.shape" in made.cells[1].comment
    made = graded(honest(halve_answer="def halve(x):\n    raise ValueError('no')"))
    assert "your code raised ValueError: no" in made.cells[1].comment
    made = graded(honest(halve_answer=""))
    assert "halve is not defined; its cell is missing, or failed" in made.cells[1].comment


def test_a_missing_answer_costs_that_cell(scores):
    for name, lost in (("double-answer", "double-check"), ("why", "why"), ("plot", "plot")):
        notebook = honest()
        notebook["cells"].remove(named(notebook, name))
        assert scores(notebook) == RIGHT | {lost: 0}, name


def test_where_a_written_answer_may_stand_elsewhere_a_person_looks(scores):
    notebook = honest()
    named(notebook, "why")["metadata"] = {}
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "Because of that."})
    assert scores(notebook) == RIGHT


def test_any_order_of_any_cells_gives_the_same_scores(scores):
    notebook = honest()
    notebook["cells"].reverse()
    assert scores(notebook) == RIGHT


def test_warnings_and_standard_error_are_no_verdict(scores):
    loud = "import warnings, sys\ndef double(x):\n    warnings.warn('w')\n    print('e', file=sys.stderr)\n    return 2 * x"
    assert scores(honest(double_answer=loud)) == RIGHT


def test_an_endless_cell_costs_itself_and_is_named(graded):
    made = graded(with_cell(4, "while True:\n    pass", plot="1"), seconds=2.0)
    assert scores_of(made) == RIGHT
    assert made.messages == ("In your notebook, cell 5: it took longer than 2 seconds and was stopped.",)


def test_a_cell_that_cannot_be_interrupted_costs_itself(graded):
    stubborn = "import signal, time\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\ntime.sleep(600)"
    made = graded(with_cell(4, stubborn, plot="1"), seconds=2.0)
    assert scores_of(made) == RIGHT
    assert made.messages == ("In your notebook, cell 5: it took longer than 2 seconds and was stopped.",)


def test_a_cell_that_ends_the_process_costs_itself(graded):
    made = graded(with_cell(4, "import os\nos._exit(0)"))
    assert scores_of(made) == RIGHT
    assert "cell 5: the program ended (os._exit or the like)" in made.messages[0]


def test_a_function_that_ends_the_process_costs_its_own_check(graded):
    made = graded(honest(double_answer="import os\ndef double(x):\n    os._exit(0)"))
    assert scores_of(made) == RIGHT | {"double-check": 0}


def test_when_nothing_runs_to_its_end_the_checks_are_0_and_the_rest_waits(scores):
    notebook = honest()
    for _ in range(6):
        notebook["cells"].insert(2, code("import os\nos._exit(0)"))
    assert scores(notebook) == RIGHT | {"double-check": 0, "halve-check": 0}


def test_magics_commands_and_questions(graded):
    magics = (
        "%matplotlib inline\n!pip install -q tabulate\n%config InlineBackend.figure_format = 'retina'\nx = !echo hi\n"
        "print(x[0])\ndouble?\n%timeit -n 1 -r 1 sum([1])"
    )
    made = graded(with_cell(3, magics, double_answer="%%time\n" + DOUBLE))
    assert scores_of(made) == RIGHT
    shown = text_of(copy_of(made)["student-4"])
    assert "hi" in shown and "per loop" in shown and "\x1b" not in shown


def test_input_meets_its_end_at_once(graded):
    made = graded(with_cell(3, "name = input('who?')"))
    assert scores_of(made) == RIGHT and "nobody answers input() here" in text_of(copy_of(made)["student-4"])


def test_saved_outputs_are_not_looked_at(graded):
    notebook = honest()
    named(notebook, "double-check")["outputs"] = [{"output_type": "error", "ename": "AssertionError", "evalue": "", "traceback": []}]
    named(notebook, "plot")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["step 1 loss 0.6931\n"] * 300_000}]
    data = packed(notebook)
    assert len(data) > 8_000_000
    made = graded(data)
    assert scores_of(made) == RIGHT and len(made.notebook) < 100_000


def test_what_a_cell_puts_out_is_capped_and_cleaned(graded):
    loud = (
        "from IPython.display import HTML, display\ndisplay(HTML('<script>BAD</script>'))\n"
        "for i in range(30_000):\n    print(f'line {i} \\x1b[31m\\u202e')"
    )
    made = graded(with_cell(3, loud))
    cell = copy_of(made)["student-4"]
    assert "BAD" not in json.dumps(cell.outputs) and len(text_of(cell)) < 60_000
    assert "line 0 " in text_of(cell) and "line 29999 " in text_of(cell) and "characters …" in text_of(cell)
    assert re.search(r"[\x1b\u202e]", text_of(cell)) is None


def test_printing_without_end_stops_the_cell(graded):
    made = graded(with_cell(3, "while True:\n    print('x' * 100_000)"))
    assert scores_of(made) == RIGHT and "it printed more than 20 MB" in text_of(copy_of(made)["student-4"])


@pytest.mark.parametrize(("data", "words"), [
    (b'{"cells": [\n<<<<<<< a\n]}', "merge-conflict markers, the first one in line 2"), (b"{", "not a notebook"), (None, "was not handed in"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_0_with_its_reason(graded, data, words):
    made = graded(data)
    assert scores_of(made) == NONE and words in made.messages[0]
    assert bool(made.look) == (data is not None)
    assert json.loads(made.notebook)["cells"] == json.loads(RELEASED)["cells"]


def test_files_beside_the_notebook_can_be_read_and_imported(scores):
    files = {"one.py": b"def two(): return 2\n", "data.txt": b"2"}
    answer = "from one import two\ndef double(x):\n    return two() * x * int(open('data.txt').read()) / 2"
    assert scores(honest(double_answer=answer), files) == RIGHT
