"""From a run to the report's sections, in the order in which they are read. What joins the page is one more function here."""

from __future__ import annotations

from pathlib import Path

from autograder.config import Course

from .disputed import disputed_section
from .failures import test_figures
from .handed_in import late_section, moved_section, others_section, times_section
from .items import alpha, items
from .overview import first_section, questions_section, totals_section
from .reading import ClassRun
from .tables import Section
from .tested import behaviours_section, tests_section, together_section


def sections(course: Course, run: ClassRun, since: Path | None = None) -> list[Section]:
    """The whole report for staff. Raises ReportError, PolicyError."""
    tests = test_figures([graded.verdicts for graded in run.graded])
    points = [graded.points for graded in run.graded]
    found = items({question.id: question.points for question in run.assignment.questions}, points)
    return [
        first_section(run, tests, found),
        totals_section(run, alpha(points)),
        questions_section(run, found),
        tests_section(tests),
        together_section(run),
        behaviours_section(course, run, tests),
        times_section(run, tests),
        others_section(run),
        disputed_section(course, run),
        moved_section(run, since),
        late_section(course, run),
    ]
