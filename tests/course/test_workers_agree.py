"""One worker per submission must give the very verdicts that a worker per test gives: the gate of the faster setting."""

from dataclasses import replace

import pytest

from autograder.audit.plan import SECRET, Plan
from autograder.audit.variants import read_week
from autograder.config import load_course
from autograder.grading import grade
from tests.fixtures.hand_ins import ROOT

WEEKS = sorted(path.parent.name for path in ROOT.glob("assignments/*/assignment.toml"))


def graded(week, worker):
    """(variant, test) -> what came out, for everything that the quick audit grades."""
    course = load_course(ROOT)
    read = read_week(course, week)
    plan = Plan(replace(read, assignment=read.assignment.model_copy(update={"worker": worker})), rounds=0, full=False)
    grade(course, plan.week.assignment, plan.tasks(), SECRET, 2, plan.done)
    assert plan.failures == {}
    return {(name, v.test): (v.passed, v.kind, v.sentence) for name, tests in plan.verdicts.items() for v in tests.values()}


@pytest.mark.long
@pytest.mark.parametrize("week", WEEKS)
def test_a_worker_per_submission_judges_as_a_worker_per_test(week):
    shared, alone = graded(week, "submission"), graded(week, "test")
    assert len(shared) > 50 and shared.keys() == alone.keys()
    assert {key: (shared[key], alone[key]) for key in shared if shared[key] != alone[key]} == {}
