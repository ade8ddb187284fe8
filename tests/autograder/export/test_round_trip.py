"""From recorded hand-ins to the LMS and back: hand-given points and penalties are in, and names come through unharmed."""

import csv
import io

import pytest

from tests.autograder.policy.conftest import School

from . import importers

NAMES = ['Ash, "Ro" Rowan', "=2+5, Ola", "Doe, Sam", "Doe, Sam", "姚, Łukasz"]
LOGINS = ["=ash", "o,la", "sam1", "sam2", "姚"]


@pytest.fixture
def school(desk):
    made = School(desk.folder)
    made.rules("[policy.late]\npenalty = 10\n")
    made.week("w1", "2027-02-08T12:00:00Z", auto=100, hand=20)
    out = io.StringIO()
    csv.writer(out).writerows([["student_id", "canvas_id", "name"], *([x, 301 + i, n] for i, (x, n) in enumerate(zip(LOGINS, NAMES)))])
    made.write("records/roster.csv", out.getvalue())
    out = io.StringIO()
    rows = [[x, f"hash{i}", "2027-02-09T12:00:00Z" if i == 1 else "2027-02-08T11:00:00Z", 80 + i, "", "r"] for i, x in enumerate(LOGINS[:4])]
    csv.writer(out).writerows([["student_id", "submission", "submitted_at", "q", "marked_late", "run"], *rows])
    made.write("records/attempts/w1.csv", out.getvalue())
    made.write("records/hand.csv", "student_id,assignment,question,points\nsam2,w1,essay,17.5\n")
    made.course()
    return made


EXPECTED = {301: "80.00", 302: "69.00", 303: "82.00", 304: "100.50", 305: ""}


def test_canvas_gets_points_with_penalties_and_hand_given_ones_each_to_their_own_student(school, desk):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Student", "ID", "SIS Login ID", "Section", "Week 1 (9)"])
    writer.writerow(["    Points Possible", "", "", "", "120.00"])
    shown = [f'="{name}"' if name.startswith("=") else name for name in NAMES]
    writer.writerows([name, 301 + i, login, "S", ""] for i, (name, login) in enumerate(zip(shown, LOGINS)))
    desk.write("export.csv", out.getvalue())
    assert desk.export("canvas", "w1", "export.csv", "--out", "out.csv", "--column", "9")[0] == 0
    got = importers.canvas(desk.read("out.csv"), {9: "Week 1"}, dict(zip(range(301, 306), shown)))
    assert got["grades"] == {(user, 9): grade for user, grade in EXPECTED.items()}
    before, after = (list(csv.reader(io.StringIO(desk.read(f).decode()))) for f in ("export.csv", "out.csv"))
    assert [row[:4] for row in after] == [row[:4] for row in before]


def test_moodle_gets_the_same_by_user_name(school, desk):
    words = ["moodle", "w1", "--out", "out.csv", "--roster", "records/roster.csv"]
    code, text = desk.export(*words)
    assert code == 1 and "sam2 has 100.50" in text
    assert desk.export(*words, "--scale", "100")[0] == 0
    got = importers.moodle_grades(desk.read("out.csv"), {login: 301 + i for i, login in enumerate(LOGINS)})
    assert got == {301: 66.67, 302: 57.5, 303: 68.33, 304: 83.75, 305: None}
