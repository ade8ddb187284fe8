"""After a fix in mid-week only the questions whose tests changed run again, and the outcome is that of a whole new run."""

import json
import re

import pytest

from tests.fixtures.hand_ins import ROOT

from .conftest import ONE
from .test_grading import HAND_INS, run, write

BOTH = ("right", "wrong")


@pytest.fixture
def two_files(mini, tmp_path):
    """The hidden tests of `half` in a file of their own; two hand-ins graded, with a mark in the records."""
    course, folder = mini, tmp_path
    write(folder / "in", {name: HAND_INS[name] for name in BOTH})
    hidden = course.root / "tests/mini/hidden"
    text = (hidden / "test_hidden_mini.py").read_text()
    head, *tests = text.split("\n@pytest.mark.question(")
    for name in ("double", "half"):
        mine = [f"@pytest.mark.question({test}" for test in tests if test.startswith(f'"{name}"')]
        assert mine
        (hidden / f"test_hidden_{name}.py").write_text("\n".join([head, *mine]))
    (hidden / "test_hidden_mini.py").unlink()
    run(course, folder / "in", folder / "out")
    for file in (folder / "out/staff").iterdir():
        record = json.loads(file.read_text())
        for verdict in record["verdicts"]:
            verdict["seconds"] = 4711.0
        file.write_text(json.dumps(record))
    return course, folder


def ran_again(folder):
    """(student, question) of the verdicts that the latest run did not take over from the record."""
    records = [json.loads(file.read_text()) for file in (folder / "out/staff").iterdir()]
    return {(r["student_id"], v["question"]) for r in records for v in r["verdicts"] if v["seconds"] != 4711.0}


def test_a_fixed_test_regrades_its_questions_alone(two_files):
    course, folder = two_files
    test = course.root / "tests/mini/hidden/test_hidden_half.py"
    test.write_text(test.read_text().replace("x / 2)", "x / 4)"))
    report, rows = run(course, folder / "in", folder / "out")
    assert report.graded == report.partly == len(BOTH) and ("right", "10", "7") in report.moved
    assert ran_again(folder) == {(student, "half") for student in BOTH}
    _, fresh = run(course, folder / "in", folder / "other")
    assert fresh == rows
    whole, parts = (json.loads((folder / out / "results/wrong.json").read_text()) for out in ("other", "out"))
    assert parts["tests"] == whole["tests"] and parts["extra_data"]["suite_hash"] == whole["extra_data"]["suite_hash"]


def test_other_points_run_nothing_again(two_files):
    course, folder = two_files
    toml = course.root / "assignments/mini/assignment.toml"
    toml.write_text(toml.read_text().replace("points = 4", "points = 14").replace("auto_total = 10", "auto_total = 20"))
    report, rows = run(course, folder / "in", folder / "out")
    assert (report.graded, report.kept) == (0, len(BOTH)) and not ran_again(folder)
    assert rows["right"]["total"] == "20" and ("right", "10", "20") in report.moved


@pytest.mark.parametrize("what", ["limits", "a file beside the tests", "a fixed hand-in"])
def test_what_all_tests_share_regrades_everything(two_files, what):
    course, folder = two_files
    if what == "limits":
        toml = course.root / "assignments/mini/assignment.toml"
        toml.write_text(toml.read_text().replace("timeout = 2", "timeout = 3"))
    elif what == "a file beside the tests":
        (course.root / "tests/mini/hidden/oracles.py").write_text("TRUTH = 42\n")
    else:
        write(folder / "in", {"wrong": (ONE, "def half(x):\n    return x / 2\n")})
    who = ["wrong"] if what == "a fixed hand-in" else BOTH
    report, _ = run(course, folder / "in", folder / "out")
    assert (report.graded, report.partly) == (len(who), 0)
    assert ran_again(folder) == {(student, question) for student in who for question in ("double", "half")}


def test_a_removed_test_is_forgotten_and_a_new_one_is_run(two_files):
    course, folder = two_files
    test = course.root / "tests/mini/hidden/test_hidden_half.py"
    new = "\n\n@pytest.mark.question('half')\ndef test_new(submission):\n    assert_float(submission.two.half(9.0), 4.5)\n"
    test.write_text(test.read_text().partition("@pytest.mark.question")[0] + new)
    _, rows = run(course, folder / "in", folder / "out")
    _, fresh = run(course, folder / "in", folder / "other")
    assert rows == fresh and len(ran_again(folder)) == len(BOTH)


def test_no_test_file_is_imported_by_another():
    """So a test file's own bytes, and what lies beside the tests, are all that its verdicts depend on."""
    files = [file for week in (ROOT / "tests").glob("week*") for file in week.glob("*/*.py") if week.is_dir()]
    assert len(files) > 30
    assert [f for f in files if re.search(r"^\s*(from|import) test_", f.read_text(encoding="utf-8"), re.MULTILINE)] == []
