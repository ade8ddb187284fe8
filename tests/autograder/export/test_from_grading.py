"""A real run of the miniature course, all the way: graded, recorded, explained, exported."""

import json
from xml.etree import ElementTree as ET

from typer.testing import CliRunner

from autograder.cli import app

from ..conftest import COURSE, ONE, TWO
from . import importers

POLICY = """
[policy]
[policy.weights]
assignments = 100
[policy.letters]
A = 90
D = 50
[policy.late]
penalty = 10
[[policy.assignments]]
name = "mini"
due = 2027-02-08T23:59:00
"""
EXPORT = "Student,ID,SIS Login ID,Section,Mini (9)\n    Points Possible,,,,10.00\n" + "".join(
    f'"Doe, {name}",{number},{name},S,\n' for number, name in ((1, "ada"), (2, "kim"), (3, "lee"))
)


def test_a_run_is_recorded_explained_and_exported_with_its_real_files(mini, tmp_path):
    (mini.root / "course.toml").write_text(COURSE + POLICY)
    for student, one in (("ada", ONE), ("kim", "def double(x):\n    return 2 * x\n")):
        (tmp_path / "in" / student).mkdir(parents=True)
        (tmp_path / "in" / student / "one.py").write_text(one)
        (tmp_path / "in" / student / "two.py").write_text(TWO)
    (mini.root / "records").mkdir()
    roster, run = mini.root / "records/roster.csv", tmp_path / "run"
    roster.write_text("student_id,name\nada,Ada\nkim,Kim\nlee,Lee\n")
    times = tmp_path / "times.csv"
    times.write_text("student_id,submitted_at\nada,2027-02-09 10:00\nkim,2027-02-08 10:00\n")

    def do(*words) -> str:
        result = CliRunner().invoke(app, [*map(str, words), "--course", str(mini.root)])
        assert result.exit_code == 0, result.output
        return " ".join(result.output.split())

    do("grade", "mini", tmp_path / "in", "--roster", roster, "--out", run, "--jobs", 2)
    assert "2 hand-ins, 2 of them new; 0 moved" in do("record", run, "--times", times)
    assert "3 students, 0 of them F by a rule, 0 grades not final yet" in do("grades")
    digest = json.loads((run / "results/ada.json").read_text())["extra_data"]["submission_hash"]
    page = do("grades", "--explain", "ada")
    assert f"Hand-in {digest[:12]}, handed in Tue 9 Feb 2027 10:00 UTC: the only one." in page
    assert "10 − 1 = 9 points" in page and "Grade: A, from 90 on." in page

    (tmp_path / "export.csv").write_text(EXPORT)
    for source, scores in (("mini", ["9.00", "8.00", ""]), (run, ["10.00", "8.00", ""])):
        do("export", "canvas", source, tmp_path / "export.csv", "--column", "Mini", "--out", tmp_path / "out.csv")
        got = importers.canvas((tmp_path / "out.csv").read_bytes(), {9: "Mini"}, {1: "", 2: "", 3: ""})
        assert [got["grades"][user, 9] for user in (1, 2, 3)] == scores
    for student, total in (("ada", 10), ("kim", 8)):
        assert importers.gradescope_total((run / f"results/{student}.json").read_text()) == total
    for words in (["junit", run, "--out", tmp_path / "out.xml"], ["classroom", run, "--out", tmp_path / "classroom"]):
        assert CliRunner().invoke(app, ["export", *map(str, words)]).exit_code == 0
    assert [suite.get("failures") for suite in ET.parse(tmp_path / "out.xml").getroot()] == ["0", "1"]
    assert importers.classroom_points((tmp_path / "classroom/kim.json").read_bytes()) == (8, 10)
