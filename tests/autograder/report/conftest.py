"""A course of three questions, and runs of it written as the grader leaves them, without grading anything."""

import csv
import json
from pathlib import Path

import pytest

from autograder.config import load_course
from autograder.grading.verdicts import SENTENCES, Verdict
from autograder.results import score
from autograder.results.gradescope import results_json
from autograder.results.text import file_name
from autograder.secret import make_secret

WEEK = "week01_mini"
COURSE = 'title = "Mini"\npackages = ["numpy"]\n'
POINTS = {"double": 6, "half": 4, "sum": 3}
#: test -> question
TESTS = {
    "public/test_m.py::test_two_makes_four": "double",
    "hidden/test_hidden_m.py::test_any_number": "double",
    "hidden/test_hidden_m.py::test_bad_input_is_refused": "double",
    "public/test_m.py::test_a_half": "half",
    "hidden/test_hidden_m.py::test_odd_numbers": "half",
    "hidden/test_hidden_m.py::test_sums": "sum",
}
FOUR, ANY, BAD, HALF, ODD, SUMS = TESTS
POLICY = """
[policy]
[policy.weights]
assignments = 100
[policy.letters]
A = 90
[policy.late]
late_days = 4
late_days_per_assignment = 2
[[policy.assignments]]
name = "week01_mini"
due = 2027-02-08T23:59:00
"""


class School:
    """Writes what the instructor and the grader write."""

    def __init__(self, root: Path):
        self.root = root
        self.write("course.toml", COURSE)
        text = f'title = "Mini week"\nmodules = ["m"]\nauto_total = {sum(POINTS.values())}\n'
        text += "".join(f'[[questions]]\nid = "{q}"\nmodule = "m"\npoints = {p}\n' for q, p in POINTS.items())
        self.write(f"assignments/{WEEK}/assignment.toml", text)
        make_secret(self.course())

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def course(self):
        return load_course(self.root)

    def audited(self, failed: dict[str, list[str]], mistakes: list[str]) -> None:
        """The audit's report, and the case files of the named mistakes."""
        for name in mistakes:
            self.write(f"tests/{WEEK}/cases/mistakes/{name}.py", "# module: m\n# caught by: double\n")
        self.write(f"audit/{WEEK}.json", json.dumps({"failed tests": failed}))

    def run(self, people: dict[str, dict[str, str]], name: str = "run", others=(), **extra) -> Path:
        """`people`: student -> test -> kind of failure; a test that is not named passed. `others`: (student, status, message)."""
        folder, course = self.root / "runs" / name, self.course()
        assignment = course.assignment(WEEK)
        questions = list(POINTS)
        rows = []
        for place, (student, kinds) in enumerate(people.items()):
            verdicts = [verdict(test, kinds.get(test, ""), extra.get("seconds", 0.5) + place) for test in TESTS]
            points = score(assignment, verdicts)
            digest = f"{extra.get('hand_in', 'a')}-{student}"
            told = {"late": student in extra.get("late", ())}
            record = {"digest": digest, "seconds": 2.0 + place, "verdicts": [one.as_dict() for one in verdicts]}
            for part, value in (("results", results_json(assignment, points, verdicts, [], told)), ("staff", record)):
                self.write(f"runs/{name}/{part}/{file_name(student)}.json", json.dumps(value))
            rows.append([student, "graded", *(points.questions[q] for q in questions), points.total, 13, ""])
        for student, status, message in others:
            empty = status in ("missing", "unidentified")
            rows.append([student, status, *(["" if empty else 0] * 4), 13, message])
        with (folder / "scores.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["student_id", "status", *questions, "total", "max_total", "message"], *rows])
        self.write(f"runs/{name}/run.json", json.dumps({"assignment": WEEK, "suite": "s", "environment": {"python": "3"}}))
        return folder


def verdict(test: str, kind: str, seconds: float = 0.5) -> Verdict:
    return Verdict(
        test, TESTS[test], test.startswith("public"), 1.0, "What it means.", "A hint.", not kind, kind,
        SENTENCES.get(kind, kind), {}, seconds,
    )  # fmt: skip


@pytest.fixture
def school(tmp_path):
    return School(tmp_path / "course")
