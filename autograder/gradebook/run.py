"""From a run's folder to the gradebook and its pages: the order of things, and the one commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from autograder.config import Assignment, Course
from autograder.intake import Asked, IntakeError, Roster, read_roster, take_in
from autograder.intake.roster import Student
from autograder.progress import tracked

from .counting import counting
from .database import begin, gradebook
from .errors import GradebookError
from .importing import import_scores
from .layout import layout_of
from .moments import Moments, moments_of
from .pages import Page, course_folder, write_course, write_student
from .report import Report
from .scores import RunScores, read_run, read_scores

_LONGEST = 128
"""What nbgrader's columns hold."""


def import_run(
    course: Course,
    folder: Path,
    submissions: Path | None,
    drop: Sequence[str],
    accept_lower: bool,
    say: Callable[[str], None],
) -> Report:
    """Import it. Raises GradebookError, PolicyError, ConfigError, IntakeError, and then nothing has changed."""
    assignment, run, moments, roster = _read(course, folder)
    layout = layout_of(course, assignment)
    with gradebook(course) as book:
        begin(book)
        report = import_scores(book, layout, run, moments, _columns(roster), drop)
        for line in report.lines():
            say(line)
        if report.lower and not accept_lower:
            raise GradebookError(
                f"nothing was changed: {len(report.lower)} students would stand lower. Add --accept-lower if that is right; "
                "to keep an earlier hand-in, write a line `counts` into decisions.csv"
            )
        book.db.commit()
    _pages(course, assignment, run, moments, roster, submissions)
    return report


def write_pages(course: Course, folder: Path, submissions: Path | None) -> tuple[Path, int]:
    """Write a run's pages anew. Raises GradebookError and others."""
    assignment, run, moments, roster = _read(course, folder)
    return course_folder(course), _pages(course, assignment, run, moments, roster, submissions)


def _read(course: Course, folder: Path) -> tuple[Assignment, RunScores, Moments, Roster | None]:
    name, _ = read_run(folder)
    assignment = course.assignment(name)
    run = read_scores(folder, assignment)
    file = course.root / course.records / "roster.csv"
    return assignment, run, moments_of(course, name), read_roster(file) if file.is_file() else None


def _pages(
    course: Course, assignment: Assignment, run: RunScores, moments: Moments, roster: Roster | None, at: Path | None
) -> int:
    write_course(course, assignment)
    files = _handed_in(assignment, at or run.source, roster)
    chosen = counting(run, moments, Report())
    for student, row in tracked("pages", chosen.items()):
        write_student(course, assignment, Page(student, row, files.get(row.digest), moments.of(student)))
    return len(chosen)


def _handed_in(assignment: Assignment, at: Path | None, roster: Roster | None) -> Mapping[str, Mapping[str, bytes]]:
    """The hand-ins' files by hash: the hash proves that they are those that were graded."""
    if at is None or not at.exists():
        return {}
    asked = Asked(assignment.name, assignment.files(), assignment.modules)
    try:
        return {hand_in.digest: hand_in.files for hand_in in take_in(at, asked, roster) if hand_in.digest}
    except IntakeError:
        return {}


def _columns(roster: Roster | None) -> dict[str, dict[str, str | None]]:
    return {student.student_id: _names(student) for student in roster.students} if roster else {}


def _names(student: Student) -> dict[str, str | None]:
    """nbgrader's columns. Its pages take names for HTML, so angle brackets become their look-alikes."""
    last, comma, first = student.name.partition(",")
    if not comma:
        first, _, last = student.name.strip().rpartition(" ")
    columns = {"first_name": first, "last_name": last, "email": student.email}
    columns["lms_user_id"] = next(iter(student.id_of("canvas")), "")
    return {key: _plain(value) or None for key, value in columns.items()}


def _plain(text: str) -> str:
    return text.strip().replace("<", "‹").replace(">", "›").replace("\0", "")[:_LONGEST]
