"""One audit of one assignment: grade every variant by the grader's own path, and judge the suite by the verdicts."""

from __future__ import annotations

from collections.abc import Callable

from autograder.config import Course
from autograder.grading import grade

from .plan import SECRET, Plan
from .variants import read_week

ROUNDS = 20
#: Tests that one forked process runs: a fork costs as much as a test or two.
BATCH = 20


def audit(
    course: Course,
    name: str,
    *,
    full: bool,
    jobs: int,
    rounds: int = ROUNDS,
    say: Callable[[str], None] = lambda text: None,
    shallow: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Plan:
    """Audit an assignment; the quick form leaves out mutants and repeated runs. Needs the main thread.

    `shallow`: of a mistake it is only asked whether its questions catch it.

    `say` hears a line after each step, `progress` (done, of) after each variant of a step.

    Raises ConfigError, CaseError, StripError, and what grading raises.
    """
    plan = Plan(read_week(course, name), rounds, full, say, shallow, progress)
    grade(course, plan.week.assignment, plan.tasks(), SECRET, jobs, plan.done, batch=BATCH)
    return plan
