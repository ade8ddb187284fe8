"""Moodle's CSV grade import: one identifier and one grade a line.

By the rules of Moodle's importer (moodle/moodle, grade/import/csv): one bad line aborts the whole import, so every line
is checked here first; a value above 100 is one whatever the item's maximum; a blank identifier would give the grade to
the student of the line before.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from fractions import Fraction
from typing import Literal

from autograder.intake import Roster
from autograder.intake.roster import Student
from autograder.intake.text import listed

from .errors import ExportError
from .outcome import Outcome
from .scores import ScoreRow, Scores, number

Key = Literal["username", "idnumber", "email"]
LIMIT = Fraction(100)


def moodle_grades(
    scores: Scores, roster: Roster | None, key: Key = "username", title: str | None = None, unlimited: bool = False
) -> Outcome:
    """The file: `username,<title>`; nothing handed in is `-`. Raises ExportError for what Moodle would abort at."""
    above = [row for row in scores.rows if row.score is not None and row.score > LIMIT]
    if above and not unlimited:
        told = ", ".join(f"{row.called} has {number(row.score or LIMIT)}" for row in above[:6])
        raise ExportError(
            f"Moodle's grade import stops at the first grade above 100, and {told}{' and more' if len(above) > 6 else ''}. "
            "Give --scale 100 to convert them, --unlimited if the site allows unlimited grades, or fill the offline "
            "grading worksheet: autograder export moodle-worksheet"
        )
    outcome = Outcome(b"", list(scores.notes))
    lines = []
    for row in scores.rows:
        identifier = _identifier(row, roster, key)
        if identifier.strip() in ("", "0"):
            raise ExportError(
                f"{row.called} has no {key}; Moodle would give the grade to the student of the line before"
            )
        lines.append((identifier, "-" if row.score is None else number(row.score)))
        outcome.filled += row.score is not None
    if doubled := [name for name, count in Counter(name for name, _ in lines).items() if count > 1]:
        raise ExportError(f"two students have the {key} {listed(doubled)}; correct the roster")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([(key, title or scores.title), *lines])
    outcome.data = out.getvalue().encode("utf-8")
    return outcome


def _identifier(row: ScoreRow, roster: Roster | None, key: Key) -> str:
    if roster is None:
        if key != "username" or not row.student_id:
            raise ExportError(
                f"the scores do not say each student's {key}; give --roster a list of the class that does"
            )
        return row.student_id
    student = next((one for one in roster.students if one.student_id == row.student_id), None)
    if student is None:
        raise ExportError(
            f"{row.called} is not on the roster, and Moodle aborts at a user it does not know; take the row out"
        )
    return _field(student, key)


def _field(student: Student, key: Key) -> str:
    if key == "email":
        return student.email
    if key == "idnumber":
        return next(iter(student.id_of("sis")), "")
    return student.login or student.student_id
