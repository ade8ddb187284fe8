"""Every week's suite passes the quick form of its audit: for every commit the shallow one, which asks of a mistake whether its questions
catch it; `make test-long` asks what else it costs, too. `make audit` runs the full form, with mutants and repeated runs.

One run for all of a week's variants, by the grader's own path; each test looks at one kind of finding.
"""

import pytest

from autograder.audit.findings import findings
from autograder.audit.run import audit
from autograder.config import load_course
from tests.fixtures.hand_ins import ROOT

WEEKS = sorted(path.parent.name for path in ROOT.glob("assignments/*/assignment.toml"))


FORMS = [(week, "shallow") for week in WEEKS] + [pytest.param((week, "quick"), marks=pytest.mark.long) for week in WEEKS]


@pytest.fixture(scope="module", params=FORMS, ids="-".join)
def found(request):
    """rule -> sentences, for one week."""
    week, form = request.param
    plan = audit(load_course(ROOT), week, full=False, jobs=2, shallow=form == "shallow")
    assert len(plan.tests) > 0 and len(plan.verdicts) > len(plan.week.mistakes)
    rules = {}
    for finding in findings(plan):
        rules.setdefault(finding.rule, []).append(finding.text)
    return rules


def test_the_solution_earns_every_point(found):
    assert found.get("solution", []) == []


def test_the_untouched_starter_earns_nothing_and_says_so(found):
    assert found.get("starter", []) == []


def test_neither_warns(found):
    assert found.get("warnings", []) == []


def test_every_named_mistake_is_caught_by_its_questions(found):
    assert found.get("mistakes", []) == []


def test_every_alternative_and_every_freedom_gets_full_marks(found):
    assert found.get("right", []) == []


def test_there_are_mistakes_and_freedoms_for_every_question(found):
    assert found.get("counts", []) == []


def test_nothing_else_is_found(found):
    rest = {rule: texts for rule, texts in found.items() if rule not in ("solution", "starter", "warnings", "mistakes", "right", "counts")}
    assert rest == {}
