"""When hand-ins came, by the LMS's clock: a CSV of ids and times, or Gradescope's `submission_metadata.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.intake import Roster
from autograder.intake.gradescope import read_metadata
from autograder.intake.roster import Student
from autograder.intake.who import Unknown, Who, identify

from .clock import read_moment
from .errors import PolicyError
from .sheet import read_sheet


def read_times(path: Path, roster: Roster, local: ZoneInfo) -> dict[str, datetime]:
    """Student id -> moment of the last hand-in, UTC. Raises PolicyError, IntakeError."""
    if not path.is_file():
        raise PolicyError(f"there is no file {path}; give --times the LMS's list of hand-ins and their times")
    if path.suffix in (".yml", ".yaml"):
        return _of_gradescope(path, roster)
    found: dict[str, datetime] = {}
    for line in read_sheet(path, ("student_id", "submitted_at")).lines:
        if not line["submitted_at"].strip():
            continue
        try:
            when = read_moment(line["submitted_at"], local)
        except ValueError as error:
            raise line.wrong(str(error)) from None
        student = line.needs("student_id")
        found[student] = max(when, found.get(student, when))
    return found


def _of_gradescope(path: Path, roster: Roster) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for submission in read_metadata(path.read_bytes()):
        if not submission.moment:
            continue
        when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=submission.moment)
        for student in _known(submission.submitters, roster):
            found[student.student_id] = max(when, found.get(student.student_id, when))
    return found


def _known(people: Sequence[Who], roster: Roster) -> list[Student]:
    known = [identify(who, roster) for who in people]
    return [one[0] for one in known if not isinstance(one, Unknown)]
