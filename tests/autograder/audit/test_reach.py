"""Which tests reach which piece of a solution: through helpers, oracles and probes, and not through local names."""

import pytest

from autograder.audit.reach import Reach

SOLUTION = {
    "one": "LIMIT = 3\n\ndef _helper(x):\n    return x + LIMIT\n\ndef first(x):\n    return _helper(x)\n\ndef count(x):\n    return x\n",
    "two": "from one import first\n\ndef _helper(x):\n    return x\n\ndef second(x):\n    return first(x) + _helper(x)\n",
}
HIDDEN = '''
import pytest
from oracles import wanted as oracle

lucky = pytest.mark.false_alarm(0.5, "a coin")

def judge(got, count):
    local = count
    assert got == local

def test_first(submission, rng):
    judge(submission.one.first(1), oracle(1))

@pytest.mark.false_alarm(1e-6, "drawn")
@pytest.mark.parametrize("x", [1, 2])
def test_second(submission, x):
    assert submission.two.second(x)

@lucky
def test_by_a_probe(submission):
    assert submission.probes.call("one", "count", 3)
'''
PROBES = "def call(student, module, name, x):\n    return getattr(getattr(student, module), name)(x)\n"
ORACLES = "def wanted(x, rtol=1):\n    return x + 3\n"
TESTS = [f"hidden/test_h.py::{name}" for name in ("test_first", "test_second[1]", "test_by_a_probe")]


@pytest.fixture
def reach(tmp_path):
    (tmp_path / "hidden").mkdir()
    for name, text in {"test_h.py": HIDDEN, "probes.py": PROBES, "oracles.py": ORACLES}.items():
        (tmp_path / "hidden" / name).write_text(text)
    return Reach(tmp_path, SOLUTION)


def test_a_function_is_reached_by_those_who_call_it_directly_or_through_others(reach):
    first, second, probe = TESTS
    assert reach.tests([("one", "first")], TESTS) == [first, second]
    assert reach.tests([("two", "second")], TESTS) == [second]
    assert reach.tests([("one", "LIMIT")], TESTS) == [first, second]


def test_a_helper_of_the_same_name_in_another_module_is_another(reach):
    assert reach.tests([("two", "_helper")], TESTS) == [TESTS[1]]


def test_a_probe_that_is_told_a_name_reaches_it(reach):
    assert reach.tests([("one", "count")], TESTS) == [TESTS[2]]


def test_what_a_test_draws_and_tolerates_is_known(reach):
    assert "rng" in reach.names(TESTS[0]) and "rtol" not in reach.names(TESTS[1])
    assert reach.false_alarm(TESTS[1]) == (1e-6, "drawn")
    assert reach.false_alarm(TESTS[2]) == (0.5, "a coin")
    assert reach.false_alarm(TESTS[0]) is None


def test_a_piece_that_is_not_there_is_an_error(reach):
    with pytest.raises(ValueError, match="no such piece"):
        reach.tests([("one", "third")], TESTS)
