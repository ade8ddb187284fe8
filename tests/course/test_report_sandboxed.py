"""A week's solved report, graded as a student's: the sandbox, its packages and its limits are enough for it."""

import base64
import json

import pytest

from autograder.config import load_course
from autograder.intake import HandIn
from autograder.intake.model import digest_of
from autograder.notebooks import clean_notebook
from autograder.notebooks.run import grade_notebooks

COURSE = load_course(None)
WEEKS = sorted(file.parent.name for file in COURSE.root.glob("solutions/week*/report.ipynb"))


@pytest.mark.long
@pytest.mark.parametrize("week", WEEKS)
def test_a_solved_report_runs_in_the_sandbox_and_its_answers_wait(week, tmp_path):
    assignment, solved = COURSE.assignment(week), COURSE.root / "solutions" / week
    files = {name: (solved / name).read_bytes() for name in assignment.files() if (solved / name).is_file()}
    hand_in = HandIn("ada", "graded", files, digest_of(files), (), False, "here")
    report = grade_notebooks(COURSE, assignment, [hand_in], tmp_path, 1)
    assert report.failures == {}
    made = clean_notebook(tmp_path, "ada")
    assert made is not None and made.messages == () and made.look == ()
    assert [cell.score for cell in made.cells] == [None] * 4
    outputs = [output for cell in json.loads(made.notebook)["cells"] for output in cell.get("outputs", [])]
    drawn = [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(drawn) >= 5 and all(base64.b64decode(picture).startswith(b"\x89PNG") for picture in drawn)
    assert not [output for output in outputs if output.get("name") == "stderr" and "Error" in output["text"]]
