"""One worker per submission must give the very verdicts that a worker per test gives: the gate of the faster setting."""

import pytest

from autograder.config import load_course
from autograder.grading import grade
from autograder.grading.run import Task
from tests.fixtures.hand_ins import ROOT, cases, solution, starter

WEEKS = sorted(path.parent.name for path in ROOT.glob("assignments/*/assignment.toml"))


def submissions(week, assignment):
    """The solution, the starter, every named mistake and alternative; of a case, the questions of its module."""
    yield Task("solution", encoded(solution(week)))
    yield Task("starter", encoded(starter(week)))
    for kind in ("mistakes", "alternatives"):
        for case in cases(week, kind):
            files = solution(week)
            files[f"{case.module}.py"] += "\n\n" + case.source
            questions = frozenset(q.id for q in assignment.questions if q.module == case.module)
            yield Task(case.name, encoded(files), questions)


def encoded(files):
    return {name: text.encode() for name, text in files.items()}


@pytest.mark.long
@pytest.mark.parametrize("week", WEEKS)
def test_a_worker_per_submission_judges_as_a_worker_per_test(week):
    course = load_course(ROOT)
    verdicts = {}
    for worker in ("submission", "test"):
        assignment = course.assignment(week).model_copy(update={"worker": worker})

        def keep(graded, worker=worker):
            for v in graded.verdicts:
                verdicts.setdefault((graded.student_id, v.test), {})[worker] = (v.passed, v.kind, v.sentence)

        grade(course, assignment, submissions(week, assignment), b"the gate's own secret", 2, keep)
    assert {key: both for key, both in verdicts.items() if both["submission"] != both["test"]} == {}
    assert len(verdicts) > 50
