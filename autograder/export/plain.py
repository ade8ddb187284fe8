"""A plain CSV for a person's spreadsheet: texts are inert, numbers are numbers. UTF-8; with a byte-order mark if asked."""

from __future__ import annotations

import csv
import io

from autograder.intake import Roster
from autograder.results.text import cell, name_cell

from .outcome import Outcome
from .scores import Scores, number


def plain_csv(scores: Scores, roster: Roster | None, mark: bool = False) -> Outcome:
    """`student_id,name,status,score,maximum`; an empty score is one that nobody gave."""
    names = {student.student_id: student.name for student in roster.students} if roster else {}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["student_id", "name", "status", "score", "maximum"])
    for row in scores.rows:
        name = row.name or names.get(row.student_id, "")
        score = "" if row.score is None else number(row.score)
        maximum = "" if scores.maximum is None else number(scores.maximum)
        writer.writerow([cell(row.student_id), name_cell(name), cell(row.status), score, maximum])
    data = out.getvalue().encode("utf-8", "backslashreplace")
    filled = sum(row.score is not None for row in scores.rows)
    return Outcome((b"\xef\xbb\xbf" if mark else b"") + data, list(scores.notes), filled)
