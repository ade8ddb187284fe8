"""The students' notebook, stripped by nbgrader's own `generate_assignment` in a generated folder of notebooks only.

nbgrader copies every neighbouring file of its source folder verbatim, so no solved module may ever lie there: the
folder (`build/release/` by default) is written by this module alone, and it writes nothing but `.ipynb` files. It is not the
gradebook's folder: a week can be released again at any time, and no score is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from autograder.config import Assignment, Course


class NotebookError(Exception):
    """nbgrader did not make the notebook; the text says why."""


def nbgrader_source(course: Course, assignment: Assignment, build: Path) -> Path | None:
    """Lay out the solved notebook where nbgrader looks for it; None when there is no notebook yet."""
    solved = course.root / "solutions" / assignment.name / (assignment.notebook or "none")
    if assignment.notebook is None or not solved.is_file():
        return None
    folder = build / "source" / assignment.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(solved, folder / solved.name)
    return folder / solved.name


def released_notebook(course: Course, assignment: Assignment, build: Path | None = None) -> bytes | None:
    """The notebook as students get it; None when there is none. Raises NotebookError."""
    build = build or course.root / "build" / "release"
    source = nbgrader_source(course, assignment, build)
    if source is None:
        return None
    command = [
        sys.executable, "-m", "nbgrader", "generate_assignment", assignment.name, "--force", "--no-db",
        f"--CourseDirectory.root={build.resolve()}",
    ]  # fmt: skip
    # No configuration of this computer's may change what students get, and no path of the course is in sight.
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "NBGRADER", "PYTEST"))}
    clean |= {"JUPYTER_NO_CONFIG": "1", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, cwd=build, env=clean, capture_output=True, text=True, check=False)
    made = build / "release" / assignment.name / source.name
    if done.returncode or not made.is_file():
        raise NotebookError(f"nbgrader could not make {source.name} of {assignment.name}:\n{done.stderr[-2000:]}")
    return made.read_bytes()
