"""`assert_refused`: each call is judged, and nothing tells the student's code that it is to be refused."""

import pytest

from autograder.kit import StudentError, assert_refused
from autograder.kit.compare import Mismatch
from autograder.kit.errors import Left
from autograder.kit.inprocess import InProcess
from autograder.kit.submission import Submission

MODULE = """
asked = []

def strict(x, low=0):
    asked.append(x)
    if x < low:
        raise ValueError(f"{x} is below {low}")
    return x

def picky(x):
    raise TypeError("never")

def leaving(x):
    raise SystemExit(0)

def seen():
    return asked
"""


@pytest.fixture
def student(tmp_path):
    (tmp_path / "given.py").write_text(MODULE)
    with InProcess(tmp_path, tmp_path) as transport:
        counted = _Counted(transport)
        yield Submission(counted), counted


class _Counted:
    def __init__(self, inner):
        self.inner, self.requests = inner, []

    def exchange(self, request, buffers):
        self.requests.append(dict(request))
        return self.inner.exchange(request, buffers)


def test_no_request_tells_that_a_refusal_is_expected(student):
    submission, counted = student
    submission.given.strict(3, low=0)
    assert_refused(submission.given.strict, (-1,), (-2,), {"x": 3, "low": 4}, {"x": -5})
    _, *calls = counted.requests  # the import comes first
    assert len(calls) == 5 and len({tuple(sorted(set(call) - {"tree"})) for call in calls}) == 1
    assert all({**call, "tree": None} == {**calls[0], "tree": None} for call in calls)
    assert submission.given.seen() == [3, -1, -2, 3, -5]


def test_options_go_with_every_call(student):
    submission, _ = student
    assert_refused(submission.given.strict, (1,), (2,), low=3)


def test_a_call_that_is_accepted_fails_and_is_the_one_that_is_told(student):
    submission, _ = student
    with pytest.raises(Mismatch, match="an exception is asked for .ValueError.") as raised:
        assert_refused(submission.given.strict, (-1,), (7,), (-2,))
    assert raised.value.kind == "no error"
    assert submission._last.asked == "given.strict(7)"
    assert submission._last.came_back == "7 (int)"


def test_another_exception_is_not_the_one_that_is_asked_for(student):
    submission, _ = student
    with pytest.raises(StudentError, match="never"):
        assert_refused(submission.given.picky, (1,))
    assert submission._last.came_back == "TypeError: 'never'"
    assert_refused(submission.given.picky, (1,), error=(TypeError, ValueError))


def test_ending_the_program_is_no_refusal(student):
    submission, _ = student
    with pytest.raises(Left):
        assert_refused(submission.given.leaving, (1,), error=Exception)
