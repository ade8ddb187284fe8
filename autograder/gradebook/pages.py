"""nbgrader's course folder, `build/nbgrader/`: what formgrader and `nbgrader generate_feedback` show. All can be made again.

    nbgrader_config.py                        where the gradebook is; which of nbgrader's steps are ours
    source/, release/<week>/                  the released notebook, and the empty one of the modules
    submitted/, autograded/<student>/<week>/  the clean copies, with the LMS's time stamp

No student's notebook lies here, only copies that the grader filled in, and no solution.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.config import Assignment, Course
from autograder.results.text import file_name

from .copies import modules_notebook, not_graded
from .database import URL, database_url
from .layout import MODULES, released
from .moments import Known
from .scores import Scored

FOLDER = Path("build") / "nbgrader"

_CONFIG = '''"""Written by `autograder gradebook import`; what is changed here is lost."""
import os

c = get_config()  # noqa: F821
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = os.environ.get({variable!r}, {url!r})
c.Exchange.path_includes_course = False
# Students' code runs in the course's sandbox only; these steps of nbgrader's stop, and say which command to use.
c.Autograde.exporter_class = "autograder.gradebook.display.InsteadOfAutograde"
c.GenerateAssignment.exporter_class = "autograder.gradebook.display.InsteadOfGenerate"
# What a student wrote as Markdown can hold HTML; it is shown without anything that acts.
c.HTMLExporter.filters = {{"markdown2html": "autograder.gradebook.display.markdown"}}
'''


@dataclass(frozen=True)
class Page:
    """What is shown of one student."""

    student_id: str
    row: Scored
    files: Mapping[str, bytes] | None
    """The hand-in's bytes; None when it no longer lies where it was graded."""
    known: Known


def course_folder(course: Course) -> Path:
    """Where nbgrader's commands are given."""
    return course.root / FOLDER


def write_course(course: Course, assignment: Assignment) -> None:
    """The configuration, and the notebooks that belong to nobody."""
    root = course_folder(course)
    config = _CONFIG.format(root=str(root), variable=URL, url=_without_password(course))
    _write(root / "nbgrader_config.py", config.encode("utf-8"))
    for step in ("source", "release"):
        for name, notebook in _empty(course, assignment).items():
            _write(root / step / assignment.name / f"{name}.ipynb", _bytes(notebook))


def write_student(course: Course, assignment: Assignment, page: Page) -> None:
    """A student's pages. Where there is no clean copy of the notebook, the released one stands with a sentence."""
    notebooks = {MODULES: _bytes(modules_notebook(assignment, page))}
    if assignment.notebook:
        clean = page.row.notebook.notebook if page.row.notebook else b""
        name = Path(assignment.notebook).stem
        notebooks[name] = clean or _bytes(
            not_graded(released(course, assignment), assignment.notebook in page.row.files)
        )
    when = page.known.submitted.get(page.row.digest)
    for step in ("submitted", "autograded"):
        folder = course_folder(course) / step / file_name(page.student_id) / assignment.name
        for name, notebook in notebooks.items():
            _write(folder / f"{name}.ipynb", notebook)
        if when is not None:
            _write(folder / "timestamp.txt", f"{when:%Y-%m-%d %H:%M:%S.%f} UTC".encode())
        else:
            (folder / "timestamp.txt").unlink(missing_ok=True)


def _empty(course: Course, assignment: Assignment) -> dict[str, dict[str, Any]]:
    notebooks = {MODULES: modules_notebook(assignment, None)}
    if assignment.notebook:
        notebooks[Path(assignment.notebook).stem] = released(course, assignment)
    return notebooks


def _without_password(course: Course) -> str:
    """The URL of `course.toml`: what stands in the environment is left there."""
    return database_url(course) if not os.environ.get(URL) else course.gradebook


def _bytes(notebook: Mapping[str, Any]) -> bytes:
    return json.dumps(notebook, ensure_ascii=True, indent=1).encode("ascii") + b"\n"


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all; not flushed to the disk, since it can be made again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".writing-{file.name}")
    beside.write_bytes(data)
    beside.replace(file)
