"""A course of one week in a folder of its own, runs as the grader leaves them, and the gradebook as the field cases write it."""

import csv
import hashlib
import json
import shutil
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from nbgrader import api

from autograder.config import load_course
from autograder.gradebook.database import gradebook
from autograder.gradebook.report import Report
from autograder.gradebook.run import import_run
from autograder.intake.model import digest_of
from autograder.notebooks.store import CellScore, CleanNotebook, write_clean
from autograder.results.text import file_name

WEEK = "week01_warmup"
HEAD = 'title = "School"\nterm = "spring 2027"\npackages = ["numpy"]\n'


class Class:
    """Writes what the grader and the instructor write; imports as the command does."""

    def __init__(self, root: Path):
        self.root = root
        self.said: list[str] = []
        self.runs = 0
        self.write("course.toml", HEAD)

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def course(self):
        return load_course(self.root)

    def assignment(self, questions: Mapping[str, int], hand: int = 0) -> None:
        """All questions in one module `m`; with `hand` points, the notebook of the field cases' base is there."""
        text = f'title = "Week 1"\nmodules = ["m"]\nauto_total = {sum(questions.values())}\nhand_total = {hand}\n'
        text += 'notebook = "report.ipynb"\n' if hand else ""
        text += "".join(f'[[questions]]\nid = "{q}"\nmodule = "m"\npoints = {p}\n' for q, p in questions.items())
        self.write(f"assignments/{WEEK}/assignment.toml", text)
        self.questions = dict(questions)

    def notebook(self, answers: Mapping[str, int]) -> dict[str, Any]:
        """A released notebook of written answers."""
        cells = [
            {
                "cell_type": "markdown",
                "id": name,
                "source": "*your answer*",
                "metadata": {
                    "nbgrader": {
                        "schema_version": 3, "grade_id": name, "grade": True, "solution": True,
                        "locked": False, "task": False, "points": points,
                    }
                },
            }
            for name, points in answers.items()
        ]  # fmt: skip
        made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        self.write(f"starter_code/{WEEK}/report.ipynb", json.dumps(made))
        return made

    def run(
        self,
        scores: Mapping[str, Mapping[str, float]],
        suite: str = "suite",
        hand_in: str = "a",
        questions: Mapping[str, int] | None = None,
        files: Mapping[str, bytes] | None = None,
        **extra: Any,
    ) -> Path:
        """A run's folder. `hand_in` tells hand-ins of one student apart; `files` are those of everybody."""
        self.runs += 1
        folder, asked = self.root / "runs" / f"run{self.runs}", dict(questions or self.questions)
        rows = []
        for student, points in scores.items():
            status = extra.get("status", {}).get(student, "graded")
            rows.append([student, status, *(points[q] for q in asked), sum(points.values()), sum(asked.values()), extra.get("message", "")])
            digest = digest_of(files or {}) or hashlib.sha256(f"{student} {hand_in}".encode()).hexdigest()
            self._result(folder, student, points, asked, digest, sorted(files or ()), extra)
        for student in extra.get("missing", ()):
            rows.append([student, "missing", *("" for _ in asked), "", sum(asked.values()), ""])
        with (folder / "scores.csv").open("w", newline="") as file:
            csv.writer(file).writerows([["student_id", "status", *asked, "total", "max_total", "message"], *rows])
        (folder / "run.json").write_text(json.dumps({"assignment": WEEK, "suite": suite}))
        source = self.root / "handed-in" / hand_in
        for student in scores:
            for name, data in (files or {}).items():
                file = source / student / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        event = {"time": f"2027-02-0{self.runs}T10:00:00+00:00", "event": "start", "submissions": str(source)}
        (folder / "ledger.jsonl").write_text(json.dumps(event) + "\n")
        return folder

    def _result(self, folder: Path, student: str, points, asked, digest: str, files: list[str], extra) -> None:
        tests = [
            {
                "name": f"{q}: it is right",
                "status": "passed" if points[q] == asked[q] else "failed",
                "output": extra.get("output", "wrong for three"),
                "tags": [q, "hidden"],
            }
            for q in asked
        ]
        more = {
            "submission_hash": digest,
            "late": extra.get("late", False),
            "questions": [{"id": q, "points": points[q], "max_points": asked[q]} for q in asked],
        }
        for name, value in (("results", {"tests": tests, "output": "", "extra_data": more}), ("staff", {"files": files})):
            file = folder / name / f"{file_name(student)}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(value))

    def clean_copies(self, run: Path, released: dict[str, Any], answer: str) -> None:
        """What `autograder notebooks` leaves in a run: everybody wrote the same answer."""
        for file in (run / "results").glob("*.json"):
            shown = json.loads(json.dumps(released))
            for cell in shown["cells"]:
                cell["source"] = answer
            cells = tuple(
                CellScore(c["metadata"]["nbgrader"]["grade_id"], Decimal(c["metadata"]["nbgrader"]["points"]), None)
                for c in released["cells"]
            )
            write_clean(run, CleanNotebook(file.stem, json.dumps(shown).encode(), cells))

    def import_(self, run: Path, **options: Any) -> Report:
        """As the command does; what it says stands in `said`."""
        self.said = []
        return import_run(self.course(), run, None, options.get("drop", []), options.get("accept_lower", False), self.said.append)

    def state(self, notebook: str = "modules") -> dict[str, Any]:
        """The gradebook as the field cases write it."""
        with gradebook(self.course()) as book:
            assignment = book.find_assignment(WEEK)
            cells = {cell.name: cell.max_score for n in assignment.notebooks if n.name == notebook for cell in n.grade_cells}
            students: dict[str, Any] = {}
            for submission in assignment.submissions:
                shown = next(n for n in submission.notebooks if n.name == notebook)
                comments = {c.name: c.manual_comment for c in shown.comments}
                students[submission.student.id] = {
                    g.name: {
                        "auto": g.auto_score,
                        "manual": g.manual_score,
                        "extra_credit": g.extra_credit or 0,
                        "needs_manual_grade": g.needs_manual_grade,
                        **({"comment": comments[g.name]} if comments.get(g.name) else {}),
                    }
                    for g in shown.grades
                }
            return {"questions": cells, "students": students}

    def by_hand(self, student: str, cell: str, notebook: str = "modules", **given: Any) -> None:
        """What formgrader does when a person grades: manual_score, extra_credit, comment, resolved."""
        with gradebook(self.course()) as book:
            grade = book.find_grade(cell, notebook, WEEK, student)
            for column in ("manual_score", "extra_credit"):
                if column in given:
                    setattr(grade, column, given[column])
            grade.needs_manual_grade = False
            if "comment" in given:
                book.find_comment(cell, notebook, WEEK, student).manual_comment = given["comment"]
            book.db.commit()

    def begin_with(self, before: Mapping[str, Any]) -> Path:
        """Make the gradebook of a field case: a first import, and then what people gave."""
        self.assignment(before["questions"])
        run = self.run({s: {q: cell["auto"] for q, cell in cells.items()} for s, cells in before["students"].items()})
        self.import_(run)
        for student, cells in before["students"].items():
            for question, cell in cells.items():
                if cell["manual"] is not None:
                    given = {"manual_score": cell["manual"], "extra_credit": cell["extra_credit"], "comment": cell["comment"]}
                    self.by_hand(student, question, **given)
        return run

    def totals(self) -> dict[str, float]:
        with gradebook(self.course()) as book:
            return {s.student.id: s.score for s in book.find_assignment(WEEK).submissions}

    def dump(self) -> dict[str, list[Any]]:
        """Every row of every table, to compare."""
        with gradebook(self.course()) as book:
            return {
                table.name: sorted(map(tuple, book.db.execute(table.select())), key=str)
                for table in api.Base.metadata.sorted_tables
            }


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: nbgrader asks `alembic` in a process of its own for every new database."""
    made = Class(tmp_path_factory.mktemp("empty"))
    with gradebook(made.course()):
        return made.root / "records" / "gradebook.db"


@pytest.fixture
def school(tmp_path: Path, empty_gradebook: Path) -> Class:
    made = Class(tmp_path)
    made.write("records/README", "")
    shutil.copyfile(empty_gradebook, tmp_path / "records" / "gradebook.db")
    return made
