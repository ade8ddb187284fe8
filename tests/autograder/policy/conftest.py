"""A course with a policy and a term's records, in a folder of its own."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.config import Course, load_course
from autograder.policy.compute import compute
from autograder.policy.grade import CourseGrade
from autograder.policy.term import load_term

LETTERS = "[policy.letters]\nA = 90\nB = 80\nC = 70\nD = 60\n"


class School:
    """Writes files, reads them as the command line does."""

    def __init__(self, root: Path):
        self.root = root
        self.weeks: dict[str, str] = {}
        self.policy = ""

    def week(self, name: str, due: str = "2027-02-08T23:59:00", auto: int = 100, hand: int = 0, weight: str = "1"):
        """An assignment of one question `q`."""
        self.write(
            f"assignments/{name}/assignment.toml",
            f'title = "{name}"\nmodules = ["m"]\nauto_total = {auto}\nhand_total = {hand}\n'
            f'[[questions]]\nid = "q"\nmodule = "m"\npoints = {auto}\n',
        )
        self.weeks[name] = f'[[policy.assignments]]\nname = "{name}"\ndue = {due}\nweight = {weight}\n'

    def rules(self, text: str = "", weights: str = "assignments = 100", letters: str = LETTERS) -> None:
        """`text`: what stands under [policy]; tables of its own last."""
        self.policy = f"[policy]\n{text}\n[policy.weights]\n{weights}\n{letters}\n"

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def roster(self, *students: str) -> None:
        self.write("records/roster.csv", "student_id,name\n" + "".join(f"{s},{s} Name\n" for s in students))

    def attempts(self, week: str, *rows: str) -> None:
        """Rows of student_id,submission,submitted_at,points."""
        self.write(
            f"records/attempts/{week}.csv",
            "student_id,submission,submitted_at,q,marked_late,run\n" + "".join(f"{row},,run\n" for row in rows),
        )

    def course(self) -> Course:
        head = 'title = "School"\nterm = "spring 2027"\npackages = ["numpy"]\n'
        self.write("course.toml", head + self.policy + "\n".join(self.weeks.values()))
        return load_course(self.root)

    def grades(self) -> Mapping[str, CourseGrade]:
        return {grade.student_id: grade for grade in compute(load_term(self.course()))}


@pytest.fixture
def school(tmp_path: Path) -> School:
    made = School(tmp_path)
    made.rules()
    made.roster("ada")
    return made
