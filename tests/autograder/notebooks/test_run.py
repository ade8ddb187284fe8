"""`autograder notebooks` on a class, and `autograder grade` with tests that ask for what a notebook defines."""

import base64
import csv
import json
import os
import re
import shutil

import pytest
from typer.testing import CliRunner

from autograder.cli import app
from autograder.config import load_course
from autograder.kit.inprocess import InProcess
from autograder.kit.submission import Submission
from autograder.notebooks import clean_notebook, clean_notebooks
from autograder.secret import make_secret
from tests.fixtures.notebooks import FILES, RIGHT, honest, named, packed

from .conftest import scores_of

ONE = "def single(x):\n    return x\n"
DOUBLED = "def double(x):\n    return 2 * x\nbest = 42"
ADA = honest(double_answer=DOUBLED)
ADA["metadata"]["student_id"] = named(ADA, "why")["metadata"]["author"] = "bob"  # names nobody
HAND_INS = {
    "ada": packed(ADA),
    "bob": packed(honest(double_answer="def double(x):\n    return 7\nbest = 42")),
    "cyd": b"{",
    "dan": None,
    "eve": packed(honest(double_answer="import os\nos._exit(0)")),
    "fay": packed(honest(double_answer="best = object()\n" + DOUBLED.partition("\n")[0] + "\n    raise SystemExit")),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """The course, its hand-ins, and a run of both commands."""
    room = tmp_path_factory.mktemp("notebooks")
    for name, text in FILES.items():
        (room / "course" / name).parent.mkdir(parents=True, exist_ok=True)
        (room / "course" / name).write_text(text)
    make_secret(load_course(room / "course"))
    for student, notebook in HAND_INS.items():
        (room / "class" / student).mkdir(parents=True)
        (room / "class" / student / "one.py").write_text(ONE)
        if notebook is not None:
            (room / "class" / student / "report.ipynb").write_bytes(notebook)
    return room


def command(room, name):
    words = [name, "mini", str(room / "class"), "--out", str(room / "run"), "--jobs", "2", "--course", str(room / "course")]
    return CliRunner().invoke(app, words)


@pytest.fixture(scope="module")
def ran(room):
    return command(room, "notebooks")


@pytest.fixture(scope="module")
def graded(room):
    done = command(room, "grade")
    assert done.exit_code == 0, done.output
    with (room / "run" / "scores.csv").open(newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_every_student_has_a_copy_a_record_and_a_row(room, ran):
    assert ran.exit_code == 0, ran.output
    made = {one.student_id: one for one in clean_notebooks(room / "run")}
    assert list(made) == list(HAND_INS)
    assert b"bob" not in made["ada"].notebook
    assert scores_of(made["ada"]) == RIGHT and scores_of(made["bob"]) == RIGHT | {"double-check": 0}
    assert all(score == 0 for name in ("cyd", "dan") for score in scores_of(made[name]).values())
    with (room / "run" / "notebooks.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["student_id"] for row in rows] == list(HAND_INS)
    assert (rows[0]["double-check"], rows[0]["why"], rows[0]["look"]) == ("2", "", "") and rows[2]["look"]
    assert "look: cyd: report.ipynb: the file is not a notebook" in ran.output and "look: dan" not in ran.output


def test_nothing_unchanged_is_run_again_and_a_change_says_who_moved(room, ran):
    before = {path.name: path.stat().st_mtime_ns for path in (room / "run" / "notebooks").iterdir()}
    notebook = honest(double_answer=DOUBLED, halve_answer="")
    (room / "class" / "ada" / "report.ipynb").write_bytes(packed(notebook))
    again = command(room, "notebooks")
    assert "(5 of them unchanged since an earlier run)" in again.output and "moved: ada: 5 -> 2" in again.output
    after = {path.name: path.stat().st_mtime_ns for path in (room / "run" / "notebooks").iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"ada.ipynb", "ada.json"}
    (room / "class" / "ada" / "report.ipynb").write_bytes(HAND_INS["ada"])
    assert clean_notebook(room / "run", "nobody") is None


def test_a_given_module_is_the_courses_own_and_its_change_grades_again(tmp_path):
    """What a hand-in carries under its name does not count: in a notebook too."""
    for name, text in FILES.items():
        (tmp_path / "course" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "course" / name).write_text(text)
    make_secret(load_course(tmp_path / "course"))
    toml, given = (tmp_path / "course" / name for name in ("assignments/mini/assignment.toml", "starter_code/mini/tools.py"))
    toml.write_text(re.sub(r"(modules = .*)", r'\1\ngiven_modules = ["tools"]', toml.read_text(), count=1))
    uses = "from tools import twice\ndef double(x):\n    return twice(x)\nbest = 42"
    (tmp_path / "class" / "ada").mkdir(parents=True)
    for name, data in (("one.py", ONE.encode()), ("tools.py", b"def twice(x):\n    return 2 * x\n"), ("report.ipynb", packed(honest(double_answer=uses)))):
        (tmp_path / "class" / "ada" / name).write_bytes(data)
    assert "run `make starter`" in command(tmp_path, "notebooks").output
    for factor, points in ((3, 0), (2, 2)):
        given.write_text(f"def twice(x):\n    return {factor} * x\n")
        done = command(tmp_path, "notebooks")
        assert done.exit_code == 0, done.output
        assert scores_of(clean_notebook(tmp_path / "run", "ada"))["double-check"] == points


def test_a_week_without_a_released_notebook_is_refused_in_a_sentence(room):
    file = room / "course" / "starter_code" / "mini" / "report.ipynb"
    text = file.read_text()
    file.unlink()
    refused = command(room, "notebooks")
    file.write_text(text)
    assert refused.exit_code == 1 and "make it with: make starter" in refused.output


def test_hidden_tests_ask_for_what_a_notebook_defines(graded, room):
    totals = {student: row["total"] for student, row in graded.items()}
    assert totals == {"ada": "10", "bob": "4", "cyd": "4", "dan": "4", "eve": "4", "fay": "4"}
    kinds = {}
    for student in HAND_INS:
        record = json.loads((room / "run" / "staff" / f"{student}.json").read_text())
        kinds[student] = [v["kind"] for v in record["verdicts"] if v["question"] == "doubled"]
    assert kinds == {
        "ada": ["", ""], "bob": ["value", "value"], "cyd": ["import", "import"], "dan": ["import", "import"],
        "eve": ["import", "import"], "fay": ["left", "uncrossable"],
    }  # fmt: skip


def test_why_a_notebook_gave_nothing_is_said(graded):
    assert "report.ipynb: the file is not a notebook" in graded["cyd"]["message"]
    assert "report.ipynb was not handed in" in graded["dan"]["message"]
    assert "report.ipynb: while it was imported, the program ended" in graded["eve"]["message"]


def test_the_same_tests_run_on_a_laptop(room, tmp_path):
    for name in ("one.py", "report.ipynb"):
        (tmp_path / name).write_bytes((room / "class" / "ada" / name).read_bytes())
    with InProcess(tmp_path, tmp_path) as transport:
        student = Submission(transport)
        assert student.report.double(4) == 8 and student.value_of("report", "best") == 42


def test_saved_outputs_for_which_a_worker_has_no_room_cost_nothing(room, tmp_path):
    """The modules beside the notebook, and what tests ask of it, get their points."""
    shutil.copytree(room / "course", tmp_path / "course")
    toml = tmp_path / "course/assignments/mini/assignment.toml"
    toml.write_text(toml.read_text().replace("[limits]", "[limits]\ntmp_mb = 8"))
    notebook = honest(double_answer=DOUBLED)
    picture = base64.b64encode(os.urandom(9_000_000)).decode()
    named(notebook, "plot")["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"image/png": picture}}]
    folder = tmp_path / "class" / "ada"
    folder.mkdir(parents=True)
    (folder / "one.py").write_text(ONE)
    (folder / "report.ipynb").write_bytes(packed(notebook))
    done = command(tmp_path, "grade")
    assert done.exit_code == 0, done.output
    (row,) = csv.DictReader((tmp_path / "run/scores.csv").open())
    assert row["total"] == row["max_total"] == "10", row
