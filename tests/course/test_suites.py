"""Every week's suite, by the grader's own path: the solution earns everything, the starter nothing, each named mistake
loses on its own question and on no unrelated one, each alternative gets full marks."""

import pytest

from autograder.config import load_course
from autograder.grading import grade
from autograder.grading.run import Task
from autograder.results import score
from tests.fixtures.hand_ins import ROOT, cases, solution, starter

WEEKS = sorted(path.parent.name for path in ROOT.glob("assignments/*/assignment.toml"))


def encoded(files):
    return {name: text.encode() for name, text in files.items()}


@pytest.fixture(scope="module", params=WEEKS)
def week(request):
    return request.param


@pytest.fixture(scope="module")
def graded(week):
    """name -> verdicts, of the solution, the starter, every mistake and every alternative; one run for all."""
    course = load_course(ROOT)
    assignment = course.assignment(week)
    tasks = [Task("solution", encoded(solution(week))), Task("starter", encoded(starter(week)))]
    for kind in ("mistakes", "alternatives"):
        for case in cases(week, kind):
            files = solution(week)
            files[f"{case.module}.py"] += "\n\n" + case.source
            questions = frozenset(q.id for q in assignment.questions if q.module == case.module)
            tasks.append(Task(case.name, encoded(files), questions))
    results = {}
    grade(course, assignment, tasks, b"a secret of the tests, not the course's", 2, lambda g: results.update({g.student_id: g}))
    assert len(results) == len(tasks) and not any(g.failure for g in results.values())
    return assignment, {name: g.verdicts for name, g in results.items()}


def test_the_solution_earns_every_point(graded):
    assignment, results = graded
    assert [v.test for v in results["solution"] if not v.passed] == []
    assert score(assignment, results["solution"]).total == assignment.auto_total


def test_the_untouched_starter_earns_nothing_and_says_so(graded):
    assignment, results = graded
    assert score(assignment, results["starter"]).total == 0
    for verdict in results["starter"]:
        assert verdict.sentence == f"not written yet: {verdict.question}", verdict.test


def test_every_question_has_named_mistakes_and_each_is_caught(graded, week):
    assignment, results = graded
    mistakes = cases(week, "mistakes")
    assert [case.name for case in mistakes if not case.caught_by] == []
    for question in assignment.questions:
        assert sum(question.id in case.caught_by for case in mistakes) >= 2, question.id
    accepted = [
        (case.name, question)
        for case in mistakes
        for question in case.caught_by
        if all(v.passed for v in results[case.name] if v.question == question)
    ]
    assert accepted == []


def test_a_mistake_costs_no_question_that_does_not_use_it(graded, week):
    _, results = graded
    unrelated = [
        (case.name, v.test)
        for case in cases(week, "mistakes")
        for v in results[case.name]
        if not v.passed and v.question not in (*case.caught_by, *case.may_cost)
    ]
    assert unrelated == []


def test_every_alternative_gets_full_marks(graded, week):
    _, results = graded
    lost = [(case.name, v.test) for case in cases(week, "alternatives") for v in results[case.name] if not v.passed]
    assert lost == [] and len(cases(week, "alternatives")) >= 2
