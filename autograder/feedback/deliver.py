"""`autograder feedback RUN --for …`: the same pages, laid out for whoever hands them to the students."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.config import Course
from autograder.gradebook.pages import course_folder
from autograder.intake import Roster, read_roster

from .errors import FeedbackError
from .nbgrader import write_nbgrader
from .write import feedback, write_folder
from .zips import write_canvas, write_moodle

READERS = ("folder", "nbgrader", "moodle", "canvas")


def deliver(
    course: Course, run: Path, reader: str, out: Path | None, roster: Path | None, submissions: Path | None
) -> Iterator[str]:
    """Make the pages and lay them out; what is to be said of it, line by line. Raises FeedbackError and others."""
    if reader not in READERS:
        raise FeedbackError(f"--for {reader}: pages can be written for {', '.join(READERS)}")
    made = feedback(course, run)
    for name in made.unidentified:
        yield f"no page, since nobody on the roster claims it: {name}"
    if reader == "folder":
        folder = out or run / "feedback"
        yield f"{folder}: pages of {write_folder(made, folder)} students, each as .html and .txt"
    elif reader == "nbgrader":
        folder = out or course_folder(course) / "feedback"
        placed = write_nbgrader(made, course.assignment(made.assignment), run, folder, submissions)
        for name in placed.without_secret:
            yield f"not for the exchange, since its hand-in has no submission_secret.txt: {name}"
        yield f"{folder}: pages of {placed.pages} students; in {folder.parent}: nbgrader release_feedback {made.assignment}"
    else:
        file = out or run / f"feedback-{reader}.zip"
        write = write_moodle if reader == "moodle" else write_canvas
        zipped = write(made, run, file, _roster(course, roster))
        for name in zipped.left_out:
            yield f"not in the zip, since the platform's number of it is not known: {name}"
        yield f"{file}: {zipped.files} files"


def _roster(course: Course, given: Path | None) -> Roster | None:
    file = given or course.root / course.records / "roster.csv"
    return read_roster(file) if given or file.is_file() else None
