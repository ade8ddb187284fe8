"""Runs of the miniature course as the grader leaves them, made from verdicts, without a worker."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from autograder.config import Course, load_course
from autograder.feedback.write import Feedback, feedback
from autograder.grading import Verdict
from autograder.intake.model import digest_of
from autograder.results import RunFolder, score
from autograder.results.gradescope import results_json
from autograder.results.store import Row, write_json

STARTER = '''
def double(x: float) -> float:
    """Twice the number.

    Raises `ValueError` for a text.
    """
    # TODO(double): add it to itself
    raise NotImplementedError("double")
'''


def passed(question: str = "double", name: str = "any number", public: bool = False, **staff: str) -> Verdict:
    folder = "public" if public else "hidden"
    key = f"{folder}/test_mini.py::test_{name.replace(' ', '_')}"
    return Verdict(key, question, public, 1.0, f"{name}: its meaning.", f"{name}: its hint.", True, staff=staff)


def failed(kind: str = "value", question: str = "double", name: str = "any number", public: bool = False, **more: str) -> Verdict:
    """`asked`, `came_back`, `problem`, `printed` go into the staff's record, as `judge` puts them."""
    sentence = more.pop("sentence", f"a sentence on {kind}")
    staff = {"asked": "", "came_back": "", "problem": "", "printed": "", **more}
    before = passed(question, name, public)
    return Verdict(**{**before.as_dict(), "passed": False, "kind": kind, "sentence": sentence, "staff": staff})


class Told:
    """Writes a run's folder with the grader's own writers."""

    def __init__(self, course: Course, folder: Path) -> None:
        self.root, self.folder = course.root, RunFolder(folder)
        self.rows: list[Row] = []
        self.folder.prepare()

    def course(self) -> Course:
        return load_course(self.root)

    def write(self, name: str, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def graded(self, student: str, verdicts: Sequence[Verdict], messages: Sequence[str] = (), source: str = "", late: bool = False) -> str:
        """The hand-in's hash."""
        assignment, digest = self.course().assignment("mini"), digest_of({"one.py": student.encode("utf-8", "surrogatepass")})
        extra = {
            "student_id": student, "status": "graded", "submission_hash": digest, "graded_at": "2027-02-09T08:00:00+00:00",
            "late": late, "isolation": "namespaces", "landlock": True, "versions": {"python": "3.11.7"}, "suite_hash": "5" * 64,
        }  # fmt: skip
        points = score(assignment, verdicts)
        record = {"student_id": student, "digest": digest, "source": source, "verdicts": [v.as_dict() for v in verdicts]}
        self.folder.write_student(student, results_json(assignment, points, verdicts, messages, extra), record)
        self.rows.append(Row(student, "graded", points.questions, " ".join(messages)))
        return digest

    def refused(self, student: str, message: str) -> None:
        assignment = self.course().assignment("mini")
        extra = {"student_id": student, "status": "refused", "isolation": "namespaces", "landlock": True, "versions": {}}
        results = results_json(assignment, score(assignment, ()), (), [message], extra)
        self.folder.write_student(student, results, {"student_id": student, "messages": [message]})
        self.rows.append(Row(student, "refused", {q.id: Decimal(0) for q in assignment.questions}, message))

    def other(self, student: str, status: str) -> None:
        self.rows.append(Row(student, status, None, ""))

    def make(self, submissions: str = "") -> Feedback:
        """The run's end, and its feedback."""
        self.folder.write_scores(self.course().assignment("mini"), self.rows)
        write_json(self.folder.path / "run.json", {"assignment": "mini"})
        self.folder.log({"event": "start", "submissions": submissions})
        return feedback(self.course(), self.folder.path)

    def pages(self, **more: str) -> Mapping[str, tuple[str, str]]:
        """Student -> (HTML, plain text)."""
        return {page.student_id: (page.html.decode(), page.text.decode()) for page in self.make(**more).pages}

    def results(self, student: str) -> dict:
        return json.loads((self.folder.path / "results" / f"{student}.json").read_text())


@pytest.fixture
def told(mini, tmp_path) -> Told:
    made = Told(mini, tmp_path / "run")
    made.write("starter_code/mini/one.py", STARTER)
    return made
