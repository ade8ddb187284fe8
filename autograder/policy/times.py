"""When hand-ins came, by the LMS's clock: a CSV of ids and times, Gradescope's `submission_metadata.yml`, or Moodle's
grading worksheet in English (to the minute: seconds that it cuts off are the student's gain)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.intake import Roster
from autograder.intake.gradescope import read_metadata
from autograder.intake.roster import Student
from autograder.intake.text import fold
from autograder.intake.who import Unknown, Who, identify

from .clock import moment, read_moment
from .errors import PolicyError
from .sheet import Sheet, read_sheet

_MOODLE = "Last modified (submission)"


def read_times(path: Path, roster: Roster, local: ZoneInfo) -> dict[str, datetime]:
    """Student id -> moment of the last hand-in, UTC. Raises PolicyError, IntakeError."""
    if not path.is_file():
        raise PolicyError(f"there is no file {path}; give --times the LMS's list of hand-ins and their times")
    if path.suffix in (".yml", ".yaml"):
        return _of_gradescope(path, roster)
    sheet = read_sheet(path, ())
    if _MOODLE in sheet.headings:
        return _of_moodle(sheet, roster, local)
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


def _of_moodle(sheet: Sheet, roster: Roster, local: ZoneInfo) -> dict[str, datetime]:
    """By participant number or e-mail address, as the roster knows them. Raises PolicyError."""
    found: dict[str, datetime] = {}
    for line in sheet.lines:
        text = line[_MOODLE].strip()
        if text in ("", "-"):
            continue
        try:
            when = moment(datetime.strptime(text, "%A, %d %B %Y, %I:%M %p"), local).astimezone(UTC)
        except ValueError:
            raise line.wrong(
                f"{text!r} is no time like 'Monday, 2 February 2026, 9:14 PM'; write a CSV of student_id,submitted_at"
            ) from None
        number = line.cells.get("Identifier", "").removeprefix("Participant ")
        known = roster.find("participant", number) or roster.find("email", fold(line.cells.get("Email address", "")))
        for student in known:
            found[student.student_id] = when
    return found
