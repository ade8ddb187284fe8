"""Whose scores of a run count: what `autograder record` knows decides, never what a hand-in says of itself."""

from __future__ import annotations

from .errors import GradebookError
from .moments import Moments
from .report import Report
from .scores import RunScores, Scored


def counting(run: RunScores, moments: Moments, report: Report) -> dict[str, Scored]:
    """Whose scores of this run count: a hand-in that a rule or a person set aside does not. Raises GradebookError."""
    by_digest = {row.digest: row for row in run.rows if row.digest}
    chosen: dict[str, Scored] = {}
    timeless = 0
    for row in run.rows:
        known = moments.of(row.student_id)
        if known.submitted and row.digest not in known.submitted:
            raise GradebookError(
                f"nothing was changed: {row.student_id}'s hand-in of this run is not recorded yet; give first: "
                "autograder record RUN --times TIMES"
            )
        if known.counts and known.counts != row.digest:
            report.notes.append(f"{row.student_id}: the hand-in {known.counts[:12]} counts, not this run's")
        else:
            chosen[row.student_id] = row
        timeless += known.submitted.get(row.digest) is None
        if row.late and known.submitted.get(row.digest) is None:
            report.notes.append(f"{row.student_id}: the LMS marked the hand-in late, but no time is known")
    for student, known in moments.students.items():  # a group's hand-in is everybody's
        if student not in chosen and known.counts in by_digest and student in run.others:
            chosen[student] = by_digest[known.counts]
    if timeless:
        report.notes.append(
            f"no time is known of {timeless} hand-ins; `autograder record RUN --times TIMES` tells it, then import again"
        )
    return chosen
