"""`autograder why`: the whole story for staff, the student's part alone for students, and the tests once more."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from autograder.cli import app

from ..test_grading import HAND_INS, run, write
from .conftest import failed, passed

SECRET = {"asked": "one.double(777)", "came_back": "1 (int)", "problem": "got 1, expected 1554"}


def why(root, folder, *arguments: str):
    done = CliRunner().invoke(app, ["why", *arguments, "--course", str(root), *(["--run", str(folder)] if folder else [])])
    return done.exit_code, done.output


def test_staff_read_everything_and_what_was_printed_is_cut_and_inert(told):
    printed = "\n".join(f"line {number} \x1b[2J" for number in range(100))
    told.graded("ada", [passed(name="right"), failed(**SECRET, printed=printed)])
    told.make()
    code, output = why(told.root, told.folder.path, "ada", "double")
    assert code == 0
    for words in (*SECRET.values(), "line 0 ", "line 99 ", "76 lines left out", "its hint.", "10 s" if "10 s" in output else "2 s"):
        assert words in output
    assert "\x1b" not in output and "line 50 " not in output
    assert output.index("FAILED") < output.index("passed  ")


def test_public_prints_only_what_the_page_says(told):
    told.graded("ada", [failed(**SECRET, printed="777")])
    told.make()
    code, output = why(told.root, told.folder.path, "ada", "double", "--public")
    assert code == 0 and "any number: its hint." in output
    assert not [words for words in (*SECRET.values(), "777", "hidden/") if words in output]
    assert why(told.root, told.folder.path, "ada", "double", "--public", "--again")[0] == 1


def test_how_often_a_time_was_measured_is_told_of_what_passed_and_of_what_failed(told):
    told.graded("ada", [passed(name="quick", measured="measured 2 times"), failed(**SECRET, measured="measured 4 times")])
    told.make()
    output = why(told.root, told.folder.path, "ada", "double")[1]
    assert "measured 2 times" in output and "measured 4 times" in output


def test_a_wrong_name_is_answered_with_the_near_ones(told):
    told.graded("lovelace", [passed()])
    told.refused("ben", "The archive is cut off.")
    told.make()
    assert "near it are: lovelace" in why(told.root, told.folder.path, "lovelase", "double")[1].replace("\n", " ")
    assert "there are: double, half" in why(told.root, told.folder.path, "lovelace", "dubble")[1].replace("\n", " ")
    assert "The archive is cut off." in why(told.root, told.folder.path, "ben", "double")[1]
    assert "no run in runs/" in why(told.root, None, "lovelace", "double")[1]


@pytest.fixture
def two_runs(mini, tmp_path):
    write(tmp_path / "in", {name: HAND_INS[name] for name in ("right", "wrong")})
    for name in ("mini-1", "mini-2"):
        run(mini, tmp_path / "in", mini.root / "runs" / name)
    return mini, tmp_path / "in"


def test_again_runs_the_failed_tests_on_the_bytes_that_were_graded(two_runs):
    course, handed_in = two_runs
    newest = course.root / "runs/mini-2"
    before = {file: file.read_bytes() for file in newest.rglob("*") if file.is_file()}
    record = json.loads((newest / "staff/wrong.json").read_text())
    wrong = [v["test"] for v in record["verdicts"] if v["question"] == "double" and not v["passed"]]
    code, output = why(course.root, None, "wrong", "double", "--again")
    assert code == 0 and str(newest) in output.replace("\n", "")
    assert wrong and output.count("as before:") == len(wrong) and "NOT" not in output
    assert {file: file.read_bytes() for file in newest.rglob("*") if file.is_file()} == before

    (handed_in / "wrong/one.py").write_text("def double(x):\n    return 2 * x\n")
    code, output = why(course.root, None, "wrong", "double", "--again")
    assert code == 1 and "--submissions" in output
